//! spaCy's small English pipeline over the same texts, pinned to one thread.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::corpus::Corpus;

/// The script that measures; it prints one JSON object.
const SCRIPT: &str = include_str!("spacy.py");
/// At most so many words are given to it.
const WORDS: usize = 60_000;
/// Where a Python with spaCy may be.
const PYTHONS: [&str; 2] = ["target/venv/bin/python", "python3"];

/// What it reached.
pub struct Speed {
    /// Words per second of CPU.
    pub words_per_second: f64,
    /// spaCy's version and the model's name.
    pub version: String,
}

/// Measures with `python`, else with the first Python that has spaCy; says why not.
pub fn measure(corpus: &Corpus, python: Option<&str>) -> Result<Speed, String> {
    let candidates = python.map_or_else(|| PYTHONS.to_vec(), |python| vec![python]);
    let mut why = String::new();
    for python in candidates {
        match run(python, corpus) {
            Ok(speed) => return Ok(speed),
            Err(error) => why = error,
        }
    }
    Err(why)
}

fn run(python: &str, corpus: &Corpus) -> Result<Speed, String> {
    let mut command = Command::new(python);
    for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"] {
        command.env(name, "1");
    }
    let mut child = command
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| "Python was not found".to_owned())?;
    if let Some(mut input) = child.stdin.take() {
        // A script that cannot load spaCy ends without reading: then its exit status says so.
        let _ = input.write_all(Value::from(few(corpus)).to_string().as_bytes());
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let result: Value = serde_json::from_slice(&output.stdout)
        .map_err(|_| "Python has no spaCy with a small English model".to_owned())?;
    let words_per_second = result["words_per_second"].as_f64().ok_or("spaCy gave no figure")?;
    Ok(Speed { words_per_second, version: result["version"].as_str().unwrap_or_default().to_owned() })
}

/// The first texts, up to the limit of words.
fn few(corpus: &Corpus) -> Vec<String> {
    let mut left = WORDS;
    let mut texts = Vec::new();
    for text in &corpus.texts {
        let words = text.split_whitespace().count();
        if words > left {
            break;
        }
        left -= words;
        texts.push(text.clone());
    }
    texts
}
