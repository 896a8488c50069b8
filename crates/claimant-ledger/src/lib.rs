//! Claims of many articles: reviewed by people and given away.
//!
//! [`export`] is pure: readings in, bytes of a known format out. [`review`] is pure too: a log of what people
//! decided, and readings as they stand after it.

pub mod export;
pub mod key;
pub mod review;
