//! The encoder's attributions and those of the rules, side by side.

use std::ops::Range;

use claimant_doc::{Doc, Span, Stance, Tag};

use super::{Draft, cues};
use crate::Scores;
use crate::scores::Attributed;

/// The encoder's drafts with those of the rules that add to them; the rules' alone where it was not asked.
pub fn beside(doc: &Doc<'_>, scores: &Scores, rules: Vec<Draft>) -> Vec<Draft> {
    if scores.is_empty() {
        return rules;
    }
    let found = with_shared_sources(doc, &scores.attributions);
    let mut drafts: Vec<Draft> = found.iter().map(|found| draft(doc, found)).collect();
    let parts = Parts::of(doc, &found);
    for rule in rules {
        match parts.standing(doc, &rule) {
            Standing::Same(i) => drafts[i].stance = rule.stance.or(drafts[i].stance),
            Standing::Inside => drafts.push(rule),
            Standing::Apart if rule.score >= LEAST || matters(&rule) => drafts.push(rule),
            Standing::Apart | Standing::Across => {}
        }
    }
    drafts
}

/// "The senator said it would pass, adding that …": a cue without a source shares that of its sentence.
fn with_shared_sources(doc: &Doc<'_>, all: &[Attributed]) -> Vec<Attributed> {
    let mut out = all.to_vec();
    for i in 0..out.len() {
        let cue = out[i].cue.clone();
        if out[i].source.is_empty() && takes_subject(doc, &cue) {
            let near = i.saturating_sub(NEAR)..(i + NEAR).min(out.len());
            let sources = near.map(|k| out[k].source.clone()).filter(|source| !source.is_empty());
            let same = |source: &Range<usize>| sentence(doc, source) == sentence(doc, &cue);
            // What stands before the cue is the likelier subject.
            let rank = |source: &Range<usize>| (source.start > cue.start, source.start.abs_diff(cue.start));
            if let Some(source) = sources.filter(same).min_by_key(rank) {
                out[i].source = source;
            }
        }
    }
    out
}

/// Attributions looked at on either side of one for its source.
const NEAR: usize = 4;

fn sentence(doc: &Doc<'_>, tokens: &Range<usize>) -> Option<usize> {
    doc.sentence_at(doc.tokens.get(tokens.start)?.span.start())
}

/// Whether a cue is a verb that is not passive: "reportedly", "is accused of" name nobody.
fn takes_subject(doc: &Doc<'_>, cue: &Range<usize>) -> bool {
    let verb = cue.clone().rev().find(|i| doc.tag(*i).is_verb());
    let raising = |i: usize| doc.word(i).starts_with("seem") || doc.word(i).starts_with("appear");
    verb.is_some_and(|i| {
        let passive = doc.tag(i) == Tag::Vbn && cue.clone().any(|k| cues::is_form_of_be(doc.word(k)));
        !passive && !raising(i) && (doc.tag(i) != Tag::Vbn || cue.len() > 1)
    })
}

/// A rule that is as sure says what the encoder missed.
const LEAST: f32 = 0.0;

/// Missing an allegation or denial would show as fact what is none.
fn matters(rule: &Draft) -> bool {
    matches!(rule.stance, Some(Stance::Alleged | Stance::Denied))
}

fn draft(doc: &Doc<'_>, found: &Attributed) -> Draft {
    let spans = |ranges: &[Range<usize>]| ranges.iter().filter_map(|range| doc.span(range.clone())).collect();
    Draft {
        source: spans(std::slice::from_ref(&found.source)),
        cue: spans(std::slice::from_ref(&found.cue)),
        content: spans(&found.content),
        stance: stance(doc, found.cue.clone()),
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
        let held = |ranges: &[Range<usize>]| ranges.iter().cloned().flatten().all(|i| self.content[i] == owner);
        if owner > 0 {
            return if held(&content) { Standing::Inside } else { Standing::Across };
        }
        let free = |i: usize| self.content[i] == 0 && self.cue[i] == 0 && !self.source[i];
        let apart = cue.iter().chain(&content).chain(&tokens(&rule.source)).cloned().flatten().all(free);
        if apart { Standing::Apart } else { Standing::Across }
    }
}
