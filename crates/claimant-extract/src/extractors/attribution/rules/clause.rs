//! Where what is said ends.

use std::ops::Range;

use claimant_doc::{Span, Tag};

use super::Scene;
use crate::extractors::attribution::{cues, phrase};

impl Scene<'_, '_, '_> {
    /// One past the clause that opens at token `from` as the content of a cue: the sentence's end, or where another
    /// attribution or a new main clause takes over. Quotations are passed whole.
    pub(super) fn clause_end(&self, from: usize) -> usize {
        self.end_of_clause(from, true)
    }

    /// [`Scene::clause_end`], but ", discussing the price" belongs to the clause: nobody is there to speak on.
    pub(super) fn clause_end_over_participles(&self, from: usize) -> usize {
        self.end_of_clause(from, false)
    }

    fn end_of_clause(&self, from: usize, participles: bool) -> usize {
        let mut i = from;
        let close = self.relative_end(from).unwrap_or(self.end);
        while i < close {
            if self.page.is_quoted(i) {
                i = self.quotation(i).map_or(i + 1, |q| self.extent(q).end.max(i + 1));
                continue;
            }
            if i > from && self.takes_over(i, participles) {
                return i;
            }
            i += 1;
        }
        i.max(from)
    }

    /// The comma that ends the relative clause which token `from` stands in: "Rask, who denies the charges, won". Of
    /// several commas before a verb the last: "who robbed banks, sold guns, was held".
    fn relative_end(&self, from: usize) -> Option<usize> {
        let doc = self.doc();
        let pronoun =
            |k: &usize| matches!(doc.tag(*k), Tag::Wp | Tag::Wdt | Tag::WpS) && !self.page.is_quoted(*k);
        let opens = (self.start..from).rev().find(pronoun)?;
        let apart =
            opens.checked_sub(1).is_some_and(|before| before > self.start && doc.tag(before) == Tag::Comma);
        let closes = |k: &usize| {
            let next = if doc.tag(k + 1) == Tag::Rb { k + 2 } else { k + 1 };
            doc.tag(*k) == Tag::Comma && doc.tag(next).is_finite() && !self.page.is_quoted(*k)
        };
        if !apart || (opens..from).any(|k| closes(&k)) {
            return None;
        }
        let until = (from..self.end).find(pronoun).unwrap_or(self.end);
        (from..until).rev().find(closes)
    }

    /// Whether something else begins at token `i`.
    fn takes_over(&self, i: usize, participles: bool) -> bool {
        let doc = self.doc();
        let (tag, next) = (doc.tag(i), i + 1);
        if doc.word(i) == ";" {
            return !self.is_in_series(next);
        }
        if tag == Tag::Comma {
            return cues::preposition(doc, next).is_some()
                || (participles && doc.tag(next) == Tag::Vbg && cues::verb(doc, next).is_some())
                || self.is_aside(next)
                || self.is_cue_after_conjunction(next)
                || self.is_past_cue(next)
                || self.is_parenthetical(next)
                || self.is_subordinate() && self.opens_main_clause(next);
        }
        tag == Tag::Cc && doc.is(i, "and") && self.is_past_cue(next)
            || tag == Tag::In && cues::preposition(doc, i).is_some()
    }

    /// Whether what follows a semicolon is one more of what stands before it: "that …", "of hiding money", "Lind with
    /// theft"; not a clause with a subject and verb of its own.
    fn is_in_series(&self, from: usize) -> bool {
        let doc = self.doc();
        let start = if doc.tag(from) == Tag::Cc { from + 1 } else { from };
        let stop = (start..self.end).find(|k| doc.word(*k) == ";").unwrap_or(self.end);
        match doc.tag(start) {
            Tag::In if doc.is(start, "that") => start + 1 < stop,
            Tag::To | Tag::Vbg => start + 1 < stop,
            _ => start < stop && !self.has_main_verb(start..stop),
        }
    }

    /// Whether a finite verb stands in tokens `range` outside relative clauses and quotations.
    fn has_main_verb(&self, range: Range<usize>) -> bool {
        let doc = self.doc();
        let mut relative = false;
        range.into_iter().any(|i| {
            match doc.tag(i) {
                Tag::Wp | Tag::Wdt | Tag::WpS => relative = true,
                Tag::Comma => relative = false,
                _ => {}
            }
            !relative && doc.tag(i).is_finite() && !self.page.is_quoted(i)
        })
    }

    /// Whether the sentence opens with a subordinate clause, which its first comma before a main clause ends.
    fn is_subordinate(&self) -> bool {
        const OPENERS: &[&str] = &[
            "after", "although", "though", "while", "as", "when", "if", "because", "since", "before", "even",
        ];
        OPENERS.iter().any(|word| self.doc().is(self.clause_start(), word))
    }

    /// What the article adds to a reported clause in its own voice: ", which …", ", a promise that …", ", but he …".
    fn is_aside(&self, i: usize) -> bool {
        let doc = self.doc();
        match doc.tag(i) {
            Tag::Wdt => doc.is(i, "which") && !self.resumes(i),
            Tag::Dt => (doc.is(i, "a") || doc.is(i, "an")) && !self.resumes(i),
            Tag::In => doc.is(i, "while") || doc.is(i, "although") || doc.is(i, "though"),
            Tag::Cc => !doc.is(i, "or") && self.opens_main_clause(i + 1),
            _ => false,
        }
    }

    /// Whether the clause goes on with its verb after the aside that opens at token `i`: ", which leaks, was the cause".
    fn resumes(&self, i: usize) -> bool {
        let doc = self.doc();
        let comma = (i..self.end).find(|k| doc.tag(*k) == Tag::Comma);
        comma.is_some_and(|comma| doc.tag(comma + 1).is_finite() && cues::verb(doc, comma + 1).is_none())
    }

    /// ", and added": the same source goes on.
    fn is_cue_after_conjunction(&self, i: usize) -> bool {
        matches!(self.doc().tag(i), Tag::Cc) && self.is_past_cue(i + 1)
    }

    fn is_past_cue(&self, i: usize) -> bool {
        let doc = self.doc();
        let negated = doc.is(i, "did") && doc.tag(i + 1) == Tag::Rb;
        let i = if negated {
            i + 2
        } else if doc.tag(i) == Tag::Rb {
            i + 1
        } else {
            i
        };
        (negated || matches!(doc.tag(i), Tag::Vbd | Tag::Vbz | Tag::Vbp)) && cues::verb(doc, i).is_some()
    }

    /// Whether a subject and its verb stand at token `i`.
    pub(super) fn opens_main_clause(&self, i: usize) -> bool {
        let doc = self.doc();
        let end = self.page.phrase_end(i, self.end);
        let verb = if doc.tag(end) == Tag::Rb { end + 1 } else { end };
        end > i && doc.tag(verb).is_finite()
    }

    /// ", the mayor said," or ", the mayor said on Monday" at the end: the clause before it is what is said.
    pub(super) fn is_parenthetical(&self, i: usize) -> bool {
        let doc = self.doc();
        let end = self.page.source_end(i, self.end);
        if end == i || doc.tag(i) == Tag::Wp {
            return false;
        }
        let verb = (end..(end + 3).min(self.end)).find(|k| doc.tag(*k).is_verb());
        let Some(found) = verb.and_then(|verb| cues::verb(doc, verb)) else { return false };
        let after = found.tokens.end;
        doc.tag(after) == Tag::Comma || self.over_adverbials(after) >= self.end
    }

    /// Whether a finite verb stands in tokens `range`, quotations aside.
    pub(super) fn has_finite(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|i| self.doc().tag(i).is_finite())
    }

    /// Past adverbs, times and short prepositional phrases that stand between a cue and its content.
    pub(super) fn skip_adverbials(&self, from: usize) -> usize {
        let doc = self.doc();
        let mut i = from;
        loop {
            let before = i;
            while i < self.end && (self.page.timed.get(i).copied().unwrap_or(false) || doc.tag(i) == Tag::Rb)
            {
                i += 1;
            }
            if matches!(doc.tag(i), Tag::In | Tag::To) && !doc.is(i, "that") {
                let end = self.page.phrase_end(i + 1, self.end);
                let closes = end >= self.end
                    || self.page.is_quoted(end)
                    || matches!(doc.tag(end), Tag::Comma | Tag::Colon | Tag::In | Tag::To)
                    || doc.is(end, "that")
                    || self.page.timed.get(end).copied().unwrap_or(false);
                if end > i + 1 && closes {
                    i = end;
                }
            }
            if i == before {
                return i;
            }
        }
    }

    /// Where the clause that token `before` closes (exclusive) starts: the sentence, or after a conjunction.
    pub(super) fn clause_start(&self) -> usize {
        let doc = self.doc();
        let mut start = self.start;
        while start < self.end
            && matches!(doc.tag(start), Tag::Cc | Tag::Quote if !self.page.is_quoted(start))
        {
            start += 1;
        }
        start
    }

    /// A clause that begins at `from`: a phrase and then a finite verb.
    pub(super) fn opens_clause(&self, from: usize, to: usize) -> bool {
        let doc = self.doc();
        let opens = phrase::opens_phrase(doc.tag(from))
            || matches!(
                doc.tag(from),
                Tag::In | Tag::Ex | Tag::Rb | Tag::Wp | Tag::Wrb | Tag::Quote | Tag::Vbg | Tag::Cc
            );
        opens && self.has_finite(from..to)
    }

    /// The clause as content.
    pub(super) fn clause(&self, from: usize) -> Vec<Span> {
        let range = from..self.clause_end(from);
        self.spans([range])
    }
}
