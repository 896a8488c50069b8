//! Where clauses part.

use std::ops::Range;

use claimant_doc::Tag;

use super::join::at_conjunction;
use super::{Kind, Page, tree};
use crate::Scores;

/// A place where clauses part.
pub enum Cut {
    /// One clause ends before position `end`, the next begins at `start`.
    Here { end: usize, start: usize, kind: Kind },
    /// A clause inside another, which goes on around it.
    Inside { range: Range<usize>, kind: Kind },
}

/// The clause that is being read.
#[derive(Clone, Copy)]
pub struct Now {
    /// How it hangs on what stands before it.
    pub kind: Kind,
    /// Its finite verb, once seen.
    pub verb: Option<usize>,
    /// It opened with "if", "when" …: what follows its comma belongs to it.
    condition: bool,
    /// It opened with "after", "although" …: its comma ends it.
    lead: bool,
}

impl Now {
    fn open(page: &Page<'_, '_>, start: usize, kind: Kind) -> Now {
        let first = page.past_quotes(start);
        let condition =
            page.is_any(first, &["if", "unless", "when", "once", "whenever", "had", "should", "imagine"]);
        let lead = page.is_any(first, LEADS) || kind == Kind::Absolute;
        let headed =
            matches!(kind, Kind::Participle | Kind::Absolute | Kind::Charge) || page.opens_gerund(first);
        Now { kind, verb: headed.then_some(first), condition, lead }
    }
}

/// Subordinators whose clause stands on its own beside the main one.
pub const LEADS: &[&str] =
    &["after", "although", "though", "while", "as", "because", "since", "before", "whereas", "until"];
/// Those that do after a comma; a reason given after one stays with what it is the reason for.
const AFTER_COMMA: &[&str] = &["after", "although", "though", "while", "as", "before", "whereas"];
/// Those that part clauses without a comma too.
const PARTING: &[&str] = &["after", "before"];
/// Words in "-ing" after a comma that head no clause.
const NOT_PARTICIPLES: &[&str] = &[
    "including",
    "following",
    "according",
    "regarding",
    "depending",
    "excluding",
    "pending",
    "during",
    "concerning",
];

/// The cuts of a region, in order.
pub fn cuts(page: &Page<'_, '_>, scores: &Scores) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut now = Now::open(page, 0, page.opening());
    let mut p = page.past_quotes(0);
    if now.lead || now.kind == Kind::Relative {
        p += 1;
    }
    while p < page.len() {
        if let Some(cut) = cut_at(page, p, &now).filter(|cut| !tree::forbids(page, scores, cut)) {
            if let Cut::Here { start, kind, .. } = cut {
                now = Now::open(page, start, kind);
                p = if kind == Kind::Relative { start + 1 } else { start.max(p + 1) };
            }
            if let Cut::Inside { range, .. } = &cut {
                p = range.end;
            }
            cuts.push(cut);
            continue;
        }
        if now.verb.is_none() {
            if let Some((end, cut)) = embedded(page, p) {
                cuts.extend(cut);
                p = end;
                continue;
            }
            if page.tag(p).is_finite() || page.is_after_gap(p) && page.opens_gerund(p) {
                now.verb = Some(p);
            }
        }
        p += 1;
    }
    cuts
}

fn cut_at(page: &Page<'_, '_>, p: usize, now: &Now) -> Option<Cut> {
    if page.is(p, ";") {
        return at_semicolon(page, p);
    }
    let verb = now.verb?;
    // "Nobody was charged, |Lind said,| \"they are free\"": where another's words were taken out, a clause may begin.
    if page.is_after_gap(p) && page.opens_clause(p) {
        return here(p, page.past_quotes(p), Kind::Main);
    }
    match page.tag(p) {
        Tag::Colon => at_colon(page, p),
        Tag::Comma => at_comma(page, p, now),
        Tag::Cc => at_conjunction(page, p, p, now, verb),
        Tag::Wdt | Tag::Wp | Tag::In | Tag::Wrb => at_word(page, p, now, verb),
        _ => None,
    }
}

pub fn here(end: usize, start: usize, kind: Kind) -> Option<Cut> {
    Some(Cut::Here { end, start, kind })
}

/// A semicolon before a clause: one with a finite verb besides those of relative clauses.
fn at_semicolon(page: &Page<'_, '_>, p: usize) -> Option<Cut> {
    let mut relative = false;
    let mut rest = (p + 1..page.len().min(p + 40)).take_while(|q| !page.is(*q, ";"));
    let finite = rest.any(|q| {
        match page.tag(q) {
            Tag::Wp | Tag::Wdt | Tag::WpS => relative = true,
            Tag::Comma => relative = false,
            _ => {}
        }
        !relative && page.tag(q).is_finite()
    });
    finite.then(|| here(p, p + 1, Kind::Main)).flatten()
}

/// Dots for what is left out, a colon or dash before a clause.
fn at_colon(page: &Page<'_, '_>, p: usize) -> Option<Cut> {
    let next = (p + 1..page.len()).find(|q| !matches!(page.tag(*q), Tag::Quote | Tag::Bracket))?;
    let parts = page.is_any(p, &["...", "…"]) && page.len() - next > 2 || page.opens_clause(next);
    parts.then(|| here(p, next, Kind::Main)).flatten()
}

fn at_comma(page: &Page<'_, '_>, p: usize, now: &Now) -> Option<Cut> {
    let end = page.past_quotes(p + 1);
    let verb = now.verb?;
    if page.tag(end) == Tag::Cc {
        return at_conjunction(page, end, if end > p + 1 { end } else { p }, now, verb);
    }
    if page.opens_relative(end) && !page.is(end, "that") {
        let close = close_of(page, end).filter(|_| now.kind != Kind::Relative);
        return match close {
            Some(close) => Some(Cut::Inside { range: end..close, kind: Kind::Relative }),
            None => here(p, end, Kind::Relative),
        };
    }
    if page.tag(end) == Tag::In && page.tag(end + 1) == Tag::Wdt && page.opens_clause(end + 2) {
        return here(p, end + 2, Kind::Relative);
    }
    if page.is(end, "where") && page.opens_clause(end + 1)
        || page.is_any(end, AFTER_COMMA) && is_clause(page, end + 1)
    {
        return here(p, end + 1, Kind::Adverbial);
    }
    if page.is(end, "with") && page.is_absolute(end + 1) {
        return here(p, end + 1, Kind::Absolute);
    }
    if opens_participle(page, end) {
        return here(p, end, Kind::Participle);
    }
    let however = page.is(end, "however");
    let after = if however && page.tag(end + 1) == Tag::Comma { end + 2 } else { end };
    let splice = now.lead
        || however
        || page.tag(after) == Tag::Prp && page.tag(page.past_adverbs(after + 1)).is_finite();
    (splice && !now.condition && page.opens_clause(after)).then(|| here(p, after, Kind::Joined)).flatten()
}

/// A relative clause that ends the region's clause; "after" and "before" with a clause.
fn at_word(page: &Page<'_, '_>, p: usize, now: &Now, verb: usize) -> Option<Cut> {
    if p <= verb + 1 {
        return None;
    }
    let before = page.tag(p - 1);
    if page.is(p, "where") && before.is_noun() && page.opens_clause(p + 1) && now.kind == Kind::Main {
        return here(p, p + 1, Kind::Adverbial);
    }
    if page.tag(p) == Tag::In && page.tag(p + 1) == Tag::Wdt && page.opens_clause(p + 2) {
        return here(p, p + 2, Kind::Relative);
    }
    if page.opens_relative(p) && (before.is_noun() || matches!(before, Tag::Cd | Tag::Bracket)) {
        return (page.len() - p > 3).then(|| here(p, p, Kind::Relative)).flatten();
    }
    if page.is_any(p, &["for", "over"]) && is_charge(page, verb, p) {
        return here(p, p + 1, Kind::Charge);
    }
    let bound = page.is_any(p - 1, &["even", "only", "just", "ever", "not"]);
    let parting = !bound && page.is_any(p, PARTING) && is_clause(page, p + 1) && now.kind != Kind::Relative;
    parting.then(|| here(p, p + 1, Kind::Adverbial)).flatten()
}

/// "arrested two men for selling arms": a participle after "for" that a verb of the law governs.
fn is_charge(page: &Page<'_, '_>, verb: usize, p: usize) -> bool {
    page.opens_gerund(page.past_quotes(p + 1)) && (verb..p.min(verb + 24)).any(|q| page.is_any(q, HOLDS))
}

/// Verbs of the law that come before any finding.
const HOLDS: &[&str] = &[
    "arrested",
    "detained",
    "indicted",
    "charged",
    "sued",
    "prosecuted",
    "investigated",
    "arrest",
    "detain",
];

/// A clause after a subordinator: "as life grew hard", not "as well as" nor "after the war".
fn is_clause(page: &Page<'_, '_>, p: usize) -> bool {
    !matches!(page.tag(p), Tag::Rb | Tag::In) && page.opens_clause(p)
}

/// ", killing two", ", carried out by a gang".
fn opens_participle(page: &Page<'_, '_>, p: usize) -> bool {
    let q = page.past_adverbs(p);
    match page.tag(q) {
        Tag::Vbg => !page.is_any(q, NOT_PARTICIPLES) && !page.is_any(q + 1, &[",", "and"]),
        // A participle that the tagger took for a noun.
        Tag::Nn => {
            let complement = matches!(page.tag(q + 1), Tag::In | Tag::To | Tag::Dt | Tag::PrpS | Tag::Prp);
            q == p && complement && page.ends_in_ing(q) && !page.is_any(q, NOT_PARTICIPLES)
        }
        Tag::Vbn | Tag::Vbd => (q + 1..q + 4).any(|r| page.is(r, "by")),
        _ => false,
    }
}

/// A relative clause before the finite verb of the clause it stands in: where reading goes on after it, and the cut
/// for it if commas set it off.
fn embedded(page: &Page<'_, '_>, p: usize) -> Option<(usize, Option<Cut>)> {
    if page.tag(p) == Tag::Comma && page.opens_relative(p + 1) {
        let range = p + 1..close_of(page, p + 1).unwrap_or(page.len());
        return Some((range.end, Some(Cut::Inside { range, kind: Kind::Relative })));
    }
    if p > 0 && page.opens_relative(p) && page.tag(p - 1).is_noun() {
        let first = (p + 1..page.len()).find(|q| page.tag(*q).is_finite())?;
        return Some((page.past_adverbs(first + 1), None));
    }
    None
}

/// The comma that ends the relative clause at `p`, where the clause around it goes on.
fn close_of(page: &Page<'_, '_>, p: usize) -> Option<usize> {
    let end = page.len().min(p + 60);
    let first = (p + 1..end).find(|q| page.tag(*q).is_finite())?;
    (first + 1..end).find(|q| closes(page, *q))
}

/// A comma after which the clause goes on with its verb.
fn closes(page: &Page<'_, '_>, q: usize) -> bool {
    page.tag(q) == Tag::Comma && page.tag(page.past_adverbs(q + 1)).is_finite()
}
