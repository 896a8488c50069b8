//! JSON Lines: one article a line, its text kept exactly.

use std::io::{BufRead, Read as _};

use claimant_doc::PublishedFrom;
use serde::Deserialize;
use serde_json::Value;

use crate::read::{Outcome, Read};
use crate::{ReadError, date, limits, text, unpack};

/// The articles of JSON Lines, one line in memory at a time. Blank lines count as lines but give nothing.
pub(crate) fn records<'a>(mut input: impl BufRead + 'a) -> impl Iterator<Item = Outcome> + 'a {
    let mut number = 0_u64;
    let mut broken = false;
    std::iter::from_fn(move || {
        while !broken {
            number += 1;
            match next_line(&mut input) {
                Ok(None) => return None,
                Ok(Some(line)) if line.trim_ascii().is_empty() => {}
                Ok(Some(line)) => {
                    return Some(article(&line).map_err(|error| error.at(format!("line {number}"))));
                }
                Err(error) => {
                    broken = error != ReadError::TooLarge;
                    return Some(Err(error.at(format!("line {number}"))));
                }
            }
        }
        None
    })
}

/// The next line; one that is too long is skipped to its end and an error.
fn next_line(input: &mut impl BufRead) -> Result<Option<Vec<u8>>, ReadError> {
    let mut line = Vec::new();
    let most = limits::DOCUMENT as u64 + 1;
    input.by_ref().take(most).read_until(b'\n', &mut line).map_err(unpack::io_error)?;
    if line.len() as u64 == most && line.last() != Some(&b'\n') {
        input.skip_until(b'\n').map_err(unpack::io_error)?;
        return Err(ReadError::TooLarge);
    }
    Ok((!line.is_empty()).then_some(line))
}

/// One line as given.
#[derive(Deserialize)]
struct Line {
    text: Option<String>,
    title: Option<String>,
    published: Option<Value>,
    url: Option<String>,
    publisher: Option<String>,
    language: Option<String>,
    #[serde(default)]
    authors: Authors,
    #[serde(alias = "_id")]
    id: Option<Value>,
}

/// Authors as a list or as one string.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Authors {
    #[default]
    None,
    One(String),
    Many(Vec<Option<String>>),
}

/// The article of one line.
fn article(line: &[u8]) -> Outcome {
    let (bytes, _) = crate::charset::strip_mark(line);
    let given: Line = serde_json::from_slice(bytes).map_err(|error| ReadError::BadJson(error.to_string()))?;
    let mut read = Read::new(text::article(given.text.ok_or(ReadError::MissingText)?));
    let article = &mut read.article;
    article.title = given.title.filter(|title| !title.trim().is_empty());
    article.url = given.url;
    article.publisher = given.publisher;
    article.language = given.language;
    article.authors = match given.authors {
        Authors::None => Vec::new(),
        Authors::One(name) => vec![name],
        Authors::Many(names) => names.into_iter().flatten().collect(),
    };
    article.authors.retain(|name| !name.trim().is_empty());
    article.origin.id = given.id.and_then(as_text);
    // The line alone: whether it is the last one is nothing of its own.
    article.origin.bytes_sha256 = Some(text::sha256(line.trim_ascii_end()));
    if let Some(published) = given.published.and_then(as_text).filter(|text| !text.trim().is_empty()) {
        set_published(&mut read, &published);
    }
    Ok(read)
}

/// A string or number as text.
fn as_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Sets the publication date that a document states, or warns that it is none.
pub(crate) fn set_published(read: &mut Read, text: &str) {
    match date::parse(text) {
        Some(published) => {
            read.article.published = Some(published);
            read.article.published_from = Some(PublishedFrom::Metadata);
        }
        None => read.warn("odd-date", format!("the publication date {text:?} is not a date")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Outcome> {
        records(text.as_bytes()).collect()
    }

    #[test]
    fn text_and_id_come_back_as_given() {
        let line = r#"{"id": 7, "text": " A\r\nb ", "authors": "Ann Lee", "published": "June 3, 2024", "title": "T"}"#;
        let outcomes = read(line);
        let got = &outcomes[0].as_ref().unwrap().article;
        assert_eq!(got.text(), " A\r\nb ");
        assert_eq!(got.origin.id.as_deref(), Some("7"));
        assert_eq!(got.authors, ["Ann Lee"]);
        assert_eq!(got.published.as_deref(), Some("2024-06-03"));
    }

    #[test]
    fn one_bad_line_costs_one_line() {
        let got =
            read("{\"text\": \"a\"}\n{\"text\": 3}\n\n[]\n{}\n{\"text\": \"b\", \"published\": \"soon\"}");
        let codes: Vec<&str> =
            got.iter().map(|o| o.as_ref().map_or_else(ReadError::code, |_| "ok")).collect();
        assert_eq!(codes, ["ok", "bad-json", "bad-json", "missing-text", "ok"]);
        assert!(got[1].as_ref().unwrap_err().to_string().starts_with("line 2: "));
        assert_eq!(got[4].as_ref().unwrap().warnings[0].code, "odd-date");
    }
}
