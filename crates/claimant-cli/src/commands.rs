//! One file a command.

pub mod add;
pub mod backup;
pub mod claims;
pub mod compare;
pub mod diff;
pub mod export;
pub mod extractors;
pub mod history;
pub mod read;
pub mod show;
pub mod sql;
pub mod verify;
