//! A lead, and the only way from a lead to an identity.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::second::SecondIdentifier;
use crate::review::What;

/// What speaks for or against a candidate.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Two parts are taken for the same.
    Agree {
        /// Of the name asked for.
        asked: String,
        /// Of the listed name.
        listed: String,
        /// How alike, 0 to 1; 0.6 for an initial.
        likeness: f64,
    },
    /// A part that the other name lacks.
    Unmatched(String),
    /// The persons' own names differ.
    OtherGivenName,
    /// Only one part of several agrees.
    OnePartOnly,
    /// Who is father and who is son changed places.
    FatherAndSonSwapped,
    /// The listed name is one of low quality.
    WeakAlias,
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Agree { asked, listed, .. } if asked == listed => write!(out, "{asked} agrees"),
            Reason::Agree { asked, listed, likeness } => write!(out, "{asked} ~ {listed} ({likeness:.2})"),
            Reason::Unmatched(part) => write!(out, "{part} is in one name only"),
            Reason::OtherGivenName => write!(out, "the given names differ"),
            Reason::OnePartOnly => write!(out, "one part agrees"),
            Reason::FatherAndSonSwapped => write!(out, "father and son change places"),
            Reason::WeakAlias => write!(out, "an alias of low quality"),
        }
    }
}

/// An entry of a list that a name may be that of. A lead, not an identity; it has no field that says otherwise, cannot be
/// made outside this module, and says what it is wherever it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    asked: String,
    list: String,
    entry: String,
    listed_name: String,
    score: f64,
    reasons: Vec<Reason>,
    is: &'static str,
}

impl Candidate {
    pub(super) fn new(
        asked: &str,
        list: &str,
        entry: &str,
        listed_name: &str,
        score: f64,
        reasons: Vec<Reason>,
    ) -> Candidate {
        Candidate {
            asked: asked.to_owned(),
            list: list.to_owned(),
            entry: entry.to_owned(),
            listed_name: listed_name.to_owned(),
            score,
            reasons,
            is: "candidate",
        }
    }

    /// The name asked for.
    pub fn asked(&self) -> &str {
        &self.asked
    }

    /// The list.
    pub fn list(&self) -> &str {
        &self.list
    }

    /// The entry's identifier on its list.
    pub fn entry(&self) -> &str {
        &self.entry
    }

    /// How well the names agree, 0 to 1. Not a probability.
    pub fn score(&self) -> f64 {
        self.score
    }

    /// What speaks for and against.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// Turns the lead into an identity: with an identifier beside the name that agrees with this very entry, and a named
    /// person's decision. Gives the candidate back with what is missing.
    pub fn confirm(self, second: SecondIdentifier, decision: Decision) -> Result<Confirmed, NotConfirmed> {
        match second.entry() == self.entry && second.list() == self.list {
            true => Ok(Confirmed { candidate: self, second, decision }),
            false => Err(NotConfirmed::OtherEntry(Box::new(self))),
        }
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "candidate, not an identity: “{}” may be “{}” ({} {}), score {:.2}",
            self.asked, self.listed_name, self.list, self.entry, self.score
        )?;
        for (at, reason) in self.reasons.iter().enumerate() {
            write!(out, "{} {reason}", if at == 0 { ":" } else { "," })?;
        }
        Ok(())
    }
}

/// A person's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    by: String,
    on: Date,
    because: String,
}

impl Decision {
    /// A decision by a named person, on a day, with a reason. `None` if name or reason is empty.
    pub fn new(by: &str, on: Date, because: &str) -> Option<Decision> {
        let (by, because) = (by.trim(), because.trim());
        let whole = !by.is_empty() && !because.is_empty();
        whole.then(|| Decision { by: by.to_owned(), on, because: because.to_owned() })
    }
}

/// An identity that a person decided on. Nothing but [`Candidate::confirm`] makes one, and it is not read from files.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Confirmed {
    candidate: Candidate,
    second: SecondIdentifier,
    decision: Decision,
}

impl Confirmed {
    /// The decision as the log keeps it.
    pub fn decided(&self) -> What {
        What::Confirm {
            list: self.candidate.list.clone(),
            entry: self.candidate.entry.clone(),
            listed: self.candidate.listed_name.clone(),
            second: self.second.to_string(),
        }
    }
}

impl fmt::Display for Confirmed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Decision { by, on, because } = &self.decision;
        write!(
            out,
            "“{}” is “{}” ({} {}), by decision of {by} on {on}: {because}; {} agrees",
            self.candidate.asked,
            self.candidate.listed_name,
            self.candidate.list,
            self.candidate.entry,
            self.second
        )
    }
}

/// Why a lead stays a lead.
#[derive(Clone, Debug, PartialEq)]
pub enum NotConfirmed {
    /// The second identifier is that of another entry.
    OtherEntry(Box<Candidate>),
}

impl fmt::Display for NotConfirmed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NotConfirmed::OtherEntry(candidate) = self;
        write!(out, "the second identifier is another entry's; still a {candidate}")
    }
}

impl std::error::Error for NotConfirmed {}
