//! Sentence boundaries and tokens against a treebank in CoNLL-U.
//!
//! Each document's text is put together from its `# text` lines: a blank line before every new paragraph, a space
//! between the sentences of one. A boundary is the offset where a sentence ends; the last one of a paragraph counts
//! too. Tags are compared on the tokens whose limits agree.

use std::collections::{BTreeMap, BTreeSet};

use std::path::Path;

use claimant_doc::{Article, Tag};
use claimant_extract::segment;

use crate::arguments::Arguments;
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
        for (genre, figures) in measure(&conllu) {
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

    fn row(&self, name: &str) -> String {
        let (ends, tokens, tags) = (Figures::f1(self.ends), Figures::f1(self.tokens), self.tag_accuracy());
        format!("{name:15} sentences {ends:5.1} {:?}  tokens {tokens:5.2}  tags {tags:5.2}", self.ends)
    }

    /// Adds the counts of another treebank.
    pub fn add(&mut self, other: &Figures) {
        for i in 0..3 {
            self.ends[i] += other.ends[i];
            self.tokens[i] += other.tokens[i];
        }
        self.tags += other.tags;
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
    /// Its tokens: start, end and tag.
    pub tokens: Vec<(usize, usize, Tag)>,
}

/// The documents of a CoNLL-U text.
pub fn documents(conllu: &str) -> Vec<Document> {
    let mut found: Vec<Document> = Vec::new();
    let (mut paragraph, mut at) = (true, 0);
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
        } else if let Some((ids, form, xpos)) = word(line) {
            place(document, &mut at, form, xpos, ids.contains('-'));
        }
    }
    found
}

/// Id, form and XPOS of a token line.
pub fn word(line: &str) -> Option<(&str, &str, &str)> {
    let mut columns = line.split('\t');
    let id = columns.next().filter(|id| id.starts_with(|c: char| c.is_ascii_digit()) && !id.contains('.'))?;
    Some((id, columns.next()?, columns.nth(2)?))
}

/// Finds the next token's place; the words of a multiword token are found one by one, it itself is passed over.
fn place(document: &mut Document, at: &mut usize, form: &str, xpos: &str, is_range: bool) {
    let rest = document.text.get(*at..).unwrap_or_default();
    let start = *at + (rest.len() - rest.trim_start().len());
    if !is_range && document.text.get(start..).is_some_and(|rest| rest.starts_with(form)) {
        document.tokens.push((start, start + form.len(), tag(xpos)));
        *at = start + form.len();
    }
}

fn genre(id: &str) -> String {
    let mut parts = id.split(['-', '_']);
    let first = parts.next().unwrap_or_default();
    if first == "GUM" { format!("gum-{}", parts.next().unwrap_or_default()) } else { format!("ewt-{first}") }
}

/// The tag of a Penn Treebank tag.
pub fn tag(xpos: &str) -> Tag {
    const TAGS: &[(&str, Tag)] = &[
        ("CC", Tag::Cc),
        ("CD", Tag::Cd),
        ("DT", Tag::Dt),
        ("EX", Tag::Ex),
        ("IN", Tag::In),
        ("JJ", Tag::Jj),
        ("JJR", Tag::Jjr),
        ("JJS", Tag::Jjs),
        ("MD", Tag::Md),
        ("NN", Tag::Nn),
        ("NNS", Tag::Nns),
        ("NNP", Tag::Nnp),
        ("NNPS", Tag::Nnps),
        ("PDT", Tag::Pdt),
        ("POS", Tag::Pos),
        ("PRP", Tag::Prp),
        ("PRP$", Tag::PrpS),
        ("RB", Tag::Rb),
        ("RBR", Tag::Rbr),
        ("RBS", Tag::Rbs),
        ("RP", Tag::Rp),
        ("TO", Tag::To),
        ("VB", Tag::Vb),
        ("VBD", Tag::Vbd),
        ("VBG", Tag::Vbg),
        ("VBN", Tag::Vbn),
        ("VBP", Tag::Vbp),
        ("VBZ", Tag::Vbz),
        ("WDT", Tag::Wdt),
        ("WP", Tag::Wp),
        ("WP$", Tag::WpS),
        ("WRB", Tag::Wrb),
        ("HYPH", Tag::Hyph),
        (",", Tag::Comma),
        (".", Tag::Stop),
        (":", Tag::Colon),
        ("``", Tag::Quote),
        ("''", Tag::Quote),
        ("-LRB-", Tag::Bracket),
        ("-RRB-", Tag::Bracket),
        ("$", Tag::Sym),
        ("SYM", Tag::Sym),
        ("#", Tag::Sym),
    ];
    TAGS.iter().find(|(name, _)| *name == xpos).map_or(Tag::Other, |(_, tag)| *tag)
}

/// The figures of a CoNLL-U text by genre.
pub fn measure(conllu: &str) -> BTreeMap<String, Figures> {
    let mut by_genre: BTreeMap<String, Figures> = BTreeMap::new();
    for document in documents(conllu) {
        by_genre.entry(document.genre.clone()).or_default().add(&compare(&document));
    }
    by_genre
}

fn compare(gold: &Document) -> Figures {
    let article = Article::new(gold.text.as_str());
    let doc = segment(&article);
    let ends: BTreeSet<usize> = doc.sentences.iter().map(|s| s.span.end()).collect();
    let tokens: BTreeMap<(usize, usize), Tag> =
        doc.tokens.iter().map(|t| ((t.span.start(), t.span.end()), t.tag)).collect();
    let right = gold.tokens.iter().filter_map(|(start, end, tag)| Some((tokens.get(&(*start, *end))?, tag)));
    Figures {
        ends: [ends.len(), ends.intersection(&gold.ends).count(), gold.ends.len()],
        tokens: [doc.tokens.len(), right.clone().count(), gold.tokens.len()],
        tags: right.filter(|(found, gold)| found == gold).count(),
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
        for (start, end, tag) in &gold.tokens {
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
