//! Runs of capitalised words that may be names.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use claimant_doc::{Doc, EntityKind, Sentence, Tag};

use super::lists::{Class, class, is_first_name, known};
use crate::lexicon::{Fx, lower};

/// Longer runs are no names but shouting.
const LONGEST: usize = 14;

type Words<'a> = HashSet<&'a str, BuildHasherDefault<Fx>>;

/// What the whole text says about its words.
struct Evidence<'a> {
    /// Words seen in small letters.
    small: Words<'a>,
    /// Words seen with a capital inside a plain sentence.
    capital: Words<'a>,
}

/// Runs of tokens that may be names, in text order, without overlap.
pub fn runs(doc: &Doc<'_>) -> Vec<Range<usize>> {
    let evidence = gather(doc);
    let mut found = Vec::new();
    for sentence in &doc.sentences {
        let plain = !is_headline(doc, sentence);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run = run_at(doc, sentence, at);
            at = run.end.max(at + 1);
            let kept = if plain { trimmed(doc, sentence, run, &evidence) } else { sure(doc, run, &evidence) };
            found.extend(kept);
        }
    }
    found
}

fn gather<'a>(doc: &Doc<'a>) -> Evidence<'a> {
    let mut evidence = Evidence { small: Words::default(), capital: Words::default() };
    for sentence in &doc.sentences {
        let plain = !is_headline(doc, sentence);
        for i in sentence.tokens.clone() {
            let word = doc.word(i);
            if word.starts_with(char::is_lowercase) {
                evidence.small.insert(word);
            } else if plain && is_capital(word) && !is_opening(doc, sentence, i) {
                evidence.capital.insert(word);
            }
        }
    }
    evidence
}

/// Whether nearly every long word of a sentence has a capital, and no full stop or commas make it a sentence or a list
/// of names: then capitals say nothing.
fn is_headline(doc: &Doc<'_>, sentence: &Sentence) -> bool {
    let long = |word: &&str| word.len() > 3 && word.starts_with(char::is_alphabetic);
    let words = || sentence.tokens.clone().map(|i| doc.word(i)).filter(long);
    let (all, capital) = (words().count(), words().filter(|word| is_capital(word)).count());
    let shouted = words().filter(|word| !word.chars().any(char::is_lowercase)).count();
    let commas = sentence.tokens.clone().filter(|i| doc.tag(*i) == Tag::Comma).count();
    let stopped = sentence.tokens.end.checked_sub(1).is_some_and(|last| doc.word(last) == ".");
    let title = capital * 5 >= all * 4 && !stopped && commas * 6 < sentence.tokens.len();
    all >= 3 && (title || shouted * 5 >= all * 4)
}

/// Whether `word` starts like a name; "iPhone" does too.
pub fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    match letters.next() {
        Some(c) if c.is_uppercase() => !word.contains('$'),
        Some(c) if c.is_lowercase() => word.len() > 3 && letters.next().is_some_and(char::is_uppercase),
        _ => false,
    }
}

/// Whether token `i` has its capital from its place: first in its sentence, after a colon or an opening mark.
fn is_opening(doc: &Doc<'_>, sentence: &Sentence, i: usize) -> bool {
    i == sentence.tokens.start
        || matches!(doc.tag(i - 1), Tag::Quote | Tag::Colon | Tag::Stop)
        || matches!(doc.word(i - 1), "'" | "‘" | "*" | "•" | "·" | "-" | "–")
            && (i < 2 || i - 1 == sentence.tokens.start || !touches(doc, i))
}

/// Whether token `i` follows the one before without a blank.
pub fn touches(doc: &Doc<'_>, i: usize) -> bool {
    let ends = i.checked_sub(1).and_then(|before| doc.tokens.get(before)).map(|token| token.span.end());
    ends.is_some() && ends == doc.tokens.get(i).map(|token| token.span.start())
}

/// The run that starts at token `at`; empty if none does.
fn run_at(doc: &Doc<'_>, sentence: &Sentence, at: usize) -> Range<usize> {
    let mut end = match () {
        () if is_part(doc, at) => at + 1,
        () if is_article(doc, at) && is_part(doc, at + 2) => at + 3,
        () => return at..at,
    };
    while end < sentence.tokens.end {
        match joined(doc, at, end) {
            Some(more) if more <= sentence.tokens.end => end = more,
            _ => break,
        }
    }
    at..end
}

/// A word with a capital that may belong to a name.
fn is_part(doc: &Doc<'_>, i: usize) -> bool {
    let word = doc.word(i);
    is_capital(word) && class(word) != Some(Class::Never) && !word.starts_with("http")
}

/// "al-", "el-" before a name.
fn is_article(doc: &Doc<'_>, i: usize) -> bool {
    matches!(doc.word(i), "al" | "el" | "ul" | "ash" | "az" | "as" | "an" | "ad" | "at")
        && doc.word(i + 1) == "-"
        && touches(doc, i + 1)
        && touches(doc, i + 2)
}

/// One past the next part of the run from `start`, whose last token stands before `end`.
fn joined(doc: &Doc<'_>, start: usize, end: usize) -> Option<usize> {
    if is_article(doc, end) && is_part(doc, end + 2) {
        return Some(end + 3);
    }
    match doc.word(end) {
        _ if is_part(doc, end) => Some(end + 1),
        "of" if is_part(doc, end + 1) && takes_of(doc, start..end) => Some(end + 2),
        "of" if doc.is(end + 1, "the") && is_part(doc, end + 2) && takes_of(doc, start..end) => Some(end + 3),
        "for" | "on" | "to" if is_part(doc, end + 1) && has_head(doc, start..end) => Some(end + 2),
        "and" if is_part(doc, end + 1) && !is_first_name(doc.word(end + 1)) && takes_and(doc, start..end) => {
            Some(end + 2)
        }
        "&" if is_part(doc, end + 1) => Some(end + 2),
        "'s" | "’s" | "'" | "’" if is_part(doc, end + 1) && OWNERS.contains(&doc.word(end - 1)) => {
            Some(end + 2)
        }
        "de" | "da" | "do" | "dos" | "del" | "di" | "du" | "la" | "van" | "von" | "der" | "den" | "bin"
        | "bint" | "ibn" | "ben" | "al" | "el" | "ul" | "y" | "e"
            if is_part(doc, end + 1) =>
        {
            Some(end + 2)
        }
        "de" | "van" | "von"
            if matches!(doc.word(end + 1), "la" | "las" | "los" | "der" | "den") && is_part(doc, end + 2) =>
        {
            Some(end + 3)
        }
        "-" if touches(doc, end) && touches(doc, end + 1) && is_part(doc, end + 1) => {
            let sides = is_place_or_people(doc.word(end - 1)) && known(doc.word(end + 1)).is_some();
            (!sides).then_some(end + 2)
        }
        _ => None,
    }
}

/// "US-Mexico" are two names, "ISIS-Georgia Province" is one.
fn is_place_or_people(word: &str) -> bool {
    known(word).is_some_and(|known| matches!(known.kind, EntityKind::Place | EntityKind::Group))
}

/// "of" joins what a head, a title or a known word starts: "Bank of Osei", "Secretary of State".
fn takes_of(doc: &Doc<'_>, run: Range<usize>) -> bool {
    run.into_iter().any(|i| matches!(class(doc.word(i)), Some(Class::Head(_) | Class::Title)))
}

/// Words whose possessive stands inside names: "People's Party", "King's College".
const OWNERS: &[&str] = &[
    "People",
    "Workers",
    "Women",
    "Men",
    "Children",
    "King",
    "Queen",
    "Lord",
    "Teachers",
    "Farmers",
    "Citizens",
    "Veterans",
    "Lloyd",
    "Sotheby",
    "Moody",
    "McDonald",
    "Macy",
    "Peoples",
    "Students",
    "Patients",
    "Consumers",
];

fn has_head(doc: &Doc<'_>, run: Range<usize>) -> bool {
    run.into_iter().any(|i| matches!(class(doc.word(i)), Some(Class::Head(_))))
}

/// "and" joins inside names of offices: "Ministry of Health and Welfare", "Food and Drug Administration".
fn takes_and(doc: &Doc<'_>, run: Range<usize>) -> bool {
    let office = has_head(doc, run.start..run.start + 1) && run.clone().any(|i| doc.word(i) == "of");
    let last = doc.word(run.end - 1);
    let plain = [
        "Food",
        "Securities",
        "Customs",
        "Health",
        "Trinidad",
        "Bosnia",
        "Immigration",
        "Trade",
        "Arts",
        "Science",
    ];
    (office && known(last).is_none()) || plain.contains(&last)
}

/// A run of a plain sentence without the words that have their capital from elsewhere; `None` if nothing is left.
fn trimmed(
    doc: &Doc<'_>,
    sentence: &Sentence,
    mut run: Range<usize>,
    evidence: &Evidence<'_>,
) -> Option<Range<usize>> {
    if run.len() > LONGEST {
        return None;
    }
    while !run.is_empty() && is_stray(doc, sentence, &run, evidence) {
        run.start += 1;
        while !run.is_empty() && !is_capital(doc.word(run.start)) {
            run.start += 1;
        }
    }
    let named = !run.is_empty() && doc.word(run.start).chars().nth(1).is_some();
    (named && !(run.len() == 1 && is_emphasis(doc, run.start))).then_some(run)
}

/// One word with a capital that its tag tells to be a verb, or a shouted word: "a HUGE number".
fn is_emphasis(doc: &Doc<'_>, i: usize) -> bool {
    let (word, tag) = (doc.word(i), doc.tag(i));
    let shouted =
        !word.chars().any(char::is_lowercase) && !matches!(tag, Tag::Nnp | Tag::Nnps | Tag::Nn | Tag::Other);
    known(word).is_none() && (shouted || tag.is_verb())
}

/// Whether the first word of a run does not belong to it.
fn is_stray(doc: &Doc<'_>, sentence: &Sentence, run: &Range<usize>, evidence: &Evidence<'_>) -> bool {
    let word = doc.word(run.start);
    if lower(word, |small| {
        matches!(
            small,
            "the"
                | "a"
                | "an"
                | "i"
                | "we"
                | "he"
                | "she"
                | "it"
                | "they"
                | "my"
                | "our"
                | "his"
                | "her"
                | "their"
                | "its"
        )
    }) {
        return true;
    }
    if known(word).is_some() || !is_opening(doc, sentence, run.start) {
        return is_closed(doc.tag(run.start)) && known(word).is_none();
    }
    let seen_small = lower(word, |small| evidence.small.contains(small));
    let seen_capital = evidence.capital.contains(word);
    let named = matches!(doc.tag(run.start), Tag::Nnp | Tag::Nnps);
    match class(word) {
        Some(Class::Title | Class::Honorific | Class::Head(_)) => run.len() == 1,
        _ if seen_capital && !seen_small => false,
        _ => !named || (seen_small && !seen_capital) || is_closed(doc.tag(run.start)),
    }
}

/// Tags of words that are no names whatever their capital.
fn is_closed(tag: Tag) -> bool {
    use Tag::{Cc, Dt, Ex, In, Md, Pdt, Prp, PrpS, Rb, To, Wdt, Wp, WpS, Wrb};
    matches!(tag, Cc | Dt | Ex | In | Md | Pdt | Prp | PrpS | Rb | To | Wdt | Wp | WpS | Wrb)
}

/// In a headline only what is known or was seen in plain text counts.
fn sure(doc: &Doc<'_>, run: Range<usize>, evidence: &Evidence<'_>) -> Option<Range<usize>> {
    let is_sure = |i: &usize| {
        let word = doc.word(*i);
        known(word).is_some()
            || (evidence.capital.contains(word) && !lower(word, |small| evidence.small.contains(small)))
    };
    let start = run.clone().find(is_sure)?;
    let end = (start + 1..run.end).find(|i| !is_sure(i)).unwrap_or(run.end);
    Some(start..end)
}
