//! Cues that are verbs, in all positions of source, cue and content.

use std::ops::Range;

use claimant_doc::{Quotation, Span, Stance, Tag, cover};

use super::{Found, Scene};
use crate::extractors::attribution::cues::{self, Frames};
use crate::extractors::attribution::phrase;

const QUOTED: f32 = 0.95;
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
        if let Some(subject) =
            self.page.subject(verb.group, floor).map(|s| self.whole_after_quotation(s, floor))
        {
            if let Some(quotation) = self.quotation_before(subject.start) {
                return self.after_quotation(verb, quotation, subject, verb.end);
            }
            if self.is_condition(&subject) || self.is_asked(verb) {
                return None;
            }
            let relative = matches!(doc.tag(subject.start), Tag::Wp | Tag::Wdt);
            if let Some(content) = self.relative_object(verb, &subject) {
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

    /// Between a quotation and its verb stands nothing but the subject: `"…," Rear Admiral Orm told reporters`.
    fn whole_after_quotation(&self, subject: Range<usize>, floor: usize) -> Range<usize> {
        const SHORT: usize = 8;
        let near =
            floor < subject.start && subject.end - floor <= SHORT && self.quotation_before(floor).is_some();
        let plain = !(floor..subject.start).any(|i| {
            let tag = self.doc().tag(i);
            let name = self.doc().word(i).starts_with(char::is_uppercase);
            !name
                && (tag.is_finite()
                    || tag.is_punctuation()
                    || matches!(tag, Tag::In | Tag::Cc | Tag::Wp | Tag::Wrb))
        });
        if near && plain { floor..subject.end } else { subject }
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

    /// The quotation that ends right before token `i`, a comma or dash between them or not.
    fn quotation_before(&self, i: usize) -> Option<&Quotation> {
        let doc = self.doc();
        let mut before = i.checked_sub(1)?;
        if !self.page.is_quoted(before) && matches!(doc.tag(before), Tag::Comma | Tag::Colon | Tag::Hyph) {
            before = before.checked_sub(1)?;
        }
        if before < self.start {
            return None;
        }
        self.quotation(before)
    }

    /// "said Mara Lind, a retired judge": right after the verb, where content stands before it.
    fn inverted_source(&self, verb: &Verb) -> Option<Range<usize>> {
        let doc = self.doc();
        let content_before = self.quotation_before(verb.group).is_some()
            || doc.tag(verb.group.wrapping_sub(1)) == Tag::Comma && verb.group > self.start;
        let end = self.page.source_end(verb.end, self.end);
        (content_before && verb.hit.cue.frames.has(Frames::QUOTE) && end > verb.end).then_some(verb.end..end)
    }

    /// "She said …, and added …": the source of the cue before it.
    fn shared_source(&self, verb: &Verb, found: &[Found]) -> Option<Range<usize>> {
        let doc = self.doc();
        let joined =
            matches!(doc.tag(verb.group.wrapping_sub(1)), Tag::Cc | Tag::Comma) && verb.group > self.start;
        let finite = (verb.group..verb.end).any(|i| doc.tag(i).is_finite());
        if joined && finite { self.main_subject(verb.group - 1, found) } else { None }
    }

    /// "…," S V: the quotation before, with what continues it after.
    fn after_quotation(
        &self,
        verb: &Verb,
        quotation: &Quotation,
        source: Range<usize>,
        after: usize,
    ) -> Option<Found> {
        if !verb.hit.cue.frames.has(Frames::QUOTE.or(Frames::CLAUSE)) {
            return self.before_content(verb, &source, after);
        }
        let mut content = self.quotation_with_lead(quotation);
        let next = self.skip_adverbials(self.skip_addressee(verb, after));
        let tail_is_plain = !(next..self.end).any(|i| self.page.is_quoted(i));
        content.extend(self.continuation(if tail_is_plain { self.end } else { next }));
        self.found(verb, Some(source), content, QUOTED)
    }

    /// The quotation, from the sentence's start where its words lead into it: `The law was "a mess," he said`.
    fn quotation_with_lead(&self, quotation: &Quotation) -> Vec<Span> {
        let doc = self.doc();
        let mut parts = quotation.parts.clone();
        let extent = self.extent(quotation);
        let lead = self.clause_start();
        if extent.start > lead
            && extent.start < self.end
            && self.has_word(lead..extent.start)
            && let (Some(first), Some(token)) = (parts.first_mut(), doc.tokens.get(lead))
        {
            *first = first.to(token.span);
        }
        parts
    }

    fn has_word(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|i| !self.doc().tag(i).is_punctuation())
    }

    /// What goes on after "he said": in the sentence after a comma, or a quotation that opens the next one.
    fn continuation(&self, next: usize) -> Vec<Span> {
        let doc = self.doc();
        let after = if matches!(doc.tag(next), Tag::Comma | Tag::Colon) { next + 1 } else { next };
        if after < self.end {
            return match self.quotation(after) {
                Some(quotation) if self.extent(quotation).start == after => quotation.parts.clone(),
                _ => Vec::new(),
            };
        }
        let Some(sentence) = doc.sentences.get(self.index + 1) else { return Vec::new() };
        if doc.sentences.get(self.index).is_none_or(|this| this.block != sentence.block) {
            return Vec::new();
        }
        let first = sentence.tokens.start;
        match self.quotation(first) {
            Some(quotation) if self.extent(quotation).start == first && !self.has_own_cue(quotation) => {
                quotation.parts.clone()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a cue of its own follows a quotation.
    fn has_own_cue(&self, quotation: &Quotation) -> bool {
        let doc = self.doc();
        let from = self.extent(quotation).end;
        let sentence = doc.sentence_at(doc.tokens.get(from.saturating_sub(1)).map_or(0, |t| t.span.start()));
        let to = sentence.and_then(|s| doc.sentences.get(s)).map_or(from, |s| s.tokens.end);
        (from..to).any(|i| cues::verb(doc, i).is_some_and(|hit| hit.cue.frames.has(Frames::QUOTE)))
    }

    /// S V content.
    fn before_content(&self, verb: &Verb, source: &Range<usize>, after: usize) -> Option<Found> {
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
        let colon = mark && doc.word(at.wrapping_sub(1)) == ":";
        if self.page.is_quoted(at) && frames.has(Frames::QUOTE.or(Frames::CLAUSE)) {
            let content = self.quotation_and_rest(at);
            let mut found = self.found(verb, Some(source.clone()), content, QUOTED)?;
            if colon && at == verb.end + 1 {
                found.cue.end = at;
            }
            return Some(found);
        }
        if mark {
            return None;
        }
        if frames.has(Frames::CLAUSE)
            && doc.is(at, "that")
            && (doc.tag(at) != Tag::Dt || self.has_finite(at + 1..self.end))
        {
            return self.found(verb, Some(source.clone()), self.clause(at), THAT);
        }
        if frames.has(Frames::WH) && self.opens_wh(at) {
            return self.found(verb, Some(source.clone()), self.clause(at), CLAUSE);
        }
        if frames.has(Frames::RAISING) {
            let clause = doc.tag(next) == Tag::To && doc.tag(next + 1) == Tag::Vb;
            let content = self.spans([source.clone(), next..self.clause_end(next)]);
            return if clause { self.found(verb, None, content, CLAUSE) } else { None };
        }
        if frames.has(Frames::INFINITIVE) && doc.tag(next) == Tag::To && doc.tag(next + 1) == Tag::Vb {
            return self.found(verb, Some(source.clone()), self.clause(next), CLAUSE);
        }
        if frames.has(Frames::FIXED) {
            let object = verb.end - 1..self.clause_end(verb.end);
            let mut found = self.found(verb, Some(source.clone()), self.spans([object]), OBJECT)?;
            found.cue.end -= 1;
            return Some(found);
        }
        let stop = self.clause_end(at);
        if frames.has(Frames::CLAUSE) && at < stop && self.opens_clause(at, stop) {
            return self.found(verb, Some(source.clone()), self.clause(at), CLAUSE);
        }
        if frames.has(Frames::ADDRESSEE)
            && frames.has(Frames::OBJECT)
            && next > after
            && doc.tag(next) == Tag::To
        {
            return self.found(verb, Some(source.clone()), self.clause(after), CLAUSE);
        }
        if cues::is_say(doc.word(verb.hit.tokens.start)) && at + 2 < stop && phrase::opens_phrase(doc.tag(at))
        {
            return self.found(verb, Some(source.clone()), self.clause(at), OBJECT);
        }
        let object = next < stop && phrase::opens_phrase(doc.tag(next)) || self.page.is_quoted(next);
        if frames.has(Frames::OBJECT) && object {
            return self.found(verb, Some(source.clone()), self.clause(next), OBJECT);
        }
        None
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

    /// The quotation that an aside without a verb parts from its cue: `told a guard, in French, "…"`.
    fn quotation_after_aside(&self, at: usize) -> Option<usize> {
        let quote = (at..self.end).find(|k| self.page.is_quoted(*k))?;
        let introduced = matches!(self.doc().tag(quote - 1), Tag::Comma | Tag::Colon) && quote > at + 1;
        (introduced && !self.has_finite(at..quote)).then_some(quote)
    }

    fn opens_wh(&self, at: usize) -> bool {
        matches!(self.doc().tag(at), Tag::Wp | Tag::Wrb | Tag::Wdt)
            || self.doc().is(at, "whether")
            || self.doc().is(at, "if")
    }

    /// A quotation that opens at token `at`, to the end of the clause where words follow it.
    fn quotation_and_rest(&self, at: usize) -> Vec<Span> {
        let Some(quotation) = self.quotation(at) else { return Vec::new() };
        let end = self.extent(quotation).end;
        let mut parts = quotation.parts.clone();
        if end < self.end && !matches!(self.doc().tag(end), Tag::Comma | Tag::Stop | Tag::Colon) {
            let rest = self.stretch(end..self.clause_end(end));
            if let (Some(last), Some(rest)) = (parts.last_mut(), cover(&rest)) {
                *last = last.to(rest);
            }
            return parts;
        }
        if end >= self.end {
            parts.extend(self.continuation(self.end));
        }
        parts
    }

    /// "told reporters": past whom it is said to.
    fn skip_addressee(&self, verb: &Verb, after: usize) -> usize {
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

    /// CLAUSE, S V.
    fn postposed(&self, verb: &Verb, subject: &Range<usize>) -> Option<Found> {
        let doc = self.doc();
        let comma = subject.start.checked_sub(1)?;
        if !verb.hit.cue.frames.has(Frames::CLAUSE.or(Frames::QUOTE)) || doc.tag(comma) != Tag::Comma {
            return None;
        }
        let after = self.skip_adverbials(verb.end);
        let trails = matches!(doc.tag(after), Tag::In | Tag::To) && !self.has_finite(after..self.end);
        let after = if trails { self.end } else { after };
        let closes = after >= self.end || matches!(doc.tag(after), Tag::Comma | Tag::Colon);
        let lead = self.clause_start()..comma;
        let rest = if after < self.end { after..self.clause_end(after + 1) } else { after..after };
        let whole = self.opens_clause(lead.start, lead.end);
        let broken_off = !whole && self.has_word(lead.clone()) && self.has_finite(rest.clone());
        if !closes || !(whole || broken_off) {
            return None;
        }
        self.found(verb, Some(subject.clone()), self.spans([lead, rest]), CLAUSE)
    }

    /// CLAUSE, V S.
    fn postposed_inverted(&self, verb: &Verb, source: Range<usize>) -> Option<Found> {
        let comma = verb.group.checked_sub(1)?;
        let lead = self.clause_start()..comma;
        let says = self.doc().tag(verb.hit.tokens.start).is_finite() && source.end >= self.end;
        (says && self.opens_clause(lead.start, lead.end))
            .then(|| self.found(verb, Some(source), self.spans([lead]), CLAUSE))
            .flatten()
    }

    /// "…, saying that …": the subject of the sentence speaks on.
    fn participle(&self, verb: &Verb, found: &[Found]) -> Option<Found> {
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
        if source.is_empty() {
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
