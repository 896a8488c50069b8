//! `claimant compare`: what claims, figures and articles of a ledger are to each other.

use std::process::ExitCode;

use claimant::ledger::{Ledger, Wanted, Writer};

use super::claims::{facets, is_any};
use crate::args::CompareArgs;
use crate::batch::Stop;
use crate::kept::{Format, Found};
use crate::output::say;

/// Things of one kind shown to people who did not say how many.
const SHOWN: usize = 20;
/// Articles of one transaction.
const TOGETHER: usize = 32;

/// Runs the command.
pub fn run(args: &CompareArgs) -> ExitCode {
    compare(args).unwrap_or_else(Stop::end)
}

fn compare(args: &CompareArgs) -> Result<ExitCode, Stop> {
    finish(args)?;
    let ledger = Ledger::open(&args.ledger)?;
    let _moment = ledger.moment()?;
    let claims = if is_any(&args.facet) { None } else { Some(ledger.numbers(&facets(&args.facet))?) };
    let format = Format::of(&args.shown);
    let most = args.limit.unwrap_or(if let Format::Text(_) = format { SHOWN } else { usize::MAX });
    let mut out = Found::begin(format)?;
    let mut shown = 0;
    if args.kind.is_empty() || args.kind.iter().any(|kind| kind == "group") {
        shown += groups(&ledger, claims.as_ref(), most, &mut out)?;
    }
    for (heading, levels, kinds) in SECTIONS {
        let kinds: Vec<String> = match args.kind.is_empty() {
            true => kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            false => args.kind.iter().filter(|kind| *kind != "group").cloned().collect(),
        };
        if kinds.is_empty() {
            continue;
        }
        let wanted = Wanted { kinds, levels: levels.to_vec(), claims: claims.clone() };
        shown += relations(&ledger, &wanted, heading, most, &mut out)?;
    }
    out.end()?;
    if shown == 0 {
        say("nothing in these articles has to do with another one");
    }
    Ok(ExitCode::SUCCESS)
}

/// What is shown where no kind is asked for, in order.
const SECTIONS: [(&str, &[&str], &[&str]); 4] = [
    ("copies", &["article"], &["copy"]),
    ("claims", &["claim"], &["contradict", "hardened", "softened", "reversed"]),
    ("figures", &["figure"], &["contradict", "update", "agree", "compatible"]),
    ("sources", &["source"], &["verbatim", "altered", "not_found"]),
];

/// Compares what is left. A ledger that cannot be written to is shown as it is.
fn finish(args: &CompareArgs) -> Result<(), Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let (left, settled) = (ledger.uncompared()?, ledger.is_settled()?);
    drop(ledger);
    if left == 0 && settled && !args.again {
        return Ok(());
    }
    let mut writer = match Writer::open(&args.ledger) {
        Ok(writer) => writer,
        Err(error) if error.is_of_the_disk() && !args.again => {
            say(&format!("not all is compared, and it cannot be done now: {error}"));
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    while writer.compare(TOGETHER)? > 0 {}
    if args.again || !writer.is_settled()? {
        writer.settle(&mut |_, _| {})?;
    }
    Ok(())
}

fn groups(
    ledger: &Ledger,
    claims: Option<&std::collections::BTreeSet<i64>>,
    most: usize,
    out: &mut Found,
) -> Result<usize, Stop> {
    let (mut shown, mut broken, mut more) = (0, Ok(()), false);
    ledger.groups(claims, &mut |group| {
        if shown == most {
            more = true;
            return false;
        }
        let begun = if shown == 0 { out.heading("same claim") } else { Ok(()) };
        broken = begun.and_then(|()| out.group(&group));
        shown += 1;
        broken.is_ok()
    })?;
    broken.map(|()| told(shown, more))
}

fn relations(
    ledger: &Ledger,
    wanted: &Wanted,
    heading: &str,
    most: usize,
    out: &mut Found,
) -> Result<usize, Stop> {
    let (mut shown, mut broken, mut more) = (0, Ok(()), false);
    ledger.relations(wanted, &mut |related| {
        if shown == most {
            more = true;
            return false;
        }
        let begun = if shown == 0 { out.heading(heading) } else { Ok(()) };
        broken = begun.and_then(|()| out.relation(&related));
        shown += 1;
        broken.is_ok()
    })?;
    broken.map(|()| told(shown, more))
}

fn told(shown: usize, more: bool) -> usize {
    if more {
        say(&format!("the newest {shown}; there are more (--limit N)"));
    }
    shown
}
