//! Numbers that a figure allows, and arithmetic on them.

use std::fmt;

use serde::Serialize;

/// From `low` to `high`; an open end is not itself included, an infinite one never is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The low end.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// Whether the low end is left out.
    pub low_open: bool,
    /// Whether the high end is left out.
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

    /// Whether every number of `other` lies in it.
    pub fn contains(self, other: Interval) -> bool {
        let low = self.low < other.low || self.low == other.low && (!self.low_open || other.low_open);
        let high = self.high > other.high || self.high == other.high && (!self.high_open || other.high_open);
        low && high
    }

    /// Whether some number lies in both.
    pub fn meets(self, other: Interval) -> bool {
        let below =
            |a: Interval, b: Interval| a.high < b.low || a.high == b.low && (a.high_open || b.low_open);
        !below(self, other) && !below(other, self)
    }

    /// Wider by `by` at each end.
    pub fn widened(self, by: f64) -> Interval {
        Interval { low: self.low - by, high: self.high + by, ..self }
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

    /// Each number times `factor`, above zero.
    pub fn times(self, factor: f64) -> Interval {
        Interval { low: self.low * factor, high: self.high * factor, ..self }
    }

    /// Half its width.
    pub fn half_width(self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = (number(self.low), number(self.high));
        match (self.low_open, self.high.is_infinite(), self.high_open) {
            (open, true, _) => write!(out, "{} {low}", if open { "more than" } else { "at least" }),
            (false, _, false) if low == high => write!(out, "{low}"),
            (_, _, open) if self.low <= 0.0 => {
                write!(out, "{} {high}", if open { "less than" } else { "at most" })
            }
            _ => write!(out, "{low} to {high}"),
        }
    }
}

/// A number for people: thousands apart, at most two decimals.
pub fn number(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    let sign = if value < 0.0 { "-" } else { "" };
    if decimals.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_count_or_not() {
        let more = Interval::above(1500.0, true);
        assert!(
            more.contains(Interval::closed(1501.0, 1600.0))
                && !more.contains(Interval::closed(1500.0, 1600.0))
        );
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

    #[test]
    fn numbers_are_for_people() {
        assert_eq!(number(1662170.0), "1,662,170");
        assert_eq!(number(-12.5), "-12.5");
        assert_eq!(number(999.0), "999");
        assert_eq!(Interval::above(5.0, true).to_string(), "more than 5");
        assert_eq!(Interval::below(5.0, true).to_string(), "less than 5");
        assert_eq!(Interval::closed(5.0, 5.0).to_string(), "5");
        assert_eq!(Interval::closed(5.0, 6.0).to_string(), "5 to 6");
    }
}
