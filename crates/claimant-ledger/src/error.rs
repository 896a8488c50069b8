//! Why a ledger could not be opened, read or written.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::Conflict;
use crate::check::TableError;
use crate::review::Refusal;

/// What went wrong. Its display is one plain sentence; [`Error::hint`] says what to try.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    Missing(PathBuf),
    /// The file is something else.
    NotALedger(PathBuf),
    /// A newer program made it, with this version of the schema.
    Newer(PathBuf, i64),
    /// Its tables are not those of a ledger of its version; this one is the first that differs.
    Altered(PathBuf, String),
    /// Its bytes contradict each other.
    Damaged(PathBuf, String),
    /// There is no room to write.
    Full(PathBuf),
    /// The disk or the permissions do not allow it.
    Unwritable(PathBuf, String),
    /// Another program held it for too long.
    Busy(PathBuf),
    /// One article cannot be kept as it is.
    Refused(String),
    /// A question was put wrongly.
    Question(String),
    /// A reference table that cannot be used.
    Table(TableError),
    /// A decision that cannot be written.
    Decision(Refusal),
    /// A decision about something that somebody else changed meanwhile.
    Conflict(Box<Conflict>),
    /// Something that this program should not have come to.
    Sqlite(rusqlite::Error),
}

/// SQLite's own number of an error, which says which call failed: <https://sqlite.org/rescode.html>.
fn code(error: &rusqlite::Error) -> String {
    error.sqlite_error().map_or(String::new(), |error| format!(" ({})", error.extended_code))
}

impl Error {
    /// What `error` means for the ledger at `path`.
    pub(crate) fn of(path: &Path, error: rusqlite::Error) -> Error {
        let path = path.to_owned();
        let text = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged(path, text),
            Some(ErrorCode::NotADatabase) => Error::NotALedger(path),
            Some(ErrorCode::DiskFull) => Error::Full(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy(path),
            Some(ErrorCode::CannotOpen) if !path.exists() => Error::Missing(path),
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied,
            ) => Error::Unwritable(path, text + &code(&error)),
            _ => Error::Sqlite(error),
        }
    }

    /// What to try.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Missing(_) => "claimant add -l FILE PATH… makes a ledger",
            Error::NotALedger(_) => "name a file that claimant add made",
            Error::Newer(..) => "install the newest claimant; the file was left as it is",
            Error::Altered(..) => "it was changed by another program: add its articles to a new ledger",
            Error::Damaged(..) => "claimant verify says what is damaged; go back to a backup",
            Error::Full(_) => "make room and run the same command again: what was kept stays kept",
            Error::Unwritable(..) => {
                "check that the folder exists, may be written to, and is on a sound disk"
            }
            Error::Busy(_) => "another program is writing to it: try again",
            Error::Refused(_) | Error::Sqlite(_) => "this is a bug in claimant: please report it",
            Error::Table(_) => "docs/tables.md says what a table must have",
            Error::Decision(_) => "claimant show ID tells what stands there, claimant log what was decided",
            Error::Conflict(_) => "look at the claim as it is now, then decide",
            Error::Question(_) => "see the command's --help",
        }
    }

    /// Whether the disk, and not what was asked, stood in the way.
    pub fn is_of_the_disk(&self) -> bool {
        matches!(self, Error::Full(_) | Error::Unwritable(..) | Error::Busy(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Missing(path) => write!(out, "{}: there is no such ledger", path.display()),
            Error::NotALedger(path) => write!(out, "{}: this is not a ledger", path.display()),
            Error::Newer(path, version) => {
                write!(out, "{}: its version is {version}, newer than this program knows", path.display())
            }
            Error::Altered(path, what) => {
                write!(out, "{}: it does not have a ledger's tables: {what}", path.display())
            }
            Error::Damaged(path, what) => write!(out, "{}: the file is damaged: {what}", path.display()),
            Error::Full(path) => write!(out, "{}: there is no room left to write", path.display()),
            Error::Unwritable(path, why) => {
                write!(out, "{}: it cannot be read or written: {why}", path.display())
            }
            Error::Busy(path) => write!(out, "{}: another program holds it", path.display()),
            Error::Refused(why) => write!(out, "the article cannot be kept: {why}"),
            Error::Question(why) => write!(out, "{why}"),
            Error::Table(why) => write!(out, "{why}"),
            Error::Decision(refusal) => write!(out, "{refusal}"),
            Error::Conflict(conflict) => write!(out, "{conflict}"),
            Error::Sqlite(error) => write!(out, "{error}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<TableError> for Error {
    fn from(error: TableError) -> Error {
        Error::Table(error)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        Error::of(Path::new("the ledger"), error)
    }
}
