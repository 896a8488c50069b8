//! What places are called.

use std::sync::LazyLock;

use super::Table;

static SORTS: LazyLock<Table<()>> =
    LazyLock::new(|| Table::parse(include_str!("../../data/place_sorts.tsv"), |_| Some(())));

/// Whether a word says what a place is: "town", "province".
pub fn is_sort_of_place(word: &str) -> bool {
    SORTS.get(word).is_some()
}
