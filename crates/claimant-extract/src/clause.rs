//! Clause-sized propositions: where one ends and the next begins, by tags and a few words.
//!
//! `Police held two men and searched a flat, killing a dog` is three: a main clause, a joined one that starts at its
//! verb (its subject stays with the first) and a participle. Lists, infinitives, conditions ("If …, …") and
//! "not only … but also" stay whole. One pass with bounded looks ahead, so long input costs linear time.
//!
//! Where the encoder has read the text, its tree may veto a cut (`tree`): "cities |and towns it held|".

mod cut;
mod join;
mod page;
mod tree;

use claimant_doc::{Doc, Span, Tag};

use crate::Scores;

pub use page::Page;
pub use tree::is_said;

/// A part of a region that says one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its tokens, in order; with gaps where the region has gaps.
    pub tokens: Vec<usize>,
    /// How it hangs on what stands before it.
    pub kind: Kind,
}

/// How a clause hangs on what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first clause of a region, or one after a semicolon.
    Main,
    /// After "and", "but", or a comma.
    Joined,
    /// "who …", "which …", "that …".
    Relative,
    /// ", killing two".
    Participle,
    /// "after …", ", while …".
    Adverbial,
    /// "with over a million living in Russia".
    Absolute,
    /// What somebody is held for: "for selling arms" after "were arrested".
    Charge,
}

/// The clauses of a region: the tokens of one sentence, or of a part of it, in order.
pub fn split(doc: &Doc<'_>, scores: &Scores, region: &[usize]) -> Vec<Clause> {
    let page = Page { doc, tokens: region };
    let mut clauses = Vec::new();
    let mut from = 0;
    let mut kind = page.opening();
    for cut in cut::cuts(&page, scores) {
        let clause = |range: std::ops::Range<usize>, kind| Clause { tokens: region[range].to_vec(), kind };
        match cut {
            cut::Cut::Here { end, start, kind: next } => {
                clauses.push(clause(from..end, kind));
                (from, kind) = (start, next);
            }
            cut::Cut::Inside { range, kind } => clauses.push(clause(range, kind)),
        }
    }
    clauses.push(Clause { tokens: region[from.min(region.len())..].to_vec(), kind });
    clauses.iter_mut().for_each(|clause| trim(doc, &mut clause.tokens));
    clauses.retain(|clause| clause.tokens.iter().any(|i| !doc.tag(*i).is_punctuation()));
    clauses
}

/// Whether the relative clause at place `n` of a clause's tokens is what that clause says: "they are the men |who paid|".
pub fn says(doc: &Doc<'_>, scores: &Scores, tokens: &[usize], n: usize) -> bool {
    !scores.is_empty() && tree::says(&Page { doc, tokens }, scores, n)
}

/// Takes off what joins a clause to its neighbours: commas, stops, conjunctions, a preposition left hanging.
fn trim(doc: &Doc<'_>, tokens: &mut Vec<usize>) {
    let loose = |i: &usize| {
        matches!(doc.tag(*i), Tag::Comma | Tag::Stop | Tag::Colon | Tag::Cc)
            || ["[", "]"].contains(&doc.word(*i))
    };
    let quote = |i: &usize| doc.tag(*i) == Tag::Quote;
    let quotes = tokens.iter().filter(|i| quote(i)).count();
    while tokens.last().is_some_and(|i| loose(i) || hangs(doc, *i) || quotes == 1 && quote(i)) {
        tokens.pop();
    }
    // "Neither the ministry nor the firm replied" says the contrary without its first word.
    let negates = |i: &usize| ["neither", "nor", "either"].iter().any(|word| doc.is(*i, word));
    let keep = |i: &usize| negates(i) || !(loose(i) || quotes == 1 && quote(i));
    let keep = tokens.iter().position(keep).unwrap_or(tokens.len());
    tokens.drain(..keep);
}

/// A preposition or pronoun whose object was cut away.
fn hangs(doc: &Doc<'_>, i: usize) -> bool {
    match doc.tag(i) {
        Tag::In => {
            ["that", "with", "for", "of", "over", "as", "by", "on", "in", "from", "to", "at", "after", "amid"]
                .iter()
                .any(|word| doc.is(i, word))
        }
        Tag::Dt => true,
        _ => false,
    }
}

/// The spans of `tokens`: one for each run without a gap.
pub fn spans(doc: &Doc<'_>, tokens: &[usize]) -> Vec<Span> {
    let runs = tokens.chunk_by(|a, b| a + 1 == *b);
    runs.filter_map(|run| doc.span(*run.first()?..run.last()? + 1)).collect()
}

/// Whether a clause can be a proposition: a finite verb, or a participle where that is what it is.
pub fn is_proposition(doc: &Doc<'_>, clause: &Clause) -> bool {
    // "Lind, who heads the office, |said|": what was said went to somebody's layer.
    if let [.., before, said] = clause.tokens[..]
        && before + 1 == said
        && ["said", "says"].iter().any(|word| doc.is(said, word))
        && !doc.tag(before).is_verb()
    {
        return false;
    }
    let any = |test: &dyn Fn(Tag) -> bool| clause.tokens.iter().any(|i| test(doc.tag(*i)));
    let first = clause.tokens.first().map_or(Tag::Other, |i| doc.tag(*i));
    match clause.kind {
        _ if first == Tag::Vbg => clause.tokens.len() > 2,
        Kind::Participle | Kind::Absolute | Kind::Charge => clause.tokens.len() > 2 && any(&Tag::is_verb),
        _ => clause.tokens.len() > 1 && (any(&Tag::is_finite) || has_parted_gerund(doc, clause)),
    }
}

/// "Rask … stealing files", of "Rask was accused of stealing files".
fn has_parted_gerund(doc: &Doc<'_>, clause: &Clause) -> bool {
    let gerund = |i: &usize| {
        let first = (*i..).find(|i| !matches!(doc.tag(*i), Tag::Rb | Tag::Rbr)).unwrap_or(*i);
        doc.tag(first) == Tag::Vbg
    };
    clause.tokens.windows(2).any(|pair| pair[1] != pair[0] + 1 && gerund(&pair[1]))
}

#[cfg(test)]
mod tests {
    use claimant_doc::Article;

    use super::*;
    use crate::segment;

    fn clauses(text: &str) -> Vec<String> {
        let article = Article::new(text);
        let doc = segment(&article);
        let region: Vec<usize> = (0..doc.tokens.len()).collect();
        let words = |c: &Clause| {
            spans(&doc, &c.tokens).iter().map(|s| s.of(text).to_owned()).collect::<Vec<_>>().join(" … ")
        };
        split(&doc, &Scores::default(), &region).iter().map(words).collect()
    }

    #[test]
    fn joined_verbs_and_participles_part_and_lists_do_not() {
        assert_eq!(
            clauses("The mayor was briefed, and the council closed the bridge, citing ice."),
            ["The mayor was briefed", "the council closed the bridge", "citing ice"],
        );
        assert_eq!(
            clauses("The mayor has met miners, farmers and nurses."),
            ["The mayor has met miners, farmers and nurses"]
        );
    }

    #[test]
    fn conditions_stay_whole() {
        let text = "If the dam breaks, the council will close the bridge";
        assert_eq!(clauses(text), [text]);
    }

    #[test]
    fn a_relative_clause_in_the_middle_does_not_break_its_sentence() {
        assert_eq!(
            clauses("The mayor, who was briefed, has closed the bridge."),
            ["who was briefed", "The mayor, who was briefed, has closed the bridge"],
        );
    }
}
