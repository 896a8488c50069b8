//! Claims kept, asked, compared and checked: an append-only ledger in an ordinary SQLite file.
//!
//! ```text
//! Reading ─Entry::of→ Entry ─Writer::add→ the file ─Ledger::ask→ Claims, each with who vouches for it
//!                                                  ─Ledger::records→ the JSON that was added, byte for byte
//! ```
//!
//! [`compare`], [`check`], [`review`] and [`export`] are pure: readings in, with tables or decisions, and relations,
//! verdicts, corrected readings and the formats of others out.
//!
//! [`Writer`] is the one way in, [`Ledger`] reads and can change nothing, whoever made the file. What the file holds is
//! in `schema.sql`, and said in words in `docs/ledger.md`. Nothing here knows a model, or prints.

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
pub mod key;
mod log;
mod open;
pub mod review;
mod sql;
mod store;
mod verify;

pub use ask::{Facets, Page};
pub use claim::{Claimed, Figure, Marked, Period, Piece, Source, Stands};
pub use entry::Entry;
pub use error::Error;
pub use find::{ArticleLine, Found, Version};
pub use key::article_key;
pub use log::{Act, Line};
pub use open::{APPLICATION, Ledger, OLDEST_SQLITE, VERSION, sqlite_version};
pub use rusqlite::types::Value;
pub use sql::Table;
pub use store::{Added, Writer};
pub use verify::Fault;
