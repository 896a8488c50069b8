//! The vocabulary of Claimant: what every other crate speaks.
//!
//! ```text
//! bytes ─read→ Article ─segment→ Doc ─extractors→ Marks ─assemble→ Reading ─at the door→ Record
//! ```
//!
//! [`Span`] is bytes and checked; [`Record`] is the public JSON, in code points. Nothing here reads, prints or asks
//! the clock.

mod article;
mod doc;
pub mod interval;
mod item;
mod lookup;
mod mark;
mod meaning;
pub mod period;
mod reading;
mod record;
mod relation;
mod span;
mod words;

pub use article::*;
pub use doc::*;
pub use item::*;
pub use jiff::civil::Date;
pub use lookup::*;
pub use mark::*;
pub use meaning::*;
pub use reading::*;
pub use record::*;
pub use relation::*;
pub use span::*;
pub use words::*;
