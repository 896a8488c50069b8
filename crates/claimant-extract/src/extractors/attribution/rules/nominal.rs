//! Cues that are not verbs: "reportedly", "suspected ties", "the claim that …".

use std::ops::Range;

use claimant_doc::{Span, Stance, Tag};

use super::{Found, Scene};
use crate::extractors::attribution::cues::{self, Frames};

const ADVERB: f32 = 0.8;
const ADJECTIVE: f32 = 0.75;
const NOUN: f32 = 0.7;

impl Scene<'_, '_, '_> {
    /// "reportedly", "allegedly": the clause around it is the content, its source left open.
    pub(super) fn adverb(&self, i: usize) -> Option<Found> {
        let doc = self.doc();
        let hit = cues::adverb(doc, i)?;
        let group = cues::group_start(doc, i, self.start);
        let subject = self.page.subject(group, self.start);
        let end = self.clause_end_over_participles(i + 1);
        let rest = i + 1..self.aside_end(i).unwrap_or(end);
        let ranges: Vec<_> = subject.into_iter().chain([rest]).collect();
        self.open_source(hit, self.spans(ranges), ADVERB)
    }

    /// The comma that ends an aside which the adverb at token `i` opens: "forty sailors, reportedly drunk, were rescued".
    fn aside_end(&self, i: usize) -> Option<usize> {
        let doc = self.doc();
        let opens = i > self.start && doc.tag(i - 1) == Tag::Comma;
        let comma = (i + 1..self.end).find(|k| doc.tag(*k) == Tag::Comma).filter(|_| opens)?;
        (doc.tag(comma + 1).is_finite() && !self.has_finite(i..comma)).then_some(comma)
    }

    /// "suspected ties to the group": the phrase that it stands in is the content; "A suspected leak led to a blast":
    /// the whole clause. In "are the suspected leaders" the claim around it carries the doubt.
    pub(super) fn adjective(&self, i: usize) -> Option<Found> {
        let doc = self.doc();
        let hit = cues::adjective(doc, i)?;
        let before_noun =
            doc.tag(i + 1).is_noun() || matches!(doc.tag(i + 1), Tag::Jj | Tag::Cd | Tag::Vbg | Tag::Hyph);
        let before = if i > self.start && doc.tag(i - 1) == Tag::Dt { i - 1 } else { i };
        let governed = before > self.start && cues::is_auxiliary(doc.word(before - 1));
        if !before_noun || governed || doc.tag(i) == Tag::Vbd {
            return None;
        }
        let end = self.page.phrase_end(i + 1, self.end);
        let subject = before == self.clause_start() && doc.tag(end).is_finite();
        let end = if subject { self.clause_end(end) } else { end };
        self.open_source(hit, self.stretch(i + 1..end), ADJECTIVE)
    }

    /// "his claim that the vote was lost": a possessor is the source.
    pub(super) fn noun(&self, i: usize) -> Option<Found> {
        let doc = self.doc();
        let hit = cues::noun(doc, i)?;
        if !doc.is(i + 1, "that")
            || !self.opens_clause(i + 2, self.end)
            || self.is_missing(i)
            || self.is_means(i)
        {
            return None;
        }
        let content = self.stretch(i + 1..self.that_clause_end(i));
        if let Some((verb, subject)) = self.light_verb(i) {
            let group = cues::group_start(doc, verb, self.start);
            let found = self.open_source(hit, content, NOUN)?;
            return Some(Found { source: Some(subject), cue: group..i + 1, ..found });
        }
        let found = self.open_source(hit, content, NOUN)?;
        Some(Found { source: self.possessor(i), ..found })
    }

    /// "said in a written statement that …": by what it was said, and who says it says it by the verb.
    fn is_means(&self, i: usize) -> bool {
        let doc = self.doc();
        let inner =
            |k: &usize| matches!(doc.tag(*k), Tag::Jj | Tag::Nn | Tag::Vbn | Tag::Hyph | Tag::Dt | Tag::PrpS);
        let Some(before) = (self.start..i).rev().find(|k| !inner(k)) else { return false };
        let group = (self.start..before).rev().find(|k| !self.page.timed.get(*k).copied().unwrap_or(false));
        let says = group
            .and_then(|verb| cues::verb(doc, verb))
            .is_some_and(|hit| hit.cue.frames.has(Frames::CLAUSE));
        before + 1 < i && says && ["in", "through", "via"].iter().any(|word| doc.is(before, word))
    }

    /// "no reports that anyone was hurt": nobody holds it.
    fn is_missing(&self, i: usize) -> bool {
        let doc = self.doc();
        let before = (self.start..i).rev().find(|k| !matches!(doc.tag(*k), Tag::Jj | Tag::Nn | Tag::Hyph));
        before.is_some_and(|k| doc.is(k, "no") || doc.is(k, "any"))
    }

    /// Whose the noun at token `i` is: "his earlier claim", "the firm's first safety claim".
    fn possessor(&self, i: usize) -> Option<Range<usize>> {
        let doc = self.doc();
        let describes = |k: usize| {
            matches!(doc.tag(k), Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Vbn | Tag::Vbg | Tag::Rb | Tag::Rbr)
                || matches!(doc.tag(k), Tag::Hyph | Tag::Cd | Tag::Nn)
        };
        let owner = (self.start..i).rev().find(|k| !describes(*k))?;
        match doc.tag(owner) {
            Tag::PrpS => Some(owner..owner + 1),
            Tag::Pos => {
                let start = self.page.phrase_start(owner, self.start);
                (start < owner).then_some(start..owner)
            }
            _ => None,
        }
    }

    /// "raised concerns that", "issued a warning that": the verb and its subject.
    fn light_verb(&self, noun: usize) -> Option<(usize, Range<usize>)> {
        const LIGHT: &[&str] = &[
            "raised",
            "raise",
            "raises",
            "expressed",
            "express",
            "expresses",
            "voiced",
            "voice",
            "made",
            "make",
            "makes",
            "issued",
            "issues",
            "gave",
            "gives",
            "repeated",
            "repeats",
            "renewed",
            "offered",
            "dropped",
        ];
        let doc = self.doc();
        let opens = |k: usize| matches!(doc.tag(k), Tag::Dt | Tag::Jj | Tag::PrpS);
        let verb = (self.start..noun).rev().find(|k| !opens(*k))?;
        if !LIGHT.iter().any(|word| doc.is(verb, word)) {
            return None;
        }
        let subject = self.page.subject(cues::group_start(doc, verb, self.start), self.start)?;
        Some((verb, subject))
    }

    /// One past the clause of the noun at `i`: before the main verb where the noun is the subject of its sentence.
    fn that_clause_end(&self, i: usize) -> usize {
        let doc = self.doc();
        let end = self.clause_end(i + 1);
        if self.has_finite(self.start..i) {
            return end;
        }
        let mut verbs =
            (i + 2..end).filter(|k| doc.tag(*k).is_finite() && !doc.tag(k.saturating_sub(1)).is_finite());
        let own = verbs.next();
        match (own, verbs.next_back()) {
            (Some(_), Some(main)) => cues::group_start(doc, main, i),
            _ => end,
        }
    }

    fn open_source(&self, hit: cues::Found, content: Vec<Span>, score: f32) -> Option<Found> {
        let stance: Stance = hit.cue.stance;
        (!content.is_empty()).then_some(Found { source: None, cue: hit.tokens, content, stance, score })
    }
}
