//! A quantity as the numbers that its words allow: strictly, and at most.
//!
//! Two intervals stand for a figure. Within the strict one the words are plainly true. Outside the lenient one they
//! are plainly false. Between the two lies what rounding may explain, and there nobody is told anything. How wide both
//! are is decided by the bound ("about", "nearly", "more than") and by the precision that the writer used: 1.66 million
//! is good to 10,000, 2 million to a million.

use claimant_doc::interval::Interval;
use claimant_doc::{Bound, Quantity, QuantityKind, Standing};

use super::told::{limits, number};
use super::verdict::Why;

/// A figure is never taken to be rounded by more than this part of itself and still plainly true.
const ROUNDED: f64 = 0.05;
/// The same for a figure written out in digits, without "about" or "million".
const WRITTEN_OUT: f64 = 0.02;
/// Figures below this are not taken to be rounded unless they say so.
const COUNTED: f64 = 100.0;
/// How far below its figure "nearly" reaches, plainly and at most.
const NEARLY: (f64, f64) = (0.05, 0.10);

/// What a figure counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// What the table counts.
    Count,
    /// Hundredths.
    Percent,
}

/// A figure as intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its unit.
    pub unit: Unit,
    /// The number written.
    pub value: f64,
    /// Where the words are plainly true.
    pub strict: Interval,
    /// Where they may be.
    pub lenient: Interval,
    /// Whether it is a number that may be rounded, not a bound.
    pub is_point: bool,
    /// How it was read, for people.
    pub reading: String,
}

impl Figure {
    /// The figure of `quantity`, whose words are `words`.
    pub fn of(quantity: &Quantity, words: &str) -> Result<Figure, Why> {
        refuse(quantity, words)?;
        let unit = unit(quantity)?;
        let value = quantity.value.ok_or(Why::Figure("without a number"))?;
        if unit == Unit::Count && (value.fract() != 0.0 || value < 0.0) {
            return Err(Why::Figure("a fraction"));
        }
        let high = quantity.high.unwrap_or(value);
        let step = step(words, value, unit);
        let (strict, lenient) = match unit {
            Unit::Percent => percent(quantity, words, value, high, step),
            Unit::Count => count(quantity, words, value, high, step),
        };
        let is_point = matches!(quantity.bound, Bound::Exact | Bound::About) && high == value;
        let reading = format!(
            "“{words}” is read as {}, at most {}; written to {}",
            limits(strict),
            limits(lenient),
            number(step)
        );
        Ok(Figure { unit, value, strict, lenient, is_point, reading })
    }
}

/// Figures that are not of the kind that a table holds.
fn refuse(quantity: &Quantity, words: &str) -> Result<(), Why> {
    let lower = words.to_lowercase();
    match (quantity.standing, quantity.emphasis.as_deref()) {
        (Some(Standing::Additive), _) => Err(Why::Figure("on top of another one")),
        (Some(Standing::Superseded), _) => Err(Why::Figure("one that was replaced")),
        (_, Some(emphasis)) if emphasis.contains("record") => Err(Why::Figure("said to be a record")),
        _ if lower.contains("average") || lower.contains("projected") => {
            Err(Why::Figure("an average or a model's"))
        }
        _ if quantity.kind == QuantityKind::Rate => Err(Why::Figure("a rate")),
        _ => Ok(()),
    }
}

fn unit(quantity: &Quantity) -> Result<Unit, Why> {
    let is_percent = quantity.unit.as_deref() == Some("percent");
    match quantity.kind {
        QuantityKind::Count => Ok(Unit::Count),
        QuantityKind::Percent | QuantityKind::Change if is_percent => Ok(Unit::Percent),
        _ => Err(Why::OtherUnit(quantity.unit.clone().unwrap_or_else(|| quantity.kind.to_string()))),
    }
}

/// What the last written digit is worth. Zeros at the end of a whole number are taken as rounded off, in a percentage
/// as written.
fn step(words: &str, value: f64, unit: Unit) -> f64 {
    let mantissa = words.split_whitespace().find(|word| word.bytes().any(|b| b.is_ascii_digit()));
    let plain = mantissa.unwrap_or_default().trim_matches(|c: char| !c.is_ascii_digit()).replace(',', "");
    if let Some((_, decimals)) = plain.split_once('.') {
        let written = plain.parse::<f64>().ok().filter(|m| *m > 0.0);
        let scale = written.map_or(1.0, |mantissa| value / mantissa);
        return scale * 10f64.powi(-(decimals.len() as i32));
    }
    let mut step = 1.0;
    while unit == Unit::Count && value >= 10.0 * step && value % (10.0 * step) == 0.0 {
        step *= 10.0;
    }
    step
}

/// Strict and lenient interval of a percentage, in points.
fn percent(quantity: &Quantity, words: &str, value: f64, high: f64, step: f64) -> (Interval, Interval) {
    let half = step / 2.0;
    match quantity.bound {
        Bound::Exact | Bound::Range | Bound::Several => same(Interval::closed(value - half, high + half)),
        Bound::About => {
            (Interval::closed(value - 2.0, high + 2.0), Interval::closed(value - 5.0, high + 5.0))
        }
        Bound::LessThan if is_nearly(words) => {
            (open_above(value - 3.0, value), Interval::closed(value - 6.0, value + half))
        }
        bound => same(bounded(bound, value, high)),
    }
}

/// Strict and lenient interval of a count.
fn count(quantity: &Quantity, words: &str, value: f64, high: f64, step: f64) -> (Interval, Interval) {
    let half = if step > 1.0 { step / 2.0 } else { 0.0 };
    match quantity.bound {
        Bound::Exact if high == value => point(words, value, half),
        Bound::About => about(value, high, half),
        Bound::Several => {
            (Interval::closed(value, high), Interval { low: value / 2.0, ..Interval::above(value, false) })
        }
        Bound::Exact | Bound::Range => {
            let strict = Interval::closed(value, high);
            (strict, strict.widened(half.min(ROUNDED * value)))
        }
        Bound::LessThan if is_nearly(words) => (
            open_above(value * (1.0 - NEARLY.0), value),
            Interval::closed(value * (1.0 - NEARLY.1), value + half.min(ROUNDED * value)),
        ),
        bound => same(bounded(bound, value, high)),
    }
}

fn point(words: &str, value: f64, half: f64) -> (Interval, Interval) {
    if value < COUNTED {
        return same(Interval::closed(value, value));
    }
    let written_out = !words.chars().any(char::is_alphabetic);
    let most = if written_out { WRITTEN_OUT } else { ROUNDED };
    (Interval::around(value, half.min(most * value)), Interval::around(value, half))
}

fn about(value: f64, high: f64, half: f64) -> (Interval, Interval) {
    let strict = |end: f64| half.min(ROUNDED * end).max(0.01 * end);
    let lenient = |end: f64| half.max(ROUNDED * end);
    let around = |by: &dyn Fn(f64) -> f64| Interval::closed(value - by(value), high + by(high));
    (around(&strict), around(&lenient))
}

fn bounded(bound: Bound, value: f64, high: f64) -> Interval {
    match bound {
        Bound::AtLeast => Interval::above(value, false),
        Bound::MoreThan => Interval::above(value, true),
        Bound::AtMost => Interval::below(high, false),
        Bound::LessThan => Interval::below(high, true),
        _ => Interval::closed(value, high),
    }
}

fn open_above(low: f64, high: f64) -> Interval {
    Interval { high_open: true, ..Interval::closed(low, high) }
}

fn same(interval: Interval) -> (Interval, Interval) {
    (interval, interval)
}

/// "Nearly" and its like: below, and not by much. "Fewer than" is only below.
fn is_nearly(words: &str) -> bool {
    let lower = words.to_lowercase();
    let near =
        ["nearly", "almost", "just under", "just below", "just short", "just shy", "approaching", "nearing"];
    let near_too = ["close to", "slightly", "a little", "not quite", "shy of", "short of"];
    near.iter().chain(&near_too).any(|phrase| lower.contains(phrase))
}

#[cfg(test)]
mod tests {
    use claimant_doc::Span;

    use super::*;

    fn figure(words: &str, value: f64, bound: Bound) -> Figure {
        let quantity = Quantity::new(
            String::new(),
            Span::new(words, 0..words.len()).expect("words"),
            QuantityKind::Count,
            Some(value),
            bound,
        );
        Figure::of(&quantity, words).expect("a figure")
    }

    #[test]
    fn the_precision_written_decides_the_rounding() {
        let million = figure("1.66 million", 1_660_000.0, Bound::Exact);
        assert_eq!(million.strict, Interval::closed(1_655_000.0, 1_665_000.0));
        let coarse = figure("2 million", 2_000_000.0, Bound::Exact);
        assert_eq!(coarse.strict, Interval::closed(1_900_000.0, 2_100_000.0));
        assert_eq!(coarse.lenient, Interval::closed(1_500_000.0, 2_500_000.0));
        let digits = figure("1,500", 1500.0, Bound::Exact);
        assert_eq!((digits.strict.low, digits.lenient.low), (1470.0, 1450.0));
        assert_eq!(figure("26", 26.0, Bound::Exact).lenient, Interval::closed(26.0, 26.0));
        assert_eq!(figure("1,662,170", 1_662_170.0, Bound::Exact).strict, Interval::around(1_662_170.0, 5.0));
    }

    #[test]
    fn bounds_are_read_as_said() {
        assert_eq!(figure("more than 1,500", 1500.0, Bound::MoreThan).strict, Interval::above(1500.0, true));
        assert_eq!(figure("fewer than 100", 100.0, Bound::LessThan).strict, Interval::below(100.0, true));
        let nearly = figure("nearly 100,000", 100_000.0, Bound::LessThan);
        assert_eq!(nearly.strict.low, 95_000.0);
        assert!(nearly.strict.high_open && nearly.lenient.high > 100_000.0);
        let about = figure("about 40,000", 40_000.0, Bound::About);
        assert_eq!((about.strict.low, about.lenient.low), (38_000.0, 35_000.0));
    }
}
