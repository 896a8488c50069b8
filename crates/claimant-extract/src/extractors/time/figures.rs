//! The grammar of dates in figures: "18 May 2019", "2024-05-18", "2019", and what is no date at all.

use claimant_doc::Tag;
use jiff::civil::Date;

use super::calendar::Unit;
use super::dates::Dated;
use super::expr::{Core, Said, Year};
use super::scan::Scan;
use super::word::{Glue, Word, century_of};

impl Scan<'_> {
    /// "1980s" stands alone; "eighties" wants "the"; two-digit decades an apostrophe or "the".
    pub(super) fn is_decade(&self, i: usize) -> bool {
        let word = self.doc.word(i);
        let the = self.says(i.wrapping_sub(1), "the") || self.is(i.wrapping_sub(1), Glue::Edge);
        word.starts_with(['1', '2']) && word.len() >= 5
            || !word.starts_with(|c: char| c.is_ascii_digit()) && the
            || word.starts_with(['\'', '’', '‘'])
    }

    /// "18 May 2019", "2019-05-18" in pieces, "2019", "2019 third quarter".
    pub(super) fn digit_date(&self, i: usize, n: u32, digits: u8, led: bool) -> Dated {
        if let Some(found) = self.era_date(i, n) {
            return Some(found);
        }
        if n <= 31 && digits <= 2 {
            return self.day_month(i, n);
        }
        if digits != 4 {
            return None;
        }
        if let Some(date) = self.split_iso(i) {
            return Some((Said::new(Core::Exact(date)), i + 5));
        }
        self.year_date(i, n, led)
    }

    /// "508 BC", "AD 79", "394 CE".
    fn era_date(&self, i: usize, n: u32) -> Dated {
        let says = |at: usize, eras: &[&str]| eras.contains(&self.doc.word(at));
        let year = u16::try_from(n).ok().filter(|n| (1..=9999).contains(n))?;
        match () {
            () if says(i + 1, BEFORE) => Some((Said::new(Core::Before(year)), i + 2)),
            () if says(i + 1, AFTER) => Some((Said::new(Core::Year(i16::try_from(year).ok()?)), i + 2)),
            () if i > self.start && says(i - 1, &["AD", "A.D."]) => {
                Some((Said::new(Core::Year(i16::try_from(year).ok()?)), i + 1))
            }
            () => None,
        }
    }

    /// "18 May", "18th of May".
    pub(super) fn day_month(&self, i: usize, day: u32) -> Dated {
        let at = self.skip(i + 1, Glue::Of);
        match self.at(at) {
            Word::Month(month) if (1..=31).contains(&day) && self.is_capital(at) => {
                Some(self.with_year(Core::MonthDay(month, day as i8), at + 1))
            }
            _ => None,
        }
    }

    fn split_iso(&self, i: usize) -> Option<Date> {
        match [self.at(i), self.at(i + 1), self.at(i + 2), self.at(i + 3), self.at(i + 4)] {
            [
                Word::Digits(year, 4),
                Word::Glue(Glue::Dash),
                Word::Digits(month, 2),
                Word::Glue(Glue::Dash),
                Word::Digits(day, 2),
            ] => Date::new(year as i16, month as i8, day as i8).ok(),
            _ => None,
        }
    }

    fn year_date(&self, i: usize, n: u32, led: bool) -> Dated {
        if !self.is_year(i, n, led) {
            return None;
        }
        let year = n as i16;
        let quarter = match (self.at(i + 1), self.at(i + 2)) {
            (Word::Ordinal(n @ 1..=4), Word::Unit(Unit::Quarter)) => Some(n as i8),
            _ => None,
        };
        if let Some(quarter) = quarter {
            return Some((Said::new(Core::Quarter(quarter)).year(Some(Year::Number(year))), i + 3));
        }
        if self.is(i + 1, Glue::Period) || self.at(i + 1) == Word::Unit(Unit::Quarter) {
            return Some((Said::new(Core::Unit(Unit::Quarter)).year(Some(Year::Number(year))), i + 2));
        }
        // "the 2017 fiscal year"
        if self.is(i + 1, Glue::Fiscal) && self.at(i + 2) == Word::Unit(Unit::Year) {
            return Some((self.fiscal_year(year, i + 1), i + 3));
        }
        Some((Said::new(Core::Year(year)), i + 1))
    }

    /// Whether four digits are a year: by their size, by what stands before, and not a count of what follows.
    fn is_year(&self, i: usize, n: u32, led: bool) -> bool {
        if !(1000..=2100).contains(&n)
            || self.tag(i.wrapping_sub(1)) == Tag::Sym
            || self.follows_dash_figure(i)
        {
            return false;
        }
        if self.is_counted(i) || self.is_name(i, led) {
            return false;
        }
        let placed = led || self.is_placed(i);
        match n {
            1900..=2100 => placed || self.tag(i + 1) != Tag::Nns || self.is_capital(i + 1),
            1500..=1899 => placed && self.tag(i + 1) != Tag::Nns || self.is_bracketed(i),
            _ => {
                self.is(i.wrapping_sub(1), Glue::On)
                    && !self.tag(i + 1).is_noun()
                    && self.tag(i + 1) != Tag::Jj
            }
        }
    }

    /// Whether the digits at `i` count or measure what follows, or belong to a compound or another era.
    fn is_counted(&self, i: usize) -> bool {
        let compound = self.is(i + 1, Glue::Dash) && self.at(i + 2) == Word::No && !self.spaced(i + 1);
        let after = ["%", "percent", "people", "Index", "index"].contains(&self.doc.word(i + 1));
        compound || after || matches!(self.at(i + 1), Word::Units(_) | Word::Number(_))
    }

    /// Whether the digits at `i` are part of a name: "page 1999", "Orion 1980,".
    fn is_name(&self, i: usize, led: bool) -> bool {
        let before = i.wrapping_sub(1);
        let proper = !led && self.tag(before) == Tag::Nnp && self.at(before) == Word::No;
        let quoted = matches!(self.doc.word(i + 1), ";" | ")");
        NUMBERED.iter().any(|noun| self.says(before, noun))
            || proper && self.tag(i + 1).is_punctuation() && !quoted
    }

    /// Whether the word before leads to a date.
    pub(super) fn is_placed(&self, i: usize) -> bool {
        matches!(
            self.before(i),
            Word::Glue(
                Glue::On
                    | Glue::Since
                    | Glue::Until
                    | Glue::From
                    | Glue::Between
                    | Glue::Of
                    | Glue::Edge
                    | Glue::Through
                    | Glue::Circa
            ) | Word::Shift(_)
        )
    }

    fn follows_dash_figure(&self, i: usize) -> bool {
        matches!(self.before(i), Word::Glue(Glue::Dash)) && {
            let first = self.before(i.wrapping_sub(1));
            matches!(first, Word::Digits(_, digits) if digits != 4)
                || (matches!(first, Word::No) && !self.spaced(i))
        }
    }

    /// Whether a blank stands before token `i`.
    fn spaced(&self, i: usize) -> bool {
        let start = self.doc.tokens.get(i).map_or(0, |token| token.span.start());
        self.doc.text().get(..start).is_some_and(|head| head.ends_with(char::is_whitespace))
    }

    fn is_bracketed(&self, i: usize) -> bool {
        self.tag(i.wrapping_sub(1)) == Tag::Bracket || self.tag(i + 1) == Tag::Bracket
    }
}

/// What stands behind a year before our era.
const BEFORE: &[&str] = &["BC", "BCE", "B.C.", "B.C.E."];

/// What stands behind a year of our era.
const AFTER: &[&str] = &["AD", "A.D.", "CE", "C.E."];

/// Nouns before which four digits are a name and no year.
const NUMBERED: &[&str] = &[
    "page",
    "section",
    "room",
    "flight",
    "form",
    "route",
    "resolution",
    "windows",
    "article",
    "chapter",
    "highway",
    "bill",
    "number",
    "no.",
];

/// A date in one token: "2020-01-12", "2020/01/12", "01/12/2020", "12.01.2020", "2020-01".
pub(super) fn figures(word: &str) -> Option<Core> {
    let mark = word.chars().find(|c| !c.is_ascii_digit())?;
    let mut pieces = word.split(mark);
    let (first, second, third) = (pieces.next()?, pieces.next()?, pieces.next());
    if pieces.next().is_some() || !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    let number = |s: &str| s.parse::<i16>().ok();
    let (a, b) = (number(first)?, number(second)?);
    let Some(third) = third else {
        return (word == "9/11").then(|| Date::new(2001, 9, 11).ok()).flatten().map(Core::Exact);
    };
    let c = number(third)?;
    let (year, month, day) = match (first.len(), third.len(), mark) {
        (4, 1 | 2, _) => (a, b, c),
        (1 | 2, 4, '.') => (c, b, a),
        (1 | 2, 4, _) if a > 12 => (c, b, a),
        // Month first or day first: writers differ, and only the year is sure.
        (1 | 2, 4, '/') if a != b && b <= 12 => {
            return Some(Core::Slashed(c, i8::try_from(a).ok()?, i8::try_from(b).ok()?));
        }
        (1 | 2, 4, _) => (c, a, b),
        (1 | 2, 2, '/') if a == b || b > 12 => (century_of(c), a, b),
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Core::Exact)
}
