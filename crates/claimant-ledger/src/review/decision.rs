//! A decision: what a person does to a claim, an entity, an article or a group of them.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What kind of decision: a word of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Act {
    Accept,
    Correct,
    Reject,
    Merge,
    Split,
    Note,
    Verdict,
    Confirm,
    Undo,
    Forget,
}

impl Act {
    /// Every act.
    pub const ALL: [Act; 10] = [
        Act::Accept,
        Act::Correct,
        Act::Reject,
        Act::Merge,
        Act::Split,
        Act::Note,
        Act::Verdict,
        Act::Confirm,
        Act::Undo,
        Act::Forget,
    ];

    /// The word of the log.
    pub const fn word(self) -> &'static str {
        match self {
            Act::Accept => "accept",
            Act::Correct => "correct",
            Act::Reject => "reject",
            Act::Merge => "merge",
            Act::Split => "split",
            Act::Note => "note",
            Act::Verdict => "verdict",
            Act::Confirm => "confirm",
            Act::Undo => "undo",
            Act::Forget => "forget",
        }
    }

    /// The act with that word.
    pub fn from_word(word: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.word() == word)
    }
}

impl Serialize for Act {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.word())
    }
}

impl fmt::Display for Act {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

/// Start and end of a span, in code points of the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Ends {
    pub start: u32,
    pub end: u32,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// It is right as it stands.
    Accept,
    /// It is not what the article says: the program was wrong.
    Reject,
    /// A field has another value. Fields of a claim: `status`, `certainty`, `polarity`, `form`, `content`, `markers`,
    /// `check_worthiness`, `source` (who vouches next to the claim; null: the article itself), and those of what
    /// stands in it: `figure 190-205 value`, `time 250-283 from`, `event 231-238 type`, by the span in code points.
    /// Of an entity: `name`, `kind`, `lat`, `lon`, `precision`. Of an article: `title`, `authors`, `publisher`,
    /// `published`, `language`.
    Correct {
        /// Which.
        field: String,
        /// Its value before, as JSON.
        old: Value,
        /// Its value now.
        new: Value,
    },
    /// These, all claims or all entities, are one.
    Merge {
        /// Their keys.
        keys: Vec<String>,
    },
    /// These leave their group and are one of their own.
    Split {
        /// Their keys.
        keys: Vec<String>,
    },
    /// These mentions of the entity are of another one.
    Part {
        /// Where they stand.
        mentions: Vec<Ends>,
        /// The other's name.
        name: String,
    },
    /// A remark; its words are the decision's reason.
    Note,
    /// What the person holds of the claim: "false", "misleading", in their own words.
    Verdict {
        /// The verdict.
        rating: String,
    },
    /// The entity is this entry of a list of names: something beside the name agrees. Only
    /// [`crate::check::names::Confirmed`] makes it.
    Confirm {
        /// The list.
        list: String,
        /// The entry's identifier on the list.
        entry: String,
        /// The entry's name as listed.
        listed: String,
        /// What agrees beside the name.
        second: String,
    },
    /// The decision with this number is taken back.
    Undo {
        /// Number of the decision.
        line: u64,
    },
}

impl What {
    /// The word of the log for it.
    pub fn act(&self) -> Act {
        match self {
            What::Accept => Act::Accept,
            What::Reject => Act::Reject,
            What::Correct { .. } => Act::Correct,
            What::Merge { .. } => Act::Merge,
            What::Split { .. } | What::Part { .. } => Act::Split,
            What::Note => Act::Note,
            What::Verdict { .. } => Act::Verdict,
            What::Confirm { .. } => Act::Confirm,
            What::Undo { .. } => Act::Undo,
        }
    }
}

/// A decision about something.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What it is about: the key of a claim, an entity or an article. Of a merge or split one of the keys, of an undo
    /// what the undone decision is about.
    pub subject: String,
    /// What is decided.
    pub what: What,
    /// Why, in the person's words; may be empty.
    pub why: String,
}

/// What only the caller knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Name of the person who decides.
    pub who: String,
    /// When, ISO 8601 in UTC.
    pub at: String,
    /// 128 bits or more by chance, as hex, never used twice. Who knows it could try names against the chain's hashes,
    /// so it is not kept: salts derived from it are, and go with the words.
    pub salt: String,
}
