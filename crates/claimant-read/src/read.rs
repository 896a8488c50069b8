//! The door: options, outcomes, and the way from bytes to the reader of their kind.

use std::io::{BufRead, Read as _};

use claimant_doc::{Article, PublishedFrom, Warning};

use crate::pdf::PdfText;
use crate::{
    Kind, ReadError, charset, date, dateline, feed, html, jsonl, limits, markdown, sniff, text, unpack, warc,
};

/// Parses a PDF somewhere it can do no harm, usually in a child process that calls [`crate::pdf::parse`].
pub type PdfDoor = dyn Fn(&[u8]) -> Result<PdfText, ReadError> + Send + Sync;

/// What the caller knows about the bytes.
#[derive(Clone, Default)]
pub struct Options<'a> {
    /// Their kind, whatever they look like.
    pub kind: Option<Kind>,
    /// File name or media type, for bytes that leave the kind open.
    pub hint: Option<String>,
    /// When the article was published, for articles whose metadata do not state it. It goes before a printed dateline.
    pub published: Option<String>,
    /// Address of the document: kept in [`Article::url`] where the document states none, and links are resolved by it.
    pub url: Option<String>,
    /// Character set, whatever the document says.
    pub charset: Option<String>,
    /// What parses PDF files; without it they are refused.
    pub pdf: Option<&'a PdfDoor>,
}

/// An article and what was odd about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The article.
    pub article: Article,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

impl Read {
    /// An article without warnings.
    pub(crate) fn new(article: Article) -> Read {
        Read { article, warnings: Vec::new() }
    }

    /// Adds a warning.
    pub(crate) fn warn(&mut self, code: &str, message: impl Into<String>) {
        self.warnings.push(Warning::new(code, message));
    }
}

/// One outcome: an article, or why there is none.
pub(crate) type Outcome = Result<Read, ReadError>;

/// Every article in `bytes`. One bad item of several is one error among the articles.
pub fn read(bytes: &[u8], options: &Options<'_>) -> Vec<Result<Read, ReadError>> {
    stream(bytes, options).collect()
}

/// Every article of `input`, one at a time: archives and JSON Lines of any size in bounded memory.
pub fn stream<'a>(
    input: impl BufRead + 'a,
    options: &'a Options<'a>,
) -> Box<dyn Iterator<Item = Result<Read, ReadError>> + 'a> {
    match open(input, options) {
        Ok(articles) => articles,
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

type Articles<'a> = Box<dyn Iterator<Item = Outcome> + 'a>;

/// Looks at the first bytes and starts the reader of their kind.
fn open<'a>(mut input: impl BufRead + 'a, options: &'a Options<'a>) -> Result<Articles<'a>, ReadError> {
    check_options(options)?;
    let mut head = Vec::new();
    input.by_ref().take(sniff::WINDOW as u64).read_to_end(&mut head).map_err(unpack::io_error)?;
    if head.is_empty() {
        return Err(ReadError::Empty);
    }
    let kind = match options.kind {
        Some(kind) => kind,
        None => sniff::sniff(&head, options.hint.as_deref())?,
    };
    let packed = sniff::is_gzip(&head);
    let whole = std::io::Cursor::new(head).chain(input);
    let plain: Box<dyn BufRead + 'a> = match packed {
        true => Box::new(unpack::gunzip(whole)),
        false => Box::new(whole),
    };
    Ok(match kind {
        Kind::Warc => Box::new(warc::records(plain, options).map(|item| finish(item, Kind::Warc, options))),
        Kind::JsonLines => Box::new(jsonl::records(plain).map(|item| finish(item, Kind::JsonLines, options))),
        kind => {
            let bytes = unpack::all(plain)?;
            Box::new(document(&bytes, kind, options).into_iter().map(move |item| finish(item, kind, options)))
        }
    })
}

fn check_options(options: &Options<'_>) -> Result<(), ReadError> {
    if let Some(text) = options.published.as_ref().filter(|text| date::stated(text).is_none()) {
        return Err(ReadError::BadDate(text.clone()));
    }
    match options.charset.as_ref().filter(|name| charset::by_name(name).is_none()) {
        Some(name) => Err(ReadError::UnknownCharset(name.clone())),
        None => Ok(()),
    }
}

/// The articles of one document that is wholly in memory.
fn document(bytes: &[u8], kind: Kind, options: &Options<'_>) -> Vec<Outcome> {
    match kind {
        Kind::Feed => feed::read(bytes, options),
        Kind::Html => vec![html::read(bytes, None, options)],
        Kind::Markdown => vec![markdown::read(bytes, options)],
        Kind::Pdf => vec![crate::pdf::read(bytes, options)],
        _ => vec![text::read(bytes, options)],
    }
}

/// What all kinds have in common: the options' date and address, the dateline, and that no text is no article.
pub(crate) fn finish(item: Outcome, kind: Kind, options: &Options<'_>) -> Outcome {
    let mut read = item?;
    if read.article.text().trim().is_empty() {
        return Err(ReadError::Empty);
    }
    if read.article.text().len() > limits::TEXT {
        return Err(ReadError::TooLong);
    }
    read.article.origin.media_type.get_or_insert_with(|| kind.media_type().to_owned());
    if read.article.url.is_none() {
        read.article.url.clone_from(&options.url);
    }
    let printed = dateline::mark(&mut read.article);
    if read.article.published.is_none() {
        let (published, from) = match (&options.published, printed) {
            (Some(text), _) => (date::stated(text), PublishedFrom::Option),
            (None, printed) => (printed, PublishedFrom::Dateline),
        };
        read.article.published_from = published.is_some().then_some(from);
        read.article.published = published;
    }
    if read.article.language.is_none() {
        read.article.language = text::language(read.article.text());
    }
    Ok(read)
}
