//! The command `claimant`: the only crate that prints, and that touches arguments, the network, the environment, and files
//! other than a ledger's own.
//!
//! Data goes to stdout, talk to stderr. Exit status: 0 all was read, 1 some documents were not, 2 nothing was read or
//! the command is wrong, 3 a ledger could not be written for want of room or for a fault of the disk, 130 interrupted.

mod args;
mod batch;
mod child;
mod commands;
mod csv;
mod fetch;
mod html;
mod inputs;
mod keeper;
mod kept;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod pdf;
mod print;
mod progress;
#[cfg(test)]
mod sample;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    match cli.command {
        Command::Read(args) => commands::read::run(&args),
        Command::Add(args) => commands::add::run(&args),
        Command::Watch(args) => commands::watch::run(&args),
        Command::Claims(args) => commands::claims::run(&args),
        Command::Compare(args) => commands::compare::run(&args),
        Command::History(args) => commands::history::run(&args),
        Command::Diff(args) => commands::diff::run(&args),
        Command::Show(args) => commands::show::run(&args),
        Command::Sql(args) => commands::sql::run(&args),
        Command::Check(args) => commands::check::run(&args),
        Command::Table(args) => commands::table::run(&args),
        Command::Review(args) => commands::review::run(&args),
        Command::Log(args) => commands::log::run(&args),
        Command::Forget(args) => commands::forget::run(&args),
        Command::Export(args) => commands::export::run(&args),
        Command::Verify(args) => commands::verify::run(&args),
        Command::Backup(args) => commands::backup::run(&args),
        Command::Extractors => commands::extractors::run(),
        Command::Pdf => pdf::child(),
        #[cfg(feature = "parquet")]
        Command::Parquet => parquet::child(),
    }
}

/// Help and version go to stdout and succeed; all else is a wrong command.
fn usage(error: &clap::Error) -> ExitCode {
    // A closed stdout is no reason to fail.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}
