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
    for (page, bytes) in pages(Path::new(folder))? {
        println!("{}", json!({ "page": page, "article": article(&bytes) }));
    }
    Ok(())
}

/// Name and bytes of every page of a folder, by name.
pub fn pages(folder: &Path) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some((page, "html" | "html.gz")) = name.split_once('.') {
            out.push((page.to_owned(), bytes(&path)?));
        }
    }
    Ok(out)
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

/// What the reader makes of a page.
pub fn read(bytes: &[u8]) -> Vec<Result<claimant_read::Read, claimant_read::ReadError>> {
    let options = claimant_read::Options { kind: Some(claimant_read::Kind::Html), ..Default::default() };
    claimant_read::read(bytes, &options)
}

/// The article of a page; an object with its error where there is none.
pub fn article(bytes: &[u8]) -> Value {
    match read(bytes).into_iter().next() {
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
