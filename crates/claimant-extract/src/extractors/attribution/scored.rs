//! The encoder's attributions and those of the rules, side by side.

mod cut;
mod grow;

use std::ops::Range;

use claimant_doc::{Doc, Span, Stance, Tag};

use super::page::Page;
use super::{Draft, cues};
use crate::Scores;
use crate::scores::Attributed;

/// The encoder's drafts with those of the rules that add to them; the rules' alone where it was not asked.
pub fn beside(page: &Page<'_, '_>, scores: &Scores, rules: Vec<Draft>) -> Vec<Draft> {
    if scores.is_empty() {
        return rules;
    }
    let doc = page.doc;
    let mut found = with_subjects(doc, scores);
    found.iter_mut().for_each(|found| keep_near(page, found));
    found.retain(|found| !found.content.is_empty() && !is_asked(doc, found) && !is_rhetorical(page, found));
    grow::grow(page, scores, &mut found);
    found.iter_mut().for_each(|found| grow::end_at_correction(page, found));
    let mut drafts: Vec<Draft> = found.iter().map(|found| draft(doc, found)).collect();
    let parts = Parts::of(doc, &found);
    let mut dropped = vec![false; drafts.len()];
    for rule in rules {
        match parts.standing(doc, &rule) {
            // "is accused of": rules know that the subject is not who says it.
            Standing::Same(i) if rule.source.is_empty() => drafts[i] = rule,
            Standing::Same(i) => teach(page, &mut drafts[i], rule),
            Standing::Inside | Standing::Apart => drafts.push(rule),
            // What is alleged must not lose that: here rules know best.
            Standing::Across if rule.stance == Some(Stance::Alleged) => {
                for (dropped, found) in dropped.iter_mut().zip(&found) {
                    *dropped |= crosses(doc, &rule, found);
                }
                drafts.push(rule);
            }
            Standing::Across => {}
        }
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
    cut::end_at_others(page, scores, &mut drafts);
    drafts
}

/// What a rule knows of an attribution that the encoder found too.
fn teach(page: &Page<'_, '_>, draft: &mut Draft, rule: Draft) {
    let mut below = below(page, &rule);
    below.retain(|span| !draft.content.iter().any(|held| held.overlaps(*span)));
    let too_long = ends_at_verb(page.doc, &rule, draft);
    if draft.source.is_empty() {
        draft.source = rule.source;
    }
    draft.stance = rule.stance.or(draft.stance);
    draft.by_rule = true;
    // All that is alleged is: a content that ends too soon would leave its rest to the article's own voice.
    let alleged = rule.stance == Some(Stance::Alleged) && holds(page.doc, &rule.content, &draft.content);
    if alleged || too_long {
        draft.content = rule.content;
    } else {
        draft.content.extend(below);
    }
}

/// Whether a draft goes on where the clause of a noun ends, and its verb begins: "their claim that the guards lied |was
/// rejected|". Rules see that without a tree.
fn ends_at_verb(doc: &Doc<'_>, rule: &Draft, draft: &Draft) -> bool {
    let ([cue], [short], [long]) = (&rule.cue[..], &rule.content[..], &draft.content[..]) else {
        return false;
    };
    let (noun, end) = (doc.tokens_in(*cue).end, doc.tokens_in(*short).end);
    let goes_on = short.start() == long.start() && short.end() < long.end();
    goes_on && noun > 0 && doc.tag(noun - 1).is_noun() && doc.tag(end).is_finite()
}

/// The contents of a rule's draft in paragraphs below its cue: items of a list.
fn below(page: &Page<'_, '_>, rule: &Draft) -> Vec<Span> {
    let first = |span: &Span| page.doc.tokens_in(*span).start;
    let Some(block) = rule.cue.first().map(|cue| page.block(first(cue))) else { return Vec::new() };
    rule.content.iter().filter(|span| page.block(first(span)) > block).copied().collect()
}

/// What is not quoted stands in the sentence of its cue, and ends with it.
fn keep_near(page: &Page<'_, '_>, found: &mut Attributed) {
    if found.cue.is_empty() {
        return;
    }
    let sentence = page.sentence(found.cue.start);
    let end = page.sentence_end(found.cue.start);
    let last = if page.doc.tag(end - 1) == Tag::Stop { end - 1 } else { end };
    for content in found.content.iter_mut().filter(|content| content.contains(&end)) {
        if !page.is_quoted(end) && !page.is_quoted(end - 1) {
            content.end = last.max(content.start + 1);
        }
    }
    // "The talks have ended, it was announced": what stands for what is said is no part of it.
    let (parts, cue, doc) = (found.content.len(), found.cue.start, page.doc);
    found.content.retain(|content| {
        parts == 1 || content.len() > 1 || content.end != cue || !doc.is(content.start, "it")
    });
    found.content.retain(|content| {
        let beside = page.sentence(content.start) == sentence || page.sentence(content.end - 1) == sentence;
        let quoted = content.clone().filter(|i| page.is_quoted(*i)).count();
        beside || 2 * quoted > content.len()
    });
}

/// Whether `outer` has every token of `inner`.
fn holds(doc: &Doc<'_>, outer: &[Span], inner: &[Span]) -> bool {
    let tokens =
        |spans: &[Span]| -> Vec<usize> { spans.iter().flat_map(|span| doc.tokens_in(*span)).collect() };
    let outer = tokens(outer);
    tokens(inner).iter().all(|i| outer.contains(i))
}

/// Whether two attributions touch and neither lies in the other's content.
fn crosses(doc: &Doc<'_>, rule: &Draft, found: &Attributed) -> bool {
    let tokens =
        |spans: &[Span]| -> Vec<usize> { spans.iter().flat_map(|span| doc.tokens_in(*span)).collect() };
    let content = tokens(&rule.content);
    let whole: Vec<usize> = [tokens(&rule.source), tokens(&rule.cue), content.clone()].concat();
    let own: Vec<usize> = found.content.iter().cloned().flatten().collect();
    let all: Vec<usize> = found.source.clone().chain(found.cue.clone()).chain(own.iter().copied()).collect();
    let within = |part: &[usize], of: &[usize]| part.iter().all(|i| of.contains(i));
    all.iter().any(|i| whole.contains(i)) && !within(&all, &content) && !within(&whole, &own)
}

/// "The senator said it would pass, adding that …": a cue without a source has the subject of its verb, or of the verb
/// that its verb hangs on.
fn with_subjects(doc: &Doc<'_>, scores: &Scores) -> Vec<Attributed> {
    let all = &scores.attributions;
    let cues = Parts::of(doc, all).cue;
    let source_of = |i: usize| all.get((*cues.get(i)? as usize).checked_sub(1)?).map(|a| a.source.clone());
    let subject = |found: &Attributed| {
        let verb = found.cue.clone().rev().find(|i| doc.tag(*i).is_verb())?;
        let sentence = doc.sentences.get(doc.sentence_at(doc.tokens[verb].span.start())?)?;
        let tokens = &sentence.tokens;
        let near = tokens.start.max(verb.saturating_sub(REACH))..tokens.end.min(verb + REACH);
        let mut at = verb;
        for _ in 0..CLIMB {
            if let Some(source) = source_of(at).filter(|source| !source.is_empty()) {
                return Some(source);
            }
            let mut dependents = scores.dependents(at, near.clone());
            if let Some(subject) = dependents.find(|k| scores.rel(*k).starts_with("nsubj")) {
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
            subject(found).unwrap_or_default()
        } else {
            found.source.clone()
        },
        ..found.clone()
    };
    all.iter().map(with).collect()
}

/// "Emil Rask, asked whether …, said": he is asked, and does not ask.
fn is_asked(doc: &Doc<'_>, found: &Attributed) -> bool {
    let at = found.cue.start;
    found.cue.len() == 1
        && doc.is(at, "asked")
        && at > 0
        && doc.tag(at - 1) == Tag::Comma
        && found.source.end <= at
}

/// "Who would believe such a story?": nobody does.
fn is_rhetorical(page: &Page<'_, '_>, found: &Attributed) -> bool {
    let doc = page.doc;
    let asks = found.source.len() == 1 && doc.tag(found.source.start) == Tag::Wp;
    let sentence = doc.sentences.get(page.sentence(found.cue.start));
    let opens = |start: usize| (start..found.source.start).all(|i| doc.tag(i).is_punctuation());
    asks && !found.cue.is_empty()
        && sentence.is_some_and(|sentence| {
            opens(sentence.tokens.start)
                && (found.cue.end..sentence.tokens.end).rev().take(2).any(|i| doc.is(i, "?"))
        })
}

/// Verbs that are looked at from a cue upwards.
const CLIMB: usize = 4;
/// Tokens of a sentence that are looked through on either side of a cue.
const REACH: usize = 160;

/// "Records seen by the paper, compared with 41 in 2021": a source without what its figures are compared with.
fn uncompared(doc: &Doc<'_>, source: &Range<usize>) -> Range<usize> {
    let compares = |i: &usize| {
        doc.word(*i) == "," && matches!(doc.word(*i + 1), "compared" | "versus" | "against" | "up" | "down")
    };
    let end = source.clone().skip(1).find(compares).unwrap_or(source.end);
    source.start..end
}

fn draft(doc: &Doc<'_>, found: &Attributed) -> Draft {
    let spans = |ranges: &[Range<usize>]| ranges.iter().filter_map(|range| doc.span(range.clone())).collect();
    Draft {
        source: spans(&[uncompared(doc, &found.source)]),
        cue: spans(std::slice::from_ref(&found.cue)),
        content: spans(&found.content),
        stance: stance(doc, found.cue.clone()),
        by_rule: false,
        score: found.score,
    }
}

/// The stance of the last word of the cue that the lexicon has.
fn stance(doc: &Doc<'_>, cue: Range<usize>) -> Option<Stance> {
    let at = |i: usize| {
        cues::verb(doc, i)
            .or_else(|| cues::preposition(doc, i))
            .or_else(|| cues::adverb(doc, i))
            .or_else(|| cues::adjective(doc, i))
            .or_else(|| cues::noun(doc, i))
    };
    cue.rev().find_map(at).map(|found| found.cue.stance)
}

/// Where a rule's draft stands to the encoder's.
enum Standing {
    /// It has the cue of that one.
    Same(usize),
    /// It lies in a content.
    Inside,
    /// It touches none.
    Apart,
    /// It has another one's words in its parts.
    Across,
}

/// For each token what it is in the encoder's attributions.
struct Parts {
    /// 1 + the attribution whose cue it is.
    cue: Vec<u32>,
    /// 1 + the attribution whose content it is in.
    content: Vec<u32>,
    /// Whether it is in a source.
    source: Vec<bool>,
}

impl Parts {
    fn of(doc: &Doc<'_>, all: &[Attributed]) -> Parts {
        let n = doc.tokens.len();
        let mut parts = Parts { cue: vec![0; n], content: vec![0; n], source: vec![false; n] };
        for (i, found) in all.iter().enumerate() {
            parts.cue[found.cue.clone()].fill(i as u32 + 1);
            parts.source[found.source.clone()].fill(true);
            found.content.iter().for_each(|content| parts.content[content.clone()].fill(i as u32 + 1));
        }
        parts
    }

    fn standing(&self, doc: &Doc<'_>, rule: &Draft) -> Standing {
        let tokens = |spans: &[Span]| spans.iter().map(|s| doc.tokens_in(*s)).collect::<Vec<_>>();
        let (cue, content) = (tokens(&rule.cue), tokens(&rule.content));
        let mut words = cue.iter().cloned().flatten();
        if let Some(same) = words.clone().find_map(|i| (self.cue[i] as usize).checked_sub(1)) {
            return Standing::Same(same);
        }
        let owner = words.next().map_or(0, |first| self.content[first]);
        let held =
            |ranges: &[Range<usize>]| ranges.iter().cloned().flatten().all(|i| self.content[i] == owner);
        if owner > 0 {
            return if held(&content) { Standing::Inside } else { Standing::Across };
        }
        let free = |i: usize| self.content[i] == 0 && self.cue[i] == 0 && !self.source[i];
        let apart = cue.iter().chain(&content).chain(&tokens(&rule.source)).cloned().flatten().all(free);
        if apart { Standing::Apart } else { Standing::Across }
    }
}
