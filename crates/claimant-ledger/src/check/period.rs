//! Periods of days, and the cells that name them: years, fiscal years, months, days.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::Serialize;

/// A closed range of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day, not before the first.
    pub to: Date,
}

impl Period {
    /// The period between two days; `None` if they are the wrong way round.
    pub fn new(from: Date, to: Date) -> Option<Period> {
        (from <= to).then_some(Period { from, to })
    }

    /// The fiscal year numbered `year` that starts in month `starts` (1 to 12); in January it is the calendar year.
    pub fn fiscal(year: i16, starts: i8) -> Option<Period> {
        let first_year = if starts == 1 { year } else { year.checked_sub(1)? };
        let from = Date::new(first_year, starts, 1).ok()?;
        Period::new(from, from.checked_add(1.year()).ok()?.yesterday().ok()?)
    }

    /// The calendar month.
    pub fn month(year: i16, month: i8) -> Option<Period> {
        let from = Date::new(year, month, 1).ok()?;
        Period::new(from, from.last_of_month())
    }

    /// What a cell of a period column names, by its shape: `2021`, `FY2021`, `2021-10`, `2021-10-05`. Years are
    /// fiscal years that start in month `starts`.
    pub fn of_cell(cell: &str, starts: i8) -> Option<Period> {
        let cell = cell.trim().trim_start_matches("FY").trim_start();
        let mut numbers = cell.split('-');
        let year = digits(numbers.next()?, 4)?;
        match (numbers.next(), numbers.next(), numbers.next()) {
            (None, ..) => Period::fiscal(year, starts),
            (Some(month), None, _) => Period::month(year, digits(month, 2)? as i8),
            (Some(month), Some(day), None) => {
                let day = Date::new(year, digits(month, 2)? as i8, digits(day, 2)? as i8).ok()?;
                Period::new(day, day)
            }
            _ => None,
        }
    }

    /// Whether the two share a day.
    pub fn meets(self, other: Period) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Period) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The day after the last one.
    pub fn next_day(self) -> Date {
        self.to.tomorrow().unwrap_or(date(9999, 12, 31))
    }
}

/// A number of exactly `length` digits.
fn digits(text: &str, length: usize) -> Option<i16> {
    let whole = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    whole.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} to {}", self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_name_periods() {
        let period = |cell, starts| Period::of_cell(cell, starts).map(|p| p.to_string());
        assert_eq!(period("2021", 1).as_deref(), Some("2021-01-01 to 2021-12-31"));
        assert_eq!(period("2021", 10).as_deref(), Some("2020-10-01 to 2021-09-30"));
        assert_eq!(period("FY2021", 4).as_deref(), Some("2020-04-01 to 2021-03-31"));
        assert_eq!(period("2024-02", 10).as_deref(), Some("2024-02-01 to 2024-02-29"));
        assert_eq!(period("2024-02-29", 1).as_deref(), Some("2024-02-29 to 2024-02-29"));
        for bad in ["", "21", "2021-13", "2021-00", "2023-02-29", "2021-1", "2021-01-01-01", "May 2021"] {
            assert_eq!(period(bad, 1), None, "{bad}");
        }
        assert_eq!(period("2021", 0), None);
        assert_eq!(period("2021", 13), None);
    }
}
