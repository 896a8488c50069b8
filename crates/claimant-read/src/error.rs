//! Why a document gave no article.

use std::fmt;

/// Why a document, or one item of it, gave no article. Its display is one plain sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// No text was found.
    Empty,
    /// Not text of any kind that is read here.
    Binary,
    /// Larger than [`limits::DOCUMENT`](crate::limits::DOCUMENT).
    TooLarge,
    /// An article with more text than [`limits::TEXT`](crate::limits::TEXT).
    TooLong,
    /// Decompresses to more than [`limits::RATIO`](crate::limits::RATIO) times its size.
    Bomb,
    /// A page with more elements than [`limits::ELEMENTS`](crate::limits::ELEMENTS).
    TooManyElements,
    /// Compressed data that does not decompress.
    BadCompression(String),
    /// A content encoding that is not read here.
    UnknownEncoding(String),
    /// [`Options::charset`](crate::Options::charset) names no character set.
    UnknownCharset(String),
    /// [`Options::published`](crate::Options::published) is no date.
    BadDate(String),
    /// The PDF reader was not given, so that no PDF is parsed inside this process.
    PdfClosed,
    /// The PDF asks for a password.
    PdfEncrypted,
    /// The PDF has pages but no text: scanned, or with fonts that name no characters.
    PdfWithoutText,
    /// The PDF could not be parsed.
    Pdf(String),
    /// The PDF reader was stopped at a limit; says which.
    PdfStopped(String),
    /// A JSON Lines record that is not a JSON object of the expected shape.
    BadJson(String),
    /// A JSON Lines record without `text`.
    MissingText,
    /// A feed that could not be parsed.
    BadFeed(String),
    /// A list of feeds that could not be parsed.
    BadOpml(String),
    /// An archive record that could not be parsed.
    BadWarc(String),
    /// The input ends in the middle of a record.
    Truncated,
    /// The input could not be read on.
    Io(String),
    /// One item of several failed.
    Item {
        /// Which: "line 3", "record 7".
        place: String,
        /// Why.
        cause: Box<ReadError>,
    },
}

impl ReadError {
    /// This error at one item of several.
    pub(crate) fn at(self, place: impl Into<String>) -> ReadError {
        ReadError::Item { place: place.into(), cause: Box::new(self) }
    }

    /// A stable word for counting, in kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            ReadError::Empty => "empty",
            ReadError::Binary => "binary",
            ReadError::TooLarge => "too-large",
            ReadError::TooLong => "too-long",
            ReadError::Bomb => "bomb",
            ReadError::TooManyElements => "too-many-elements",
            ReadError::BadCompression(_) => "bad-compression",
            ReadError::UnknownEncoding(_) => "unknown-encoding",
            ReadError::UnknownCharset(_) => "unknown-charset",
            ReadError::BadDate(_) => "bad-date",
            ReadError::PdfClosed => "pdf-closed",
            ReadError::PdfEncrypted => "pdf-encrypted",
            ReadError::PdfWithoutText => "pdf-without-text",
            ReadError::Pdf(_) => "bad-pdf",
            ReadError::PdfStopped(_) => "pdf-stopped",
            ReadError::BadJson(_) => "bad-json",
            ReadError::MissingText => "missing-text",
            ReadError::BadFeed(_) => "bad-feed",
            ReadError::BadOpml(_) => "bad-opml",
            ReadError::BadWarc(_) => "bad-warc",
            ReadError::Truncated => "truncated",
            ReadError::Io(_) => "io",
            ReadError::Item { cause, .. } => cause.code(),
        }
    }

    /// What to try, where something can be tried.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            ReadError::Empty => {
                "the page may build its text by script: save it from a browser and read the file"
            }
            ReadError::Binary => "name its kind with --kind if it is text after all",
            ReadError::TooLarge => "split it: documents may have 64 MiB, WARC and JSON Lines files any size",
            ReadError::TooLong => "split it into its chapters or articles and read those",
            ReadError::Bomb | ReadError::BadCompression(_) => "decompress it yourself if you trust it",
            ReadError::UnknownCharset(_) => "use a name such as utf-8, windows-1252 or shift_jis",
            ReadError::BadDate(_) => "write it as 2024-06-15 or 2024-06-15T08:30:00+02:00",
            ReadError::PdfEncrypted => "remove the password first",
            ReadError::PdfWithoutText => "run character recognition first, for instance with ocrmypdf",
            ReadError::Pdf(_) | ReadError::PdfStopped(_) => {
                "print it to a new PDF, or convert it to text first"
            }
            ReadError::BadJson(_) | ReadError::MissingText => {
                "each line must be an object with \"text\", for instance {\"text\": \"…\"}"
            }
            ReadError::BadOpml(_) => {
                "export it from your feed reader again, or name feeds by their addresses"
            }
            ReadError::Item { cause, .. } => return cause.hint(),
            _ => return None,
        })
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Empty => write!(out, "no text was found"),
            ReadError::Binary => write!(out, "this is not text of a kind that can be read"),
            ReadError::TooLarge => write!(out, "the document is larger than 64 MiB"),
            ReadError::TooLong => write!(out, "the text of the article is longer than 2 MiB"),
            ReadError::Bomb => write!(out, "the compressed data grows more than a hundredfold"),
            ReadError::TooManyElements => write!(out, "the page has more than 150,000 elements"),
            ReadError::BadCompression(why) => write!(out, "the compressed data is damaged: {why}"),
            ReadError::UnknownEncoding(name) => write!(out, "the content encoding {name:?} is not known"),
            ReadError::UnknownCharset(name) => write!(out, "the character set {name:?} is not known"),
            ReadError::BadDate(text) => write!(out, "{text:?} is not a date"),
            ReadError::PdfClosed => write!(out, "PDF files are not read here: no PDF reader was given"),
            ReadError::PdfEncrypted => write!(out, "the PDF is encrypted"),
            ReadError::PdfWithoutText => write!(out, "the PDF has no text, perhaps only scanned pages"),
            ReadError::Pdf(why) => write!(out, "the PDF could not be parsed: {why}"),
            ReadError::PdfStopped(limit) => write!(out, "the PDF reader was stopped: {limit}"),
            ReadError::BadJson(why) => write!(out, "this is not a JSON record: {why}"),
            ReadError::MissingText => write!(out, "the record has no \"text\""),
            ReadError::BadFeed(why) => write!(out, "the feed could not be parsed: {why}"),
            ReadError::BadOpml(why) => write!(out, "the list of feeds could not be parsed: {why}"),
            ReadError::BadWarc(why) => write!(out, "the archive record could not be parsed: {why}"),
            ReadError::Truncated => write!(out, "the data ends in the middle of a record"),
            ReadError::Io(why) => write!(out, "the data could not be read on: {why}"),
            ReadError::Item { place, cause } => write!(out, "{place}: {cause}"),
        }
    }
}

impl std::error::Error for ReadError {}
