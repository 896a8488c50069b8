//! What people decide about claims: a log that only grows, and readings as they stand after it.
//!
//! ```text
//! Decision + who, when, salt ─Log::append→ Line (in the chain) + Payload (beside it)
//! Log + readings ─replay→ Reviewed readings, groups, and what no longer fits
//! ```
//!
//! A [`Line`] is hashed together with the hash of the line before it, so that none can be changed or taken out unseen
//! ([`Log::verify`]). What people wrote, and their names, are not in it: it holds salted hashes of both, and the
//! words lie beside it in a [`Payload`]. So words can be erased ([`Log::forget`]) and the chain still verifies: a
//! line of the log says which were erased. An erased decision no longer has effect, since nobody knows what it was;
//! an erased name leaves the decision in force.
//!
//! Subjects are keys ([`crate::key`]), so that a log replays on a ledger that was built again. There is no clock and
//! no chance here: the caller gives both time and salt.

mod correct;
mod decision;
mod entities;
mod forget;
mod groups;
mod line;
mod log;
mod refusal;
mod replay;
mod reviewed;
mod verify;

pub use correct::{check, current};
pub use decision::{Act, Decision, Ends, Given, What};
pub use forget::Whom;
pub use groups::Groups;
pub use line::{Kept, Line, Payload, Sealed, next};
pub use log::Log;
pub use refusal::Refusal;
pub use replay::{Decided, Lost, Replay, replay};
pub use reviewed::{Reviewed, Shown};
pub use verify::{Anchor, Fault};
