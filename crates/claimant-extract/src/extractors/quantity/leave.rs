//! Numbers that are no quantities: years, clock times, section numbers, type names, scores, list numbers.

use claimant_doc::{Doc, Tag};

use super::atom::{Atom, Kind};
use super::number::{Number, Shape};
use super::words::{self, Leave};

/// A number where it stands, before its neighbours are judged.
pub(super) struct Candidate<'n> {
    pub number: &'n Number,
    /// First atom, a currency sign included.
    pub start: usize,
    /// One past the last atom, unit included.
    pub end: usize,
    /// Whether a bounding phrase stands by it: nobody bounds a year or a section number.
    pub bounded: bool,
    /// Whether it has a unit or a currency.
    pub unit: bool,
}

/// Whether the candidate is no quantity.
pub(super) fn is_left(doc: &Doc<'_>, atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    if c.number.shape == Shape::One && (!c.unit || idiom_of_one(atoms, c)) {
        return !counts_one(doc, atoms, c);
    }
    if previous(atoms, c, 1).is_some_and(|a| a.is("per") || a.is("every")) && !c.unit {
        return true;
    }
    if part_of_code(atoms, c) || dated(atoms, c) || labelled(doc, atoms, c) || age_beside_name(atoms, c) {
        return true;
    }
    match c.number.shape {
        Shape::Digits if !c.unit => year(doc, atoms, c) || clock(atoms, c) || list_number(atoms, c),
        Shape::Digits => false,
        Shape::Words => in_a_name(atoms, c) || c.number.value == 0.0 && !plural_follows(doc, atoms, c),
        _ => false,
    }
}

fn previous<'s, 'a>(atoms: &'s [Atom<'a>], c: &Candidate<'_>, back: usize) -> Option<&'s Atom<'a>> {
    atoms.get(c.start.checked_sub(back)?)
}

/// Glued into something longer: "COVID-19", "MH17", "9/11", "6:30", "1980s", "737-800", "3-0", "2019-nCoV".
fn part_of_code(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let first_glued = atoms.get(c.start).is_some_and(|a| a.glued);
    let before = previous(atoms, c, 1).filter(|_| first_glued);
    // id="12"
    let marked = before.is_some_and(|b| b.text == "\"" && b.glued);
    if marked && previous(atoms, c, 2).is_some_and(|a| a.text == "=" && a.glued) {
        return true;
    }
    let glued_back = before.is_some_and(|b| match b.text {
        // The last are "Mg(ClO4)2".
        "/" | ":" | "#" | "@" | "." | "_" | "'" | "’" | ")" | "]" => true,
        _ if b.is_dash() => b.glued,
        _ => b.kind != Kind::Mark,
    });
    glued_back || glued_on(atoms, c)
}

fn glued_on(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let Some(next) = atoms.get(c.end).filter(|a| a.glued) else { return false };
    let after = atoms.get(c.end + 1).filter(|a| a.glued);
    let digits_follow = after.is_some_and(|a| a.kind == Kind::Digits);
    if next.kind != Kind::Mark {
        return !is_ordinal_ending(next);
    }
    if next.is_dash() {
        return digits_follow && !c.unit || after.is_some_and(|a| a.text.chars().any(char::is_uppercase));
    }
    matches!(next.text, "/" | ":" | "." | "_") && digits_follow
}

/// The "th" of "27th".
pub(super) fn is_ordinal_ending(atom: &Atom<'_>) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| atom.is(ending))
}

/// Beside the name of a month: "Nov. 27", "14 May".
fn dated(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    if c.unit || c.number.shape != Shape::Digits {
        return false;
    }
    let dot = usize::from(previous(atoms, c, 1).is_some_and(|a| a.text == "."));
    let modal = |a: &Atom<'_>| matches!(a.text, "may" | "march" | "mar" | "dec");
    let month = |a: &Atom<'_>| words::leaves(a.text, Leave::Month) && (!modal(a) || dot == 1);
    previous(atoms, c, 1 + dot).is_some_and(month) || atoms.get(c.end).is_some_and(month)
}

/// "Section 215", "page 3", "No. 5", "Apollo 11", "[12]".
fn labelled(doc: &Doc<'_>, atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let typed = atoms.get(c.number.start + 1).is_some_and(|a| a.is_dash());
    if c.unit || c.bounded || c.number.high.is_some() && !typed || c.number.scale > 1.0 {
        return false;
    }
    let dot = usize::from(previous(atoms, c, 1).is_some_and(|a| a.text == "."));
    let Some(word) = previous(atoms, c, 1 + dot) else { return false };
    if numbered_list(atoms, c) && !plural_follows(doc, atoms, c) {
        return true;
    }
    if word.text == "[" || atoms.get(c.end).is_some_and(|a| a.text == "]") {
        return true;
    }
    let digits = c.number.shape == Shape::Digits;
    // "the 6100 block of Elm Street"
    if digits && word.is("the") && next_is(atoms, c, 0, "block") && next_is(atoms, c, 1, "of") {
        return true;
    }
    let counted = plural_follows(doc, atoms, c);
    if digits && !counted && is_house(atoms, c) {
        return true;
    }
    let label = words::leaves(word.text, Leave::Label) && (digits || atoms[c.start].is_capital());
    let first = c.start == 1 + dot;
    let name = digits && dot == 0 && word.kind == Kind::Word && word.is_capital() && !first;
    let possessive = digits
        && matches!(word.text, "s" | "S")
        && previous(atoms, c, 2).is_some_and(|a| matches!(a.text, "'" | "’"))
        && previous(atoms, c, 3).is_some_and(|a| a.is_capital());
    let listed = atoms.get(c.end).is_some_and(|a| ["index", "indices", "indexes"].iter().any(|w| a.is(w)));
    let index = digits && word.is_capital() && !first && listed || possessive && !counted;
    let product = digits && word.kind == Kind::Word && !word.is_capital() && has_capital(word);
    let address = digits
        && word.is("at")
        && atoms.get(c.end).is_some_and(|a| a.is_capital() && !words::is_people(a.text));
    (label && (word.is_capital() && !first || !counted)) || name && !counted || index || address || product
}

/// "9025 Indian Lake Road", "201 Elm St.": the number of a house.
fn is_house(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    const WAYS: [&str; 12] = [
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "drive",
        "lane",
        "boulevard",
        "blvd",
        "parkway",
        "terrace",
    ];
    let name = atoms[c.end.min(atoms.len())..].iter().take(4).take_while(|a| a.is_capital());
    name.skip(1).any(|a| WAYS.iter().any(|way| a.is(way)))
}

fn next_is(atoms: &[Atom<'_>], c: &Candidate<'_>, on: usize, word: &str) -> bool {
    atoms.get(c.end + on).is_some_and(|a| a.is(word))
}

/// "Articles 5, 6 and 7", "(Figs. 3 and 4)": numbers behind a label in the plural are labels to the last.
fn numbered_list(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let joins = |a: &Atom<'_>| {
        matches!(a.text, "," | "&" | "–" | "-")
            || ["and", "or", "to", "through"].iter().any(|word| a.is(word))
    };
    let first = (c.start.saturating_sub(LIST)..c.start)
        .rev()
        .find(|i| atoms[*i].kind != Kind::Digits && !joins(&atoms[*i]) && atoms[*i].text != ".");
    let Some(label) = first.map(|i| &atoms[i]).filter(|_| c.number.shape == Shape::Digits) else {
        return false;
    };
    let Some(one) = label.text.strip_suffix(['s', 'S']) else { return false };
    let continued = first.is_some_and(|i| atoms[i + 1..c.start].iter().any(|a| a.kind == Kind::Digits));
    let goes_on = atoms.get(c.end).is_some_and(joins)
        && atoms.get(c.end + 1).is_some_and(|a| joins(a) || a.kind == Kind::Digits);
    words::leaves(one, Leave::Label) && (continued || goes_on)
}

/// How many atoms a list of numbers may have before its last.
const LIST: usize = 16;

fn has_capital(atom: &Atom<'_>) -> bool {
    atom.text.chars().any(char::is_uppercase)
}

/// "Dana Holt, 44, said": an age set beside a name says nothing about the news.
fn age_beside_name(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let age = c.number.shape == Shape::Digits && c.number.value <= 120.0 && c.number.value.fract() == 0.0;
    if !age || c.unit || c.bounded || c.number.high.is_some() {
        return false;
    }
    let apposed = previous(atoms, c, 1).is_some_and(|a| a.text == "," || a.text == "(")
        && previous(atoms, c, 2).is_some_and(|a| a.is_capital());
    let joined = previous(atoms, c, 1).is_some_and(|a| a.is("and"))
        && previous(atoms, c, 2).is_some_and(|a| a.kind == Kind::Digits && a.text.len() <= 3)
        && previous(atoms, c, 3).is_some_and(|a| a.text == ",");
    let closed = |a: &Atom<'_>| matches!(a.text, "," | ";" | ")" | "." | "and");
    (apposed || joined) && atoms.get(c.end).is_none_or(closed)
}

/// "one day", "at one point".
fn idiom_of_one(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    !c.bounded && atoms.get(c.number.end).is_some_and(|a| words::leaves(a.text, Leave::NotAfterOne))
}

/// Whether a plural noun follows, adjectives between.
fn plural_follows(doc: &Doc<'_>, atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let Some(atom) = atoms.get(c.end) else { return false };
    for token in atom.token..atom.token + 4 {
        match doc.tag(token) {
            Tag::Nns | Tag::Nnps => return true,
            Tag::Jj | Tag::Nn | Tag::Nnp | Tag::Vbn | Tag::Vbg => {
                if words::is_people(doc.word(token)) {
                    return true;
                }
            }
            _ => return false,
        }
    }
    false
}

/// A bare year, or two: "1998", "2016-17".
fn year(doc: &Doc<'_>, atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let text = atoms[c.number.start].text;
    let shape = text.len() == 4 && (1500.0..2100.0).contains(&c.number.value) && c.number.scale == 1.0;
    if !shape || c.bounded && c.number.high.is_none() {
        return false;
    }
    const BEFORE: [&str; 14] = [
        "in", "since", "by", "until", "till", "from", "during", "of", "early", "late", "mid", "before",
        "after", "the",
    ];
    let dated = previous(atoms, c, 1).is_some_and(|a| BEFORE.iter().any(|word| a.is(word)));
    dated || !plural_follows(doc, atoms, c)
}

/// "6 p.m.", "11am", "3 o'clock".
fn clock(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let Some(next) = atoms.get(c.end) else { return false };
    let dotted = (next.is("a") || next.is("p"))
        && atoms.get(c.end + 1).is_some_and(|a| a.text == "." && a.glued)
        && atoms.get(c.end + 2).is_some_and(|a| a.is("m"));
    let oclock = next.is("o") && atoms.get(c.end + 2).is_some_and(|a| a.is("clock"));
    dotted || oclock || words::leaves(next.text, Leave::Clock)
}

/// "1. First", "2) Second", a line of nothing else.
fn list_number(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let point = |a: &Atom<'_>| matches!(a.text, "." | ")" | ":");
    c.start == 0 && c.number.scale == 1.0 && atoms.get(c.end).is_none_or(|a| point(a) && a.glued)
}

/// "Group of Seven", "Formula One", "Big Three".
fn in_a_name(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let capital = |a: &Atom<'_>| a.is_capital() && a.kind == Kind::Word;
    let named = previous(atoms, c, 1).is_some_and(|a| capital(a) && a.text.chars().any(char::is_lowercase))
        || previous(atoms, c, 1).is_some_and(|a| a.is("of")) && previous(atoms, c, 2).is_some_and(capital)
        || c.start > 0 && atoms.get(c.end).is_some_and(capital);
    atoms[c.start].is_capital() && named && atoms[c.start].text.chars().any(char::is_lowercase)
}

/// Whether "one" counts something: "one victim", "one of them", not "one another", "one day", "no one".
fn counts_one(doc: &Doc<'_>, atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    let before = previous(atoms, c, 1);
    let barred = before.is_some_and(|a| words::leaves(a.text, Leave::NotBeforeOne) || a.is_dash() && a.glued);
    let Some(next) = atoms.get(c.number.end) else { return false };
    if barred || in_a_name(atoms, c) || next.is_dash() && next.glued && !counted_compound(atoms, c) {
        return false;
    }
    if next.is("in") && earlier_one(atoms, c) {
        return true;
    }
    if next.is("of") {
        return atoms.get(c.end + 1).is_some_and(|a| a.is("them") || a.is("those"));
    }
    if words::leaves(next.text, Leave::NotAfterOne) {
        return false;
    }
    let at = next.token + usize::from(next.is("other") || next.is("more"));
    matches!(doc.tag(at), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::Vbn) || next.is_dash()
}

/// "one person in Oslo and one in Bergen": a count goes on.
fn earlier_one(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    previous(atoms, c, 1).is_some_and(|a| a.is("and") || a.text == ",")
        && atoms[c.start.saturating_sub(40)..c.start].iter().any(|a| a.is("one") || a.kind == Kind::Digits)
}

/// "one-count": a compound with a noun, not "one-time", "one-sided".
fn counted_compound(atoms: &[Atom<'_>], c: &Candidate<'_>) -> bool {
    const NOT: [&str; 8] = ["time", "way", "sided", "on", "off", "to", "stop", "size"];
    atoms.get(c.end + 1).is_some_and(|a| a.kind == Kind::Word && !NOT.iter().any(|word| a.is(word)))
}
