//! The cards beside the text, one a claim, and the tables under it.

use claimant::{Claim, Finding, Form, Link, Lookup, Quantity, Time, Verdict, Voucher};

use super::escape;
use crate::print::{period, reads_as, vouched};

/// All cards, in text order.
pub fn write(lookup: &Lookup<'_>, number: usize) -> String {
    let cards: String = lookup.reading.claims.iter().map(|claim| card(lookup, claim, number)).collect();
    format!("<section class=\"cards\" aria-label=\"Claims\">\n{cards}</section>\n")
}

fn card(lookup: &Lookup<'_>, claim: &Claim, number: usize) -> String {
    let id = escape(&claim.id);
    let details: String = figures(lookup, &claim.quantities).chain(times(lookup, &claim.times)).collect();
    format!(
        "<section class=\"card s-{}\" id=\"a{number}-{id}\" tabindex=\"-1\">\n\
         <h3><a href=\"#a{number}-t-{id}\" aria-label=\"to claim {id} in the text\">{id}</a> <b class=\"status\">{}</b></h3>\n\
         <p class=\"chain\">{}</p>\n<blockquote>{}</blockquote>\n\
         <p class=\"details\">{details}{}; confidence {:.2}</p>\n</section>\n",
        claim.status,
        escape(&vouched(claim)),
        chain(lookup, claim),
        escape(&lookup.words(&claim.content)),
        form(claim.form),
        claim.confidence,
    )
}

/// Who vouches, outermost first, each with the words that say so.
fn chain(lookup: &Lookup<'_>, claim: &Claim) -> String {
    let link = |source: &Voucher<'_>| {
        let cue = if source.cue.is_empty() {
            "no cue".to_owned()
        } else {
            format!("“{}”", escape(&source.cue))
        };
        format!(" &gt; <b>{}</b> <span class=\"cue\">{cue}</span>", escape(&source.name()))
    };
    let sources: String = lookup.sources(claim).iter().map(link).collect();
    format!("<b>article</b>{sources}")
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "quoted",
        Form::Mixed => "partly quoted",
        Form::Indirect => "reported speech",
        Form::OwnVoice => "the article's own voice",
    }
}

fn figures<'a>(lookup: &'a Lookup<'_>, links: &'a [Link]) -> impl Iterator<Item = String> + 'a {
    let text = lookup.reading.article.text();
    let one = move |q: &Quantity| {
        format!("<span class=\"figure\">{}</span> = {}; ", escape(q.span.of(text)), escape(&reads_as(q)))
    };
    links.iter().filter_map(|link| lookup.quantity(link)).map(one)
}

fn times<'a>(lookup: &'a Lookup<'_>, links: &'a [Link]) -> impl Iterator<Item = String> + 'a {
    let text = lookup.reading.article.text();
    let one = move |time: &Time| {
        format!("<span class=\"time\">{}</span> = {}; ", escape(time.span.of(text)), escape(&days(time)))
    };
    links.iter().filter_map(|link| lookup.time(link)).map(one)
}

fn days(time: &Time) -> String {
    period(time).or_else(|| time.value.clone()).unwrap_or_else(|| "not resolved".to_owned())
}

/// Figures, times, findings and warnings, where there are any.
pub fn tables(lookup: &Lookup<'_>, number: usize) -> String {
    let reading = lookup.reading;
    let text = reading.article.text();
    let figure = |q: &Quantity| {
        let item = q.item.map_or("", |span| span.of(text));
        let when = q.time.as_ref().and_then(|link| lookup.time(link)).map(days).unwrap_or_default();
        let measure = q.measure.clone().unwrap_or_default();
        let standing = standing(lookup, &q.id, number);
        row(&[
            escape(q.span.of(text)),
            escape(&reads_as(q)),
            escape(item),
            escape(&measure),
            escape(&when),
            standing,
        ])
    };
    let time = |t: &Time| {
        let value = t.value.clone().unwrap_or_default();
        row(&[escape(t.span.of(text)), escape(t.kind.word()), escape(&value), escape(&days(t))])
    };
    let warnings = reading.warnings.iter().map(|w| row(&[escape(&w.code), escape(&w.message)]));
    [
        table(
            "Figures",
            &["as written", "read as", "of", "what happened", "when", "claimed in"],
            reading.quantities.iter().map(figure).collect(),
        ),
        table("Times", &["as written", "type", "value", "days"], reading.times.iter().map(time).collect()),
        table(
            "What follows by arithmetic",
            &["verdict", "statement", "derivation"],
            reading.findings.iter().map(finding).collect(),
        ),
        table("Warnings", &["code", "message"], warnings.collect()),
    ]
    .concat()
}

fn finding(finding: &Finding) -> String {
    let verdict = match finding.verdict {
        Verdict::Consistent => "= consistent",
        Verdict::Inconsistent => "<b class=\"alert\">! INCONSISTENT</b>",
        Verdict::CannotTell => "? cannot tell",
    };
    row(&[verdict.to_owned(), escape(&finding.statement), escape(&finding.derivation)])
}

/// The claims that hold figure `id`: each with its card, its status and who vouches.
fn standing(lookup: &Lookup<'_>, id: &str, number: usize) -> String {
    let holds = |claim: &&Claim| claim.quantities.iter().any(|link| link.id() == Some(id));
    let one = |claim: &Claim| {
        let name = escape(&claim.id);
        format!(
            "<a href=\"#a{number}-{name}\">{name}</a> {}; {}",
            escape(&vouched(claim)),
            chain(lookup, claim)
        )
    };
    let claims: Vec<String> = lookup.reading.claims.iter().filter(holds).map(one).collect();
    if claims.is_empty() { "no claim".to_owned() } else { claims.join("<br>") }
}

fn row(cells: &[String]) -> String {
    format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>"))
}

fn table(name: &str, columns: &[&str], rows: String) -> String {
    if rows.is_empty() {
        return rows;
    }
    let head: String = columns.iter().map(|column| format!("<th scope=\"col\">{column}</th>")).collect();
    format!(
        "<table class=\"wide\"><caption>{name}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n"
    )
}
