//! `errors GOLD --layer L`: what gold and prediction disagree on, to be read by people.

mod aligned;
mod attributions;
mod claims;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::gold::Pair;
use crate::predict::{config, predict};
use crate::score::item::{Ends, items};
use crate::score::spans::Text;
use crate::{Outcome, gold};

/// How many characters are shown around a place.
const AROUND: usize = 90;

/// Finds the disagreements of one article.
type Finder = fn(Pair) -> Vec<Disagreement>;

const FINDERS: &[(&str, Finder)] = &[
    ("attributions", attributions::find),
    ("claims", claims::find),
    ("times", aligned::find_times),
    ("quantities", aligned::find_quantities),
    ("entities", aligned::find_entities),
];

/// One difference between gold and prediction.
struct Disagreement {
    /// `missed`, `extra`, or what is wrong with a match.
    kind: String,
    /// Where in the gold text.
    place: Ends,
    /// What gold and prediction say, a line each.
    lines: Vec<String>,
}

/// Prints the disagreements, at most `--limit`, of `--doc` or of all; then how often each kind occurs.
pub fn run(arguments: &Arguments) -> Outcome {
    let layer = arguments.option("layer").unwrap_or("attributions");
    let (_, find) = FINDERS.iter().find(|(name, _)| *name == layer).ok_or("no such layer")?;
    let limit: usize = arguments.option("limit").map_or(Ok(40), str::parse)?;
    let mut lines = gold::read(Path::new(arguments.first("GOLD.jsonl[.gz]")?))?;
    lines.retain(|line| items(line, "layers").iter().any(|l| l == layer));
    lines.retain(|line| arguments.option("doc").is_none_or(|doc| line["doc"] == doc));
    let predicted = match arguments.files.get(1) {
        Some(path) => gold::read(Path::new(path))?,
        None => predict(&lines, &config(arguments))?,
    };
    let empty = json!({"article": {"text": ""}});
    let wanted = |found: &Disagreement| arguments.option("kind").is_none_or(|kind| found.kind.contains(kind));
    let (mut shown, mut counts) = (0, BTreeMap::<String, usize>::new());
    for pair in gold::join(&lines, &predicted, &empty).0 {
        let text = Text::new(pair.0["article"]["text"].as_str().unwrap_or_default());
        for found in find(pair).into_iter().filter(wanted) {
            for part in found.kind.split(", ") {
                *counts.entry(part.to_owned()).or_default() += 1;
            }
            if shown < limit {
                show(&pair.0["doc"], &text, &found);
                shown += 1;
            }
        }
    }
    println!("--");
    counts.iter().for_each(|(kind, count)| println!("{count:6} {kind}"));
    Ok(())
}

fn show(doc: &Value, text: &Text, found: &Disagreement) {
    let (start, end) = found.place;
    println!("{}  [{} {start}..{end}]", found.kind.to_uppercase(), doc.as_str().unwrap_or("?"));
    let before = text.string((start.saturating_sub(AROUND), start));
    let inside = text.string((start, end));
    let after = text.string((end, end + AROUND));
    println!("    {}", format!("…{before}⟦{inside}⟧{after}…").replace('\n', "⏎"));
    found.lines.iter().for_each(|line| println!("    {line}"));
    println!();
}

/// The words of spans, parted by a bar.
fn words(text: &Text, spans: &[Ends]) -> String {
    let words: Vec<String> = spans.iter().map(|span| text.string(*span).replace('\n', "⏎")).collect();
    if words.is_empty() { "∅".to_owned() } else { words.join(" ¦ ") }
}

fn cover(spans: &[Ends]) -> Ends {
    let start = spans.iter().map(|s| s.0).min().unwrap_or_default();
    (start, spans.iter().map(|s| s.1).max().unwrap_or_default())
}
