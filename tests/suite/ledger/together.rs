//! Several programs at one ledger: each waits for its turn, nobody is turned away, nothing is lost.

use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use claimant_ledger::review::{Decision, What};
use claimant_ledger::{Facets, Ledger, Writer};

use super::{entry, figure, keys, lines, rounds, sound};
use crate::binary::{Folder, Run, claimant};

#[test]
fn two_adders_a_reviewer_and_readers_do_not_meet() {
    let folder = Folder::new("together");
    let path = folder.path("news.claimant");
    let articles = rounds(150, 3000);
    let halves =
        [folder.write("a.jsonl", lines(0..articles)), folder.write("b.jsonl", lines(articles..2 * articles))];
    let adders: Vec<Child> = halves.iter().map(|half| adder(&path, half)).collect();
    let (done, questions) = (AtomicBool::new(false), AtomicUsize::new(0));
    let decisions = thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| ask(&path, &done, &questions));
        }
        let reviewer = scope.spawn(|| decide(&path, &done));
        let runs: Vec<Run> =
            adders.into_iter().map(|adder| adder.wait_with_output().expect("it ends").into()).collect();
        // Before anything is asserted: the others would wait for ever.
        done.store(true, Ordering::Relaxed);
        for run in runs {
            assert_eq!(run.code, Some(0), "{}", run.talk);
            assert!(!run.talk.contains("lock") && !run.talk.contains("holds it"), "{}", run.talk);
        }
        reviewer.join().expect("the reviewer ends")
    });
    let ledger = Ledger::open(&path).expect("a ledger");
    assert_eq!(ledger.size().expect("a size").0, 2 * articles as i64);
    assert_eq!(ledger.told().expect("lines").len(), decisions, "decisions were lost");
    drop(ledger);
    assert_eq!(sound(&path), Ok(()));
    figure(
        "two adders, a reviewer, two readers",
        2 * articles,
        &format!("0 turned away, {decisions} decisions kept, {} questions answered", questions.into_inner()),
    );
}

fn adder(ledger: &Path, corpus: &Path) -> Child {
    let mut command = claimant();
    command.args(["add", "--fast", "--threads", "1", "-l"]).arg(ledger).arg(corpus);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs")
}

/// Asks until `done`; the ledger may not be there yet at first.
fn ask(path: &Path, done: &AtomicBool, questions: &AtomicUsize) {
    let facets = Facets { who: Some("Vasko".to_owned()), ..Facets::default() };
    while !done.load(Ordering::Relaxed) {
        match Ledger::open(path) {
            Ok(ledger) => {
                ledger.ask(&facets, None, 50).expect("an answer");
                questions.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => {
                assert!(!error.is_of_the_disk() && questions.load(Ordering::Relaxed) == 0, "{error}")
            }
        }
        thread::yield_now();
    }
}

/// Decides until `done`. Gives how often.
fn decide(path: &Path, done: &AtomicBool) -> usize {
    let mut writer = Writer::open(path).expect("a ledger");
    writer.add(&[entry(0)]).expect("added");
    let key = keys(writer.ledger()).into_iter().next().expect("an article");
    let note = [Decision { subject: key, what: What::Note, why: "seen".to_owned() }];
    let mut decisions = 0;
    while !done.load(Ordering::Relaxed) {
        writer.decide(&note, "Ana", None).expect("logged");
        decisions += 1;
        thread::sleep(std::time::Duration::from_millis(50));
    }
    decisions
}

/// The locks that this process has on a file.
#[cfg(target_os = "linux")]
fn locks(path: &Path) -> usize {
    use std::os::unix::fs::MetadataExt;
    let (file, own) = (
        format!(":{} ", std::fs::metadata(path).expect("a file").ino()),
        format!(" {} ", std::process::id()),
    );
    let all = std::fs::read_to_string("/proc/locks").expect("the system's locks");
    all.lines().filter(|line| line.contains(&file) && line.contains(&own)).count()
}

#[cfg(target_os = "linux")]
#[test]
fn who_opens_a_ledger_takes_no_lock_from_a_writer_of_the_same_process() {
    let folder = Folder::new("locks");
    let path = folder.path("news.claimant");
    let writer = Writer::open(&path).expect("a ledger");
    let before = locks(&path);
    assert!(before > 0);
    drop(Ledger::open(&path).expect("a ledger"));
    assert_eq!(locks(&path), before);
    drop(writer);
}

#[test]
fn a_ledger_stands_still_for_a_moment() {
    let folder = Folder::new("moment");
    let path = folder.path("news.claimant");
    let mut writer = Writer::open(&path).expect("a ledger");
    writer.add(&[entry(0)]).expect("added");
    let ledger = Ledger::open(&path).expect("a ledger");
    let articles = || ledger.size().expect("a size").0;
    let moment = ledger.moment().expect("a moment");
    assert_eq!(articles(), 1);
    writer.add(&[entry(1)]).expect("added");
    drop(ledger.moment().expect("the same moment"));
    assert_eq!(articles(), 1);
    drop(moment);
    assert_eq!(articles(), 2);
}
