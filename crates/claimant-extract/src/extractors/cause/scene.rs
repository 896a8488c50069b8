//! The stretch of text that a cue is read in, and where clauses and phrases in it begin and end.

use std::ops::Range;

use claimant_doc::{Doc, Tag};

use crate::clause::Page;

/// Positions count the tokens of the stretch from 0.
pub struct Scene<'p, 'a> {
    page: Page<'p, 'a>,
}

/// Words that open a clause of time or contrast, which no cause or effect goes on over.
const TURNS: &[&str] = &["while", "although", "though", "whereas", "but", "when", "before", "after"];
/// Those and the words of reasons: what stands before them is another clause.
const SUBORDINATORS: &[&str] =
    &["while", "although", "though", "whereas", "when", "after", "before", "because", "if", "until", "as"];
/// Auxiliaries, as words: the tagger knows them as verbs.
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "did", "does", "do",
    "'s", "’s", "'ve", "’ve", "get", "got",
];
/// Before "to", they make one verb with what follows.
const RAISING: &[&str] = &[
    "likely",
    "expected",
    "believed",
    "thought",
    "said",
    "seems",
    "seemed",
    "appears",
    "appeared",
    "set",
    "alleged",
    "suspected",
    "feared",
    "reported",
    "continue",
    "continued",
    "began",
    "helped",
    "going",
];
/// After a comma they name a speaker.
const SPEAKING: &[&str] = &["said", "says", "according", "saying", "adding", "told"];
/// At the end of a phrase they belong to the cue after it.
const TRAILING: &[&str] =
    &["that", "only", "just", "mainly", "largely", "partly", "mostly", "simply", "apparently"];
/// How far a search for the other end of a commaed-off aside goes.
const ASIDE: usize = 25;

impl<'p, 'a> Scene<'p, 'a> {
    pub fn new(doc: &'p Doc<'a>, tokens: &'p [usize]) -> Scene<'p, 'a> {
        Scene { page: Page { doc, tokens } }
    }

    pub fn len(&self) -> usize {
        self.page.len()
    }

    pub fn tag(&self, p: usize) -> Tag {
        self.page.tag(p)
    }

    pub fn is_any(&self, p: usize, words: &[&str]) -> bool {
        self.page.is_any(p, words)
    }

    pub fn opens_clause(&self, p: usize) -> bool {
        self.page.opens_clause(p)
    }

    /// Whether a finite verb stands in `range`.
    pub fn has_finite(&self, mut range: Range<usize>) -> bool {
        range.any(|p| self.tag(p).is_finite())
    }

    /// Where the clause that goes on before position `p` begins.
    pub fn clause_start(&self, p: usize) -> usize {
        (0..p).rev().find(|q| self.parts_before(*q)).map_or(0, |q| q + 1)
    }

    /// Whether the word at `q` parts what follows it from what stands before.
    fn parts_before(&self, q: usize) -> bool {
        let after_comma = q > 0 && self.tag(q - 1) == Tag::Comma;
        match self.tag(q) {
            Tag::Colon => true,
            Tag::Cc => {
                let second = after_comma || self.page.is(q, "but");
                (second || self.has_finite(q.saturating_sub(ASIDE)..q)) && self.opens_clause(q + 1)
            }
            Tag::In if self.page.is(q, "that") => {
                q > 0 && self.tag(q - 1).is_verb() && self.opens_clause(q + 1)
            }
            Tag::In | Tag::Wrb => after_comma && self.is_any(q, TURNS) && self.opens_clause(q + 1),
            _ => false,
        }
    }

    /// Where the clause or phrase that goes on at position `p` ends.
    pub fn clause_end(&self, p: usize) -> usize {
        let mut verb = false;
        for q in p..self.len() {
            if q > p && self.parts_after(q, verb) {
                return q;
            }
            verb |= self.tag(q).is_finite();
        }
        self.len()
    }

    fn parts_after(&self, q: usize, verb: bool) -> bool {
        match self.tag(q) {
            Tag::Colon => true,
            Tag::Comma => {
                let next = self.page.past_quotes(q + 1);
                let joined = self.tag(next) == Tag::Cc && self.opens_clause(next + 1);
                let spoken = self.is_any(next, SPEAKING);
                joined
                    || spoken
                    || self.is_any(next, TURNS)
                    || self.opens_clause(next) && (verb || !self.listed(next))
            }
            Tag::Cc => self.page.is(q, "but") || verb && self.opens_clause(q + 1),
            _ => false,
        }
    }

    /// Whether what stands at `q` could as well be a further member of a list.
    fn listed(&self, q: usize) -> bool {
        (q..(q + 8).min(self.len())).take_while(|k| !self.tag(*k).is_finite()).any(|k| self.tag(k) == Tag::Cc)
    }

    /// Where the object of a verb ends that starts at position `p`.
    pub fn object_end(&self, p: usize) -> usize {
        let end = self.clause_end(p);
        let parts = |q: &usize| match self.tag(*q) {
            Tag::Comma => matches!(self.tag(q + 1), Tag::Vbg | Tag::Wdt | Tag::Wp),
            Tag::Cc => self.tag(q + 1).is_finite() || self.is_any(q + 1, &["led", "sparked", "caused"]),
            Tag::In | Tag::Wrb => self.is_any(*q, SUBORDINATORS) && self.opens_clause(q + 1),
            _ => false,
        };
        (p + 1..end.max(p + 1)).find(parts).unwrap_or(end)
    }

    /// Where the comma stands that ends a clause or phrase set in front at position `p`, with its sentence after it.
    pub fn front_end(&self, p: usize) -> Option<usize> {
        let commas = || (p..self.len()).filter(|q| self.tag(*q) == Tag::Comma);
        let opens = |q: &usize| self.opens_clause(*q + 1);
        commas().find(opens).or_else(|| commas().find(|q| self.has_finite(*q..(q + ASIDE).min(self.len()))))
    }

    /// Where the verb group begins that holds the verb at `p`: over auxiliaries, adverbs and "is likely to".
    pub fn group_start(&self, p: usize) -> usize {
        let mut start = p;
        while start > 0 {
            let q = start - 1;
            let helps = match self.tag(q) {
                Tag::Md | Tag::Rb | Tag::Rbr => true,
                Tag::To => q > 0 && self.is_any(q - 1, RAISING),
                Tag::In => false,
                _ => {
                    self.is_any(q, AUXILIARIES)
                        || self.is_any(q, RAISING) && self.tag(q + 1) == Tag::To && start == q + 1
                }
            };
            if !helps {
                break;
            }
            start = q;
        }
        // Adverbs in front belong to what stands before.
        while start < p && matches!(self.tag(start), Tag::Rb | Tag::Rbr) && !self.is_sure(start) {
            start += 1;
        }
        start
    }

    fn is_sure(&self, p: usize) -> bool {
        self.is_any(p, &["possibly", "probably", "allegedly", "reportedly", "not", "never"])
    }

    /// The phrase that is the subject of the verb group that begins at `p`.
    pub fn subject(&self, p: usize) -> Range<usize> {
        let mut start = p;
        while start > 0 {
            let q = start - 1;
            match self.tag(q) {
                Tag::Comma if start == p => match self.aside_start(q) {
                    Some(open) => start = open,
                    None => break,
                },
                Tag::Comma | Tag::Colon | Tag::Quote => break,
                Tag::Cc if self.has_finite(0..q) && self.opens_clause(q + 1) => break,
                Tag::In | Tag::Wrb if self.is_any(q, SUBORDINATORS) => break,
                Tag::In if self.page.is(q, "that") && self.tag(q.saturating_sub(1)).is_verb() => break,
                tag if tag.is_finite() || tag == Tag::Vb => match self.relative_start(q) {
                    Some(open) => start = open,
                    None => break,
                },
                _ => start = q,
            }
        }
        start..p
    }

    /// The comma before the one at `close`, if what they set off hangs on a noun.
    fn aside_start(&self, close: usize) -> Option<usize> {
        let open = (close.saturating_sub(ASIDE)..close).rev().find(|q| self.tag(*q) == Tag::Comma)?;
        (open > 0 && self.tag(open - 1).is_noun()).then_some(open)
    }

    /// The relative pronoun whose verb stands at `q`.
    fn relative_start(&self, q: usize) -> Option<usize> {
        let opens = |k: &usize| {
            matches!(self.tag(*k), Tag::Wdt | Tag::Wp)
                || self.page.is(*k, "that") && *k > 0 && self.tag(*k - 1).is_noun()
        };
        (q.saturating_sub(5)..q).rev().find(opens)
    }

    /// `range` without the commas, conjunctions, stops and unmatched quotation marks at its ends; none if nothing is left.
    pub fn trim(&self, range: Range<usize>) -> Option<Range<usize>> {
        let Range { mut start, mut end } = range;
        let trailing = |p: usize| self.is_any(p, TRAILING);
        while end > start && (self.is_loose(end - 1, start..end) || trailing(end - 1)) {
            end -= 1;
        }
        while start < end && (self.is_loose(start, start..end) || self.is_any(start, &["that", "however"])) {
            start += 1;
        }
        let named = (start..end).any(|p| !self.tag(p).is_punctuation() && self.tag(p) != Tag::Other);
        (named && end > start).then_some(start..end)
    }

    /// Whether what stands at `p`, an end of `range`, belongs to no phrase: a quotation mark only if it has no fellow.
    fn is_loose(&self, p: usize, range: Range<usize>) -> bool {
        match self.tag(p) {
            Tag::Comma | Tag::Stop | Tag::Colon | Tag::Cc => true,
            Tag::Quote => !range.filter(|q| self.tag(*q) == Tag::Quote).count().is_multiple_of(2),
            _ => false,
        }
    }
}
