//! What became of a document, and how many became what.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use claimant_read::ReadError;

/// What became of one document.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<T> {
    /// It was read.
    Read(T),
    /// The caller has it already; it was not read again.
    Known,
    /// It holds no text.
    Empty,
    /// It could not be read.
    Failed(Failure),
}

impl<T> Outcome<T> {
    /// The outcome of a document that gave no article.
    pub(super) fn of_error(error: ReadError) -> Outcome<T> {
        match error.code() {
            "empty" => Outcome::Empty,
            _ => Outcome::Failed(Failure::Read(error)),
        }
    }
}

/// Why a document could not be read. Its display is one plain sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// It could not be opened or fetched.
    Open {
        /// Stable word for counting, in kebab-case.
        code: &'static str,
        /// What happened.
        message: String,
        /// What to try.
        hint: Option<String>,
    },
    /// Its bytes gave no article.
    Read(ReadError),
    /// It took longer than the limit.
    TimedOut(Duration),
    /// This program panicked over it.
    Crashed(String),
    /// This program found something that does not lie in the text.
    Misplaced,
}

impl Failure {
    /// A failure to open, without a hint.
    pub fn open(code: &'static str, message: impl Into<String>) -> Failure {
        Failure::Open { code, message: message.into(), hint: None }
    }

    /// The same with a hint, where it is a failure to open.
    pub fn hinting(mut self, text: impl Into<String>) -> Failure {
        if let Failure::Open { hint, .. } = &mut self {
            *hint = Some(text.into());
        }
        self
    }

    /// A stable word for counting, in kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Failure::Open { code, .. } => code,
            Failure::Read(error) => error.code(),
            Failure::TimedOut(_) => "timed-out",
            Failure::Crashed(_) => "crashed",
            Failure::Misplaced => "misplaced",
        }
    }

    /// What to try, where something can be tried.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Failure::Open { hint, .. } => hint.as_deref(),
            Failure::Read(error) => error.hint(),
            Failure::TimedOut(_) => {
                Some("split the document, or read it alone on a machine that does nothing else")
            }
            Failure::Crashed(_) | Failure::Misplaced => {
                Some("this is a bug in claimant: please report it with the document")
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Open { message, .. } => write!(out, "{message}"),
            Failure::Read(error) => write!(out, "{error}"),
            Failure::TimedOut(limit) => write!(out, "it took longer than {} s", limit.as_secs()),
            Failure::Crashed(message) => write!(out, "the program failed over it: {message}"),
            Failure::Misplaced => write!(out, "something was found outside its text"),
        }
    }
}

impl std::error::Error for Failure {}

/// How many documents became what. They reconcile: every document is counted once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Read.
    pub read: usize,
    /// Known already.
    pub known: usize,
    /// Without text.
    pub empty: usize,
    /// Failed, by the code of the failure.
    pub failed: BTreeMap<&'static str, usize>,
}

impl Counts {
    /// Counts one outcome.
    pub fn add<T>(&mut self, outcome: &Outcome<T>) {
        match outcome {
            Outcome::Read(_) => self.read += 1,
            Outcome::Known => self.known += 1,
            Outcome::Empty => self.empty += 1,
            Outcome::Failed(failure) => *self.failed.entry(failure.code()).or_default() += 1,
        }
    }

    /// Documents that failed.
    pub fn failures(&self) -> usize {
        self.failed.values().sum()
    }

    /// All documents.
    pub fn documents(&self) -> usize {
        self.read + self.known + self.empty + self.failures()
    }
}

impl fmt::Display for Counts {
    /// "5 documents: 3 read, 1 empty, 1 failed (1 binary)".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.documents() == 1 { "" } else { "s" };
        write!(out, "{} document{plural}: {} read", self.documents(), self.read)?;
        if self.known > 0 {
            write!(out, ", {} known already", self.known)?;
        }
        write!(out, ", {} empty", self.empty)?;
        write!(out, ", {} failed", self.failures())?;
        let kinds: Vec<String> = self.failed.iter().map(|(code, count)| format!("{count} {code}")).collect();
        if kinds.is_empty() { Ok(()) } else { write!(out, " ({})", kinds.join(", ")) }
    }
}
