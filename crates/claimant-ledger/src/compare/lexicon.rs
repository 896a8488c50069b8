//! Word lists of the ledger: a group's name, a tab, its words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A list: word to group.
pub type Lexicon = LazyLock<BTreeMap<&'static str, &'static str>>;

/// What is counted when these words are said: "deaths" and "killed" are one measure.
pub static MEASURES: Lexicon = LazyLock::new(|| parse(include_str!("../../data/measures.tsv")));
/// Words for one kind of event.
pub static EVENTS: Lexicon = LazyLock::new(|| parse(include_str!("../../data/events.tsv")));
/// Words that refute, doubt, report or confirm.
pub static STANCES: Lexicon = LazyLock::new(|| parse(include_str!("../../data/stance.tsv")));
/// How a figure was come by.
pub static METHODS: Lexicon = LazyLock::new(|| parse(include_str!("../../data/methods.tsv")));

/// Reads a list.
pub fn parse(list: &'static str) -> BTreeMap<&'static str, &'static str> {
    let rows = list.lines().filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(group, words)| words.split(' ').map(move |word| (word, group))).collect()
}

/// The folded words of a text: small letters, apostrophes out.
pub fn folded(text: &str) -> Vec<String> {
    let bare = |word: &str| {
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    words.map(bare).filter(|word| !word.is_empty()).collect()
}
