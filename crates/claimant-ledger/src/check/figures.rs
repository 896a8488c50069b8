//! A claim against a table: which kind of figure it has, and what comes of it.

use claimant_doc::{Claim, Link, Quantity, Reading};

use super::held::Held;
use super::parts::{Part, What, before, is_carried, leads_out, parts, rest_of_sentence};
use super::phrases::{Class, Meaning};
use super::scope::{is_stated, understood};
use super::table::Table;
use super::token::tokens;
use super::verdict::{Check, Evidence, Verdict, Why};
use super::{change, level, share};

/// What a way of checking gives: verdict, evidence, how the figure was read, what was assumed.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub verdict: Verdict,
    pub evidence: Vec<Evidence>,
    pub rounding: String,
    pub notes: Vec<String>,
}

/// A claim as its parts, with what else of the article matters.
pub struct Asked<'a> {
    pub parts: &'a [Part<'a>],
    pub table: &'a Table,
    pub published: Option<&'a str>,
    /// Whether the claim's own source is who counts.
    pub by_source: bool,
}

/// Holds a claim against a table. `None` for a claim without a figure; a claim whose figure the table cannot speak of is
/// answered [`Verdict::CannotTell`], with the reason.
pub fn check(reading: &Reading, claim: &Claim, table: &Table) -> Option<Check> {
    let parts = parts(reading, claim, table);
    if !has_figure(&parts) {
        return None;
    }
    let held = Held::of(reading, claim);
    let found = find(reading, claim, table, &parts, &held);
    Some(told(claim, table, held, found))
}

fn told(claim: &Claim, table: &Table, held: Held, found: Result<Found, Why>) -> Check {
    let found = found.unwrap_or_else(|why| Found {
        verdict: Verdict::CannotTell(why),
        evidence: Vec::new(),
        rounding: String::new(),
        notes: Vec::new(),
    });
    Check {
        claim: claim.id.clone(),
        held,
        table: table.name.clone(),
        verdict: found.verdict,
        evidence: found.evidence,
        rounding: found.rounding,
        notes: found.notes,
    }
}

fn has_figure(parts: &[Part<'_>]) -> bool {
    parts
        .iter()
        .any(|part| matches!(part.what, What::Figure(_) | What::Meant(Meaning::Word(Class::Times(..)))))
}

fn find(
    reading: &Reading,
    claim: &Claim,
    table: &Table,
    parts: &[Part<'_>],
    held: &Held,
) -> Result<Found, Why> {
    is_stated(held)?;
    rest_of_sentence(reading, claim, table)?;
    let figures: Vec<&Quantity> = quantities(parts).collect();
    if figures.iter().any(|figure| is_carried(figure) || leads_out(claim, figure.time.as_ref())) {
        return Err(Why::Carried);
    }
    let by_source = by_source(reading, claim, table);
    let asked = Asked { parts, table, published: reading.article.published.as_deref(), by_source };
    let mut found = way(&asked, &figures)?;
    if found.verdict == Verdict::DoesNotBearOut {
        found.verdict = narrower(reading, claim, table, parts).map_or(found.verdict, Verdict::CannotTell);
    }
    if by_source && !parts.iter().any(|part| part.means(&Meaning::By)) {
        found.notes.push("the count is taken to be its source's own".to_owned());
    }
    Ok(found)
}

/// The way of checking that fits a claim's figures.
fn way(asked: &Asked<'_>, figures: &[&Quantity]) -> Result<Found, Why> {
    let is_percent = figures.iter().any(|figure| figure.unit.as_deref() == Some("percent"));
    let has = |test: fn(&Class) -> bool| {
        asked.parts.iter().any(|part| matches!(&part.what, What::Meant(Meaning::Word(class)) if test(class)))
    };
    let grows = has(|class| matches!(class, Class::Rise | Class::Fall));
    match (figures.len(), is_percent) {
        (0, _) => change::times(asked),
        (1, true) if grows => change::percent(asked),
        (1, true) => share::of(asked),
        (_, true) => Err(Why::SeveralFigures),
        (1, false) if grows => understood(asked).and(Err(Why::NoBase("from what it rose or fell"))),
        (1, false) if has(|class| matches!(class, Class::Times(..))) => Err(Why::SeveralFigures),
        (1, false) => level::one(asked),
        (_, false) => level::pairs(asked),
    }
}

/// Whether the nearest source of the claim is who counts, and nothing more.
fn by_source(reading: &Reading, claim: &Claim, table: &Table) -> bool {
    let id = claim.chain.last().and_then(Link::id);
    let source = reading.attributions.iter().find(|attribution| Some(attribution.id.as_str()) == id);
    let text = reading.article.text();
    let Some([source]) = source.map(|attribution| &attribution.source[..]) else { return false };
    let all = tokens(text, source.range());
    let words =
        all.get(usize::from(all.first().is_some_and(|word| word.word == "the"))..).unwrap_or_default();
    table
        .phrases
        .longest(words)
        .is_some_and(|(meaning, length)| *meaning == Meaning::By && length == words.len())
}

/// A value that the sentences before name and the claim does not: what it says may be of that only.
fn narrower(reading: &Reading, claim: &Claim, table: &Table, parts: &[Part<'_>]) -> Option<Why> {
    let named = |dimension: usize| {
        parts.iter().any(|part| matches!(part.what, What::Meant(Meaning::Value { dimension: own, .. }) if own == dimension))
    };
    let before = before(reading, claim, table);
    let found = before.iter().find(|part| match part.what {
        What::Meant(Meaning::Value { dimension, .. } | Meaning::NoValue { dimension }) => !named(dimension),
        What::Meant(Meaning::Ambiguous | Meaning::Unsure) => true,
        _ => false,
    })?;
    Some(Why::Narrower(found.words.to_owned()))
}

/// The figures among the parts.
fn quantities<'a>(parts: &'a [Part<'a>]) -> impl Iterator<Item = &'a Quantity> {
    parts.iter().filter_map(|part| if let What::Figure(quantity) = part.what { Some(quantity) } else { None })
}
