//! Corrections of every field: what they change, what they refuse, and that they show.

use claimant_doc::{Form, Lookup, Reading};
use claimant_ledger::key::{article_key, claim_keys, entity_keys};
use claimant_ledger::review::{Decision, Log, Refusal, Reviewed, What, check, current, replay};
use serde_json::{Value, json};

use super::{correct, decide};
use crate::sample::port;

fn place(words: &str) -> Value {
    let text = port().article.text().to_owned();
    let start = text[..text.find(words).unwrap()].chars().count();
    json!({ "start": start, "end": start + words.chars().count() })
}

/// The port after these corrections of claims, by their places in the list.
fn after(all: &[(usize, &str, Value)]) -> Reviewed {
    let (mut log, keys) = (Log::default(), claim_keys(&port()));
    for (claim, field, new) in all {
        decide(&mut log, &keys[*claim], correct(field, new.clone()));
    }
    let mut replayed = replay(&log, vec![port()]);
    assert_eq!(replayed.lost, []);
    let mut reviewed = replayed.articles.remove(0);
    assert_eq!(reviewed.reading.misplaced(), None);
    assert!(
        reviewed
            .reading
            .claims
            .iter()
            .all(|claim| (claim.form == Form::OwnVoice) == (claim.chain.len() == 1))
    );
    reviewed
}

fn names(reading: &Reading, claim: usize) -> Vec<String> {
    Lookup::of(reading).sources(&reading.claims[claim]).iter().map(|voucher| voucher.name()).collect()
}

#[test]
fn every_field_of_a_claim_can_be_corrected() {
    let figure = place("more than 1,200");
    let figure = format!("figure {}-{}", figure["start"], figure["end"]);
    let reviewed = after(&[
        (0, "status", json!("hedged")),
        (0, "certainty", json!("probable")),
        (0, "polarity", json!("negated")),
        (0, "check_worthiness", json!(0.5)),
        (0, "content", json!([place("port of Bergen"), place("have doubled since March")])),
        (0, "markers", json!([{ "start": 30, "end": 34, "kind": "hedge" }])),
        (1, &format!("{figure} value"), json!(1201)),
        (1, &format!("{figure} bound"), json!("exact")),
        (1, &format!("{figure} item"), place("ships")),
        (2, "form", json!("mixed")),
        (
            0,
            &format!("time {}-{} to", place("since March")["start"], place("since March")["end"]),
            json!("2024-06-14"),
        ),
        (
            2,
            &format!("event {}-{} type", place("arrested")["start"], place("arrested")["end"]),
            json!("coerce"),
        ),
    ]);
    let reading = &reviewed.reading;
    let claim = &reading.claims[0];
    assert_eq!(
        (claim.status.word(), claim.certainty.word(), claim.polarity.word()),
        ("hedged", "probable", "negated")
    );
    assert_eq!(Lookup::of(reading).words(&claim.content), "port of Bergen … have doubled since March");
    assert_eq!((claim.markers.len(), claim.check_worthiness), (1, Some(0.5)));
    assert!(port().claims[0].meaning.is_some() && claim.meaning.is_none(), "a meaning is of the words found");
    assert_eq!((reading.quantities[0].value, reading.quantities[0].bound.word()), (Some(1201.0), "exact"));
    assert_eq!(reading.times[0].to.unwrap().to_string(), "2024-06-14");
    assert_eq!(reading.events[1].kind.as_deref(), Some("coerce"));
    assert_eq!(reviewed.about("c1").count(), 7);
    // Keys are those of what was found, so that later decisions still find it.
    assert_eq!(claim_keys(reading), claim_keys(&port()));
}

#[test]
fn another_source_vouches_for_this_claim_alone() {
    let lund = entity_keys(&port())[3].clone();
    let source = json!({ "source": [place("Åse Lund")], "source_kind": "person", "entity": lund });
    let reviewed = after(&[(2, "source", source)]);
    assert_eq!(names(&reviewed.reading, 2), ["Åse Lund"]);
    assert_eq!(names(&reviewed.reading, 3), ["The Harbour Herald", "unnamed"]);
    assert_eq!(reviewed.reading.attributions.len(), 7);
    let own = after(&[(2, "source", Value::Null)]);
    assert_eq!((names(&own.reading, 2).len(), own.reading.claims[2].form), (0, Form::OwnVoice));
    let said = json!({ "source": [place("leaked invoices")], "cue": [place("According to")], "source_kind": "document" });
    let from_own = after(&[(7, "source", said)]);
    assert_eq!(names(&from_own.reading, 7), ["leaked invoices"]);
    assert_eq!(from_own.reading.claims[7].form, Form::Indirect);
}

#[test]
fn a_source_without_words_is_unnamed_whoever_it_may_be() {
    let lund = entity_keys(&port())[3].clone();
    let reviewed = after(&[(2, "source", json!({ "source": [], "source_kind": "person", "entity": lund }))]);
    assert_eq!(names(&reviewed.reading, 2), ["unnamed"]);
    let id = reviewed.reading.claims[2].chain[1].id().unwrap();
    let made = reviewed.reading.attributions.iter().find(|a| a.id == id).unwrap();
    assert_eq!((made.source_entity.is_none(), made.source_kind.unwrap().word()), (true, "unnamed"));
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let keys = claim_keys(&port());
    let figure = place("more than 1,200");
    let figure = format!("figure {}-{} value", figure["start"], figure["end"]);
    let length = port().article.text().chars().count();
    let wrong: &[(usize, &str, Value)] = &[
        (0, "status", json!("certain")),
        (0, "status", Value::Null),
        (0, "content", json!([])),
        (0, "content", json!([{ "start": 5, "end": 5 }])),
        (0, "content", json!([{ "start": 5, "end": length + 1 }])),
        (0, "content", json!([{ "start": 9, "end": 12 }, { "start": 5, "end": 10 }])),
        (0, "form", json!("direct")),
        (1, "form", json!("own_voice")),
        (0, "check_worthiness", json!(1.5)),
        (0, "markers", json!([{ "start": 0, "end": 2, "kind": "doubt" }])),
        (0, "id", json!("c9")),
        (0, "key", json!("x")),
        (0, "chain", json!(["article"])),
        (0, "quantities", json!(["q1"])),
        (0, &figure, json!(1)),
        (1, &figure, json!("many")),
        (1, "figure 0-4 value", json!(1)),
        (1, "figure", json!(1)),
        (2, "source", json!({ "source": [{ "start": 0, "end": length + 9 }] })),
        (2, "source", json!({ "source": [], "name": "x" })),
        (2, "source", json!({ "source": [{ "start": 0, "end": 4 }], "entity": "no/such" })),
        (2, "source", json!("Ana")),
    ];
    for (claim, field, new) in wrong {
        let old = current(&Log::default(), &port(), &keys[*claim], field).unwrap_or_default();
        let what = What::Correct { field: (*field).to_owned(), old, new: new.clone() };
        let decision = Decision { subject: keys[*claim].clone(), what, why: String::new() };
        let refused = check(&Log::default(), &port(), &decision);
        assert!(matches!(refused, Err(Refusal::Field(_))), "{field} {new}: {refused:?}");
        let mut log = Log::default();
        decide(&mut log, &keys[*claim], decision.what);
        let replayed = replay(&log, vec![port()]);
        assert_eq!(replayed.lost.len(), 1, "{field} {new}");
        assert_eq!(replayed.articles[0].reading, port(), "{field} {new}");
    }
}

#[test]
fn the_text_is_nobodys_to_correct() {
    let (mut log, key) = (Log::default(), article_key(&port().article));
    for field in ["text", "id", "url", "blocks", "origin"] {
        assert!(current(&log, &port(), &key, field).is_err(), "{field}");
    }
    decide(&mut log, &key, correct("title", json!("Port fees")));
    decide(&mut log, &key, correct("published", json!("2024-06-16")));
    let reviewed = &replay(&log, vec![port()]).articles[0];
    assert_eq!(reviewed.reading.article.title.as_deref(), Some("Port fees"));
    assert_eq!(reviewed.about("article").count(), 2);
    assert_eq!(article_key(&reviewed.reading.article), key);
}

#[test]
fn whoever_was_slower_is_told_what_stands_there_now() {
    let (mut log, key) = (Log::default(), claim_keys(&port())[2].clone());
    let what =
        |old: &str, new: &str| What::Correct { field: "status".to_owned(), old: json!(old), new: json!(new) };
    let decision = |what| Decision { subject: key.clone(), what, why: String::new() };
    assert_eq!(check(&log, &port(), &decision(what("asserted", "alleged"))), Ok(()));
    decide(&mut log, &key, what("asserted", "alleged"));
    let late = check(&log, &port(), &decision(what("asserted", "hedged")));
    assert_eq!(late, Err(Refusal::Field("status is \"alleged\" by now".to_owned())));
    assert_eq!(current(&log, &port(), &key, "status"), Ok(json!("alleged")));
    assert_eq!(check(&log, &port(), &decision(what("alleged", "hedged"))), Ok(()));
    let nowhere = Decision { subject: format!("{key}9"), what: What::Accept, why: String::new() };
    assert_eq!(check(&log, &port(), &nowhere), Err(Refusal::Missing));
}

#[test]
fn the_value_that_stands_can_be_read_and_written_back() {
    let reading = port();
    for (claim, key) in claim_keys(&reading).iter().enumerate() {
        for field in ["status", "certainty", "polarity", "form", "content", "markers", "check_worthiness"] {
            let now = current(&Log::default(), &reading, key, field).unwrap();
            assert_eq!(after(&[(claim, field, now)]).reading, reading, "{field} of claim {claim}");
        }
        let source = current(&Log::default(), &reading, key, "source").unwrap();
        assert_eq!(names(&after(&[(claim, "source", source)]).reading, claim), names(&reading, claim));
    }
}

#[test]
fn a_corrected_figure_shows_on_every_claim_that_holds_it() {
    let mut reading = port();
    reading.claims[2].quantities = reading.claims[1].quantities.clone();
    let (mut log, key) = (Log::default(), claim_keys(&reading)[1].clone());
    let at = place("more than 1,200");
    decide(&mut log, &key, correct(&format!("figure {}-{} value", at["start"], at["end"]), json!(1300)));
    let reviewed = &replay(&log, vec![reading]).articles[0];
    assert_eq!(reviewed.about("c2").count(), 1);
    assert_eq!(reviewed.about("c3").count(), 1);
    assert_eq!(reviewed.reading.quantities[0].value, Some(1300.0));
}

#[test]
fn words_said_twice_are_two_claims_with_two_keys() {
    let mut reading = port();
    let mut twin = reading.claims[2].clone();
    twin.id = "c12".to_owned();
    reading.claims.push(twin);
    let keys = claim_keys(&reading);
    assert_eq!(keys[11], format!("{}~2", keys[2]));
    let mut log = Log::default();
    decide(&mut log, &keys[11], What::Reject);
    let reviewed = &replay(&log, vec![reading]).articles[0];
    assert!(reviewed.is_rejected("c12") && !reviewed.is_rejected("c3"));
}

#[test]
fn whoever_accepts_or_corrects_a_rejected_claim_takes_it_up_again() {
    let (mut log, key) = (Log::default(), claim_keys(&port())[0].clone());
    let rejected = |log: &Log| replay(log, vec![port()]).articles[0].is_rejected("c1");
    decide(&mut log, &key, What::Reject);
    assert!(rejected(&log));
    decide(&mut log, &key, What::Note);
    assert!(rejected(&log));
    decide(&mut log, &key, What::Accept);
    assert!(!rejected(&log));
    decide(&mut log, "log", What::Undo { line: 3 });
    assert!(rejected(&log));
}
