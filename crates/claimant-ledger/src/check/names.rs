//! Names against lists of persons and organisations, such as sanctions lists.
//!
//! ```text
//! name ─parse→ parts ─blocking keys→ entries ─align→ score + reasons → Candidate
//! Candidate + SecondIdentifier + Decision → Confirmed
//! ```
//!
//! A hit is a lead. What [`NameList::candidates`] gives is a [`Candidate`] and says so wherever it is shown; there is no
//! other way to a [`Confirmed`] than [`Candidate::confirm`], which takes an identifier beside the name that agrees with
//! the list, and a named person's decision.
//!
//! Spelling is compared letter by letter in the script that both names are written in. Transliteration only finds what
//! is worth comparing: it is no evidence.

mod align;
mod candidate;
mod list;
mod name;
mod score;
mod second;
mod spelling;
mod weights;

pub use candidate::{Candidate, Confirmed, Decision, NotConfirmed, Reason};
pub use list::{Entry, EntryKind, NameList, Quality};
pub use name::{Name, Part};
pub use second::{Identifier, SecondIdentifier};
pub use weights::Weights;

/// The least score at which a candidate is shown. From 0 to 1; chosen on one list and measured on another.
pub const SHOWN: f64 = 0.80;
