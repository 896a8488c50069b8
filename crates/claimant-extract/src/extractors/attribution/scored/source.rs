//! Whose words they are, where the encoder gave none, too much, or somebody else.
//!
//! `It may fail, |Mara Lind, a judge,| told the Courier`: the subject of the verb, never whom it was told, nor the man that the
//! police speak of, nor two speakers at once.

use std::ops::Range;

use claimant_doc::{Doc, Tag};

use super::{Parts, REACH};
use crate::Scores;
use crate::extractors::attribution::cues;
use crate::scores::Attributed;

/// Verbs that are looked at from a cue upwards.
const CLIMB: usize = 4;

/// The encoder's attributions, with their sources put right. "The senator said it would pass, adding that …": a cue without
/// a source has the subject of its verb, or of the verb that its verb hangs on.
pub fn with_sources(doc: &Doc<'_>, scores: &Scores) -> Vec<Attributed> {
    // "…, told the Courier": whom it was told is not who told it.
    let told = |found: &Attributed| {
        let verb = found.cue.clone().rev().find(|i| doc.tag(*i).is_verb());
        found.source.start == found.cue.end && verb.is_some_and(|verb| cues::addresses(doc, verb))
    };
    let mut all = scores.attributions.clone();
    all.iter_mut().filter(|found| told(found)).for_each(|found| found.source = 0..0);
    let cues = Parts::of(doc, &all).cue;
    let source_of = |i: usize| all.get((*cues.get(i)? as usize).checked_sub(1)?).map(|a| a.source.clone());
    let subject = |found: &Attributed| {
        let verb = found.cue.clone().rev().find(|i| doc.tag(*i).is_verb())?;
        let sentence = doc.sentences.get(doc.sentence_at(doc.tokens[verb].span.start())?)?;
        let tokens = &sentence.tokens;
        let near = tokens.start.max(verb.saturating_sub(REACH))..tokens.end.min(verb + REACH);
        let mut at = verb;
        let told = |k: usize| k > verb && cues::addresses(doc, verb);
        for _ in 0..CLIMB {
            if let Some(source) = source_of(at).filter(|source| !source.is_empty()) {
                return Some(source);
            }
            let mut dependents = scores.dependents(at, near.clone());
            if let Some(subject) = dependents.find(|k| scores.rel(*k).starts_with("nsubj") && !told(*k)) {
                let named = scores.rel(subject) == "nsubj" && !matches!(doc.tag(subject), Tag::Wdt | Tag::Dt);
                return named.then(|| scores.subtree(subject, near.clone()));
            }
            let hangs = matches!(scores.rel(at), "conj" | "advcl" | "xcomp");
            at = scores.words.get(at)?.head.filter(|_| hangs)? as usize;
        }
        None
    };
    let with = |found: &Attributed| Attributed {
        source: if found.source.is_empty() {
            let said = |source: &Range<usize>| found.content.iter().any(|part| part.contains(&source.start));
            subject(found).filter(|source| !said(source)).unwrap_or_default()
        } else {
            found.source.clone()
        },
        ..found.clone()
    };
    let own = |found| without_source(doc, without_antecedent(doc, without_speaker(doc, found)));
    let mut all: Vec<Attributed> = all.iter().map(with).map(own).collect();
    for found in &mut all {
        told_by(doc, found);
        blamed_by(doc, found);
    }
    speak_on(doc, &mut all);
    all
}

/// "He was told by |the minister| of |“36 people”|": who told him is the agent, and not he.
fn told_by(doc: &Doc<'_>, found: &mut Attributed) {
    let told = found.cue.clone().any(|i| cues::addresses(doc, i));
    let by = found.cue.clone().next_back().is_some_and(|last| doc.is(last, "by"));
    let Some(content) =
        found.content.first_mut().filter(|content| told && by && content.start == found.cue.end)
    else {
        return;
    };
    let is = |i: &usize| doc.is(*i, "that") || doc.tag(*i) == Tag::Quote;
    match content.clone().skip(1).find(is) {
        Some(start) => {
            let of = usize::from(doc.is(start - 1, "of") || doc.is(start - 1, "about"));
            found.source = content.start..start - of;
            content.start = start;
        }
        None => found.content.clear(),
    }
}

/// "The attack was blamed on |rebels| by |the army|": the agent says so of the others.
fn blamed_by(doc: &Doc<'_>, found: &mut Attributed) {
    let on = found.cue.clone().next_back().is_some_and(|last| doc.is(last, "on"));
    let source = found.source.clone();
    let by = source.clone().skip(1).find(|i| doc.is(*i, "by")).filter(|by| by + 1 < source.end);
    if let Some(by) = by.filter(|_| on && source.start == found.cue.end) {
        found.content.push(source.start..by);
        found.source = by + 1..source.end;
    }
}

/// "Officials told state media …, |adding that| …", "Mehr said the 36 must go, |adding| …": who speaks on is who spoke before,
/// not whom it was told, nor somebody in what was said.
fn speak_on(doc: &Doc<'_>, all: &mut [Attributed]) {
    let cued = Parts::of(doc, all);
    for i in 0..all.len() {
        let (cue, source) = (all[i].cue.clone(), all[i].source.clone());
        let Some(comma) = cue.start.checked_sub(1).filter(|comma| doc.tag(*comma) == Tag::Comma) else {
            continue;
        };
        let participle = cue.clone().any(|k| doc.tag(k) == Tag::Vbg)
            && !cue.clone().any(|k| doc.tag(k).is_finite() || cues::is_form_of_be(doc.word(k)));
        let sentence =
            doc.sentence_at(doc.tokens[comma].span.start()).map(|at| doc.sentences[at].tokens.start);
        let Some(start) = sentence.filter(|_| participle && source.end <= cue.start) else { continue };
        let back = (start.max(comma.saturating_sub(REACH))..comma).rev();
        match cued.cued(back).and_then(|k| all.get(k)) {
            Some(before) if before.source.end <= comma && !before.source.is_empty() => {
                let told =
                    source.start == before.cue.end && before.cue.clone().any(|k| cues::addresses(doc, k));
                let inside = source.start >= before.cue.end && source.end < comma;
                if told || inside {
                    all[i].source = before.source.clone();
                }
            }
            // "The United States had most, with the next, Britain, |reporting| 37,542": not the subject of the sentence.
            None if source.start >= start && (source.end..comma).any(|k| doc.is(k, "with")) => {
                all[i].source = 0..0;
            }
            _ => {}
        }
    }
}

/// `"…," |Lind said,| the paper reported`: two say it, one after the other.
fn without_speaker(doc: &Doc<'_>, mut found: Attributed) -> Attributed {
    let said = |i: &usize| doc.tag(*i) == Tag::Comma && cues::verb(doc, *i - 1).is_some();
    let comma = found.source.clone().skip(1).rfind(said);
    if let Some(comma) = comma.filter(|i| i + 1 < found.source.end && doc.tag(*i - 1).is_finite()) {
        found.source.start = comma + 1;
    }
    found
}

/// "The man |who| the police said sowed terror": the police say it, of him.
fn without_antecedent(doc: &Doc<'_>, mut found: Attributed) -> Attributed {
    let source = found.source.clone();
    let pronoun =
        source.clone().skip(1).find(|i| ["who", "whom", "which"].iter().any(|word| doc.is(*i, word)));
    let Some(pronoun) = pronoun.filter(|i| i + 1 < source.end && source.end == found.cue.start) else {
        return found;
    };
    let phrase = (pronoun + 1..source.end).all(|i| !doc.tag(i).is_finite() && !doc.tag(i).is_punctuation());
    if phrase && doc.tag(found.cue.end).is_verb() {
        found.source = pronoun + 1..source.end;
        found.content.insert(0, pronoun..pronoun + 1);
    }
    found
}

/// A content that runs into its source ends before it: "It may fail, |Mara Lind, a judge, told the Courier|".
fn without_source(doc: &Doc<'_>, mut found: Attributed) -> Attributed {
    let (source, cue) = (found.source.clone(), found.cue.clone());
    for content in &mut found.content {
        let runs_in =
            content.start < source.start && content.contains(&source.start) && source.end <= cue.start;
        if runs_in && content.end <= cue.start {
            content.end = source.start;
            while content.len() > 1 && doc.tag(content.end - 1) == Tag::Comma {
                content.end -= 1;
            }
        }
    }
    found
}

/// "Records seen by the paper, compared with 41 in 2021": a source without what its figures are compared with.
pub fn uncompared(doc: &Doc<'_>, source: &Range<usize>) -> Range<usize> {
    let compares = |i: &usize| {
        doc.word(*i) == "," && matches!(doc.word(*i + 1), "compared" | "versus" | "against" | "up" | "down")
    };
    let end = source.clone().skip(1).find(compares).unwrap_or(source.end);
    source.start..end
}
