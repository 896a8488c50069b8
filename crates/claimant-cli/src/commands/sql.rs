//! `claimant sql`: one statement, its answer as a table.

use std::cell::RefCell;
use std::process::ExitCode;

use claimant::ledger::Ledger;

use crate::args::SqlArgs;
use crate::batch::Stop;
use crate::kept::{Format, Rows};

/// Runs the command.
pub fn run(args: &SqlArgs) -> ExitCode {
    sql(args).unwrap_or_else(Stop::end)
}

fn sql(args: &SqlArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let format = Format::of(&args.shown);
    let rows = RefCell::new(None);
    let begin = |names: &[String]| *rows.borrow_mut() = Some(Rows::begin(format, names));
    let mut broken = None;
    ledger.sql(&args.query, &mut |names| begin(names), &mut |row| {
        broken = match &mut *rows.borrow_mut() {
            Some(Ok(rows)) => rows.write(row).err(),
            _ => return false,
        };
        broken.is_none()
    })?;
    broken.map_or(Ok(()), Err)?;
    rows.into_inner().transpose()?.map_or(Ok(()), Rows::end)?;
    Ok(ExitCode::SUCCESS)
}
