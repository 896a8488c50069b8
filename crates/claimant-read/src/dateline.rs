//! The dateline of agency copy: "NAIROBI, June 3 (Agency) - ", "KYIV, Ukraine (AP) — ", "LONDON —".
//!
//! Only the obvious is taken: a place in capitals (or a city before an agency in brackets) at the start of a
//! paragraph among the first, ended by a dash.

use claimant_doc::{Article, Block, BlockKind, Span};

use crate::date;

/// Longest dateline, in bytes.
const LONGEST: usize = 120;

/// Marks the dateline as a block of its own, and returns the date printed in it if that has a year.
pub(crate) fn mark(article: &mut Article) -> Option<String> {
    let text = article.text();
    let places = article.blocks.iter().enumerate();
    let mut first = places.filter(|(_, block)| block.kind == BlockKind::Paragraph).take(3);
    let (at, span) = first.find_map(|(at, block)| Some((at, dateline(text, block.span)?)))?;
    let paragraph = article.blocks[at];
    let rest = Span::trimmed(text, span.end()..paragraph.span.end());
    let printed = date::find(span.of(text)).map(|found| found.iso);
    let rest = rest.map(|span| Block { span, kind: BlockKind::Paragraph });
    let blocks = std::iter::once(Block { span, kind: BlockKind::Dateline }).chain(rest);
    article.blocks.splice(at..=at, blocks);
    printed
}

/// The dateline that a paragraph opens with, its dash included.
fn dateline(text: &str, paragraph: Span) -> Option<Span> {
    let start = date::head(paragraph.of(text), LONGEST);
    let (end, dash) = [" — ", " – ", " - ", " -- ", "— ", "– ", ": "]
        .into_iter()
        .filter_map(|dash| Some((start.find(dash)?, dash)))
        .min_by_key(|(at, _)| *at)?;
    let place = &start[..end];
    if !is_dateline(place, dash) {
        return None;
    }
    let length = end + dash.trim_end().len();
    Span::new(text, paragraph.start()..paragraph.start() + length)
}

/// Whether the words before the dash name a place, and perhaps a date and an agency.
fn is_dateline(place: &str, dash: &str) -> bool {
    let (place, agency) = match place.trim_end().strip_suffix(')').and_then(|p| p.split_once('(')) {
        Some((place, agency)) => (place.trim_end(), Some(agency)),
        None => (place.trim_end(), None),
    };
    let plain = |c: char| c.is_alphabetic() || c.is_ascii_digit() || " ,.'’/-".contains(c);
    if place.is_empty() || !place.chars().all(plain) || place.split_whitespace().count() > 9 {
        return false;
    }
    let city = place.split(',').next().unwrap_or_default();
    let letters = || city.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().count() >= 3 && letters().all(char::is_uppercase);
    let is_agency = agency.is_some_and(|name| name.len() < 40 && name.starts_with(char::is_uppercase));
    // "Moscow (Interfax) -" is a dateline; "Smith (Labour) -" in running text has no capitals or comma before it.
    let by_agency =
        is_agency && place.starts_with(char::is_uppercase) && city.split_whitespace().count() <= 3;
    match dash {
        ": " => capitals && place.contains(',') && date::find(place).is_some(),
        _ => capitals || by_agency,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> (Option<String>, Vec<(BlockKind, String)>) {
        let mut article = crate::text::article(text.to_owned());
        let printed = mark(&mut article);
        let blocks = article.blocks.iter().map(|b| (b.kind, b.span.of(article.text()).to_owned())).collect();
        (printed, blocks)
    }

    #[test]
    fn agency_datelines_are_blocks() {
        for (line, date) in [
            ("NAIROBI, June 3 (Agency) -", None),
            ("NEW DELHI, June 3, 2024 (Agency) —", Some("2024-06-03")),
            ("Minsk (BelNews) –", None),
            ("PORT-AU-PRINCE, Haiti —", None),
        ] {
            let (printed, blocks) = marked(&format!("{line} The council met on Monday."));
            assert_eq!(blocks[0], (BlockKind::Dateline, line.to_owned()), "{line}");
            assert_eq!(blocks[1].1, "The council met on Monday.");
            assert_eq!(printed.as_deref(), date);
        }
    }

    #[test]
    fn sentences_with_dashes_are_none() {
        for text in
            ["The minister - a doctor - resigned.", "Nobody - not even she - knew.", "A (short) – test"]
        {
            assert!(marked(text).1.iter().all(|(kind, _)| *kind == BlockKind::Paragraph), "{text}");
        }
    }
}
