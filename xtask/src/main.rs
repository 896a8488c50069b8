//! Evaluation and benchmarks: `cargo xtask eval`, `cargo xtask bench`.
#![allow(clippy::print_stdout)]

mod html;

use std::io::Read;

use claimant_doc::{Article, Record};
use claimant_extract::{Config, extract};
use serde_json::Value;

/// `predict GOLD.jsonl[.gz]`: the pipeline's output for every gold article, one JSON line each, with the gold's `doc`.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    if std::env::args().nth(1).as_deref() == Some("html") {
        let folder = std::env::args().nth(2).ok_or("usage: cargo xtask html DIR")?;
        return html::html(std::path::Path::new(&folder));
    }
    let path = std::env::args().nth(2).ok_or("usage: cargo xtask predict GOLD.jsonl[.gz]")?;
    let bytes = std::fs::read(&path)?;
    let mut text = String::new();
    if path.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let gold: Value = serde_json::from_str(line)?;
        let mut article = Article::new(gold["article"]["text"].as_str().unwrap_or_default());
        article.published = gold["article"]["published"].as_str().map(str::to_owned);
        let mut record = serde_json::to_value(Record::from(extract(article, &Config::default())))?;
        record["doc"] = gold["doc"].clone();
        println!("{record}");
    }
    Ok(())
}
