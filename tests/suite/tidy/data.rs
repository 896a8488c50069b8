//! Word lists are tables that a reader of the file can trust: they open with what their columns are, and hold no row twice.

use std::collections::BTreeSet;

use super::{SourceFile, files, nothing_in};

#[test]
fn word_lists_are_tables_without_repeats() {
    let lists = files("crates", ".tsv");
    assert!(!lists.is_empty(), "no word lists found");
    let complaints: Vec<String> = lists.iter().flat_map(complaints).collect();
    nothing_in(&complaints, "word lists:");
}

fn complaints(file: &SourceFile) -> Vec<String> {
    let mut complaints = Vec::new();
    let titled = file.text.starts_with("# ");
    let rows = file.text.lines().enumerate().filter(|(_, line)| !line.starts_with("# "));
    let mut seen = BTreeSet::new();
    for (number, row) in rows.skip(usize::from(!titled)) {
        let what = if row.split('\t').next().is_none_or(str::is_empty) {
            "nothing in the first column"
        } else if row.split('\t').any(|cell| cell.trim() != cell) {
            "blanks around a cell"
        } else if !seen.insert(row) {
            "a row for the second time"
        } else {
            continue;
        };
        complaints.push(format!("{}:{}: {what}", file.path, number + 1));
    }
    if seen.is_empty() {
        complaints.push(format!("{}: no rows", file.path));
    }
    if file.text.contains('\r') || !file.text.ends_with('\n') {
        complaints.push(format!("{}: lines end in \\n, the last one too", file.path));
    }
    complaints
}

#[test]
fn a_careless_list_is_seen() {
    let file = |text: &str| SourceFile { path: "x".to_owned(), text: text.to_owned() };
    assert!(complaints(&file("# why\nword\tkind\nsay\tverb\nmay\tmodal\n")).is_empty());
    for text in ["word\nsay\nsay\n", "word\nsay \n", "word\n", "word\nsay", "word\r\nsay\r\n"] {
        assert!(!complaints(&file(text)).is_empty(), "{text:?}");
    }
}
