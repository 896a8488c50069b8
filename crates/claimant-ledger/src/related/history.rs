//! The history of a figure: its states in order, with who said each and how sure they were. Rivals stay open.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::OptionalExtension;
use serde::Serialize;

use super::{Brief, brief};
use crate::claim::{Claimed, Figure, load};
use crate::compare::origins;
use crate::relate::reading_of;
use crate::{Error, Ledger};

/// One figure as it was told over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct History {
    /// Its states by day; those without a day come first.
    pub states: Vec<State>,
}

/// What was said of a figure at one time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct State {
    /// The day that it is told of: the end of its period, else the article's day.
    pub day: Option<String>,
    /// The figure as said and understood.
    pub figure: Figure,
    /// The claim that holds it, with who vouches and how sure they are.
    pub claim: Claimed,
    /// The article.
    pub article: Brief,
    /// What it is to the states before it: places in the list from 0, and kinds (agree, update, contradict, copy).
    pub to: Vec<(usize, String)>,
}

/// A figure: the claim that holds it, and its number.
type Named = (i64, i64);
/// Two figures and what they are to each other.
type Edge = (Named, Named, String);

const EDGES: &str = "SELECT a, a_figure, b, b_figure, kind FROM current_relations
    WHERE level = 'figure' AND kind IN ('copy', 'agree', 'update', 'contradict') AND a_figure IS NOT NULL
    AND b_figure IS NOT NULL ORDER BY later, earlier, n";

impl Ledger {
    /// The histories of figures that several articles tell, the newest first, until `each` says that it is enough; only
    /// those with one of these claims, where some are given.
    pub fn histories(
        &self,
        claims: Option<&BTreeSet<i64>>,
        each: &mut dyn FnMut(History) -> bool,
    ) -> Result<(), Error> {
        let _moment = self.moment()?;
        let mut read = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare(EDGES)?;
            let edges: Vec<Edge> = statement
                .query_map([], |row| {
                    Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?), row.get(4)?))
                })?
                .collect::<rusqlite::Result<_>>()?;
            for (members, edges) in parts(&edges, claims) {
                if !each(self.history(&members, &edges)?) {
                    break;
                }
            }
            Ok(())
        };
        read().map_err(|error| self.error(error))
    }

    fn history(&self, members: &[Named], edges: &[&Edge]) -> rusqlite::Result<History> {
        let mut states: Vec<(Named, State)> = Vec::new();
        for named in members {
            states.extend(self.state(*named)?.map(|state| (*named, state)));
        }
        states.sort_by(|(a, x), (b, y)| x.day.cmp(&y.day).then(a.cmp(b)));
        let at: BTreeMap<Named, usize> = states.iter().map(|(named, _)| *named).zip(0..).collect();
        let mut to: BTreeMap<usize, BTreeSet<(usize, String)>> = BTreeMap::new();
        for (a, b, kind) in edges {
            if let Some((x, y)) = at.get(a).zip(at.get(b)) {
                to.entry(*x.max(y)).or_default().insert((*x.min(y), kind.clone()));
            }
        }
        let linked = states.into_iter().enumerate().map(|(i, (_, state))| State {
            to: to.remove(&i).unwrap_or_default().into_iter().collect(),
            ..state
        });
        Ok(History { states: linked.collect() })
    }

    fn state(&self, (claim, n): Named) -> rusqlite::Result<Option<State>> {
        let claimed = load(&self.connection, claim)?;
        let Some(figure) = claimed.figures.iter().find(|figure| figure.id == format!("q{n}")).cloned() else {
            return Ok(None);
        };
        let article = brief(&self.connection, reading_of(claim))?;
        let told = "SELECT times.last FROM quantities JOIN times ON times.reading = quantities.reading
                    AND times.n = quantities.time WHERE quantities.reading = ?1 AND quantities.n = ?2";
        let stated: Option<Option<String>> = self
            .connection
            .prepare_cached(told)?
            .query_row([reading_of(claim), n], |row| row.get(0))
            .optional()?;
        let published = article.published.as_deref().and_then(|stated| stated.get(..10)).map(str::to_owned);
        // A period that ends after the article appeared is told as it stood then.
        let day = match (stated.flatten(), published) {
            (Some(stated), Some(published)) => Some(stated.min(published)),
            (stated, published) => stated.or(published),
        };
        Ok(Some(State { day, figure, claim: claimed, article, to: Vec::new() }))
    }
}

/// Figures that hang together with their edges, the newest first.
fn parts<'e>(edges: &'e [Edge], claims: Option<&BTreeSet<i64>>) -> Vec<(Vec<Named>, Vec<&'e Edge>)> {
    let ids: Vec<Named> =
        edges.iter().flat_map(|(a, b, _)| [*a, *b]).collect::<BTreeSet<Named>>().into_iter().collect();
    let at: BTreeMap<Named, usize> = ids.iter().copied().zip(0..).collect();
    let links: Vec<(usize, usize)> =
        edges.iter().filter_map(|(a, b, _)| Some((*at.get(a)?, *at.get(b)?))).collect();
    let mut part_of: BTreeMap<Named, usize> = BTreeMap::new();
    let mut parts: Vec<(Vec<Named>, Vec<&Edge>)> = Vec::new();
    for members in origins(ids.len(), &links) {
        let members: Vec<Named> = members.into_iter().filter_map(|i| ids.get(i).copied()).collect();
        part_of.extend(members.iter().map(|named| (*named, parts.len())));
        parts.push((members, Vec::new()));
    }
    for edge in edges {
        if let Some((_, of)) = part_of.get(&edge.0).and_then(|part| parts.get_mut(*part)) {
            of.push(edge);
        }
    }
    parts.retain(|(members, _)| {
        claims.is_none_or(|claims| members.iter().any(|(claim, _)| claims.contains(claim)))
    });
    parts.sort_by(|(a, _), (b, _)| b.last().cmp(&a.last()));
    parts
}
