use claimant_doc::{Certainty, Polarity, Side, Span, Status};

use super::*;

fn told(words: &str, status: Status, hedges: &[&str], day: &str) -> Statement {
    let mut statement = Statement::new(words, &[]);
    let certainty = if status == Status::Asserted { Certainty::Certain } else { Certainty::Unknown };
    (statement.status, statement.certainty) = (status, certainty);
    statement.hedges = hedges.iter().map(|hedge| (*hedge).to_owned()).collect();
    statement.published = Some(day.to_owned());
    statement.side = Side {
        article: format!("{day} {words}"),
        item: None,
        spans: Span::new(words, 0..words.len()).into_iter().collect(),
    };
    statement
}

const FIRE: &str = "the owner set fire to the mill in Tarn";

#[test]
fn who_dropped_the_hedge_is_told_with_the_day_and_both_texts() {
    let mut copy = told(FIRE, Status::Asserted, &[], "2024-05-03");
    copy.publisher = Some("The Northern Letter".to_owned());
    let wire = told(FIRE, Status::Alleged, &["allegedly"], "2024-05-02");
    let found: Vec<_> = drift(&wire, &copy).into_iter().collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, RelationKind::Hardened);
    assert!(found[0].reason.contains("“allegedly” was dropped: by The Northern Letter on 2024-05-03"));
    assert!(
        found[0].derivation.contains("[alleged")
            && found[0].derivation.contains("→")
            && found[0].derivation.contains("[asserted")
    );
}

#[test]
fn a_source_that_is_dropped_hardens_and_equal_days_tell_nothing() {
    let mut said = told(FIRE, Status::Asserted, &[], "2024-05-02");
    said.source = Some("police".to_owned());
    let flat = told(FIRE, Status::Asserted, &[], "2024-05-04");
    assert_eq!(drift(&said, &flat).map(|r| r.kind), Some(RelationKind::Hardened));
    assert_eq!(drift(&flat, &said).map(|r| r.kind), Some(RelationKind::Softened));
    assert_eq!(drift(&flat, &flat), None);
    let same_day = told(FIRE, Status::Asserted, &[], "2024-05-02");
    assert!(drift(&said, &same_day).is_none_or(|relation| !relation.directed));
}

#[test]
fn a_claim_turned_round_is_reversed() {
    let mut no = told(FIRE, Status::Asserted, &[], "2024-05-04");
    no.polarity = Polarity::Negated;
    assert_eq!(
        drift(&told(FIRE, Status::Asserted, &[], "2024-05-02"), &no).map(|r| r.kind),
        Some(RelationKind::Reversed)
    );
}

#[test]
fn two_versions_differ_in_what_is_added_dropped_and_changed() {
    let first = [
        told("a crane fell on the northern quay of Ostvik", Status::Asserted, &[], "2024-05-02"),
        told(FIRE, Status::Alleged, &["allegedly"], "2024-05-02"),
        told("12 families of Tarn lost their homes in the flames", Status::Asserted, &[], "2024-05-02"),
    ];
    let second = [
        told(FIRE, Status::Asserted, &[], "2024-05-03"),
        told("14 families of Tarn lost their homes in the flames", Status::Asserted, &[], "2024-05-03"),
        told("the minister will visit the school on Friday", Status::Predicted, &[], "2024-05-03"),
    ];
    let found = diff(&first, &second, &Copying::default(), &Rarity::default());
    let kinds: Vec<RelationKind> = found.iter().map(|relation| relation.kind).collect();
    assert_eq!(
        kinds,
        [RelationKind::Hardened, RelationKind::Update, RelationKind::Dropped, RelationKind::Added]
    );
    assert!(diff(&first, &first, &Copying::default(), &Rarity::default()).is_empty());
}
