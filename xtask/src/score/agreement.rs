//! The figures agree with those of `score.py`, to 0.1, on a small file of our own that has every layer.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::gold;

/// How much a figure may differ.
const TOLERANCE: f64 = 0.1;

fn path(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(inside)
}

fn own_figures() -> Value {
    let read = |name| gold::read(&path(name)).unwrap();
    let (gold, predicted) =
        (read("tests/gold/own-small.jsonl"), read("tests/gold/own-small.predicted.jsonl"));
    super::score(&gold, &predicted, &[]).json()
}

/// Every figure of either side that the other lacks or has otherwise.
fn differences(ours: &Value, theirs: &Value) -> Vec<String> {
    let flat = |figures: &Value| -> Vec<(String, f64)> {
        let layers = figures.as_object().into_iter().flatten();
        let rows = layers.flat_map(|(layer, value)| match value {
            Value::Object(all) => {
                all.iter().map(|(name, v)| (format!("{layer} {name}"), v.clone())).collect()
            }
            number => vec![(layer.clone(), number.clone())],
        });
        rows.map(|(name, value)| (name, value.as_f64().unwrap())).collect()
    };
    let (a, b) = (flat(ours), flat(theirs));
    let lacks = |rows: &[(String, f64)], (name, value): &(String, f64)| {
        !rows.iter().any(|(other, v)| other == name && (v - value).abs() <= TOLERANCE)
    };
    let ours = a.iter().filter(|row| lacks(&b, row)).map(|row| format!("ours {row:?}"));
    ours.chain(b.iter().filter(|row| lacks(&a, row)).map(|row| format!("theirs {row:?}"))).collect()
}

#[test]
fn the_stored_figures_are_reached() {
    let stored = gold::read_text(&path("tests/gold/own-small.figures.json")).unwrap();
    let stored: Value = serde_json::from_str(&stored).unwrap();
    assert_eq!(differences(&own_figures(), &stored), Vec::<String>::new());
    assert_eq!(stored.as_object().unwrap().len(), 2 + super::LAYERS.len(), "a layer is not covered");
}

/// Compares with the scorer itself where it lies beside the repository; it is not part of it.
#[test]
fn the_scorer_itself_agrees() {
    let script = path("../shared/eval/score.py");
    if !script.is_file() {
        return;
    }
    let mut python = Command::new("python3");
    python
        .arg(script)
        .arg(path("tests/gold/own-small.jsonl"))
        .arg(path("tests/gold/own-small.predicted.jsonl"));
    let Ok(output) = python.arg("--json").output() else { return };
    let theirs: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(differences(&own_figures(), &theirs), Vec::<String>::new());
}
