//! The words that the report, the page and the table share: one wording for one thing.

use claimant::{Bound, Certainty, Claim, Lookup, Polarity, PublishedFrom, Quantity, Status, Time, Voucher};

/// A sign beside the status: a second bearer of it, for the eye.
pub fn sign(status: Status) -> &'static str {
    match status {
        Status::Asserted => "=",
        Status::Hedged => "~",
        Status::Alleged => "!",
        Status::Denied => "x",
        Status::Predicted => ">",
        Status::Hypothetical => "%",
        Status::Asked => "?",
    }
}

/// The status as people say it. What is not asserted says so.
fn status(claim: &Claim) -> &'static str {
    match claim.status {
        Status::Asserted => "asserted",
        Status::Hedged => "hedged",
        Status::Alleged => "ALLEGED, not established",
        Status::Denied => "DENIED by the source",
        Status::Predicted => "predicted",
        Status::Hypothetical => "hypothetical or wished",
        Status::Asked => "asked",
    }
}

/// How sure the claimant is, as people say it; empty where the status says it all.
fn certainty(claim: &Claim) -> &'static str {
    match (claim.status, claim.certainty) {
        (Status::Asserted | Status::Denied, Certainty::Certain) => "",
        (_, Certainty::Certain) => "certain",
        (_, Certainty::Probable) => "probable",
        (_, Certainty::Possible) => "possible",
        (Status::Hedged, Certainty::Unknown) => "left open",
        (_, Certainty::Unknown) => "",
    }
}

/// The whole standing of a claim: "~ hedged, possible, negated".
pub fn vouched(claim: &Claim) -> String {
    let negated = claim.polarity == Polarity::Negated && claim.status != Status::Denied;
    let parts = [status(claim), certainty(claim), if negated { "negated" } else { "" }];
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{} {}", sign(claim.status), said.join(", "))
}

/// The chain of those who vouch, outermost first: "article > The Herald > officials [unnamed]".
pub fn chain(lookup: &Lookup<'_>, claim: &Claim) -> String {
    let sources = lookup.sources(claim);
    std::iter::once("article".to_owned())
        .chain(sources.iter().map(Voucher::name))
        .collect::<Vec<_>>()
        .join(" > ")
}

/// A figure as it is understood: "more than 1,500 people".
pub fn reads_as(quantity: &Quantity) -> String {
    let (low, high) = (number(quantity.value), number(quantity.high));
    let amount = match quantity.bound {
        Bound::Exact => low,
        Bound::About => format!("about {low}"),
        Bound::AtLeast => format!("at least {low}"),
        Bound::MoreThan => format!("more than {low}"),
        Bound::AtMost => format!("at most {low}"),
        Bound::LessThan => format!("less than {low}"),
        Bound::Range => format!("{low} to {high}"),
        Bound::Several => format!("several: {low} to {high}"),
    };
    quantity.unit.iter().fold(amount, |amount, code| format!("{amount} {}", unit(code)))
}

/// A number with its thousands parted: "1,234.5"; at most four decimals.
fn number(value: Option<f64>) -> String {
    let Some(value) = value else { return "?".to_owned() };
    if value.abs() >= 1e15 || (value != 0.0 && value.abs() < 1e-4) {
        return format!("{value:e}");
    }
    let rounded = (value * 1e4).round() / 1e4;
    let text = rounded.abs().to_string();
    let (whole, decimals) = text.split_once('.').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let mut out = if rounded < 0.0 { "-".to_owned() } else { String::new() };
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    decimals.map_or(out.clone(), |decimals| format!("{out}.{decimals}"))
}

/// A unit as people write it; codes that people write themselves stay.
fn unit(code: &str) -> &str {
    match code {
        "person" => "people",
        "a" => "years",
        "mo" => "months",
        "wk" => "weeks",
        "d" => "days",
        "h" => "hours",
        "min" => "minutes",
        "s" => "seconds",
        code => code,
    }
}

/// The days of a time: "2020-10-01 to 2024-05-31"; `None` where it was not resolved.
pub fn period(time: &Time) -> Option<String> {
    match (time.from, time.to) {
        (None, None) => None,
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (from, to) => {
            let day = |date: Option<claimant::Date>| date.map_or("open".to_owned(), |d| d.to_string());
            Some(format!("{} to {}", day(from), day(to)))
        }
    }
}

/// Where the publication date came from.
pub fn date_from(from: Option<PublishedFrom>) -> &'static str {
    match from {
        Some(PublishedFrom::Option) => "given with --published",
        Some(PublishedFrom::Metadata) => "stated by the document",
        Some(PublishedFrom::Dateline) => "read from the text",
        None => "origin unknown",
    }
}
