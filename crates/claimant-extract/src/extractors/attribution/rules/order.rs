//! Cue verbs after their content, and those that share the source of another verb.

use std::ops::Range;

use claimant_doc::Tag;

use super::verbal::{CLAUSE, OBJECT, Verb};
use super::{Found, Scene};
use crate::extractors::attribution::cues::{self, Frames};

impl Scene<'_, '_, '_> {
    /// "said Mara Lind, a retired judge": right after the verb, where content stands before it.
    pub(super) fn inverted_source(&self, verb: &Verb) -> Option<Range<usize>> {
        let doc = self.doc();
        let content_before = self.quotation_before(verb.group).is_some()
            || doc.tag(verb.group.wrapping_sub(1)) == Tag::Comma && verb.group > self.start;
        // "…, told the Courier": whom it was told, never who told it.
        let addressed = cues::addresses(doc, verb.hit.tokens.start);
        let end = self.page.source_end(verb.end, self.end);
        (!addressed && content_before && verb.hit.cue.frames.has(Frames::QUOTE) && end > verb.end)
            .then_some(verb.end..end)
    }

    /// "She said …, and added …": the source of the cue before it.
    pub(super) fn shared_source(&self, verb: &Verb, found: &[Found]) -> Option<Range<usize>> {
        let doc = self.doc();
        let joined =
            matches!(doc.tag(verb.group.wrapping_sub(1)), Tag::Cc | Tag::Comma) && verb.group > self.start;
        let finite = (verb.group..verb.end).any(|i| doc.tag(i).is_finite());
        if joined && finite { self.main_subject(verb.group - 1, found) } else { None }
    }

    /// CLAUSE, S V.
    pub(super) fn postposed(&self, verb: &Verb, subject: &Range<usize>) -> Option<Found> {
        let doc = self.doc();
        let comma = subject.start.checked_sub(1)?;
        if !verb.hit.cue.frames.has(Frames::CLAUSE.or(Frames::QUOTE)) || doc.tag(comma) != Tag::Comma {
            return None;
        }
        let told = cues::addresses(doc, verb.hit.tokens.start);
        let after = if told { self.page.phrase_end(verb.end, self.end) } else { verb.end };
        let after = self.over_adverbials(after);
        let closes = after >= self.end || matches!(doc.tag(after), Tag::Comma | Tag::Colon);
        let lead = self.clause_start()..comma;
        let goes_on = after < self.end && !self.is_passed_on(after + 1);
        let rest = if goes_on { after..self.clause_end(after + 1) } else { after..after };
        let whole = self.opens_clause(lead.start, lead.end);
        let broken_off = !whole && self.has_word(lead.clone()) && self.has_finite(rest.clone());
        if !closes || !(whole || broken_off) {
            return None;
        }
        self.found(verb, Some(subject.clone()), self.spans([lead, rest]), CLAUSE)
    }

    /// Whether all that stands from token `from` on is who passes it on: "…, she said, |according to the Herald|", "…, she
    /// said, |the Herald reported on Monday|".
    fn is_passed_on(&self, from: usize) -> bool {
        let doc = self.doc();
        if cues::preposition(doc, from).is_some() {
            return true;
        }
        let Some(verb) = (from..self.end).find(|i| doc.tag(*i).is_finite()) else { return false };
        let Some(hit) = cues::verb(doc, verb).filter(|_| verb > from) else { return false };
        hit.cue.frames.has(Frames::QUOTE) && self.over_adverbials(hit.tokens.end) >= self.end
    }

    /// Behind the adverbials at token `from`; at the end of the sentence where phrases alone follow.
    pub(super) fn over_adverbials(&self, from: usize) -> usize {
        let (doc, after) = (self.doc(), self.skip_adverbials(from));
        let trails = matches!(doc.tag(after), Tag::In | Tag::To) && !self.has_finite(after..self.end);
        if trails { self.end } else { after }
    }

    /// CLAUSE, V S.
    pub(super) fn postposed_inverted(&self, verb: &Verb, source: Range<usize>) -> Option<Found> {
        let comma = verb.group.checked_sub(1)?;
        let lead = self.clause_start()..comma;
        let says = self.doc().tag(verb.hit.tokens.start).is_finite() && source.end >= self.end;
        (says && self.opens_clause(lead.start, lead.end))
            .then(|| self.found(verb, Some(source), self.spans([lead]), CLAUSE))
            .flatten()
    }

    /// "…, saying that …": the subject of the sentence speaks on.
    pub(super) fn participle(&self, verb: &Verb, found: &[Found]) -> Option<Found> {
        let doc = self.doc();
        let before = verb.group.wrapping_sub(1);
        if verb.group == self.start
            || !matches!(doc.tag(before), Tag::Comma | Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Cc)
        {
            return None;
        }
        let source = if doc.tag(before) == Tag::Comma {
            self.main_subject(verb.group, found)?
        } else {
            let start = self.page.phrase_start(verb.group, self.start);
            start..verb.group
        };
        // "A led, with the next, B, reporting 12": not the subject of the sentence.
        let absolute = (source.end..verb.group).any(|k| doc.is(k, "with") && doc.tag(k - 1) == Tag::Comma);
        if source.is_empty() || absolute {
            return None;
        }
        let found = self.before_content(verb, &source, verb.end)?;
        // "an ad attacking the mayor" is a noun phrase; "an ad saying that …" speaks.
        let speaks = found.score > OBJECT
            || doc.tag(source.end - 1) == Tag::Nnp && doc.is(source.start.wrapping_sub(1), "with");
        (doc.tag(before) == Tag::Comma || speaks).then_some(found)
    }

    /// The source of the last cue, else the subject of the first finite verb.
    fn main_subject(&self, before: usize, found: &[Found]) -> Option<Range<usize>> {
        let doc = self.doc();
        if let Some(source) = found.iter().rev().find_map(|f| f.source.clone()) {
            return Some(source);
        }
        let verb = (self.start..before).find(|k| doc.tag(*k).is_finite() && !self.page.is_quoted(*k))?;
        self.page.subject(cues::group_start(doc, verb, self.start), self.start)
    }
}
