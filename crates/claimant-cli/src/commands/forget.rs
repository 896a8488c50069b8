//! `claimant forget`: what is named goes, to the last byte.

use std::process::ExitCode;

use claimant::ledger::{Leaving, Ledger, Writer};

use crate::args::ForgetArgs;
use crate::batch::Stop;
use crate::output::say;

/// Articles that are listed one by one.
const LISTED: usize = 20;

/// Runs the command.
pub fn run(args: &ForgetArgs) -> ExitCode {
    forget(args).unwrap_or_else(Stop::end)
}

fn forget(args: &ForgetArgs) -> Result<ExitCode, Stop> {
    let leaving = Ledger::open(&args.ledger)?.leaving(&args.what)?;
    told(&leaving);
    if !args.yes {
        return Err(Stop::wrong("nothing was forgotten yet", "--yes forgets it; it cannot be brought back"));
    }
    Writer::open(&args.ledger)?.forget(&leaving, &args.by, &args.why)?;
    say(&format!("{}: forgotten", args.ledger.display()));
    say("  hint: a backup, an export or a page that was made before still holds it: forget it there too");
    Ok(ExitCode::SUCCESS)
}

/// Says what goes, by keys: the words are not repeated.
fn told(leaving: &Leaving) {
    say(&format!(
        "{} articles and {} tables go whole, and the words of {} decisions",
        leaving.articles.len(),
        leaving.tables.len(),
        leaving.decisions.len()
    ));
    leaving.articles.iter().take(LISTED).for_each(|key| say(&format!("  {key}")));
    if leaving.articles.len() > LISTED {
        say("  …");
    }
}
