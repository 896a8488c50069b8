//! Reads news and keeps who claims what.
//!
//! ```text
//! bytes ─read→ articles ─extract→ readings ─Record::from→ JSON
//!                                          ─ledger::Entry::of→ a ledger, to be asked later
//! ```
//!
//! [`readings`] does one document on this thread; [`Pipeline`] does many on several, each with exactly one
//! [`Outcome`]. [`Lookup`] and [`Label`] answer who vouches for a claim, and on whose word an article rests. Nothing
//! here opens a connection or prints, and no file but a ledger's own.

mod label;
mod pipeline;
mod reading;

pub use claimant_doc::*;
pub use claimant_extract::{Config, EXTRACTORS, Extractor, extract};
pub use claimant_ledger as ledger;
pub use claimant_read::{
    FeedEntry, Kind, Options, PdfDoor, Read, ReadError, entries, feeds, limits, pdf, sniff,
};
pub use label::Label;
pub use pipeline::{Counts, Event, Failure, Input, Known, Opened, Outcome, Pipeline};
pub use reading::{reading, readings};

/// What the readme shows can be built.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
