//! What a claim's figure is of: the rows of the table that its words name.

use std::collections::BTreeMap;

use claimant_doc::Bound;

use super::figures::Asked;
use super::held::Held;
use super::parts::{Part, What};
use super::period::Period;
use super::phrases::{Class, Meaning};
use super::query::{Condition, Query, Sum};
use super::said::Said;
use super::table::{Dimension, Table};
use super::verdict::{Evidence, Why};
use super::{Absent, Counts, Role};

/// Values by dimension.
pub type Values = BTreeMap<usize, String>;

/// The values that `parts` name. A name that the text uses in another sense than its column has, is a reason to stop.
pub fn values(parts: &[Part<'_>], table: &Table) -> Result<Values, Why> {
    let mut found = Values::new();
    for (at, part) in parts.iter().enumerate() {
        match &part.what {
            What::Meant(Meaning::NoValue { dimension }) => {
                let column = table.dimensions[*dimension].column.name.clone();
                return Err(Why::NoSuchValue(part.words.to_owned(), column));
            }
            What::Meant(Meaning::Ambiguous | Meaning::Unsure) => {
                return Err(Why::Ambiguous(part.words.to_owned()));
            }
            What::Meant(Meaning::Value { dimension, value, name }) => {
                in_its_sense(parts, at, &table.dimensions[*dimension], *name)?;
                let known = found.insert(*dimension, value.clone());
                if known.is_some_and(|known| known != *value) {
                    return Err(Why::TwoValues(table.dimensions[*dimension].column.name.clone()));
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// "In Mexico" says where, "migrants from Mexico" and "Mexicans" who, "Mexican police" and "Mexico recorded" who counts.
fn in_its_sense(parts: &[Part<'_>], at: usize, dimension: &Dimension, name: bool) -> Result<(), Why> {
    let mut before = parts[..at].iter().rev().filter(|part| !is_article(part));
    let (first, second) = (before.next(), before.next());
    let is_item = dimension.column.terms.role == Role::Item;
    let from = first.is_some_and(|part| matches!(part.words.to_lowercase().as_str(), "from" | "of"));
    let wrong = match (is_item, name) {
        (true, true) => !from || !second.is_some_and(|part| part.is(Class::Person)),
        (true, false) => first.is_some_and(|part| part.is(Class::Locative)),
        (false, _) => first.is_some_and(|part| part.words.eq_ignore_ascii_case("from")),
    };
    let next = parts.get(at + 1);
    let counts = is_item && next.is_some_and(|part| part.means(&Meaning::By) || part.is(Class::Records));
    match wrong || counts {
        true => Err(Why::OtherSense(parts[at].words.to_owned(), dimension.column.name.clone())),
        false => Ok(()),
    }
}

fn is_article(part: &Part<'_>) -> bool {
    matches!(part.words.to_lowercase().as_str(), "the" | "a" | "an" | "all")
}

/// That all words are understood, whose count it is, and where. A count is also its source's own: "The agency reported
/// 300 arrests".
pub fn understood(Asked { parts, table, by_source, .. }: &Asked<'_>) -> Result<(), Why> {
    let unread = parts.iter().filter(|part| part.what == What::Unread);
    let unread: Vec<String> = unread.map(|part| part.words.to_owned()).collect();
    let has = |meaning: &Meaning| parts.iter().any(|part| part.means(meaning));
    let name = |words: &[String]| words.first().cloned().unwrap_or_default();
    let counted = has(&Meaning::Measure) || has(&Meaning::MeasureVerb);
    if !counted {
        return Err(Why::OtherMeasure(table.measure().to_owned(), unread));
    }
    if !unread.is_empty() {
        return Err(Why::Unread(unread));
    }
    if table.by.required && !has(&Meaning::By) && !by_source {
        return Err(Why::CounterNotNamed(name(&table.by.words)));
    }
    if table.place.required && !has(&Meaning::Place) {
        return Err(Why::PlaceNotNamed(name(&table.place.words)));
    }
    Ok(())
}

/// That the figure at `at` counts what the table counts: "40,000 encounters of Hondurans" are encounters, "40,000
/// Hondurans" are people.
pub fn counts_alike(parts: &[Part<'_>], at: usize, table: &Table) -> Result<(), Why> {
    let persons = || match table.counts() {
        Counts::Persons => Ok(()),
        _ => Err(Why::Persons(table.measure().to_owned())),
    };
    let vague = matches!(parts[at].what, What::Figure(quantity) if quantity.bound == Bound::Several);
    for part in &parts[at + 1..] {
        match &part.what {
            // "Dozens of": what is counted comes after it.
            What::Meant(Meaning::Word(Class::Origin)) if vague && part.words == "of" => {}
            What::Meant(Meaning::Measure) => return Ok(()),
            What::Meant(Meaning::Word(Class::Person)) => return persons(),
            What::Meant(Meaning::By | Meaning::Value { .. }) => {}
            _ => break,
        }
    }
    let followed_by_name =
        parts.get(at + 1).is_some_and(|part| matches!(part.what, What::Meant(Meaning::Value { .. })));
    match parts[..at].iter().any(|part| part.means(&Meaning::Measure)) && !followed_by_name {
        true => Ok(()),
        false => persons(),
    }
}

/// The query for `values` in `period`, answered.
pub fn ask(table: &Table, values: &Values, period: Period) -> Result<(Sum, Evidence), Why> {
    let cells = cells(table, period)?;
    let mut conditions = of_values(table, values);
    conditions.push(Condition::In { column: table.period.name.clone(), values: cells });
    let query = Query { table: table.name.clone(), count: table.count.name.clone(), conditions };
    let sum = query.run(table);
    let absent_is_zero = values.keys().all(|at| table.dimensions[*at].column.terms.absent == Absent::Zero);
    if sum.has_gaps || !sum.missing.is_empty() && (values.is_empty() || !absent_is_zero) {
        return Err(Why::NoRow(sum.missing));
    }
    let evidence = Evidence {
        sql: query.sql(),
        period,
        rows: sum.rows.clone(),
        published: sum.published,
        interval: sum.interval,
    };
    Ok((sum, evidence))
}

/// Conditions on the dimensions: the value where one is named; else the total, or all rows where there is none.
fn of_values(table: &Table, values: &Values) -> Vec<Condition> {
    let within: Vec<&str> =
        values.keys().filter_map(|at| table.dimensions[*at].column.terms.within.as_deref()).collect();
    let mut conditions = Vec::new();
    for (at, dimension) in table.dimensions.iter().enumerate() {
        let column = dimension.column.name.clone();
        match values.get(&at) {
            Some(value) => conditions.push(Condition::Is { column, value: value.clone() }),
            None if dimension.has_totals() && !within.contains(&column.as_str()) => {
                conditions.push(Condition::Is { column, value: String::new() });
            }
            None => {}
        }
    }
    conditions
}

/// The cells of the period column that make up `period`, whole and without a gap.
fn cells(table: &Table, period: Period) -> Result<Vec<String>, Why> {
    let mut met: Vec<(&String, Period)> =
        table.periods.iter().filter(|(_, own)| own.meets(period)).map(|(cell, own)| (cell, *own)).collect();
    met.sort_by_key(|(_, own)| *own);
    let reach = table.reach().ok_or(Why::NoPeriod)?;
    if met.is_empty() {
        return Err(Why::OutOfPeriod(period, reach));
    }
    if let Some((_, own)) = met.iter().find(|(_, own)| !period.contains(*own)) {
        return Err(Why::CutsAcross(period, *own));
    }
    let mut next = period.from;
    for (_, own) in &met {
        if own.from != next {
            return Err(Why::PartOfPeriod(period, next));
        }
        next = own.next_day();
    }
    if next != period.next_day() {
        return Err(Why::PartOfPeriod(period, next));
    }
    if let Some((cell, _)) = met.iter().find(|(cell, _)| table.period.terms.partial.contains(cell)) {
        return Err(Why::Incomplete((*cell).clone()));
    }
    Ok(met.into_iter().map(|(cell, _)| cell.clone()).collect())
}

/// That a period is said to be that of the figure, not its end or its beginning: "by 2021", "through 2021".
pub fn is_within(parts: &[Part<'_>]) -> Result<(), Why> {
    for (at, part) in parts.iter().enumerate().filter(|(_, part)| matches!(part.what, What::Period(_))) {
        let before = parts[..at].iter().rev().find(|part| !is_article(part));
        let word = before.map_or(String::new(), |part| part.words.to_lowercase());
        let joins = before.is_some_and(|part| part.is(Class::Locative) || part.is(Class::Origin));
        let from = word == "from" && matches!(part.what, What::Period(Said::Two(..)));
        if joins && !from && !matches!(word.as_str(), "in" | "for" | "of" | "throughout" | "across") {
            return Err(Why::Unread(vec![word]));
        }
    }
    Ok(())
}

/// That the period was over when the article was published.
pub fn is_over(period: Period, published: Option<&str>) -> Result<(), Why> {
    let day = published.and_then(|stated| stated.get(..10)?.parse::<jiff::civil::Date>().ok());
    match day {
        Some(day) if day <= period.to => Err(Why::NotOver(period)),
        _ => Ok(()),
    }
}

/// That the claim states its words, rather than asking, predicting or supposing them.
pub fn is_stated(held: &Held) -> Result<(), Why> {
    use claimant_doc::Status;
    match held.status() {
        status @ (Status::Predicted | Status::Hypothetical | Status::Asked) => {
            Err(Why::NotStated(status.word()))
        }
        _ => Ok(()),
    }
}
