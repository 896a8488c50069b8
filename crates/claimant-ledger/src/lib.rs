//! Claims of many articles: kept, asked, compared and checked.

pub mod check;
