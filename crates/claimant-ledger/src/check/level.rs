//! Counts: one figure in one period, or figures in pairs with their periods.

use super::Period;
use super::figure::{Figure, Unit};
use super::figures::{Asked, Found};
use super::judge::{both, judge};
use super::parts::{Part, What};
use super::phrases::{Class, Meaning};
use super::said::Said;
use super::scope::{Values, ask, counts_alike, is_over, is_within, understood, values};
use super::verdict::{Evidence, Verdict, Why};

/// One figure in one period. Where the claim counts people and the table events, the table's figure is shown all the same,
/// and nothing is concluded from it.
pub fn one(asked: &Asked<'_>) -> Result<Found, Why> {
    let values = values(asked.parts, asked.table)?;
    understood(asked)?;
    is_within(asked.parts)?;
    no_comparison(asked.parts)?;
    let at = asked.parts.iter().position(|part| matches!(part.what, What::Figure(_)));
    let at = at.ok_or(Why::SeveralFigures)?;
    let figure = figure_at(asked.parts, at)?;
    let period = whole(only_period(asked.parts)?)?;
    let alike = counts_alike(asked.parts, at, asked.table);
    let answered = answer(asked, &figure, &values, period);
    let (verdict, evidence) = match (alike, answered) {
        (Ok(()), answered) => answered?,
        (Err(why), Ok((_, evidence))) => (Verdict::CannotTell(why), evidence),
        (Err(why), Err(_)) => return Err(why),
    };
    Ok(Found { verdict, evidence: vec![evidence], rounding: figure.reading, notes: Vec::new() })
}

/// Several figures, each with its own period beside it: "from 3,100 in fiscal 2019 to 2,400 in fiscal 2020".
pub fn pairs(asked: &Asked<'_>) -> Result<Found, Why> {
    let values = values(asked.parts, asked.table)?;
    understood(asked)?;
    is_within(asked.parts)?;
    let pairs = paired(asked.parts)?;
    let mut found = Found {
        verdict: Verdict::BearsOut,
        evidence: Vec::new(),
        rounding: String::new(),
        notes: Vec::new(),
    };
    let mut points = Vec::new();
    for (at, said) in pairs {
        let figure = figure_at(asked.parts, at)?;
        // Only the first figure must be followed by what it counts: the others share it.
        if points.is_empty() {
            counts_alike(asked.parts, at, asked.table)?;
        }
        let period = whole(said)?;
        let (verdict, evidence) = answer(asked, &figure, &values, period)?;
        points.push((period, figure.value));
        found.verdict = both(found.verdict, verdict);
        found.evidence.push(evidence);
        found.rounding = join(found.rounding, figure.reading);
    }
    goes_as_said(asked.parts, &mut points)?;
    Ok(found)
}

fn join(mut before: String, more: String) -> String {
    if !before.is_empty() {
        before.push_str("; ");
    }
    before + &more
}

/// A claim that says "rose" and gives figures that fall is not understood.
fn goes_as_said(parts: &[Part<'_>], points: &mut [(Period, f64)]) -> Result<(), Why> {
    points.sort_by_key(|(period, _)| *period);
    let rises = parts.iter().any(|part| part.is(Class::Rise));
    let falls = parts.iter().any(|part| part.is(Class::Fall));
    let ordered = |up: bool| {
        points.windows(2).all(|pair| if up { pair[0].1 < pair[1].1 } else { pair[0].1 > pair[1].1 })
    };
    match (rises, falls) {
        (true, true) => Err(Why::SeveralFigures),
        (true, false) if !ordered(true) => Err(Why::NoBase("which figure is the earlier one")),
        (false, true) if !ordered(false) => Err(Why::NoBase("which figure is the earlier one")),
        _ => Ok(()),
    }
}

fn answer(
    asked: &Asked<'_>,
    figure: &Figure,
    values: &Values,
    period: Period,
) -> Result<(Verdict, Evidence), Why> {
    is_over(period, asked.published)?;
    let (sum, evidence) = ask(asked.table, values, period)?;
    Ok((judge(figure, sum.published, sum.interval), evidence))
}

/// The figure at a part, which must be a count.
fn figure_at(parts: &[Part<'_>], at: usize) -> Result<Figure, Why> {
    let What::Figure(quantity) = parts[at].what else { return Err(Why::SeveralFigures) };
    let figure = Figure::of(quantity, parts[at].words)?;
    match figure.unit {
        Unit::Count => Ok(figure),
        Unit::Percent => Err(Why::OtherUnit("percent".to_owned())),
    }
}

/// One figure set beside nothing, multiplied by nothing.
fn no_comparison(parts: &[Part<'_>]) -> Result<(), Why> {
    let words = |part: &Part<'_>| match &part.what {
        What::Meant(Meaning::Word(Class::Compare)) => !part.words.eq_ignore_ascii_case("between"),
        What::Meant(Meaning::Word(Class::Share | Class::YearBefore)) => true,
        What::Meant(Meaning::Word(Class::Bound)) => !is_bounded(parts),
        _ => false,
    };
    let found: Vec<String> =
        parts.iter().filter(|part| words(part)).map(|part| part.words.to_owned()).collect();
    if found.is_empty() { Ok(()) } else { Err(Why::Unread(found)) }
}

/// Whether the bound that a verb sets reached the figure.
fn is_bounded(parts: &[Part<'_>]) -> bool {
    parts.iter().all(|part| match part.what {
        What::Figure(quantity) => quantity.bound != claimant_doc::Bound::Exact,
        _ => true,
    })
}

/// The one period that the parts name.
pub fn only_period<'a>(parts: &'a [Part<'a>]) -> Result<&'a Said, Why> {
    let mut said =
        parts.iter().filter_map(|part| if let What::Period(said) = &part.what { Some(said) } else { None });
    match (said.next(), said.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(Why::NoPeriod),
        _ => Err(Why::SeveralPeriods),
    }
}

/// A period as a whole: from the first day to the last.
pub fn whole(said: &Said) -> Result<Period, Why> {
    match said {
        Said::One(period) => Ok(*period),
        Said::Two(first, last) => Period::new(first.from, last.to).ok_or(Why::NoPeriod),
        Said::Ends(..) => Err(Why::SeveralPeriods),
        Said::Open(words) => Err(Why::OpenPeriod(words.clone())),
        Said::Other(asked, own) => Err(Why::OtherFiscalYear(*asked, *own)),
    }
}

/// Figures and periods that follow each other in turn.
fn paired<'a>(parts: &'a [Part<'a>]) -> Result<Vec<(usize, &'a Said)>, Why> {
    let order: Vec<usize> =
        (0..parts.len()).filter(|&at| matches!(parts[at].what, What::Figure(_) | What::Period(_))).collect();
    let mut pairs = Vec::new();
    let (each, rest) = order.as_chunks::<2>();
    for [first, second] in each {
        match (&parts[*first].what, &parts[*second].what) {
            (What::Figure(_), What::Period(said)) => pairs.push((*first, said)),
            (What::Period(said), What::Figure(_)) => pairs.push((*second, said)),
            _ => return Err(Why::SeveralFigures),
        }
    }
    let first_kinds: Vec<bool> =
        each.iter().map(|[first, _]| matches!(parts[*first].what, What::Figure(_))).collect();
    let in_turn = first_kinds.windows(2).all(|pair| pair[0] == pair[1]);
    if rest.is_empty() && in_turn { Ok(pairs) } else { Err(Why::SeveralFigures) }
}
