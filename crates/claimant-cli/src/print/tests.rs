use claimant::{Bound, Lookup};
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::sample;

fn at_width(width: usize) -> String {
    report(&sample::reading(), &Page { width, color: false })
}

/// Without blanks: wherever a line was broken, the words are the same.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn no_claim_is_shown_without_who_vouches_and_how_sure_at_any_width() {
    let reading = sample::reading();
    let lookup = Lookup::of(&reading);
    for width in [20, 40, 80, 140, 280] {
        let report = bare(&at_width(width));
        for claim in &reading.claims {
            let standing = bare(&format!("{} {}", claim.id, vouched(claim)));
            let from = report.find(&standing).unwrap_or_else(|| panic!("{standing} at {width}"));
            let block = &report[from + standing.len()..];
            let content = block.find(&bare(&lookup.words(&claim.content))).unwrap();
            for source in lookup.sources(claim) {
                let name = block.find(&bare(&source.name())).unwrap();
                assert!(name < content, "{} at {width}", claim.id);
            }
            assert!(block.find("article").is_some_and(|article| article < content));
        }
    }
}

#[test]
fn what_is_alleged_or_denied_is_never_called_asserted() {
    let reading = sample::reading();
    let said: Vec<String> = reading.claims.iter().map(vouched).collect();
    assert_eq!(
        said,
        [
            "= asserted",
            "= asserted",
            "= asserted",
            "! ALLEGED, not established",
            "= asserted, negated",
            "x DENIED by the source",
            "~ hedged, possible",
        ]
    );
}

#[test]
fn the_report_stays_within_its_width_and_is_plain_without_color() {
    for width in [20, 33, 80, 200] {
        for line in at_width(width).lines() {
            assert!(line.width() <= width, "{width}: {line:?}");
            assert!(!line.contains('\u{1b}'));
        }
    }
    let colored = report(&sample::reading(), &Page { width: 80, color: true });
    assert!(colored.contains("\u{1b}[1;31m! ALLEGED"));
}

#[test]
fn the_report_has_every_part() {
    let report = at_width(100);
    for part in [
        "Port fees double in Kallø",
        "The Coast Wire | 2024-06-15 (stated by the document)",
        "article > leaked invoices, \"According to\"",
        "q1: \"more than 1,200\" = more than 1,200",
        "? cannot tell: The text does not say how many ships called. (q1)",
        "no-author: The page names no author.",
        "Sourcing label: 7 claims rest on",
        "1 hedged, 1 alleged, 1 denied, 0 predicted",
    ] {
        assert!(report.contains(part), "{part} is missing in\n{report}");
    }
}

#[test]
fn figures_are_written_as_people_write_them() {
    let mut quantity = sample::reading().quantities.remove(0);
    let mut read = |value: f64, unit: Option<&str>| {
        (quantity.value, quantity.unit) = (Some(value), unit.map(str::to_owned));
        quantity.bound = Bound::Exact;
        reads_as(&quantity)
    };
    assert_eq!(read(1_234_567.5, Some("person")), "1,234,567.5 people");
    assert_eq!(read(1.0 / 3.0, None), "0.3333");
    assert_eq!(read(-999.0, Some("USD")), "-999 USD");
    assert_eq!(read(1000.0, Some("km")), "1,000 km");
}
