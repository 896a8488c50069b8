//! `claimant diff`: what two articles, or two versions of one, differ in.

use std::process::ExitCode;

use claimant::ledger::{ArticleLine, Found as Named, Ledger};

use super::show::several;
use crate::args::DiffArgs;
use crate::batch::Stop;
use crate::kept::{Format, Found};
use crate::output::say;

/// Runs the command.
pub fn run(args: &DiffArgs) -> ExitCode {
    diff(args).unwrap_or_else(Stop::end)
}

fn diff(args: &DiffArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let _moment = ledger.moment()?;
    let (a, b) = match &args.b {
        Some(b) => (article(&ledger, &args.a)?, article(&ledger, b)?),
        None => versions(&ledger, &args.a)?,
    };
    let found = ledger.diff(&a, &b)?;
    let mut out = Found::begin(Format::of(&args.shown))?;
    for differs in &found {
        out.differs(differs)?;
    }
    out.end()?;
    if found.is_empty() {
        say("both claim the same");
    }
    Ok(ExitCode::SUCCESS)
}

fn article(ledger: &Ledger, name: &str) -> Result<ArticleLine, Stop> {
    match ledger.find(name)? {
        Named::Article(article) => Ok(*article),
        Named::Several(names) => Err(several(name, &names)),
        _ => Err(Stop::wrong(
            format!("{name:?} is no article of this ledger"),
            "name it by its key, the hash of its text or its address",
        )),
    }
}

/// The last two versions at an address.
fn versions(ledger: &Ledger, name: &str) -> Result<(ArticleLine, ArticleLine), Stop> {
    let first = match ledger.find(name)? {
        Named::Several(keys) => keys.into_iter().next().unwrap_or_default(),
        _ => name.to_owned(),
    };
    let keys = article(ledger, &first)?.versions;
    match keys.as_slice() {
        [.., a, b] => Ok((article(ledger, &a.key)?, article(ledger, &b.key)?)),
        _ => Err(Stop::wrong(
            format!("there is one version of {name:?} only"),
            "name two articles: claimant diff -l LEDGER A B",
        )),
    }
}
