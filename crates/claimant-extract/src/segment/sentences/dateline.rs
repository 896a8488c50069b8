//! Where an agency report says where and when it was written: "MOSCOW, June 3 (Agency) - ". A sentence of its own,
//! so that no claim starts with it.

use super::rules::Line;

/// A dateline is short: place, state, date, agency.
const MOST_TOKENS: usize = 16;

/// One past the dash of the dateline that starts at token `first`.
pub fn end(line: &Line<'_>, first: usize) -> Option<usize> {
    if line.word(first) == "(" {
        return agency_end(line, first);
    }
    let dash = (first + 1..first + MOST_TOKENS).find(|i| is_dash(line, *i))?;
    let words = || (first..dash).map(|i| line.word(i));
    let agency = line.word(dash - 1) == ")" && words().any(|word| word == "(");
    let place = is_shouted(line.word(first)) && line.tokens.len() > dash + 1;
    let plain = words()
        .all(|word| is_part(word) || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    (plain && (agency || place)).then_some(dash + 1)
}

/// "(Agency) The river rose": one past the bracket, or the dash after it.
fn agency_end(line: &Line<'_>, first: usize) -> Option<usize> {
    let close = (first + 2..first + 6).find(|i| line.word(*i) == ")")?;
    let named = (first + 1..close).all(|i| line.first_char(i).is_uppercase());
    let end = if is_dash(line, close + 1) { close + 2 } else { close + 1 };
    (named && line.first_char(end).is_uppercase()).then_some(end)
}

/// A dash between blanks.
fn is_dash(line: &Line<'_>, i: usize) -> bool {
    matches!(line.word(i), "-" | "--" | "—" | "–") && !line.adjacent(i + 1) && !line.adjacent(i)
}

fn is_shouted(word: &str) -> bool {
    word.chars().count() > 2 && word.chars().all(|c| c.is_uppercase() || c == '.')
}

fn is_part(word: &str) -> bool {
    matches!(word, "," | "(" | ")" | "/" | "-" | "." | "and" | "of" | "de" | "al" | "the" | "on")
}
