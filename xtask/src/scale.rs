//! `scale`: ledgers of ten thousand, a hundred thousand and a million claims, made by code: how fast claims are added,
//! how fast they are found, and docs/ledger-speed.md.

mod article;
mod questions;

use std::path::{Path, PathBuf};
use std::time::Instant;

use claimant_ledger::{Entry, Ledger, Writer};

use crate::arguments::Arguments;
use crate::{Outcome, eval};

/// Where the page goes.
const DOCS: &str = "docs/ledger-speed.md";
/// Articles of one transaction.
const BATCH: usize = 32;
/// How often each question is asked.
const TIMES: usize = 20;

/// What was measured at one size.
struct Measured {
    claims: usize,
    articles: usize,
    bytes: u64,
    added_a_second: f64,
    last_added_a_second: f64,
    asked: Vec<questions::Asked>,
}

/// Makes and measures ledgers. `--claims N` measures one size; `--dir DIR` says where.
pub fn run(arguments: &Arguments) -> Outcome {
    let sizes = match arguments.option("claims") {
        Some(claims) => vec![claims.parse()?],
        None => vec![10_000, 100_000, 1_000_000],
    };
    let folder = arguments.option("dir").map_or_else(std::env::temp_dir, PathBuf::from);
    let mut all = Vec::new();
    for claims in sizes {
        all.push(measure(&folder, claims)?);
    }
    let page = report(&all);
    eval::write(arguments.option("out").unwrap_or(DOCS), &page)?;
    print!("{page}");
    Ok(())
}

fn measure(folder: &Path, claims: usize) -> Result<Measured, Box<dyn std::error::Error>> {
    let path = folder.join(format!("scale-{claims}-{}.claimant", std::process::id()));
    let (added_a_second, last_added_a_second, articles, kept) = fill(&path, claims)?;
    eprintln!("{kept} claims of {articles} articles: {added_a_second:.0} a second");
    let bytes = std::fs::metadata(&path)?.len();
    let asked = questions::ask(&Ledger::open(&path)?, TIMES)?;
    for name in ["", "-wal", "-shm"] {
        // The log and its index are gone already where the writer closed the file.
        let _ = std::fs::remove_file(format!("{}{name}", path.display()));
    }
    Ok(Measured { claims: kept, articles, bytes, added_a_second, last_added_a_second, asked })
}

/// Adds articles until there are `claims`. Gives claims a second over all and over the last tenth, articles, claims.
fn fill(path: &Path, claims: usize) -> Result<(f64, f64, usize, usize), Box<dyn std::error::Error>> {
    let mut writer = Writer::open(path)?;
    let (mut kept, mut articles, mut seconds) = (0, 0, 0.0);
    let mut last = (0, 0.0);
    while kept < claims {
        let readings = (articles..articles + BATCH).map(article::reading).collect::<Vec<_>>();
        let begun = Instant::now();
        let entries: Vec<Entry> =
            readings.into_iter().map(|reading| Entry::of(reading, &["all"])).collect::<Result<_, _>>()?;
        let count: usize = entries.iter().map(Entry::claims).sum();
        writer.add(&entries)?;
        let took = begun.elapsed().as_secs_f64();
        (kept, articles, seconds) = (kept + count, articles + BATCH, seconds + took);
        if kept * 10 > claims * 9 {
            last = (last.0 + count, last.1 + took);
        }
    }
    Ok((kept as f64 / seconds, last.0 as f64 / last.1.max(1e-9), articles, kept))
}

fn report(all: &[Measured]) -> String {
    let mut page = String::from(
        "# The ledger's speed\n\nWritten by `cargo xtask scale`. Articles are made by code; what is timed is preparing and \
         storing them (`Entry::of`, `Writer::add`), on one thread, every commit on the disk; and the first 50 claims of a \
         question.\n\n| claims | articles | MB | added a second | the last tenth | p50 ms | p95 ms | slowest question |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for m in all {
        let mut times: Vec<f64> = m.asked.iter().flat_map(|asked| asked.seconds.clone()).collect();
        times.sort_by(f64::total_cmp);
        let at = |part: f64| 1e3 * times[((times.len() - 1) as f64 * part) as usize];
        let slowest = m.asked.iter().max_by(|a, b| a.median().total_cmp(&b.median()));
        let slowest = slowest.map_or(String::new(), |a| format!("{} ({:.1} ms)", a.name, 1e3 * a.median()));
        page.push_str(&format!(
            "| {} | {} | {} | {:.0} | {:.0} | {:.1} | {:.1} | {slowest} |\n",
            m.claims, m.articles, m.bytes >> 20, m.added_a_second, m.last_added_a_second, at(0.5), at(0.95)
        ));
    }
    if let Some(largest) = all.last() {
        page.push_str(&format!("\nOf {} claims, each question {TIMES} times:\n\n", largest.claims));
        page.push_str("| question | claims found | first ms | median ms |\n|---|---|---|---|\n");
        for asked in &largest.asked {
            page.push_str(&format!(
                "| {} | {} | {:.1} | {:.1} |\n",
                asked.name, asked.found, 1e3 * asked.seconds[0], 1e3 * asked.median()
            ));
        }
    }
    page
}
