//! The numbers that a figure allows, and arithmetic on them.

use std::fmt;

use serde::Serialize;

use crate::{Bound, Quantity};

/// "About" is read as within five percent either way.
const ABOUT: f64 = 0.05;

/// From `low` to `high`; an open end is not itself included, an infinite one never is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lowest number, 0 where only the top is bounded.
    pub low: f64,
    /// The highest number; may be infinite.
    pub high: f64,
    /// Whether `low` itself is excluded.
    pub low_open: bool,
    /// Whether `high` itself is excluded.
    pub high_open: bool,
}

impl Interval {
    /// Both ends included.
    pub fn closed(low: f64, high: f64) -> Interval {
        Interval { low, high, low_open: false, high_open: false }
    }

    /// `middle` and what lies within `by` of it.
    pub fn around(middle: f64, by: f64) -> Interval {
        Interval::closed(middle - by, middle + by)
    }

    /// From `low` on.
    pub fn above(low: f64, low_open: bool) -> Interval {
        Interval { low, high: f64::INFINITY, low_open, high_open: true }
    }

    /// From nothing to `high`.
    pub fn below(high: f64, high_open: bool) -> Interval {
        Interval { low: 0.0, high, low_open: false, high_open }
    }

    /// What `quantity` allows, by its value and bound; `None` without a value.
    pub fn of(quantity: &Quantity) -> Option<Interval> {
        let value = quantity.value?;
        let exact = Interval::closed(value, value);
        Some(match quantity.bound {
            Bound::Exact => Interval::closed(value, quantity.high.unwrap_or(value)),
            Bound::About => {
                let high = quantity.high.unwrap_or(value);
                Interval::closed(value - ABOUT * value.abs(), high + ABOUT * high.abs())
            }
            Bound::AtLeast => Interval { high: f64::INFINITY, high_open: true, ..exact },
            Bound::MoreThan => Interval {
                high: quantity.high.unwrap_or(f64::INFINITY),
                low_open: true,
                high_open: true,
                ..exact
            },
            Bound::AtMost => Interval { low: 0.0, high: quantity.high.unwrap_or(value), ..exact },
            Bound::LessThan => {
                Interval { low: 0.0, high: quantity.high.unwrap_or(value), high_open: true, ..exact }
            }
            Bound::Range | Bound::Several => Interval::closed(value, quantity.high.unwrap_or(value)),
        })
    }

    /// Wider by `by` at each end.
    pub fn widened(self, by: f64) -> Interval {
        Interval { low: self.low - by, high: self.high + by, ..self }
    }

    /// Whether some number lies in both.
    pub fn meets(self, other: Interval) -> bool {
        let below =
            |a: Interval, b: Interval| a.high < b.low || a.high == b.low && (a.high_open || b.low_open);
        !below(self, other) && !below(other, self)
    }

    /// Whether every number of `other` lies in it.
    pub fn contains(self, other: Interval) -> bool {
        let low = self.low < other.low || self.low == other.low && (!self.low_open || other.low_open);
        let high = self.high > other.high || self.high == other.high && (!self.high_open || other.high_open);
        low && high
    }

    /// Whether some number of `self` is not above some number of `other`.
    pub fn can_be_part_of(self, other: Interval) -> bool {
        self.low < other.high || self.low == other.high && !self.low_open && !other.high_open
    }

    /// Sum of the two.
    pub fn plus(self, other: Interval) -> Interval {
        Interval {
            low: self.low + other.low,
            high: self.high + other.high,
            low_open: self.low_open || other.low_open,
            high_open: self.high_open || other.high_open,
        }
    }

    /// Both ends divided by a positive number.
    pub fn divided(self, by: f64) -> Interval {
        Interval { low: self.low / by, high: self.high / by, ..self }
    }

    /// Each number times `factor`, above zero.
    pub fn times(self, factor: f64) -> Interval {
        Interval { low: self.low * factor, high: self.high * factor, ..self }
    }

    /// `self` over `other`, both not below zero; `None` where `other` may be zero.
    pub fn over(self, other: Interval) -> Option<Interval> {
        (other.low > 0.0).then(|| Interval {
            low: self.low / other.high,
            high: self.high / other.low,
            low_open: self.low_open || other.high_open,
            high_open: self.high_open || other.low_open,
        })
    }

    /// Half its width.
    pub fn half_width(self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// `self` as percent of `whole`; both are counts, so not below zero.
    pub fn percent_of(self, whole: Interval) -> Interval {
        Interval {
            low: if whole.high.is_finite() { 100.0 * self.low / whole.high } else { 0.0 },
            high: if whole.low > 0.0 { 100.0 * self.high / whole.low } else { f64::INFINITY },
            low_open: self.low_open || whole.high_open,
            high_open: self.high_open || whole.low_open,
        }
    }

    /// As words for a person: "at least 10", "more than 34.1", "40 to 60".
    pub fn words(self) -> String {
        let (low, high) = (number(self.low), number(self.high));
        match (self.low > 0.0, self.high.is_finite()) {
            (_, true) if low == high => low,
            (true, true) => format!("{low} to {high}"),
            (false, true) => format!("{} {high}", if self.high_open { "less than" } else { "at most" }),
            (_, false) => format!("{} {low}", if self.low_open { "more than" } else { "at least" }),
        }
    }
}

impl fmt::Display for Interval {
    /// Mathematical: `[500, ∞)`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = if self.low_open { '(' } else { '[' };
        let close = if self.high_open || self.high.is_infinite() { ')' } else { ']' };
        write!(out, "{open}{}, {}{close}", number(self.low), number(self.high))
    }
}

/// A number for people: whole as it is, from ten on with one decimal, below with up to three digits that count.
pub fn number(value: f64) -> String {
    if value.is_infinite() {
        return "∞".to_owned();
    }
    let size = value.abs();
    let decimals = match size {
        _ if value.fract() == 0.0 => 0,
        _ if size >= 10.0 => 1,
        _ if size >= 0.1 => 2,
        _ => 4,
    };
    let text = format!("{value:.decimals$}");
    if decimals == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_count_or_not() {
        let more = Interval::above(1500.0, true);
        assert!(more.contains(Interval::closed(1501.0, 1600.0)));
        assert!(!more.contains(Interval::closed(1500.0, 1600.0)));
        assert!(!more.meets(Interval::closed(0.0, 1500.0)) && more.meets(Interval::closed(0.0, 1500.5)));
        let less = Interval::below(10.0, true);
        assert!(less.contains(Interval::closed(0.0, 9.0)) && !less.contains(Interval::closed(0.0, 10.0)));
        assert!(Interval::closed(10.0, 20.0).meets(Interval::closed(20.0, 30.0)));
    }

    #[test]
    fn ratios_need_a_base() {
        let ratio = Interval::closed(95.0, 105.0).over(Interval::closed(45.0, 55.0));
        assert_eq!(ratio.map(|r| (r.low, r.high)), Some((95.0 / 55.0, 105.0 / 45.0)));
        assert_eq!(Interval::closed(1.0, 2.0).over(Interval::closed(0.0, 5.0)), None);
    }
}
