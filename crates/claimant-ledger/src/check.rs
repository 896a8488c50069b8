//! Quantity claims held against reference tables, and names against lists.
//!
//! ```text
//! descriptor + CSV ─read→ Table ┐
//! claim of a reading ─words→ Scope + figures ─query→ rows ─interval algebra→ Check { verdict, query, rows, who holds it }
//! descriptor + CSV ─read→ NameList ─candidates→ Candidate ─second identifier + a person's decision→ Confirmed
//! ```
//!
//! The one surprising choice: a claim is checked only if *every* word of it is understood, as a value of the table,
//! its measure, a period, a figure, or a word that restricts nothing. One word left over ("adult", "armed",
//! "repeatedly") and the answer is `cannot tell`, with that word as the reason. A wrong verdict is worse than none.

mod change;
mod descriptor;
mod error;
mod figure;
mod figures;
mod held;
mod judge;
mod level;
pub mod names;

mod parts;
mod period;
mod phrases;
mod query;
mod question;
mod rows;
mod said;
mod scope;
mod share;
mod synonyms;
mod table;
mod terms;
#[cfg(test)]
mod tests;
mod token;
mod told;
mod verdict;

pub use claimant_doc::interval::Interval;
pub use descriptor::{Answers, Dialect, Field, FieldAnswer, Package, Resource, ResourceAnswer};
pub use error::TableError;
pub use figures::check;
pub use held::Held;
pub use period::Period;
pub use query::{Condition, Query, RowUsed};
pub use question::{Ask, Question};
pub use synonyms::Synonyms;
pub use table::{Loaded, Table, load};

pub(crate) use rows::{RawRow, rows};
pub(crate) use table::load_rows;
pub use terms::{Absent, By, Counts, Empty, FieldTerms, FixedPlace, Kind, ResourceTerms, Role};
pub use verdict::{Check, Evidence, Verdict, Why};
