//! The sample in every format, file by file. `UPDATE=1` rewrites; the diff is the review.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use claimant_ledger::export::{Export, Format, Options, Run, SHAPES, Shape, export};

use crate::sample::articles;

fn options() -> Options {
    let run = Run {
        name: "sample run".to_owned(),
        ended: Some("2024-06-19T00:00:00Z".to_owned()),
        extractors: vec!["time".to_owned(), "place".to_owned()],
    };
    Options { raw: false, run: Some(run) }
}

/// The sample in `format`.
pub fn files(format: Format) -> BTreeMap<String, String> {
    export(format, &articles(), &options())
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn every_format_gives_the_bytes_that_were_reviewed() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut complaints = Vec::new();
    for shape in SHAPES {
        let folder = folder().join(shape.name);
        let files = files(shape.format);
        if update {
            // A folder that holds a file of an older kind would be read back by others.
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            files.iter().for_each(|(name, text)| fs::write(folder.join(name), text).unwrap());
        }
        let there = fs::read_dir(&folder).map_or(0, Iterator::count);
        if there != files.len() {
            complaints.push(format!("{}: {there} golden files, {} found", shape.name, files.len()));
        }
        for (name, text) in &files {
            let before = fs::read_to_string(folder.join(name)).unwrap_or_default();
            complaints.extend(difference(&format!("{}/{name}", shape.name), &before, text));
        }
    }
    assert!(complaints.is_empty(), "\n{}\nUPDATE=1 rewrites.", complaints.join("\n"));
}

fn difference(file: &str, before: &str, now: &str) -> Option<String> {
    let differs =
        before.lines().chain([""]).zip(now.lines().chain([""])).enumerate().find(|(_, (a, b))| a != b);
    (before != now).then(|| match differs {
        Some((i, (a, b))) => format!("{file}:{}\n- {a}\n+ {b}", i + 1),
        None => format!("{file}: its end differs"),
    })
}

#[test]
fn article_by_article_gives_the_same_bytes_and_so_does_a_second_time() {
    for shape in SHAPES {
        let mut parts = Export::new(shape.format, options()).start();
        let mut stream = Export::new(shape.format, options());
        articles().iter().for_each(|article| parts.extend(stream.add(article)));
        parts.extend(stream.finish());
        let mut joined: BTreeMap<String, String> = BTreeMap::new();
        parts.into_iter().for_each(|part| *joined.entry(part.file).or_default() += &part.text);
        assert_eq!(joined, files(shape.format), "{}", shape.name);
        assert_eq!(files(shape.format), files(shape.format));
    }
}

#[test]
fn formats_have_names_of_their_own_and_no_files_in_common() {
    for (i, shape) in SHAPES.iter().enumerate() {
        assert_eq!(shape.format as usize, i);
        assert_eq!(Format::from_name(shape.name), Some(shape.format));
        assert!(!shape.about.is_empty() && !shape.about.ends_with('.') && shape.media_type.contains('/'));
    }
    assert_eq!(Format::from_name("html"), None);
    let mut names: Vec<String> = SHAPES.iter().flat_map(|shape| files(shape.format).into_keys()).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn nothing_at_all_is_still_a_sound_file() {
    for shape in SHAPES {
        for (name, text) in export(shape.format, &[], &Options::default()) {
            if [".geojson", ".jsonld"].iter().any(|ending| name.ends_with(ending)) {
                assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{name}: {text}");
            }
        }
    }
}

#[test]
fn the_page_about_ledgers_has_the_table_of_formats() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/ledger.md");
    let row = |shape: &Shape| format!("| `{}` | {} | {} |\n", shape.name, shape.media_type, shape.about);
    let table: String = SHAPES.iter().map(row).collect();
    assert!(fs::read_to_string(page).unwrap().contains(&table), "docs/ledger.md should hold:\n{table}");
}
