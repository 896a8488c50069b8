//! Which of two articles was first, by what they state.

use claimant_doc::Date;

/// How the first of two stands to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// It is the earlier.
    Before,
    /// It is the later.
    After,
}

/// The order of two publication dates (ISO 8601); `None` where they leave it open: one is unknown, both are the same day
/// without time, or a time has no zone.
pub fn order(a: Option<&str>, b: Option<&str>) -> Option<Order> {
    let (a, b) = (a?, b?);
    let (day_a, day_b) = (day(a)?, day(b)?);
    let exact = minute(a).zip(minute(b));
    let before = match exact {
        Some((x, y)) if x != y => x < y,
        None if day_a != day_b => day_a < day_b,
        _ => return None,
    };
    Some(if before { Order::Before } else { Order::After })
}

/// The day that an ISO 8601 date or date-time names.
pub fn day(stated: &str) -> Option<Date> {
    stated.get(..10)?.parse().ok()
}

/// Minutes since the year 0 in UTC, of a date-time with its zone.
fn minute(stated: &str) -> Option<i64> {
    let time = stated.get(11..)?;
    let at = time.find(['Z', '+', '-'])?;
    let (clock, zone) = (time.get(..at)?, time.get(at..)?);
    let offset =
        if zone == "Z" { 0 } else { minutes(zone.get(1..)?)? * if zone.starts_with('-') { -1 } else { 1 } };
    let days = i64::from(Date::ZERO.until(day(stated)?).ok()?.get_days());
    Some(days * 24 * 60 + minutes(clock)? - offset)
}

/// `HH:MM` or `HHMM` as minutes.
fn minutes(clock: &str) -> Option<i64> {
    let digits: String = clock.chars().filter(|c| c.is_ascii_digit()).take(4).collect();
    let (hours, minutes) = (digits.get(..2)?, digits.get(2..4).unwrap_or("0"));
    Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_order_days_and_zones_order_minutes() {
        use Order::{After, Before};
        for (a, b, want) in [
            ("2024-06-14", "2024-06-15", Some(Before)),
            ("2024-06-15", "2024-06-15", None),
            ("2024-06-15T09:30Z", "2024-06-15", None),
            ("2024-06-15T09:30Z", "2024-06-15T09:00+00:00", Some(After)),
            ("2024-06-14T23:30-05:00", "2024-06-15T03:00Z", Some(After)),
            ("2024-06-15T09:30", "2024-06-15T10:30", None),
            ("soon", "2024-06-15", None),
        ] {
            assert_eq!(order(Some(a), Some(b)), want, "{a} {b}");
        }
        assert_eq!(order(None, Some("2024-06-15")), None);
    }
}
