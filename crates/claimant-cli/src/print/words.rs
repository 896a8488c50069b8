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
    let parts = [status(claim), certainty(claim), if negated { "says it is not so" } else { "" }];
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

/// A figure as it is understood: "more than 1500 person".
pub fn reads_as(quantity: &Quantity) -> String {
    let number = |value: Option<f64>| value.map_or("?".to_owned(), |v| v.to_string());
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
    quantity.unit.iter().fold(amount, |amount, unit| format!("{amount} {unit}"))
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
