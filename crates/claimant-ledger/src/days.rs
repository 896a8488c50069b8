//! Days as numbers: what sorts claims and finds periods.

use claimant_doc::Date;
use jiff::ToSpan;

/// The days that a claim's id can tell apart; day 0 is undated.
const DAYS: i64 = 1 << 17;
/// How many powers of two periods are sorted by; what is longer than the last, or open, is of class 16.
pub const LENGTHS: i64 = 16;
/// What stands for an open beginning and an open end.
pub const OPEN: (&str, &str) = ("0000-01-01", "9999-12-31");

/// The day of a publication date as stated: 1 is 1800-01-01, 0 stands for none. Days before and after what can be told
/// apart are the first and the last.
pub fn of_published(published: Option<&str>) -> i64 {
    let date = published.and_then(|stated| stated.get(..10)?.parse::<Date>().ok());
    date.map_or(0, of)
}

/// The number of `date`.
pub fn of(date: Date) -> i64 {
    let first = Date::constant(1800, 1, 1);
    let days = first.until(date).map_or(0, |span| i64::from(span.get_days()));
    (days + 1).clamp(1, DAYS - 1)
}

/// The date with this number; `None` of 0.
pub fn date(day: i64) -> Option<Date> {
    Date::constant(1800, 1, 1).checked_add((day - 1).days()).ok().filter(|_| day > 0)
}

/// The class of a period: the least `k` with at most `2^k` days; 16 where it is longer or open.
pub fn length(from: Option<Date>, to: Option<Date>) -> i64 {
    let (Some(from), Some(to)) = (from, to) else { return LENGTHS };
    let days = from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()) + 1);
    (0..LENGTHS).find(|k| days <= 1 << k).unwrap_or(LENGTHS)
}

/// The day before which no period of class `length` can begin that reaches `from`.
pub fn earliest(from: Date, length: i64) -> String {
    let days = 1_i64 << length;
    from.checked_sub(days.days()).map_or_else(|_| OPEN.0.to_owned(), |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_sort_and_the_unknown_comes_first() {
        assert_eq!(of_published(None), 0);
        assert_eq!(of_published(Some("soon")), 0);
        assert_eq!(of_published(Some("1800-01-02T10:00:00Z")), 2);
        assert!(of_published(Some("2024-06-15")) < of_published(Some("2024-06-16")));
        assert_eq!(of_published(Some("1066-10-14")), 1);
    }

    #[test]
    fn periods_are_of_the_least_power_of_two_that_holds_them() {
        let date = |text: &str| text.parse::<Date>().ok();
        assert_eq!(length(date("2024-01-01"), date("2024-01-01")), 0);
        assert_eq!(length(date("2024-01-01"), date("2024-01-02")), 1);
        assert_eq!(length(date("2024-01-01"), date("2024-01-31")), 5);
        assert_eq!(length(None, date("2024-01-31")), 16);
        assert_eq!(earliest(date("2024-01-31").unwrap(), 5), "2023-12-30");
    }
}
