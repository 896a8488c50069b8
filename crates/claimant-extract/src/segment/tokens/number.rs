//! Tokens that start with a digit.

use super::{Chunk, is_apostrophe, is_word};

/// Letters that are a unit of the number they are written to, and so a token of their own.
const UNITS: &[&str] = &[
    "AM", "B", "BN", "GB", "GHz", "GW", "Hz", "K", "KB", "KM", "KW", "M", "MB", "MHz", "MW", "MWh", "PM",
    "TB", "TWh", "am", "b", "billion", "bn", "cc", "cm", "ft", "g", "gb", "ha", "hr", "hrs", "k", "kHz",
    "kW", "kWh", "kg", "km", "kmh", "kph", "kwh", "l", "lb", "lbs", "m", "mAh", "mb", "mg", "million", "min",
    "mins", "ml", "mm", "mn", "mph", "ms", "oz", "pm", "pp", "pts", "s", "sec", "secs", "sq", "t", "tn",
    "tonnes", "trillion", "yr", "yrs",
];

/// One past the number that starts at `at`.
pub fn end(chunk: &Chunk<'_>, at: usize) -> usize {
    if let Some(end) = hyphened(chunk, at) {
        return end;
    }
    let mut end = digits(chunk, at);
    while let Some(more) = group(chunk, end) {
        end = more;
    }
    with_letters(chunk, at, end)
}

/// A decade after an apostrophe: "'90s"; else the apostrophe alone.
pub fn decade_end(chunk: &Chunk<'_>, at: usize) -> usize {
    let first = at + chunk.char(at).map_or(1, char::len_utf8);
    let end = digits(chunk, first);
    let end_s = if chunk.char(end) == Some('s') { end + 1 } else { end };
    let closes = !chunk.char(end_s).is_some_and(is_word);
    if at == chunk.start && end - first == 2 && closes { end_s } else { first }
}

fn digits(chunk: &Chunk<'_>, at: usize) -> usize {
    chunk.while_char(at, |c| c.is_ascii_digit())
}

fn is_digit(chunk: &Chunk<'_>, at: usize) -> bool {
    chunk.char(at).is_some_and(|c| c.is_ascii_digit())
}

/// One past a separator and the digits that it joins to the number: ".5", ",000", ":30", "/11".
fn group(chunk: &Chunk<'_>, at: usize) -> Option<usize> {
    let separator = chunk.char(at)?;
    let end = digits(chunk, at + 1);
    match (separator, end - (at + 1)) {
        (_, 0) => None,
        ('.' | ':' | '/', _) | (',', 3) => Some(end),
        // 5,00,000: lakhs
        (',', 2) if chunk.char(end) == Some(',') && is_digit(chunk, end + 1) => Some(end),
        _ => None,
    }
}

/// Three or more short groups of digits between hyphens: a date or a telephone number.
fn hyphened(chunk: &Chunk<'_>, at: usize) -> Option<usize> {
    let (mut end, mut groups) = (at, 0);
    loop {
        let group_end = digits(chunk, end);
        if !(1..=4).contains(&(group_end - end)) || groups == 5 {
            return None;
        }
        (end, groups) = (group_end, groups + 1);
        match chunk.char(end) {
            Some('-') if is_digit(chunk, end + 1) => end += 1,
            Some(c) if is_word(c) || c == '-' => return None,
            _ => return (groups >= 3).then_some(end),
        }
    }
}

/// Ordinal endings and type letters belong to the number ("21st", "1990s", "4A"), units do not.
fn with_letters(chunk: &Chunk<'_>, at: usize, end: usize) -> usize {
    let letters = chunk.while_word(end);
    let suffix = chunk.slice(end, letters);
    let round = end - at >= 2 && chunk.slice(at, end).ends_with('0');
    match suffix {
        "" if round && is_decade_s(chunk, end) => {
            chunk.while_word(end + chunk.char(end).map_or(1, char::len_utf8))
        }
        "s" if end - at >= 2 => letters,
        "a" | "p" if chunk.char(letters) == Some('.') && chunk.char(letters + 1) == Some('m') => end,
        _ if UNITS.contains(&suffix) => end,
        _ => letters,
    }
}

/// The "'s" of "1990's".
fn is_decade_s(chunk: &Chunk<'_>, at: usize) -> bool {
    let Some(mark) = chunk.char(at).filter(|c| is_apostrophe(*c)) else { return false };
    let s = at + mark.len_utf8();
    chunk.char(s) == Some('s') && !chunk.char(s + 1).is_some_and(is_word)
}
