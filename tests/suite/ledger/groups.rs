//! Claims of several articles that are one: by the program, and as people say.

use std::path::Path;

use claimant_ledger::{Facets, Group, Ledger};

use super::compare::example;
use super::sound;
use crate::binary::{Run, run};

#[test]
fn copies_are_one_origin() {
    let (_folder, path) = example("origins");
    let ledger = Ledger::open(Path::new(&path)).expect("a ledger");
    let mut groups: Vec<Group> = Vec::new();
    ledger
        .groups(None, &mut |group| {
            groups.push(group);
            true
        })
        .expect("groups");
    assert!(!groups.is_empty());
    assert!(groups.iter().all(|group| group.told.origins <= group.told.articles && group.told.articles > 1));
    let sprinklers =
        groups.iter().find(|group| group.claims.iter().any(|claim| claim.parts().2.contains("sprinklers")));
    assert_eq!(
        sprinklers.map(|group| group.told.to_string()),
        Some("2 articles, 1 origin".to_owned()),
        "{groups:#?}"
    );
    let shown = run(&["claims", "-l", &path, "--text", "sprinklers", "--report"]);
    assert!(shown.out.contains("2 articles, 1 origin"), "{}", shown.out);
    let json = run(&["claims", "-l", &path, "--text", "sprinklers", "--json"]).records();
    assert!(
        json.iter().all(|claim| claim["told"]["articles"] == 2 && claim["told"]["origins"] == 1),
        "{json:?}"
    );
}

fn review(ledger: &str, act: &str, more: &[&str]) {
    let Run { code, talk, .. } = run(&[&["review", act, "-l", ledger, "--by", "Ana Lind"], more].concat());
    assert_eq!(code, Some(0), "{talk}");
}

/// The handles of the claims with these words, and how often each is told.
fn told(ledger: &str, words: &str) -> Vec<(String, Option<String>)> {
    let facets = Facets { text: Some(words.to_owned()), ..Facets::default() };
    let ledger = Ledger::open(Path::new(ledger)).expect("a ledger");
    let claims = ledger.ask(&facets, None, 100).expect("claims").claims;
    let tallies = ledger.tallies().expect("tallies");
    let one = |claim: &claimant_ledger::Claimed| {
        (claim.id.clone(), tallies.of(claim).expect("a tally").map(|told| told.to_string()))
    };
    claims.iter().map(one).collect()
}

/// How often the claims of each group that holds one of these are told.
fn grouped(ledger: &str, ids: &[&str]) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    let ledger = Ledger::open(Path::new(ledger)).expect("a ledger");
    ledger
        .groups(None, &mut |group| {
            if group.claims.iter().any(|claim| ids.contains(&claim.id.as_str())) {
                all.push((group.claims.len(), group.told.to_string()));
            }
            true
        })
        .expect("groups");
    all
}

#[test]
fn what_people_part_and_join_is_parted_and_joined() {
    let (_folder, path) = example("regrouped");
    let two = told(&path, "sprinklers");
    let [(first, Some(before)), (second, Some(_))] = two.as_slice() else { panic!("{two:?}") };
    let count = || grouped(&path, &[first, second]);
    assert_eq!(count(), [(2, before.clone())]);

    review(&path, "split", &[first]);
    assert!(told(&path, "sprinklers").iter().all(|(_, told)| told.is_none()));
    assert_eq!(count(), []);

    review(&path, "undo", &["1"]);
    assert_eq!(told(&path, "sprinklers"), two);
    assert_eq!(count(), [(2, before.clone())]);

    // A claim of an article that is no copy of theirs: another origin tells it too.
    let other =
        told(&path, "funerals").into_iter().find(|(_, told)| told.is_none()).expect("a claim told once").0;
    review(&path, "merge", &[first, &other]);
    let three = Some("3 articles, 2 origins".to_owned());
    assert!(
        told(&path, "sprinklers").iter().all(|(_, told)| *told == three),
        "{:?}",
        told(&path, "sprinklers")
    );
    assert_eq!(grouped(&path, &[&other]), [(3, "3 articles, 2 origins".to_owned())]);
    assert_eq!(sound(Path::new(&path)), Ok(()));
}
