//! Who a verb's subject is, by what stands before it.

use std::ops::Range;

use claimant_doc::Tag;

use super::page::Page;
use super::phrase::{is_alone, is_attaching, is_head};

impl Page<'_, '_> {
    /// The subject that stands before token `verb` (the first of its group), not before `floor`.
    pub fn subject(&self, verb: usize, floor: usize) -> Option<Range<usize>> {
        let doc = self.doc;
        let mut end = verb;
        while end > floor && matches!(doc.tag(end - 1), Tag::Rb | Tag::Rbr) && !is_alone(doc, end - 1) {
            end -= 1;
        }
        if end > floor && self.is_time(end - 1) {
            // "The ministry on Tuesday said": the time is not the subject.
            let mut before = end;
            while before > floor && (self.is_time(before - 1) || doc.is(before - 1, "on")) {
                before -= 1;
            }
            if before > floor && (is_head(doc.tag(before - 1)) || doc.tag(before - 1) == Tag::Comma) {
                end = before;
            } else if let Some(dated) = self.dated_subject(before, end, floor) {
                return Some(dated);
            }
        }
        if end <= floor {
            return None;
        }
        if matches!(doc.tag(end - 1), Tag::Wp | Tag::Wdt)
            || (doc.is(end - 1, "that") && doc.tag(end - 1) != Tag::Dt)
        {
            return (doc.tag(end - 1) != Tag::In).then(|| end - 1..end);
        }
        if doc.tag(end - 1) == Tag::Comma {
            return self.subject_with_apposition(end, floor);
        }
        let start = self.phrase_start(end, floor);
        (start < end).then_some(start..end)
    }

    /// "The experts involved in |the inquiry| said", "people familiar with |it| said": who says it is the phrase before the
    /// participle or adjective and its preposition.
    pub fn over_participle(&self, subject: Range<usize>, floor: usize) -> Range<usize> {
        let doc = self.doc;
        let participle = subject.start.checked_sub(2).filter(|i| {
            let tied = matches!(doc.tag(*i), Tag::Vbn | Tag::Vbd | Tag::Jj) && is_attaching(doc, *i + 1);
            *i > floor && tied && doc.tag(*i - 1).is_noun()
        });
        let Some(participle) = participle else { return subject };
        let start = self.phrase_start(participle, floor);
        if start < participle { start..subject.end } else { subject }
    }

    /// "A poll released on Friday |showed|": the phrase that a participle with its time belongs to.
    fn dated_subject(&self, time: usize, end: usize, floor: usize) -> Option<Range<usize>> {
        let participle = time.checked_sub(1).filter(|i| *i > floor && self.doc.tag(*i) == Tag::Vbn)?;
        let start = self.phrase_start(participle, floor);
        (start < participle).then_some(start..end)
    }

    /// "Mara Lind, a retired judge, |said|": back over the commas to the phrase that the appositions belong to.
    fn subject_with_apposition(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        let doc = self.doc;
        let close = end - 1;
        let mut comma = close;
        for _ in 0..3 {
            comma = (floor..comma).rev().find(|k| doc.tag(*k) == Tag::Comma)?;
            if comma <= floor {
                return None;
            }
            let start = self.phrase_start(comma, floor);
            let at_head = start < comma
                && (start == floor
                    || !matches!(doc.tag(start - 1), Tag::Comma)
                    || !is_head(doc.tag(start.saturating_sub(2)))
                    || self.is_after_clause(start, comma, floor));
            let participle = matches!(doc.tag(comma + 1), Tag::Vbg | Tag::Vbn | Tag::In);
            if at_head && (participle || self.is_apposition(comma + 1, close)) {
                return Some(start..end - 1);
            }
        }
        None
    }

    /// "It may ruin a firm, |Mara Lind|, a judge, told …": a name after the comma that ends what is said.
    fn is_after_clause(&self, start: usize, comma: usize, floor: usize) -> bool {
        let name = comma - start >= 2 && (start..comma).all(|i| self.doc.tag(i) == Tag::Nnp);
        name && (floor..start).any(|i| self.doc.tag(i).is_finite())
    }
}
