//! `eval --gold DIR`: the pipeline over gold files, every figure, and the table for the docs.

mod checks;
mod report;
mod syntax;
mod targets;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::arguments::Arguments;
use crate::predict::predict;
use crate::score::{Scores, score};
use crate::{Outcome, gold, pages};

/// Where the table goes.
const DOCS: &str = "docs/quality.md";

/// The figures of one gold file.
pub struct Measured {
    /// The file's name, without folder and ending.
    pub file: String,
    /// Its figures.
    pub scores: Scores,
}

/// Prints the figures of every gold file; writes the docs' table when the whole gold folder was read.
pub fn run(arguments: &Arguments) -> Outcome {
    let only = arguments.all("layer");
    let mut measured = Vec::new();
    for path in files(arguments)? {
        measured.extend(measure(&path, &only)?);
    }
    let whole = arguments.option("gold").map(Path::new).filter(|dir| dir.join("dev").is_dir());
    if let Some(dir) = whole.filter(|_| only.is_empty() || only.contains(&syntax::LAYER)) {
        measured.extend(syntax::read(&dir.join("syntax"))?);
    }
    if let Some(folder) = pages_folder(arguments, whole).filter(|_| only.is_empty()) {
        measured.push(Measured { file: "pages".to_owned(), scores: pages::read(&folder)? });
    }
    for file in &measured {
        println!("{}", file.file);
        file.scores.print();
        println!();
    }
    let rows = targets::rows(&measured, whole.is_some() && only.is_empty());
    print!("{}", targets::table(&rows));
    if whole.is_some() && only.is_empty() && arguments.files.is_empty() {
        let out = arguments.option("out").unwrap_or(DOCS);
        write(out, &report::quality(&measured, &rows))?;
        println!("wrote {out}");
    }
    Ok(())
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

/// The figures of a file; `None` if nothing in it can be scored.
fn measure(path: &Path, only: &[&str]) -> Result<Option<Measured>, String> {
    let lines = gold::read(path)?;
    let predicted = predict(&lines)?;
    let mut scores = score(&lines, &predicted, only);
    let empty = Value::Null;
    let own = checks::check(&gold::join(&lines, &predicted, &empty).0);
    if only.is_empty() && !own.0.is_empty() {
        scores.layers.push(("checks", own));
    }
    let name = gold::name(path);
    let file = name.trim_end_matches(".gz").trim_end_matches(".jsonl").to_owned();
    Ok((!scores.layers.is_empty()).then_some(Measured { file, scores }))
}

/// Writes a text file and its folder.
pub fn write(path: &str, text: &str) -> std::io::Result<()> {
    if let Some(folder) = Path::new(path).parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}
