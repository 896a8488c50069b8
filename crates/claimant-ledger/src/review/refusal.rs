//! Why something cannot be decided.

use std::fmt;

use super::line::SALT;

/// Why something cannot be written to the log. Its display is one plain sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is named, or the salt is missing or short.
    Nobody,
    /// This is no time in UTC.
    Time(String),
    /// It is about nothing.
    Nothing,
    /// There is no decision with this number, or it can't be taken back.
    NoLine(u64),
    /// Claims and entities, or less than two things, cannot be one.
    Unlike,
    /// The subject is not in the reading.
    Missing,
    /// There is no such field, or it cannot have this value.
    Field(String),
    /// It is not JSON as the log is written in.
    Form(usize),
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Nobody => {
                write!(out, "a decision needs a name, and a salt of {SALT} characters or more")
            }
            Refusal::Time(at) => write!(out, "{at:?} is no time as in 2024-06-20T10:00:00Z"),
            Refusal::Nothing => write!(out, "a decision needs something that it is about"),
            Refusal::NoLine(line) => {
                write!(out, "there is no decision {line} that can be taken back")
            }
            Refusal::Unlike => write!(out, "only two or more claims, or two or more entities, can be one"),
            Refusal::Missing => write!(out, "there is no such thing in the article"),
            Refusal::Field(why) => write!(out, "{why}"),
            Refusal::Form(line) => write!(out, "line {line} of the file is not a line of a log"),
        }
    }
}

impl std::error::Error for Refusal {}
