//! What articles, claims, figures and events of a ledger are to each other. Pure: readings in, relations out.
//!
//! ```text
//! reading ─keys, fingerprints→ u64s ─(looked up by the store)→ a few candidates ─relate→ relations, groups, origins
//! ```
//!
//! # For the store
//!
//! Nothing here looks anything up. Two kinds of `u64` are kept in tables, `(key, article)` and `(key, article, claim)`,
//! each with an index on `key`; they depend on the text alone and are stable over versions of the program:
//!
//! - [`Words::fingerprints`] of an article. To find what a new article copies, take the first [`HOLDERS`] articles of each
//!   fingerprint (by date), count, and hand those with at least [`SHARED`] to [`copying`], at most [`CANDIDATES`], the
//!   most shared first. The cost of one article does not grow with the ledger: a story that thousands print joins its
//!   first holders, and through them the rest.
//! - [`claim_keys`] of a claim. The same with [`claim::score`](similar::Wording::score) on the candidates: `HOLDERS` of each
//!   key, the latest first, because claims of one event are near in time.
//!
//! Beside each fingerprint the store keeps how many articles have it and the first and last of their dates: a
//! [`Spread`]. What [`Spread::is_standing`] is printed under unrelated articles and joins nothing.
//!
//! # Steps
//!
//! - [`words`]: text to folded words. [`copy`]: passages copied, and whether one article was made from another.
//!   [`origin`]: what was copied or cited is one origin.
//! - [`figure`], [`relation`]: figures with their scope, and the algebra that says what two of them are to each other;
//!   [`history`] orders the states of one figure.
//! - [`similar`], [`same`]: wording, and claims that say the same. [`event`]: events that are one.
//! - [`drift`], [`source`], [`diff`]: who dropped the hedge; whether the source says it; what two versions differ in.

mod align;
mod copy;
mod drift;
mod event;
mod figure;
mod group;
mod lexicon;
mod origin;
mod relation;
mod same;
mod similar;
mod source;
mod statement;
mod stem;
mod stop;
mod when;
mod words;

pub use align::{Aligned, align};
pub use copy::{CANDIDATES, Copying, HOLDERS, Passage, SHARED, Spread, copying, relations as copy_relations};
pub use drift::{diff, drift, drifts};
pub use event::{EVENT_SIGNALS, Happening, ONE, event_score, event_signals, same_event};
pub use figure::{Figure, Method, Scope};
pub use group::group;
pub use origin::{Cited, cited, count, origins, publisher};
pub use relation::relate;
pub use same::{Likeness, SAME, likeness, relate_claims, score};
pub use similar::{Rarity, Signals, Wording, cosine, signals};
pub use source::{Lookup, look_up, says};
pub use statement::{Statement, claim_keys};
pub use when::{Order, day, order};
pub use words::{Word, Words, hash};
