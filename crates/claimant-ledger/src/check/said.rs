//! The period that words name, before it is laid over a table's periods.

use claimant_doc::{Time, TimeKind};
use jiff::ToSpan;

use super::period::Period;
use super::table::Table;
use super::token::Token;

/// A period as said.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// One period.
    One(Period),
    /// From one period to another: the whole between them for a count, the two ends for a change.
    Two(Period, Period),
    /// One period and another: the ends of a change. Of a count it is not said whether it is of each or of both.
    Ends(Period, Period),
    /// Words that name no days.
    Open(String),
    /// A fiscal year that the article reads otherwise than the table: its days, and the table's.
    Other(Period, Period),
}

/// Fiscal years by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Years {
    first: i16,
    last: Option<i16>,
    /// Whether "and" stands between them.
    by_and: bool,
}

/// The fiscal years that `words` open with: "fiscal year 2021", "FY21", "the 2017 fiscal year", "fiscal 2019 to 2021".
/// Gives them and the number of words.
pub fn fiscal(words: &[Token]) -> Option<(Years, usize)> {
    let (first, length) = one(words)?;
    let after = &words[length..];
    let join = after
        .first()
        .map(|token| token.word.as_str())
        .filter(|word| matches!(*word, "to" | "through" | "and"));
    let (joined, by_and) = (usize::from(join.is_some()), join == Some("and"));
    let second = one(&after[joined..]).or_else(|| {
        let year = year(after.get(joined)?)?;
        Some((year, 1))
    });
    // A number that is no year may follow: "fiscal 2021 3000 arrests".
    match second.filter(|(year, _)| (first.saturating_add(1)..first.saturating_add(50)).contains(year)) {
        Some((last, more)) => Some((Years { first, last: Some(last), by_and }, length + joined + more)),
        None => Some((Years { first, last: None, by_and: false }, length)),
    }
}

/// One fiscal year, with the word that says so.
fn one(words: &[Token]) -> Option<(i16, usize)> {
    let word = |at: usize| words.get(at).map(|token| token.word.as_str());
    let is_year_word = |at: usize| matches!(word(at), Some("year" | "years"));
    match word(0)? {
        "fiscal" | "financial" => {
            let at = 1 + usize::from(is_year_word(1));
            Some((year(words.get(at)?)?, at + 1))
        }
        "fy" => Some((short_year(word(1)?)?, 2)),
        joined if joined.starts_with("fy") => Some((short_year(&joined[2..])?, 1)),
        _ if matches!(word(1), Some("fiscal" | "financial")) && is_year_word(2) => {
            Some((year(&words[0])?, 3))
        }
        _ => None,
    }
}

fn year(token: &Token) -> Option<i16> {
    let whole = token.word.len() == 4 && token.word.bytes().all(|b| b.is_ascii_digit());
    whole.then(|| token.word.parse().ok()).flatten()
}

/// `2021`, or `21` as it stands after "FY".
fn short_year(word: &str) -> Option<i16> {
    let number: i16 = word.bytes().all(|b| b.is_ascii_digit()).then(|| word.parse().ok()).flatten()?;
    match word.len() {
        4 => Some(number),
        2 => Some(2000 + number),
        _ => None,
    }
}

impl Said {
    /// Fiscal years, by the table's calendar. Where the article's own reading of the same words has other days, the two
    /// do not mean the same year. A table of calendar years has no fiscal ones.
    pub fn fiscal(years: &Years, times: &[&Time], table: &Table) -> Said {
        let starts = table.period.terms.fiscal_starts.filter(|starts| *starts > 1);
        let period = |year| starts.and_then(|starts| Period::fiscal(year, starts));
        let open = || Said::Open("fiscal year".to_owned());
        let Some(first) = period(years.first) else { return open() };
        match years.last {
            Some(last) => match (period(last), years.by_and) {
                (Some(last), true) => Said::Ends(first, last),
                (Some(last), false) => Said::Two(first, last),
                (None, _) => open(),
            },
            None => {
                let other = times.iter().filter_map(|time| fiscal_days(time)).find(|days| *days != first);
                other.map_or(Said::One(first), |days| Said::Other(days, first))
            }
        }
    }
}

/// The days of a time that was read as a fiscal year: whole, but not from January on.
fn fiscal_days(time: &Time) -> Option<Period> {
    let days = Period::new(time.from?, time.to?)?;
    let year = days.from.checked_add(1.year()).ok()?;
    (days.from.month() != 1 && days.from.day() == 1 && year == days.next_day()).then_some(days)
}

/// "Early 2021" has days in the text's reading, but nobody said which.
fn is_vague(words: &str) -> bool {
    let vague = [
        "early",
        "late",
        "mid",
        "around",
        "about",
        "roughly",
        "beginning",
        "start",
        "end",
        "recent",
        "middle",
    ];
    words.split(|c: char| !c.is_alphabetic()).any(|word| vague.contains(&word))
}

/// The period of a time expression that names no fiscal year by number.
pub fn of_time(time: &Time, words: &str, table: &Table) -> Said {
    let open = || Said::Open(words.to_owned());
    let Some(days) = time.from.zip(time.to).and_then(|(from, to)| Period::new(from, to)) else {
        return open();
    };
    let lower = words.to_lowercase();
    // A fiscal year that is read from January on was not understood.
    if lower.contains("fiscal") && days.from.month() == 1 || !time.alternatives.is_empty() {
        return open();
    }
    if time.kind == TimeKind::Set || is_vague(&lower) {
        return open();
    }
    let starts = if lower.contains("fiscal") { table.period.terms.fiscal_starts.unwrap_or(1) } else { 1 };
    let ends = time.value.as_deref().and_then(|value| value.split_once('/'));
    let two = ends.and_then(|(a, b)| Some((Period::of_cell(a, starts)?, Period::of_cell(b, starts)?)));
    match two {
        Some((first, last)) if first.from == days.from && last.to == days.to && first != last => {
            Said::Two(first, last)
        }
        _ => Said::One(days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::token::tokens;

    #[test]
    fn fiscal_years_are_read_in_their_usual_forms() {
        let read = |text: &str| {
            let words = tokens(text, 0..text.len());
            fiscal(&words).map(|(years, length)| (years.first, years.last, years.by_and, length))
        };
        for (text, wanted) in [
            ("fiscal year 2021 saw", (2021, None, false, 3)),
            ("fiscal 2021", (2021, None, false, 2)),
            ("FY2021", (2021, None, false, 1)),
            ("FY 21 was", (2021, None, false, 2)),
            ("2017 fiscal year", (2017, None, false, 3)),
            ("fiscal years 2019 to 2021", (2019, Some(2021), false, 5)),
            ("fiscal year 2019 through fiscal year 2021", (2019, Some(2021), false, 7)),
            ("fiscal years 2019 and 2020", (2019, Some(2020), true, 5)),
            ("fiscal years 2007–2020", (2007, Some(2020), false, 4)),
            ("fiscal 2021 and 40 others", (2021, None, false, 2)),
            ("fiscal 2021 3000 people", (2021, None, false, 2)),
            ("fiscal 2021 to 2019", (2021, None, false, 2)),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
        for text in ["fiscal year", "fiscal policy", "2021", "fyfe", "year 2021", "the fiscal year 2021", ""]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
