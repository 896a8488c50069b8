//! What words mean to a table: its values and their other names, its measure, who counts, and the words of `words.tsv`
//! that restrict nothing.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::table::Table;
use super::token::{Token, words};

/// What a phrase means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A value of a dimension; `name` tells whether it is a country by its name, which says where as often as who.
    Value { dimension: usize, value: String, name: bool },
    /// A country that the dimension has no rows of.
    NoValue { dimension: usize },
    /// Two things that the table tells apart.
    Ambiguous,
    /// A value, or a country that the table has no rows of: who else knows may say.
    Unsure,
    /// A noun for what is counted.
    Measure,
    /// A verb for it.
    MeasureVerb,
    /// Who counts.
    By,
    /// The place of the whole table.
    Place,
    /// A word of the list.
    Word(Class),
}

/// What a word of the list does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Class {
    /// Restricts nothing.
    Neutral,
    /// A verb of keeping count, whose subject is who counts.
    Records,
    /// A preposition that says where.
    Locative,
    /// A preposition that says of whom or from where.
    Origin,
    /// People.
    Person,
    /// Part of naming a fiscal year.
    Calendar,
    /// A verb that is a bound: "exceeded".
    Bound,
    /// Sets two figures side by side.
    Compare,
    /// Growth.
    Rise,
    /// Decline.
    Fall,
    /// Multiplies: "doubled", "halved".
    Times(f64, Reach),
    /// Joins a part to its share: "made up", "accounted for".
    Share,
    /// The period before the one named: "from the year before".
    YearBefore,
}

/// How a factor is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As said, give or take.
    About,
    /// More than said.
    Over,
    /// A little less.
    Near,
}

static WORDS: LazyLock<Vec<(&str, Class)>> = LazyLock::new(|| {
    include_str!("words.tsv").lines().filter(|line| !line.starts_with("# ")).filter_map(row).collect()
});

fn row(line: &str) -> Option<(&str, Class)> {
    let (phrase, class) = line.split_once('\t')?;
    let class = match class {
        "neutral" => Class::Neutral,
        "records" => Class::Records,
        "locative" => Class::Locative,
        "origin" => Class::Origin,
        "person" => Class::Person,
        "calendar" => Class::Calendar,
        "bound" => Class::Bound,
        "compare" => Class::Compare,
        "rise" => Class::Rise,
        "fall" => Class::Fall,
        "share" => Class::Share,
        "year_before" => Class::YearBefore,
        times => return Some((phrase, factor(times)?)),
    };
    Some((phrase, class))
}

/// `times 2`, `over 2`, `near 2`.
fn factor(class: &str) -> Option<Class> {
    let (reach, factor) = class.split_once(' ')?;
    let reach = match reach {
        "times" => Reach::About,
        "over" => Reach::Over,
        "near" => Reach::Near,
        _ => return None,
    };
    Some(Class::Times(factor.parse().ok()?, reach))
}

/// Phrases by their first word, longest first.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    by_first: BTreeMap<String, Vec<(Vec<String>, Meaning)>>,
}

impl Phrases {
    /// The phrases that a table's descriptor gives, and the words of the list.
    pub fn of(table: &Table) -> Phrases {
        let mut phrases = Phrases::default();
        for (at, dimension) in table.dimensions.iter().enumerate() {
            for value in &dimension.values {
                let others = dimension.column.terms.values.get(value).into_iter().flatten();
                let countries = dimension.column.terms.countries;
                for phrase in [value].into_iter().chain(others) {
                    let name = countries && phrase == value;
                    phrases.add(phrase, Meaning::Value { dimension: at, value: value.clone(), name });
                }
            }
        }
        table.count.terms.words.iter().for_each(|word| phrases.add(word, Meaning::Measure));
        table.count.terms.verbs.iter().for_each(|word| phrases.add(word, Meaning::MeasureVerb));
        table.by.words.iter().for_each(|word| phrases.add(word, Meaning::By));
        table.place.words.iter().for_each(|word| phrases.add(word, Meaning::Place));
        for (phrase, class) in WORDS.iter() {
            phrases.add(phrase, Meaning::Word(*class));
        }
        phrases
    }

    /// Adds a phrase. What the table says goes before the words of the list; two values make it ambiguous.
    pub fn add(&mut self, phrase: &str, meaning: Meaning) {
        let phrase = words(phrase);
        let Some(first) = phrase.first().cloned() else { return };
        let list = self.by_first.entry(first).or_default();
        match list.iter_mut().find(|(known, _)| *known == phrase) {
            Some((_, known)) => *known = merged(known, meaning),
            None => {
                let at = list.partition_point(|(known, _)| known.len() >= phrase.len());
                list.insert(at, (phrase, meaning));
            }
        }
    }

    /// The longest phrase that `tokens` open with: its meaning and its number of words.
    pub fn longest(&self, tokens: &[Token]) -> Option<(&Meaning, usize)> {
        let list = self.by_first.get(&tokens.first()?.word)?;
        let opens = |phrase: &[String]| {
            phrase.len() <= tokens.len() && phrase.iter().zip(tokens).all(|(word, token)| *word == token.word)
        };
        list.iter().find(|(phrase, _)| opens(phrase)).map(|(phrase, meaning)| (meaning, phrase.len()))
    }
}

/// What the table says goes before the words of the list; two things that it tells apart make a phrase ambiguous.
fn merged(known: &Meaning, new: Meaning) -> Meaning {
    match (known, &new) {
        (Meaning::Word(_), _) => new,
        (known, Meaning::Word(_)) => known.clone(),
        (known, new) if known.is_alike(new) => {
            if known.is_name() {
                known.clone()
            } else {
                new.clone()
            }
        }
        (Meaning::Value { .. } | Meaning::Unsure, Meaning::NoValue { .. }) => Meaning::Unsure,
        (Meaning::NoValue { .. }, Meaning::Value { .. }) => Meaning::Unsure,
        _ => Meaning::Ambiguous,
    }
}

impl Meaning {
    /// Whether both mean the same, by name or not.
    pub fn is_alike(&self, other: &Meaning) -> bool {
        match (self, other) {
            (
                Meaning::Value { dimension: a, value: x, .. },
                Meaning::Value { dimension: b, value: y, .. },
            ) => a == b && x == y,
            (a, b) => a == b,
        }
    }

    fn is_name(&self) -> bool {
        matches!(self, Meaning::Value { name: true, .. })
    }
}
