//! The time of day, which only watching asks for, and times as servers write them.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// What a server may ask to wait for; one that asks for longer is asked again after it.
const LONGEST: Duration = Duration::from_secs(30 * 86_400);

/// Now, to the second.
pub fn now() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "when a feed is due is no part of what is read")]
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// `time` after `from`; the end of all time where that is too late to be said.
pub fn after(from: Timestamp, time: Duration) -> Timestamp {
    from.checked_add(time).unwrap_or(Timestamp::MAX)
}

/// When to ask again, from a `Retry-After` header: seconds, or a date.
pub fn retry_after(header: &str, now: Timestamp) -> Option<Timestamp> {
    let header = header.trim();
    let at = match header.parse::<u64>() {
        Ok(seconds) => after(now, Duration::from_secs(seconds.min(LONGEST.as_secs()))),
        Err(_) => rfc2822::DateTimeParser::new().parse_timestamp(header).ok()?,
    };
    Some(at.min(after(now, LONGEST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_seconds_or_a_date() {
        let now: Timestamp = "2024-06-17T10:00:00Z".parse().unwrap();
        let at = |header: &str| retry_after(header, now).map(|at| at.to_string());
        assert_eq!(at("120").as_deref(), Some("2024-06-17T10:02:00Z"));
        assert_eq!(at("Mon, 17 Jun 2024 11:30:00 GMT").as_deref(), Some("2024-06-17T11:30:00Z"));
        assert_eq!(at("99999999999").as_deref(), Some("2024-07-17T10:00:00Z"));
        assert_eq!(at("Thu, 01 Jan 2099 00:00:00 GMT").as_deref(), Some("2024-07-17T10:00:00Z"));
        assert_eq!((at("soon"), at("-5"), at("")), (None, None, None));
    }
}
