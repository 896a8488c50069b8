//! `cargo xtask html DIR`: the reader's article of every `NNN.html[.gz]` in a folder, one JSON line each.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::Outcome;
use crate::arguments::Arguments;

/// Reads the pages of a folder and prints their articles.
pub fn run(arguments: &Arguments) -> Outcome {
    let [folder] = arguments.files.as_slice() else {
        return Err("html wants DIR".into());
    };
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some((page, ending)) = name.split_once('.') else { continue };
        if !matches!(ending, "html" | "html.gz") {
            continue;
        }
        let bytes = bytes(&path)?;
        println!("{}", json!({ "page": page, "article": article(&bytes) }));
    }
    Ok(())
}

fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let bytes = std::fs::read(path)?;
    if path.extension().is_none_or(|ending| ending != "gz") {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut plain)?;
    Ok(plain)
}

/// The article of a page; an object with its error where there is none.
fn article(bytes: &[u8]) -> Value {
    let options = claimant_read::Options { kind: Some(claimant_read::Kind::Html), ..Default::default() };
    match claimant_read::read(bytes, &options).into_iter().next() {
        Some(Ok(read)) => {
            let article = read.article;
            let lead = article.pieces.len() as f64 / article.blocks.len().max(1) as f64;
            json!({
                "text": article.text(),
                "title": article.title,
                "authors": article.authors,
                "published": article.published,
                "publisher": article.publisher,
                "language": article.language,
                "url": article.url,
                "traced": lead,
                "kinds": article.blocks.iter().map(|block| json!(block.kind)).collect::<Vec<_>>(),
            })
        }
        Some(Err(error)) => json!({ "error": error.to_string() }),
        None => Value::Null,
    }
}
