//! `eval --gold DIR`: the pipeline over gold files, every figure, and the table for the docs.

mod report;
mod targets;

use std::path::{Path, PathBuf};

use crate::arguments::Arguments;
use crate::predict::predict;
use crate::score::{Scores, score};
use crate::{Outcome, gold};

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
    let given = arguments.option("gold").into_iter().chain(arguments.files.iter().map(String::as_str));
    let mut files: Vec<PathBuf> = Vec::new();
    for path in given {
        files.extend(gold::files(Path::new(path))?);
    }
    if files.is_empty() {
        return Err("eval wants --gold DIR".into());
    }
    let only = arguments.all("layer");
    let mut measured = Vec::new();
    for path in &files {
        if let Some(file) = measure(path, &only)? {
            println!("{}", file.file);
            file.scores.print();
            println!();
            measured.push(file);
        }
    }
    let rows = targets::rows(&measured);
    print!("{}", targets::table(&rows));
    let whole = arguments.option("gold").is_some_and(|dir| Path::new(dir).join("dev").is_dir());
    if whole && only.is_empty() && arguments.files.is_empty() {
        let out = arguments.option("out").unwrap_or(DOCS);
        write(out, &report::quality(&measured, &rows))?;
        println!("wrote {out}");
    }
    Ok(())
}

/// The figures of a file; `None` if nothing in it can be scored.
fn measure(path: &Path, only: &[&str]) -> Result<Option<Measured>, String> {
    let lines = gold::read(path)?;
    let predicted = predict(&lines)?;
    let scores = score(&lines, &predicted, only);
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
