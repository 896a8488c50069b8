//! A disk without room and a disk with faults: said as such, nothing lost, and the same command finishes when it can.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use claimant_ledger::Ledger;

use super::{Dice, add, export_hash, figure, keys, lines, rounds, sound};
use crate::binary::{Folder, Run, path};

/// Articles of the corpus: enough for some megabytes.
const ARTICLES: usize = 250;
/// The exit status of a disk that is full or at fault.
const DISK: i32 = 3;

#[test]
fn without_room_it_says_so_and_goes_on_later() {
    let folder = Folder::new("full");
    let (corpus, hash) = corpus(&folder);
    let sizes = rounds(3, 24);
    let mut refused = 0;
    for size in 0..sizes {
        let ledger = folder.path(&format!("{size}.claimant"));
        // From a quarter of a megabyte to the eight that the whole ledger may need.
        let kilobytes = 256 + size * (4096 / sizes);
        let script =
            format!("ulimit -f {kilobytes}; trap '' XFSZ; exec \"$0\" add --fast --ack -l \"$1\" \"$2\"");
        let mut command = Command::new("bash");
        command.args(["-c", &script]).arg(path()).arg(&ledger).arg(&corpus);
        refused += usize::from(survives(&ledger, &corpus, &mut command, &hash));
    }
    assert!(refused > 0, "every size was enough");
    figure(
        "no room to write",
        sizes,
        &format!("{refused} stopped with status {DISK}, 0 lost, all finished with room"),
    );
}

#[test]
fn faults_of_the_disk_lose_nothing() {
    if Command::new("strace").arg("-V").output().is_err() {
        // Past the capture of output, so that a run without strace says so.
        let _ = writeln!(std::io::stderr(), "NOT TESTED: strace is not installed, no faults were injected");
        return;
    }
    let folder = Folder::new("faults");
    let (corpus, hash) = corpus(&folder);
    let faults = rounds(6, 200);
    let mut dice = Dice(21);
    let mut stopped = 0;
    for fault in 0..faults {
        let ledger = folder.path(&format!("{fault}.claimant"));
        let call = ["pwrite64", "fdatasync", "ftruncate"][if dice.roll(8) == 0 { 2 } else { fault % 2 }];
        let when = 1 + if call == "pwrite64" { dice.roll(400) } else { dice.roll(12) };
        let error = ["EIO", "ENOSPC"][dice.roll(2)];
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("trace={call}"));
        command.arg("-e").arg(format!("inject={call}:error={error}:when={when}"));
        command.arg(path()).args(["add", "--fast", "--ack", "-l"]).arg(&ledger).arg(&corpus);
        stopped += usize::from(survives(&ledger, &corpus, &mut command, &hash));
        for name in
            [format!("{fault}.claimant"), format!("{fault}.claimant-wal"), format!("{fault}.claimant-shm")]
        {
            let _ = std::fs::remove_file(folder.path(&name));
        }
    }
    assert!(stopped > 0, "no fault was felt");
    figure(
        "EIO and ENOSPC injected",
        faults,
        &format!("{stopped} stopped with status {DISK}, 0 lost, all finished after"),
    );
}

/// A corpus, and the hash of the ledger that it gives.
fn corpus(folder: &Folder) -> (std::path::PathBuf, String) {
    let (corpus, reference) =
        (folder.write("corpus.jsonl", lines(0..ARTICLES)), folder.path("reference.claimant"));
    assert_eq!(add(&reference, &[&corpus.to_string_lossy()]).code, Some(0));
    let hash = export_hash(&reference);
    (corpus, hash)
}

/// Runs a command that meets a fault or does not; then adds again. Gives whether it was stopped.
fn survives(ledger: &Path, corpus: &Path, command: &mut Command, hash: &str) -> bool {
    let run: Run = command.output().expect("it runs").into();
    let stopped = run.code != Some(0);
    if stopped {
        assert_eq!(run.code, Some(DISK), "{command:?}: {}", run.talk);
        assert!(run.talk.contains(&*ledger.to_string_lossy()) && run.talk.contains("hint: "), "{}", run.talk);
    }
    let acks: Vec<&str> = run.out.lines().filter_map(|line| line.strip_prefix("ack ")).collect();
    if !acks.is_empty() {
        let kept = keys(&Ledger::open(ledger).expect("it opens"));
        let lost: Vec<_> = acks.iter().filter(|key| !kept.contains(**key)).collect();
        assert!(lost.is_empty(), "{command:?}: lost {lost:?}");
        assert_eq!(sound(ledger), Ok(()), "{command:?}");
    }
    let again = add(ledger, &[&corpus.to_string_lossy()]);
    assert_eq!(again.code, Some(0), "{command:?}: {}", again.talk);
    assert_eq!((export_hash(ledger).as_str(), sound(ledger)), (hash, Ok(())), "{command:?}");
    stopped
}
