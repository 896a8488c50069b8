//! An extractor is one file, one row of the table and one file of cases, and knows no other extractor.

use claimant_doc::Layer;
use claimant_extract::EXTRACTORS;

use super::{files, nothing_in};
use crate::at_root;

const FOLDER: &str = "crates/claimant-extract/src/extractors";

#[test]
fn every_extractor_is_one_file_one_row_and_one_case_file() {
    let mut complaints = Vec::new();
    for row in EXTRACTORS {
        for path in [format!("{FOLDER}/{}.rs", row.name), format!("tests/cases/{}.md", row.name)] {
            if !at_root(&path).is_file() {
                complaints.push(format!("{} has no {path}", row.name));
            }
        }
    }
    for module in modules() {
        if !EXTRACTORS.iter().any(|row| row.name == module) {
            complaints.push(format!("{module}.rs has no row in the table"));
        }
    }
    nothing_in(&complaints, "extractors:");
}

#[test]
fn names_are_unique_and_every_layer_is_written() {
    let mut names: Vec<&str> = EXTRACTORS.iter().map(|row| row.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), EXTRACTORS.len(), "two rows share a name");
    for layer in Layer::ALL {
        assert!(EXTRACTORS.iter().any(|row| row.writes == layer), "nobody writes {layer:?}");
    }
}

#[test]
fn extractors_do_not_know_each_other() {
    let modules = modules();
    let mut complaints = Vec::new();
    for file in files(FOLDER, ".rs") {
        let inside = file.path.strip_prefix(FOLDER).unwrap_or_default().trim_start_matches('/');
        let depth = inside.matches('/').count();
        let own = inside.split(['/', '.']).next().unwrap_or_default();
        let code = file.code();
        let up = "super::".repeat(depth + 1);
        for other in modules.iter().filter(|module| *module != own) {
            if code.contains(&format!("{up}{other}::")) || code.contains(&format!("extractors::{other}::")) {
                complaints.push(format!("{own} imports {other}"));
            }
        }
    }
    nothing_in(&complaints, "extractors meet only through layers:");
}

/// Names of the modules directly below the table.
fn modules() -> Vec<String> {
    let direct = files(FOLDER, ".rs").into_iter().filter_map(|file| {
        let name = file.path.strip_prefix(FOLDER)?.trim_start_matches('/').strip_suffix(".rs")?.to_owned();
        (!name.contains('/')).then_some(name)
    });
    direct.collect()
}
