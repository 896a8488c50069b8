//! Killed at any moment, an adding process has lost nothing that it acknowledged, and left nothing half-kept.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use claimant_ledger::Ledger;

use super::{Dice, add, export_hash, figure, keys, lines, rounds, sound};
use crate::binary::{Folder, claimant};

/// Articles of the corpus that is added again and again.
const ARTICLES: usize = 600;

#[test]
fn nothing_acknowledged_is_lost_and_resuming_gives_the_same_ledger() {
    let folder = Folder::new("kills");
    let corpus = folder.write("corpus.jsonl", lines(0..ARTICLES));
    let reference = folder.path("reference.claimant");
    assert_eq!(add(&reference, &[&corpus.to_string_lossy()]).code, Some(0));
    let hash = export_hash(&reference);
    let kills = rounds(15, 150);
    let mut dice = Dice(11);
    let (mut ledgers, mut acknowledged, mut landed) = (0, 0, 0);
    let mut path = folder.path("0.claimant");
    for kill in 0..kills {
        // Every other one is left alone until it has kept something, so that the kill falls into the work on any machine.
        let wait = Duration::from_millis(60 + dice.roll(121) as u64);
        let acks = add_and_kill(&path, &corpus, kill % 2 == 0, wait);
        acknowledged += acks.len();
        if path.exists() && std::fs::metadata(&path).is_ok_and(|about| about.len() > 0) {
            let ledger = Ledger::open(&path).expect("it opens after a kill");
            let kept = keys(&ledger);
            let lost: Vec<_> = acks.iter().filter(|key| !kept.contains(*key)).collect();
            assert!(lost.is_empty(), "kill {kill}: {lost:?} lost");
            landed += usize::from(kept.len() < ARTICLES);
            drop(ledger);
            assert_eq!(sound(&path), Ok(()), "kill {kill}");
        }
        // Some ledgers are killed many times, some once or twice; in the end each must be whole.
        if dice.roll(6) == 0 || kill + 1 == kills {
            assert_eq!(add(&path, &[&corpus.to_string_lossy()]).code, Some(0));
            assert_eq!(export_hash(&path), hash, "after resuming");
            assert_eq!(
                Ledger::open(&path).and_then(|l| l.uncompared()).expect("a count"),
                0,
                "left uncompared"
            );
            assert_eq!(sound(&path), Ok(()));
            ledgers += 1;
            path = folder.path(&format!("{ledgers}.claimant"));
        }
    }
    assert!(landed * 4 >= kills, "only {landed} of {kills} kills fell into the work");
    figure(
        "SIGKILL while adding",
        kills,
        &format!(
            "{acknowledged} acknowledged, 0 lost, 0 partial; {ledgers} ledgers resumed to one export hash"
        ),
    );
}

/// Adds the corpus, kills after `wait`, counted from the first acknowledgement or from the start, and gives what was
/// acknowledged.
fn add_and_kill(ledger: &Path, corpus: &Path, first: bool, wait: Duration) -> Vec<String> {
    let mut command = claimant();
    command.arg("add").arg("-l").arg(ledger).args(["--fast", "--ack"]).arg(corpus);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut said = String::new();
    if first {
        out.read_line(&mut said).expect("a line");
    }
    std::thread::sleep(wait);
    child.kill().expect("a signal");
    child.wait().expect("it ends");
    out.read_to_string(&mut said).expect("its last lines");
    // A line that was cut off acknowledges nothing.
    said.lines()
        .filter_map(|line| line.strip_prefix("ack "))
        .filter(|key| key.len() == 16)
        .map(str::to_owned)
        .collect()
}
