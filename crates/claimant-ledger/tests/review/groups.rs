//! What is the same and what is not: over the program's groups, and inside an article.

use claimant_doc::{Link, Reading};
use claimant_ledger::key::{claim_keys, entity_keys};
use claimant_ledger::review::{Decision, Ends, Log, Refusal, What, check, replay};

use super::decide;
use crate::sample::{given, ice, port};

fn keys(of: &[&str]) -> Vec<String> {
    of.iter().map(|key| (*key).to_owned()).collect()
}

#[test]
fn people_join_and_part_the_programs_groups_and_the_later_one_is_right() {
    let (port, ice) = (claim_keys(&port()), claim_keys(&ice()));
    let mut log = Log::default();
    decide(&mut log, &port[0], What::Merge { keys: vec![port[0].clone(), ice[0].clone()] });
    decide(&mut log, &port[1], What::Split { keys: vec![port[1].clone()] });
    let groups = |log: &Log, base: &[Vec<String>]| {
        replay(log, vec![]).claims.regroup(base, |key| Some(key.to_owned()))
    };
    let base = [vec![port[0].clone(), port[1].clone(), port[2].clone()]];
    let mut expected = vec![port[0].clone(), port[2].clone(), ice[0].clone()];
    expected.sort();
    assert_eq!(groups(&log, &base), [expected]);
    decide(&mut log, &ice[0], What::Split { keys: vec![ice[0].clone(), port[2].clone()] });
    let mut apart = vec![ice[0].clone(), port[2].clone()];
    apart.sort();
    assert_eq!(groups(&log, &base), [apart]);
    decide(&mut log, "log", What::Undo { line: 3 });
    assert_eq!(groups(&log, &base)[0].len(), 3);
    assert_eq!(replay(&log, vec![]).claims.decided(&ice[0]), [1]);
    assert_eq!(replay(&log, vec![]).entities.keys(), Vec::<Vec<String>>::new());
}

#[test]
fn only_like_things_are_one() {
    let (claim, entity) = (claim_keys(&port())[0].clone(), entity_keys(&port())[0].clone());
    for of in [vec![claim.clone()], vec![], vec![claim.clone(); 2], vec![claim.clone(), entity.clone()]] {
        let decision =
            Decision { subject: claim.clone(), what: What::Merge { keys: of }, why: String::new() };
        assert_eq!(Log::default().append(&decision, &given(0)), Err(Refusal::Unlike));
    }
    let nothing = Decision { subject: claim, what: What::Split { keys: keys(&[]) }, why: String::new() };
    assert_eq!(Log::default().append(&nothing, &given(0)), Err(Refusal::Nothing));
}

fn ids(links: &[Link]) -> Vec<&str> {
    links.iter().filter_map(Link::id).collect()
}

/// The port, with one more person who is the harbour master.
fn two_masters() -> Reading {
    let mut reading = port();
    let mut master = reading.entities[5].clone();
    (master.id, master.name) = ("e7".to_owned(), "the harbour master of Bergen".to_owned());
    reading.entities.push(master);
    reading.claims[4].entities = vec![Link::Id("e3".to_owned()), Link::Id("e7".to_owned())];
    reading.attributions[4].source_entity = Some(Link::Id("e7".to_owned()));
    reading
}

#[test]
fn two_entities_of_an_article_become_one_wherever_they_are_spoken_of() {
    let reading = two_masters();
    let keys = entity_keys(&reading);
    let mut log = Log::default();
    decide(&mut log, &keys[2], What::Merge { keys: vec![keys[6].clone(), keys[2].clone()] });
    let replayed = replay(&log, vec![reading.clone()]);
    assert_eq!(replayed.lost, []);
    let reviewed = &replayed.articles[0];
    assert_eq!(reviewed.reading.entities.len(), reading.entities.len() - 1);
    let one = &reviewed.reading.entities[2];
    assert_eq!((one.id.as_str(), one.name.as_str()), ("e3", "the harbour master of Bergen"));
    assert_eq!(one.mentions.len(), 3);
    assert_eq!(ids(&reviewed.reading.claims[4].entities), ["e3"]);
    assert_eq!(reviewed.reading.attributions[4].source_entity, Some(Link::Id("e3".to_owned())));
    // It shows on the claims that it changes, and a name that was changed rejects no claim.
    assert_eq!(reviewed.about("c5").count(), 1);
    assert_eq!(reviewed.about("c6").count(), 1);
    assert!(!reviewed.is_rejected("c5"));
    assert_eq!((reviewed.key("e3"), reviewed.key("e9")), (Some(keys[2].as_str()), None));
}

#[test]
fn mentions_that_are_of_another_take_their_links_along() {
    let reading = port();
    let key = entity_keys(&reading)[2].clone();
    let who = reading.entities[2].mentions[1].span;
    let before = reading.article.text()[..who.start()].chars().count() as u32;
    let mentions = vec![Ends { start: before, end: before + 3 }];
    let part = What::Part { mentions: mentions.clone(), name: "somebody else".to_owned() };
    let decision = |what: What| Decision { subject: key.clone(), what, why: String::new() };
    assert_eq!(check(&Log::default(), &reading, &decision(part.clone())), Ok(()));
    let mut log = Log::default();
    decide(&mut log, &key, part);
    let reviewed = &replay(&log, vec![reading.clone()]).articles[0];
    assert_eq!(reviewed.reading.entities.len(), 7);
    let new = &reviewed.reading.entities[6];
    assert_eq!((new.name.as_str(), new.mentions.len(), new.identifiers.len()), ("somebody else", 1, 0));
    // "who denied" is the other now; "said Ana Prell" is not.
    assert_eq!(reviewed.reading.attributions[4].source_entity, Some(Link::Id("e7".to_owned())));
    assert_eq!(reviewed.reading.attributions[3].source_entity, Some(Link::Id("e3".to_owned())));
    for wrong in [vec![Ends { start: 0, end: 4 }], vec![mentions[0], Ends { start: 0, end: 4 }]] {
        let part = What::Part { mentions: wrong, name: "x".to_owned() };
        assert_eq!(check(&Log::default(), &reading, &decision(part)), Err(Refusal::Missing));
    }
}

#[test]
fn a_decision_about_several_things_in_a_claim_shows_on_it_once() {
    let mut reading = port();
    reading.claims[0].entities = vec![Link::Id("e1".to_owned()), Link::Id("e5".to_owned())];
    let keys = entity_keys(&reading);
    let mut log = Log::default();
    decide(&mut log, &keys[0], What::Split { keys: vec![keys[0].clone(), keys[4].clone(), keys[0].clone()] });
    let reviewed = &replay(&log, vec![reading]).articles[0];
    assert_eq!(["c1", "e1", "e5"].map(|id| reviewed.about(id).count()), [1, 1, 1]);
}

#[test]
fn a_place_that_was_taken_apart_is_no_longer_known_where_only_it_was_meant() {
    let mut reading = port();
    reading.quantities[0].place = Some(Link::Id("e1".to_owned()));
    let text = reading.article.text().to_owned();
    let again = text.rfind("Bergen").unwrap();
    let second = claimant_doc::Span::new(&text, again..again + 6).unwrap();
    let form = claimant_doc::MentionForm::Name;
    reading.entities[0].mentions.push(claimant_doc::Mention { span: second, form });
    let start = text[..again].chars().count() as u32;
    let key = entity_keys(&reading)[0].clone();
    let mut log = Log::default();
    let part =
        What::Part { mentions: vec![Ends { start, end: start + 6 }], name: "another Bergen".to_owned() };
    decide(&mut log, &key, part);
    let reviewed = &replay(&log, vec![reading]).articles[0];
    assert_eq!((&reviewed.reading.events[0].place, &reviewed.reading.quantities[0].place), (&None, &None));
    // The claim speaks of the second mention.
    assert_eq!(ids(&reviewed.reading.claims[0].entities), ["e7"]);
    assert_eq!(reviewed.reading.entities[6].lat, None, "nobody knows where the other one is");
}
