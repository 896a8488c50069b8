//! What people read on a terminal.

mod claims;
mod figures;
mod label;
mod report;
mod words;
mod wrap;

pub use label::label_line;
pub use report::report;
pub use words::{certainty, chain, date_from, period, reads_as, sign, status, vouched};
pub use wrap::{Flow, Page, Paint, is_hidden, visible};
