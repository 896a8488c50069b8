//! One file a command.

pub mod extractors;
pub mod read;
