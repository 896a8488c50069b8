//! Cue verbs in the passive: "is believed to", "was criticised by", "was charged with".

use std::ops::Range;

use claimant_doc::Tag;

use super::verbal::{CLAUSE, OBJECT, THAT, Verb};
use super::{Found, Scene};
use crate::extractors::attribution::cues::{self, Frames};

impl Scene<'_, '_, '_> {
    /// "is believed to have left", "was criticised by the mayor", "It is said that …".
    pub(super) fn passive(&self, verb: &Verb) -> Option<Found> {
        let doc = self.doc();
        let frames = verb.hit.cue.frames;
        let subject = self.page.subject(verb.group, self.floor(verb.group))?;
        let agent = self.agent(verb.end);
        let after = agent.as_ref().map_or(verb.end, |agent| agent.end);
        let dummy = doc.is(subject.start, "it") && subject.len() == 1;
        if dummy && doc.is(after, "that") && frames.has(Frames::CLAUSE.or(Frames::PASSIVE)) {
            return self.found(verb, agent, self.clause(after), THAT);
        }
        // "Jurors were told that …": whoever told them is not named. "They were not told that …": nobody did.
        let untold = (verb.group..verb.end).any(|i| cues::is_negation(doc.word(i)));
        if frames.has(Frames::ADDRESSEE) && doc.is(after, "that") && !untold {
            return self.found(verb, agent, self.clause(after), THAT);
        }
        if frames.has(Frames::ADDRESSEE)
            && !untold
            && let Some(told) = self.told_by(verb)
        {
            return Some(told);
        }
        if frames.has(Frames::PASSIVE.or(Frames::INFINITIVE)) && doc.tag(after) == Tag::To {
            let content = self.spans([subject, after..self.clause_end(after)]);
            return self.found(verb, agent, content, CLAUSE);
        }
        if let Some(charge) = self.charge(verb, &subject) {
            return Some(charge);
        }
        // "A concern that had been expressed by some": the pronoun is nothing that could be said.
        let relative = matches!(doc.tag(subject.start), Tag::Wdt | Tag::Wp) || doc.is(subject.start, "that");
        let agent = agent.filter(|_| frames.has(Frames::OBJECT) && !relative)?;
        let mut found = self.found(verb, Some(agent.clone()), self.spans([subject]), OBJECT)?;
        found.cue.end = agent.start;
        Some(found)
    }

    /// "was told by the minister of “36 people”": the quotation is the agent's.
    fn told_by(&self, verb: &Verb) -> Option<Found> {
        /// Tokens of an agent with its apposition.
        const REACH: usize = 16;
        let doc = self.doc();
        let start = verb.end + 1;
        let open = (start..self.end.min(start + REACH)).find(|k| self.page.is_quoted(*k))?;
        let of = usize::from(doc.is(open - 1, "of") || doc.is(open - 1, "about"));
        let plain = !self.has_finite(start..open - of) && doc.is(verb.end, "by") && start < open - of;
        let quotation = self.quotation(open).filter(|_| plain)?;
        let content = self.spans([self.extent(quotation)]);
        let mut found = self.found(verb, Some(start..open - of), content, CLAUSE)?;
        found.cue.end = start;
        Some(found)
    }

    /// "is accused of moving weapons", "was arrested on Friday in Orvat for moving weapons".
    fn charge(&self, verb: &Verb, subject: &Range<usize>) -> Option<Found> {
        /// The date and place of an arrest may stand before its reason.
        const REACH: usize = 16;
        let doc = self.doc();
        if !verb.hit.cue.frames.has(Frames::CHARGE) {
            return None;
        }
        let last = self.clause_end(verb.end).min(verb.end + REACH);
        // "was not charged, but the attorney for the District of …": another clause, and another noun's "of".
        let after_noun = |k: usize| k > verb.end && doc.tag(k - 1).is_noun() && !self.page.is_time(k - 1);
        let reason = (verb.end..last).take_while(|k| !doc.is(*k, "but")).find(|k| match doc.word(*k) {
            "of" | "with" => !after_noun(*k),
            "for" => doc.tag(k + 1) == Tag::Vbg || cues::adverb(doc, k + 1).is_some(),
            _ => false,
        })?;
        let end = self.clause_end(reason + 1);
        // "accused of taking bribes, and resigned": nothing alleged before has a verb that this could go with.
        let deed = |k: &usize| doc.tag(*k) == Tag::Cc && doc.tag(k + 1).is_finite();
        let end = (reason + 1..end).find(deed).filter(|k| !self.has_finite(reason + 1..*k)).unwrap_or(end);
        let content = self.spans([subject.clone(), reason + 1..end]);
        let mut found = self.found(verb, None, content, CLAUSE)?;
        if reason == verb.end {
            found.cue.end = reason + 1;
        }
        Some(found)
    }

    /// "by the mayor" at token `i`.
    fn agent(&self, i: usize) -> Option<Range<usize>> {
        let end = self.page.source_end(i + 1, self.end);
        (self.doc().is(i, "by") && end > i + 1).then_some(i + 1..end)
    }
}
