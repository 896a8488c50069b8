//! `eval --gold DIR`: the pipeline over gold files, every figure, and the table for the docs.

mod checks;
mod genres;
mod report;
mod syntax;
mod targets;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::arguments::Arguments;
use claimant_extract::Config;

use crate::predict::predict;
use crate::score::{Scores, score};
use crate::{Outcome, check, compare, gold, pages};

/// Where the table goes.
const DOCS: &str = "docs/quality.md";

/// How articles were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// With the encoder.
    Model,
    /// By rules alone.
    Rules,
}

impl Mode {
    /// The configuration of the pipeline.
    pub fn config(self) -> Config {
        Config { fast: self == Mode::Rules, ..Config::default() }
    }

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Model => "model",
            Mode::Rules => "rules",
        }
    }
}

/// The figures of one gold file.
pub struct Measured {
    /// The file's name, without folder and ending, and the genre if it is of one alone.
    pub file: String,
    /// How it was read; `None` where that makes no difference.
    pub mode: Option<Mode>,
    /// Its figures.
    pub scores: Scores,
}

impl Measured {
    /// What was measured: the pipeline in a mode, the reader of pages, or the ledger's comparisons.
    pub fn by(&self) -> &'static str {
        match self.mode {
            Some(mode) => mode.name(),
            None if self.file == "pages" => "reader",
            None => "ledger",
        }
    }
}

/// Prints the figures of every gold file; writes the docs' table when the whole gold folder was read.
pub fn run(arguments: &Arguments) -> Outcome {
    let only = arguments.all("layer");
    let modes = modes(arguments);
    let mut measured = Vec::new();
    for path in files(arguments)? {
        for mode in &modes {
            measured.extend(measure(&path, *mode, &only)?);
        }
    }
    let whole = arguments.option("gold").map(Path::new).filter(|dir| dir.join("dev").is_dir());
    if let Some(dir) = whole.filter(|_| only.is_empty() || only.contains(&syntax::LAYER)) {
        for mode in &modes {
            measured.extend(syntax::read(&dir.join("syntax"), *mode)?);
        }
    }
    if let Some(folder) = pages_folder(arguments, whole).filter(|_| only.is_empty()) {
        measured.push(Measured { file: "pages".to_owned(), mode: None, scores: pages::read(&folder)? });
    }
    if let Some(dir) = whole.filter(|_| only.is_empty()) {
        measured.extend(compare::measure(dir)?);
    }
    if let Some(folder) = whole.map(|dir| dir.join("../tables")).filter(|dir| dir.is_dir() && only.is_empty())
    {
        for mode in &modes {
            let scores = check::read(&folder, &mode.config())?;
            measured.push(Measured { file: "tables".to_owned(), mode: Some(*mode), scores });
        }
    }
    for file in &measured {
        println!("{} ({})", file.file, file.by());
        file.scores.print();
        println!();
    }
    let whole = whole.is_some() && only.is_empty() && modes.len() > 1;
    let rows = targets::rows(&measured, whole);
    print!("{}", targets::table(&rows));
    if whole && arguments.files.is_empty() {
        let out = arguments.option("out").unwrap_or(DOCS);
        write(out, &report::quality(&measured, &rows))?;
        println!("wrote {out}");
    }
    Ok(())
}

/// Both modes, or the one asked for.
fn modes(arguments: &Arguments) -> Vec<Mode> {
    match (arguments.has("model"), arguments.has("fast")) {
        (true, false) => vec![Mode::Model],
        (false, true) => vec![Mode::Rules],
        _ => vec![Mode::Model, Mode::Rules],
    }
}

/// The folder of HTML pages: `--pages`, else the one beside the gold folder, if it is there.
fn pages_folder(arguments: &Arguments, gold: Option<&Path>) -> Option<PathBuf> {
    let given = arguments.option("pages").map(PathBuf::from);
    given.or_else(|| Some(gold?.join("../pages")).filter(|folder| folder.is_dir()))
}

/// The gold files that were asked for.
fn files(arguments: &Arguments) -> Result<Vec<PathBuf>, String> {
    let given = arguments.option("gold").into_iter().chain(arguments.files.iter().map(String::as_str));
    let mut files = Vec::new();
    for path in given {
        files.extend(gold::files(Path::new(path))?);
    }
    if files.is_empty() { Err("eval wants --gold DIR".to_owned()) } else { Ok(files) }
}

/// The figures of a file and, with the encoder, of each of its genres; none of what can't be scored.
fn measure(path: &Path, mode: Mode, only: &[&str]) -> Result<Vec<Measured>, String> {
    let lines = gold::read(path)?;
    let predicted = predict(&lines, &mode.config())?;
    let mut scores = score(&lines, &predicted, only);
    let genres = if mode == Mode::Model { genres::scores(&lines, &predicted, only) } else { Vec::new() };
    let empty = Value::Null;
    let own = checks::check(&gold::join(&lines, &predicted, &empty).0);
    if only.is_empty() && !own.0.is_empty() {
        scores.layers.push(("checks", own));
    }
    let name = gold::name(path);
    let file = name.trim_end_matches(".gz").trim_end_matches(".jsonl");
    let own = std::iter::once((file.to_owned(), scores));
    let genres = genres.into_iter().map(|(genre, scores)| (format!("{file}: {genre}"), scores));
    let measured = own.chain(genres).map(|(file, scores)| Measured { file, mode: Some(mode), scores });
    Ok(measured.filter(|measured| !measured.scores.layers.is_empty()).collect())
}

/// Writes a text file and its folder.
pub fn write(path: &str, text: &str) -> std::io::Result<()> {
    if let Some(folder) = Path::new(path).parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}
