//! A claim against a table: which kind of figure it has, and what comes of it.

use claimant_doc::{Claim, Quantity, Reading};

use super::held::Held;
use super::parts::{Part, What, is_carried, leads_out, parts, rest_of_sentence};
use super::phrases::{Class, Meaning};
use super::scope::is_stated;
use super::table::Table;
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
    let asked = Asked { parts, table, published: reading.article.published.as_deref() };
    let is_percent = figures.iter().any(|figure| figure.unit.as_deref() == Some("percent"));
    let has = |test: fn(&Class) -> bool| {
        parts.iter().any(|part| matches!(&part.what, What::Meant(Meaning::Word(class)) if test(class)))
    };
    let grows = has(|class| matches!(class, Class::Rise | Class::Fall));
    match (figures.len(), is_percent) {
        (0, _) => change::times(&asked),
        (1, true) if grows => change::percent(&asked),
        (1, true) => share::of(&asked),
        (_, true) => Err(Why::SeveralFigures),
        (1, false) if grows => Err(Why::NoBase("from what it rose or fell")),
        (1, false) if has(|class| matches!(class, Class::Times(..))) => Err(Why::SeveralFigures),
        (1, false) => level::one(&asked),
        (_, false) => level::pairs(&asked),
    }
}

/// The figures among the parts.
pub fn quantities<'a>(parts: &'a [Part<'a>]) -> impl Iterator<Item = &'a Quantity> {
    parts.iter().filter_map(|part| if let What::Figure(quantity) = part.what { Some(quantity) } else { None })
}
