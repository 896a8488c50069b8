use super::*;

const WIRE: &str = "A crane fell onto the northern quay of Ostvik harbour on Tuesday and broke two fuel lines, the port \
                    office said.\n\nNo one was hurt. Divers looked for leaks until the evening, and ferries to the \
                    islands were cancelled for the rest of the week.";
const OTHER: &str = "Ferries from Ostvik did not run on Wednesday. Travellers waited in the old customs hall, where the \
                     town served soup. Many blamed the port's owner for the crane that fell the day before.";
const SPEECH: &str = "\"We shall build this harbour again, stone by stone, and we shall build it before the winter comes \
                      over the sea and closes the islands\"";

fn of(a: &str, b: &str) -> Copying {
    copying(&Words::of(a), &Words::of(b), &BTreeSet::new())
}

#[test]
fn a_rewrite_is_a_copy() {
    let rewrite = "Ferries to the islands were cancelled for the rest of the week.\n\nA large crane fell on the northern \
                   quay of Ostvik harbour Tuesday and broke two fuel lines, the port office said. No one was hurt. Divers \
                   searched for leaks until evening.";
    let found = of(WIRE, rewrite);
    assert!(found.is_copy(), "{found:?}");
    assert!(found.passages.len() >= 2);
}

#[test]
fn another_report_of_the_same_event_is_not() {
    let found = of(WIRE, OTHER);
    assert!(!found.is_copy() && found.passages.is_empty(), "{found:?}");
}

#[test]
fn one_speech_quoted_by_two_is_no_copy() {
    let a = format!("{OTHER} The mayor, Ilse Brandt, told them: {SPEECH}.");
    let b = format!(
        "{SPEECH}, said Ilse Brandt. She had come to the quay with the minister in the early morning."
    );
    let found = of(&a, &b);
    assert_eq!(found.passages.iter().map(|p| p.kind).collect::<Vec<_>>(), [RelationKind::Quotation]);
    assert!(!found.is_copy());
}

#[test]
fn standing_words_join_nothing() {
    let under = "The Ostvik Letter is printed by the Society for Northern Towns and lives from the gifts of its readers \
                 everywhere. Write to us.";
    let (a, b) = (format!("{WIRE}\n\n{under}"), format!("{OTHER}\n\n{under}"));
    let (x, y) = (Words::of(&a), Words::of(&b));
    let standing: BTreeSet<u64> = Words::of(under).shingles().into_iter().map(|(key, ..)| key).collect();
    let found = copying(&x, &y, &standing);
    assert_eq!(found.passages.iter().map(|p| p.kind).collect::<Vec<_>>(), [RelationKind::Standing]);
    assert!(!found.is_copy());
}

#[test]
fn news_is_copied_within_days_and_what_stands_is_not() {
    let day = |text: &str| text.parse().ok();
    let spread = |articles, first, last| Spread { articles, first: day(first), last: day(last) };
    assert!(!spread(400, "2024-03-01", "2024-03-04").is_standing());
    assert!(spread(5, "2024-03-01", "2024-06-01").is_standing());
    assert!(!Spread { articles: 90, first: None, last: None }.is_standing());
}
