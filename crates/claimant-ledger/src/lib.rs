//! Claims kept, asked, compared and checked: an append-only ledger in an ordinary SQLite file.
//!
//! ```text
//! Reading ─Entry::of→ Entry ─Writer::add→ the file ─Ledger::ask→ Claims, each with who vouches for it
//!                                                  ─Ledger::records→ the JSON that was added, byte for byte
//! ```
//!
//! [`Writer`] is the one way in, [`Ledger`] reads and can change nothing, whoever made the file. What the file holds is
//! in `schema.sql`, and said in words in `docs/ledger.md`. Nothing here knows a model, or prints.
//! [`compare`], [`check`], [`review`] and [`export`] are pure: readings in, with tables or decisions, and relations,
//! verdicts, corrected readings and other formats out.

mod ask;
mod backup;
pub mod check;
mod claim;
pub mod compare;
mod days;
mod decide;
mod entry;
mod error;
pub mod export;
mod find;
mod forget;
pub mod key;
mod log;
mod open;
mod rebuild;
mod relate;
mod related;
pub mod review;
mod sql;
mod store;
mod tables;
mod verify;

pub use ask::{Facets, Page};
pub use claim::{Claimed, Figure, Marked, Period, Piece, Source, Stands};
pub use decide::Conflict;
pub use entry::Entry;
pub use error::Error;
pub use find::{ArticleLine, Found, Version};
pub use forget::Leaving;
pub use key::article_key;
pub use log::Told;
pub use open::{APPLICATION, Ledger, Moment, OLDEST_SQLITE, VERSION, sqlite_version};
pub use related::{Brief, Differs, End, Group, History, Related, State, Tallies, Tally, Wanted};
pub use rusqlite::types::Value;
pub use sql::Table;
pub use store::{Added, Writer};
pub use tables::{Reference, References, Registered};
pub use verify::Fault;
