//! `claimant log`: what people decided, for people, or the whole chain.

use std::process::ExitCode;

use claimant::ledger::review::{Decisions, What};
use claimant::ledger::{Ledger, Told};

use crate::args::LogArgs;
use crate::batch::Stop;
use crate::output;
use crate::print::visible;

/// Runs the command.
pub fn run(args: &LogArgs) -> ExitCode {
    log(args).unwrap_or_else(Stop::end)
}

fn log(args: &LogArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    if args.json {
        return Ok(output::print(&ledger.log()?.to_json_lines()));
    }
    let about = match &args.id {
        Some(id) => Some(ledger.subject(id)?.ok_or_else(|| {
            Stop::wrong(
                format!("{id:?} is not one claim, entity or article of this ledger"),
                "claimant claims shows the ids of claims",
            )
        })?),
        None => None,
    };
    let told = ledger.told()?;
    let shown = told.iter().filter(|one| about.as_ref().is_none_or(|key| is_about(one, key)));
    Ok(output::print(&shown.map(line).collect::<String>()))
}

/// Whether a decision is about what `key` names, or something in it.
pub fn is_about(one: &Told, key: &str) -> bool {
    let within = |subject: &str| subject == key || (key.len() == 16 && subject.starts_with(key));
    match one.decision.as_ref().map(|decision| &decision.what) {
        Some(What::Merge { keys } | What::Split { keys }) => keys.iter().any(|subject| within(subject)),
        _ => within(&one.line.subject),
    }
}

/// `7 2024-06-20T10:00:00Z Ana Lind: correct 0123…:89ab… status "asserted" → "alleged": because`.
pub fn line(one: &Told) -> String {
    let who = one.who.as_deref().unwrap_or("[forgotten]");
    let (what, why) = match &one.decision {
        Some(decision) => (words(&decision.what), decision.why.as_str()),
        None if one.line.kind == "forget" => (String::new(), ""),
        None => (" [forgotten]".to_owned(), ""),
    };
    let why = if why.is_empty() { String::new() } else { format!(": {why}") };
    let undone = if one.stands { "" } else { " (taken back)" };
    let text = format!(
        "{} {} {who}: {} {}{what}{why}{undone}",
        one.number, one.line.at, one.line.kind, one.line.subject
    );
    visible(&text).replace(['\n', '\r'], " ") + "\n"
}

fn words(what: &What) -> String {
    match what {
        What::Correct { field, old, new } => format!(" {field} {old} → {new}"),
        What::Merge { keys } | What::Split { keys } => format!(" {}", keys.join(" ")),
        What::Part { name, .. } => format!(" {name:?}"),
        What::Verdict { rating } => format!(" {rating:?}"),
        What::Confirm { list, entry, listed, second } => {
            format!(" {listed:?} ({list} {entry}), {second} agrees")
        }
        What::Undo { line } => format!(" {line}"),
        What::Accept | What::Reject | What::Note => String::new(),
    }
}

/// Decisions that no longer fit what a newer version found, or the article is not there.
pub fn lost(ledger: &Ledger) -> Result<Vec<String>, Stop> {
    let mut lost = Vec::new();
    let log = ledger.decisions()?;
    let decisions = Decisions::of(&log);
    for key in decisions.articles() {
        match ledger.unreviewed(key)? {
            Some(reading) => {
                let (_, more) = decisions.review(reading);
                lost.extend(
                    more.iter().map(|one| format!("decision {} no longer fits: {}", one.number, one.why)),
                );
            }
            None if key.len() == 16 => {
                lost.push(format!("article {key} is not here: what was decided of it waits"))
            }
            None => {}
        }
    }
    Ok(lost)
}
