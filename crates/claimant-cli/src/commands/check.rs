//! `claimant check`: claims held against reference tables, and names against lists.

mod names;
mod write;

use std::process::ExitCode;

use claimant::Reading;
use claimant::ledger::check::{Table, Verdict, check as held_against};
use claimant::ledger::{Claimed, Facets, Found, Ledger};

pub use self::names::confirmed;
use self::write::Answers;
use super::claims::facets;
use crate::args::CheckArgs;
use crate::batch::Stop;
use crate::kept::Format;
use crate::output::say;

/// Claims asked for at a time.
const PAGE: usize = 500;

/// Runs the command.
pub fn run(args: &CheckArgs) -> ExitCode {
    let done = if args.names { names::leads(args) } else { check(args) };
    done.unwrap_or_else(Stop::end)
}

fn check(args: &CheckArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let _moment = ledger.moment()?;
    let tables = ledger.references()?.tables;
    let tables: Vec<&Table> =
        tables.iter().filter(|table| args.table.is_empty() || args.table.contains(&table.name)).collect();
    if tables.is_empty() {
        return Err(nothing_registered("no table of counts"));
    }
    let mut answers = Answers::begin(Format::of(&args.shown))?;
    let mut counts = [0; 3];
    each_claim(&ledger, &facets(&args.facet), &mut |claim, reading| {
        for table in &tables {
            let id = claim.id.rsplit(':').next().unwrap_or_default();
            let Some(stated) = reading.claims.iter().find(|stated| stated.id == id) else { continue };
            let Some(check) = held_against(reading, stated, table) else { continue };
            let place = match check.verdict {
                Verdict::BearsOut => 0,
                Verdict::DoesNotBearOut => 1,
                Verdict::CannotTell(_) => 2,
            };
            counts[place] += 1;
            if place < 2 || !args.decided {
                answers.write(claim, &check)?;
            }
        }
        Ok(())
    })?;
    answers.end()?;
    let [bears, not, open] = counts;
    say(&format!("{bears} borne out, {not} not borne out, {open} cannot be told"));
    Ok(ExitCode::SUCCESS)
}

fn nothing_registered(what: &str) -> Stop {
    Stop::wrong(format!("{what} of that name is registered"), "claimant table add registers one")
}

/// Calls `each` with every claim that meets `facets` and that no person has rejected, and the reading it is in.
fn each_claim(
    ledger: &Ledger,
    facets: &Facets,
    each: &mut dyn FnMut(&Claimed, &Reading) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut known: Option<(String, Reading)> = None;
    let mut after = None;
    loop {
        let page = ledger.ask(facets, after, PAGE)?;
        for claim in page.claims.iter().filter(|claim| !claim.rejected) {
            let key = claim.id.split(':').next().unwrap_or_default();
            // The claims of an article come one after the other.
            if known.as_ref().is_none_or(|(last, _)| last != key) {
                let Found::Article(article) = ledger.find(key)? else { continue };
                known = Some((key.to_owned(), ledger.reading(&article)?));
            }
            if let Some((_, reading)) = &known {
                each(claim, reading)?;
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}
