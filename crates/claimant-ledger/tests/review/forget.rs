//! People can be forgotten: no byte of their words stays, and the chain still verifies.

use claimant_ledger::key::{article_key, claim_keys};
use claimant_ledger::review::{Act, Decision, Given, Kept, Log, Refusal, What, Whom, replay};
use serde_json::json;

use super::{correct, decide};
use crate::sample::{given, ice, port};

fn by(name: &str, number: u64) -> Given {
    Given { who: name.to_owned(), ..given(number) }
}

/// Decisions that tell of Mara Lind in every place where words can be, and one that does not.
fn log() -> Log {
    let keys = claim_keys(&port());
    let decision =
        |claim: usize, what, why: &str| Decision { subject: keys[claim].clone(), what, why: why.to_owned() };
    let mut log = Log::default();
    log.append(&decision(0, What::Note, "Mara Lind called."), &given(0)).unwrap();
    log.append(&decision(1, correct("status", json!("hedged")), "as asked by MARA LIND"), &given(1)).unwrap();
    log.append(&decision(2, What::Verdict { rating: "true of mara lind".to_owned() }, ""), &given(2))
        .unwrap();
    log.append(&decision(3, correct("certainty", json!("possible")), "seen"), &by("Mara Lind", 3)).unwrap();
    log.append(&decision(4, correct("status", json!("hedged")), "seen too"), &given(4)).unwrap();
    log
}

fn names(log: &Log) -> bool {
    log.to_json_lines().to_lowercase().contains("mara lind")
}

#[test]
fn what_was_taken_back_does_not_come_back_when_the_words_of_taking_it_back_go() {
    let subject = claim_keys(&port())[0].clone();
    let decision = |what, why: &str| Decision { subject: subject.clone(), what, why: why.to_owned() };
    let mut log = Log::default();
    log.append(&decision(correct("status", json!("alleged")), "a slip"), &given(0)).unwrap();
    log.append(&decision(What::Undo { line: 1 }, "Mara Lind saw it"), &given(1)).unwrap();
    let status = |log: &Log| replay(log, vec![port()]).articles[0].reading.claims[0].status;
    let before = status(&log);
    assert_eq!(log.forget(&Whom::Mentioned("Mara Lind".to_owned()), "by law", &given(9)), Ok(vec![1, 2]));
    assert_eq!(status(&log), before);
    assert_eq!(log.verify(&[]), []);
}

#[test]
fn no_byte_of_a_person_stays_and_the_log_still_verifies() {
    let mut log = log();
    let before = log.clone();
    assert!(names(&log));
    assert_eq!(
        log.forget(&Whom::Mentioned("Mara Lind".to_owned()), "by law", &given(9)),
        Ok(vec![1, 2, 3, 4])
    );
    assert!(!names(&log));
    assert_eq!(log.verify(&[before.anchor().unwrap(), log.anchor().unwrap()]), []);
    // Salts go too: with one, names could be tried against the seal.
    for kept in before.kept().take(3) {
        assert!(!log.to_json_lines().contains(&kept.payload.what.unwrap().salt));
    }
    let claims = &replay(&log, vec![port()]).articles[0];
    assert_eq!(claims.reading.claims[1].status.word(), "asserted", "nobody knows that decision any more");
    assert_eq!(claims.reading.claims[3].certainty.word(), "possible", "only its author is forgotten");
    assert_eq!(claims.about("c4").next().unwrap().who, "[forgotten]");
    assert_eq!(claims.reading.claims[4].status.word(), "hedged");
    let again = Log::from_json_lines(&log.to_json_lines()).unwrap();
    assert_eq!((again.verify(&[]), &again), (vec![], &log));
}

#[test]
fn an_author_or_an_article_alone_can_be_forgotten() {
    let mut log = log();
    assert_eq!(log.forget(&Whom::Author("Mara Lind".to_owned()), "", &given(9)), Ok(vec![4]));
    assert_eq!(replay(&log, vec![port()]).articles[0].reading.claims[3].certainty.word(), "possible");
    decide(&mut log, &claim_keys(&ice())[0], What::Accept);
    let keys = vec![claim_keys(&ice())[1].clone(), claim_keys(&port())[1].clone()];
    decide(&mut log, &keys[0].clone(), What::Merge { keys });
    let article = article_key(&port().article);
    // The five decisions about it, and the one that names it beside another.
    assert_eq!(log.forget(&Whom::Article(article.clone()), "", &given(10)), Ok(vec![1, 2, 3, 4, 5, 8]));
    assert_eq!(log.verify(&[]), []);
    let replayed = replay(&log, vec![port(), ice()]);
    assert_eq!(replayed.articles[0].decisions().count(), 0);
    assert_eq!(replayed.articles[1].about("c1").next().unwrap().act, Act::Accept);
    assert_eq!(log.lines().last().unwrap().subject, article);
}

#[test]
fn what_is_erased_without_a_line_or_put_back_is_named() {
    let mut log = log();
    let before: Vec<Kept> = log.kept().collect();
    let mut erased = before.clone();
    erased[1].payload.what = None;
    assert_eq!(Log::of(erased).verify(&[]).iter().map(|fault| fault.seq).collect::<Vec<_>>(), [2]);
    log.forget(&Whom::Mentioned("Mara Lind".to_owned()), "by law", &given(9)).unwrap();
    let mut back: Vec<Kept> = log.kept().collect();
    back[2].payload = before[2].payload.clone();
    let faults = Log::of(back).verify(&[]);
    assert_eq!((faults.len(), faults[0].seq), (1, 3));
    assert!(faults[0].what.contains("still there"));
    // Nor can a line be made to say that more was forgotten.
    let mut more: Vec<Kept> = log.kept().collect();
    more[4].payload.what = None;
    more[5].line.body = more[5].line.body.replacen('[', "[\"5 what\",", 1);
    assert!(Log::of(more).verify(&[]).iter().any(|fault| fault.seq == 6));
}

#[test]
fn the_line_that_forgets_does_not_remember() {
    let mut log = log();
    let before = log.clone();
    for (why, who) in [("Mara Lind asked for it", "Ida Holm"), ("by law", "mara lind")] {
        let refused = log.forget(&Whom::Mentioned("Mara Lind".to_owned()), why, &by(who, 9));
        assert!(matches!(refused, Err(Refusal::Field(_))));
    }
    assert!(log.forget(&Whom::Mentioned(" ".to_owned()), "", &given(9)).is_err());
    assert_eq!(log, before);
}

#[test]
fn equal_words_have_unlike_seals() {
    let key = claim_keys(&port())[0].clone();
    let mut log = Log::default();
    decide(&mut log, &key, What::Accept);
    decide(&mut log, &key, What::Accept);
    let [one, other] = log.lines() else { panic!("two lines") };
    assert_ne!(one.author, other.author);
    assert_ne!(one.sealed(), other.sealed());
    assert!(!log.lines().iter().any(|line| format!("{line:?}").contains("Ida")), "the chain holds no name");
}

#[test]
fn a_decision_needs_a_person_a_time_and_a_salt() {
    let decision =
        Decision { subject: claim_keys(&port())[0].clone(), what: What::Accept, why: String::new() };
    let nobody = [Given { who: " ".to_owned(), ..given(0) }, Given { salt: "short".to_owned(), ..given(0) }];
    for given in nobody {
        assert_eq!(Log::default().append(&decision, &given), Err(Refusal::Nobody));
    }
    for at in ["", "yesterday", "2024-06-20", "2024-06-20T10:00:00+02:00", "2024-13-01T00:00:00Z"] {
        let given = Given { at: at.to_owned(), ..given(0) };
        assert_eq!(Log::default().append(&decision, &given), Err(Refusal::Time(at.to_owned())));
    }
    let nothing = Decision { subject: String::new(), ..decision.clone() };
    assert_eq!(Log::default().append(&nothing, &given(0)), Err(Refusal::Nothing));
    let verdict = Decision { what: What::Verdict { rating: " ".to_owned() }, ..decision };
    assert_eq!(Log::default().append(&verdict, &given(0)), Err(Refusal::Nothing));
}
