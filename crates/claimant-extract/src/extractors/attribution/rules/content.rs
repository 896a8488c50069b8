//! Source, cue verb, content: what follows a verb, by its frames.

use std::ops::Range;

use claimant_doc::Tag;

use super::verbal::{CLAUSE, OBJECT, QUOTED, THAT, Verb};
use super::{Found, Scene};
use crate::extractors::attribution::cues::{self, Frames};
use crate::extractors::attribution::phrase;

impl Scene<'_, '_, '_> {
    /// S V content.
    pub(super) fn before_content(&self, verb: &Verb, source: &Range<usize>, after: usize) -> Option<Found> {
        let doc = self.doc();
        let frames = verb.hit.cue.frames;
        let next = self.skip_addressee(verb, after);
        let mut at = self.skip_aside(self.skip_adverbials(next));
        let mark = matches!(doc.tag(at), Tag::Comma | Tag::Colon);
        if mark && self.page.is_quoted(at + 1) {
            at += 1;
        } else if let Some(quote) = self.quotation_after_aside(at).filter(|_| frames.has(Frames::QUOTE)) {
            return self.found(verb, Some(source.clone()), self.quotation_and_rest(quote), QUOTED);
        }
        if self.page.is_quoted(at) && frames.has(Frames::QUOTE.or(Frames::CLAUSE)) {
            return self.quoted_content(verb, source, at, mark && doc.word(at.wrapping_sub(1)) == ":");
        }
        if mark {
            let items = self.items(at);
            let below = if items.is_empty() && next == at { self.paragraph_below(verb, at) } else { items };
            return self.found(verb, Some(source.clone()), below, CLAUSE);
        }
        self.reported_clause(verb, source, at)
            .or_else(|| self.infinitive(verb, source, next))
            .or_else(|| self.fixed_object(verb, source))
            .or_else(|| self.bare_content(verb, source, after, next, at))
    }

    /// `said: "…"`: the colon belongs to the cue.
    fn quoted_content(&self, verb: &Verb, source: &Range<usize>, at: usize, colon: bool) -> Option<Found> {
        let mut found = self.found(verb, Some(source.clone()), self.quotation_and_rest(at), QUOTED)?;
        if colon && at == verb.end + 1 {
            found.cue.end = at;
        }
        Some(found)
    }

    /// "that …", "whether …", "how …".
    fn reported_clause(&self, verb: &Verb, source: &Range<usize>, at: usize) -> Option<Found> {
        let doc = self.doc();
        let frames = verb.hit.cue.frames;
        let that = doc.is(at, "that") && (doc.tag(at) != Tag::Dt || self.has_finite(at + 1..self.end));
        let score = match () {
            () if frames.has(Frames::CLAUSE) && that => THAT,
            () if frames.has(Frames::WH) && self.opens_wh(at) => CLAUSE,
            () => return None,
        };
        self.found(verb, Some(source.clone()), self.clause(at), score)
    }

    /// "seems to have failed", whose subject belongs to the content; "promised to leave".
    fn infinitive(&self, verb: &Verb, source: &Range<usize>, next: usize) -> Option<Found> {
        let doc = self.doc();
        let frames = verb.hit.cue.frames;
        if doc.tag(next) != Tag::To || doc.tag(next + 1) != Tag::Vb {
            return None;
        }
        if frames.has(Frames::RAISING) {
            let content = self.spans([source.clone(), next..self.clause_end(next)]);
            return self.found(verb, None, content, CLAUSE);
        }
        let takes = frames.has(Frames::INFINITIVE);
        takes.then(|| self.found(verb, Some(source.clone()), self.clause(next), CLAUSE)).flatten()
    }

    /// "claimed responsibility": the object is part of the cue's sense.
    fn fixed_object(&self, verb: &Verb, source: &Range<usize>) -> Option<Found> {
        if !verb.hit.cue.frames.has(Frames::FIXED) {
            return None;
        }
        let object = verb.end - 1..self.clause_end(verb.end);
        let mut found = self.found(verb, Some(source.clone()), self.spans([object]), OBJECT)?;
        found.cue.end -= 1;
        Some(found)
    }

    /// A clause without "that", or an object.
    fn bare_content(
        &self,
        verb: &Verb,
        source: &Range<usize>,
        after: usize,
        next: usize,
        at: usize,
    ) -> Option<Found> {
        let doc = self.doc();
        let frames = verb.hit.cue.frames;
        if frames.has(Frames::RAISING) {
            return None;
        }
        let stop = self.clause_end(at);
        let to = frames.has(Frames::ADDRESSEE) && frames.has(Frames::OBJECT) && next > after;
        let says = cues::is_say(doc.word(verb.hit.tokens.start));
        let object = next < stop && phrase::opens_phrase(doc.tag(next)) || self.page.is_quoted(next);
        let (from, score) = match () {
            () if frames.has(Frames::CLAUSE) && at < stop && self.opens_clause(at, stop) => (at, CLAUSE),
            () if to && doc.tag(next) == Tag::To => (after, CLAUSE),
            () if says && at + 2 < stop && phrase::opens_phrase(doc.tag(at)) => (at, OBJECT),
            () if frames.has(Frames::OBJECT) && object => (next, OBJECT),
            () => return None,
        };
        self.found(verb, Some(source.clone()), self.clause(from), score)
    }

    /// Past a short aside between commas: "alleged, by way of example, the firm had …".
    fn skip_aside(&self, at: usize) -> usize {
        const SHORT: usize = 7;
        let doc = self.doc();
        let opens = doc.tag(at) == Tag::Comma && matches!(doc.tag(at + 1), Tag::In | Tag::Rb | Tag::To);
        let close = (at + 1..self.end.min(at + SHORT)).find(|k| doc.tag(*k) == Tag::Comma);
        match close {
            Some(close) if opens && !self.has_finite(at..close) => close + 1,
            _ => at,
        }
    }

    fn opens_wh(&self, at: usize) -> bool {
        matches!(self.doc().tag(at), Tag::Wp | Tag::Wrb | Tag::Wdt)
            || self.doc().is(at, "whether")
            || self.doc().is(at, "if")
    }

    /// "told reporters": past whom it is said to.
    pub(super) fn skip_addressee(&self, verb: &Verb, after: usize) -> usize {
        if !verb.hit.cue.frames.has(Frames::ADDRESSEE) {
            return after;
        }
        let doc = self.doc();
        let end = self.page.phrase_end(after, self.end);
        let follows = matches!(
            doc.tag(end),
            Tag::Comma | Tag::Colon | Tag::In | Tag::To | Tag::Wp | Tag::Wdt | Tag::Wrb | Tag::Rb
        ) || end >= self.end
            || self.page.is_quoted(end)
            || self.page.timed.get(end).copied().unwrap_or(false)
            || doc.tag(after) == Tag::Prp
            || self.opens_main_clause(end);
        if end > after && follows { end } else { after }
    }
}
