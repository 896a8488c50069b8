//! `claimant history`: the states of a figure in order, with who said each and how sure they were.

use std::collections::BTreeSet;
use std::process::ExitCode;

use claimant::ledger::{Found as Named, Ledger};

use super::claims::{facets, is_any};
use super::show::several;
use crate::args::HistoryArgs;
use crate::batch::Stop;
use crate::kept::{Format, Found};
use crate::output::say;

/// Histories shown to people who did not say how many.
const SHOWN: usize = 10;

/// Runs the command.
pub fn run(args: &HistoryArgs) -> ExitCode {
    history(args).unwrap_or_else(Stop::end)
}

fn history(args: &HistoryArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let _moment = ledger.moment()?;
    let claims = wanted(&ledger, args)?;
    let format = Format::of(&args.shown);
    let most = args.limit.unwrap_or(if let Format::Text(_) = format { SHOWN } else { usize::MAX });
    let mut out = Found::begin(format)?;
    let (mut shown, mut broken) = (0, Ok(()));
    ledger.histories(claims.as_ref(), &mut |history| {
        if shown == most {
            return false;
        }
        broken = out.history(&history);
        shown += 1;
        broken.is_ok()
    })?;
    broken?;
    out.end()?;
    if shown == 0 {
        say("no figure that is meant is told by a second article");
    }
    Ok(ExitCode::SUCCESS)
}

/// The claims whose figures are meant; `None` for all.
fn wanted(ledger: &Ledger, args: &HistoryArgs) -> Result<Option<BTreeSet<i64>>, Stop> {
    let Some(id) = &args.id else {
        return Ok(if is_any(&args.facet) { None } else { Some(ledger.numbers(&facets(&args.facet))?) });
    };
    match ledger.find(id)? {
        Named::Claim(claim) => Ok(Some(BTreeSet::from([claim.number()]))),
        Named::Article(article) => {
            Ok(Some(ledger.claims_of(&article)?.iter().map(|claim| claim.number()).collect()))
        }
        Named::Several(names) => Err(several(id, &names)),
        Named::Nothing => Err(Stop::wrong(
            format!("{id:?} is no claim and no article of this ledger"),
            "claimant claims shows the ids of claims",
        )),
    }
}
