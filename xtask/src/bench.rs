//! `bench`: how fast and how large each step is, and against spaCy in the same run; writes docs/speed.md.
//!
//! Times are seconds of CPU of the thread that works, so that a busy machine does
//! not change them much; the binary's start is wall-clock. Memory is a process's peak resident set.

mod corpus;
mod process;
mod report;
mod spacy;
mod stages;

use std::path::Path;

use crate::arguments::Arguments;
use crate::{Outcome, eval};
use corpus::Corpus;

/// Where the page goes.
const DOCS: &str = "docs/speed.md";
/// How often each step is measured; the median counts.
const RUNS: usize = 5;

/// What was measured on one corpus.
pub struct Measured {
    corpus: Corpus,
    stages: Vec<stages::Stage>,
    spacy: Result<spacy::Speed, String>,
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
        let stages = stages::measure(&corpus, runs);
        let spacy = spacy::measure(&corpus, arguments.option("python"));
        measured.push(Measured { corpus, stages, spacy });
    }
    let binary = process::binary()?;
    let memory = process::memory_by_stage()?;
    let page = report::speed(&measured, binary.as_ref(), &memory);
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
