//! How the answers of tables are written: never a claim's words without who holds them and how.

use claimant::ledger::check::{Check, Verdict};
use claimant::ledger::{Claimed, Value};
use serde_json::json;

use crate::batch::Stop;
use crate::kept::{Format, Rows, put};
use crate::output::Output;
use crate::print::{Flow, Page, Paint};

const COLUMNS: [&str; 13] = [
    "id",
    "who holds it, and its words",
    "status",
    "table",
    "verdict",
    "why",
    "published",
    "low",
    "high",
    "period",
    "rounding",
    "rows",
    "sql",
];

/// Writes answers in one format.
pub enum Answers {
    Objects(Output),
    Table(Rows),
    Report(Page, Output),
}

impl Answers {
    /// Begins.
    pub fn begin(format: Format) -> Result<Answers, Stop> {
        Ok(match format {
            Format::Json => Answers::Objects(Output::stdout()),
            Format::Text(page) => Answers::Report(page, Output::stdout()),
            format => Answers::Table(Rows::begin(format, &COLUMNS.map(str::to_owned))?),
        })
    }

    /// Writes one answer.
    pub fn write(&mut self, claim: &Claimed, check: &Check) -> Result<(), Stop> {
        match self {
            Answers::Objects(out) => put(out, &object(claim, check)),
            Answers::Table(rows) => rows.write(cells(claim, check)),
            Answers::Report(page, out) => put(out, &report(claim, check, page)),
        }
    }

    /// Hands on what is buffered.
    pub fn end(self) -> Result<(), Stop> {
        match self {
            Answers::Table(rows) => rows.end(),
            Answers::Objects(out) | Answers::Report(_, out) => {
                out.finish().map_err(|error| Stop::writing("stdout", &error))
            }
        }
    }
}

fn object(claim: &Claimed, check: &Check) -> String {
    let mut value = json!(check);
    value["claim"] = json!(claim.id);
    value["reviewed"] = json!(claim.reviewed);
    value["verdict"] = json!(check.verdict.word());
    value["why"] = json!(why(check));
    value.to_string() + "\n"
}

/// Why a table cannot tell; nothing where it can.
fn why(check: &Check) -> Option<String> {
    match &check.verdict {
        Verdict::CannotTell(why) => Some(why.to_string()),
        _ => None,
    }
}

fn join<T>(items: &[T], of: impl Fn(&T) -> String) -> Value {
    Value::Text(items.iter().map(of).collect::<Vec<_>>().join("; "))
}

fn cells(claim: &Claimed, check: &Check) -> Vec<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    let decided = claim.decided();
    let held =
        if decided.is_empty() { check.held.to_string() } else { format!("{decided} | {}", check.held) };
    let evidence = &check.evidence;
    vec![
        text(&claim.id),
        Value::Text(held),
        text(check.held.status().word()),
        text(&check.table),
        text(check.verdict.word()),
        text(&why(check).unwrap_or_default()),
        join(evidence, |one| one.published.to_string()),
        join(evidence, |one| one.interval.low.to_string()),
        join(evidence, |one| one.interval.high.to_string()),
        join(evidence, |one| one.period.to_string()),
        text(&check.rounding),
        join(evidence, |one| {
            one.rows
                .iter()
                .map(|row| format!("line {}: {}", row.line, row.count))
                .collect::<Vec<_>>()
                .join(", ")
        }),
        join(evidence, |one| one.sql.clone()),
    ]
}

fn report(claim: &Claimed, check: &Check, page: &Page) -> String {
    let mut out = String::new();
    let paint = if let Verdict::DoesNotBearOut = check.verdict { Paint::Alert } else { Paint::Bold };
    Flow::default()
        .add(paint, &format!("{} {}", check.table, check.verdict))
        .add(Paint::Dim, &format!(" {}", claim.id))
        .write(page, 0, 4, &mut out);
    for decision in &claim.reviewed {
        Flow::default().add(Paint::Alert, &decision.to_string()).write(page, 2, 4, &mut out);
    }
    Flow::default().add(Paint::Plain, &check.held.to_string()).write(page, 2, 4, &mut out);
    for one in &check.evidence {
        let range = match one.interval.low == one.interval.high {
            true => String::new(),
            false => format!(", rounded from {} to {}", one.interval.low, one.interval.high),
        };
        let lines = one.rows.iter().map(|row| format!("line {}: {}", row.line, row.count));
        let lines = lines.collect::<Vec<_>>().join(", ");
        let text = format!("{}: {} published{range}; {lines}", one.period, one.published);
        Flow::default().add(Paint::Plain, &text).write(page, 2, 4, &mut out);
        Flow::default().add(Paint::Dim, &one.sql).write(page, 2, 4, &mut out);
    }
    let notes = std::iter::once(check.rounding.clone()).chain(check.notes.iter().cloned());
    let notes: Vec<String> = notes.filter(|note| !note.is_empty()).collect();
    Flow::default().add(Paint::Dim, &notes.join("; ")).write(page, 2, 4, &mut out);
    out + "\n"
}
