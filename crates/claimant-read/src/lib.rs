//! Bytes in, clean articles out.
//!
//! ```text
//! bytes ─sniff→ Kind ─charset→ text ─reader→ Article + warnings, once per article in the bytes
//! ```
//!
//! Nothing here opens a file, a connection or a clock: it takes bytes. Every document has exactly one outcome, an
//! article with text or a [`ReadError`], and one bad item of a feed, an archive or a JSON Lines file costs that item
//! only. Work and memory are bounded by [`limits`].

mod charset;
mod date;
mod dateline;
mod error;
mod feed;
mod html;
mod jsonl;
pub mod limits;
mod markdown;
mod opml;
pub mod pdf;
mod read;
mod sniff;
mod text;
mod unpack;
mod warc;

pub use error::ReadError;
pub use feed::{FeedEntry, entries};
pub use opml::feeds;
pub use read::{Options, PdfDoor, Read, read, stream};
pub use sniff::{Kind, sniff};
