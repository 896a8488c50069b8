//! Whose words the tokens are: a region of tokens for the article's own voice and one for each attribution.
//!
//! A token belongs to the innermost content that holds it. Cue and source belong to the act of attributing and to no
//! region, unless they also say something of their own: "Mara Lind addressed the council, calling for …" keeps its
//! subject, "was arrested in May for …" keeps its verb.

use std::ops::Range;

use claimant_doc::{Attribution, Doc, Span, Stance, Tag};

use super::attributions::{Attributions, Nested};
use super::status::pleading;

/// Tokens by layer, each in text order.
pub struct Layers {
    /// The article's own voice.
    pub own: Vec<usize>,
    /// For each attribution what its source says itself, without what others say in it.
    pub of: Vec<Vec<usize>>,
}

/// Deals the tokens out.
pub fn layers(doc: &Doc<'_>, attributions: &Attributions<'_>) -> Layers {
    let mut deal = Deal {
        doc,
        owner: &attributions.owner,
        taken: vec![false; doc.tokens.len()],
        also: vec![0; doc.tokens.len()],
    };
    for nested in &attributions.all {
        deal.act(nested, &attributions.all);
    }
    deal.out(attributions.all.len())
}

struct Deal<'d, 'a> {
    doc: &'d Doc<'a>,
    owner: &'d [u32],
    /// Part of an act of attributing.
    taken: Vec<bool>,
    /// 1 + a second layer that the token belongs to (0 the own voice, else 1 + index); 0 for none.
    also: Vec<u32>,
}

impl Deal<'_, '_> {
    fn act(&mut self, nested: &Nested<'_>, all: &[Nested<'_>]) {
        let found = nested.found;
        if found.attitude {
            return;
        }
        let layer = nested.parent.map_or(0, |parent| parent as u32 + 1);
        let outer = nested.parent.and_then(|parent| all.get(parent)).map(|outer| outer.found);
        if outer.is_some_and(|outer| accuses(self.doc, outer)) && is_speech(found) {
            self.share(&found.content, layer);
            return;
        }
        let (cue, content) = (ranges(self.doc, &found.cue), ranges(self.doc, &found.content));
        if cue.iter().cloned().flatten().any(|i| self.doc.is(i, "pleaded") || self.doc.is(i, "pled")) {
            return;
        }
        if found.source.is_empty() && self.is_inner_noun(&cue) {
            self.share(&found.content, layer);
            return;
        }
        // "Lind's claim that … was rejected": the noun and whose it is belong to the clause around them.
        if self.is_owned_noun(found, &cue) {
            return;
        }
        if !self.cue_says_more(&cue, &content, found) {
            self.take(&cue, layer);
        }
        let sources = ranges(self.doc, &found.source);
        if !self.source_says_more(&sources, &cue, layer) {
            self.take(&sources, layer);
        }
        if let [subject, rest, ..] = &content[..]
            && self.is_phrase(subject.clone())
            && self.says_between(subject.end..rest.start, &cue)
        {
            self.share(&found.content[..1], layer);
        }
    }

    fn take(&mut self, ranges: &[Range<usize>], layer: u32) {
        for i in ranges.iter().cloned().flatten().filter(|i| self.owner[*i] == layer) {
            self.taken[i] = true;
        }
    }

    fn share(&mut self, spans: &[Span], layer: u32) {
        for range in ranges(self.doc, spans) {
            self.also[range].fill(layer + 1);
        }
    }

    /// "was arrested on Monday for burning …": the arrest is a claim of its own.
    fn cue_says_more(&self, cue: &[Range<usize>], content: &[Range<usize>], found: &Attribution) -> bool {
        let Some(end) = cue.last().map(|cue| cue.end) else { return false };
        let acts = |i: usize| ACTS.iter().any(|word| self.doc.is(i, word));
        let next = content.iter().map(|range| range.start).filter(|start| *start >= end).min().unwrap_or(end);
        let subject = content.first().is_some_and(|first| first.end <= end);
        let between = (end..next).filter(|i| !self.doc.tag(*i).is_punctuation()).count();
        found.source.is_empty() && cue.iter().cloned().flatten().any(acts) && (between > 1 || !subject)
    }

    /// "A suspected gas leak led to …": a noun phrase that the clause around it needs.
    fn is_inner_noun(&self, cue: &[Range<usize>]) -> bool {
        let [cue] = cue else { return false };
        let determined =
            cue.start > 0 && matches!(self.doc.tag(cue.start - 1), Tag::Dt | Tag::PrpS | Tag::Cd | Tag::Jj);
        determined
            && cue.len() == 1
            && matches!(self.doc.tag(cue.end), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::In)
    }

    fn is_owned_noun(&self, found: &Attribution, cue: &[Range<usize>]) -> bool {
        let noun = !cue.is_empty() && cue.iter().cloned().flatten().all(|i| !self.doc.tag(i).is_verb());
        let ends = cue.last().and_then(|cue| cue.clone().last()).is_some_and(|i| self.doc.tag(i).is_noun());
        let source = ranges(self.doc, &found.source);
        let before = source.last().zip(cue.first()).is_some_and(|(source, cue)| source.end <= cue.start);
        noun && ends && before
    }

    /// Whether the source is the subject of something besides the cue.
    fn source_says_more(&self, source: &[Range<usize>], cue: &[Range<usize>], layer: u32) -> bool {
        let (Some(source), Some(cue)) = (source.last(), cue.first()) else { return false };
        if source.end > cue.start {
            return false;
        }
        let mut between = (source.end..cue.start).filter(|i| self.owner[*i] == layer);
        if between.any(|i| matches!(self.doc.tag(i), Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md | Tag::Vbn)) {
            return true;
        }
        // "groups claiming …", but not ", with officials saying …"
        let participle = self.doc.tag(cue.start) == Tag::Vbg;
        let absolute = source.start.checked_sub(1).is_some_and(|i| self.doc.is(i, "with"));
        participle && !absolute
    }

    /// Whether words may be a subject: not a clause or quotation, the first of two parts that are said.
    fn is_phrase(&self, tokens: Range<usize>) -> bool {
        let wh = |i: &usize| matches!(self.doc.tag(*i), Tag::Wp | Tag::Wdt | Tag::WpS | Tag::Wrb);
        let mut plain = tokens.clone().take_while(|i| !wh(i));
        let clause = plain.any(|i| self.doc.tag(i).is_finite());
        !clause && !tokens.into_iter().any(|i| self.doc.tag(i) == Tag::Quote)
    }

    /// Whether words between the subject and the rest of a content say something of the subject besides the cue.
    fn says_between(&self, between: Range<usize>, cue: &[Range<usize>]) -> bool {
        let mut rest = between.filter(|i| !cue.iter().any(|cue| cue.contains(i)));
        rest.any(|i| {
            matches!(self.doc.tag(i), Tag::Vbn | Tag::Vbd)
                && !AUXILIARIES.iter().any(|word| self.doc.is(i, word))
        })
    }

    fn out(self, count: usize) -> Layers {
        let mut layers = Layers { own: Vec::new(), of: vec![Vec::new(); count] };
        for i in 0..self.doc.tokens.len() {
            let mut put = |layer: u32| match (layer as usize).checked_sub(1) {
                None => layers.own.push(i),
                Some(index) => layers.of[index].push(i),
            };
            if !self.taken[i] {
                put(self.owner[i]);
            }
            if let Some(second) = self.also[i].checked_sub(1).filter(|second| *second != self.owner[i]) {
                put(second);
            }
        }
        layers
    }
}

/// Verbs that say nothing by themselves: "The guards |were| reportedly drunk".
const AUXILIARIES: &[&str] = &["had", "was", "were", "been"];

/// Verbs that tell an act of the law beside what it is for.
const ACTS: &[&str] =
    &["arrested", "indicted", "charged", "detained", "sentenced", "convicted", "jailed", "fined", "sued"];

fn ranges(doc: &Doc<'_>, spans: &[Span]) -> Vec<Range<usize>> {
    spans.iter().map(|span| doc.tokens_in(*span)).collect()
}

/// Whether what is said in it accuses, the act of speaking included: "the complaint alleges that he denied …".
fn accuses(doc: &Doc<'_>, outer: &Attribution) -> bool {
    outer.stance == Some(Stance::Alleged) && !outer.source.is_empty() || pleading::is_source(doc, outer)
}

fn is_speech(found: &Attribution) -> bool {
    !found.source.is_empty() && !found.cue.is_empty()
}
