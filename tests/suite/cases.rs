//! Cases: small texts and what is found in them, kept as Markdown that people read.
//!
//! ````text
//! ## Said-verb after the quote
//! ```text published=2024-06-15
//! "We will cut rates," the governor said on Monday.
//! ```
//! ```times
//! on Monday | DATE | 2024-06-10 | 2024-06-10..2024-06-10
//! ```
//! ````
//!
//! Cases are read by the rules alone, so that they tell what the rules do, but for those marked `model=yes`.
//!
//! `CASE=time cargo test -p claimant-tests cases` runs only the files whose name holds "time".

mod file;
mod render;

use std::fs;
use std::path::{Path, PathBuf};

use claimant_doc::{Article, Marks};
use claimant_extract::{Config, encode, extract, mark, segment};

use crate::{at_root, diff, spans, updating};
use file::{Block, CaseFile};
pub use render::{Found, KINDS};

#[test]
fn every_case_finds_what_it_says() {
    let complaints: Vec<String> = paths().iter().flat_map(|path| check(path)).collect();
    assert!(complaints.is_empty(), "\n{}\nUPDATE=1 rewrites.", complaints.join("\n"));
}

/// The case files, in order of name.
fn paths() -> Vec<PathBuf> {
    let wanted = std::env::var("CASE").unwrap_or_default();
    let entries = fs::read_dir(at_root("tests/cases")).expect("tests/cases");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().contains(&wanted)));
    paths.sort();
    assert!(!paths.is_empty(), "no case file is called *{wanted}*");
    paths
}

/// What is wrong in one file; where expectations are being rewritten, only what cannot be.
fn check(path: &Path) -> Vec<String> {
    let name = path.file_name().unwrap_or_default().display();
    let text = fs::read_to_string(path).expect("a case file is UTF-8");
    let mut file = match CaseFile::parse(&text) {
        Ok(file) => file,
        Err(complaint) => return vec![format!("{name}: {complaint}")],
    };
    let complaints = run(&mut file);
    if updating() && file.to_string() != text {
        fs::write(path, file.to_string()).expect("a case file can be written");
    }
    complaints.into_iter().map(|complaint| format!("{name}: {complaint}")).collect()
}

/// Runs every case of `file`, leaving in its blocks what was found.
fn run(file: &mut CaseFile) -> Vec<String> {
    let mut complaints = Vec::new();
    for case in &mut file.cases {
        let found = match read(&case.text) {
            Ok(found) => found,
            Err(complaint) => {
                complaints.push(format!("{}: {complaint}", case.title));
                continue;
            }
        };
        for block in &mut case.expected {
            complaints.extend(compare(block, &found).map(|complaint| format!("{}\n{complaint}", case.title)));
        }
    }
    complaints
}

/// Puts what was found into `block`, and tells the difference unless expectations are being rewritten.
fn compare(block: &mut Block, found: &Found) -> Option<String> {
    let Some(now) = found.render(&block.name) else {
        return Some(format!("  there is no rendering called {:?}", block.name));
    };
    let before = std::mem::replace(&mut block.body, now);
    (before != block.body && !updating())
        .then(|| format!("  {}: - expected, + found\n{}", block.name, diff::lines(&before, &block.body)))
}

/// Reads the text of a case, whose info string tells what else is known of the article, and with `model=yes` that the
/// encoder reads it too.
fn read(text: &Block) -> Result<Found, String> {
    let mut article = Article::new(text.body.as_str());
    let mut config = Config { fast: true, ..Config::default() };
    for pair in text.info.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').ok_or_else(|| format!("{pair:?} is not key=value"))?;
        let field = match key {
            "model" => {
                config.fast = value != "yes";
                continue;
            }
            "published" => &mut article.published,
            "language" => &mut article.language,
            "title" => &mut article.title,
            "publisher" => &mut article.publisher,
            "url" => &mut article.url,
            _ => return Err(format!("a text has no {key:?}")),
        };
        *field = Some(value.to_owned());
    }
    let marks = marks(&article, &config);
    let mut reading = extract(article, &config);
    spans::check(&mut reading)?;
    Ok(Found { reading, marks })
}

/// All marks of an article.
pub fn marks(article: &Article, config: &Config) -> Marks {
    let mut doc = segment(article);
    let scores = encode(&mut doc, config);
    mark(&doc, &scores, config)
}
