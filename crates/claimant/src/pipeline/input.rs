//! What goes into the pipeline: something with a name that can be opened once.

use std::io::Read;

use super::Failure;

/// How an input is opened, on the thread that reads it.
type Open = Box<dyn FnOnce() -> Result<Opened, Failure> + Send>;

/// One file, address or stream; it may hold many documents.
pub struct Input {
    /// What the user calls it; kept as the path of its articles' origin.
    pub name: String,
    /// Opens it.
    pub open: Open,
}

impl Input {
    /// An input that `open` opens.
    pub fn new(
        name: impl Into<String>,
        open: impl FnOnce() -> Result<Opened, Failure> + Send + 'static,
    ) -> Input {
        Input { name: name.into(), open: Box::new(open) }
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
