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
/// Articles that are added with comparing.
const COMPARED: usize = 320;
/// How often each question is asked.
const TIMES: usize = 20;

/// What was measured at one size.
struct Measured {
    claims: usize,
    articles: usize,
    bytes: u64,
    added: Rate,
    last: Rate,
    /// The same with comparing, of some more articles in order of their days.
    compared: Rate,
    /// Comparing alone, of these: milliseconds of the processor an article.
    compare: f64,
    asked: Vec<questions::Asked>,
}

/// Claims added, and the time that it took: by the clock, and of the processor.
#[derive(Clone, Copy, Default)]
struct Rate {
    claims: usize,
    seconds: f64,
    cpu: f64,
}

impl Rate {
    fn add(&mut self, claims: usize, seconds: f64, cpu: f64) {
        *self = Rate { claims: self.claims + claims, seconds: self.seconds + seconds, cpu: self.cpu + cpu };
    }

    fn a_second(&self) -> f64 {
        self.claims as f64 / self.seconds.max(1e-9)
    }

    fn a_cpu_second(&self) -> f64 {
        self.claims as f64 / self.cpu.max(1e-9)
    }
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
    let (added, last, articles) = fill(&path, claims)?;
    eprintln!("{} claims of {articles} articles: {:.0} a second", added.claims, added.a_second());
    let bytes = std::fs::metadata(&path)?.len();
    let (compared, compare) = compare(&path, articles)?;
    eprintln!("{:.0} a second with comparing, {compare:.2} ms an article", compared.a_second());
    let asked = questions::ask(&Ledger::open(&path)?, TIMES)?;
    for name in ["", "-wal", "-shm"] {
        // The log and its index are gone already where the writer closed the file.
        let _ = std::fs::remove_file(format!("{}{name}", path.display()));
    }
    Ok(Measured { claims: added.claims, articles, bytes, added, last, compared, compare, asked })
}

/// Adds articles until there are `claims`. Gives the rate over all and over the last tenth, and how many articles.
fn fill(path: &Path, claims: usize) -> Result<(Rate, Rate, usize), Box<dyn std::error::Error>> {
    let mut writer = Writer::open(path)?;
    let (mut all, mut last, mut articles) = (Rate::default(), Rate::default(), 0);
    while all.claims < claims {
        let readings = (articles..articles + BATCH).map(article::reading).collect::<Vec<_>>();
        let (begun, cpu) = (Instant::now(), cpu_seconds());
        let entries: Vec<Entry> =
            readings.into_iter().map(|reading| Entry::of(reading, &["all"])).collect::<Result<_, _>>()?;
        let count: usize = entries.iter().map(Entry::claims).sum();
        writer.add(&entries)?;
        let took = (begun.elapsed().as_secs_f64(), cpu_seconds() - cpu);
        all.add(count, took.0, took.1);
        if all.claims * 10 > claims * 9 {
            last.add(count, took.0, took.1);
        }
        articles += BATCH;
    }
    Ok((all, last, articles))
}

/// Adds some more articles to a ledger that is not compared yet, and holds these against all others.
fn compare(path: &Path, articles: usize) -> Result<(Rate, f64), Box<dyn std::error::Error>> {
    let mut writer = Writer::open(path)?;
    // What is there already counts as compared: its keys are kept, and that is what is asked.
    writer.expect_nothing()?;
    let (mut all, mut alone) = (Rate::default(), 0.0);
    for first in (articles..articles + COMPARED).step_by(BATCH) {
        let readings = (first..first + BATCH).map(article::reading).collect::<Vec<_>>();
        let (begun, cpu) = (Instant::now(), cpu_seconds());
        let entries: Vec<Entry> =
            readings.into_iter().map(|reading| Entry::of(reading, &["all"])).collect::<Result<_, _>>()?;
        let count: usize = entries.iter().map(Entry::claims).sum();
        writer.add(&entries)?;
        let before = cpu_seconds();
        while writer.compare(BATCH)? > 0 {}
        alone += cpu_seconds() - before;
        all.add(count, begun.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    }
    Ok((all, 1e3 * alone / COMPARED as f64))
}

/// Seconds that the processor has worked for this thread.
fn cpu_seconds() -> f64 {
    let spent = nix::time::clock_gettime(nix::time::ClockId::CLOCK_THREAD_CPUTIME_ID);
    spent.map_or(0.0, |spent| spent.tv_sec() as f64 + spent.tv_nsec() as f64 * 1e-9)
}

fn report(all: &[Measured]) -> String {
    let mut page = format!(
        "# The ledger's speed\n\nWritten by `cargo xtask scale`. Articles are made by code; what is timed is preparing and \
         storing them (`Entry::of`, `Writer::add`), on one thread, every commit on the disk, {BATCH} articles in each; and \
         finding the first 50 claims of a question with all that is shown of them. CPU is time of the processor: \
         where the machine has other work, the clock runs longer.\n\n| claims | articles | MB | added a second | a CPU second | \
         last tenth, a CPU second | with comparing, a second | a CPU second | comparing, CPU ms an article | CPU p50 ms | p95 ms | \
         slowest question |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for m in all {
        let mut times: Vec<f64> = m.asked.iter().flat_map(|asked| asked.seconds.clone()).collect();
        times.sort_by(f64::total_cmp);
        let at = |part: f64| 1e3 * times[((times.len() - 1) as f64 * part) as usize];
        let slowest = m.asked.iter().max_by(|a, b| a.median().total_cmp(&b.median()));
        let slowest = slowest.map_or(String::new(), |a| format!("{} ({:.1} ms)", a.name, 1e3 * a.median()));
        page.push_str(&format!(
            "| {} | {} | {} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.1} | {:.1} | {:.1} | {slowest} |\n",
            m.claims,
            m.articles,
            m.bytes >> 20,
            m.added.a_second(),
            m.added.a_cpu_second(),
            m.last.a_cpu_second(),
            m.compared.a_second(),
            m.compared.a_cpu_second(),
            m.compare,
            at(0.5),
            at(0.95)
        ));
    }
    if let Some(largest) = all.last() {
        page.push_str(&format!("\nOf {} claims, each question {TIMES} times:\n\n", largest.claims));
        page.push_str("| question | claims found | first CPU ms | median CPU ms |\n|---|---|---|---|\n");
        for asked in &largest.asked {
            page.push_str(&format!(
                "| {} | {} | {:.1} | {:.1} |\n",
                asked.name,
                asked.found,
                1e3 * asked.seconds[0],
                1e3 * asked.median()
            ));
        }
    }
    page
}
