//! The cue lexicon, and finding its words in a document.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use claimant_doc::{Doc, Stance, Tag};

use crate::lexicon::lemma;

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

/// Word classes of the lexicon, each a map from lemma to its rows; phrasal verbs are listed under their verb.
#[derive(Default)]
struct Lexicon {
    verbs: HashMap<&'static str, Vec<(&'static str, Cue)>>,
    nouns: HashMap<&'static str, Cue>,
    adverbs: HashMap<&'static str, Cue>,
    adjectives: HashMap<&'static str, Cue>,
    prepositions: HashMap<&'static str, Vec<(&'static str, Cue)>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (words, class, cue) in rows() {
        let (head, rest) = words.split_once(' ').unwrap_or((words, ""));
        match class {
            "verb" => lexicon.verbs.entry(head).or_default().push((rest, cue)),
            "noun" => _ = lexicon.nouns.insert(words, cue),
            "adverb" => _ = lexicon.adverbs.insert(words, cue),
            "adjective" => _ = lexicon.adjectives.insert(words, cue),
            _ => lexicon.prepositions.entry(head).or_default().push((rest, cue)),
        }
    }
    // A phrasal verb is tried before its bare verb.
    lexicon.verbs.values_mut().chain(lexicon.prepositions.values_mut()).for_each(|rows| {
        rows.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    });
    lexicon
});

/// Cue, class and row of every line of the lexicon.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, Cue)> {
    CUES.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let (words, class, stance, frames) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        Some((words, class, Cue { stance: Stance::from_word(stance)?, frames: Frames::parse(frames) }))
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
    let tag = doc.tag(i);
    if !tag.is_verb() {
        return None;
    }
    let mut buffer = [0; WORD];
    let word = lower(doc.word(i), &mut buffer)?;
    let rows = LEXICON.verbs.get(lemma(word, tag).as_ref())?;
    longest(doc, i, rows)
}

/// The prepositional cue at token `i`: "according to".
pub fn preposition(doc: &Doc<'_>, i: usize) -> Option<Found> {
    let mut buffer = [0; WORD];
    let rows = LEXICON.prepositions.get(lower(doc.word(i), &mut buffer)?)?;
    longest(doc, i, rows)
}

/// The adverb at token `i`: "reportedly".
pub fn adverb(doc: &Doc<'_>, i: usize) -> Option<Found> {
    let mut buffer = [0; WORD];
    single(LEXICON.adverbs.get(lower(doc.word(i), &mut buffer)?)?, i)
}

/// The adjective at token `i`: "suspected" before a noun.
pub fn adjective(doc: &Doc<'_>, i: usize) -> Option<Found> {
    let mut buffer = [0; WORD];
    single(LEXICON.adjectives.get(lower(doc.word(i), &mut buffer)?)?, i)
}

/// The noun at token `i`: "allegation".
pub fn noun(doc: &Doc<'_>, i: usize) -> Option<Found> {
    let tag = doc.tag(i);
    if !tag.is_noun() {
        return None;
    }
    let mut buffer = [0; WORD];
    let word = lower(doc.word(i), &mut buffer)?;
    single(LEXICON.nouns.get(lemma(word, tag).as_ref())?, i)
}

fn single(cue: &Cue, i: usize) -> Option<Found> {
    Some(Found { cue: *cue, tokens: i..i + 1 })
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

/// No cue word is longer, in bytes.
const WORD: usize = 24;

/// `word` in lower case; `None` if it is not ASCII or longer than any cue.
fn lower<'b>(word: &str, buffer: &'b mut [u8; WORD]) -> Option<&'b str> {
    let target = buffer.get_mut(..word.len())?;
    target.copy_from_slice(word.as_bytes());
    target.make_ascii_lowercase();
    std::str::from_utf8(target).ok().filter(|w| w.is_ascii())
}

/// Whether a verb in the form of `tag` can carry a clause by itself or after auxiliaries.
pub fn is_form_of_be(word: &str) -> bool {
    ["is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "’re", "am"]
        .iter()
        .any(|form| word.eq_ignore_ascii_case(form))
}

/// The verb group that `verb` heads: auxiliaries, negation and adverbs before it.
pub fn group_start(doc: &Doc<'_>, verb: usize, floor: usize) -> usize {
    let mut start = verb;
    let mut i = verb;
    while i > floor {
        i -= 1;
        let word = doc.word(i);
        let auxiliary = doc.tag(i) == Tag::Md
            || is_form_of_be(word)
            || ["have", "has", "had", "'ve", "’ve", "'d", "’d", "did", "do", "does", "not", "n't", "n’t"]
                .iter()
                .any(|form| word.eq_ignore_ascii_case(form));
        if auxiliary && !(doc.tag(i) == Tag::Pos) {
            start = i;
        } else if !matches!(doc.tag(i), Tag::Rb) || doc.tag(i).is_punctuation() {
            break;
        }
    }
    start
}
