//! What a figure counts, which event governs it, and when and where, by the encoder's dependency tree.
//!
//! The figure's top word hangs on the noun that it counts ("15 people"), on the noun that it measures ("a height of
//! 5 m"), or on a verb. From there the way up gives the event; times and places hold if they hang on that way.

mod event;
mod scope;

use std::ops::Range;

use claimant_doc::Tag;

use super::event::{is_state, measures};
use super::item::{self, Told};
use super::phrase::{self, Item};
use super::scene::Scene;

/// Tokens of a sentence that are looked through on either side of a figure.
const REACH: usize = 80;
/// The longest way up a tree.
const STEPS: usize = 8;
/// The longest way from a figure to its noun.
const NOUN: usize = 8;

/// A figure in its tree.
pub(super) struct Tree<'s, 'd, 'a> {
    scene: &'s Scene<'d, 'a>,
    near: Range<usize>,
    figure: Range<usize>,
    top: usize,
    /// The noun after the figure that it counts.
    noun: Option<usize>,
}

impl<'s, 'd, 'a> Tree<'s, 'd, 'a> {
    /// The tree around the figure in tokens `figure`; `None` where nothing is known of it.
    pub(super) fn of(scene: &'s Scene<'d, 'a>, figure: Range<usize>) -> Option<Self> {
        let all = scene.tokens();
        let near =
            all.start.max(figure.start.saturating_sub(REACH))..all.end.min(figure.end.saturating_add(REACH));
        let mut tree = Tree { scene, near, top: figure.start, noun: None, figure };
        (!scene.scores.is_empty()).then_some(())?;
        tree.top = tree.top_of(tree.figure.clone())?;
        tree.noun = tree.noun_after();
        Some(tree)
    }

    fn up(&self, i: usize) -> Option<usize> {
        let head = self.scene.scores.words.get(i)?.head? as usize;
        self.near.contains(&head).then_some(head)
    }

    /// The relation of `i` to what it hangs on, its subtype aside: a passive subject is a subject.
    fn rel(&self, i: usize) -> &str {
        let rel = self.scene.scores.rel(i);
        rel.split_once(':').map_or(rel, |(whole, _)| whole)
    }

    fn tag(&self, i: usize) -> Tag {
        self.scene.doc.tag(i)
    }

    /// The first dependent of `i` by one of these relations.
    fn child(&self, i: usize, rels: &[&str]) -> Option<usize> {
        self.scene.scores.dependents(i, self.near.clone()).find(|k| rels.contains(&self.rel(*k)))
    }

    /// The word of `tokens` that hangs on something outside them.
    fn top_of(&self, tokens: Range<usize>) -> Option<usize> {
        let outside = |i: &usize| self.up(*i).is_none_or(|head| !tokens.contains(&head));
        let content = |i: &usize| {
            let tag = self.tag(*i);
            tag.is_noun() || matches!(tag, Tag::Cd | Tag::Sym)
        };
        let last = |test: &dyn Fn(&usize) -> bool| tokens.clone().rev().find(|i| test(i));
        last(&|i| outside(i) && content(i))
            .or_else(|| last(&|i| outside(i) && !self.tag(*i).is_punctuation()))
    }

    fn noun_after(&self) -> Option<usize> {
        const RELS: [&str; 8] = ["nummod", "compound", "amod", "nmod", "det", "dep", "advmod", "obl"];
        let noun = self.up(self.top)?;
        let state = is_state(self.scene.doc.word(noun));
        let fits = RELS.contains(&self.rel(self.top)) && self.child(self.top, &["case"]).is_none();
        let close = noun >= self.figure.end && noun < self.figure.end + NOUN;
        let noun = if fits && close { self.compounded(noun) } else { noun };
        (fits && close && (self.tag(noun).is_noun() || state && self.rel(self.top) == "nummod"))
            .then_some(noun)
    }

    /// "1,000 US deaths": the noun that the one the figure hangs on is but a part of.
    fn compounded(&self, noun: usize) -> usize {
        let mut noun = noun;
        while self.rel(noun) == "compound"
            && let Some(whole) =
                self.up(noun).filter(|whole| noun + 1 == *whole && self.tag(*whole).is_noun())
        {
            noun = whole;
        }
        noun
    }

    /// Whether one of the two hangs on the other, directly or by a few steps.
    fn joined(&self, a: usize, b: usize) -> bool {
        let reaches = |from: usize, to: usize| self.way(from).take(4).any(|i| i == to);
        reaches(a, b) || reaches(b, a)
    }

    /// `i` and what it hangs on, upwards.
    fn way(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(i), |i| self.up(*i)).take(STEPS)
    }

    /// What is counted or measured; another figure never is.
    pub(super) fn item(&self, told: Told) -> Option<Item> {
        let doc = self.scene.doc;
        let is_thing = |item: &Item| {
            if item.tokens.end <= self.figure.start && phrase::is_sum(doc, item) {
                return false;
            }
            let mut tokens = item.tokens.clone();
            let first = tokens.start;
            // "a million of its 10 million people"
            let counted =
                |i: usize| doc.tag(i + 1).is_noun() || doc.tag(i + 1) == Tag::Cd && i + 1 < item.head;
            !doc.tag(first).is_punctuation()
                && tokens.all(|i| doc.tag(i) != Tag::Cd || counted(i) && i > first)
        };
        self.likely_item(told).filter(is_thing)
    }

    fn likely_item(&self, told: Told) -> Option<Item> {
        let (doc, plain) = (self.scene.doc, told == Told::Count);
        let from = item::first(doc, self.figure.end);
        let joined = matches!(self.tag(from), Tag::In | Tag::To);
        if let Some(noun) = self.noun.filter(|noun| *noun >= from && self.tag(*noun).is_noun() && !joined) {
            return Some(item::to_noun(doc, from, noun, self.near.end));
        }
        let of = from > self.figure.end && doc.is(from - 1, "of");
        let part = self.child(self.top, &["nmod"]).filter(|noun| of && self.tag(*noun).is_noun());
        if let Some(noun) = part.filter(|noun| (from..from + NOUN).contains(noun)) {
            return Some(item::to_noun(doc, from, noun, self.near.end));
        }
        if let Some(those) = item::those(doc, from).filter(|_| of) {
            return Some(those);
        }
        let after = item::after(doc, self.figure.end, self.near.end);
        // "two of the men": whatever the tree says.
        let after = after.filter(|item| of || self.joined(item.head, self.top));
        if after.is_some() {
            return after;
        }
        let beside = item::beside(doc, self.figure.start, self.near.start, plain);
        if item::stands_alone(doc, self.figure.end) && plain {
            return beside;
        }
        beside.or_else(|| self.elsewhere(told)).or_else(|| self.by_tags())
    }

    /// By the words before it, where a verb measures its subject but the tree gives it none.
    fn by_tags(&self) -> Option<Item> {
        let verb = self.up(self.top).filter(|verb| self.rel(self.top) == "obj" && self.measures(*verb))?;
        let bare = self.child(verb, &["nsubj"]).is_none() && self.tag(verb) != Tag::Vbg;
        item::before(self.scene.doc, self.figure.start, self.near.start, Told::Count).filter(|_| bare)
    }

    /// What a figure without a noun after it tells of.
    fn elsewhere(&self, told: Told) -> Option<Item> {
        let (doc, duration) = (self.scene.doc, told == Told::Duration);
        let mut top = self.top;
        for _ in 0..STEPS {
            let above = self.up(top);
            match self.rel(top) {
                // "from 14 to 31"
                "nmod" if above.is_some_and(|i| self.tag(i) == Tag::Cd && i < self.figure.start) => {}
                "nmod" | "compound" | "nummod" => {
                    let noun = above.filter(|noun| *noun < self.figure.start && self.tag(*noun).is_noun())?;
                    return self.phrase(noun);
                }
                "obj" => {
                    let verb = above.filter(|verb| told.by(doc, *verb));
                    return verb.and_then(|verb| self.subject(verb));
                }
                "obl" | "advmod" | "xcomp" | "dep" if duration => return None,
                "obl" | "advmod" | "xcomp" | "dep" => {
                    let verb = above?;
                    let object = self.child(verb, &["obj"]).filter(|noun| *noun < self.figure.start);
                    let told = match told {
                        Told::Measure => true,
                        Told::Money => self.measures(verb) || self.is_end(),
                        Told::Count | Told::Duration => self.measures(verb),
                    };
                    return match object.filter(|_| self.is_end()) {
                        Some(noun) => self.phrase(noun),
                        None => self.subject(verb).filter(|_| told),
                    };
                }
                "nsubj" => return None,
                "conj" | "appos" | "parataxis" if duration => return None,
                _ => {}
            }
            if let Some(subject) = self.child(top, &["nsubj"]).filter(|noun| *noun < self.figure.start) {
                return self.phrase(subject);
            }
            top = above.filter(|_| matches!(self.rel(top), "conj" | "appos" | "nmod"))?;
        }
        None
    }

    /// "from 14 to 31": both ends tell of the object.
    fn is_end(&self) -> bool {
        self.figure
            .start
            .checked_sub(1)
            .is_some_and(|i| ["from", "to", "at", "by", "for"].iter().any(|word| self.scene.doc.is(i, word)))
    }

    fn measures(&self, verb: usize) -> bool {
        measures(self.scene.doc, verb)
    }

    /// The noun phrase around `noun`, unless it is a figure's or a time's.
    fn phrase(&self, noun: usize) -> Option<Item> {
        let item = item::around(self.scene.doc, noun, self.near.start, self.figure.start)?;
        let span = self.scene.doc.span(item.tokens.clone())?;
        (!self.scene.holds(span) && self.tag(item.head).is_noun()).then_some(item)
    }

    /// The subject of a verb, its own or one that it shares.
    fn subject(&self, verb: usize) -> Option<Item> {
        let mut verb = verb;
        for _ in 0..STEPS {
            if let Some(noun) = self.child(verb, &["nsubj"]) {
                let relative = matches!(self.tag(noun), Tag::Wdt | Tag::Wp) && self.rel(verb) == "acl";
                let noun = if relative { self.up(verb)? } else { noun };
                return self.phrase(noun);
            }
            let above = self.up(verb)?;
            if self.rel(verb) == "acl" && self.tag(above).is_noun() && above < verb {
                return self.phrase(above);
            }
            if !matches!(self.rel(verb), "xcomp" | "conj" | "advcl") {
                return None;
            }
            verb = above;
        }
        None
    }
}
