//! The article in a page.
//!
//! ```text
//! bytes ─charset→ page ─balance→ page with numbered elements ─parse→ tree ─metadata→ who, when, where
//!                                                                 └─pick→ article's tree ─blocks→ blocks ─clean→ text
//! ```
//!
//! What is surprising: the page is balanced by an own pass before the tree builder sees it ([`balance`]), which
//! bounds the work and lets every paragraph lead back to the bytes of the element that held it.

mod author;
mod balance;
mod blocks;
mod clean;
mod jsonld;
mod metadata;
mod pick;
mod tags;
mod title;

use claimant_doc::{Article, Block, Piece, PublishedFrom, Span, Warning};
use dom_query::Document;

use crate::read::{Outcome, Read};
use crate::{Options, ReadError, charset, date, text};
use blocks::Found;

/// The article of a page. `declared` is the character set that its HTTP header names.
pub(crate) fn read(bytes: &[u8], declared: Option<&str>, options: &Options<'_>) -> Outcome {
    let named = declared.map(str::to_owned).or_else(|| charset_of_page(bytes));
    let decoded = charset::decode(bytes, options.charset.as_deref(), named.as_deref());
    let mut page = look(&decoded.text, false, options)?;
    if length(&page.found) < LITTLE && decoded.text.contains("<noscript") {
        let scriptless = look(&decoded.text, true, options)?;
        if length(&scriptless.found) > 2 * length(&page.found) {
            page = scriptless;
        }
    }
    let Page { balanced, known, found } = page;
    let raw = |places: &[usize]| decoded.raw_offsets(bytes, places);
    let mut read = Read::new(assemble(&found, &balanced.elements, raw));
    read.article.origin.bytes_sha256 = Some(text::sha256(bytes));
    describe(&mut read, known);
    if balanced.flattened {
        read.warn("too-deep", "some elements are nested too deeply and were read as part of their parents");
    }
    text::warn_charset(&mut read, &decoded);
    Ok(read)
}

/// Bytes of text below which a page is looked at as browsers without scripts show it.
const LITTLE: usize = 500;

/// A page and what was found in it.
struct Page {
    balanced: balance::Balanced,
    known: metadata::Metadata,
    found: Vec<Found>,
}

fn look(page: &str, scriptless: bool, options: &Options<'_>) -> Result<Page, ReadError> {
    let balanced = balance::balance(page, scriptless)?;
    let document = Document::from(balanced.html.as_str());
    let shown = document.body().map(|body| blocks::blocks(&body)).unwrap_or_default();
    let known = metadata::metadata(&document, &shown, options.url.as_deref());
    let found = clean::clean(pick::pick(document, shown, &known), &known);
    Ok(Page { balanced, known, found })
}

fn length(found: &[Found]) -> usize {
    found.iter().map(|block| block.text.len()).sum()
}

/// The blocks of a piece of HTML that is an article's text already, as feeds hold it: kinds and texts.
pub(crate) fn fragment(html: &str) -> Result<Article, ReadError> {
    let balanced = balance::balance(html, true)?;
    let document = Document::from(balanced.html.as_str());
    let found = document.body().map(|body| blocks::blocks(&body)).unwrap_or_default();
    Ok(assemble(&clean::plain(found), &[], |_| Vec::new()))
}

/// The character set that a page names in its first bytes.
fn charset_of_page(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let value = after.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).unwrap_or(value.len());
    Some(value[..end].to_owned()).filter(|name| !name.is_empty())
}

/// The article that has these blocks as its text.
fn assemble(found: &[Found], elements: &[(usize, usize)], raw: impl Fn(&[usize]) -> Vec<u64>) -> Article {
    let mut text = String::new();
    let mut places = Vec::new();
    for block in found {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&block.text);
        places.push((start..text.len(), block));
    }
    let mut article = Article::new(text);
    let mut pieces = Vec::new();
    let mut blocks = Vec::new();
    for (range, block) in places {
        let Some(span) = Span::new(article.text(), range) else { continue };
        blocks.push(Block { span, kind: block.kind });
        let element = block.element.and_then(|number| elements.get(number));
        pieces.extend(element.map(|element| (span, *element)));
    }
    article.blocks = blocks;
    article.pieces = with_raw(pieces, raw);
    article
}

/// Pieces from spans and the ends of their elements in the decoded page.
fn with_raw(pieces: Vec<(Span, (usize, usize))>, raw: impl Fn(&[usize]) -> Vec<u64>) -> Vec<Piece> {
    let mut places: Vec<usize> = pieces.iter().flat_map(|(_, (start, end))| [*start, *end]).collect();
    places.sort_unstable();
    places.dedup();
    let offsets = raw(&places);
    let lead = |place: usize| places.binary_search(&place).ok().and_then(|at| offsets.get(at).copied());
    let piece = |(span, (start, end))| Some(Piece { span, raw_start: lead(start)?, raw_end: lead(end)? });
    pieces.into_iter().filter_map(piece).collect()
}

/// Writes what the metadata say into the article.
fn describe(read: &mut Read, known: metadata::Metadata) {
    let article = &mut read.article;
    article.title = known.title;
    article.authors = known.authors;
    article.publisher = known.publisher;
    article.url = known.url;
    article.language = known.language;
    article.published_from = known.published.is_some().then_some(PublishedFrom::Metadata);
    article.published = known.published;
    if let Some(odd) = known.odd_date.filter(|_| article.published.is_none()) {
        let message = format!("the publication date {:?} is not a date", date::head(&odd, 60));
        read.warnings.push(Warning::new("odd-date", message));
    }
}
