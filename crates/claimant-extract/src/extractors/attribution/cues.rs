//! The cue lexicon, and finding its words in a document.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;
use std::sync::LazyLock;

use claimant_doc::{Doc, Stance, Tag};

use crate::lexicon::{Fx, is_not, lower, rows};

/// Cue words with their class, stance and frames.
const CUES: &str = include_str!("../../../data/cues.tsv");

/// What a cue word takes. Letters are those of `data/cues.tsv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames(u16);

impl Frames {
    /// A clause, with or without "that".
    pub const CLAUSE: Frames = Frames(1);
    /// A quotation.
    pub const QUOTE: Frames = Frames(2);
    /// A noun phrase, with what belongs to it.
    pub const OBJECT: Frames = Frames(4);
    /// An infinitive.
    pub const INFINITIVE: Frames = Frames(8);
    /// A clause that opens with "whether", "how", "what" …
    pub const WH: Frames = Frames(16);
    /// Whom it is said to stands before the content.
    pub const ADDRESSEE: Frames = Frames(32);
    /// In the passive, an infinitive or participle: "is said to have left".
    pub const PASSIVE: Frames = Frames(64);
    /// The object is part of the cue and the content at once: "claimed responsibility".
    pub const FIXED: Frames = Frames(128);
    /// In the passive, the act one is accused of: "accused of moving weapons".
    pub const CHARGE: Frames = Frames(256);
    /// The subject belongs to the content and nobody is named: "The bank seems to have failed".
    pub const RAISING: Frames = Frames(512);
    /// Its object is done by saying so: "declared war".
    pub const ACT: Frames = Frames(1024);

    fn parse(letters: &str) -> Frames {
        letters.chars().fold(Frames::default(), |all, letter| {
            Frames(
                all.0
                    | match letter {
                        'c' => 1,
                        'q' => 2,
                        'o' => 4,
                        'i' => 8,
                        'w' => 16,
                        'a' => 32,
                        'b' => 64,
                        'x' => 128,
                        'g' => 256,
                        'r' => 512,
                        'd' => 1024,
                        _ => 0,
                    },
            )
        })
    }

    /// Both.
    pub const fn or(self, other: Frames) -> Frames {
        Frames(self.0 | other.0)
    }

    /// Whether any of `other` is among these.
    pub fn has(self, other: Frames) -> bool {
        self.0 & other.0 != 0
    }
}

/// One row of the lexicon.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    /// How it presents the act.
    pub stance: Stance,
    /// What it takes.
    pub frames: Frames,
}

/// A row under one of its forms: the words that must follow (a particle), and the row.
type Row = (&'static str, Cue);
/// Forms of a word class and their rows, those with more words first.
type Class = HashMap<&'static str, Vec<Row>, BuildHasherDefault<Fx>>;

/// The lexicon by word class.
#[derive(Default)]
struct Lexicon {
    verbs: Class,
    nouns: Class,
    adverbs: Class,
    adjectives: Class,
    prepositions: Class,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for row in rows(CUES).skip(1) {
        let [words, class, forms, stance, frames, ..] = row[..] else { continue };
        let Some(stance) = Stance::from_word(stance) else { continue };
        let cue = Cue { stance, frames: Frames::parse(frames) };
        let class = match class {
            "verb" => &mut lexicon.verbs,
            "noun" => &mut lexicon.nouns,
            "adverb" => &mut lexicon.adverbs,
            "adjective" => &mut lexicon.adjectives,
            _ => &mut lexicon.prepositions,
        };
        let rest = words.split_once(' ').map_or("", |(_, rest)| rest);
        for form in forms.split(' ') {
            let rows = class.entry(form).or_default();
            rows.push((rest, cue));
            rows.sort_by_key(|(rest, _)| Reverse(rest.len()));
        }
    }
    lexicon
});

/// Words, stance and example of every row.
#[cfg(test)]
pub fn examples() -> impl Iterator<Item = (&'static str, Stance, &'static str)> {
    rows(CUES).skip(1).filter_map(|row| match row[..] {
        [words, _, _, stance, _, example] => Some((words, Stance::from_word(stance)?, example)),
        _ => None,
    })
}

/// A cue where it stands.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its row.
    pub cue: Cue,
    /// Its tokens, without auxiliaries: "called for".
    pub tokens: Range<usize>,
}

/// The cue verb at token `i`, with its particle.
pub fn verb(doc: &Doc<'_>, i: usize) -> Option<Found> {
    // No preposition is in the lexicon: the tagger was wrong ("accuse").
    if doc.tag(i).is_verb() || doc.tag(i) == Tag::In { at(doc, i, &LEXICON.verbs) } else { None }
}

/// The prepositional cue at token `i`: "according to".
pub fn preposition(doc: &Doc<'_>, i: usize) -> Option<Found> {
    at(doc, i, &LEXICON.prepositions)
}

/// The adverb at token `i`: "reportedly".
pub fn adverb(doc: &Doc<'_>, i: usize) -> Option<Found> {
    at(doc, i, &LEXICON.adverbs)
}

/// The adjective at token `i`: "suspected" before a noun.
pub fn adjective(doc: &Doc<'_>, i: usize) -> Option<Found> {
    at(doc, i, &LEXICON.adjectives)
}

/// The noun at token `i`: "allegation".
pub fn noun(doc: &Doc<'_>, i: usize) -> Option<Found> {
    if doc.tag(i).is_noun() { at(doc, i, &LEXICON.nouns) } else { None }
}

/// No cue word is longer, in bytes.
const LONGEST: usize = 16;

/// The row of `class` for the word at token `i` and those after it.
fn at(doc: &Doc<'_>, i: usize, class: &Class) -> Option<Found> {
    let word = doc.word(i);
    if word.len() > LONGEST {
        return None;
    }
    longest(doc, i, lower(word, |word| class.get(word))?)
}

/// The first of `rows` (longest first) whose further words stand after token `i`.
fn longest(doc: &Doc<'_>, i: usize, rows: &[(&str, Cue)]) -> Option<Found> {
    rows.iter().find_map(|(rest, cue)| {
        let count = rest.split(' ').filter(|word| !word.is_empty()).count();
        let stands = rest
            .split(' ')
            .filter(|word| !word.is_empty())
            .enumerate()
            .all(|(k, word)| doc.is(i + 1 + k, word));
        stands.then(|| Found { cue: *cue, tokens: i..i + 1 + count })
    })
}

/// A form of "be".
pub fn is_form_of_be(word: &str) -> bool {
    is_one_of(word, &["is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "’re", "am"])
}

/// A form of "be", "have" or "do", or a negation: a part of a verb group, never its head.
pub fn is_auxiliary(word: &str) -> bool {
    const OTHERS: &[&str] = &["have", "has", "had", "'ve", "’ve", "'d", "’d", "did", "do", "does"];
    is_form_of_be(word) || is_one_of(word, OTHERS) || is_not(word)
}

/// A form of "say", which takes nothing but what is said.
pub fn is_say(word: &str) -> bool {
    is_one_of(word, &["say", "says", "said", "saying"])
}

/// Whether a verb has only whom it is said to behind it: "told the Courier", never "told Lind" for "Lind told".
pub fn addresses(doc: &Doc<'_>, i: usize) -> bool {
    const ADDRESSING: &[&str] =
        &["assured", "assures", "informed", "informs", "notified", "reminded", "reminds", "told", "tells"];
    ADDRESSING.iter().any(|word| doc.is(i, word))
}

/// "not" in all its spellings, and "never".
pub fn is_negation(word: &str) -> bool {
    is_not(word) || word.eq_ignore_ascii_case("never")
}

fn is_one_of(word: &str, forms: &[&str]) -> bool {
    forms.iter().any(|form| word.eq_ignore_ascii_case(form))
}

/// The verb group that `verb` heads: auxiliaries, negation and adverbs before it.
pub fn group_start(doc: &Doc<'_>, verb: usize, floor: usize) -> usize {
    let mut start = verb;
    while start > floor {
        let i = start - 1;
        let auxiliary = doc.tag(i) == Tag::Md || is_auxiliary(doc.word(i)) && doc.tag(i) != Tag::Pos;
        if !auxiliary && doc.tag(i) != Tag::Rb {
            break;
        }
        start = i;
    }
    start
}
