//! The enumerations of the public contract: each value is one of its words.

use serde::{Deserialize, Serialize};

/// An enumeration of the contract: its words, and back.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$why:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(missing_docs)]
        pub enum $name { $($(#[$why])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word of the contract.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value with that word.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.word())
            }
        }
    };
}

pub(crate) use words;

words! {
    /// What kind of thing an entity is.
    EntityKind {
        Person = "person", Organization = "organization", Place = "place", Group = "group", Event = "event",
        Work = "work", Law = "law", Product = "product", Other = "other",
    }
}

words! {
    /// How much ground a place covers, so how far from its coordinates a thing that happened there may be.
    Precision { Country = "country", Region = "region", County = "county", City = "city", Area = "area" }
}

words! {
    /// How a mention refers.
    MentionForm { Name = "name", Nominal = "nominal", Pronoun = "pronoun" }
}

words! {
    /// TIMEX3 type (ISO-TimeML).
    TimeKind { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET" }
}

words! {
    /// How a figure is bounded, as said.
    Bound {
        Exact = "exact", About = "about", AtLeast = "at_least", MoreThan = "more_than", AtMost = "at_most",
        LessThan = "less_than", Range = "range", Several = "several",
    }
}

words! {
    /// What sort of figure it is.
    QuantityKind {
        Count = "count", Ordinal = "ordinal", Money = "money", Percent = "percent", Measure = "measure",
        Rate = "rate", Change = "change",
    }
}

words! {
    /// Whether words are quoted.
    Form {
        /// In quotation marks, all of them.
        Direct = "direct",
        /// Reported in the writer's words.
        Indirect = "indirect",
        /// Reported, with words in quotation marks among them.
        Mixed = "mixed",
        /// The article's own statement: its chain is the article alone.
        OwnVoice = "own_voice",
    }
}

words! {
    /// What kind of source vouches.
    SourceKind {
        Person = "person", Organization = "organization", Group = "group", Publication = "publication",
        Document = "document", Unnamed = "unnamed",
    }
}

words! {
    /// How the text presents the act of attributing: the stance of a cue.
    Stance {
        Said = "said", Noted = "noted", Showed = "showed", Confirmed = "confirmed", Claimed = "claimed",
        Alleged = "alleged", Denied = "denied", Refused = "refused", Criticized = "criticized",
        Supported = "supported", Warned = "warned", Suggested = "suggested", Promised = "promised",
        Predicted = "predicted", Asked = "asked", Demanded = "demanded", Believed = "believed", Knew = "knew",
        Wanted = "wanted", Agreed = "agreed", Decided = "decided",
    }
}

words! {
    /// How sure the last one in the chain is of what is claimed (FactBank): not how sure a reader should be.
    Certainty {
        /// Put as a fact: "is", "must".
        Certain = "certain",
        /// "Likely", "expected to".
        Probable = "probable",
        /// "May", "could".
        Possible = "possible",
        /// Nothing is committed to: an allegation that is passed on, a question, a condition.
        Unknown = "unknown",
    }
}

words! {
    /// What the last one in the chain does with what is claimed.
    Status {
        /// States it flatly.
        Asserted = "asserted",
        /// States it with a reserve: "likely", "may", "appears to".
        Hedged = "hedged",
        /// Brings it up against somebody, or passes it on, without standing for it: "suspected", "accused", "allegedly".
        Alleged = "alleged",
        /// Rejects it: "denied that", "was not", said against another.
        Denied = "denied",
        /// Says it of what is to come: "will", "plans".
        Predicted = "predicted",
        /// Says it on a condition, or of what is only wished for: "if", "should".
        Hypothetical = "hypothetical",
        /// Leaves it open: a question.
        Asked = "asked",
    }
}

words! {
    /// Whether the claimant holds the affirmative core to be so.
    Polarity { Affirmed = "affirmed", Negated = "negated" }
}

words! {
    /// When an event lies, seen from the text.
    Tense { Past = "past", Present = "present", Future = "future", None = "none" }
}

words! {
    /// What a marker does to the claim that it stands in.
    MarkerKind {
        Hedge = "hedge", Allegation = "allegation", Denial = "denial", Prediction = "prediction",
        Condition = "condition", Question = "question", Emphasis = "emphasis",
        /// Turns polarity; seen by assembly, not part of the contract's `markers`.
        Negation = "negation",
    }
}

words! {
    /// What of a figure stands elsewhere: in another clause, or in the sentence before.
    Carried { Item = "item", Place = "place", Time = "time" }
}

words! {
    /// What a figure is to one before it: on top of it, or replaced.
    Standing { Additive = "additive", Superseded = "superseded" }
}

words! {
    /// What two figures are to each other.
    ComparisonKind { Contrast = "contrast", Subset = "subset", Share = "share", Change = "change", Rank = "rank" }
}

words! {
    /// What a careful reader computes.
    FindingKind {
        Subset = "subset", Share = "share", Rate = "rate", Sum = "sum", Period = "period",
        FigureConflict = "figure_conflict", DateConflict = "date_conflict",
    }
}

words! {
    /// What the computation says.
    Verdict { Consistent = "consistent", Inconsistent = "inconsistent", CannotTell = "cannot_tell" }
}
