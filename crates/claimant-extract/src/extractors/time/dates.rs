//! The grammar of dates: days, months, years and what points at them.

use claimant_doc::Tag;

use super::calendar::Unit;
use super::expr::{Core, Said, Year};
use super::figures::figures;
use super::holiday;
use super::known;
use super::scan::Scan;
use super::word::{Glue, Rel, Shift, Word};

/// What a rule finds: the date as said, and one past its last token.
pub(super) type Dated = Option<(Said, usize)>;

impl Scan<'_> {
    /// A date that starts at token `i`.
    pub fn date(&self, i: usize) -> Dated {
        let core = self.date_prefix(i);
        let (said, end) = self.clocked(core).or_else(|| self.plain_date(core, core > i))?;
        Some((said, self.date_suffix(end)))
    }

    /// Skips "early", "the end of", "later" before a date.
    fn date_prefix(&self, i: usize) -> usize {
        let noun = self.skip(i, Glue::The);
        if self.is(noun, Glue::EdgeNoun) && self.is(noun + 1, Glue::Of) {
            let of_noun = self.is(noun + 2, Glue::The) && matches!(self.at(noun + 3), Word::Digits(..));
            return if of_noun { i } else { self.edge(noun + 2) };
        }
        if self.is(noun, Glue::Edge) {
            return self.skip(noun + 1, Glue::Dash);
        }
        match (self.at(i), self.at(i + 1)) {
            (Word::Shift(_), Word::Rel(_) | Word::Day(_) | Word::Tonight) if self.is_earlier_later(i) => {
                i + 1
            }
            (Word::Shift(_), Word::Glue(Glue::On))
                if self.is_earlier_later(i) && self.is(i + 2, Glue::The) =>
            {
                if matches!(self.at(i + 3), Word::Unit(_)) { i + 3 } else { i }
            }
            (Word::Shift(_), Word::Glue(Glue::The)) if self.is_earlier_later(i) => i,
            _ => i,
        }
    }

    /// "USA Today", "Larry King Now": a capital inside a sentence, behind a name.
    pub(super) fn is_in_name(&self, i: usize) -> bool {
        i > self.start && self.is_capital(i) && self.is_capital(i - 1) && self.tag(i - 1).is_noun()
    }

    /// Whether a clause begins at `i` that says which day is meant: "the day [that] he left".
    fn is_clause(&self, i: usize) -> bool {
        matches!(self.tag(i), Tag::Prp | Tag::Dt | Tag::Wdt) || self.says(i, "that") || self.says(i, "when")
    }

    /// "the end of early June": an edge of an edge.
    fn edge(&self, i: usize) -> usize {
        if self.is(i, Glue::Edge) { self.skip(i + 1, Glue::Dash) } else { i }
    }

    fn is_earlier_later(&self, i: usize) -> bool {
        self.says(i, "earlier") || self.says(i, "later")
    }

    /// Swallows "or so", "and beyond" after a date.
    fn date_suffix(&self, i: usize) -> usize {
        if self.is(i, Glue::And) && self.says(i + 1, "beyond") { i + 2 } else { i }
    }

    pub(super) fn plain_date(&self, i: usize, led: bool) -> Dated {
        match self.at(i) {
            Word::Weekday(weekday) => self.weekday_date(i, weekday),
            Word::Month(_) if self.says(i + 1, "day") || self.says(i + 1, "fools") => self.holiday_date(i),
            Word::Month(month) => self.month_date(i, month, led),
            Word::Digits(n, digits) => self.digit_date(i, n, digits, led),
            Word::Ordinal(n) => self.ordinal_date(i, n, led),
            Word::Number(_) => self.spoken_date(i),
            Word::Figures => figures(self.doc.word(i)).map(|core| (Said::new(core), i + 1)),
            Word::ShortYear(year) if led || self.is_placed(i) => Some((Said::new(Core::Year(year)), i + 1)),
            // "the 1600s" are a century, "the 1900s" and "the 2000s" may be either and are ten years.
            Word::Decade(decade) if decade < 190 && decade % 10 == 0 => {
                Some((Said::new(Core::Century(decade / 10)), i + 1))
            }
            Word::Decade(decade) if self.is_decade(i) => Some((Said::new(Core::Decade(decade)), i + 1)),
            Word::Quarter(quarter) => Some(self.with_year(Core::Quarter(quarter), i + 1)),
            Word::Season(season) => self.season_date(i, season, led),
            // "Following Monday's debate": a preposition.
            Word::Rel(Rel::Following)
                if !led && matches!(self.at(i + 1), Word::Weekday(_) | Word::Holiday) =>
            {
                None
            }
            Word::Rel(rel) => self.rel_date(i, rel),
            Word::Day(_) | Word::Tonight if self.is_in_name(i) => None,
            Word::Day(days) => Some(self.with_part(Said::new(Core::Offset(days)), i + 1)),
            Word::Tonight => Some((Said { part: Some("TNI"), ..Said::new(Core::Offset(0)) }, i + 1)),
            Word::Part("TNI") if self.says(i, "overnight") => {
                Some((Said { part: Some("TNI"), ..Said::new(Core::Offset(0)) }, i + 1))
            }
            Word::Part(part @ ("TMO" | "TAF" | "TEV")) => self.part_of_day(i, part),
            Word::Holiday => self.holiday_date(i),
            Word::Unit(Unit::Year) if !led => self.year_compound(i),
            Word::Glue(Glue::YearEnd) => Some((Said::new(Core::YearEnd), i + 1)),
            Word::Glue(Glue::The) => self.the_date(i + 1),
            Word::Glue(Glue::Fiscal) if !self.is(i.wrapping_sub(1), Glue::A) => self.fiscal_date(i + 1),
            Word::Unit(Unit::Day)
                if led && matches!(self.at(i + 1), Word::Shift(Shift::Before | Shift::After)) =>
            {
                Some((Said::new(Core::Untold), i + 1))
            }
            Word::Unit(Unit::Day) if led && self.is_clause(i + 1) => None,
            Word::Unit(Unit::Day) if led && self.is(i.wrapping_sub(1), Glue::The) => {
                Some((Said::new(Core::Unit(Unit::Day)).rel(Rel::That), i + 1))
            }
            Word::Unit(unit @ (Unit::Month | Unit::Week | Unit::Quarter | Unit::Year)) if led => {
                Some((Said::new(Core::Unit(unit)), i + 1))
            }
            _ => None,
        }
    }

    /// "Monday", "Monday night", "Monday, May 18, 2015", "Friday at 3 p.m.".
    pub(super) fn weekday_date(&self, i: usize, weekday: i8) -> Dated {
        if !self.is_capital(i) && self.doc.word(i).ends_with('.') {
            return None;
        }
        let comma = self.skip(self.skip(i + 1, Glue::Comma), Glue::The);
        let dated = matches!(self.at(comma), Word::Month(_) | Word::Digits(..) | Word::Ordinal(_));
        if dated
            && let Some((said, end)) =
                self.plain_date(comma, true).filter(|(said, _)| matches!(said.core, Core::MonthDay(..)))
        {
            return Some((Said { weekday: Some(weekday), ..said }, end));
        }
        Some(self.with_part(Said::new(Core::Weekday(weekday)), i + 1))
    }

    /// "[mid-]afternoon yesterday", "late evening Friday".
    fn part_of_day(&self, i: usize, part: &'static str) -> Dated {
        let day = match self.at(i + 1) {
            Word::Weekday(_) => self.is_capital(i + 1),
            Word::Day(_) => true,
            _ => false,
        };
        let (said, end) = self.plain_date(i + 1, true).filter(|(said, _)| day && self.is_day(said))?;
        Some((Said { part: said.part.or(Some(part)), ..said }, end))
    }

    /// Adds the part of the day or the clock that follows a day.
    fn with_part(&self, said: Said, end: usize) -> (Said, usize) {
        match self.at(end) {
            Word::Part(part @ ("TMO" | "TAF" | "TEV" | "TNI")) if !self.says(end, "overnight") => {
                (Said { part: Some(part), ..said }, end + 1)
            }
            Word::Glue(Glue::On) if self.says(end, "at") => match self.clock(end + 1) {
                Some((clock, end)) => (Said { clock: Some(clock), ..said }, self.skip(end, Glue::Zone)),
                None => (said, end),
            },
            _ => (said, end),
        }
    }

    /// "May 5", "May 5, 2019", "May 2019", "May last year", "May".
    fn month_date(&self, i: usize, month: i8, led: bool) -> Dated {
        if !self.is_capital_name(i) {
            return None;
        }
        let day = match self.at(i + 1) {
            Word::Digits(day @ 1..=31, 1..=2) | Word::Ordinal(day @ 1..=31) => Some(day as i8),
            _ => None,
        };
        if let Some(day) = day {
            let said = match known::day(self.doc, i..self.end)
                .filter(|known| (known.month(), known.day()) == (month, day))
            {
                Some(known) => {
                    (Said::new(Core::MonthDay(month, day)).year(Some(Year::Number(known.year()))), i + 2)
                }
                None => self.with_year(Core::MonthDay(month, day), i + 2),
            };
            return Some(if said.0.year.is_some() { said } else { self.with_part(said.0, said.1) });
        }
        if let Some((year, end)) = self.year_after(i + 1) {
            return Some((Said::new(Core::Month(month)).year(Some(year)), end));
        }
        self.is_month(i, led).then_some((Said::new(Core::Month(month)), i + 1))
    }

    /// A capital, behind "mid-" too.
    fn is_capital_name(&self, i: usize) -> bool {
        let word = self.doc.word(i);
        word.rsplit('-').next().is_some_and(|name| name.starts_with(|c: char| c.is_uppercase()))
    }

    /// Whether a month name without day or year is a month and not a verb, a modal or a person.
    pub(super) fn is_month(&self, i: usize, led: bool) -> bool {
        let word = self.doc.word(i);
        if word.len() < 5 && word.ends_with('.') || word.len() == 3 && !self.says(i, "may") {
            return false;
        }
        let named = ["april", "may", "june", "march", "august"].iter().any(|name| self.says(i, name));
        let placed =
            led || matches!(
                self.before(i),
                Word::Glue(
                    Glue::On
                        | Glue::Since
                        | Glue::Until
                        | Glue::From
                        | Glue::Between
                        | Glue::Of
                        | Glue::Through
                        | Glue::To
                        | Glue::And
                        | Glue::Edge
                ) | Word::Rel(_)
                    | Word::Shift(_)
            ) || self.is(i + 1, Glue::Possessive);
        let person =
            self.is_capital(i + 1) && self.tag(i + 1) == Tag::Nnp && matches!(self.at(i + 1), Word::No);
        if named { placed && !person } else { placed || !person }
    }

    pub(super) fn with_year(&self, core: Core, end: usize) -> (Said, usize) {
        match self.year_after(end) {
            Some((year, end)) => (Said::new(core).year(Some(year)), end),
            None => (Said::new(core), end),
        }
    }

    /// "third quarter", "17th century", "first half of 2019", "8th of May".
    pub(super) fn ordinal_date(&self, i: usize, n: u32, led: bool) -> Dated {
        let next = self.skip(self.skip(i + 1, Glue::Dash), Glue::Fiscal);
        match self.at(next) {
            Word::Unit(Unit::Quarter) if n <= 4 => Some(self.with_year(Core::Quarter(n as i8), next + 1))
                .filter(|(_, end)| !self.is(*end, Glue::Of)),
            Word::Unit(Unit::Century) if (1..=21).contains(&n) => {
                let ours = !["BC", "BCE", "B.C."].contains(&self.doc.word(next + 1));
                ours.then(|| (Said::new(Core::Century(n as i16 - 1)), next + 1))
            }
            Word::Glue(Glue::Half) if n <= 2 => {
                let (said, end) = self.with_year(Core::Half(n as i8), next + 1);
                (said.year.is_some() || led && !self.is(end, Glue::Of)).then_some((said, end))
            }
            Word::Month(_) | Word::Glue(Glue::Of) => self.day_month(i, n),
            _ => None,
        }
    }

    /// "nineteen ninety-seven".
    fn spoken_date(&self, i: usize) -> Dated {
        let (year, end) = self.year(i)?;
        Some((Said::new(Core::Year(year)), end))
    }

    /// "summer 2010", "the summer", "in summer"; never the verbs "fall" and "spring".
    fn season_date(&self, i: usize, season: super::calendar::Season, led: bool) -> Dated {
        let (said, end) = self.with_year(Core::Season(season), i + 1);
        let placed = led || self.is(i.wrapping_sub(1), Glue::On);
        let noun = !self.is(i + 1, Glue::Of) && self.tag(i) != Tag::Vb && self.tag(i) != Tag::Vbp;
        (said.year.is_some() || (placed && noun)).then_some((said, end))
    }

    /// "Thanksgiving Day", "Christmas", "New Year's Eve".
    pub(super) fn holiday_date(&self, i: usize) -> Dated {
        if !self.is_capital(i) {
            return None;
        }
        let (holiday, end) = holiday::named(self.doc, i).filter(|(_, end)| *end <= self.end)?;
        let thing = self.says(end, "tree") || self.says(end, "trees") || self.says(end, "island");
        if thing {
            return None; // "Christmas trees", "Easter Island"
        }
        let proper = |at: usize| {
            !self.doc.word(at).starts_with(char::is_lowercase) || self.says(at, "day") || self.says(at, "eve")
        };
        (i..end).all(proper).then(|| self.with_year(Core::Holiday(holiday), end))
    }
}
