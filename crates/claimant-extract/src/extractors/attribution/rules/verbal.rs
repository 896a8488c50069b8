//! Cues that are verbs: which construction a verb stands in. The constructions are in `quotation`, `content` and `order`.

use std::ops::Range;

use claimant_doc::{Span, Stance, Tag};

use super::{Found, Scene};
use crate::extractors::attribution::cues::{self, Frames};

pub(super) const QUOTED: f32 = 0.95;
pub(super) const THAT: f32 = 0.9;
pub(super) const CLAUSE: f32 = 0.8;
pub(super) const OBJECT: f32 = 0.6;

/// A cue verb with the tokens around it.
pub(super) struct Verb {
    pub(super) hit: cues::Found,
    /// First token of its group: auxiliaries and adverbs.
    pub(super) group: usize,
    /// One past the verb and its particle.
    pub(super) end: usize,
}

impl Scene<'_, '_, '_> {
    /// The attribution of the cue verb at token `i`.
    pub(super) fn verbal(&self, i: usize, found: &[Found]) -> Option<Found> {
        let doc = self.doc();
        let hit = cues::verb(doc, i).or_else(|| self.verb_of_quotation(i))?;
        let group = cues::group_start(doc, i, self.start);
        let auxiliaries = group..i;
        // "allegedly knew": the adverb speaks for the whole clause.
        if auxiliaries.clone().any(|k| cues::adverb(doc, k).is_some()) {
            return None;
        }
        let be = auxiliaries.clone().any(|k| cues::is_form_of_be(doc.word(k)));
        let tag = doc.tag(i);
        let passive = be && matches!(tag, Tag::Vbn | Tag::Vbd);
        let end = hit.tokens.end;
        let verb = Verb { hit, group, end };
        if passive {
            return self.passive(&verb);
        }
        match tag {
            Tag::Vbg if !be => self.participle(&verb, found),
            Tag::Vbn if auxiliaries.is_empty() => None,
            Tag::Vb if auxiliaries.is_empty() => None,
            _ => self.active(&verb, found),
        }
    }

    /// Any finite verb that a quotation and a short subject leave no other work: `"…," the coach surmised.`
    fn verb_of_quotation(&self, i: usize) -> Option<cues::Found> {
        let doc = self.doc();
        let closes = i + 1 >= self.end
            || matches!(doc.tag(i + 1), Tag::Comma | Tag::Colon | Tag::In | Tag::Rb | Tag::To);
        if !matches!(doc.tag(i), Tag::Vbd | Tag::Vbz) || cues::is_auxiliary(doc.word(i)) || !closes {
            return None;
        }
        let subject = self.page.subject(i, self.floor(i))?;
        let quotation = self.quotation_before(subject.start)?;
        let comma = doc.tag(self.extent(quotation).end.checked_sub(2)?);
        let spoken = matches!(comma, Tag::Comma | Tag::Stop) && subject.len() <= 6;
        spoken.then(|| cues::Found {
            cue: cues::Cue { stance: Stance::Said, frames: Frames::QUOTE },
            tokens: i..i + 1,
        })
    }

    fn active(&self, verb: &Verb, found: &[Found]) -> Option<Found> {
        let doc = self.doc();
        let floor = self.floor(verb.group);
        if let Some(subject) = self
            .page
            .subject(verb.group, floor)
            .map(|s| self.whole_after_quotation(self.page.over_participle(s, floor), floor))
        {
            if let Some(quotation) = self.quotation_before(subject.start) {
                return self.after_quotation(verb, quotation, subject, verb.end);
            }
            if self.is_condition(&subject) || self.is_asked(verb) {
                return None;
            }
            let relative = matches!(doc.tag(subject.start), Tag::Wp | Tag::Wdt);
            let content =
                self.relative_object(verb, &subject).or_else(|| self.relative_subject(verb, &subject));
            if let Some(content) = content {
                return self.found(verb, Some(subject), content, CLAUSE);
            }
            return self
                .before_content(verb, &subject, verb.end)
                .or_else(|| if relative { None } else { self.postposed(verb, &subject) });
        }
        let quotation = self.quotation_before(verb.group);
        if let Some(source) = self.inverted_source(verb) {
            let after = source.end;
            return match quotation {
                Some(quotation) => self.after_quotation(verb, quotation, source, after),
                None => self.postposed_inverted(verb, source),
            };
        }
        let shared = self.shared_source(verb, found)?;
        self.before_content(verb, &shared, verb.end)
    }

    /// "if parliament rejects the budget": nobody has rejected it.
    fn is_condition(&self, subject: &Range<usize>) -> bool {
        let doc = self.doc();
        let opens = |i: usize| doc.is(i, "if") || doc.is(i, "unless") || doc.is(i, "whether");
        subject.start.checked_sub(1).is_some_and(|before| before >= self.start && opens(before))
    }

    /// "Emil Rask, asked whether …, said": he is asked, and does not ask.
    fn is_asked(&self, verb: &Verb) -> bool {
        let doc = self.doc();
        let comma = verb.group.checked_sub(1).is_some_and(|before| doc.tag(before) == Tag::Comma);
        let alone = verb.end == verb.group + 1;
        comma && alone && doc.is(verb.group, "asked") && !self.page.is_quoted(verb.end)
    }

    /// "…, which he denied": the pronoun stands for what is denied.
    fn relative_object(&self, verb: &Verb, subject: &Range<usize>) -> Option<Vec<Span>> {
        let doc = self.doc();
        let which = subject.start.checked_sub(1).filter(|i| *i >= self.start && doc.is(*i, "which"))?;
        let ends = verb.end >= self.end || matches!(doc.tag(verb.end), Tag::Comma | Tag::Colon);
        (ends && verb.hit.cue.stance != Stance::Said).then(|| self.stretch(which..which + 1))
    }

    /// "The group, which officials say is funded by Velmark, …": the pronoun is the subject of what they say.
    fn relative_subject(&self, verb: &Verb, subject: &Range<usize>) -> Option<Vec<Span>> {
        let doc = self.doc();
        let of_noun = |i: usize| doc.is(i, "that") && i > self.start && doc.tag(i - 1).is_noun();
        let relative =
            |i: &usize| *i >= self.start && (doc.is(*i, "who") || doc.is(*i, "which") || of_noun(*i));
        let pronoun = subject.start.checked_sub(1).filter(relative)?;
        // A tagger takes "sowed" after "said" for a participle.
        let verbal = (doc.tag(verb.end).is_verb() || doc.tag(verb.end) == Tag::Md)
            && verb.hit.cue.frames.has(Frames::CLAUSE);
        verbal.then(|| self.spans([pronoun..pronoun + 1, verb.end..self.relative_stop(pronoun, verb.end)]))
    }

    /// Where a relative clause that began at `pronoun` and is at `from` ends, in a sentence that had no verb before it: at the
    /// last comma before a verb, whatever the tagger takes that for, or at its second verb, "that critics say is flawed |was|".
    fn relative_stop(&self, pronoun: usize, from: usize) -> usize {
        let (doc, end) = (self.doc(), self.clause_end(from));
        if self.has_finite(self.start..pronoun) {
            return end;
        }
        if doc.tag(pronoun.saturating_sub(1)) == Tag::Comma {
            let closes = |k: &usize| doc.tag(*k) == Tag::Comma && doc.tag(k + 1) == Tag::Vbn;
            return (from..end).rev().find(closes).unwrap_or(end);
        }
        let own = (from..end).find(|k| !doc.tag(*k).is_verb() && !matches!(doc.tag(*k), Tag::Md | Tag::Rb));
        let joins = |k: &usize| {
            matches!(doc.tag(*k), Tag::Cc | Tag::Comma | Tag::Wp | Tag::Wdt | Tag::Wrb | Tag::Prp)
                || doc.is(*k, "that")
        };
        let plain = (own.unwrap_or(end)..end).take_while(|k| !joins(k));
        plain.into_iter().find(|k| doc.tag(*k).is_finite()).unwrap_or(end)
    }

    /// The start of the stretch that a subject may lie in: the sentence, or after the last quotation.
    pub(super) fn floor(&self, group: usize) -> usize {
        let doc = self.doc();
        let stop = |k: &usize| self.page.is_quoted(*k) && !self.is_short_quote(*k) || doc.word(*k) == ";";
        let floor = (self.start..group).rev().find(stop).map_or(self.start, |k| k + 1);
        if doc.tag(floor) == Tag::Comma { floor + 1 } else { floor }
    }

    /// A nickname or term in inverted commas, part of a phrase.
    fn is_short_quote(&self, i: usize) -> bool {
        self.quotation(i).is_some_and(|q| self.extent(q).len() <= 5)
    }

    /// What is not denied or not ruled out is left possible.
    fn stance(&self, verb: &Verb) -> Stance {
        let negated = (verb.group..verb.hit.tokens.start).any(|i| cues::is_negation(self.doc().word(i)));
        match verb.hit.cue.stance {
            Stance::Denied if negated => Stance::Suggested,
            stance => stance,
        }
    }

    pub(super) fn found(
        &self,
        verb: &Verb,
        source: Option<Range<usize>>,
        content: Vec<Span>,
        score: f32,
    ) -> Option<Found> {
        (!content.is_empty()).then_some(Found {
            source,
            cue: verb.group..verb.end,
            content,
            stance: self.stance(verb),
            score,
        })
    }
}
