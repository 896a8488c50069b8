//! Holidays of `data/holidays.tsv`: how they are written, and on which day of a year they fall.

use std::sync::LazyLock;

use claimant_doc::Doc;
use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{plus_days, weekday_not_after, weekday_not_before};

struct Holiday {
    words: Vec<&'static str>,
    rule: Rule,
}

/// On which day of a year a holiday falls.
#[derive(Clone, Copy)]
enum Rule {
    Fixed {
        month: i8,
        day: i8,
    },
    /// The nth such weekday (1 Monday) of a month, and so many days from it.
    Nth {
        month: i8,
        nth: i8,
        weekday: i8,
        days: i64,
    },
    /// The last such weekday of a month.
    Last {
        month: i8,
        weekday: i8,
    },
    /// Days from Easter Sunday.
    Easter(i64),
    /// The Tuesday after the first Monday of November.
    Election,
}

static HOLIDAYS: LazyLock<Vec<Holiday>> = LazyLock::new(|| {
    let table = include_str!("../../../data/holidays.tsv");
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

fn row(line: &'static str) -> Option<Holiday> {
    let mut cells = line.split('\t');
    let words = words(cells.next()?);
    let mut rule = cells.next()?.split(' ');
    let name = rule.next()?;
    let n: Vec<i8> = rule.filter_map(|n| n.parse().ok()).collect();
    let rule = match (name, n.as_slice()) {
        ("fixed", &[month, day]) => Rule::Fixed { month, day },
        ("nth", &[month, nth, weekday]) => Rule::Nth { month, nth, weekday, days: 0 },
        ("nth", &[month, nth, weekday, days]) => Rule::Nth { month, nth, weekday, days: days.into() },
        ("last", &[month, weekday]) => Rule::Last { month, weekday },
        ("easter", &[days]) => Rule::Easter(days.into()),
        ("election", []) => Rule::Election,
        _ => return None,
    };
    Some(Holiday { words, rule })
}

/// The tokens of a name: "'s" stands by itself.
fn words(name: &'static str) -> Vec<&'static str> {
    let split = |word: &'static str| match word.strip_suffix("'s") {
        Some(owner) => vec![owner, "'s"],
        None => match word.strip_suffix('\'') {
            Some(owner) => vec![owner, "'"],
            None => vec![word],
        },
    };
    name.split(' ').flat_map(split).collect()
}

/// The holiday whose name begins at token `at`, the longest, and one past its last token.
pub fn named(doc: &Doc<'_>, at: usize) -> Option<(u8, usize)> {
    let says = |i: usize, word: &str| {
        doc.is(i, word) || word.starts_with('\'') && doc.word(i).replace('’', "'") == word
    };
    let matched = |holiday: &Holiday| holiday.words.iter().enumerate().all(|(on, word)| says(at + on, word));
    let found = HOLIDAYS.iter().enumerate().filter(|(_, holiday)| matched(holiday));
    let (index, holiday) = found.max_by_key(|(_, holiday)| holiday.words.len())?;
    Some((u8::try_from(index).ok()?, at + holiday.words.len()))
}

/// The day of a holiday in a year.
pub fn day(holiday: u8, year: i16) -> Option<Date> {
    match HOLIDAYS.get(usize::from(holiday))?.rule {
        Rule::Fixed { month, day } => Date::new(year, month, day).ok(),
        Rule::Nth { month, nth, weekday, days } => {
            let first = weekday_not_before(Date::new(year, month, 1).ok()?, weekday)?;
            plus_days(first, 7 * i64::from(nth - 1) + days)
        }
        Rule::Last { month, weekday } => {
            weekday_not_after(Date::new(year, month, 1).ok()?.last_of_month(), weekday)
        }
        Rule::Easter(days) => plus_days(easter(year)?, days),
        Rule::Election => {
            let monday = weekday_not_before(Date::new(year, 11, 1).ok()?, 1)?;
            monday.checked_add(1.days()).ok()
        }
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use claimant_doc::Article;
    use jiff::civil::date;

    use super::*;

    /// The day in `year` of the holiday that `text` begins with.
    fn fell(text: &str, year: i16) -> Option<Date> {
        let article = Article::new(text);
        let doc = crate::segment(&article);
        named(&doc, 0).and_then(|(holiday, _)| day(holiday, year))
    }

    #[test]
    fn holidays_fall_where_they_fell() {
        for (name, year, day) in [
            ("Thanksgiving", 1999, date(1999, 11, 25)),
            ("Easter", 2024, date(2024, 3, 31)),
            ("Christmas Eve", 2019, date(2019, 12, 24)),
            ("Good Friday", 1998, date(1998, 4, 10)),
            ("Election Day", 2016, date(2016, 11, 8)),
            ("Memorial Day", 2023, date(2023, 5, 29)),
            ("Labor Day", 2022, date(2022, 9, 5)),
            ("New Year’s Eve", 2020, date(2020, 12, 31)),
            ("Presidents’ Day", 2018, date(2018, 2, 19)),
        ] {
            assert_eq!(fell(name, year), Some(day), "{name}");
        }
    }

    #[test]
    fn every_row_is_read() {
        let table = include_str!("../../../data/holidays.tsv");
        assert_eq!(HOLIDAYS.len(), table.lines().filter(|line| !line.starts_with('#')).count());
    }
}
