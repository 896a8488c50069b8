//! The text of a PDF.
//!
//! PDF parsers panic, loop and grow on files found in the wild, so that no PDF is parsed in the process that reads
//! the others: [`Options::pdf`](crate::Options::pdf) is the door to one that may die. That process calls [`parse`]
//! under the limits [`PDF_MEMORY`](crate::limits::PDF_MEMORY) and [`PDF_SECONDS`](crate::limits::PDF_SECONDS).

use std::panic::{AssertUnwindSafe, catch_unwind};

use claimant_doc::PublishedFrom;
use serde::{Deserialize, Serialize};

use crate::read::{Outcome, Read};
use crate::{Options, ReadError, date, text};

/// What a PDF holds, in a shape that crosses from one process to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PdfText {
    /// The text of each page, lines as they stand.
    pub pages: Vec<String>,
    /// The document's title.
    pub title: Option<String>,
    /// The document's author.
    pub author: Option<String>,
    /// When the document was made, ISO 8601.
    pub created: Option<String>,
}

/// Parses a PDF in this process. It may take any time and memory, and a stack overflow or failed allocation ends the
/// process: call it in one that may die.
pub fn parse(bytes: &[u8]) -> Result<PdfText, ReadError> {
    let parsed = catch_unwind(AssertUnwindSafe(|| parse_unguarded(bytes)));
    parsed.unwrap_or_else(|_| Err(ReadError::Pdf("the parser gave up on it".to_owned())))
}

fn parse_unguarded(bytes: &[u8]) -> Result<PdfText, ReadError> {
    use pdf_extract::{Document, Error, OutputError};
    let document = Document::load_mem(bytes).map_err(|error| match error {
        Error::Decryption(_) | Error::InvalidPassword => ReadError::PdfEncrypted,
        other => ReadError::Pdf(other.to_string()),
    })?;
    if document.is_encrypted() {
        return Err(ReadError::PdfEncrypted);
    }
    let pages = pdf_extract::extract_text_from_mem_by_pages(bytes).map_err(|error| match error {
        OutputError::PdfError(Error::Decryption(_)) => ReadError::PdfEncrypted,
        other => ReadError::Pdf(other.to_string()),
    })?;
    if pages.iter().all(|page| page.trim().is_empty()) {
        return Err(ReadError::PdfWithoutText);
    }
    let known = Info::of(&document);
    Ok(PdfText {
        pages,
        title: known.text(b"Title"),
        author: known.text(b"Author"),
        created: known.text(b"CreationDate").and_then(|text| date::parse(text.trim_start_matches("D:"))),
    })
}

/// The document's information dictionary.
struct Info<'a>(Option<&'a pdf_extract::Dictionary>);

impl<'a> Info<'a> {
    fn of(document: &'a pdf_extract::Document) -> Info<'a> {
        let entry = document.trailer.get(b"Info").ok();
        let entry = entry.and_then(|entry| match entry.as_reference() {
            Ok(id) => document.get_object(id).ok(),
            Err(_) => Some(entry),
        });
        Info(entry.and_then(|entry| entry.as_dict().ok()))
    }

    /// A string of the dictionary; UTF-16 with a mark, else Latin.
    fn text(&self, key: &[u8]) -> Option<String> {
        let raw = self.0?.get(key).ok()?.as_str().ok()?;
        let text = match raw.starts_with(&[0xfe, 0xff]) || raw.starts_with(&[0xef, 0xbb, 0xbf]) {
            true => crate::charset::decode(raw, None, None).text.into_owned(),
            false => raw.iter().copied().map(char::from).collect(),
        };
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// The article in a PDF, through the door that the options give.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Outcome {
    let door = options.pdf.ok_or(ReadError::PdfClosed)?;
    let parsed = door(bytes)?;
    let mut read = Read::new(text::article(flow(&parsed.pages)));
    let article = &mut read.article;
    article.origin.bytes_sha256 = Some(text::sha256(bytes));
    article.title = parsed.title.filter(|title| is_title(title));
    article.authors = parsed.author.into_iter().filter(|name| name.contains(' ')).collect();
    // When a file was made is a weaker statement than the user's own.
    article.published = parsed.created.filter(|_| options.published.is_none());
    if article.published.is_some() {
        article.published_from = Some(PublishedFrom::Metadata);
        read.warn("date-of-file", "the publication date is the day on which the PDF was made");
    }
    Ok(read)
}

/// A title that a person wrote rather than a program: no file name.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    title.contains(' ')
        && !["microsoft word", ".doc", ".indd", ".pdf", "untitled"].iter().any(|no| lower.contains(no))
}

/// Pages as running text: lines of a paragraph joined, words joined that were parted at a line's end.
fn flow(pages: &[String]) -> String {
    let mut text = String::new();
    for line in pages.iter().flat_map(|page| page.lines().chain([""])) {
        let line = line.split_whitespace().collect::<Vec<&str>>().join(" ");
        let parted = text.ends_with('-') && line.starts_with(|c: char| c.is_lowercase());
        if line.is_empty() {
            if !text.is_empty() && !text.ends_with("\n\n") {
                text.push_str("\n\n");
            }
        } else if parted && text.trim_end_matches('-').ends_with(char::is_alphabetic) {
            text.pop();
            text.push_str(&line);
        } else {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            text.push_str(&line);
        }
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let pages =
            ["The council ap-\nproved the plan\non Monday.\n\n  It takes effect".into(), "in June.".into()];
        assert_eq!(flow(&pages), "The council approved the plan on Monday.\n\nIt takes effect\n\nin June.");
    }

    #[test]
    fn without_a_door_there_is_no_pdf() {
        assert_eq!(read(b"%PDF-1.4", &Options::default()), Err(ReadError::PdfClosed));
        assert!(matches!(parse(b"%PDF-1.4\n%%EOF"), Err(ReadError::Pdf(_))));
    }
}
