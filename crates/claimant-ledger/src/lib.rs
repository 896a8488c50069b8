//! Claims of many articles: what they are to each other.
//!
//! [`compare`] is pure: readings in, relations out.

pub mod compare;
