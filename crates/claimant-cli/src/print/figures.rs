//! The figures, times and causes of one article, each with the claim that it stands in and who vouches for that.

use std::collections::HashMap;

use claimant::{Claim, Link, Lookup, Quantity, Time};

use super::report::heading;
use super::{Flow, Page, Paint, chain, period, reads_as, vouched};

/// Writes the tables that are not empty.
pub fn write(lookup: &Lookup<'_>, page: &Page, out: &mut String) {
    let reading = lookup.reading;
    let homes = Homes::of(&reading.claims);
    if !reading.quantities.is_empty() {
        heading(&format!("Figures ({})", reading.quantities.len()), page, out);
        reading.quantities.iter().for_each(|q| figure(lookup, &homes, q, page, out));
    }
    if !reading.times.is_empty() {
        heading(&format!("Times ({})", reading.times.len()), page, out);
        reading.times.iter().for_each(|t| time(lookup, t, page, out));
    }
    if !reading.causes.is_empty() {
        heading(&format!("Causes, as the text links them ({})", reading.causes.len()), page, out);
        causes(lookup, &homes, page, out);
    }
}

/// Which claims hold an item, and a claim by its id.
struct Homes<'a> {
    of_item: HashMap<&'a str, Vec<&'a Claim>>,
    by_id: HashMap<&'a str, &'a Claim>,
}

impl<'a> Homes<'a> {
    fn of(claims: &'a [Claim]) -> Homes<'a> {
        let mut of_item: HashMap<&str, Vec<&Claim>> = HashMap::new();
        for claim in claims {
            for id in claim.quantities.iter().filter_map(Link::id) {
                of_item.entry(id).or_default().push(claim);
            }
        }
        Homes { of_item, by_id: claims.iter().map(|claim| (claim.id.as_str(), claim)).collect() }
    }

    /// "c3 ! ALLEGED …, article > The Herald" for each claim.
    fn standing(&self, lookup: &Lookup<'_>, claims: &[&Claim]) -> String {
        let one = |claim: &&Claim| format!("{} {}; {}", claim.id, vouched(claim), chain(lookup, claim));
        match claims {
            [] => "in no claim".to_owned(),
            claims => claims.iter().map(one).collect::<Vec<_>>().join(" | "),
        }
    }
}

fn figure(lookup: &Lookup<'_>, homes: &Homes<'_>, quantity: &Quantity, page: &Page, out: &mut String) {
    let text = lookup.reading.article.text();
    let mut said = format!(" = {}", reads_as(quantity));
    if let Some(item) = quantity.item {
        said += &format!(", of \"{}\"", item.of(text));
    }
    if let Some(measure) = &quantity.measure {
        said += &format!(", {measure}");
    }
    if let Some(time) = quantity.time.as_ref().and_then(|link| lookup.time(link)) {
        said += &format!(", {}", period(time).unwrap_or_else(|| time.span.of(text).to_owned()));
    }
    Flow::default()
        .add(Paint::Dim, &format!("{} ", quantity.id))
        .add(Paint::Bold, quantity.span.of(text))
        .add(Paint::Plain, &said)
        .write(page, 2, 6, out);
    let claims = homes.of_item.get(quantity.id.as_str()).map(Vec::as_slice).unwrap_or_default();
    Flow::default().add(Paint::Dim, &homes.standing(lookup, claims)).write(page, 6, 8, out);
}

fn time(lookup: &Lookup<'_>, time: &Time, page: &Page, out: &mut String) {
    let anchor = match time.anchor.as_ref().and_then(Link::id) {
        Some("published") => ", counted from the publication date".to_owned(),
        Some(id) => format!(", counted from {id}"),
        None => String::new(),
    };
    let value = time.value.as_deref().unwrap_or("not resolved");
    let days = period(time).map(|days| format!(": {days}")).unwrap_or_default();
    Flow::default()
        .add(Paint::Dim, &format!("{} ", time.id))
        .add(Paint::Bold, time.span.of(lookup.reading.article.text()))
        .add(Paint::Plain, &format!(" = {} {value}{days}{anchor}", time.kind))
        .write(page, 2, 6, out);
}

fn causes(lookup: &Lookup<'_>, homes: &Homes<'_>, page: &Page, out: &mut String) {
    let text = lookup.reading.article.text();
    for cause in &lookup.reading.causes {
        let claims: Vec<&Claim> =
            cause.claim.iter().filter_map(|link| homes.by_id.get(link.id()?).copied()).collect();
        let cue = cause.cue.map_or("", |span| span.of(text));
        Flow::default()
            .add(Paint::Dim, &format!("{} ", cause.id))
            .add(Paint::Bold, &format!("{} ", cause.certainty))
            .add(Paint::Dim, &format!("({}): ", homes.standing(lookup, &claims)))
            .add(Paint::Plain, &format!("{} --[{cue}]--> {}", cause.cause.of(text), cause.effect.of(text)))
            .write(page, 2, 6, out);
    }
}
