//! `claimant export`: what was added, byte for byte, in the order of the articles' keys.

use std::process::ExitCode;

use claimant::ledger::Ledger;

use crate::args::ExportArgs;
use crate::batch::Stop;
use crate::output::Output;

/// Runs the command.
pub fn run(args: &ExportArgs) -> ExitCode {
    export(args).unwrap_or_else(Stop::end)
}

fn export(args: &ExportArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let name = args.output.as_ref().map_or("stdout".to_owned(), |path| path.display().to_string());
    let failed = |error: std::io::Error| Stop::writing(&name, &error);
    let mut out = match &args.output {
        Some(path) => Output::file(path).map_err(failed)?,
        None => Output::stdout(),
    };
    let mut broken = None;
    ledger.records(&mut |json| {
        broken = out.write(json.as_bytes()).and_then(|()| out.write(b"\n")).err();
        broken.is_none()
    })?;
    broken.map_or(Ok(()), |error| Err(failed(error)))?;
    out.finish().map_err(failed)?;
    Ok(ExitCode::SUCCESS)
}
