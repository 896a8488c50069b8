//! The word lists of this extractor, parsed once and searched without allocating.

use std::str::SplitWhitespace;
use std::sync::LazyLock;

use claimant_doc::{Bound, QuantityKind};

use super::atom::Atom;
use crate::lexicon::{self, Table};

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
}

/// What makes the number beside a word no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Leave {
    Label,
    Month,
    Clock,
    NotAfterOne,
    NotBeforeOne,
    AboutWhat,
    TakeOver,
}

impl Leave {
    /// The words of the list, in the order of the variants.
    const WORDS: [&'static str; 7] =
        ["label", "month", "clock", "not_after_one", "not_before_one", "about_what", "take_over"];
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

fn next_value(values: &mut SplitWhitespace<'_>) -> f64 {
    values.next().and_then(|v| v.parse().ok()).unwrap_or_default()
}

fn number_word(row: &[&'static str]) -> Option<NumberWord> {
    let mut values = row.get(2)?.split_whitespace();
    let value = next_value(&mut values);
    Some(match *row.get(1)? {
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

static NUMBERS: LazyLock<Table<NumberWord>> =
    LazyLock::new(|| Table::parse(include_str!("../../../data/numbers.tsv"), number_word));

/// What `word` does in a number.
pub(super) fn number(word: &str) -> Option<NumberWord> {
    NUMBERS.get_lower(word).copied()
}

const BOUND_ROWS: &str = include_str!("../../../data/bounds.tsv");

static BOUNDS: LazyLock<Table<(Hedge, Side)>> = LazyLock::new(|| {
    Table::parse(BOUND_ROWS, |row| {
        let hedge = match *row.get(1)? {
            "emphasis" => Hedge::Emphasis,
            word => Hedge::Bound(Bound::from_word(word)?),
        };
        match *row.get(2)? {
            "before" => Some((hedge, Side::Before)),
            "verb" => Some((hedge, Side::Verb)),
            _ => None,
        }
    })
});

static BOUNDS_AFTER: LazyLock<Table<Bound>> = LazyLock::new(|| {
    Table::parse(BOUND_ROWS, |row| match row {
        [_, bound, "after", ..] => Bound::from_word(bound),
        _ => None,
    })
});

/// What a phrase before a number does to it.
pub(super) fn bound_before(phrase: &str) -> Option<(Hedge, Side)> {
    BOUNDS.get(phrase).copied()
}

/// What a phrase after a number does to it.
pub(super) fn bound_after(phrase: &str) -> Option<Bound> {
    BOUNDS_AFTER.get(phrase).copied()
}

fn units(style: &'static str) -> Table<Unit> {
    Table::parse(include_str!("../../../data/units.tsv"), |row| match row {
        [_, of, code, kind] if *of == style => Some(Unit { code, kind: QuantityKind::from_word(kind)? }),
        _ => None,
    })
}

static UNIT_WORDS: LazyLock<Table<Unit>> = LazyLock::new(|| units("word"));
static UNIT_SYMBOLS: LazyLock<Table<Unit>> = LazyLock::new(|| units("symbol"));

/// The unit written `symbol`, letter case as it is.
pub(super) fn unit_symbol(symbol: &str) -> Option<Unit> {
    UNIT_SYMBOLS.get(symbol).copied()
}

/// The unit named `phrase` (lower case), in singular or plural.
pub(super) fn unit_word(phrase: &str) -> Option<Unit> {
    singular(phrase, |name| UNIT_WORDS.get(name).copied())
}

/// Whether `word` alone is a unit.
pub(super) fn is_unit(word: &str) -> bool {
    lexicon::lower(word, |word| unit_word(word).is_some())
}

fn currencies(style: &'static str) -> Table<&'static str> {
    Table::parse(include_str!("../../../data/currencies.tsv"), |row| match row {
        [_, of, code] if *of == style => Some(*code),
        _ => None,
    })
}

static CURRENCY_SIGNS: LazyLock<Table<&'static str>> = LazyLock::new(|| currencies("sign"));
static CURRENCY_NAMES: LazyLock<Table<&'static str>> = LazyLock::new(|| currencies("name"));

/// The currency written `sign`: "US$", "EUR".
pub(super) fn currency_sign(sign: &str) -> Option<&'static str> {
    CURRENCY_SIGNS.get(sign).copied()
}

/// The currency named `phrase` (lower case), in singular or plural.
pub(super) fn currency_name(phrase: &str) -> Option<&'static str> {
    singular(phrase, |name| CURRENCY_NAMES.get(name).copied())
}

/// Looks `phrase` up as it is, else without a plural ending at its end or at the end of its first word.
fn singular<T>(phrase: &str, look: impl Fn(&str) -> Option<T>) -> Option<T> {
    look(phrase)
        .or_else(|| look(phrase.strip_suffix('s')?))
        .or_else(|| look(phrase.strip_suffix("es")?))
        .or_else(|| {
            let (head, rest) = phrase.split_once("s ")?;
            let mut key = Key::new();
            key.push(head)?;
            key.push(" ")?;
            key.push(rest)?;
            look(key.as_str())
        })
}

static PEOPLE: LazyLock<Table<()>> =
    LazyLock::new(|| Table::parse(include_str!("../../../data/people.tsv"), |_| Some(())));

/// Whether counting `noun` counts persons: a listed noun, or a nationality in the plural.
pub(super) fn is_people(noun: &str) -> bool {
    let capital = noun.starts_with(|c: char| c.is_uppercase());
    let national = capital && ["ans", "ese", "ish"].iter().any(|end| noun.ends_with(end));
    national || PEOPLE.get_lower(noun).is_some()
}

static LEAVE: LazyLock<[Table<()>; Leave::WORDS.len()]> = LazyLock::new(|| {
    Leave::WORDS.map(|why| {
        Table::parse(include_str!("../../../data/not_counts.tsv"), move |row| {
            (row.get(1) == Some(&why)).then_some(())
        })
    })
});

/// Whether `word` has the effect `why` on a number beside it.
pub(super) fn leaves(word: &str, why: Leave) -> bool {
    LEAVE[why as usize].get_lower(word).is_some()
}

static CHANGES: LazyLock<Table<()>> =
    LazyLock::new(|| Table::parse(include_str!("../../../data/changes.tsv"), |_| Some(())));

/// Whether `word` is a verb or noun of change.
pub(super) fn is_change(word: &str) -> bool {
    CHANGES.get_lower(word).is_some()
}

static EVENTS: LazyLock<Table<()>> =
    LazyLock::new(|| Table::parse(include_str!("../../../data/events.tsv"), |_| Some(())));

/// Whether `lemma` names an event of the list.
pub(super) fn is_event(lemma: &str) -> bool {
    EVENTS.get(lemma).is_some()
}
