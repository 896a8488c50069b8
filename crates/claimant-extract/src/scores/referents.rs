//! Words that refer, what each mentions, and who is who: chains of mentions of one thing.
//!
//! Each word that may refer is paired with those before it (Lee et al. 2017, on heads of mentions: Dobrovolskii 2021): a
//! biaffine score, and learned weights of how far apart they are, of what they are (a name, a plural noun, "she") with
//! how their words match, and of quotations. A mention's ends are found from its head.

use std::collections::HashMap;
use std::ops::Range;

use claimant_doc::{Doc, Tag};
use claimant_model::{Encoded, Linear, Model, ModelError, Path, Window, decode};

use super::spans::exp;
use super::{Word, shifted};

/// Floats of a word as the later and the earlier of a pair.
const REFER: usize = 96;
/// Floats of a word as head, first and last word of a mention.
const EDGE: usize = 64;
/// Classes of words that refer: see [`class`].
const CLASSES: usize = 15;
/// How two words match: not, by a word of their names, or by themselves.
const MATCHES: usize = 3;
/// Buckets of distance: see [`bucket`].
const BUCKETS: usize = 10;
/// Nothing further back, counted in words that refer, is looked at: time stays linear in the text.
const FARTHEST: usize = 600;
/// Rows that are scored at once.
const CHUNK: usize = 128;

/// A mention of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mentioned {
    /// Its head, a token.
    pub head: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// A name, a noun with what belongs to it, or a pronoun.
    pub form: Form,
    /// Mentions before it, by their index, that may mention the same, each with its probability, likeliest first.
    pub antecedents: Vec<(usize, f32)>,
    /// 0 to 1: how likely it is the first mention.
    pub first: f32,
}

/// What kind of word heads a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Form {
    Name,
    Nominal,
    Pronoun,
}

/// The layers and tables that score references.
pub struct Refer<'m> {
    linear: &'m Linear,
    refer: &'m [f32],
    from: &'m [f32],
    to: &'m [f32],
    far: &'m [f32],
    sentences: &'m [f32],
    kinds: &'m [f32],
    quoted: &'m [f32],
    edge: &'m Linear,
    first: &'m [f32],
    last: &'m [f32],
    first_bias: &'m [f32],
    last_bias: &'m [f32],
}

/// The words of a document that may refer, in text order.
#[derive(Default)]
pub struct Referents {
    all: Vec<Referent>,
    late: Vec<f32>,
    early: Vec<f32>,
}

struct Referent {
    head: usize,
    tokens: Range<usize>,
    class: usize,
    quoted: bool,
    sentence: usize,
}

impl<'m> Refer<'m> {
    /// The layers of `model`.
    pub fn of(model: &'m Model) -> Result<Self, ModelError> {
        let hidden = model.config().hidden;
        Ok(Refer {
            linear: model.linear("head.refer", hidden, 2 * REFER)?,
            refer: model.tensor("refer", &[REFER, REFER])?,
            from: model.tensor("refer.from", &[REFER])?,
            to: model.tensor("refer.to", &[REFER])?,
            far: model.tensor("refer.far", &[BUCKETS])?,
            sentences: model.tensor("refer.sentences", &[BUCKETS])?,
            kinds: model.tensor("refer.kinds", &[MATCHES * CLASSES * CLASSES])?,
            quoted: model.tensor("refer.quoted", &[4 * CLASSES])?,
            edge: model.linear("head.edge", hidden, 3 * EDGE)?,
            first: model.tensor("edge.first", &[EDGE, EDGE])?,
            last: model.tensor("edge.last", &[EDGE, EDGE])?,
            first_bias: model.tensor("edge.first.bias", &[EDGE])?,
            last_bias: model.tensor("edge.last.bias", &[EDGE])?,
        })
    }

    /// Adds the words of a window that may refer; `words` are all words so far, `upos` and `rels` the names of their
    /// tags and relations.
    pub fn read(
        &self,
        doc: &Doc<'_>,
        window: &Window,
        encoded: &Encoded<'_>,
        (words, upos, rels): (&[Word], &[String], &[String]),
        found: &mut Referents,
    ) {
        let group = encoded.group("coreference");
        let hidden = group.len() / window.words.len().max(1);
        let mut edges = encoded.project_group("coreference", self.edge);
        encoded.path().gelu(&mut edges);
        let start = window.words.start;
        let mut rows = Vec::new();
        for part in &window.sentences {
            let here: Vec<(usize, usize)> = part
                .words
                .clone()
                .filter_map(|i| Some((i, class(doc.word(i), &words[i], upos)?)))
                .filter(|(i, _)| !is_inner(&rels[usize::from(words[*i].rel)]))
                .collect();
            let own = &edges[(part.words.start - start) * 3 * EDGE..(part.words.end - start) * 3 * EDGE];
            let heads: Vec<usize> = here.iter().map(|(i, _)| i - part.words.start).collect();
            let mentions = self.mentions(encoded.path(), own, &heads);
            for ((head, class), tokens) in here.into_iter().zip(mentions) {
                rows.extend_from_slice(&group[(head - start) * hidden..(head - start + 1) * hidden]);
                found.all.push(Referent {
                    head,
                    tokens: shifted(tokens, part.words.start),
                    class,
                    quoted: window.is_quoted(head - start),
                    sentence: part.sentence,
                });
            }
        }
        let mut both = encoded.project(&rows, self.linear);
        encoded.path().gelu(&mut both);
        for row in both.chunks_exact(2 * REFER) {
            found.late.extend_from_slice(&row[..REFER]);
            found.early.extend_from_slice(&row[REFER..]);
        }
    }

    /// The words of the mention of each head; all counted in the sentence whose `rows` these are.
    fn mentions(&self, path: Path, rows: &[f32], heads: &[usize]) -> Vec<Range<usize>> {
        let part = |i: usize, which: usize| {
            &rows[i * 3 * EDGE..(i + 1) * 3 * EDGE][which * EDGE..(which + 1) * EDGE]
        };
        let n = rows.len() / (3 * EDGE);
        let own: Vec<f32> = heads.iter().flat_map(|i| part(*i, 0)).copied().collect();
        let side = |which: usize, weight: &[f32], bias: &[f32]| {
            let words: Vec<f32> = (0..n).flat_map(|i| part(i, which)).copied().collect();
            let mut scores = decode::pairs(path, &own, weight, &words, EDGE, EDGE);
            let mut prior = vec![0.0; n];
            path.dots(&words, bias, &mut prior);
            scores.chunks_exact_mut(n.max(1)).for_each(|row| path.add_scaled(row, &prior, 1.0));
            scores
        };
        let (first, last) = (side(1, self.first, self.first_bias), side(2, self.last, self.last_bias));
        let rows = first.chunks_exact(n.max(1)).zip(last.chunks_exact(n.max(1)));
        heads
            .iter()
            .zip(rows)
            .map(|(head, (first, last))| {
                let first = decode::best(first[..=*head].iter().copied());
                first..head + decode::best(last[*head..].iter().copied()) + 1
            })
            .collect()
    }

    /// The mentions of a document in order of their heads.
    pub fn mentioned(
        &self,
        path: Path,
        doc: &Doc<'_>,
        words: &[Word],
        upos: &[String],
        found: &Referents,
    ) -> Vec<Mentioned> {
        let all = &found.all;
        let forms = Forms::of(doc, words, upos, all);
        let (mut from, mut to) = (vec![0.0; all.len()], vec![0.0; all.len()]);
        path.dots(&found.late, self.from, &mut from);
        path.dots(&found.early, self.to, &mut to);
        let mut mentions = Vec::with_capacity(all.len());
        for start in (0..all.len()).step_by(CHUNK) {
            let end = (start + CHUNK).min(all.len());
            let least = start.saturating_sub(FARTHEST);
            let early = &found.early[least * REFER..end * REFER];
            let base =
                decode::pairs(path, &found.late[start * REFER..end * REFER], self.refer, early, REFER, REFER);
            for (i, row) in (start..end).zip(base.chunks_exact(end - least)) {
                let earliest = i.saturating_sub(FARTHEST);
                let scores: Vec<f32> = (earliest..i)
                    .map(|j| {
                        row[j - least]
                            + from[i]
                            + to[j]
                            + self.table(&all[i], &all[j], i - j, forms.matching(i, j))
                    })
                    .collect();
                let (antecedents, first) = likeliest(&scores, earliest);
                let (head, tokens) = (all[i].head, all[i].tokens.clone());
                mentions.push(Mentioned { head, tokens, form: form(all[i].class), antecedents, first });
            }
        }
        mentions
    }

    fn table(&self, late: &Referent, early: &Referent, apart: usize, matching: usize) -> f32 {
        let both = (matching * CLASSES + late.class) * CLASSES + early.class;
        let quoted = 4 * late.class + 2 * usize::from(late.quoted) + usize::from(early.quoted);
        self.far[bucket(apart)]
            + self.sentences[bucket(late.sentence.saturating_sub(early.sentence))]
            + self.kinds[both]
            + self.quoted[quoted]
    }
}

/// Antecedents that are kept of a mention.
const KEPT: usize = 8;

/// The likeliest antecedents, the first of which is mention `earliest`, and the probability of none.
fn likeliest(scores: &[f32], earliest: usize) -> (Vec<(usize, f32)>, f32) {
    let most = scores.iter().copied().fold(0.0, f32::max);
    let none = exp(-most);
    let shares: Vec<f32> = scores.iter().map(|score| exp(score - most)).collect();
    let total = none + shares.iter().sum::<f32>();
    let mut kept: Vec<(usize, f32)> =
        shares.iter().enumerate().map(|(j, share)| (earliest + j, share / total)).collect();
    kept.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    kept.truncate(KEPT);
    (kept, none / total)
}

/// The words of referents as numbers: equal ones have the same.
struct Forms {
    own: Vec<u32>,
    names: Vec<Vec<u32>>,
}

impl Forms {
    fn of(doc: &Doc<'_>, words: &[Word], upos: &[String], all: &[Referent]) -> Forms {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut number = |i: usize| {
            let next = numbers.len() as u32;
            *numbers.entry(doc.word(i).to_lowercase()).or_insert(next)
        };
        let own = all.iter().map(|referent| number(referent.head)).collect();
        let is_name = |i: usize| words.get(i).is_some_and(|word| upos[usize::from(word.upos)] == "PROPN");
        let names = all.iter().map(|referent| {
            if !is_name(referent.head) {
                return Vec::new();
            }
            let sentence = &doc.sentences[referent.sentence].tokens;
            let first = (sentence.start..referent.head).rev().take_while(|i| is_name(*i)).last();
            let last = (referent.head..sentence.end).take_while(|i| is_name(*i)).last();
            let run = first.unwrap_or(referent.head)..=last.unwrap_or(referent.head);
            run.filter(|i| doc.word(*i).chars().nth(1).is_some()).map(&mut number).collect()
        });
        let names = names.collect();
        Forms { own, names }
    }

    /// How two referents match: below [`MATCHES`].
    fn matching(&self, late: usize, early: usize) -> usize {
        if self.own[late] == self.own[early] {
            2
        } else {
            usize::from(self.names[late].iter().any(|word| self.names[early].contains(word)))
        }
    }
}

/// Whether a word with this relation only goes on a name or a fixed phrase.
fn is_inner(rel: &str) -> bool {
    matches!(rel, "flat" | "fixed" | "goeswith")
}

/// The class of a word that may refer, below [`CLASSES`]: names and nouns (one or many), the persons of pronouns,
/// demonstratives, relatives, other pronouns, the rest.
fn class(word: &str, read: &Word, upos: &[String]) -> Option<usize> {
    let low = word.to_lowercase();
    match upos[usize::from(read.upos)].as_str() {
        "PROPN" => Some(usize::from(read.tag == Tag::Nnps)),
        "NOUN" => Some(2 + usize::from(read.tag == Tag::Nns)),
        upos @ ("PRON" | "DET") => match low.as_str() {
            "i" | "me" | "my" | "mine" | "myself" => Some(4),
            "we" | "us" | "our" | "ours" | "ourselves" => Some(5),
            "you" | "your" | "yours" | "yourself" | "yourselves" => Some(6),
            "he" | "him" | "his" | "himself" => Some(7),
            "she" | "her" | "hers" | "herself" => Some(8),
            "it" | "its" | "itself" => Some(9),
            "they" | "them" | "their" | "theirs" | "themselves" => Some(10),
            "this" | "that" | "these" | "those" if read.tag == Tag::Dt => Some(11),
            _ if upos == "DET" => None,
            _ if matches!(read.tag, Tag::Wdt | Tag::Wp | Tag::WpS) => Some(12),
            _ => Some(13),
        },
        "X" | "NUM" => Some(14),
        _ => None,
    }
}

fn form(class: usize) -> Form {
    match class {
        0 | 1 => Form::Name,
        4..=13 => Form::Pronoun,
        _ => Form::Nominal,
    }
}

/// Below [`BUCKETS`]: 0, 1, 2, 3, 4, 5 to 7, 8 to 15, 16 to 31, 32 to 63, 64 and more.
fn bucket(n: usize) -> usize {
    match n {
        0..5 => n,
        5..8 => 5,
        8..16 => 6,
        16..32 => 7,
        32..64 => 8,
        _ => 9,
    }
}
