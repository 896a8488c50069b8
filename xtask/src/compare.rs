//! `compare`: copies, relations, events and pairs of texts against gold, as the ledger compares them.

mod changed;
mod copies;
mod embed;
mod events;
mod fit;
mod own;
mod pairs;
mod relations;
mod stance;
mod wire;

use std::path::Path;

use crate::Outcome;
use crate::arguments::Arguments;
use crate::eval::Measured;
use crate::score::Scores;
use crate::score::figures::Figures;

/// A part: its name and what measures it, given the gold folder.
type Part = (&'static str, fn(&Path, bool) -> Result<Vec<Measured>, String>);

const PARTS: &[Part] = &[
    ("copies", copies::measure),
    ("relations", relations::measure),
    ("events", events::measure),
    ("stance", stance::measure),
    ("pairs", pairs::measure),
];

/// `compare --gold DIR [--part NAME] [--verbose]`: prints the figures.
pub fn run(arguments: &Arguments) -> Outcome {
    let gold = arguments.option("gold").ok_or("compare wants --gold DIR")?;
    let only = arguments.all("part");
    for (_, measure) in PARTS.iter().filter(|(name, _)| only.is_empty() || only.contains(name)) {
        for measured in measure(Path::new(gold), arguments.has("verbose"))? {
            println!("{}", measured.file);
            measured.scores.print();
        }
    }
    Ok(())
}

/// Every part's figures.
pub fn measure(gold: &Path) -> Result<Vec<Measured>, String> {
    let mut measured = Vec::new();
    for (_, part) in PARTS {
        measured.extend(part(gold, false)?);
    }
    Ok(measured)
}

/// The figures of one layer under a name.
fn measured(file: &str, layer: &'static str, articles: usize, figures: Figures) -> Measured {
    let scores = Scores { articles, missing: 0, layers: vec![(layer, figures)] };
    Measured { file: file.to_owned(), mode: None, scores }
}
