//! Dates and lengths that the text states twice: a weekday with its date, a duration with its period.

use claimant_doc::{Finding, FindingKind, Reading, Time, Verdict};

use super::figure::Figure;
use super::finding;
use super::interval::number;
use super::period::Period;

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// "Monday, March 22, 2024" where that day was a Friday. Only dates with a stated year: else the year is ours.
pub fn weekdays(reading: &Reading) -> impl Iterator<Item = Finding> {
    reading.times.iter().filter_map(|time| weekday(time, time.span.of(reading.article.text())))
}

fn weekday(time: &Time, words: &str) -> Option<Finding> {
    let date = time.from.filter(|from| time.to == Some(*from))?;
    let said = WEEKDAYS.iter().find(|day| words.starts_with(**day))?;
    let year = words.split(|c: char| !c.is_ascii_digit()).any(|part| part == date.year().to_string());
    let day = words.split(|c: char| !c.is_ascii_digit()).any(|part| part == date.day().to_string());
    let is = WEEKDAYS[date.weekday().to_monday_zero_offset() as usize];
    if is == *said || !year || !day {
        return None;
    }
    let statement = format!("“{words}” cannot be: {date} was a {is}.");
    let derivation = format!("weekday of {date} = {is}");
    Some(finding(FindingKind::DateConflict, Verdict::Inconsistent, &[&time.id], statement, derivation))
}

/// "the 44 months between October 2020 and May 2024" where those are another number of months.
pub fn stated_length(reading: &Reading, figure: &Figure<'_>) -> Option<Finding> {
    let unit = figure.quantity.unit.as_deref()?;
    let text = reading.article.text();
    let next = reading.times.partition_point(|t| t.span.start() < figure.quantity.span.end());
    let time = reading.times.get(next)?;
    let gap = text.get(figure.quantity.span.end()..time.span.start())?;
    let words = time.span.of(text);
    let bounded = words.starts_with("between ") || words.starts_with("from ");
    if !gap.trim().is_empty() || !bounded {
        return None;
    }
    let period = Period::of(time)?;
    let length = match unit {
        "a" => period.months() / 12.0,
        "mo" => period.months(),
        "wk" => period.days() / 7.0,
        "d" => period.days(),
        _ => return None,
    };
    // "The ten years between 2010 and 2020" counts the years' difference: one unit either way is usage.
    if figure.allows.widened(1.0).meets(super::interval::Interval::closed(length.floor(), length.ceil())) {
        return None;
    }
    let statement = format!("{} does not fit “{words}”, which is {}.", figure.quoted(), number(length));
    let derivation = format!("{period} = {}; stated {}", number(length), figure.allows);
    Some(finding(FindingKind::Period, Verdict::Inconsistent, &[figure.id(), &time.id], statement, derivation))
}
