//! What a reader makes of bytes: the clean text and what is known about it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Span;

/// One article. Its text never changes after reading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    id: String,
    text: String,
    /// Headline.
    pub title: Option<String>,
    /// Names of the authors, in the order of the byline.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Name of the publisher as the document states it.
    pub publisher: Option<String>,
    /// Address of the document.
    pub url: Option<String>,
    /// ISO 8601 date or date-time as stated. It anchors relative times.
    pub published: Option<String>,
    /// Where `published` came from.
    pub published_from: Option<PublishedFrom>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// Parts of the text, in order, without overlap.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// The bytes that the article was read from.
    #[serde(default)]
    pub origin: Origin,
    /// Which clean text came from which raw bytes, in text order; empty where the format does not allow it.
    #[serde(skip)]
    pub pieces: Vec<Piece>,
}

impl Article {
    /// An article of exactly this text, nothing else known.
    pub fn new(text: impl Into<String>) -> Article {
        let text = text.into();
        let id = hex(&Sha256::digest(text.as_bytes()));
        Article { id, text, ..Article::default() }
    }

    /// SHA-256 of the text, in hex: the same text has the same id wherever it was found.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The clean text, to which every span points.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Lower-case hex of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Where an article's publication date came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedFrom {
    /// The user gave it.
    Option,
    /// The document's metadata.
    Metadata,
    /// The dateline or another printed date in the text.
    Dateline,
}

/// A part of an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum BlockKind {
    Title,
    Byline,
    Dateline,
    Paragraph,
    Heading,
    Quote,
    Caption,
    List,
}

/// The bytes that an article was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// What a JSON Lines input gave as `id`.
    pub id: Option<String>,
    /// Path as the user gave it.
    pub path: Option<String>,
    /// Media type of the raw bytes.
    pub media_type: Option<String>,
    /// SHA-256 of the raw bytes, in hex.
    pub bytes_sha256: Option<String>,
}

/// A run of clean text and the raw bytes that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The run in the clean text.
    pub span: Span,
    /// First raw byte of the element that holds it.
    pub raw_start: u64,
    /// One past the last raw byte.
    pub raw_end: u64,
}

/// Something odd that did not stop the reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Stable, kebab-case: `odd-charset`, `no-date`.
    pub code: String,
    /// Where in the text, if anywhere.
    #[serde(flatten, with = "optional_span")]
    pub span: Option<Span>,
    /// One sentence for people.
    pub message: String,
}

impl Warning {
    /// A warning about the whole article.
    pub fn new(code: &str, message: impl Into<String>) -> Warning {
        Warning { code: code.to_owned(), span: None, message: message.into() }
    }
}

/// `start` and `end` that are both null where there is no span.
mod optional_span {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::Span;

    #[derive(Serialize, Deserialize)]
    struct Ends {
        start: Option<u32>,
        end: Option<u32>,
    }

    pub fn serialize<S: Serializer>(span: &Option<Span>, out: S) -> Result<S::Ok, S::Error> {
        let ends = |s: Span| (s.start() as u32, s.end() as u32);
        let (start, end) = span.map(ends).unzip();
        Ends { start, end }.serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Span>, D::Error> {
        let Ends { start, end } = Ends::deserialize(from)?;
        Ok(start.zip(end).map(|(start, end)| Span::in_other_unit(start, end)))
    }
}
