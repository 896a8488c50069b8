use super::*;

const RELEASE: &str = "The port office will pay for the repairs of the northern quay, and it will not raise its fees before \
                       the end of next year. Ferries sail again from Monday.";

fn of(quoted: &str, form: Form) -> Lookup {
    let cut = RELEASE.find(". ").map_or(RELEASE.len(), |at| at + 1);
    let sentences: Vec<Span> =
        [0..cut, cut + 1..RELEASE.len()].into_iter().filter_map(|r| Span::new(RELEASE, r)).collect();
    look_up(quoted, form, RELEASE, &sentences).expect("long enough")
}

#[test]
fn a_quotation_is_found_word_for_word_whatever_its_marks() {
    let found = of("“will pay for the repairs of the northern quay”", Form::Direct);
    assert_eq!(found.kind, RelationKind::Verbatim);
    assert_eq!(found.spans[0].of(RELEASE), "will pay for the repairs of the northern quay");
    let mixed = of("the office, which “will pay for the repairs of the northern quay”", Form::Mixed);
    assert_eq!(mixed.kind, RelationKind::Verbatim);
    let cut = of("“The port office will pay … [and] will not raise its fees”", Form::Direct);
    assert_eq!((cut.kind, cut.spans.len()), (RelationKind::Verbatim, 2));
}

#[test]
fn an_altered_quotation_tells_what_differs() {
    let found = of("“it will raise its fees before the end of next year”", Form::Direct);
    assert_eq!(found.kind, RelationKind::Altered);
    assert!(found.difference.contains("left out “not”"), "{}", found.difference);
}

#[test]
fn what_is_not_there_is_not_found_and_what_is_short_is_not_judged() {
    assert_eq!(of("“We shall close the harbour for good”", Form::Direct).kind, RelationKind::NotFound);
    assert_eq!(look_up("“the quay”", Form::Direct, RELEASE, &[]), None);
}

#[test]
fn other_words_are_looked_for_only_where_nothing_is_quoted() {
    let told = "the port office will pay for repairing the northern quay";
    assert_eq!(of(told, Form::Indirect).kind, RelationKind::Altered);
    assert_eq!(of("ferries will sail again on Monday", Form::Direct).kind, RelationKind::NotFound);
}
