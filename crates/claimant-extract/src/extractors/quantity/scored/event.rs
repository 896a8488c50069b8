//! Which event governs a figure, by the tree.

use claimant_doc::Tag;

use super::{NOUN, STEPS, Tree};
use crate::extractors::quantity::event;

impl Tree<'_, '_, '_> {
    /// The token of the event that governs the figure.
    pub(in crate::extractors::quantity) fn event(&self) -> Option<usize> {
        // "15 were killed and more than 60 wounded": whatever the tree makes of the second half.
        let next = self.figure.end;
        if self.noun.is_none() && (event::is_state(self.scene.doc.word(next)) || self.tag(next) == Tag::Vbn) {
            return Some(next);
        }
        if self.noun.is_none() && self.scene.doc.is(next, "who") {
            return event::verb_after(self.scene.doc, next + 1, self.near.end);
        }
        let mut node = self.noun.unwrap_or(self.top);
        for _ in 0..STEPS {
            if event::is_state(self.scene.doc.word(node)) && !self.figure.contains(&node) {
                return Some(node);
            }
            let above = self.up(node)?;
            match self.rel(node) {
                "obl" if self.absolute(node).is_some() => return self.absolute(node),
                "nsubj" | "obj" | "iobj" | "obl" | "csubj" | "xcomp" | "dislocated" | "advmod" => {
                    return self.verb(above, node);
                }
                "nmod" if self.noun.is_some() && self.is_done(above) => {
                    return Some(above);
                }
                "conj" | "appos" | "nmod" | "nummod" | "compound" | "amod" | "det" | "dep" => node = above,
                _ => return self.participle(node),
            }
        }
        None
    }

    /// "With over a million of its people living abroad, …": the participle, not the verb of the clause.
    fn absolute(&self, node: usize) -> Option<usize> {
        let with = self.child(node, &["case"]).is_some_and(|case| self.scene.doc.is(case, "with"));
        let told = |noun: usize| self.child(noun, &["acl"]).filter(|verb| *verb > self.figure.end);
        let part = || self.child(node, &["nmod"]).and_then(told);
        told(node).or_else(part).filter(|verb| with && matches!(self.tag(*verb), Tag::Vbg | Tag::Vbn))
    }

    /// "The arrest of 12 men": an event by its noun.
    fn is_done(&self, noun: usize) -> bool {
        let doc = self.scene.doc;
        let of = ["of", "against", "by"].iter().any(|word| doc.is(noun + 1, word));
        of && noun + 3 >= self.figure.start && noun < self.figure.start && event::is_happening(doc, noun)
    }

    /// The verb at `verb` on which `node` hangs, or what stands for it.
    fn verb(&self, verb: usize, node: usize) -> Option<usize> {
        let doc = self.scene.doc;
        if !self.tag(verb).is_verb() {
            let state =
                event::is_state(doc.word(verb)) || event::in_state(doc, verb) || self.tag(verb) == Tag::Vbn;
            return if state { Some(verb) } else { self.participle(node) };
        }
        // "left two people dead", "39 are confirmed dead"
        let result =
            self.child(verb, &["xcomp"]).or(Some(verb + 1)).filter(|i| event::is_state(doc.word(*i)));
        if result.is_some() {
            return result;
        }
        const TOLD: [&str; 6] = ["told", "tell", "said", "say", "spoke", "warned"];
        if self.rel(node) == "obl" && TOLD.iter().any(|word| doc.is(verb, word)) {
            return None;
        }
        if event::is_auxiliary(doc.word(verb)) {
            self.participle(node)
        } else {
            Some(self.nearest(verb, node))
        }
    }

    /// "Accused of shooting and killing two people": of verbs that share an object, the one it stands behind.
    fn nearest(&self, verb: usize, node: usize) -> usize {
        let conjunct = |k: &usize| {
            (verb + 1..self.figure.start).contains(k)
                && self.rel(*k) == "conj"
                && self.tag(*k) == self.tag(verb)
        };
        let last = self.scene.scores.dependents(verb, self.near.clone()).filter(conjunct).last();
        let touches = |k: &usize| (*k + 1..self.figure.start).all(|i| !self.tag(i).is_noun());
        last.filter(|_| self.rel(node) == "obj").filter(touches).unwrap_or(verb)
    }

    /// "15 people killed in the flood": the participle after the counted noun.
    fn participle(&self, node: usize) -> Option<usize> {
        let verb = self.child(node, &["acl"])?;
        let past = self.noun.map_or(self.figure.end, |noun| noun + 1);
        let who = ["who", "that", "which"].iter().any(|word| self.scene.doc.is(past, word));
        if who && self.tag(verb).is_verb() && !event::is_auxiliary(self.scene.doc.word(verb)) {
            return Some(verb);
        }
        (self.tag(verb) == Tag::Vbn && verb > node && verb <= self.figure.end + NOUN).then_some(verb)
    }
}
