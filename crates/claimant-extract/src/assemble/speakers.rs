//! Pronouns as sources: "he said" is who spoke last, or one who has been named since; else nobody is named.
//!
//! What a pronoun mentions is decided over the whole article. Where that passes over the last speaker, two readings are
//! close, and the worst of errors is to give words to the wrong person.

use std::collections::BTreeMap;

use claimant_doc::{Attribution, Doc, Entity, Link, MentionForm, SourceKind, Span, Tag};

use super::attributions::Attributions;

/// The last one who spoke and is no pronoun.
struct Speaker {
    /// Id of the entity; `None` where the source names none.
    entity: Option<String>,
    /// Byte after source and cue.
    end: usize,
}

/// Takes the entities from pronouns that pass over the last speaker.
pub fn doubt(doc: &Doc<'_>, nested: &Attributions<'_>, entities: &[Entity], items: &mut [Attribution]) {
    let mut order: Vec<(usize, usize)> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        order.extend(item.cue.first().filter(|_| !item.source.is_empty()).map(|cue| (cue.start(), i)));
    }
    order.sort_unstable();
    let known = Known::of(doc, nested, entities);
    let mut last: Option<Speaker> = None;
    for (_, i) in order {
        let Some(source) = items[i].source.first().copied() else { continue };
        if let Some(pronoun) = pronoun(doc, source) {
            let passes = last.as_ref().is_some_and(|last| {
                let Some(Link::Id(id)) = &items[i].source_entity else { return false };
                let another = last.entity.as_ref() != Some(id);
                another
                    && !known.is_named(id, last.end, source.start())
                    && !last.entity.as_ref().is_some_and(|id| known.is_other(id, pronoun))
            });
            if passes {
                items[i].source_entity = None;
            }
        } else if can_be_one(doc, &items[i], source) {
            last = Some(speaker(&items[i], source));
        }
    }
}

fn speaker(item: &Attribution, source: Span) -> Speaker {
    let entity = match &item.source_entity {
        Some(Link::Id(id)) => Some(id.clone()),
        _ => None,
    };
    Speaker { entity, end: item.cue.iter().map(|cue| cue.end()).max().unwrap_or(0).max(source.end()) }
}

/// "he" or "she".
fn pronoun(doc: &Doc<'_>, source: Span) -> Option<&'static str> {
    ["he", "she"].into_iter().find(|word| source.of(doc.text()).eq_ignore_ascii_case(word))
}

/// Whether a source can be one person.
fn can_be_one(doc: &Doc<'_>, item: &Attribution, source: Span) -> bool {
    let kind = matches!(item.source_kind, None | Some(SourceKind::Person | SourceKind::Unnamed));
    let mut tokens = doc.tokens_in(source);
    let plain = tokens.clone().all(|i| !matches!(doc.tag(i), Tag::Prp | Tag::Wp | Tag::Wdt));
    kind && plain && !tokens.any(|i| doc.tag(i) == Tag::Nns)
}

/// What is known of the entities, by id.
struct Known<'e> {
    of: BTreeMap<&'e str, Person>,
}

#[derive(Default)]
struct Person {
    /// Where it is named outside all contents, in text order.
    named: Vec<Span>,
    /// Spoken of as "he", and as "she".
    he: bool,
    she: bool,
}

impl Known<'_> {
    fn of<'e>(doc: &Doc<'_>, nested: &Attributions<'_>, entities: &'e [Entity]) -> Known<'e> {
        let own = |span: Span| nested.owner.get(doc.tokens_in(span).start).is_none_or(|owner| *owner == 0);
        let person = |entity: &Entity| {
            let mut person = Person::default();
            for mention in &entity.mentions {
                let word = mention.span.of(doc.text());
                let says = |words: &[&str]| words.iter().any(|other| word.eq_ignore_ascii_case(other));
                person.he |= says(&["he", "him", "his"]);
                person.she |= says(&["she", "her", "hers"]);
                if mention.form == MentionForm::Name && own(mention.span) {
                    person.named.push(mention.span);
                }
            }
            person.named.sort_unstable();
            person
        };
        Known { of: entities.iter().map(|entity| (entity.id.as_str(), person(entity))).collect() }
    }

    /// Whether an entity is named between two bytes.
    fn is_named(&self, id: &str, from: usize, to: usize) -> bool {
        let named = self.of.get(id).map_or(&[][..], |person| &person.named);
        named.get(named.partition_point(|name| name.start() < from)).is_some_and(|name| name.end() <= to)
    }

    /// Whether an entity is spoken of with the other pronoun.
    fn is_other(&self, id: &str, pronoun: &str) -> bool {
        self.of.get(id).is_some_and(|person| if pronoun == "he" { person.she } else { person.he })
    }
}
