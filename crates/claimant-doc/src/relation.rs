//! What items of two articles are to each other. Everywhere both places are given, with the reason.

use serde::{Deserialize, Serialize};

use crate::{Span, words::words};

words! {
    /// What two items of different articles, or of two versions of one, are to each other.
    RelationKind {
        /// The same words from one source: no independent corroboration.
        Copy = "copy",
        /// Both quote the same speech.
        Quotation = "quotation",
        /// Words that stand under many articles: about the publisher, a disclaimer.
        Standing = "standing",
        /// Two claims that say the same of the same thing.
        SameClaim = "same_claim",
        /// Two events that are one.
        SameEvent = "same_event",
        /// The same measure and value, or the same fact.
        Agree = "agree",
        /// Some number satisfies both.
        Compatible = "compatible",
        /// The same measure; the later state replaces the earlier.
        Update = "update",
        /// Both cannot be true.
        Contradict = "contradict",
        /// It looks comparable and is not: another thing is counted or another way of counting.
        DifferentMeasure = "different_measure",
        /// The same measure of another population, place or period.
        ScopeDifference = "scope_difference",
        /// `b` is less sure of the claim than `a`.
        Softened = "softened",
        /// `b` is surer of the claim than `a`.
        Hardened = "hardened",
        /// `b` claims the opposite.
        Reversed = "reversed",
        /// Only in `b`.
        Added = "added",
        /// Only in `a`.
        Dropped = "dropped",
        /// The words attributed stand in the source, word for word.
        Verbatim = "verbatim",
        /// The source says it in other words.
        Altered = "altered",
        /// The source does not say it.
        NotFound = "not_found",
    }
}

/// One end of a relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Side {
    /// [`Article::id`](crate::Article::id).
    pub article: String,
    /// The item's id in that article; `None` where it is the words alone.
    pub item: Option<String>,
    /// Where it stands, in bytes of that article's text; never empty.
    pub spans: Vec<Span>,
}

/// What two items are to each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// What they are.
    pub kind: RelationKind,
    /// The one; of a copy the source, of an update the earlier, where that is known.
    pub a: Side,
    /// The other; `None` where there is none: a claim dropped, a quotation not found.
    pub b: Option<Side>,
    /// Whether the order of `a` and `b` is known from dates.
    pub directed: bool,
    /// One sentence for people.
    pub reason: String,
    /// What it was concluded from, to be replayed by hand.
    pub derivation: String,
}
