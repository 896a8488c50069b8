//! Names of events, and of storms, which the encoder takes for people and places.

use claimant_doc::{Doc, EntityKind, Tag};

use super::kinds::Name;
use super::lists::class;
use super::runs::is_capital;
use crate::lexicon::is_storm;

/// Makes names of events whole. Of "Hurricane" and "Rita", each a name by itself, the longer one then holds both.
pub fn christen(doc: &Doc<'_>, names: &mut Vec<Name>) {
    names.iter_mut().for_each(|name| whole(doc, name));
    names.dedup_by(|next, kept| {
        let overlap = next.tokens.start < kept.tokens.end;
        if overlap && next.tokens.len() > kept.tokens.len() {
            std::mem::swap(next, kept);
        }
        overlap
    });
}

/// The words that belong to the name of an event though they look like none: the storm of "Hurricane Rita", the year of
/// "2004 Summer Olympic Games", the number of "World War II".
fn whole(doc: &Doc<'_>, name: &mut Name) {
    let (first, last) = (name.tokens.start, name.tokens.end - 1);
    let storm = if first == last { first.checked_sub(1) } else { Some(first) };
    if let Some(storm) = storm.filter(|storm| is_storm(doc.word(*storm)) && last == *storm + 1) {
        let tropical = storm.checked_sub(1).filter(|i| doc.word(*i) == "Tropical");
        name.tokens.start = tropical.unwrap_or(storm);
        (name.kind, name.iso, name.score) = (EntityKind::Event, "", 0.95);
    } else if name.kind == EntityKind::Event {
        let year =
            name.tokens.start.checked_sub(1).filter(|i| doc.tag(*i) == Tag::Cd && doc.word(*i).len() == 4);
        name.tokens.start = year.unwrap_or(name.tokens.start);
        // "the Civil War I studied"
        let (last, number) = (name.tokens.end - 1, doc.word(name.tokens.end));
        let first = number == "I" && doc.word(last) == "War" && doc.word(last.saturating_sub(1)) == "World";
        name.tokens.end += usize::from(first || NUMERALS.contains(&number));
    }
}

/// After the names of what happens more than once.
const NUMERALS: &[&str] = &["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/// The storm whose own name is token `i`.
pub fn storm(doc: &Doc<'_>, i: usize) -> Option<Name> {
    let named = is_capital(doc.word(i)) && doc.tag(i) == Tag::Nnp && class(doc.word(i)).is_none();
    if !named || !is_storm(doc.word(i - 1)) || doc.word(i - 1) == "Storm" {
        return None;
    }
    let (kind, iso) = (EntityKind::Event, "");
    let mut storm = Name { tokens: i..i + 1, kind, iso, score: 0.0, role: None, short_follows: false };
    whole(doc, &mut storm);
    Some(storm)
}
