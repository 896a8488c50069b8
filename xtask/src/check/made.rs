//! Sentences made of a table's own rows, with answers that are computed here and not by what is measured.

use std::collections::BTreeMap;

use super::sentences::Sentence;

/// Every how many rows a sentence is made.
const STEP: usize = 7;

/// One total of one country in one fiscal year.
struct Cell {
    year: i32,
    country: String,
    count: f64,
}

/// Sentences about the countries of the annual table of the Border Patrol, given as CSV.
pub fn annual(file: &str) -> Vec<Sentence> {
    let cells: Vec<Cell> =
        file.lines().skip(1).filter_map(cell).filter(|cell| cell.count >= 1000.0).collect();
    let known: BTreeMap<(i32, &str), f64> =
        cells.iter().map(|cell| ((cell.year, cell.country.as_str()), cell.count)).collect();
    let mut made = Vec::new();
    for (at, cell) in cells.iter().enumerate().filter(|(at, _)| at % STEP == 0) {
        for (expected, text) in sentences(cell, at, &known) {
            let (table, published) = ("usbp_annual".to_owned(), "2025-03-01".to_owned());
            made.push(Sentence { table, expected: expected.to_owned(), published, text });
        }
    }
    made
}

/// The cell of a line, if it is a country's total in a fiscal year that is complete, and its name is one that running
/// text uses.
fn cell(line: &str) -> Option<Cell> {
    let [year, "", "", country, "", count] = line.split(',').collect::<Vec<_>>()[..] else { return None };
    let cell = Cell { year: year.parse().ok()?, country: country.to_owned(), count: count.parse().ok()? };
    (!country.is_empty() && country != "Unknown" && cell.year < 2025).then_some(cell)
}

fn sentences(cell: &Cell, at: usize, known: &BTreeMap<(i32, &str), f64>) -> Vec<(&'static str, String)> {
    let Cell { year, country, count } = cell;
    let (yes, no, open) = ("bears out", "does not bear out", "cannot tell");
    let recorded = |figure: String| {
        format!(
            "The Border Patrol recorded {figure} encounters of nationals of {country} in fiscal year {year}."
        )
    };
    let mut made = vec![
        (yes, recorded(grouped(*count))),
        (yes, recorded(format!("more than {}", grouped(floor(*count * 0.9))))),
        (no, recorded(format!("more than {}", grouped(floor(*count * 1.2))))),
        (no, recorded(grouped(*count * 2.0))),
        (no, recorded(format!("fewer than {}", grouped(floor(*count * 0.7))))),
        (open, recorded(grouped(*count)).replace("fiscal year ", "")),
        (open, recorded(grouped(*count)).replace("fiscal year", "the second half of fiscal year")),
        (open, recorded(grouped(*count)).replace("encounters of", "arrests of")),
        (open, recorded(grouped(*count)).replace("encounters of", "drug-related encounters of")),
        (open, recorded(grouped(*count)).replace("The Border Patrol", "The Coast Guard")),
        (open, recorded(grouped(*count)).replace("of nationals of", "in")),
        (open, recorded(grouped(*count)).replace("encounters of nationals of", "people from")),
    ];
    if let Some(before) = known.get(&(year - 1, country.as_str())) {
        let word = if before < count { "rose" } else { "fell" };
        let pair = |a: f64, b: f64| {
            format!(
                "Border Patrol encounters of nationals of {country} {word} from {} in fiscal year {} to {} in fiscal year {year}.",
                grouped(a),
                year - 1,
                grouped(b)
            )
        };
        made.push((yes, pair(*before, *count)));
        let percent = (100.0 * (count - before).abs() / before).round();
        if at.is_multiple_of(2) && (5.0..80.0).contains(&percent) {
            let changed = |percent: f64| {
                format!(
                    "Border Patrol encounters of nationals of {country} {word} by {percent} percent from fiscal year {} to fiscal year {year}.",
                    year - 1
                )
            };
            made.push((no, changed(percent + 15.0)));
        }
    }
    made
}

/// Down to two digits that count.
fn floor(value: f64) -> f64 {
    let step = 10f64.powf(value.log10().floor() - 1.0);
    (value / step).floor() * step
}

fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
