//! The write-ahead log cut off anywhere, as a loss of power leaves it: what is there is what was committed up to some
//! moment, whole.

use std::collections::BTreeSet;
use std::fs;

use claimant_ledger::{Ledger, Writer};

use super::{Dice, entry, figure, keys, rounds, sound};
use crate::binary::Folder;

#[test]
fn a_log_cut_anywhere_leaves_a_prefix_of_the_commits() {
    let folder = Folder::new("cuts");
    let path = folder.path("news.claimant");
    let mut writer = Writer::open(&path).expect("a ledger");
    let mut states: Vec<BTreeSet<String>> = vec![BTreeSet::new()];
    for n in 0..8 {
        writer.add(&[entry(2 * n), entry(2 * n + 1)]).expect("added");
        states.push(keys(writer.ledger()));
    }
    // While the writer holds the file, the log is not taken in.
    let file = fs::read(&path).expect("the file");
    let log = fs::read(folder.path("news.claimant-wal")).expect("the log");
    assert!(log.len() > 100_000, "the log is almost empty: {}", log.len());
    let mut dice = Dice(5);
    let cuts = rounds(40, 500);
    let mut seen = BTreeSet::new();
    for cut in 0..cuts {
        let copy = folder.path("copy.claimant");
        fs::write(&copy, &file).expect("written");
        let length = dice.roll(log.len() + 1);
        let mut part = log[..length].to_vec();
        if cut % 3 == 0 {
            // Power fails in the middle of a page: its rest is what was there before, or noise.
            let torn = part.len().saturating_sub(dice.roll(4096));
            part[torn..].iter_mut().for_each(|byte| *byte = dice.roll(256) as u8);
        }
        fs::write(folder.path("copy.claimant-wal"), part).expect("written");
        let _ = fs::remove_file(folder.path("copy.claimant-shm"));
        let found = keys(&Ledger::open(&copy).expect("it opens"));
        let state = states.iter().position(|state| *state == found);
        seen.insert(state.unwrap_or_else(|| panic!("cut at {length}: no prefix of the commits")));
        assert_eq!(sound(&copy), Ok(()), "cut at {length}");
    }
    assert!(seen.len() >= 5, "cuts fell into few commits: {seen:?}");
    figure("log cut off, torn or garbled", cuts, &format!("{cuts} reopened to a prefix of the commits"));
}
