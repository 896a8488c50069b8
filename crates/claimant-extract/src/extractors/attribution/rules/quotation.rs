//! Quotations beside a cue verb. What goes on in a further quotation is for `units` to say.

use std::ops::Range;

use claimant_doc::{Quotation, Span, Tag, cover};

use super::verbal::{QUOTED, Verb};
use super::{Found, Scene};
use crate::extractors::attribution::cues::Frames;

impl Scene<'_, '_, '_> {
    /// The quotation that ends right before token `i`, a comma or dash between them or not.
    pub(super) fn quotation_before(&self, i: usize) -> Option<&Quotation> {
        let doc = self.doc();
        let mut before = i.checked_sub(1)?;
        let joins = matches!(doc.tag(before), Tag::Comma | Tag::Colon | Tag::Hyph) && !doc.is(before, ";");
        if !self.page.is_quoted(before) && joins {
            before = before.checked_sub(1)?;
        }
        if before < self.start {
            return None;
        }
        self.quotation(before)
    }

    /// Between a quotation and its verb stands nothing but the subject: `"…," Rear Admiral Orm told reporters`.
    pub(super) fn whole_after_quotation(&self, subject: Range<usize>, floor: usize) -> Range<usize> {
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

    /// "…," S V: the quotation before, with what continues it after.
    pub(super) fn after_quotation(
        &self,
        verb: &Verb,
        quotation: &Quotation,
        source: Range<usize>,
        after: usize,
    ) -> Option<Found> {
        if !verb.hit.cue.frames.has(Frames::QUOTE.or(Frames::CLAUSE)) {
            return self.before_content(verb, &source, after);
        }
        self.found(verb, Some(source), self.quotation_with_lead(quotation), QUOTED)
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

    pub(super) fn has_word(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|i| !self.doc().tag(i).is_punctuation())
    }

    /// The quotation that an aside without a verb parts from its cue: `told a guard, in French, "…"`.
    pub(super) fn quotation_after_aside(&self, at: usize) -> Option<usize> {
        let quote = (at..self.end).find(|k| self.page.is_quoted(*k))?;
        let introduced = matches!(self.doc().tag(quote - 1), Tag::Comma | Tag::Colon) && quote > at + 1;
        (introduced && !self.has_finite(at..quote)).then_some(quote)
    }

    /// A quotation that opens at token `at`, to the end of the clause where words follow it.
    pub(super) fn quotation_and_rest(&self, at: usize) -> Vec<Span> {
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
        parts
    }
}
