//! Watching feeds: who is asked when, what is fetched, and what is remembered of it.
//!
//! ```text
//! feeds ─due→ visit: feed → entries → pages, each host in its turn ─Found→ the command: kept, told, settled
//! ```
//!
//! A visit runs on a thread of its own and only fetches; the command keeps what it found, so that one thread writes to
//! the ledger. What is remembered ([`State`]) says of each entry that it is wanted in the same moment as it takes down
//! the feed's validators, and until its article is kept: so a run that is killed at any moment leaves nothing out.

mod clock;
mod hosts;
mod list;
mod page;
mod robots;
mod state;
mod told;
mod visit;

pub use clock::now;
pub use hosts::Hosts;
pub use list::{Listed, listed};
pub use state::{Feed, Settled, State, path};
pub use told::{Lines, Told};
pub use visit::{Found, Polled, Source, Visitor};
