//! The claims of one article: attributed ones first, then the article's own voice, each in text order.
//!
//! A claim's words are never written without who vouches for them and how sure they are: the standing and the chain
//! stand on the lines before.

use claimant::{Claim, Form, Link, Lookup, Status, Voucher};

use super::report::heading;
use super::{Flow, Page, Paint, period, reads_as, vouched};

/// Writes both groups of claims.
pub fn write(lookup: &Lookup<'_>, page: &Page, out: &mut String) {
    let claims = &lookup.reading.claims;
    let (own, attributed): (Vec<&Claim>, Vec<&Claim>) =
        claims.iter().partition(|claim| lookup.sources(claim).is_empty());
    for (name, claims) in [("Claims with a source", attributed), ("In the article's own voice", own)] {
        if !claims.is_empty() {
            heading(&format!("{name} ({})", claims.len()), page, out);
            claims.iter().for_each(|claim| one(lookup, claim, page, out));
        }
    }
    if claims.is_empty() {
        heading("No claims were found", page, out);
    }
}

fn one(lookup: &Lookup<'_>, claim: &Claim, page: &Page, out: &mut String) {
    let doubtful = matches!(claim.status, Status::Alleged | Status::Denied);
    Flow::default()
        .add(Paint::Dim, &format!("{} ", claim.id))
        .add(if doubtful { Paint::Alert } else { Paint::Bold }, &vouched(claim))
        .add_if(claim.form != Form::OwnVoice, Paint::Dim, &format!(" ({})", form(claim.form)))
        .write(page, 2, 6, out);
    who(&lookup.sources(claim)).write(page, 6, 8, out);
    Flow::default().add(Paint::Plain, &lookup.words(&claim.content)).write(page, 6, 6, out);
    let details = details(lookup, claim);
    Flow::default().add(Paint::Dim, &details.join("; ")).write(page, 6, 8, out);
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "quoted",
        Form::Mixed => "partly quoted",
        Form::Indirect => "reported speech",
        Form::OwnVoice => "own voice",
    }
}

/// "article > The Herald, “reported” > officials [unnamed], “suspect”".
fn who(sources: &[Voucher<'_>]) -> Flow {
    sources.iter().fold(Flow::default().add(Paint::Source, "article"), |flow, source| {
        let cue = if source.cue.is_empty() { "no cue".to_owned() } else { format!("\"{}\"", source.cue) };
        flow.add(Paint::Dim, " > ").add(Paint::Source, &source.name()).add(Paint::Dim, &format!(", {cue}"))
    })
}

fn details(lookup: &Lookup<'_>, claim: &Claim) -> Vec<String> {
    let text = lookup.reading.article.text();
    let figure = |link: &Link| {
        let quantity = lookup.quantity(link)?;
        Some(format!("{}: \"{}\" = {}", quantity.id, quantity.span.of(text), reads_as(quantity)))
    };
    let time = |link: &Link| {
        let time = lookup.time(link)?;
        let days = period(time).or_else(|| time.value.clone()).unwrap_or_else(|| "not resolved".to_owned());
        Some(format!("{}: \"{}\" = {days}", time.id, time.span.of(text)))
    };
    claim.quantities.iter().filter_map(figure).chain(claim.times.iter().filter_map(time)).collect()
}
