//! `bench`: how fast and how large each step is, and against spaCy in the same run; writes docs/speed.md.
//!
//! Times are seconds of CPU of the thread that works, so that a busy machine does
//! not change them much; the binary's start is wall-clock. Memory is a process's peak resident set.

mod corpus;
mod encoder;
mod process;
mod report;
mod spacy;
mod stages;

use std::path::Path;

use crate::arguments::Arguments;
use crate::{Outcome, eval, html};
use corpus::Corpus;

/// Where the page goes.
const DOCS: &str = "docs/speed.md";
/// How often each step is measured; the median counts.
const RUNS: usize = 5;

/// What was measured on one corpus.
pub struct Measured {
    corpus: Corpus,
    stages: Vec<stages::Stage>,
    encoder: Option<encoder::Encoder>,
    spacy: Result<spacy::Speed, String>,
}

/// What was measured of reading HTML.
pub struct Reading {
    name: &'static str,
    pages: usize,
    bytes: usize,
    seconds: f64,
}

impl Reading {
    fn of(name: &'static str, pages: Vec<Vec<u8>>, runs: usize) -> Reading {
        let seconds = stages::read_pages(&pages, runs);
        Reading { name, pages: pages.len(), bytes: pages.iter().map(Vec::len).sum(), seconds }
    }
}

/// The bundled HTML example, several times.
fn bundled_page() -> Result<Vec<Vec<u8>>, Box<dyn std::error::Error>> {
    let path = corpus::example_files()?.into_iter().find(|path| path.ends_with(".html"));
    let bytes = std::fs::read(path.ok_or("there is no HTML example")?)?;
    Ok(vec![bytes; 50])
}

/// Measures every step over the bundled examples and, with `--gold DIR`, over PolNeAR's development texts.
pub fn run(arguments: &Arguments) -> Outcome {
    if let Some(command) = arguments.option("inside") {
        return process::inside(command, arguments);
    }
    let (words, runs) = if arguments.has("quick") { (20_000, 3) } else { (200_000, RUNS) };
    let mut corpora = vec![corpus::examples(words)?];
    if let Some(gold) = arguments.option("gold") {
        corpora.push(corpus::polnear(Path::new(gold))?);
    }
    let mut measured = Vec::new();
    for corpus in corpora {
        eprintln!("{}: {} words", corpus.name, corpus.words());
        let (stages, encoder) = stages::measure(&corpus, runs);
        let spacy = spacy::measure(&corpus, arguments.option("python"));
        measured.push(Measured { corpus, stages, encoder, spacy });
    }
    let mut reading = vec![Reading::of("the bundled HTML example", bundled_page()?, runs)];
    let pages = arguments.option("gold").map(|gold| Path::new(gold).join("../pages")).filter(|p| p.is_dir());
    if let Some(folder) = pages {
        let pages = html::pages(&folder)?.into_iter().map(|(_, bytes)| bytes).collect();
        reading.push(Reading::of("news pages as fetched", pages, runs));
    }
    let binaries = process::binaries()?;
    let memory = process::memory_by_stage()?;
    let page = report::speed(&measured, &reading, &binaries, &memory);
    let out = arguments.option("out").unwrap_or(DOCS);
    eval::write(out, &page)?;
    print!("{page}");
    println!("wrote {out}");
    Ok(())
}

/// The middle value.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
