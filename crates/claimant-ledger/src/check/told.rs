//! Numbers and their limits in words, as a verdict tells them.

use claimant_doc::interval::Interval;

/// "more than 1,500", "at most 20", "5 to 6".
pub fn limits(interval: Interval) -> String {
    let (low, high) = (number(interval.low), number(interval.high));
    match (interval.low_open, interval.high.is_infinite(), interval.high_open) {
        (open, true, _) => format!("{} {low}", if open { "more than" } else { "at least" }),
        (false, _, false) if low == high => low,
        (_, _, open) if interval.low <= 0.0 => {
            format!("{} {high}", if open { "less than" } else { "at most" })
        }
        _ => format!("{low} to {high}"),
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
    fn numbers_are_for_people() {
        assert_eq!(number(1662170.0), "1,662,170");
        assert_eq!(number(-12.5), "-12.5");
        assert_eq!(number(999.0), "999");
        assert_eq!(limits(Interval::above(5.0, true)), "more than 5");
        assert_eq!(limits(Interval::below(5.0, true)), "less than 5");
        assert_eq!(limits(Interval::closed(5.0, 5.0)), "5");
        assert_eq!(limits(Interval::closed(5.0, 6.0)), "5 to 6");
    }
}
