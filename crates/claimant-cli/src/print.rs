//! What people read on a terminal.

mod claims;
mod figures;
mod label;
mod report;
mod words;
mod wrap;

pub use report::report;
pub use words::{chain, date_from, period, reads_as, sign, vouched};
pub use wrap::{Flow, Page, Paint, is_hidden, visible};

#[cfg(test)]
mod tests;
