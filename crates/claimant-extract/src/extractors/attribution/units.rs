//! Quotations as units: the words of one quotation have one speaker, and a quotation that goes on after its tag or in
//! the next paragraph keeps the one it had.
//!
//! `"It held," said Lind, pointing. "It will hold."` ¶ `"For years."` → one attribution with three quotations.
//!
//! Who governs a quotation, surest first: the tag that touches it (`"…," said Lind`), the nearest cue of those whose
//! content holds some of it, the speaker of the quotation that it goes on from. Two cues that are as near as each other
//! govern nothing: it then has no speaker.

mod act;
mod turn;

use std::cmp::Ordering;
use std::ops::Range;

use claimant_doc::{Doc, Quotation, Tag};

use super::Draft;
use super::page::Page;
use act::Act;

/// Others whose words one speaker seldom reports in one breath.
const CROWD: usize = 4;

/// One quotation in tokens.
pub(super) struct Unit {
    /// A stretch a paragraph.
    pub parts: Vec<Range<usize>>,
    /// From its first mark to one past its last.
    pub extent: Range<usize>,
    /// 1 + its index, as [`Page::quoted`] has it.
    pub id: u32,
}

/// Gives every quotation that was closed to the one draft that governs it, whole, and takes it from all others.
/// Quotations whose marks cannot be right are taken out.
pub fn share(page: &Page<'_, '_>, quotations: &mut Vec<&Quotation>, drafts: Vec<Draft>) -> Vec<Draft> {
    let units = units(page.doc, quotations);
    let acts = drafts.iter().map(|draft| Act::of(page, draft)).collect();
    let mut deal = Deal::new(page, &units, acts);
    let doubtful = deal.doubtful();
    for (u, doubtful) in doubtful.iter().enumerate() {
        if *doubtful {
            deal.speakers.push(None);
        } else {
            let speaker = deal.governor(u);
            deal.settle(u, speaker);
        }
    }
    let mut index = 0;
    quotations.retain(|_| {
        index += 1;
        units.binary_search_by_key(&index, |unit| unit.id).map_or(true, |u| !doubtful[u])
    });
    deal.acts.into_iter().zip(drafts).filter_map(|(act, draft)| act.into_draft(page.doc, draft)).collect()
}

fn units(doc: &Doc<'_>, quotations: &[&Quotation]) -> Vec<Unit> {
    let unit = |(i, quotation): (usize, &&Quotation)| {
        let parts: Vec<Range<usize>> = quotation.parts.iter().map(|part| doc.tokens_in(*part)).collect();
        let extent = parts.first()?.start..parts.last()?.end;
        (quotation.closed && !extent.is_empty()).then_some(Unit { parts, extent, id: i as u32 + 1 })
    };
    quotations.iter().enumerate().filter_map(unit).collect()
}

/// Quotations and acts while they are dealt out.
struct Deal<'p, 'd, 'a> {
    page: &'p Page<'d, 'a>,
    units: &'p [Unit],
    acts: Vec<Act>,
    /// For each token, 1 + the act whose source and cue begin there.
    opens: Vec<u32>,
    /// For each token, 1 + the act whose cue it is in.
    cue: Vec<u32>,
    /// For each unit the acts whose content holds some of it.
    touching: Vec<Vec<usize>>,
    /// For each unit that was dealt who governs it.
    speakers: Vec<Option<usize>>,
}

impl<'p, 'd, 'a> Deal<'p, 'd, 'a> {
    fn new(page: &'p Page<'d, 'a>, units: &'p [Unit], acts: Vec<Act>) -> Self {
        let n = page.doc.tokens.len();
        let (mut opens, mut cue) = (vec![0; n], vec![0; n]);
        for (i, act) in acts.iter().enumerate().filter(|(_, act)| !act.cue.is_empty() && act.home == 0) {
            let start = act.frame.start;
            let shorter = |other: u32| act.frame.len() < acts[other as usize - 1].frame.len();
            if opens[start] == 0 || shorter(opens[start]) {
                opens[start] = i as u32 + 1;
            }
            cue[act.cue.clone()].fill(i as u32 + 1);
        }
        let mut touching = vec![Vec::new(); units.len()];
        for (i, act) in acts.iter().enumerate() {
            for range in &act.content {
                let first = units.partition_point(|unit| unit.extent.end <= range.start);
                let near = units[first..].iter().take_while(|unit| unit.extent.start < range.end);
                for u in near.enumerate().filter(|(_, unit)| unit.holds_some(range)).map(|(k, _)| first + k) {
                    if touching[u].last() != Some(&i) {
                        touching[u].push(i);
                    }
                }
            }
        }
        Deal { page, units, acts, opens, cue, touching, speakers: Vec::new() }
    }

    /// Quotations whose marks the acts contradict: what is attributed inside one goes on outside it, or so many speak in
    /// it that it must be the article that tells it.
    fn doubtful(&self) -> Vec<bool> {
        let mut doubtful = vec![false; self.units.len()];
        let mut others = vec![0; self.units.len()];
        for act in &self.acts {
            if let Ok(home) = self.units.binary_search_by_key(&act.home, |unit| unit.id) {
                let tag = self.page.doc.tag(act.source.start);
                let named = !act.source.is_empty() && !matches!(tag, Tag::Prp | Tag::Wp | Tag::Wdt | Tag::Dt);
                others[home] += usize::from(named);
                doubtful[home] |= others[home] >= CROWD || !act.lies_within(&self.units[home].parts);
            }
        }
        doubtful
    }

    fn governor(&self, u: usize) -> Option<usize> {
        let speaker = self.tag_after(u).or_else(|| self.nearest(u)).or_else(|| self.carried_on(u))?;
        Some(self.passed_on(u, speaker).unwrap_or(speaker))
    }

    /// `"…," she said, according to the paper. "…"`: what goes on is hers, and no word of the paper's own.
    fn passed_on(&self, u: usize, channel: usize) -> Option<usize> {
        let before = u.checked_sub(1)?;
        let speaker = (*self.speakers.get(before)?)?;
        let (unit, outer) = (&self.units[u], &self.acts[channel]);
        let same = self.page.block(unit.extent.start) == self.page.block(self.units[before].extent.end - 1);
        let passes = speaker != channel && outer.holds(self.acts[speaker].cue.start);
        (same && passes && outer.frame.end <= unit.extent.start).then_some(speaker)
    }

    /// `"…," said Lind`: the cue whose words begin where the quotation ends.
    fn tag_after(&self, u: usize) -> Option<usize> {
        let doc = self.page.doc;
        let end = self.units[u].extent.end;
        let comma = doc.tag(end) == Tag::Comma;
        let next = if comma { end + 1 } else { end };
        let act = (*self.opens.get(next)? as usize).checked_sub(1)?;
        let stop = (self.units[u].extent.start..end).rev().find(|i| doc.tag(*i) != Tag::Quote)?;
        let sentence = self.page.sentence(next);
        let same = self.page.sentence(end - 1) == sentence || self.page.is_dash(next);
        let open = comma || matches!(doc.tag(stop), Tag::Comma | Tag::Hyph | Tag::Colon);
        // `"Is it safe?" Lind said it was.`: what she says comes after.
        let speaks_on = || {
            let act = &self.acts[act];
            act.content.iter().any(|range| {
                range.start >= act.frame.end
                    && self.page.sentence(range.start) == sentence
                    && !self.page.is_quoted(range.start)
            })
        };
        let whole = !comma && self.is_ended(&self.units[u]) && doc.word(next).starts_with(char::is_uppercase);
        (same && !whole && (open || !speaks_on())).then_some(act)
    }

    /// The nearest of the cues that reach the quotation with their content.
    fn nearest(&self, u: usize) -> Option<usize> {
        let unit = &self.units[u];
        let mut reaching: Vec<usize> = self.touching[u].clone();
        reaching.retain(|a| self.reaches(&self.acts[*a], unit));
        let holds = |a: usize, b: usize| a != b && self.acts[a].holds(self.acts[b].cue.start);
        let inner: Vec<usize> =
            reaching.iter().copied().filter(|a| !reaching.iter().any(|b| holds(*a, *b))).collect();
        // What leads up to a quotation weighs more than what comes after it and is no tag: `saying "…" when X replied`.
        let far = |a: &usize| {
            let frame = &self.acts[*a].frame;
            (frame.start >= unit.extent.end, self.page.distance(frame, &unit.extent))
        };
        let best = inner.iter().copied().min_by_key(far)?;
        let rival = inner.iter().any(|a| *a != best && far(a) == far(&best));
        (!rival).then_some(best)
    }

    /// Whether a cue stands where it can govern a quotation: outside it, in its sentence or in its paragraph where nobody
    /// else speaks between them, or before a colon above it. After a full stop inside it only a tag governs it.
    fn reaches(&self, act: &Act, unit: &Unit) -> bool {
        if act.cue.is_empty() || act.home == unit.id {
            return false;
        }
        let page = self.page;
        if act.frame.start >= unit.extent.end && self.is_ended(unit) {
            return false;
        }
        let (first, last) = (page.sentence(unit.extent.start), page.sentence(unit.extent.end - 1));
        let cue = page.sentence(act.cue.start);
        if cue.cmp(&first) != Ordering::Less && cue <= last {
            return true;
        }
        let (opens, closes) = (page.block(unit.extent.start), page.block(unit.extent.end - 1));
        let block = page.block(act.cue.start);
        let introduces = opens.checked_sub(1) == Some(block) && page.ends_in_colon(act.cue.start);
        (block == opens || block == closes || introduces) && !self.somebody_between(act, unit)
    }

    /// Whether a quotation ends with a full stop.
    fn is_ended(&self, unit: &Unit) -> bool {
        unit.extent.clone().rev().take(2).any(|i| self.page.doc.word(i) == ".")
    }

    /// Whether another one's cue stands between a cue and a quotation.
    fn somebody_between(&self, act: &Act, unit: &Unit) -> bool {
        let gap = if act.frame.end <= unit.extent.start {
            act.frame.end..unit.extent.start
        } else {
            unit.extent.end..act.frame.start.max(unit.extent.end)
        };
        self.others_in(gap, act)
    }

    /// Whether a cue stands in tokens `gap` whose source is not that of `act`.
    fn others_in(&self, gap: Range<usize>, act: &Act) -> bool {
        let other = |cue: u32| {
            let found = &self.acts[cue as usize - 1];
            !found.source.is_empty() && found.source != act.source
        };
        self.cue[gap].iter().any(|cue| *cue > 0 && other(*cue))
    }

    /// Gives unit `u` to `speaker`. Those around the speaker keep it too; without a speaker, what has no cue keeps it.
    fn settle(&mut self, u: usize, speaker: Option<usize>) {
        let unit = &self.units[u];
        let mut kept = speaker;
        for a in self.touching[u].clone() {
            let inside = self.acts[a].home == unit.id;
            let around = speaker.is_some_and(|s| s != a && self.acts[a].holds(self.acts[s].cue.start));
            let open = kept.is_none() && self.acts[a].cue.is_empty();
            if inside || Some(a) == kept {
                continue;
            }
            if around || open {
                self.acts[a].add(&unit.parts);
                kept = kept.or(Some(a));
            } else {
                self.acts[a].take(&unit.parts);
            }
        }
        if let Some(speaker) = speaker {
            self.acts[speaker].add(&unit.parts);
        }
        self.speakers.push(speaker);
    }
}

impl Unit {
    fn holds_some(&self, range: &Range<usize>) -> bool {
        self.parts.iter().any(|part| part.start < range.end && range.start < part.end)
    }
}
