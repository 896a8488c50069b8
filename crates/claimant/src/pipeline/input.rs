//! What goes into the pipeline: something with a name that can be opened once.

use std::io::Read;

use claimant_read::Read as ReadArticle;

use super::Failure;

/// How an input is opened, on the thread that reads it.
type Open = Box<dyn FnOnce() -> Result<Opened, Failure> + Send>;

/// One file, address or stream; it may hold many documents.
pub struct Input {
    /// What the user calls it; kept as the path of its articles' origin.
    pub name: String,
    pub(super) holds: Holds,
}

/// What an input holds.
pub(super) enum Holds {
    /// Bytes, once they are opened.
    Bytes(Open),
    /// An article that was read before.
    Article(Box<ReadArticle>),
}

impl Input {
    /// An input that `open` opens.
    pub fn new(
        name: impl Into<String>,
        open: impl FnOnce() -> Result<Opened, Failure> + Send + 'static,
    ) -> Input {
        Input { name: name.into(), holds: Holds::Bytes(Box::new(open)) }
    }

    /// An article that was read already, and is still to be extracted.
    pub fn article(name: impl Into<String>, article: ReadArticle) -> Input {
        Input { name: name.into(), holds: Holds::Article(Box::new(article)) }
    }
}

/// An open input.
pub struct Opened {
    /// Its bytes.
    pub bytes: Box<dyn Read + Send>,
    /// How many there are, where that is known.
    pub size: Option<u64>,
    /// File name or media type.
    pub hint: Option<String>,
    /// Its address, after redirects.
    pub url: Option<String>,
}

impl Opened {
    /// Bytes of which nothing else is known.
    pub fn new(bytes: impl Read + Send + 'static) -> Opened {
        Opened { bytes: Box::new(bytes), size: None, hint: None, url: None }
    }
}
