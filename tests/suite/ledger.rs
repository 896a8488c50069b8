//! The ledger: what it promises, and what it does when something breaks.
//!
//! `TORTURE=1` runs the long forms, as `cargo xtask torture` does; lines that begin with "torture |" are its table.

mod ask;
mod compare;
mod cuts;
mod disk;
mod flips;
mod groups;
mod hostile;
mod keep;
mod kills;
mod review;
mod shown;
mod tables;
mod together;

use std::collections::BTreeSet;
use std::path::Path;

use claimant_doc::{Certainty, Event, Link, Participant, Polarity, Reading, Span, Tense, hex};
use claimant_extract::{Config, extract};
use claimant_ledger::{Entry, Ledger};
use claimant_read::{Kind, Options, read};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::binary::{Run, run};

/// `short` here, `long` under torture.
fn rounds(short: usize, long: usize) -> usize {
    if std::env::var_os("TORTURE").is_some_and(|value| !value.is_empty()) { long } else { short }
}

/// One line of the table of `cargo xtask torture`.
fn figure(what: &str, rounds: usize, result: &str) {
    println!("torture | {what} | {rounds} | {result} |");
}

/// Numbers that differ from round to round and not from run to run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }
}

/// The text of article `n`: short, with a quotation, an allegation, a denial, a figure and a period.
fn text(n: usize) -> String {
    format!(
        "Customs officials in Velmark said on Monday that {} people had crossed the Tarn river into Kenya in May {}.\n\n\
         The Courier reported that police suspect driver number {n} of links to smugglers. \"We lost nobody,\" director \
         Henrik Vasko said, but lawyer Tomas Adler denied that his client had been on a list. Fees may rise é 𝄞 next year.",
        100 + n * 7,
        2010 + n % 14,
    )
}

/// Articles as JSON Lines.
fn lines(numbers: std::ops::Range<usize>) -> String {
    let line = |n: usize| {
        let day = 1 + n % 28;
        json!({"id": n.to_string(), "text": text(n), "url": format!("https://news.example/{n}"),
               "publisher": format!("Paper {}", n % 5), "published": format!("2024-{:02}-{day:02}", 1 + n % 12)})
        .to_string()
            + "\n"
    };
    numbers.map(line).collect()
}

/// Article `n` with everything that the rules find in it.
fn reading(n: usize) -> Reading {
    let options = Options { kind: Some(Kind::JsonLines), ..Options::default() };
    let read = read(lines(n..n + 1).as_bytes(), &options).remove(0).expect("an article");
    let mut reading = extract(read.article, &Config { fast: true, ..Config::default() });
    reading.generator.version = "test".to_owned();
    add_event(&mut reading);
    reading
}

/// The event that the encoder would find, which tests do without.
fn add_event(reading: &mut Reading) {
    let text = reading.article.text().to_owned();
    let at = |words: &str| {
        let start = text.find(words).expect("these words");
        Span::new(&text, start..start + words.len()).expect("a span")
    };
    let (crossed, river) = (at("crossed"), at("the Tarn river"));
    reading.events.push(Event {
        id: "v1".to_owned(),
        span: crossed,
        lemma: "cross".to_owned(),
        kind: Some("crossing".to_owned()),
        certainty: Certainty::Certain,
        polarity: Polarity::Affirmed,
        factuality: Some(2.5),
        tense: Tense::Past,
        participants: vec![Participant { role: "other".to_owned(), span: river, entity: None }],
        place: None,
        time: None,
        quantities: Vec::new(),
    });
    for claim in &mut reading.claims {
        if claim.content.iter().any(|span| span.contains(crossed)) {
            claim.events.push(Link::Id("v1".to_owned()));
        }
    }
}

/// Article `n`, ready to be kept.
fn entry(n: usize) -> Entry {
    Entry::of(reading(n), &["all"]).expect("an entry")
}

/// `claimant add --fast` with these arguments.
pub fn add(ledger: &Path, more: &[&str]) -> Run {
    let ledger = ledger.to_string_lossy().into_owned();
    run(&[&["add", "-l", &ledger, "--fast"], more].concat())
}

/// The hash of everything in a ledger.
pub fn export_hash(ledger: &Path) -> String {
    let mut hash = Sha256::new();
    let ledger = Ledger::open(ledger).expect("a ledger");
    ledger
        .records(&mut |record| {
            hash.update(record);
            true
        })
        .expect("records");
    hex(&hash.finalize())
}

/// The keys of the articles in a ledger.
fn keys(ledger: &Ledger) -> BTreeSet<String> {
    let table = ledger.table("SELECT key FROM articles JOIN readings ON readings.article = articles.id");
    let rows = table.expect("keys").rows.into_iter().flatten();
    rows.map(|value| if let claimant_ledger::Value::Text(key) = value { key } else { String::new() })
        .collect()
}

/// Complains of everything that `verify` finds.
pub fn sound(ledger: &Path) -> Result<(), String> {
    let ledger = Ledger::open(ledger).map_err(|error| error.to_string())?;
    let faults = ledger.verify(&mut |_, _| {}).map_err(|error| error.to_string())?;
    if faults.is_empty() { Ok(()) } else { Err(format!("{faults:?}")) }
}
