//! Time expressions, as in TempEval-3.
//!
//! - `strict_*`: equal spans; `relaxed_*`: overlapping spans, one to one.
//! - `value_*`: overlapping, and the TIMEX3 value equal whatever its case; only gold items with a value count.
//! - `type_accuracy`, `value_accuracy`: over aligned pairs where gold states them.
//! - `from_to_accuracy`: over aligned pairs where gold has an end: both ends equal; a prediction that has neither is
//!   given those of its plain calendar value.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde_json::Value;

use super::figures::{Count, Figures};
use super::item::{align, ends, items, judged, word};
use crate::gold::Pair;

/// TIMEX3 types.
const KINDS: [&str; 4] = ["DATE", "TIME", "DURATION", "SET"];

/// A closed range of days; either end may be unknown.
type Days = (Option<String>, Option<String>);

/// What is counted over all articles.
#[derive(Default)]
struct Tally {
    strict: Count,
    relaxed: Count,
    value: Count,
    typed: (usize, usize),
    valued: (usize, usize),
    ranged: (usize, usize),
}

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let mut tally = Tally::default();
    for pair in pairs {
        tally.add(*pair);
    }
    tally.figures()
}

/// Predicted times that a gold line can judge.
pub fn candidates<'a>((gold_line, line): Pair<'a>) -> Vec<&'a Value> {
    judged(gold_line, &KINDS, "type", items(line, "times"), items(gold_line, "times"))
}

/// Whether the values are the same.
pub fn same_value(gold: &Value, predicted: &Value) -> bool {
    let upper = |item: &Value| word(item, "value").unwrap_or_default().to_uppercase();
    upper(gold) == upper(predicted)
}

/// Whether both ends are the same.
pub fn same_days(gold: &Value, predicted: &Value) -> bool {
    let end = |item: &Value, key: &str| item[key].as_str().map(str::to_owned);
    let got = match (word(predicted, "from"), word(predicted, "to")) {
        (None, None) => days(word(predicted, "value").unwrap_or_default()),
        _ => (end(predicted, "from"), end(predicted, "to")),
    };
    (end(gold, "from"), end(gold, "to")) == got
}

impl Tally {
    fn add(&mut self, pair: Pair) {
        let gold: Vec<&Value> = items(pair.0, "times").iter().collect();
        let predicted = candidates(pair);
        let places = |side: &[&Value]| side.iter().map(|t| ends(t)).collect::<BTreeSet<_>>();
        let exact = places(&gold).intersection(&places(&predicted)).count();
        let aligned = align(&gold, &predicted);
        self.strict.add(exact, gold.len(), predicted.len());
        self.relaxed.add(aligned.len(), gold.len(), predicted.len());
        let has_value = |t: &&&Value| word(t, "value").is_some();
        let valued = gold.iter().filter(has_value).count();
        let unaligned = if valued > 0 { predicted.len() - aligned.len() } else { 0 };
        self.value.add(0, valued, unaligned);
        for (i, j) in aligned {
            self.add_pair(gold[i], predicted[j]);
        }
    }

    fn add_pair(&mut self, gold: &Value, predicted: &Value) {
        if let Some(kind) = word(gold, "type") {
            self.typed.1 += 1;
            self.typed.0 += (predicted["type"] == kind) as usize;
        }
        if word(gold, "value").is_some() {
            let right = same_value(gold, predicted) as usize;
            self.value.add(right, 0, 1);
            self.valued = (self.valued.0 + right, self.valued.1 + 1);
        }
        if word(gold, "from").or(word(gold, "to")).is_some() {
            self.ranged.1 += 1;
            self.ranged.0 += same_days(gold, predicted) as usize;
        }
    }

    fn figures(self) -> Figures {
        let mut out = Figures::default();
        out.number("gold", self.relaxed.gold);
        out.number("predicted", self.relaxed.predicted);
        self.strict.put_as(&mut out, ["strict_precision", "strict_recall", "strict_f1"]);
        self.relaxed.put_as(&mut out, ["relaxed_precision", "relaxed_recall", "relaxed_f1"]);
        if self.value.gold > 0 {
            self.value.put_as(&mut out, ["value_precision", "value_recall", "value_f1"]);
        }
        for (name, (right, of)) in [
            ("type_accuracy", self.typed),
            ("value_accuracy", self.valued),
            ("from_to_accuracy", self.ranged),
        ] {
            out.share(name, right, of);
        }
        out
    }
}

/// The closed day range of a plain calendar value.
fn days(value: &str) -> Days {
    let day = value.split('T').next().unwrap_or_default();
    match range(day) {
        Some((from, to)) => (Some(from), Some(to)),
        None => (None, None),
    }
}

fn range(value: &str) -> Option<(String, String)> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = value.split('-').collect();
    let years = |pad: &str, last: &str| Some((format!("{value}{pad}-01-01"), format!("{value}{last}-12-31")));
    match parts.as_slice() {
        [year] if digits(year) => match year.len() {
            4 => years("", ""),
            3 => years("0", "9"),
            2 => years("00", "99"),
            _ => None,
        },
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            (digits(year) && digits(month) && digits(day)).then(|| (value.to_owned(), value.to_owned()))
        }
        [year, part, rest @ ..] if year.len() == 4 && digits(year) => part_of_year(year, part, rest),
        _ => None,
    }
}

fn part_of_year(year: &str, part: &str, rest: &[&str]) -> Option<(String, String)> {
    let number = |text: &str, length: usize| -> Option<i8> {
        (text.len() == length && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
    };
    let months = |first: i8, last: i8| -> Option<(String, String)> {
        let end = Date::new(year.parse().ok()?, last, 1).ok()?.last_of_month().day();
        Some((format!("{year}-{first:02}-01"), format!("{year}-{last:02}-{end:02}")))
    };
    match (part.as_bytes().first()?, rest) {
        (b'W', []) => week(year, number(&part[1..], 2)?, 0),
        (b'W', ["WE"]) => week(year, number(&part[1..], 2)?, 5),
        (b'Q', []) => {
            number(&part[1..], 1).filter(|q| (1..=4).contains(q)).and_then(|q| months(3 * q - 2, 3 * q))
        }
        (b'H', []) => {
            number(&part[1..], 1).filter(|h| (1..=2).contains(h)).and_then(|h| months(6 * h - 5, 6 * h))
        }
        (_, []) => number(part, 2).filter(|m| (1..=12).contains(m)).and_then(|m| months(m, m)),
        _ => None,
    }
}

/// The days of an ISO week from its `skip`th on.
fn week(year: &str, week: i8, skip: i64) -> Option<(String, String)> {
    let monday = ISOWeekDate::new(year.parse().ok()?, week, Weekday::Monday).ok()?.date();
    let day = |after: i64| monday.checked_add(after.days()).ok().map(|day| day.to_string());
    Some((day(skip)?, day(6)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_values_have_days() {
        let days = |value| range(value).map(|(from, to)| format!("{from} {to}"));
        assert_eq!(days("2015-W38").as_deref(), Some("2015-09-14 2015-09-20"));
        assert_eq!(days("2015-W38-WE").as_deref(), Some("2015-09-19 2015-09-20"));
        assert_eq!(days("2020-Q1").as_deref(), Some("2020-01-01 2020-03-31"));
        assert_eq!(days("2020-H2").as_deref(), Some("2020-07-01 2020-12-31"));
        assert_eq!(days("2020-02").as_deref(), Some("2020-02-01 2020-02-29"));
        assert_eq!(days("199").as_deref(), Some("1990-01-01 1999-12-31"));
        for odd in ["P3Y", "2015-SU", "2015-13", "2015-W60", "é", "2015-W3é", ""] {
            assert_eq!(days(odd), None, "{odd}");
        }
    }
}
