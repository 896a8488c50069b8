//! Periods of days.

use crate::{Date, Time};

/// Both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// Days in a month, on average.
const MONTH: f64 = 365.25 / 12.0;

impl Period {
    /// The period of a time that has both ends.
    pub fn of(time: &Time) -> Option<Period> {
        let (from, to) = (time.from?, time.to?);
        (from <= to).then_some(Period { from, to })
    }

    /// Number of days.
    pub fn days(self) -> f64 {
        f64::from(self.from.until(self.to).map_or(0, |span| span.get_days())) + 1.0
    }

    /// Length and unit to reckon with: whole calendar months where both ends fit, else days.
    pub fn length(self) -> (f64, &'static str) {
        let whole = self.from.day() == 1 && self.to == self.to.last_of_month();
        let years = f64::from(self.to.year()) - f64::from(self.from.year());
        let months = years * 12.0 + f64::from(self.to.month()) - f64::from(self.from.month()) + 1.0;
        if whole { (months, "months") } else { (self.days(), "days") }
    }

    /// Length in months.
    pub fn months(self) -> f64 {
        let (length, unit) = self.length();
        if unit == "months" { length } else { length / MONTH }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Period) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether the two share a day.
    pub fn meets(self, other: Period) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Days that both share.
    pub fn shared_days(self, other: Period) -> f64 {
        if !self.meets(other) {
            return 0.0;
        }
        Period { from: self.from.max(other.from), to: self.to.min(other.to) }.days()
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}..{}", self.from, self.to)
    }
}
