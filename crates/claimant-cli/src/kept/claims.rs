//! Claims of a ledger, one after the other.

use claimant::ledger::Claimed;

use super::{Format, markdown, put, rule};
use crate::batch::Stop;
use crate::csv;
use crate::output::Output;
use crate::print::{Flow, Page, Paint, visible};

/// The columns of the table, in order.
const COLUMNS: [&str; 28] = [
    "id",
    "key",
    "status",
    "certainty",
    "polarity",
    "form",
    "who",
    "source_kind",
    "cue",
    "quote",
    "start",
    "end",
    "figures",
    "times",
    "about",
    "places",
    "events",
    "markers",
    "check_worthiness",
    "confidence",
    "reviewed",
    "state",
    "publisher",
    "published",
    "title",
    "url",
    "path",
    "generator",
];

/// Writes claims in one format.
pub struct Claims {
    format: Format,
    cut: Option<usize>,
    out: Output,
}

impl Claims {
    /// Begins the answer.
    pub fn begin(format: Format, cut: Option<usize>) -> Result<Claims, Stop> {
        let mut out = Output::stdout();
        match format {
            Format::Csv { .. } => put(&mut out, &csv::line(COLUMNS.iter().map(|name| (*name).into())))?,
            Format::Markdown => {
                let head =
                    ["how it stands", "who vouches", "claim", "reviewed", "article", "id"].map(str::to_owned);
                put(&mut out, &(markdown(&head) + &rule(head.len())))?;
            }
            Format::Json | Format::Text(_) => {}
        }
        Ok(Claims { format, cut, out })
    }

    /// Writes one claim.
    pub fn write(&mut self, claim: &Claimed) -> Result<(), Stop> {
        let text = match (self.format, self.cut) {
            // An object of strings, numbers and lists can always be written.
            (Format::Json, _) => serde_json::to_string(claim).unwrap_or_default() + "\n",
            (Format::Csv { raw }, _) => csv::line(
                cells(claim).into_iter().map(|cell| if raw { cell } else { csv::escaped(cell) }.into()),
            ),
            (Format::Markdown, cut) => markdown(&row(claim, cut)),
            (Format::Text(_), Some(cut)) => visible(&claim.line(cut)).replace(['\n', '\r'], " ") + "\n",
            (Format::Text(page), None) => text(claim, &page),
        };
        put(&mut self.out, &text)
    }

    /// An empty line between claims.
    pub fn gap(&mut self) -> Result<(), Stop> {
        put(&mut self.out, "\n")
    }

    /// Hands on what is buffered.
    pub fn end(self) -> Result<(), Stop> {
        self.out.finish().map_err(|error| Stop::writing("stdout", &error))
    }
}

fn row(claim: &Claimed, cut: Option<usize>) -> [String; 6] {
    let (standing, who, quote) = claim.parts();
    let quote = match cut {
        Some(cut) if quote.chars().count() > cut => quote.chars().take(cut).chain(['…']).collect(),
        _ => quote.to_owned(),
    };
    [standing, who, quote, claim.decided(), source(claim), claim.id.clone()]
}

/// "The Herald, 2024-06-17, Title".
fn source(claim: &Claimed) -> String {
    let known = [&claim.publisher, &claim.published, &claim.title];
    let mut known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
    if known.is_empty() {
        known.extend(claim.url.as_deref().or(claim.path.as_deref()));
    }
    known.join(", ")
}

fn join<T>(items: &[T], of: impl Fn(&T) -> String) -> String {
    items.iter().map(of).collect::<Vec<_>>().join("; ")
}

fn cells(claim: &Claimed) -> [String; COLUMNS.len()] {
    let (_, who, quote) = claim.parts();
    let known = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        claim.id.clone(),
        claim.key.clone(),
        claim.stands.status.clone(),
        claim.stands.certainty.clone(),
        claim.stands.polarity.clone(),
        claim.stands.form.clone(),
        who,
        claim.source_kind.clone(),
        join(&claim.chain, |source| source.cue.clone()),
        quote.to_owned(),
        join(&claim.content, |piece| piece.start.to_string()),
        join(&claim.content, |piece| piece.end.to_string()),
        join(&claim.figures, figure),
        join(&claim.times, time),
        claim.about.clone(),
        claim.places.clone(),
        claim.events.clone(),
        join(&claim.markers, |marker| format!("{}: {}", marker.kind, marker.quote)),
        claim.check_worthiness.map(|worth| worth.to_string()).unwrap_or_default(),
        claim.confidence.to_string(),
        claim.decided(),
        claim.state.clone(),
        known(&claim.publisher),
        known(&claim.published),
        known(&claim.title),
        known(&claim.url),
        known(&claim.path),
        claim.generator.clone(),
    ]
}

/// "At least 640 = at least 640 person".
fn figure(figure: &claimant::ledger::Figure) -> String {
    let value = |value: Option<f64>| value.map_or("?".to_owned(), |value| value.to_string());
    let bound = match figure.bound.as_str() {
        "exact" | "range" => String::new(),
        bound => bound.replace('_', " ") + " ",
    };
    let high = figure.high.map(|high| format!(" to {high}")).unwrap_or_default();
    let unit = figure.unit.iter().map(|unit| format!(" {unit}")).collect::<String>();
    format!("{} = {bound}{}{high}{unit}", figure.quote, value(figure.value))
}

fn time(time: &claimant::ledger::Period) -> String {
    let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "open".to_owned());
    let days = if time.from == time.to {
        end(&time.from)
    } else {
        format!("{} to {}", end(&time.from), end(&time.to))
    };
    format!("{} = {days}", time.quote)
}

/// A claim for people: its id and standing, who vouches by which words, the claim, and where it is from.
pub fn text(claim: &Claimed, page: &Page) -> String {
    let mut out = String::new();
    let (standing, _, quote) = claim.parts();
    let doubtful = claim.rejected || matches!(claim.stands.status.as_str(), "alleged" | "denied");
    Flow::default()
        .add(if doubtful { Paint::Alert } else { Paint::Bold }, &standing)
        .add(Paint::Dim, &format!(" {}", claim.id))
        .write(page, 0, 4, &mut out);
    let who = claim.chain.iter().fold(Flow::default().add(Paint::Source, "article"), |flow, source| {
        let cue = if source.cue.is_empty() { "no cue".to_owned() } else { format!("\"{}\"", source.cue) };
        flow.add(Paint::Dim, " > ").add(Paint::Source, &source.source).add(Paint::Dim, &format!(", {cue}"))
    });
    who.write(page, 2, 4, &mut out);
    for decision in &claim.reviewed {
        Flow::default().add(Paint::Alert, &decision.to_string()).write(page, 2, 4, &mut out);
    }
    Flow::default().add(Paint::Plain, quote).write(page, 2, 2, &mut out);
    let details: Vec<String> = claim.figures.iter().map(figure).chain(claim.times.iter().map(time)).collect();
    Flow::default().add(Paint::Dim, &details.join("; ")).write(page, 2, 4, &mut out);
    Flow::default().add(Paint::Dim, &source(claim)).write(page, 2, 4, &mut out);
    out
}
