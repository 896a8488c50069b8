//! The words of a figure: what is counted, by what limits, how it was come by, and what its sentence is about.

use std::collections::BTreeSet;

use claimant_doc::{Quantity, Span};

use super::super::lexicon::{MEASURES, METHODS, folded};
use super::super::stem::stem;
use super::super::stop::is_stop;
use super::Method;

/// Words of a state.
const STATE: &[&str] = &[
    "total",
    "totals",
    "totaling",
    "totalling",
    "toll",
    "surpass",
    "surpassed",
    "exceed",
    "exceeded",
    "reach",
    "reached",
    "topped",
    "passed",
    "cumulative",
    "overall",
    "far",
    "now",
    "rose",
    "risen",
    "climbed",
    "stood",
    "stands",
    "since",
];
/// Words of a figure for a time.
const RATES: &[&str] = &["daily", "weekly", "monthly", "yearly", "annually", "annual", "hourly"];
/// Words of a time that "a" or "per" makes a rate.
const TIMES: &[&str] = &["day", "week", "month", "year", "hour", "minute"];
/// Words that take in the whole world.
const WORLD: &[&str] = &["world", "worldwide", "globally", "global", "world-wide", "globe"];

/// Whether a word tells of a state.
pub fn is_state(word: &str) -> bool {
    STATE.contains(&word)
}

/// A place's name as it is compared; what takes in the whole world is one.
pub fn world(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    Some(if is_world(name) { "world".to_owned() } else { name.to_owned() })
}

/// Whether a word takes in the whole world.
pub fn is_world(word: &str) -> bool {
    WORLD.contains(&word)
}

/// Stem of the noun that is counted: the last word before "of", "from" and the like.
pub fn counted(item: &str) -> Option<String> {
    const CUTS: [&str; 9] =
        [" from ", " of ", " in ", " who ", " that ", " with ", " on ", " based ", " linked "];
    let main = CUTS.iter().fold(item, |rest, cut| rest.split(cut).next().unwrap_or(rest));
    let main = main.split([',', '(']).next().unwrap_or(main);
    let words = folded(main);
    // "people killed", "cases confirmed": the noun stands before what is said of it.
    let noun = words.iter().rev().find(|word| !is_participle(word)).or_else(|| words.last())?;
    Some(stem(noun))
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ed") && word.len() > 4 || word.ends_with("ing") && word.len() > 5
}

/// The stem of a measure that the list does not have; verbs that only carry a noun tell nothing.
pub fn told_measure(measure: &str) -> Option<String> {
    const LIGHT: &[&str] = &[
        "add", "be", "become", "bring", "do", "get", "give", "have", "hold", "impose", "include", "link",
        "make", "reach", "record", "report", "rise", "say", "see", "stand", "surpass", "take", "total",
    ];
    let measure = measure.to_lowercase();
    (!LIGHT.contains(&measure.as_str())).then(|| stem(&measure))
}

/// What limits the counted: all words of the item but its noun, stop words and what says how it was counted.
pub fn limits(item: &[String], head: &str) -> BTreeSet<String> {
    let kept = item
        .iter()
        .filter(|w| !is_stop(w) && !METHODS.contains_key(w.as_str()) && !MEASURES.contains_key(w.as_str()));
    kept.map(|word| stem(word)).filter(|word| word != head).collect()
}

/// How the words say that a figure was come by.
pub fn method(words: &[String]) -> Option<Method> {
    words.iter().find_map(|word| match METHODS.get(word.as_str()).copied()? {
        "counted" => Some(Method::Counted),
        "estimated" => Some(Method::Estimated),
        _ => Some(Method::Forecast),
    })
}

/// The words right behind a figure and its item.
pub fn after(quantity: &Quantity, text: &str) -> Vec<String> {
    let end = quantity.item.map_or(quantity.span, |item| quantity.span.to(item)).end();
    let rest: String = text
        .get(end..)
        .unwrap_or_default()
        .chars()
        .take(32)
        .take_while(|c| !matches!(c, '.' | ';'))
        .collect();
    folded(&rest).into_iter().take(3).collect()
}

/// Whether the words make a figure one for a time.
pub fn is_rate(words: &[String]) -> bool {
    let per = |pair: &[String]| {
        matches!(pair[0].as_str(), "a" | "per" | "each" | "every" | "one")
            && TIMES.contains(&pair[1].as_str())
    };
    words.iter().any(|word| RATES.contains(&word.as_str())) || words.windows(2).any(per)
}

/// Stems of the words that tell what a sentence is about.
pub fn topic(words: &[String]) -> BTreeSet<String> {
    let told = words.iter().filter(|w| w.len() > 2 && !is_stop(w) && !w.bytes().all(|b| b.is_ascii_digit()));
    told.map(|word| stem(word)).collect()
}

/// Stems of words with a capital letter, but for the first.
pub fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).skip(1);
    let named = words.filter(|word| word.starts_with(char::is_uppercase)).map(str::to_lowercase);
    named.filter(|word| word.len() > 2 && !is_stop(word)).map(|word| stem(&word)).collect()
}

/// The figure and what it counts, if that follows at once.
pub fn written(quantity: &Quantity, text: &str) -> String {
    let near = |item: &Span| item.start().checked_sub(quantity.span.end()).is_some_and(|gap| gap <= 8);
    quantity.item.filter(near).map_or(quantity.span, |item| quantity.span.to(item)).of(text).to_owned()
}
