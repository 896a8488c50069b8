//! The grammar of whole expressions: periods with two ends, open periods, references, and the order of trials.

use claimant_doc::Tag;

use super::calendar::Unit;
use super::expr::{Core, Found, Said, What, Year};
use super::known;
use super::scan::Scan;
use super::word::{Glue, Rel, Word};

type Meant = Option<(What, usize)>;

impl Scan<'_> {
    /// The expression that starts at token `i`, if any.
    pub fn found(&self, i: usize) -> Option<Found> {
        if self.at(i) == Word::No {
            return None;
        }
        let (what, end) = self
            .period(i)
            .or_else(|| self.reference(i))
            .or_else(|| self.set(i))
            .or_else(|| self.stretch(i))
            .or_else(|| self.date(i).map(|(said, end)| (What::Date(said), end)))?;
        let start = self.first_token(i, end, &what);
        let end = self.end_token(end, &what);
        (end > start && end <= self.end).then_some(Found { what, start, end })
    }

    fn period(&self, i: usize) -> Meant {
        match self.at(i) {
            Word::Glue(Glue::Between) => self.two_ends(i + 1, |glue| glue == Glue::And),
            Word::Glue(Glue::From) => self.two_ends(i + 1, is_until).or_else(|| self.onward(i, i + 1)),
            Word::Glue(Glue::Since) => self.since(i + 1),
            Word::Glue(Glue::Approx) if self.says(i, "under") => {
                known::term(self.doc, i + 1..self.end).map(known_term)
            }
            Word::Glue(Glue::So) if self.is(i + 1, Glue::Far) => self.so_far(i + 2),
            Word::Glue(Glue::EdgeNoun | Glue::Starting) => self.starting(i),
            Word::Glue(Glue::The) if matches!(self.at(i + 1), Word::Digits(_, 4)) => self.bare_range(i + 1),
            Word::Digits(..) | Word::Month(_) | Word::Weekday(_) | Word::Clock(..) => self.bare_range(i),
            _ => None,
        }
    }

    /// "[between] October 2020 and May 2024": two dates around one of the joining words.
    fn two_ends(&self, i: usize, joins: fn(Glue) -> bool) -> Meant {
        let (first, at) = self.end_of_period(i, None)?;
        let at = self.skip(at, Glue::Comma);
        let Word::Glue(glue) = self.at(at) else { return None };
        if !joins(glue) {
            return None;
        }
        let (last, end) = self.end_of_period(self.second_end(at + 1), Some(&first))?;
        let (last, end) = self.in_year(&first, last, end);
        Some((What::Between(first, last), end))
    }

    /// "[between May and June] in 1981".
    fn in_year(&self, first: &Said, last: Said, end: usize) -> (Said, usize) {
        let months = |said: &Said| matches!(said.core, Core::Month(_) | Core::MonthDay(..));
        let bare = months(first) && months(&last) && first.year.or(last.year).is_none();
        match self.year(end + 1).filter(|_| bare && self.says(end, "in")) {
            Some((year, end)) => (last.year(Some(Year::Number(year))), end),
            None => (last, end),
        }
    }

    /// Skips "on", "as late as" before the second end.
    fn second_end(&self, i: usize) -> usize {
        self.skip(self.skip(i, Glue::To), Glue::On)
    }

    /// One end of a period; beside a month and day, a bare day number is of the same month.
    fn end_of_period(&self, i: usize, first: Option<&Said>) -> Option<(Said, usize)> {
        let i = self.skip(i, Glue::On);
        if let Word::Ref(value @ "PRESENT_REF") = self.at(i) {
            return Some((Said::new(Core::Ref(value)), i + 1));
        }
        if let Some((said, end)) = self.date(i) {
            return Some((said, end));
        }
        match (self.at(i), first.map(|first| first.core)) {
            (
                Word::Digits(day @ 1..=31, 1..=2) | Word::Ordinal(day @ 1..=31),
                Some(Core::MonthDay(month, _)),
            ) => {
                let core = Core::MonthDay(month, day as i8);
                Some(match self.year_after(i + 1) {
                    Some((year, end)) => (Said::new(core).year(Some(year)), end),
                    None => (Said::new(core), i + 1),
                })
            }
            (Word::Digits(n, 2), Some(Core::Year(year)))
                if n > (year % 100).unsigned_abs().into() && self.is(i - 1, Glue::Dash) =>
            {
                Some((Said::new(Core::Year(year - year % 100 + n as i16)), i + 1))
            }
            (Word::Digits(year @ 1500..=2100, 4), _) => Some((Said::new(Core::Year(year as i16)), i + 1)),
            _ => None,
        }
    }

    /// "2016-2019", "June 3-5", "Monday through Friday", "3 to 5 May": no word before.
    fn bare_range(&self, i: usize) -> Meant {
        let (first, at) = match (self.at(i), self.at(i + 2), self.at(i + 3)) {
            (Word::Digits(day @ 1..=31, 1..=2), Word::Digits(..), Word::Month(month)) => {
                (Said::new(Core::MonthDay(month, day as i8)), i + 1)
            }
            _ => self.date(i)?,
        };
        let Word::Glue(glue) = self.at(at) else { return None };
        if !(matches!(glue, Glue::Dash | Glue::Through) || glue == Glue::To && self.may_be_range(&first, at))
        {
            return None;
        }
        let (last, end) = self.end_of_period(at + 1, Some(&first))?;
        let same = std::mem::discriminant(&first.core) == std::mem::discriminant(&last.core);
        let ordered = !matches!((first.core, last.core), (Core::Year(a), Core::Year(b)) if a >= b);
        (same && ordered && !is_life(&first, &last)).then_some((What::Between(first, last), end))
    }

    /// "1991 to 1997" is a period, "moved from Tuesday to Friday" was tried before.
    fn may_be_range(&self, first: &Said, at: usize) -> bool {
        matches!(first.core, Core::Year(_) | Core::MonthDay(..))
            && matches!(self.at(at + 1), Word::Digits(..) | Word::Month(_))
    }

    /// "since 2011", "since the invasion of Ukraine", "since then" stays out.
    fn since(&self, i: usize) -> Meant {
        let rest = i..self.end;
        if let Some((day, end)) = known::event(self.doc, rest) {
            return Some((What::Known(day, None), end));
        }
        let at = self.skip(i, Glue::On);
        let (said, end) = match self.stretch(at) {
            Some((What::Shifted(..), _)) => return None,
            _ => self.date(at)?,
        };
        let ends_here = !matches!(said.core, Core::Ref(_));
        ends_here.then_some((What::Since(said), end))
    }

    /// "so far this year", "so far in 2024".
    fn so_far(&self, i: usize) -> Meant {
        let (said, end) = self.date(self.skip(i, Glue::On))?;
        Some((What::SoFar(said), end))
    }

    /// "beginning in 2010", "starting Monday", "effective Dec. 7".
    fn starting(&self, i: usize) -> Meant {
        let verb = self.says(i, "beginning") || self.is(i, Glue::Starting);
        if !verb || self.is(i + 1, Glue::Of) {
            return None;
        }
        let (said, end) = self.date(self.skip(i + 1, Glue::On))?;
        Some((What::From(said), end))
    }

    /// "From Friday, …", "from 2022 onwards".
    fn onward(&self, i: usize, at: usize) -> Meant {
        let (said, end) = self.date(at)?;
        if self.is(end, Glue::Onward) {
            return Some((What::From(said), end + 1));
        }
        if self.is(end, Glue::On) && self.says(end, "on") && self.tag(end + 1).is_punctuation() {
            return Some((What::From(said), end + 1));
        }
        (i == self.start && self.is(end, Glue::Comma) && said.core != Core::YearAgo)
            .then_some((What::From(said), end))
    }

    /// "right now", "at the moment", "the future", "as soon as possible", "to date".
    fn reference(&self, i: usize) -> Meant {
        let refers = |value, end| Some((What::Date(Said::new(Core::Ref(value))), end));
        match self.at(i) {
            Word::Glue(Glue::Lead) if self.says(i, "as") && self.says(i + 1, "soon") => {
                (self.says(i + 2, "as") && self.says(i + 3, "possible"))
                    .then_some(refers("FUTURE_REF", i + 4))
                    .flatten()
            }
            Word::Glue(Glue::Lead) if self.says(i, "right") && self.says(i + 1, "now") => {
                refers("PRESENT_REF", i + 2)
            }
            Word::Glue(Glue::More | Glue::Most) if self.at(i + 1) == Word::Ref("PAST_REF") => {
                refers("PAST_REF", i + 2)
            }
            Word::Ref("FUTURE_REF")
                if ["as", "after", "afterward", "before"].iter().any(|word| self.says(i + 1, word)) =>
            {
                None
            }
            Word::Ref("FUTURE_REF") if self.is_told(i) => None,
            Word::Ref("PRESENT_REF") if self.is_discourse_now(i) || self.is_in_name(i) => None,
            Word::Ref(value) => refers(value, i + 1),
            Word::Rel(Rel::These) if self.at(i + 1) == Word::Units(Unit::Day) => refers("PRESENT_REF", i + 2),
            Word::Rel(Rel::Current) if !self.is_dated_current(i) => refers("PRESENT_REF", i + 1),
            Word::Glue(Glue::To) if self.says(i + 1, "date") && !self.tag(i + 2).is_noun() => {
                refers("PRESENT_REF", i + 2)
            }
            Word::Glue(Glue::The) => self.the_reference(i).and_then(|(value, end)| refers(value, end)),
            Word::Glue(Glue::On) if self.says(i, "at") && self.says(i + 1, "the") => match () {
                () if self.says(i + 2, "moment") => refers("PRESENT_REF", i + 3),
                () if self.says(i + 2, "time") => refers("PAST_REF", i + 3),
                () => None,
            },
            Word::Glue(Glue::On) if self.says(i, "at") && self.says(i + 1, "present") => {
                refers("PRESENT_REF", i + 2)
            }
            _ => None,
        }
    }

    /// "Now, let us turn to …", "Now that …": a way to begin, not a time.
    fn is_discourse_now(&self, i: usize) -> bool {
        let opens = i == self.start || self.tag(i - 1) == Tag::Quote;
        opens
            && self.is_capital(i)
            && self.says(i, "now")
            && (self.is(i + 1, Glue::Comma) || self.says(i + 1, "that"))
    }

    /// "he soon left": soon after something past.
    fn is_told(&self, i: usize) -> bool {
        self.tag(i + 1) == Tag::Vbd || self.tag(i.wrapping_sub(1)) == Tag::Vbd
    }

    /// "the current quarter" is a date, "the current leader" a reference.
    fn is_dated_current(&self, i: usize) -> bool {
        matches!(self.at(i + 1), Word::Unit(_) | Word::Units(_) | Word::Glue(Glue::Fiscal) | Word::Ordinal(_))
    }

    fn the_reference(&self, i: usize) -> Option<(&'static str, usize)> {
        if self.tag(i) == Tag::PrpS {
            return None; // "our past", "its future"
        }
        let near = i + 1 + usize::from(self.says(i + 1, "near") || self.says(i + 1, "foreseeable"));
        if self.is(near, Glue::Future) && !self.tag(near + 1).is_noun() {
            return Some(("FUTURE_REF", near + 1));
        }
        let term =
            ["near", "short", "long"].iter().any(|word| self.says(i + 1, word)) && self.says(i + 2, "term");
        if term && !self.tag(i + 3).is_noun() && !self.is(i + 3, Glue::Dash) {
            return Some(("FUTURE_REF", i + 3));
        }
        let past =
            self.at(i + 1) == Word::Rel(Rel::Past) && matches!(self.at(i + 2), Word::No | Word::Glue(_));
        let noun = matches!(self.tag(i + 2), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::Vbg);
        (past && !noun).then_some(("PAST_REF", i + 2))
    }
}

/// "8 February 1801 – 17 March 1882": two days of a life, each a date.
fn is_life(first: &Said, last: &Said) -> bool {
    let day = |said: &Said| matches!(said.core, Core::MonthDay(..));
    let years = |a: Option<Year>, b: Option<Year>| matches!((a, b), (Some(Year::Number(a)), Some(Year::Number(b))) if b - a > 1);
    day(first) && day(last) && years(first.year, last.year)
}

fn is_until(glue: Glue) -> bool {
    matches!(glue, Glue::To | Glue::Through | Glue::Until | Glue::Dash)
}

fn known_term(term: known::Term) -> (What, usize) {
    (What::Known(term.first, term.last), term.end)
}
