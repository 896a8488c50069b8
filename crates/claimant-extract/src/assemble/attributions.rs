//! Attributions: one for each act of attributing, each inside the innermost one whose content holds its cue.

use std::collections::BTreeSet;

use claimant_doc::{Attribution, Doc, Layer, Link, Mark, Marks, SourceKind, Span, Value, cover};

use super::links::Places;

/// Layers of attribution that are kept above one another; what lies deeper is not told apart.
const DEPTH: u8 = 8;

/// An attribution among the others of its article.
pub struct Nested<'m> {
    /// As found.
    pub found: &'m Attribution,
    /// 0 to 1, from its mark.
    pub score: f32,
    /// Index of the attribution that it lies in.
    pub parent: Option<usize>,
}

/// The attributions to keep, in text order, and for every token the innermost content that holds it.
pub struct Attributions<'m> {
    /// In text order.
    pub all: Vec<Nested<'m>>,
    /// For each token, 1 + the index of the attribution whose content is innermost there; 0 for none.
    pub owner: Vec<u32>,
}

impl Attributions<'_> {
    /// The attributions around attribution `i` and itself, outermost first.
    pub fn chain(&self, i: usize) -> Vec<usize> {
        let mut chain: Vec<usize> = std::iter::successors(Some(i), |i| self.all.get(*i)?.parent).collect();
        chain.reverse();
        chain
    }
}

/// Chooses and nests.
pub fn nested<'m>(doc: &Doc<'_>, marks: &'m Marks) -> Attributions<'m> {
    let mut all = chosen(marks);
    let owner = nest(doc, &mut all);
    Attributions { all, owner }
}

fn chosen(marks: &Marks) -> Vec<Nested<'_>> {
    let found = marks.of(Layer::Attribution).iter().filter_map(|mark: &Mark| match &mark.value {
        Value::Attribution(found) if !found.content.is_empty() => Some((found, mark.score)),
        _ => None,
    });
    let mut all: Vec<Nested<'_>> =
        found.map(|(found, score)| Nested { found, score, parent: None }).collect();
    all.sort_by(|a, b| place(a.found).cmp(&place(b.found)).then(b.score.total_cmp(&a.score)));
    all.dedup_by(|b, a| same_act(a.found, b.found));
    all
}

/// One cue attributes once; without a cue, one content is attributed once.
fn same_act(a: &Attribution, b: &Attribution) -> bool {
    if a.cue.is_empty() || b.cue.is_empty() {
        a.content == b.content
    } else {
        a.cue == b.cue && a.content == b.content
    }
}

/// Everything that it covers.
pub fn place(a: &Attribution) -> Option<Span> {
    let all: Vec<Span> = a.source.iter().chain(&a.cue).chain(&a.content).copied().collect();
    cover(&all)
}

/// Sets the parents: contents are laid over one another from the longest to the shortest.
fn nest(doc: &Doc<'_>, all: &mut Vec<Nested<'_>>) -> Vec<u32> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    let length = |i: &usize| all[*i].found.content.iter().map(|s| s.len()).sum::<usize>();
    order.sort_by_key(|i| std::cmp::Reverse(length(i)));
    let mut owner = vec![0u32; doc.tokens.len()];
    let mut depth = vec![0u8; doc.tokens.len()];
    let mut dropped = vec![false; all.len()];
    for i in order {
        let found = all[i].found;
        let anchor = found.cue.first().or(found.content.first());
        let first = anchor.map_or(0, |span| doc.tokens_in(*span).start);
        all[i].parent = (owner.get(first).copied().unwrap_or(0) as usize).checked_sub(1);
        if !found.attitude && !lay(doc, &found.content, i, &mut owner, &mut depth) {
            dropped[i] = true;
        }
    }
    drop_marked(all, &dropped, &mut owner);
    owner
}

/// Lays one content over the others; not where too many lie already.
fn lay(doc: &Doc<'_>, content: &[Span], i: usize, owner: &mut [u32], depth: &mut [u8]) -> bool {
    let ranges = || content.iter().map(|span| doc.tokens_in(*span));
    if ranges().any(|range| depth.get(range.start).is_some_and(|d| *d >= DEPTH)) {
        return false;
    }
    for range in ranges() {
        owner[range.clone()].fill(i as u32 + 1);
        depth[range].iter_mut().for_each(|d| *d = d.saturating_add(1));
    }
    true
}

/// Takes out the dropped ones, which nothing refers to, and renumbers the rest.
fn drop_marked(all: &mut Vec<Nested<'_>>, dropped: &[bool], owner: &mut [u32]) {
    if !dropped.contains(&true) {
        return;
    }
    let mut next = 0;
    let renumbered: Vec<u32> = dropped
        .iter()
        .map(|d| {
            next += u32::from(!d);
            next
        })
        .collect();
    let mut index = 0;
    all.retain(|_| {
        index += 1;
        !dropped[index - 1]
    });
    let renumber = |i: usize| renumbered[i] as usize - 1;
    all.iter_mut().for_each(|nested| nested.parent = nested.parent.map(renumber));
    owner.iter_mut().filter(|o| **o > 0).for_each(|o| *o = renumbered[*o as usize - 1]);
}

/// The items, numbered and linked.
pub fn items(nested: &Attributions<'_>, places: &Places, marks: &Marks) -> Vec<Attribution> {
    let clear: BTreeSet<Span> = marks
        .chains()
        .flat_map(|chain| &chain.mentions)
        .filter(|found| found.is_clear)
        .map(|found| found.mention.span)
        .collect();
    let item = |(i, nested): (usize, &Nested<'_>)| {
        let mut item = nested.found.clone();
        item.id = id(i);
        item.inside = nested.parent.map(|parent| Link::Id(id(parent)));
        // "He" is whoever that mentions, if there is no doubt about it.
        let whole = || places.id(&Link::At(*item.source.first().filter(|source| clear.contains(source))?));
        item.source_entity = item.source_entity.as_ref().and_then(|link| places.id(link)).or_else(whole);
        if item.source.is_empty() {
            item.source_kind = Some(SourceKind::Unnamed);
        }
        item
    };
    nested.all.iter().enumerate().map(item).collect()
}

/// The id of the attribution with that index.
pub fn id(index: usize) -> String {
    format!("a{}", index + 1)
}
