//! The pipeline over gold articles, on two threads, in order.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use claimant_doc::{Article, Record};
use claimant_extract::{Config, extract};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::{Outcome, gold};

/// How many threads predict.
const THREADS: usize = 2;

/// How articles are read: `--fast` for the rules alone.
pub fn config(arguments: &Arguments) -> Config {
    Config { fast: arguments.has("fast"), ..Config::default() }
}

/// `predict GOLD`: one JSON line for every gold article, with the gold's `doc`.
pub fn run(arguments: &Arguments) -> Outcome {
    let lines = gold::read(Path::new(arguments.first("GOLD.jsonl[.gz]")?))?;
    for record in predict(&lines, &config(arguments))? {
        println!("{record}");
    }
    Ok(())
}

/// What the pipeline finds in each gold line's text, in the order of the lines.
pub fn predict(lines: &[Value], config: &Config) -> Result<Vec<Value>, String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((at, line)) = step(&next, lines) {
            done.push((at, predict_line(line, config)));
        }
        done
    };
    let mut all = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|t| t.join().map_err(|_| "extraction panicked".to_owned()))
            .collect::<Result<Vec<_>, _>>()
    })?
    .concat();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, record)| record.map_err(|error| error.to_string())).collect()
}

fn step<'a>(next: &AtomicUsize, lines: &'a [Value]) -> Option<(usize, &'a Value)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    Some((at, lines.get(at)?))
}

fn predict_line(line: &Value, config: &Config) -> Result<Value, String> {
    let record = Record::from(extract(article(line), config));
    let mut record = serde_json::to_value(record).map_err(|error| error.to_string())?;
    record["doc"] = line["doc"].clone();
    Ok(record)
}

/// A gold line's article, as a reader would give it.
pub fn article(line: &Value) -> Article {
    let mut article = Article::new(line["article"]["text"].as_str().unwrap_or_default());
    let said = |key: &str| line["article"][key].as_str().map(str::to_owned);
    (article.published, article.url) = (said("published"), said("url"));
    article
}
