//! The tokens of one sentence as the grammar sees them, and the small readers that every rule uses.

use claimant_doc::{Doc, Tag};

use super::expr::{Amount, Year};
use super::word::{Glue, Rel, Word};

/// One sentence under the grammar.
#[derive(Clone, Copy)]
pub struct Scan<'a> {
    pub doc: &'a Doc<'a>,
    /// What every token of the document may mean.
    pub words: &'a [Word],
    /// First token of the sentence.
    pub start: usize,
    /// One past its last token.
    pub end: usize,
}

impl<'a> Scan<'a> {
    /// Meaning of token `i`; nothing beyond the sentence.
    pub fn at(&self, i: usize) -> Word {
        if i < self.start || i >= self.end {
            Word::No
        } else {
            self.words.get(i).copied().unwrap_or_default()
        }
    }

    /// Meaning of the token before `i`.
    pub fn before(&self, i: usize) -> Word {
        i.checked_sub(1).map_or(Word::No, |i| self.at(i))
    }

    /// Whether token `i` is that glue.
    pub fn is(&self, i: usize, glue: Glue) -> bool {
        self.at(i) == Word::Glue(glue)
    }

    /// `i + 1` if token `i` is that glue, else `i`.
    pub fn skip(&self, i: usize, glue: Glue) -> usize {
        if self.is(i, glue) { i + 1 } else { i }
    }

    /// Whether token `i` of this sentence is `word`, letter case aside.
    pub fn says(&self, i: usize, word: &str) -> bool {
        i >= self.start && i < self.end && self.doc.is(i, word)
    }

    /// Whether token `i` begins with a capital.
    pub fn is_capital(&self, i: usize) -> bool {
        self.doc.word(i).starts_with(|c: char| c.is_uppercase())
    }

    /// The tag of token `i` in this sentence.
    pub fn tag(&self, i: usize) -> Tag {
        if i < self.start || i >= self.end { Tag::Other } else { self.doc.tag(i) }
    }

    /// A cardinal number in words or digits, and where it ends.
    pub fn number(&self, i: usize) -> Option<(u32, usize)> {
        match self.at(i) {
            Word::Digits(n, _) => Some((n, i + 1)),
            Word::Number(n) => Some(self.number_words(n, i + 1)),
            Word::Glue(Glue::A) => match self.at(i + 1) {
                Word::Number(n @ (12 | 100 | 1000)) => Some(self.number_words(n, i + 2)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Goes on from a first number word: "twenty"-"four", "two" "hundred".
    fn number_words(&self, mut n: u32, mut i: usize) -> (u32, usize) {
        loop {
            let next = self.skip(i, Glue::Dash);
            n = match self.at(next) {
                Word::Number(unit @ 1..=9) if n.is_multiple_of(10) && n % 100 != 10 && n >= 20 => n + unit,
                Word::Number(scale @ (100 | 1000)) if next == i && n < scale => n * scale,
                Word::Number(12) if next == i && n < 100 => n * 12,
                _ => return (n, i),
            };
            i = next + 1;
        }
    }

    /// "three", "several", "a couple of", "two to three", "2 1/2"; and where it ends.
    pub fn amount(&self, i: usize) -> Option<(Amount, usize)> {
        match self.at(i) {
            Word::Vague => Some((Amount::Vague, i + 1)),
            Word::Glue(Glue::A) if self.at(i + 1) == Word::Vague => Some((Amount::Vague, i + 2)),
            Word::Glue(Glue::A) if self.is(i + 1, Glue::Couple) => {
                Some((Amount::Count(2), self.skip(i + 2, Glue::Of)))
            }
            Word::Glue(Glue::Couple) if self.is(i + 1, Glue::Of) => Some((Amount::Count(2), i + 2)),
            Word::Figures => Some((self.decimal(i)?, i + 1)),
            Word::Glue(Glue::Between)
                if self.number(i + 1).is_some_and(|(_, end)| self.is(end, Glue::And)) =>
            {
                let (_, end) = self.number(i + 1)?;
                self.number(end + 1).map(|(_, end)| (Amount::Vague, end))
            }
            _ => self.number(i).map(|(n, end)| self.amount_after(n, end)),
        }
    }

    fn amount_after(&self, n: u32, end: usize) -> (Amount, usize) {
        if self.doc.word(end) == "1/2" || self.doc.word(end) == "½" {
            return (Amount::AndHalf(n), end + 1);
        }
        if self.is(end, Glue::And) && self.is(end + 1, Glue::A) && self.is(end + 2, Glue::Half) {
            return (Amount::AndHalf(n), end + 3);
        }
        if matches!(self.at(end), Word::Glue(Glue::To | Glue::Or | Glue::Dash))
            && let Some((high, end)) = self.number(end + 1)
            && high > n
        {
            return (Amount::Vague, end);
        }
        (Amount::Count(n), end)
    }

    /// "2.5".
    fn decimal(&self, i: usize) -> Option<Amount> {
        let (whole, rest) = self.doc.word(i).split_once('.')?;
        let n = whole.parse().ok()?;
        match rest {
            "5" => Some(Amount::AndHalf(n)),
            _ => rest.bytes().all(|b| b.is_ascii_digit()).then_some(Amount::Vague),
        }
    }

    /// A year in four digits, with an apostrophe, or spoken ("nineteen ninety-seven").
    pub fn year(&self, i: usize) -> Option<(i16, usize)> {
        match self.at(i) {
            Word::Digits(n @ 1000..=2999, 4) => Some((n as i16, i + 1)),
            Word::ShortYear(year) => Some((year, i + 1)),
            Word::Number(century @ (17..=19)) => {
                let Word::Number(10..=99) = self.at(i + 1) else { return None };
                let (rest, end) = self.number(i + 1)?;
                (rest < 100).then_some(((century * 100 + rest) as i16, end))
            }
            _ => None,
        }
    }

    /// The year that may follow a finer date: "2019", ", 2019", "of 2019", "last year", "of this year", "the same year".
    pub fn year_after(&self, i: usize) -> Option<(Year, usize)> {
        let at = self.skip(i, Glue::Comma);
        if let (Word::Digits(..) | Word::ShortYear(_) | Word::Number(_), Some((year, end))) =
            (self.at(at), self.year(at))
        {
            return Some((Year::Number(year), end));
        }
        let of = self.is(i, Glue::Of);
        let at = self.skip(self.skip(i, Glue::Of), Glue::Fiscal);
        if of && let Some((year, end)) = self.year(at) {
            return Some((Year::Number(year), end));
        }
        let (rel, at) = match self.at(at) {
            Word::Rel(rel @ (Rel::Last | Rel::This | Rel::Next | Rel::That)) => (rel, at + 1),
            Word::Glue(Glue::The) if of && matches!(self.at(at + 1), Word::Rel(_)) => match self.at(at + 1) {
                Word::Rel(rel) => (rel, at + 2),
                _ => return None,
            },
            Word::Glue(Glue::The) if of => (Rel::This, at + 1),
            Word::Glue(Glue::The) if self.at(at + 1) == Word::Rel(Rel::Same) => (Rel::Same, at + 2),
            _ => return None,
        };
        let at = self.skip(at, Glue::Fiscal);
        match self.at(at) {
            Word::Unit(super::calendar::Unit::Year) => Some((Year::Rel(rel), at + 1)),
            _ => None,
        }
    }
}
