//! Changes: "doubled from 2019 to 2020", "fell 12 percent in fiscal 2020 from the year before".
//!
//! A change is checked where the claim names both ends and the table holds both. "Rose 12 percent in 2020" names one.

use claimant_doc::interval::Interval;
use jiff::ToSpan;

use super::Period;
use super::figure::{Figure, Unit};
use super::figures::{Asked, Found};
use super::judge::judge_derived;
use super::level::only_period;
use super::parts::{Part, What};
use super::phrases::{Class, Meaning, Reach};
use super::said::Said;
use super::scope::{ask, is_over, understood, values};

use super::told::limits;
use super::verdict::Why;

/// How far from its factor "doubled" reaches, plainly and at most, as parts of it.
const ROUNDED: (f64, f64) = (0.05, 0.15);

/// "Doubled", "more than tripled", "halved".
pub fn times(asked: &Asked<'_>) -> Result<Found, Why> {
    let mut factors = asked.parts.iter().filter_map(|part| match part.what {
        What::Meant(Meaning::Word(Class::Times(factor, reach))) => Some((factor, reach, part.words)),
        _ => None,
    });
    let (Some((factor, reach, words)), None) = (factors.next(), factors.next()) else {
        return Err(Why::SeveralFigures);
    };
    if asked.parts.iter().any(|part| part.is(Class::Rise) || part.is(Class::Fall)) {
        return Err(Why::SeveralFigures);
    }
    let (strict, lenient) = reaches(factor, reach);
    let reading = format!("“{words}” is read as {} times, at most {}", limits(strict), limits(lenient));
    found(asked, strict, lenient, reading)
}

/// Strict and lenient interval of a factor.
fn reaches(factor: f64, reach: Reach) -> (Interval, Interval) {
    let around = |part: f64| Interval::around(factor, part * factor);
    match reach {
        Reach::About => (around(ROUNDED.0), around(ROUNDED.1)),
        Reach::Over => (Interval::above(factor, true), Interval::above(factor, true)),
        Reach::Near => {
            let below = Interval { high: factor, high_open: true, ..around(ROUNDED.1) };
            (below, around(2.0 * ROUNDED.1))
        }
    }
}

/// A change in percent.
pub fn percent(asked: &Asked<'_>) -> Result<Found, Why> {
    let figure = percentage(asked.parts)?;
    let ratio = direction(asked.parts)?;
    found(asked, ratio(figure.strict), ratio(figure.lenient), figure.reading)
}

fn percentage(parts: &[Part<'_>]) -> Result<Figure, Why> {
    let multiplies = |part: &Part<'_>| matches!(part.what, What::Meant(Meaning::Word(Class::Times(..))));
    let part = parts.iter().find_map(|part| match part.what {
        What::Figure(quantity) => Some((quantity, part.words)),
        _ => None,
    });
    let (quantity, words) = part.filter(|_| !parts.iter().any(multiplies)).ok_or(Why::SeveralFigures)?;
    Figure::of(quantity, words).and_then(|figure| match figure.unit {
        Unit::Percent => Ok(figure),
        Unit::Count => Err(Why::SeveralFigures),
    })
}

/// How a percentage becomes a ratio of the later to the earlier figure.
fn direction(parts: &[Part<'_>]) -> Result<fn(Interval) -> Interval, Why> {
    let rises = parts.iter().any(|part| part.is(Class::Rise));
    let falls = parts.iter().any(|part| part.is(Class::Fall));
    match (rises, falls) {
        (true, false) => Ok(grown),
        (false, true) => Ok(shrunk),
        _ => Err(Why::NoBase("whether it rose or fell")),
    }
}

fn grown(percent: Interval) -> Interval {
    Interval { low: 1.0 + percent.low / 100.0, high: 1.0 + percent.high / 100.0, ..percent }
}

fn shrunk(percent: Interval) -> Interval {
    Interval {
        low: (1.0 - percent.high / 100.0).max(0.0),
        high: 1.0 - percent.low / 100.0,
        low_open: percent.high_open && percent.high.is_finite(),
        high_open: percent.low_open,
    }
}

fn found(asked: &Asked<'_>, strict: Interval, lenient: Interval, reading: String) -> Result<Found, Why> {
    let values = values(asked.parts, asked.table)?;
    understood(asked)?;
    counted(asked.parts)?;
    let (base, later) = ends(asked.parts)?;
    is_over(later, asked.published)?;
    let (_, before) = ask(asked.table, &values, base)?;
    let (_, after) = ask(asked.table, &values, later)?;
    let ratio = after.interval.over(before.interval).ok_or(Why::Coarse)?;
    let verdict = judge_derived(strict, lenient, ratio);
    let notes = vec![format!("the base is {base}")];
    Ok(Found { verdict, evidence: vec![before, after], rounding: reading, notes })
}

/// That what changed is the measure itself, a noun, and not the people in it.
fn counted(parts: &[Part<'_>]) -> Result<(), Why> {
    match parts.iter().any(|part| part.means(&Meaning::Measure)) {
        true => Ok(()),
        false => Err(Why::NoBase("whether people or events became more")),
    }
}

/// The earlier and the later period.
fn ends(parts: &[Part<'_>]) -> Result<(Period, Period), Why> {
    if parts.iter().any(|part| part.is(Class::YearBefore)) {
        let Said::One(later) = only_period(parts)? else { return Err(Why::SeveralPeriods) };
        return Ok((year_before(*later)?, *later));
    }
    let said: Vec<&Said> = parts
        .iter()
        .filter_map(|part| if let What::Period(said) = &part.what { Some(said) } else { None })
        .collect();
    let (a, b) = match said[..] {
        [Said::Two(a, b) | Said::Ends(a, b)] => (*a, *b),
        [Said::One(a), Said::One(b)] => (*a, *b),
        [Said::Open(words)] | [Said::Open(words), _] | [_, Said::Open(words)] => {
            return Err(Why::OpenPeriod(words.clone()));
        }
        [] | [_] => return Err(Why::NoBase("since when")),
        _ => return Err(Why::SeveralPeriods),
    };
    let (base, later) = if a <= b { (a, b) } else { (b, a) };
    match base.meets(later) || !same_length(base, later) {
        true => Err(Why::NoBase("two periods of one length")),
        false => Ok((base, later)),
    }
}

fn year_before(later: Period) -> Result<Period, Why> {
    let shifted = |day: jiff::civil::Date| day.checked_sub(1.year()).map_err(|_| Why::NoPeriod);
    let to = shifted(later.next_day())?.yesterday().map_err(|_| Why::NoPeriod)?;
    Period::new(shifted(later.from)?, to).ok_or(Why::NoPeriod)
}

/// As many days, but for a leap day and the lengths of months.
fn same_length(a: Period, b: Period) -> bool {
    let days = |period: Period| period.from.until(period.to).map_or(0, |span| span.get_days());
    (days(a) - days(b)).abs() <= 3
}
