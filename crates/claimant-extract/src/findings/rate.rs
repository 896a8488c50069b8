//! Two counts of the same event over periods of different length: only their rates compare.
//!
//! Asks for kindred items, the same event, periods that do not meet and lengths that differ by half or more.

use claimant_doc::{Finding, FindingKind, Verdict};

use super::figure::Figure;
use super::finding;
use super::interval::number;
use super::period::Period;

pub fn of(a: &Figure<'_>, b: &Figure<'_>) -> Option<Finding> {
    let (first, second) = (a.period?, b.period?);
    let values = (a.quantity.value?, b.quantity.value?);
    if !a.kindred(b) || !a.same_measure(b) || first.meets(second) || values.0 <= 0.0 || values.1 <= 0.0 {
        return None;
    }
    if !a.is_claimed() || !b.is_claimed() {
        return None;
    }
    let ratio = first.months() / second.months();
    let differs = !(1.0 / 1.5..=1.5).contains(&ratio);
    (differs && first.days() >= 28.0 && second.days() >= 28.0).then(|| compare(a, b, (first, second), values))
}

fn compare(a: &Figure<'_>, b: &Figure<'_>, periods: (Period, Period), values: (f64, f64)) -> Finding {
    let (length_a, length_b, unit) = lengths(periods);
    let (rate_a, rate_b) = (values.0 / length_a, values.1 / length_b);
    let one = unit.trim_end_matches('s');
    let statement = format!(
        "{} is {} a {one}, {} is {} a {one}: the periods differ, so the rates differ about {}-fold where the counts \
         differ {}-fold.",
        a.told(),
        a.allows.divided(length_a).words(),
        b.told(),
        b.allows.divided(length_b).words(),
        number(fold(rate_a, rate_b)),
        number(fold(values.0, values.1)),
    );
    let derivation = format!(
        "{}/{} {unit} = {}; {}/{} {unit} = {}",
        number(values.0),
        number(length_a),
        number(rate_a),
        number(values.1),
        number(length_b),
        number(rate_b),
    );
    finding(FindingKind::Rate, Verdict::Consistent, &[a.id(), b.id()], statement, derivation)
}

/// Both lengths in one unit: months where both are long enough, else days.
fn lengths((a, b): (Period, Period)) -> (f64, f64, &'static str) {
    let long = a.days() >= 85.0 && b.days() >= 85.0;
    if long { (a.months(), b.months(), "months") } else { (a.days(), b.days(), "days") }
}

fn fold(a: f64, b: f64) -> f64 {
    let fold = if a > b { a / b } else { b / a };
    if fold >= 10.0 { fold.round() } else { fold }
}
