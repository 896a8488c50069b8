//! Claims of several articles that are one, and how many origins they have.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::Serialize;

use crate::claim::{Claimed, load};
use crate::compare::{count, group, origins, publisher};
use crate::relate::reading_of;
use crate::review::Decisions;
use crate::{Error, Ledger};

/// Claims that are followed from one, before it is given up to find all: a phrase that everybody prints is no one claim.
const MOST: usize = 2000;
/// The mean likeness of all pairs from which on claims are one group; pairs that were not held against each other count 0.
const ONE: f32 = 0.3;

/// How often a claim is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Articles that tell it; versions at one address are one article.
    pub articles: usize,
    /// Where it comes from: copies, articles of one publisher, and articles that cite one report, are one origin. Never
    /// more than articles.
    pub origins: usize,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&count(self.articles, self.origins))
    }
}

/// Claims that are one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// How often it is told.
    #[serde(flatten)]
    pub told: Tally,
    /// The claims, earliest article first, each with who vouches for it and how sure they are.
    pub claims: Vec<Claimed>,
}

/// Claims that are held to be one: the two, whether one is copied, how alike they are.
type Edge = (i64, i64, bool, f32);

const EDGES: &str = "SELECT a, b, kind = 'copy', coalesce(score, 0) FROM current_relations
    WHERE level = 'claim' AND kind IN ('copy', 'agree', 'same_claim')";

impl Ledger {
    /// Groups of claims of several articles, the newest first, until `each` says that it is enough; only groups with one of
    /// these claims, where some are given. What people joined and parted is as they said.
    pub fn groups(
        &self,
        claims: Option<&BTreeSet<i64>>,
        each: &mut dyn FnMut(Group) -> bool,
    ) -> Result<(), Error> {
        let _moment = self.moment()?;
        let tallies = self.tallies()?;
        let mut read = || -> rusqlite::Result<()> {
            let mut edges: Vec<Edge> =
                self.connection.prepare(EDGES)?.query_map([], edge)?.collect::<rusqlite::Result<_>>()?;
            let mut all = split(&edges);
            all.retain(|members| members.iter().all(|id| !tallies.decided.contains(id)));
            all.extend(tallies.groups.iter().cloned());
            all.retain(|members| claims.is_none_or(|claims| members.iter().any(|id| claims.contains(id))));
            all.sort_by(|a, b| b.last().cmp(&a.last()));
            edges.retain(|(_, _, copied, _)| *copied);
            for members in all {
                let claims = held(&self.connection, &members)?;
                let members: Vec<i64> = claims.iter().map(|claim| claim.number).collect();
                let told = told(&self.connection, &members, &edges)?;
                if told.articles < 2 {
                    continue;
                }
                if !each(Group { told, claims }) {
                    break;
                }
            }
            Ok(())
        };
        read().map_err(|error| self.error(error))
    }

    /// How often claims are told, for any number of them.
    pub fn tallies(&self) -> Result<Tallies<'_>, Error> {
        let _moment = self.moment()?;
        let mut tallies = Tallies { ledger: self, groups: Vec::new(), decided: BTreeSet::new() };
        let sql = "SELECT 1 FROM log WHERE kind NOT IN ('add', 'table') AND kind IN ('merge', 'split')";
        let decided = |connection: &Connection| connection.prepare(sql)?.exists([]);
        if decided(&self.connection).map_err(|error| self.error(error))? {
            tallies.regroup()?;
        }
        Ok(tallies)
    }
}

/// How often claims are told.
pub struct Tallies<'l> {
    ledger: &'l Ledger,
    /// The groups that people had a say in, as they said.
    groups: Vec<Vec<i64>>,
    /// The claims that they named, and those that the program has in a group with them.
    decided: BTreeSet<i64>,
}

impl Tallies<'_> {
    /// How often a claim is told; `None` if no other article tells it.
    pub fn of(&self, claim: &Claimed) -> Result<Option<Tally>, Error> {
        let _moment = self.ledger.moment()?;
        let connection = &self.ledger.connection;
        let read = || -> rusqlite::Result<Option<Tally>> {
            let mut edges = around(connection, claim.number)?;
            let own = match self.decided.contains(&claim.number) {
                true => self.groups.iter().find(|members| members.contains(&claim.number)).cloned(),
                false => split(&edges).into_iter().find(|members| members.contains(&claim.number)),
            };
            let Some(members) = own else { return Ok(None) };
            for other in members.iter().filter(|other| self.decided.contains(other)) {
                edges.extend(around(connection, *other)?);
            }
            let members: Vec<i64> = held(connection, &members)?.iter().map(|claim| claim.number).collect();
            let told = told(connection, &members, &edges)?;
            Ok(Some(told).filter(|told| told.articles > 1))
        };
        read().map_err(|error| self.ledger.error(error))
    }

    /// Makes the groups that people had a say in.
    fn regroup(&mut self) -> Result<(), Error> {
        let log = self.ledger.decisions()?;
        let decisions = Decisions::of(&log);
        let mut numbers: BTreeMap<&str, i64> = BTreeMap::new();
        for key in decisions.claims.named() {
            numbers.extend(self.ledger.claim_with(key)?.map(|claim| (key, claim.number)));
        }
        let mut base: Vec<Vec<i64>> = Vec::new();
        for number in numbers.values() {
            let edges = around(&self.ledger.connection, *number).map_err(|error| self.ledger.error(error))?;
            base.extend(split(&edges).into_iter().filter(|members| members.contains(number)));
        }
        base.sort();
        base.dedup();
        self.groups = decisions.claims.regroup(&base, |key| numbers.get(key).copied());
        self.decided = base.into_iter().flatten().chain(numbers.into_values()).collect();
        Ok(())
    }
}

/// The claims among these that no person has rejected.
fn held(connection: &Connection, members: &[i64]) -> rusqlite::Result<Vec<Claimed>> {
    let all: Vec<Claimed> =
        members.iter().map(|id| load(connection, *id)).collect::<rusqlite::Result<_>>()?;
    Ok(all.into_iter().filter(|claim| !claim.rejected).collect())
}

fn edge(row: &rusqlite::Row<'_>) -> rusqlite::Result<Edge> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, f64>(3)? as f32))
}

/// The edges of all claims that lead to this one.
fn around(connection: &Connection, claim: i64) -> rusqlite::Result<Vec<Edge>> {
    let (mut seen, mut next, mut edges) = (BTreeSet::from([claim]), vec![claim], BTreeMap::new());
    let mut statement = connection.prepare_cached(&format!("{EDGES} AND (a = ?1 OR b = ?1)"))?;
    while let Some(id) = next.pop() {
        for found in statement.query_map([id], edge)? {
            let (a, b, copied, score) = found?;
            edges.insert((a, b, copied), score);
            next.extend([a, b].into_iter().filter(|id| seen.len() < MOST && seen.insert(*id)));
        }
    }
    Ok(edges.into_iter().map(|((a, b, copied), score)| (a, b, copied, score)).collect())
}

/// The groups that edges make, each in order of time.
fn split(edges: &[Edge]) -> Vec<Vec<i64>> {
    let ids: Vec<i64> =
        edges.iter().flat_map(|(a, b, ..)| [*a, *b]).collect::<BTreeSet<i64>>().into_iter().collect();
    let at: BTreeMap<i64, usize> = ids.iter().copied().zip(0..).collect();
    let pairs: Vec<(usize, usize, f32)> =
        edges.iter().filter_map(|(a, b, _, score)| Some((*at.get(a)?, *at.get(b)?, *score))).collect();
    let links: Vec<(usize, usize)> = pairs.iter().map(|(a, b, _)| (*a, *b)).collect();
    let parts = origins(ids.len(), &links);
    let mut part_of = vec![0; ids.len()];
    for (part, members) in parts.iter().enumerate() {
        for i in members {
            part_of.get_mut(*i).into_iter().for_each(|of| *of = part);
        }
    }
    let mut of_part: Vec<Vec<(usize, usize, f32)>> = vec![Vec::new(); parts.len()];
    for pair in pairs {
        if let Some(of) = part_of.get(pair.0).and_then(|part| of_part.get_mut(*part)) {
            of.push(pair);
        }
    }
    parts.iter().zip(of_part).flat_map(|(members, pairs)| apart(members, &pairs, &ids)).collect()
}

/// The groups within claims that hang together: by the mean of their likenesses, so that a chain of chance likenesses is
/// no group.
fn apart(members: &[usize], pairs: &[(usize, usize, f32)], ids: &[i64]) -> Vec<Vec<i64>> {
    let named =
        |members: Vec<usize>| members.into_iter().filter_map(|i| ids.get(i).copied()).collect::<Vec<i64>>();
    if members.len() <= 2 || members.len() > MOST {
        return vec![named(members.to_vec())];
    }
    let at = |i: usize| members.binary_search(&i).ok();
    let mut best: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (a, b, score) in pairs {
        if let Some((a, b)) = at(*a).zip(at(*b)) {
            let held = best.entry((a.min(b), a.max(b))).or_default();
            *held = held.max(*score);
        }
    }
    let pairs: Vec<(usize, usize, f32)> = best.into_iter().map(|((a, b), score)| (a, b, score)).collect();
    let groups = group(members.len(), &pairs, ONE).into_iter().filter(|group| group.len() > 1);
    groups.map(|group| named(group.into_iter().filter_map(|i| members.get(i).copied()).collect())).collect()
}

/// A claim's article as far as origins go.
struct Voice {
    reading: i64,
    address: String,
    publisher: String,
    /// The publication that the claim is taken from.
    cited: Option<String>,
}

/// Articles and origins of claims that are one.
fn told(connection: &Connection, members: &[i64], edges: &[Edge]) -> rusqlite::Result<Tally> {
    let voices: Vec<Voice> =
        members.iter().map(|id| voice(connection, *id)).collect::<rusqlite::Result<_>>()?;
    let at: BTreeMap<i64, usize> = members.iter().copied().zip(0..).collect();
    let mut links: Vec<(usize, usize)> = edges
        .iter()
        .filter(|(_, _, copied, _)| *copied)
        .filter_map(|(a, b, ..)| Some((*at.get(a)?, *at.get(b)?)))
        .collect();
    links.extend(copies(connection, &voices)?);
    let addresses: BTreeSet<&str> = voices.iter().map(|voice| voice.address.as_str()).collect();
    links.extend(alike(&voices, |voice| Some(voice.address.clone())));
    links.extend(alike(&voices, |voice| voice.cited.as_deref().map(bare)));
    // What a publisher printed itself is one origin, however often; what it cites is the other's.
    let printed = |voice: &Voice| voice.cited.is_none() && !voice.publisher.is_empty();
    links.extend(alike(&voices, |voice| printed(voice).then(|| bare(&voice.publisher))));
    let publishers: Vec<&str> = voices.iter().map(|voice| voice.publisher.as_str()).collect();
    let cited = voices
        .iter()
        .enumerate()
        .filter_map(|(i, voice)| Some((i, publisher(voice.cited.as_deref()?, &publishers)?)));
    links.extend(cited);
    Ok(Tally { articles: addresses.len(), origins: origins(voices.len(), &links).len() })
}

fn voice(connection: &Connection, claim: i64) -> rusqlite::Result<Voice> {
    let sql = "SELECT coalesce(address, key),
        coalesce(iif(heads.reading IS NULL, articles.publisher, heads.publisher), ''),
        (SELECT source FROM claim_chain WHERE claim = ?1 AND kind = 'publication' ORDER BY position DESC LIMIT 1)
        FROM readings JOIN articles ON articles.id = readings.article LEFT JOIN heads ON heads.reading = readings.id
        WHERE readings.id = ?2";
    let reading = reading_of(claim);
    connection.prepare_cached(sql)?.query_row([claim, reading], |row| {
        Ok(Voice { reading, address: row.get(0)?, publisher: row.get(1)?, cited: row.get(2)? })
    })
}

/// A name without its article and case.
fn bare(name: &str) -> String {
    let name = name.to_lowercase();
    name.strip_prefix("the ").unwrap_or(&name).to_owned()
}

/// Links between those that are alike.
fn alike(voices: &[Voice], of: impl Fn(&Voice) -> Option<String>) -> Vec<(usize, usize)> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let named = voices.iter().enumerate().filter_map(|(i, voice)| Some((i, of(voice)?)));
    named.map(|(i, name)| (*first.entry(name).or_insert(i), i)).collect()
}

/// Links between those whose articles were made from one another, also by way of articles that do not tell the claim.
fn copies(connection: &Connection, voices: &[Voice]) -> rusqlite::Result<Vec<(usize, usize)>> {
    let sql =
        "SELECT a, b FROM current_relations WHERE level = 'article' AND kind = 'copy' AND (a = ?1 OR b = ?1)";
    let mut statement = connection.prepare_cached(sql)?;
    let mut root: BTreeMap<i64, usize> = BTreeMap::new();
    let mut links = Vec::new();
    for (i, voice) in voices.iter().enumerate() {
        let mut next = vec![voice.reading];
        while let Some(reading) = next.pop() {
            if let Some(known) = root.get(&reading) {
                links.push((*known, i));
                continue;
            }
            root.insert(reading, i);
            if root.len() > MOST {
                continue;
            }
            for pair in statement.query_map([reading], |row| Ok([row.get::<_, i64>(0)?, row.get(1)?]))? {
                next.extend(pair?);
            }
        }
    }
    Ok(links)
}
