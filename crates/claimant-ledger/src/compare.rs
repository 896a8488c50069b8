//! What articles, claims, figures and events of a ledger are to each other. Pure: readings in, relations out.
//!
//! ```text
//! reading ─keys, fingerprints→ u64s ─(looked up by the store)→ a few candidates ─relate→ relations, groups, origins
//! ```
//!
//! Nothing here looks anything up. What may be alike shares a key, a `u64` that depends on the text alone and is the same in
//! every version of the program: [`Words::fingerprints`] of an article, [`claim_keys`] of a claim,
//! [`Figure::store_keys`] of a figure. `relate`, outside, keeps them, finds a few candidates by them, and asks
//! [`copying`], [`relate_claims`], [`drift`], [`relate`] and [`look_up`] about each pair; so the cost of one more article does
//! not grow with the ledger. Words that stand under many articles join nothing: a [`Spread`] tells which.
//!
//! Spans are bytes, as everywhere inside; they become code points at the door.
//!
//! # Steps
//!
//! - `words`, `align`, `copy`, `origin`: passages copied, and whether one article was made from another; what was copied or
//!   cited is one origin.
//! - `figure`, `relation`: figures with their scope, and the algebra that says what two of them are to each other.
//! - `statement`, `similar`, `same`: claims that say the same. `event`: events that are one.
//! - `drift`, `source`: who dropped the hedge, what two versions differ in; whether the source says it. `stance`: what a text
//!   is to a claim.

mod align;
#[cfg(test)]
mod cases;
mod copy;
mod drift;
mod event;
mod figure;
mod group;
mod items;
mod lexicon;
mod origin;
mod relation;
mod same;
mod similar;
mod source;
mod stance;
mod statement;
mod stem;
mod stop;
mod when;
mod words;

pub use align::{Aligned, align};
pub use copy::{CANDIDATES, Copying, HOLDERS, Passage, SHARED, Spread, copying};
pub use drift::{diff, drift};
pub use event::{EVENT_SIGNALS, Happening, ONE, event_score, event_signals, same_event};
pub use figure::{Figure, Method, Scope};
pub use group::group;
pub use items::Items;
pub use origin::{count, origins, publisher};
pub use relation::relate;
pub use same::{Likeness, SAME, likeness, relate_claims, score};
pub use similar::{Rarity, Signals, Wording, signals};
pub use source::{Lookup, look_up};
pub use stance::{STANCE_SIGNALS, Stance, stance, stance_signals};
pub use statement::{Statement, claim_keys};
pub use when::{Order, day, order};
pub use words::{Word, Words, hash};
