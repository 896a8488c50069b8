//! The word lists of this extractor, parsed once and searched without allocating.

use std::collections::HashMap;
use std::str::SplitWhitespace;
use std::sync::LazyLock;

use claimant_doc::{Bound, QuantityKind};

use super::atom::Atom;

/// What a word of number does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NumberWord {
    /// 0 to 19.
    Small(f64),
    /// 20 to 90.
    Tens(f64),
    Hundred,
    /// thousand, million …
    Scale(f64),
    /// "bn", "k": only right after digits.
    Letter(f64),
    Dozen,
    /// dozens, hundreds …: low and high end.
    Plural(f64, f64),
    /// half, third …: the divisor.
    Part(f64),
    Article,
    /// several, few, couple.
    Few,
    /// twice.
    Times(f64),
    Majority,
}

/// What a phrase beside a number does to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hedge {
    Bound(Bound),
    Emphasis,
}

/// Where a bounding phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Before the number and part of its span.
    Before,
    /// A verb or noun before it, not part of its span.
    Verb,
    After,
}

/// What makes the number beside a word no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    Label,
    Month,
    Clock,
    NotAfterOne,
    NotBeforeOne,
    AboutWhat,
}

/// A unit by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub code: &'static str,
    pub kind: QuantityKind,
}

/// Longest key in any list, in bytes.
const LONGEST: usize = 40;

/// A lower-case copy of a few words, on the stack.
pub(super) struct Key {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Key {
    fn new() -> Key {
        Key { bytes: [0; LONGEST], len: 0 }
    }

    fn push(&mut self, text: &str) -> Option<()> {
        let room = self.bytes.get_mut(self.len..self.len + text.len())?;
        room.copy_from_slice(text.as_bytes());
        room.make_ascii_lowercase();
        self.len += text.len();
        Some(())
    }

    /// The words as one string.
    pub(super) fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }
}

/// `word` in lower case; `None` if it is longer than any key.
pub(super) fn lower(word: &str) -> Option<Key> {
    let mut key = Key::new();
    key.push(word)?;
    Some(key)
}

/// The atoms in lower case as the text joins them, any blank as one space; `None` if longer than any key.
pub(super) fn phrase(atoms: &[Atom<'_>]) -> Option<Key> {
    let mut key = Key::new();
    for (i, atom) in atoms.iter().enumerate() {
        if i > 0 && !atom.glued {
            key.push(" ")?;
        }
        key.push(atom.text)?;
    }
    Some(key)
}

/// Key to value; searched only, never iterated.
type Table<T> = HashMap<&'static str, T>;

/// Rows of a list, comments and blank lines left out.
fn rows(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

fn next_value(values: &mut SplitWhitespace<'_>) -> f64 {
    values.next().and_then(|v| v.parse().ok()).unwrap_or_default()
}

fn number_word(class: &str, values: &str) -> Option<NumberWord> {
    let mut values = values.split_whitespace();
    let value = next_value(&mut values);
    Some(match class {
        "small" => NumberWord::Small(value),
        "tens" => NumberWord::Tens(value),
        "hundred" => NumberWord::Hundred,
        "scale" => NumberWord::Scale(value),
        "letter" => NumberWord::Letter(value),
        "dozen" => NumberWord::Dozen,
        "plural" => NumberWord::Plural(value, next_value(&mut values)),
        "part" => NumberWord::Part(value),
        "article" => NumberWord::Article,
        "few" => NumberWord::Few,
        "times" => NumberWord::Times(value),
        "majority" => NumberWord::Majority,
        _ => return None,
    })
}

static NUMBERS: LazyLock<Table<NumberWord>> = LazyLock::new(|| {
    rows(include_str!("../../../data/numbers.tsv"))
        .filter_map(|row| Some((*row.first()?, number_word(row.get(1)?, row.get(2)?)?)))
        .collect()
});

/// What `word` does in a number.
pub(super) fn number(word: &str) -> Option<NumberWord> {
    NUMBERS.get(lower(word)?.as_str()).copied()
}

static BOUNDS: LazyLock<Table<(Hedge, Side)>> = LazyLock::new(|| {
    rows(include_str!("../../../data/bounds.tsv"))
        .filter_map(|row| {
            let hedge = match *row.get(1)? {
                "emphasis" => Hedge::Emphasis,
                word => Hedge::Bound(Bound::from_word(word)?),
            };
            let side = match *row.get(2)? {
                "before" => Side::Before,
                "verb" => Side::Verb,
                _ => return None,
            };
            Some((*row.first()?, (hedge, side)))
        })
        .collect()
});

static BOUNDS_AFTER: LazyLock<Table<Bound>> = LazyLock::new(|| {
    rows(include_str!("../../../data/bounds.tsv"))
        .filter(|row| row.get(2) == Some(&"after"))
        .filter_map(|row| Some((*row.first()?, Bound::from_word(row.get(1)?)?)))
        .collect()
});

/// What a phrase before a number does to it.
pub(super) fn bound_before(phrase: &str) -> Option<(Hedge, Side)> {
    BOUNDS.get(phrase).copied()
}

/// What a phrase after a number does to it.
pub(super) fn bound_after(phrase: &str) -> Option<Bound> {
    BOUNDS_AFTER.get(phrase).copied()
}

/// Units: words in lower-case singular, symbols as written.
struct Units {
    words: Table<Unit>,
    symbols: Table<Unit>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let mut units = Units { words: Table::new(), symbols: Table::new() };
    for row in rows(include_str!("../../../data/units.tsv")) {
        let [code, kind, style, names] = row[..] else { continue };
        let Some(kind) = QuantityKind::from_word(kind) else { continue };
        let table = if style == "word" { &mut units.words } else { &mut units.symbols };
        table.extend(names.split('|').map(|name| (name, Unit { code, kind })));
    }
    units
});

/// The unit written `symbol`, letter case as it is.
pub(super) fn unit_symbol(symbol: &str) -> Option<Unit> {
    UNITS.symbols.get(symbol).copied()
}

/// The unit named `phrase` (lower case), in singular or plural.
pub(super) fn unit_word(phrase: &str) -> Option<Unit> {
    singular(phrase, |name| UNITS.words.get(name).copied())
}

/// Currencies: signs as written, names in lower-case singular.
struct Currencies {
    signs: Table<&'static str>,
    names: Table<&'static str>,
}

static CURRENCIES: LazyLock<Currencies> = LazyLock::new(|| {
    let mut currencies = Currencies { signs: Table::new(), names: Table::new() };
    for row in rows(include_str!("../../../data/currencies.tsv")) {
        let [code, signs, names] = row[..] else { continue };
        currencies.signs.extend(signs.split('|').map(|sign| (sign, code)));
        currencies.names.extend(names.split('|').map(|name| (name, code)));
    }
    currencies
});

/// The currency written `sign`: "US$", "EUR".
pub(super) fn currency_sign(sign: &str) -> Option<&'static str> {
    CURRENCIES.signs.get(sign).copied()
}

/// The currency named `phrase` (lower case), in singular or plural.
pub(super) fn currency_name(phrase: &str) -> Option<&'static str> {
    singular(phrase, |name| CURRENCIES.names.get(name).copied())
}

/// Looks `phrase` up as it is, else without a plural ending at its end or at the end of its first word.
fn singular<T>(phrase: &str, look: impl Fn(&str) -> Option<T>) -> Option<T> {
    look(phrase)
        .or_else(|| look(phrase.strip_suffix('s')?))
        .or_else(|| look(phrase.strip_suffix("es")?))
        .or_else(|| {
            let (head, rest) = phrase.split_once("s ")?;
            let mut key = lower(head)?;
            key.push(" ")?;
            key.push(rest)?;
            look(key.as_str())
        })
}

static PEOPLE: LazyLock<Table<()>> = LazyLock::new(|| {
    rows(include_str!("../../../data/people.tsv")).filter_map(|row| Some((*row.first()?, ()))).collect()
});

/// Whether counting `noun` counts persons: a listed noun, or a nationality in the plural.
pub(super) fn is_people(noun: &str) -> bool {
    let Some(key) = lower(noun) else { return false };
    let listed = PEOPLE.contains_key(key.as_str());
    let capital = noun.starts_with(|c: char| c.is_uppercase());
    listed || capital && ["ans", "ians", "ese", "ish"].iter().any(|end| key.as_str().ends_with(end))
}

static LEAVE: LazyLock<Table<Vec<Leave>>> = LazyLock::new(|| {
    let mut table: Table<Vec<Leave>> = Table::new();
    for row in rows(include_str!("../../../data/not_counts.tsv")) {
        let [word, why] = row[..] else { continue };
        let why = match why {
            "label" => Leave::Label,
            "month" => Leave::Month,
            "clock" => Leave::Clock,
            "not_after_one" => Leave::NotAfterOne,
            "not_before_one" => Leave::NotBeforeOne,
            "about_what" => Leave::AboutWhat,
            _ => continue,
        };
        table.entry(word).or_default().push(why);
    }
    table
});

/// Whether `word` has the effect `why` on a number beside it.
pub(super) fn leaves(word: &str, why: Leave) -> bool {
    lower(word).and_then(|key| LEAVE.get(key.as_str())).is_some_and(|all| all.contains(&why))
}

static CHANGES: LazyLock<Table<()>> = LazyLock::new(|| {
    rows(include_str!("../../../data/changes.tsv")).filter_map(|row| Some((*row.first()?, ()))).collect()
});

/// Whether `word` is a verb or noun of change.
pub(super) fn is_change(word: &str) -> bool {
    lower(word).is_some_and(|key| CHANGES.contains_key(key.as_str()))
}
