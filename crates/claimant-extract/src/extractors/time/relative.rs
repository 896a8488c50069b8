//! The grammar of dates that point from where the reader stands: "last week", "the third quarter", "fiscal 2019".

use super::calendar::Unit;
use super::dates::Dated;
use super::expr::{Books, Core, Said, Year};
use super::scan::Scan;
use super::word::{Glue, Rel, Shift, Word};

impl Scan<'_> {
    /// "year-earlier", "year-ago quarter", "year-end", "year's end".
    pub(super) fn year_compound(&self, i: usize) -> Dated {
        if self.says(i + 1, "end") || self.says(i + 2, "end") && !matches!(self.at(i + 1), Word::No) {
            return Some((Said::new(Core::YearEnd), if self.says(i + 1, "end") { i + 2 } else { i + 3 }));
        }
        match self.at(i + 2) {
            Word::Shift(_) if self.is(i + 1, Glue::Dash) => {}
            _ => return None,
        }
        let end = match (self.at(i + 3), self.at(i + 4)) {
            (Word::Ordinal(1..=4), Word::Unit(Unit::Quarter)) => i + 5,
            (Word::Glue(Glue::Period) | Word::Unit(Unit::Quarter), _) => i + 4,
            _ => i + 3,
        };
        Some((Said::new(Core::YearAgo), end))
    }

    /// "last week", "this coming Friday", "next March", "last night", "this year's third quarter".
    pub(super) fn rel_date(&self, i: usize, rel: Rel) -> Dated {
        let (rel, at) = match (rel, self.at(i + 1)) {
            (Rel::This | Rel::That, Word::Rel(inner @ (Rel::Coming | Rel::Past | Rel::Same))) => {
                (inner, i + 2)
            }
            _ => (rel, i + 1),
        };
        if matches!(rel, Rel::Recent | Rel::These | Rel::Those) {
            return None;
        }
        if rel == Rel::Same
            && let Some(found) = self.same_period(at)
        {
            return Some(found);
        }
        if self.is(at, Glue::Fiscal) && self.at(at + 1) == Word::Unit(Unit::Year) {
            return Some((Said::new(Core::Unit(Unit::Year)).rel(rel).of_books(Books::Unknown), at + 2));
        }
        match self.at(at) {
            Word::Unit(Unit::Year) => Some(self.rel_year(rel, at)),
            Word::Unit(Unit::Second | Unit::Minute | Unit::Hour) => None,
            Word::Unit(unit) => Some((Said::new(Core::Unit(unit)).rel(rel), at + 1)),
            Word::Month(month)
                if self.is_capital(at)
                    && self.is_month(at, true)
                    && !matches!(self.at(at + 1), Word::Digits(1..=31, _)) =>
            {
                Some((Said::new(Core::Month(month)).rel(rel), at + 1))
            }
            Word::Month(_) => self.plain_date(at, true),
            Word::Weekday(weekday) if self.is_capital(at) => match self.weekday_date(at, weekday)? {
                (said, end) if matches!(said.core, Core::Weekday(_)) => Some((said.rel(rel), end)),
                dated => Some(dated),
            },
            Word::Season(season) if !self.is(at + 1, Glue::Of) => {
                Some((Said::new(Core::Season(season)).rel(rel), at + 1))
            }
            Word::Part(part) if part.starts_with("T") && part.len() == 3 => {
                Some((Said { part: Some(part), ..Said::new(Core::Unit(Unit::Day)).rel(rel) }, at + 1))
            }
            Word::Holiday => self.holiday_date(at).map(|(said, end)| (said.rel(rel), end)),
            Word::Ordinal(n @ 1..=4) if self.at(at + 1) == Word::Unit(Unit::Quarter) => {
                Some((Said::new(Core::Quarter(n as i8)).rel(rel), at + 2))
            }
            Word::Glue(Glue::Half) if rel == Rel::Last => {
                Some(self.with_year(Core::Half(2), at + 1)).filter(|(said, _)| said.year.is_some())
            }
            Word::Glue(Glue::Period) if matches!(rel, Rel::Latest) => {
                Some((Said::new(Core::Unit(Unit::Quarter)).rel(rel), at + 1))
            }
            _ => None,
        }
    }

    /// "the same period last year", "the corresponding quarter a year earlier", "the comparable year-ago period".
    fn same_period(&self, i: usize) -> Dated {
        let at =
            if self.at(i) == Word::Unit(Unit::Year) && self.year_compound(i).is_some() { i + 3 } else { i };
        if !(self.is(at, Glue::Period) || self.at(at) == Word::Unit(Unit::Quarter)) {
            return None;
        }
        let ago = Said::new(Core::YearAgo);
        if at > i {
            return Some((ago, at + 1));
        }
        let next = if self.is(at + 1, Glue::Of) || self.is(at + 1, Glue::On) { at + 2 } else { at + 1 };
        let next = self.skip(next, Glue::The);
        match (self.at(next), self.at(next + 1), self.at(next + 2)) {
            (Word::Rel(Rel::Last | Rel::Previous), Word::Unit(Unit::Year), _) => Some((ago, next + 2)),
            (Word::Glue(Glue::A), Word::Unit(Unit::Year), Word::Shift(_)) => Some((ago, next + 3)),
            _ => {
                let (year, end) = self.year(next)?;
                let said = Said::new(Core::Unit(Unit::Quarter)).year(Some(Year::Number(year)));
                Some((said, end))
            }
        }
    }

    /// "this year", "this year's third quarter", "last year's quarter".
    fn rel_year(&self, rel: Rel, at: usize) -> (Said, usize) {
        let plain = (Said::new(Core::Unit(Unit::Year)).rel(rel), at + 1);
        if !self.is(at + 1, Glue::Possessive) {
            return plain;
        }
        match (self.at(at + 2), self.at(at + 3)) {
            (Word::Ordinal(n @ 1..=4), Word::Unit(Unit::Quarter)) => {
                (Said::new(Core::Quarter(n as i8)).year(Some(Year::Rel(rel))), at + 4)
            }
            (Word::Ordinal(n @ 1..=2), Word::Glue(Glue::Half)) => {
                (Said::new(Core::Half(n as i8)).year(Some(Year::Rel(rel))), at + 4)
            }
            (Word::Season(season), _) => (Said::new(Core::Season(season)).year(Some(Year::Rel(rel))), at + 3),
            _ => plain,
        }
    }

    /// What follows "the": "the third quarter", "the year 2000", "the weekend", "the night of Monday".
    pub(super) fn the_date(&self, i: usize) -> Dated {
        match self.at(i) {
            Word::Unit(Unit::Year)
                if self.year(i + 1).is_some() || matches!(self.at(i + 1), Word::Number(2)) =>
            {
                self.the_year(i)
            }
            Word::Unit(Unit::Week) if self.is(i + 1, Glue::Of) => self.week_of(i + 2),
            Word::Unit(Unit::Day | Unit::Quarter) if self.is(i + 1, Glue::Of) => None,
            Word::Unit(unit @ (Unit::Week | Unit::Weekend | Unit::Quarter | Unit::Year | Unit::Month)) => {
                if unit == Unit::Year
                    && let Some(found) = self.year_compound(i)
                {
                    return Some(found);
                }
                let ordinary = !self.is(i + 1, Glue::Dash)
                    && !matches!(self.at(i + 1), Word::Shift(Shift::Before | Shift::After | Shift::Ago));
                ordinary.then_some((Said::new(Core::Unit(unit)), i + 1))
            }
            Word::Part(part @ ("TMO" | "TAF" | "TEV" | "TNI")) => self.the_part(i, part),
            Word::Glue(Glue::Extra) if self.at(i + 1) == Word::Unit(Unit::Year) && self.says(i, "full") => {
                Some((Said::new(Core::Unit(Unit::Year)).rel(Rel::This), i + 2))
            }
            Word::Rel(Rel::Past) if matches!(self.at(i + 1), Word::Unit(_)) => None,
            Word::Glue(Glue::The | Glue::YearEnd) | Word::Day(_) | Word::Tonight | Word::Ref(_) => None,
            Word::Rel(rel) => self.rel_date(i, rel).filter(|_| rel != Rel::This),
            Word::Season(_) if self.is(i + 1, Glue::Of) && self.year_after(i + 1).is_none() => None,
            _ => self.plain_date(i, true),
        }
    }

    /// "year 2000", "year two thousand".
    fn the_year(&self, i: usize) -> Dated {
        let (year, end) = match self.year(i + 1) {
            Some(found) => found,
            None => self
                .number(i + 1)
                .filter(|(n, _)| (1900..2100).contains(n))
                .map(|(n, end)| (n as i16, end))?,
        };
        Some((Said::new(Core::Year(year)), end))
    }

    /// "the week of March 3".
    fn week_of(&self, i: usize) -> Dated {
        let (said, end) = self.plain_date(i, false)?;
        matches!(said.core, Core::MonthDay(..) | Core::Exact(_))
            .then_some((Said { rel: Some(Rel::Same), part: Some("W"), ..said }, end))
    }

    /// "the night of Monday", "the night of June 21", "the morning".
    fn the_part(&self, i: usize, part: &'static str) -> Dated {
        if self.is(i + 1, Glue::Of)
            && let Some((said, end)) =
                self.plain_date(self.skip(i + 2, Glue::The), false).filter(|(said, _)| self.is_day(said))
        {
            return Some((Said { part: Some(part), ..said }, self.through_next_day(end)));
        }
        let hangs =
            matches!(self.at(i + 1), Word::Rel(Rel::Following) | Word::Shift(Shift::Before | Shift::After));
        let core = if hangs { Core::Untold } else { Core::Clock };
        Some((Said { part: Some(part), ..Said::new(core) }, i + 1))
    }

    /// "the night of Monday to Tuesday" is one night.
    fn through_next_day(&self, end: usize) -> usize {
        let to = matches!(self.at(end), Word::Glue(Glue::To | Glue::Dash));
        if to && matches!(self.at(end + 1), Word::Weekday(_)) { end + 2 } else { end }
    }

    /// "fiscal 2019", "fiscal year 2019", "fiscal third quarter".
    pub(super) fn fiscal_date(&self, i: usize) -> Dated {
        let i = self.skip(i, Glue::Dash);
        match self.at(i) {
            Word::Unit(Unit::Year) => match self.year(i + 1) {
                Some((year, end)) => Some((self.fiscal_year(year, end), end)),
                None => Some((Said::new(Core::Unit(Unit::Year)).of_books(Books::Unknown), i + 1)),
            },
            Word::Ordinal(n) => {
                let (said, end) = self.ordinal_date(i, n, true)?;
                Some((said.of_books(Books::Unknown), end))
            }
            _ => self.year(i).map(|(year, end)| (self.fiscal_year(year, end), end)),
        }
    }

    /// Whose year it is: the federal government's where the sentence talks of it.
    pub(super) fn fiscal_year(&self, year: i16, end: usize) -> Said {
        let near = self.start.max(end.saturating_sub(FISCAL_REACH))..self.end.min(end + FISCAL_REACH);
        let federal = near.into_iter().any(|i| FEDERAL.contains(&self.doc.word(i)));
        let books = if federal { Books::Federal } else { Books::Unknown };
        Said::new(Core::Year(year)).of_books(books)
    }
}

/// Words beside which a fiscal year is that of the United States government: October to September.
const FEDERAL: &[&str] = &[
    "federal", "Federal", "Congress", "Pentagon", "CBP", "DHS", "ICE", "FEMA", "Treasury", "Border",
    "Medicare",
];

/// How far from a fiscal year those words may stand, in tokens.
const FISCAL_REACH: usize = 40;
