//! One file a command.

pub mod add;
pub mod backup;
pub mod check;
pub mod claims;
pub mod compare;
pub mod diff;
pub mod export;
pub mod extractors;
pub mod forget;
pub mod history;
pub mod log;
pub mod read;
pub mod review;
pub mod show;
pub mod sql;
pub mod table;
pub mod verify;
pub mod watch;
