//! What articles, claims, figures and events of a ledger are to each other. Pure: readings in, relations out.
//!
//! ```text
//! reading ─keys, fingerprints→ u64s ─(looked up by the store)→ a few candidates ─relate→ relations, groups, origins
//! ```
//!
//! # For the store
//!
//! Nothing here looks anything up. What may be alike shares a key, a `u64` that depends on the text alone and is the same in
//! every version of the program; the store keeps `(key, article)` and `(key, article, item)` with an index on `key`:
//!
//! | what | keys | at most | judged by |
//! |---|---|---|---|
//! | articles | [`Words::fingerprints`], about one for four words | [`HOLDERS`] articles a key, the earliest first; those with [`SHARED`] keys or more, [`CANDIDATES`] of them, the most shared first | [`copying`], then [`copy_relations`] and [`origins`] over the copies |
//! | claims | [`Statement::keys`], at most 16 | `HOLDERS` a key, the latest first | [`relate_claims`], [`drift`]; [`claim_groups`], and their [`origins`] by copies and [`chains`] |
//! | figures | [`Figure::keys`], one for each place and telling word of its sentence | `HOLDERS` a key, the latest first | [`relate`]; [`figure_groups`], [`history`] |
//! | events | [`Happening::keys`] | `HOLDERS` a key, the latest first | [`event_signals`], [`event_score`], [`group`] |
//!
//! So the cost of one more article does not grow with the ledger: a story that thousands print joins its first holders,
//! and through them the rest. Beside each fingerprint the store keeps how many articles have it and the first and last of
//! their dates, a [`Spread`]; fingerprints that are [standing](Spread::is_standing) are printed under unrelated articles, and
//! `copying` is told of them. A quotation is looked for in other articles by the fingerprints of its words, and then by
//! [`look_up`] in those found. [`Rarity`] is a count of articles by stem, which may be an estimate.
//!
//! Spans are bytes, as everywhere inside; they become code points at the door.
//!
//! # Steps
//!
//! - `words`, `align`, `copy`, `origin`: passages copied, and whether one article was made from another; what was copied or
//!   cited is one origin.
//! - `figure`, `relation`, `history`: figures with their scope, the algebra that says what two of them are to each other, and
//!   the states of one figure.
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
mod history;
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
pub use copy::{CANDIDATES, Copying, HOLDERS, Passage, SHARED, Spread, copying, relations as copy_relations};
pub use drift::{diff, drift, drifts};
pub use event::{EVENT_SIGNALS, Happening, ONE, event_score, event_signals, same_event};
pub use figure::{Figure, Method, Scope};
pub use group::group;
pub use history::{State, figure_groups, history};
pub use items::Items;
pub use origin::{Cited, Member, chains, cited, count, origins, publisher};
pub use relation::relate;
pub use same::{Likeness, SAME, claim_groups, likeness, relate_claims, score};
pub use similar::{Rarity, Signals, Wording, cosine, signals};
pub use source::{Lookup, look_up, says};
pub use stance::{STANCE_SIGNALS, Stance, stance, stance_signals};
pub use statement::Statement;
pub use when::{Order, day, order};
pub use words::{Word, Words, hash};
