//! What comparing found, in every format: groups of claims, relations, histories of figures, differences of texts.
//!
//! Wherever a claim's words stand, who vouches for it and how sure they are stand before them.

use claimant::ledger::{Brief, Claimed, Differs, End, Group, History, Related, State};
use serde_json::{Value, json};

use super::claims::{self, figure};
use super::{Format, markdown, put, rule};
use crate::batch::Stop;
use crate::csv;
use crate::output::Output;
use crate::print::{Flow, Page, Paint};

/// The columns of the table, in order: `a_` and `b_` are the two ends.
const COLUMNS: [&str; 8] =
    ["found", "level", "kind", "directed", "articles", "origins", "reason", "derivation"];
/// The columns of one end.
const END: [&str; 11] = [
    "id",
    "status",
    "certainty",
    "polarity",
    "who",
    "quote",
    "figure",
    "places",
    "publisher",
    "published",
    "url",
];

/// Writes what was found in one format.
pub struct Found {
    format: Format,
    out: Output,
    /// Whether something was written that an empty line must follow.
    begun: bool,
}

impl Found {
    /// Begins the answer.
    pub fn begin(format: Format) -> Result<Found, Stop> {
        let mut out = Output::stdout();
        match format {
            Format::Csv { .. } => {
                let ends = ["a_", "b_"].into_iter().flat_map(|side| END.map(|name| format!("{side}{name}")));
                let names = COLUMNS.map(str::to_owned).into_iter().chain(ends);
                put(&mut out, &csv::line(names.map(Into::into)))?;
            }
            Format::Markdown => {
                let head = ["what", "the one", "the other", "why"].map(str::to_owned);
                put(&mut out, &(markdown(&head) + &rule(head.len())))?;
            }
            Format::Json | Format::Text(_) => {}
        }
        Ok(Found { format, out, begun: false })
    }

    /// A heading, for people only.
    pub fn heading(&mut self, text: &str) -> Result<(), Stop> {
        let Format::Text(page) = self.format else { return Ok(()) };
        let mut out = if self.begun { "\n".to_owned() } else { String::new() };
        Flow::default().add(Paint::Bold, &text.to_uppercase()).write(&page, 0, 2, &mut out);
        self.begun = true;
        put(&mut self.out, &out)
    }

    /// Claims that are one.
    pub fn group(&mut self, group: &Group) -> Result<(), Stop> {
        let (articles, origins) = (group.told.articles.to_string(), group.told.origins.to_string());
        let head = |kind: &str| ["group", "claim", kind, "", &articles, &origins, "", ""].map(str::to_owned);
        match self.format {
            Format::Json => self.json("group", json!(group)),
            Format::Csv { raw } => {
                let none = END.map(|_| String::new());
                let rows =
                    group.claims.iter().map(|claim| row(&head("same_claim"), &of_claim(claim), &none, raw));
                put(&mut self.out, &rows.collect::<String>())
            }
            Format::Markdown => {
                let rows = group.claims.iter().map(|claim| {
                    markdown(&[
                        format!("same claim: {}", group.told),
                        told(claim),
                        String::new(),
                        String::new(),
                    ])
                });
                put(&mut self.out, &rows.collect::<String>())
            }
            Format::Text(page) => {
                let mut out = String::from("\n");
                Flow::default().add(Paint::Bold, &group.told.to_string()).write(&page, 0, 2, &mut out);
                group.claims.iter().for_each(|claim| out.push_str(&indented(&claims::text(claim, &page))));
                put(&mut self.out, &out)
            }
        }
    }

    /// What two ends are to each other.
    pub fn relation(&mut self, related: &Related) -> Result<(), Stop> {
        match self.format {
            Format::Json => self.json("relation", json!(related)),
            Format::Csv { raw } => {
                let Related { level, kind, reason, derivation, .. } = related;
                let directed = if related.directed { "true" } else { "false" };
                let head = ["relation", level, kind, directed, "", "", reason, derivation].map(str::to_owned);
                put(&mut self.out, &row(&head, &of_end(&related.a), &of_end(&related.b), raw))
            }
            Format::Markdown => {
                let cells = [what(related), cell(&related.a), cell(&related.b), why(related)];
                put(&mut self.out, &markdown(&cells))
            }
            Format::Text(page) => put(&mut self.out, &("\n".to_owned() + &text(related, &page))),
        }
    }

    /// The history of a figure.
    pub fn history(&mut self, history: &History) -> Result<(), Stop> {
        match self.format {
            Format::Json => self.json("history", json!(history)),
            Format::Csv { raw } => {
                let none = END.map(|_| String::new());
                let rows = history.states.iter().map(|state| {
                    let day = state.day.as_deref().unwrap_or_default();
                    let head = ["history", "figure", &kinds(state), "", "", "", day, ""].map(str::to_owned);
                    row(&head, &with_figure(of_claim(&state.claim), Some(&state.figure)), &none, raw)
                });
                put(&mut self.out, &rows.collect::<String>())
            }
            Format::Markdown => {
                let rows = history.states.iter().map(|state| {
                    let day = state.day.clone().unwrap_or_else(|| "no date".to_owned());
                    markdown(&[
                        format!("{day}: {}", figure(&state.figure)),
                        told(&state.claim),
                        String::new(),
                        kinds(state),
                    ])
                });
                put(&mut self.out, &rows.collect::<String>())
            }
            Format::Text(page) => put(&mut self.out, &states(history, &page)),
        }
    }

    /// One difference of two texts.
    pub fn differs(&mut self, differs: &Differs) -> Result<(), Stop> {
        match self.format {
            Format::Json => self.json("difference", json!(differs)),
            Format::Csv { raw } => {
                let head =
                    ["difference", "claim", &differs.kind, "", "", "", &differs.reason, &differs.derivation];
                let side =
                    |claim: &Option<Claimed>| claim.as_ref().map_or(END.map(|_| String::new()), of_claim);
                put(&mut self.out, &row(&head.map(str::to_owned), &side(&differs.a), &side(&differs.b), raw))
            }
            Format::Markdown => {
                let side = |claim: &Option<Claimed>| claim.as_ref().map_or(String::new(), told);
                let cells =
                    [differs.kind.clone(), side(&differs.a), side(&differs.b), differs.reason.clone()];
                put(&mut self.out, &markdown(&cells))
            }
            Format::Text(page) => {
                let mut out = String::from("\n");
                Flow::default()
                    .add(Paint::Bold, &differs.kind)
                    .add(Paint::Plain, &format!(" {}", differs.reason))
                    .write(&page, 0, 2, &mut out);
                for (name, claim) in [("in the first", &differs.a), ("in the second", &differs.b)] {
                    if let Some(claim) = claim {
                        Flow::default().add(Paint::Dim, name).write(&page, 2, 4, &mut out);
                        out.push_str(&indented(&claims::text(claim, &page)));
                    }
                }
                put(&mut self.out, &out)
            }
        }
    }

    fn json(&mut self, found: &str, mut value: Value) -> Result<(), Stop> {
        if let Some(fields) = value.as_object_mut() {
            fields.insert("found".to_owned(), json!(found));
        }
        put(&mut self.out, &(value.to_string() + "\n"))
    }

    /// Hands on what is buffered.
    pub fn end(self) -> Result<(), Stop> {
        self.out.finish().map_err(|error| Stop::writing("stdout", &error))
    }
}

/// A relation for people: what it is, why, and both ends.
pub fn text(related: &Related, page: &Page) -> String {
    let mut out = String::new();
    let alarming = matches!(related.kind.as_str(), "contradict" | "hardened" | "reversed" | "not_found");
    Flow::default()
        .add(if alarming { Paint::Alert } else { Paint::Bold }, &what(related))
        .add(Paint::Plain, &format!(": {}", related.reason))
        .write(page, 0, 4, &mut out);
    for (name, end) in names(related).into_iter().zip([&related.a, &related.b]) {
        Flow::default().add(Paint::Dim, &format!("{name} {}", place(end))).write(page, 2, 4, &mut out);
        if let Some(claim) = &end.claim {
            out.push_str(&indented(&claims::text(claim, page)));
        }
    }
    Flow::default().add(Paint::Dim, &format!("from: {}", related.derivation)).write(page, 2, 4, &mut out);
    out
}

/// What the ends are called.
fn names(related: &Related) -> [&'static str; 2] {
    match (related.level.as_str(), related.kind.as_str(), related.directed) {
        ("source", ..) => ["quoted in", "looked up in"],
        (_, "copy", true) => ["first in", "copied in"],
        (_, "update" | "hardened" | "softened" | "reversed", true) => ["earlier in", "later in"],
        _ => ["in", "and in"],
    }
}

/// "copy, direction unknown".
fn what(related: &Related) -> String {
    let kind = related.kind.replace('_', " ");
    let turned = related.kind == "copy" && !related.directed;
    if turned { format!("{kind}, direction unknown") } else { kind }
}

/// Where an end is: figure, article, and where in it.
fn place(end: &End) -> String {
    let figure = end.figure.iter().map(|it| format!(": {}", figure(it))).collect::<String>();
    let places =
        end.places.iter().map(|(start, end)| format!("[{start}, {end})")).collect::<Vec<_>>().join(", ");
    let places = if places.is_empty() { places } else { format!(" at {places}") };
    format!("{}{places}{figure}", article(&end.article))
}

/// "The Herald, 2024-06-17, Title (0123456789abcdef)".
fn article(brief: &Brief) -> String {
    let known = [&brief.publisher, &brief.published, &brief.title].into_iter().flatten().map(String::as_str);
    let mut known: Vec<&str> = known.collect();
    if known.is_empty() {
        known.extend(brief.url.as_deref().or(brief.path.as_deref()));
    }
    format!("{} ({})", known.join(", "), brief.key)
}

fn why(related: &Related) -> String {
    format!("{} {}", related.reason, related.derivation)
}

/// A claim in one cell: standing, who vouches, words, article.
fn told(claim: &Claimed) -> String {
    let (standing, who, quote) = claim.parts();
    format!("{standing} | {who} | {quote} | {}", claims::source(claim))
}

fn cell(end: &End) -> String {
    match &end.claim {
        Some(claim) => format!(
            "{}{}",
            told(claim),
            end.figure.iter().map(|it| format!(" | {}", figure(it))).collect::<String>()
        ),
        None => place(end),
    }
}

fn kinds(state: &State) -> String {
    let one = |(at, kind): &(usize, String)| format!("{} {}", kind.replace('_', " "), at + 1);
    state.to.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn states(history: &History, page: &Page) -> String {
    let mut out = String::new();
    for (state, n) in history.states.iter().zip(1..) {
        out.push_str(if n == 1 { "\n" } else { "" });
        let day = state.day.as_deref().unwrap_or("no date");
        let kinds = kinds(state);
        let to = if kinds.is_empty() { kinds } else { format!(" ({kinds})") };
        Flow::default()
            .add(Paint::Bold, &format!("{n}. {day}: {}", figure(&state.figure)))
            .add(if kinds_alarm(state) { Paint::Alert } else { Paint::Dim }, &to)
            .write(page, 0, 4, &mut out);
        out.push_str(&indented(&claims::text(&state.claim, page)));
    }
    out
}

fn kinds_alarm(state: &State) -> bool {
    state.to.iter().any(|(_, kind)| kind == "contradict")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

fn of_claim(claim: &Claimed) -> [String; END.len()] {
    let (_, who, quote) = claim.parts();
    let known = |value: &Option<String>| value.clone().unwrap_or_default();
    let places = claim.content.iter().map(|piece| format!("[{}, {})", piece.start, piece.end));
    [
        claim.id.clone(),
        claim.stands.status.clone(),
        claim.stands.certainty.clone(),
        claim.stands.polarity.clone(),
        who,
        quote.to_owned(),
        String::new(),
        places.collect::<Vec<_>>().join("; "),
        known(&claim.publisher),
        known(&claim.published),
        known(&claim.url),
    ]
}

fn with_figure(mut cells: [String; END.len()], of: Option<&claimant::ledger::Figure>) -> [String; END.len()] {
    cells[6] = of.map(figure).unwrap_or_default();
    cells
}

fn of_end(end: &End) -> [String; END.len()] {
    if let Some(claim) = &end.claim {
        return with_figure(of_claim(claim), end.figure.as_ref());
    }
    let known = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut cells = END.map(|_| String::new());
    cells[0] = end.article.key.clone();
    cells[7] =
        end.places.iter().map(|(start, end)| format!("[{start}, {end})")).collect::<Vec<_>>().join("; ");
    [cells[8], cells[9], cells[10]] =
        [known(&end.article.publisher), known(&end.article.published), known(&end.article.url)];
    cells
}

fn row(head: &[String], a: &[String], b: &[String], raw: bool) -> String {
    let cells = head.iter().chain(a).chain(b).cloned();
    csv::line(cells.map(|cell| if raw { cell } else { csv::escaped(cell) }.into()))
}
