//! Sentences to learn from, and the order to learn them in.

use claimant_doc::Tag;
use claimant_extract::tagger::{Case, Word};

use crate::sentences::row;

/// A sentence with its gold tags.
#[derive(Clone, Default)]
pub struct Sentence {
    forms: Vec<String>,
    /// What the tagger sees.
    pub words: Vec<Word>,
    /// What it should say.
    pub tags: Vec<Tag>,
}

/// The sentences of a CoNLL-U text.
pub fn read(conllu: &str) -> Vec<Sentence> {
    let mut found = vec![Sentence::default()];
    for line in conllu.lines() {
        match row(line) {
            Some(row) if row.id.contains('-') => {}
            Some(row) => {
                if let Some(sentence) = found.last_mut() {
                    sentence.words.push(Word::of(row.form));
                    sentence.forms.push(row.form.to_owned());
                    sentence.tags.push(Tag::from_penn(row.xpos));
                }
            }
            None if line.is_empty() => found.push(Sentence::default()),
            None => {}
        }
    }
    found.retain(|sentence| !sentence.words.is_empty());
    found
}

/// Gives common nouns with a capital inside a plain sentence the tag of names: the treebanks disagree with themselves
/// there ("the European Union"), and readers of names want one answer.
pub fn settle_capitals(sentence: &mut Sentence) {
    if Case::of(&sentence.words) != Case::Plain {
        return;
    }
    for i in 1..sentence.tags.len() {
        let inner =
            !matches!(sentence.tags[i - 1], Tag::Quote | Tag::Colon | Tag::Stop | Tag::Bracket | Tag::Other);
        let mut letters = sentence.forms[i].chars();
        let named =
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
        if inner && named && sentence.tags[i] == Tag::Nn {
            sentence.tags[i] = Tag::Nnp;
        }
    }
}

/// The sentence as a headline or in capitals.
pub fn rewritten(sentence: &Sentence, case: Case) -> Sentence {
    let form = |form: &String| match case {
        Case::Plain => form.clone(),
        Case::Shouted => form.to_uppercase(),
        Case::Title if form.len() < 4 && !form.starts_with(char::is_uppercase) => form.clone(),
        Case::Title => {
            let mut letters = form.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
        }
    };
    let forms: Vec<String> = sentence.forms.iter().map(form).collect();
    Sentence { words: forms.iter().map(|form| Word::of(form)).collect(), tags: sentence.tags.clone(), forms }
}

/// A seeded order, another one each time.
pub struct Order {
    state: u64,
    order: Vec<usize>,
}

impl Order {
    /// The order of so many sentences.
    pub fn new(sentences: usize) -> Order {
        Order { state: 0x9e37_79b9_7f4a_7c15, order: (0..sentences).collect() }
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }

    /// Every index once (Fisher–Yates).
    pub fn shuffled(&mut self) -> Vec<usize> {
        for i in (1..self.order.len()).rev() {
            let other = (self.next() % (i as u64 + 1)) as usize;
            self.order.swap(i, other);
        }
        self.order.clone()
    }

    /// How the next sentence is seen a second time: mostly not at all.
    pub fn change(&mut self) -> Option<Case> {
        match self.next() % 100 {
            0..6 => Some(Case::Shouted),
            6..14 => Some(Case::Title),
            _ => None,
        }
    }
}
