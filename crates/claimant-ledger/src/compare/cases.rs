//! Text cases of copies, in `cases/copies.md`: two texts and what they share.

use std::collections::BTreeSet;

use super::{Words, copying};

/// A case: its title, the two texts, and what is wanted.
struct Case {
    title: &'static str,
    parts: [&'static str; 3],
}

fn cases(file: &'static str) -> Vec<Case> {
    file.split("\n## ").skip(1).map(case).collect()
}

fn case(section: &'static str) -> Case {
    let part = |name: &str| {
        let (_, rest) = section.split_once(&format!("```{name}\n")).expect("a part");
        rest.split_once("\n```").expect("an end").0
    };
    Case { title: section.lines().next().unwrap_or_default(), parts: ["a", "b", "want"].map(part) }
}

/// What the two texts of a case share, a line a passage.
fn told(a: &str, b: &str) -> String {
    let found = copying(&Words::of(a), &Words::of(b), &BTreeSet::new());
    let line = |words: &str| words.replace("\n\n", " / ");
    let mut lines: Vec<String> = (found.passages.iter())
        .map(|p| format!("{} | {} | {}", p.kind, line(p.a.of(a)), line(p.b.of(b))))
        .collect();
    lines.push(format!("one origin: {}", if found.is_copy() { "yes" } else { "no" }));
    lines.join("\n")
}

#[test]
fn copies_are_told_as_the_cases_say() {
    for case in cases(include_str!("../../cases/copies.md")) {
        let [a, b, want] = case.parts;
        assert_eq!(told(a, b), want, "{}", case.title);
    }
}

#[test]
fn the_order_of_the_two_does_not_matter() {
    for case in cases(include_str!("../../cases/copies.md")) {
        let [a, b, _] = case.parts;
        let origin = |x, y| told(x, y).lines().last().map(str::to_owned);
        assert_eq!(origin(a, b), origin(b, a), "{}", case.title);
    }
}
