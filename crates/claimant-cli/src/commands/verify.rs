//! `claimant verify`: everything that is not as it was added.

use std::process::ExitCode;

use claimant::ledger::{Fault, Ledger};

use crate::args::VerifyArgs;
use crate::batch::Stop;
use crate::output::{self, say};
use crate::print::visible;

/// Runs the command.
pub fn run(args: &VerifyArgs) -> ExitCode {
    verify(args).unwrap_or_else(Stop::end)
}

fn verify(args: &VerifyArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let mut checked = 0;
    let faults = ledger.verify(&mut |done, _| checked = done)?;
    let line = |fault: &Fault| match args.json {
        true => serde_json::to_string(fault).unwrap_or_default() + "\n",
        false => format!("{}: {}\n", visible(&fault.subject), visible(&fault.what)),
    };
    let code = output::print(&faults.iter().map(line).collect::<String>());
    match faults.len() {
        0 => say(&format!("{}: {checked} readings are as they were added", args.ledger.display())),
        n => say(&format!(
            "error: {}: {n} faults in {checked} readings\n  hint: go back to a backup, or add the articles to a new ledger",
            args.ledger.display()
        )),
    }
    Ok(if faults.is_empty() { code } else { ExitCode::from(1) })
}
