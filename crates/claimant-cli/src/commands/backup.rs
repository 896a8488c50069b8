//! `claimant backup`: a copy that is whole.

use std::process::ExitCode;

use claimant::ledger::Ledger;

use crate::args::BackupArgs;
use crate::batch::Stop;
use crate::output::say;

/// Runs the command.
pub fn run(args: &BackupArgs) -> ExitCode {
    backup(args).unwrap_or_else(Stop::end)
}

fn backup(args: &BackupArgs) -> Result<ExitCode, Stop> {
    Ledger::open(&args.ledger)?.backup(&args.to)?;
    let (articles, claims) = Ledger::open(&args.to)?.size()?;
    say(&format!("{}: {articles} articles, {claims} claims", args.to.display()));
    Ok(ExitCode::SUCCESS)
}
