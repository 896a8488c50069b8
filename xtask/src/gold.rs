//! Gold files: JSON Lines, one article a line, gzip or plain.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The lines of a JSON Lines file.
pub fn read(path: &Path) -> Result<Vec<Value>, String> {
    let name = path.display();
    let text = read_text(path).map_err(|error| format!("{name}: {error}"))?;
    text.split('\n')
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).map_err(|error| format!("{name}: {error}")))
        .collect()
}

/// The text of a file, unpacked if its name ends in `.gz`.
pub fn read_text(path: &Path) -> std::io::Result<String> {
    let bytes = std::fs::read(path)?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        bytes.as_slice().read_to_string(&mut text)?;
    }
    Ok(text)
}

/// The files that `eval` reads for a path: itself, or those of a folder; of the gold folder the worked example and `dev`.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let folders = match path.join("dev") {
        dev if dev.is_dir() => vec![path.join("example"), dev],
        _ => vec![path.to_owned()],
    };
    let mut found = Vec::new();
    for folder in folders {
        let mut here = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))? {
            here.push(entry.map_err(|error| error.to_string())?.path());
        }
        here.retain(|p| name(p).ends_with(".jsonl.gz") || name(p).ends_with(".jsonl"));
        here.sort();
        found.extend(here);
    }
    Ok(found)
}

/// A file's name; empty if it has none.
pub fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// A gold line and the prediction for it.
pub type Pair<'a> = (&'a Value, &'a Value);

/// Each gold line with its prediction: equal `doc`, else equal article id, else equal text, else an empty article;
/// and how many have none.
pub fn join<'a>(gold: &'a [Value], predicted: &'a [Value], empty: &'a Value) -> (Vec<Pair<'a>>, usize) {
    let mut by_key: HashMap<&str, &Value> = HashMap::new();
    for record in predicted {
        for key in keys(record) {
            by_key.entry(key).or_insert(record);
        }
    }
    let find = |record: &'a Value| keys(record).find_map(|key| by_key.get(key).copied());
    let pairs: Vec<_> = gold.iter().map(|g| (g, find(g))).collect();
    let missing = pairs.iter().filter(|(_, p)| p.is_none()).count();
    (pairs.into_iter().map(|(g, p)| (g, p.unwrap_or(empty))).collect(), missing)
}

fn keys(record: &Value) -> impl Iterator<Item = &str> {
    let article = &record["article"];
    [record["doc"].as_str(), article["id"].as_str(), article["text"].as_str()].into_iter().flatten()
}
