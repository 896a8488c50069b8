//! When and where a figure holds, by the tree: a time or place that hangs on the way from the figure up to its clause.

use std::ops::Range;

use claimant_doc::{Link, Span, Tag, Time};

use super::{NOUN, Tree};
use crate::extractors::quantity::scope;

impl Tree<'_, '_, '_> {
    /// The way from what is counted up to its clause, and whether each step left the figure's own clause.
    fn clause(&self) -> Vec<(usize, bool)> {
        let (mut out, mut left) = (Vec::new(), false);
        for i in self.way(self.noun.unwrap_or(self.top)) {
            out.push((i, left));
            let own = || self.child(i, &["nsubj"]).is_some();
            left |= match self.rel(i) {
                "ccomp" | "acl" | "parataxis" => true,
                "advcl" | "conj" => self.tag(i).is_verb() && own(),
                _ => false,
            };
        }
        out
    }

    /// How many steps up something in `tokens` hangs, and whether beyond the figure's clause.
    fn hangs(&self, clause: &[(usize, bool)], tokens: Range<usize>) -> Option<(usize, bool)> {
        let top = self.top_of(tokens)?;
        let above = self.up(top)?;
        let at = |node: usize| clause.iter().position(|(i, _)| *i == node);
        // "in the city on Monday", "deaths linked to it as of Monday": one word lower is as good.
        let lower = || {
            let noun = self.tag(above).is_noun() && matches!(self.rel(above), "nmod" | "obl" | "obj");
            let participle =
                self.tag(above) == Tag::Vbn && self.rel(above) == "acl" && above < self.figure.end + NOUN;
            let after = above > self.figure.start;
            self.up(above)
                .filter(|_| (noun || participle) && after)
                .and_then(at)
                .filter(|step| !participle || *step == 0)
        };
        // "killed 12 people and injured 40 on March 22": what stands last is shared by all.
        let shared = || {
            let verb = self.tag(above).is_verb() && self.rel(above) == "conj" && above > self.figure.end;
            // "is held and will appear on Friday" has but the second on Friday.
            let last = above.saturating_sub(1 + usize::from(self.tag(above.saturating_sub(1)) == Tag::Rb));
            let bare = self.tag(last) == Tag::Cc;
            self.up(above).filter(|_| verb && bare && top > above).and_then(at)
        };
        let (step, common) = match at(above).or_else(lower) {
            Some(step) => (step, false),
            None => (shared()?, true),
        };
        // "On Monday the toll passed 40, officials said": what stands before it is no more the sayer's.
        let inserted = above > self.figure.end && top < self.figure.start && self.rel(top) != "nsubj";
        clause.get(step).map(|(_, left)| (2 * step + usize::from(common), *left && !inserted))
    }

    /// The time in whose scope the figure stands.
    pub(in crate::extractors::quantity) fn time(&self, span: Span, lasting: bool) -> Option<Link> {
        let (scene, clause) = (self.scene, self.clause());
        if scene.dates(span, lasting) {
            return None;
        }
        if let Some(time) = scope::beside(scene, span) {
            return Some(time);
        }
        let doc = scene.doc;
        let (before, after) = scene.dated(span);
        let rank = |time: &Time| {
            let tokens = doc.tokens_in(time.span);
            let (step, left) = self.hangs(&clause, tokens.clone())?;
            let open = !left || self.is_limit(tokens.start);
            let fits = !scope::is_adjective(doc, time.span)
                && !scope::is_of_part(scene, span, time.span)
                && !scope::is_base(scene, span, time.span)
                && !scope::is_of_next(scene, span, time.span);
            (open && fits).then_some(step)
        };
        let best = after.chain(before).filter_map(|time| Some((rank(time)?, time.span)));
        best.min_by_key(|(step, _)| *step).map(|(_, span)| Link::At(span))
    }

    /// "As of today, officials said that 12 …": a limit holds for what is told.
    fn is_limit(&self, time: usize) -> bool {
        let is = |i: usize, word: &str| self.scene.doc.is(i, word);
        let word = |back: usize| time.checked_sub(back);
        let limit = |i: usize| ["by", "until", "since"].iter().any(|w| is(i, w));
        limit(time)
            || word(1).is_some_and(limit)
            || is(time, "as")
            || word(2).is_some_and(|i| is(i, "as") && is(i + 1, "of"))
    }

    /// The place where it holds.
    pub(in crate::extractors::quantity) fn place(&self, span: Span) -> Option<Link> {
        let (scene, clause) = (self.scene, self.clause());
        let doc = scene.doc;
        let (before, after) = scene.places(span);
        let rank = |place: Span| {
            let tokens = doc.tokens_in(place);
            let (step, left) = self.hangs(&clause, tokens.clone())?;
            let fronted = tokens.start <= self.scene.tokens().start + 2;
            (scope::tied(doc, tokens.start) && (!left || fronted)).then_some(step)
        };
        let best = after.chain(before).filter_map(|place| Some((rank(place)?, place)));
        best.min_by_key(|(step, _)| *step).map(|(_, place)| Link::At(place))
    }
}
