//! The history of a figure: its states in time, who said each and how sure. Rival states of one day stand side by side.

use claimant_doc::{Date, RelationKind, Side, Status};

use super::figure::Figure;
use super::origin::origins;
use super::relation::relate;

/// One state of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The day it is told of, else that of its article.
    pub day: Option<Date>,
    /// As first written.
    pub words: String,
    /// Who says so, as named where it was first written; `None` where the article itself does.
    pub source: Option<String>,
    /// What the source does with it.
    pub status: Status,
    /// Everywhere it stands, the earliest article first. Copies are among them.
    pub told: Vec<Side>,
    /// How many origins these have.
    pub origins: usize,
}

/// The states of figures that were found to be of one thing, by day; those without a day last. `copies` are pairs of
/// `figures` that are copies of each other.
pub fn history(figures: &[Figure], copies: &[(usize, usize)]) -> Vec<State> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    let key = |i: &usize| {
        (figures[*i].day().is_none(), figures[*i].day(), figures[*i].published, figures[*i].side.clone())
    };
    order.sort_by_key(key);
    let mut states: Vec<Vec<usize>> = Vec::new();
    for i in order {
        match states.iter_mut().find(|state| is_same_state(&figures[state[0]], &figures[i])) {
            Some(state) => state.push(i),
            None => states.push(vec![i]),
        }
    }
    states.iter().map(|members| state(figures, members, copies)).collect()
}

/// Whether two figures say the same of the same day.
fn is_same_state(a: &Figure, b: &Figure) -> bool {
    a.day() == b.day() && a.allows == b.allows && a.status == b.status
}

fn state(figures: &[Figure], members: &[usize], copies: &[(usize, usize)]) -> State {
    let at = |i: usize| members.iter().position(|member| *member == i);
    let links: Vec<(usize, usize)> = copies.iter().filter_map(|(a, b)| at(*a).zip(at(*b))).collect();
    let first = &figures[members[0]];
    State {
        day: first.day(),
        words: first.words.clone(),
        source: first.source.clone(),
        status: first.status,
        told: members.iter().map(|i| figures[*i].side.clone()).collect(),
        origins: origins(members.len(), &links).len(),
    }
}

/// Figures of one thing: those that agree, are compatible, replace or contradict each other. Indices into `figures`; a
/// figure that is alone is left out. `pairs` are those that share a [key](Figure::keys).
pub fn figure_groups(figures: &[Figure], pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    use RelationKind::{Agree, Compatible, Contradict, Copy, Update};
    let one = |kind| matches!(kind, Agree | Compatible | Contradict | Copy | Update);
    let known = |a: usize, b: usize| figures.get(a).zip(figures.get(b));
    let linked = |(a, b): &&(usize, usize)| {
        known(*a, *b).and_then(|(x, y)| relate(x, y, None)).is_some_and(|relation| one(relation.kind))
    };
    let links: Vec<(usize, usize)> = pairs.iter().filter(linked).copied().collect();
    let groups = origins(figures.len(), &links);
    groups.into_iter().filter(|group| group.len() > 1).collect()
}

#[cfg(test)]
mod tests;
