//! `claimant claims`: a ledger's claims by facets, newest first.

use std::process::ExitCode;

use claimant::ledger::{Facets, Ledger};

use crate::args::{ClaimsArgs, Facet};
use crate::batch::Stop;
use crate::kept::{Claims, Format};
use crate::output::say;

/// Claims shown to people who did not say how many.
const SHOWN: usize = 20;
/// Claims asked for at a time.
const PAGE: usize = 500;

/// Runs the command.
pub fn run(args: &ClaimsArgs) -> ExitCode {
    claims(args).unwrap_or_else(Stop::end)
}

fn claims(args: &ClaimsArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let _moment = ledger.moment()?;
    let facets = facets(&args.facet);
    let format = Format::of(&args.shown);
    let most = args.limit.unwrap_or(if let Format::Text(_) = format { SHOWN } else { usize::MAX });
    let tallies = ledger.tallies()?;
    let mut out = Claims::begin(format, args.cut)?;
    let (mut shown, mut after) = (0, None);
    let more = loop {
        let page = ledger.ask(&facets, after, PAGE.min(most - shown))?;
        for mut claim in page.claims {
            claim.told = tallies.of(&claim)?;
            if let (Format::Text(_), None, true) = (format, args.cut, shown > 0) {
                out.gap()?;
            }
            out.write(&claim)?;
            shown += 1;
        }
        after = page.next;
        if after.is_none() || shown >= most {
            break after.is_some();
        }
    };
    out.end()?;
    match (shown, more) {
        (0, _) => say("no claim meets all of that"),
        (shown, true) => say(&format!("the newest {shown}; there are more (--limit N)")),
        _ => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether no facet is set.
pub fn is_any(facet: &Facet) -> bool {
    facets(facet) == Facets::default()
}

/// What is asked for, as typed.
pub fn facets(facet: &Facet) -> Facets {
    Facets {
        who: facet.who.clone(),
        about: facet.about.clone(),
        place: facet.place.clone(),
        event: facet.event.clone(),
        publisher: facet.publisher.clone(),
        text: facet.text.clone(),
        status: facet.status.clone(),
        certainty: facet.certainty.clone(),
        source_kind: facet.source_kind.clone(),
        period: facet.period,
        published: facet.published,
        figure: facet.figure,
        check_worthy: facet.check_worthy,
        reviewed: match (facet.reviewed, facet.unreviewed) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        },
    }
}
