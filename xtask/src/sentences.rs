//! Sentence boundaries and tokens against a treebank in CoNLL-U.
//!
//! Each document's text is put together from its `# text` lines: a blank line before every new paragraph, a space
//! between the sentences of one. A boundary is the offset where a sentence ends; the last one of a paragraph counts
//! too. Tags are compared on the tokens whose limits agree.

use std::collections::{BTreeMap, BTreeSet};

use std::path::Path;

use claimant_doc::{Article, Tag};
use claimant_extract::{Config, encode, segment};

use crate::arguments::Arguments;
use crate::predict::config;
use crate::{Outcome, gold};

/// `sentences CONLLU...`: F1 of sentence ends and tokens and the accuracy of tags, by genre.
pub fn run(arguments: &Arguments) -> Outcome {
    let mut all = Figures::default();
    for file in &arguments.files {
        let conllu = gold::read_text(Path::new(file))?;
        if let Some(genre) = arguments.option("errors") {
            errors(&conllu, genre).iter().for_each(|line| println!("{line}"));
        } else if let Some(genre) = arguments.option("tokens") {
            token_errors(&conllu, genre).iter().for_each(|line| println!("{line}"));
        }
        for (genre, figures) in measure(&conllu, &config(arguments)) {
            println!("{}", figures.row(&genre));
            all.add(&figures);
        }
    }
    println!("{}", all.row("all"));
    Ok(())
}

/// What was found, for one genre or for all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Sentence ends found, right ones among them, and those of the gold.
    pub ends: [usize; 3],
    /// Tokens found, right ones among them, and those of the gold.
    pub tokens: [usize; 3],
    /// Gold tokens that are cut right and tagged right.
    pub tags: usize,
    /// … whose universal part of speech is right.
    pub upos: usize,
    /// … whose head is right.
    pub heads: usize,
    /// … whose head and relation, its subtype aside, are right.
    pub arcs: usize,
}

impl Figures {
    /// F1 in percent of `[found, right, gold]`.
    pub fn f1(counts: [usize; 3]) -> f64 {
        let [found, right, gold] = counts;
        200.0 * right as f64 / (found + gold).max(1) as f64
    }

    /// Percent of the gold tokens that are cut right which are tagged right.
    pub fn tag_accuracy(&self) -> f64 {
        100.0 * self.tags as f64 / self.tokens[1].max(1) as f64
    }

    /// F1 in percent of a property of tokens, a token that is cut wrong being wrong.
    pub fn of_tokens(&self, right: usize) -> f64 {
        Figures::f1([self.tokens[0], right, self.tokens[2]])
    }

    fn row(&self, name: &str) -> String {
        let (ends, tokens, tags) = (Figures::f1(self.ends), Figures::f1(self.tokens), self.tag_accuracy());
        let syntax = [self.upos, self.heads, self.arcs].map(|right| self.of_tokens(right));
        let [upos, uas, las] = syntax;
        format!(
            "{name:15} sentences {ends:5.1} {:?}  tokens {tokens:5.2}  tags {tags:5.2}  upos {upos:5.2} uas {uas:5.2} las {las:5.2}",
            self.ends
        )
    }

    /// Adds the counts of another treebank.
    pub fn add(&mut self, other: &Figures) {
        for i in 0..3 {
            self.ends[i] += other.ends[i];
            self.tokens[i] += other.tokens[i];
        }
        self.tags += other.tags;
        self.upos += other.upos;
        self.heads += other.heads;
        self.arcs += other.arcs;
    }
}

/// One document of a treebank.
#[derive(Debug, Default)]
pub struct Document {
    /// Its genre, by the first parts of its id.
    pub genre: String,
    /// Its text.
    pub text: String,
    /// Where its sentences end.
    pub ends: BTreeSet<usize>,
    /// Its tokens.
    pub tokens: Vec<Word>,
}

/// Where something starts and ends.
type Place = (usize, usize);

/// A token of a treebank.
#[derive(Debug)]
pub struct Word {
    /// Where it stands.
    pub place: Place,
    /// Its part of speech.
    pub tag: Tag,
    /// Its universal part of speech.
    pub upos: String,
    /// Where its head stands; `None` for the root.
    pub head: Option<Place>,
    /// Its relation to its head.
    pub rel: String,
}

/// The documents of a CoNLL-U text.
pub fn documents(conllu: &str) -> Vec<Document> {
    let mut found: Vec<Document> = Vec::new();
    let (mut paragraph, mut at) = (true, 0);
    let (mut rows, mut heads) = (Vec::new(), Vec::new());
    for line in conllu.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            found.push(Document { genre: genre(id), ..Document::default() });
            paragraph = true;
        } else if line.starts_with("# newpar") && !line.starts_with("# newpar_block") {
            paragraph = true;
        }
        let Some(document) = found.last_mut() else { continue };
        if let Some(text) = line.strip_prefix("# text = ") {
            let gap = if document.text.is_empty() {
                ""
            } else if paragraph {
                "\n\n"
            } else {
                " "
            };
            document.text.push_str(gap);
            (at, paragraph) = (document.text.len(), false);
            document.text.push_str(text);
            document.ends.insert(document.text.trim_end().len());
        } else if let Some(row) = row(line) {
            rows.push(place(document, &mut at, &row));
            heads.push((row.id.parse().unwrap_or(0), row.head));
        } else if line.is_empty() {
            join(document, &rows, &heads);
            rows.clear();
            heads.clear();
        }
    }
    found
}

/// Sets the heads of a sentence's words: `rows` are their indices, `heads` their ids and the ids of their heads.
fn join(document: &mut Document, rows: &[Option<usize>], heads: &[(usize, usize)]) {
    for (row, (_, head)) in rows.iter().zip(heads) {
        let above = heads.iter().position(|(id, _)| id == head && *head > 0);
        let above = above.and_then(|k| rows[k]).map(|k| document.tokens[k].place);
        if let Some(word) = row.and_then(|row| document.tokens.get_mut(row)) {
            // A head that could not be placed is in no prediction either.
            word.head = if *head == 0 { None } else { Some(above.unwrap_or((0, 0))) };
        }
    }
}

/// What is read of a token line.
pub struct Columns<'a> {
    /// One number, or a range of a multiword token.
    pub id: &'a str,
    /// The word.
    pub form: &'a str,
    /// Universal part of speech.
    pub upos: &'a str,
    /// Part of speech by the Penn Treebank.
    pub xpos: &'a str,
    /// Number of its head, 0 for the root.
    pub head: usize,
    /// Universal dependency relation.
    pub rel: &'a str,
}

/// A token line's columns; `None` for any other line and for empty nodes.
pub fn row(line: &str) -> Option<Columns<'_>> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, _, upos, xpos, _, head, rel, ..] = columns[..] else { return None };
    let counted = id.starts_with(|c: char| c.is_ascii_digit()) && !id.contains('.');
    counted.then(|| Columns { id, form, upos, xpos, head: head.parse().unwrap_or(0), rel })
}

/// Finds the next token's place, and its index; the words of a multiword token are found one by one, it itself is
/// passed over.
fn place(document: &mut Document, at: &mut usize, row: &Columns<'_>) -> Option<usize> {
    let rest = document.text.get(*at..).unwrap_or_default();
    let start = *at + (rest.len() - rest.trim_start().len());
    let stands = document.text.get(start..).is_some_and(|rest| rest.starts_with(row.form));
    if row.id.contains('-') || !stands {
        return None;
    }
    let end = start + row.form.len();
    *at = end;
    let (upos, rel) = (row.upos.to_owned(), row.rel.to_owned());
    document.tokens.push(Word { place: (start, end), tag: Tag::from_penn(row.xpos), upos, head: None, rel });
    Some(document.tokens.len() - 1)
}

fn genre(id: &str) -> String {
    let mut parts = id.split(['-', '_']);
    let first = parts.next().unwrap_or_default();
    if first == "GUM" { format!("gum-{}", parts.next().unwrap_or_default()) } else { format!("ewt-{first}") }
}

/// The figures of a CoNLL-U text by genre.
pub fn measure(conllu: &str, config: &Config) -> BTreeMap<String, Figures> {
    let mut by_genre: BTreeMap<String, Figures> = BTreeMap::new();
    for document in documents(conllu) {
        by_genre.entry(document.genre.clone()).or_default().add(&compare(&document, config));
    }
    by_genre
}

fn compare(gold: &Document, config: &Config) -> Figures {
    let article = Article::new(gold.text.as_str());
    let mut doc = segment(&article);
    let scores = encode(&mut doc, config);
    let ends: BTreeSet<usize> = doc.sentences.iter().map(|s| s.span.end()).collect();
    let place = |i: usize| doc.tokens.get(i).map(|t| (t.span.start(), t.span.end()));
    let found: BTreeMap<Place, usize> = (0..doc.tokens.len()).filter_map(|i| Some((place(i)?, i))).collect();
    let right: Vec<(usize, &Word)> =
        gold.tokens.iter().filter_map(|word| Some((*found.get(&word.place)?, word))).collect();
    let same_head = |i: usize, word: &Word| {
        let head = scores.words.get(i).and_then(|word| word.head);
        scores.words.get(i).is_some() && head.map(|head| place(head as usize)) == word.head.map(Some)
    };
    let count = |is: &dyn Fn(usize, &Word) -> bool| right.iter().filter(|(i, word)| is(*i, word)).count();
    let upos = |i: usize| scores.words.get(i).and_then(|word| scores.upos.get(usize::from(word.upos)));
    let whole = |rel: &str| rel.split(':').next().map(str::to_owned);
    Figures {
        ends: [ends.len(), ends.intersection(&gold.ends).count(), gold.ends.len()],
        tokens: [doc.tokens.len(), right.len(), gold.tokens.len()],
        tags: count(&|i, word| doc.tag(i) == word.tag),
        upos: count(&|i, word| upos(i).is_some_and(|upos| *upos == word.upos)),
        heads: count(&same_head),
        arcs: count(&|i, word| same_head(i, word) && whole(scores.rel(i)) == whole(&word.rel)),
    }
}

/// Words around every wrong boundary, for reading: `-` missed, `+` invented.
pub fn errors(conllu: &str, genre: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for gold in documents(conllu).iter().filter(|d| d.genre.starts_with(genre)) {
        let article = Article::new(gold.text.as_str());
        let found: BTreeSet<usize> = segment(&article).sentences.iter().map(|s| s.span.end()).collect();
        let missed = gold.ends.difference(&found).map(|at| ('-', *at));
        for (sign, at) in missed.chain(found.difference(&gold.ends).map(|at| ('+', *at))) {
            let (before, after) = (around(&gold.text, at, -60), around(&gold.text, at, 50));
            lines.push(format!("{sign} {} {before}|{after}", gold.genre));
        }
    }
    lines
}

/// Tokens that are cut wrong or tagged wrong, as `form gold found`, for counting.
pub fn token_errors(conllu: &str, genre: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for gold in documents(conllu).iter().filter(|d| d.genre.starts_with(genre)) {
        let article = Article::new(gold.text.as_str());
        let doc = segment(&article);
        for Word { place: (start, end), tag, .. } in &gold.tokens {
            let at = doc.tokens.partition_point(|t| t.span.end() <= *start);
            let form = &gold.text[*start..*end];
            match doc.tokens.get(at) {
                Some(t) if t.span.range() == (*start..*end) && t.tag == *tag => {}
                Some(t) if t.span.range() == (*start..*end) => {
                    lines.push(format!("tag {form} {tag:?} {:?}", t.tag))
                }
                _ => lines.push(format!("cut {form} | {} {}", doc.word(at), doc.word(at + 1))),
            }
        }
    }
    lines
}

fn around(text: &str, at: usize, by: isize) -> String {
    let mut end = at.saturating_add_signed(by).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let range = end.min(at)..end.max(at);
    text.get(range).unwrap_or_default().replace('\n', "⏎")
}
