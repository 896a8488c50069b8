//! Shares: "Colombians made up 12 percent of encounters in May 2023".

use super::figure::{Figure, Unit};
use super::figures::{Asked, Found};
use super::judge::judge_derived;
use super::level::{only_period, whole};
use super::parts::{Part, What};
use super::phrases::{Class, Meaning};
use super::scope::{ask, is_over, is_within, understood, values};
use super::verdict::Why;

/// A percentage of the measure: the part is named by what the whole does not name.
pub fn of(asked: &Asked<'_>) -> Result<Found, Why> {
    let at = asked.parts.iter().position(|part| matches!(part.what, What::Figure(_)));
    let at = at.ok_or(Why::SeveralFigures)?;
    let What::Figure(quantity) = asked.parts[at].what else { return Err(Why::SeveralFigures) };
    let figure = Figure::of(quantity, asked.parts[at].words)?;
    if figure.unit != Unit::Percent {
        return Err(Why::OtherUnit("no percentage".to_owned()));
    }
    let of_part = values(asked.parts, asked.table)?;
    understood(asked)?;
    is_within(asked.parts)?;
    let whole_parts = whole_of(&asked.parts[at + 1..])?;
    let of_whole = values(whole_parts, asked.table)?;
    if of_part == of_whole {
        return Err(Why::NoBase("what has that share"));
    }
    let period = whole(only_period(asked.parts)?)?;
    is_over(period, asked.published)?;
    let (_, part) = ask(asked.table, &of_part, period)?;
    let (_, all) = ask(asked.table, &of_whole, period)?;
    let share = part.interval.over(all.interval).ok_or(Why::Coarse)?.times(100.0);
    let verdict = judge_derived(figure.strict, figure.lenient, share);
    let notes = vec![format!("the share is {share} percent")];
    Ok(Found { verdict, evidence: vec![part, all], rounding: figure.reading, notes })
}

/// The words for the whole: "of all encounters at the southwest border". They must name the measure, so that it is a
/// share of what the table counts.
fn whole_of<'a>(after: &'a [Part<'a>]) -> Result<&'a [Part<'a>], Why> {
    let no_whole = || Why::NoBase("of what it is a share");
    if !after.first().is_some_and(|part| part.words.eq_ignore_ascii_case("of")) {
        return Err(no_whole());
    }
    let length = after.iter().take_while(|part| belongs(part)).count();
    let whole = &after[..length];
    match whole.iter().any(|part| part.means(&Meaning::Measure)) {
        true => Ok(whole),
        false => Err(no_whole()),
    }
}

fn belongs(part: &Part<'_>) -> bool {
    match &part.what {
        What::Meant(Meaning::Measure | Meaning::By | Meaning::Place | Meaning::Value { .. }) => true,
        What::Meant(Meaning::Word(Class::Locative)) => true,
        What::Meant(Meaning::Word(Class::Neutral | Class::Origin)) => {
            matches!(part.words.to_lowercase().as_str(), "of" | "the" | "all" | "total" | "by")
        }
        _ => false,
    }
}
