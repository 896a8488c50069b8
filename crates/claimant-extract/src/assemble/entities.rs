//! Names and chains to entities: a chain that goes through a name is that name's.

use claimant_doc::{Chain, Doc, Entity, Marks, MentionForm, Referring, Span, holder};

use super::located;
use crate::lexicon::is_of_storm;

/// Entities by their first mention.
pub fn entities(doc: &Doc<'_>, marks: &Marks) -> Vec<Entity> {
    let mut entities = located::named(marks);
    let mut names: Vec<(Span, usize)> = Vec::new();
    for (i, entity) in entities.iter().enumerate() {
        names.extend(entity.mentions.iter().map(|mention| (mention.span, i)));
    }
    names.sort_unstable();
    for chain in marks.chains() {
        let place = owner(doc, chain, &names).unwrap_or_else(|| {
            entities.push(unnamed(doc, chain));
            entities.len() - 1
        });
        for Referring { mention, .. } in &chain.mentions {
            let bare = bare(doc, mention.span);
            let names = &mut entities[place].mentions;
            if names.iter().any(|name| is_of_storm(doc, name.span, mention.span)) {
                continue;
            }
            match names.iter_mut().find(|name| Some(name.span) == bare) {
                Some(name) => name.span = mention.span,
                None => names.push(*mention),
            }
        }
    }
    for entity in &mut entities {
        // Names first: of equal spans the first stays.
        entity.mentions.sort_by_key(|mention| (mention.span, mention.form != MentionForm::Name));
        entity.mentions.dedup_by_key(|mention| mention.span);
    }
    entities.sort_by_key(|entity| entity.mentions.first().map(|mention| mention.span));
    entities
}

/// A phrase without the article that it begins with.
fn bare(doc: &Doc<'_>, span: Span) -> Option<Span> {
    let tokens = doc.tokens_in(span);
    if doc.is(tokens.start, "the") { doc.span(tokens.start + 1..tokens.end) } else { None }
}

/// The entity whose names head most of the chain's mentions; of equals the first.
fn owner(doc: &Doc<'_>, chain: &Chain, names: &[(Span, usize)]) -> Option<usize> {
    let mut count: Vec<(usize, usize)> = Vec::new();
    for Referring { mention, head, .. } in &chain.mentions {
        let heads =
            |(name, _): &(Span, usize)| mention.span.contains(*name) || is_of_storm(doc, *name, mention.span);
        let Some(name) = holder(names, *head).filter(heads) else { continue };
        match count.iter_mut().find(|(at, _)| *at == name.1) {
            Some((_, times)) => *times += 1,
            None => count.push((name.1, 1)),
        }
    }
    let most = count.iter().map(|(_, times)| *times).max()?;
    count.into_iter().find(|(_, times)| *times == most).map(|(place, _)| place)
}

/// An entity that the text never names: called by its first noun, or by what there is.
fn unnamed(doc: &Doc<'_>, chain: &Chain) -> Entity {
    let noun = chain.mentions.iter().find(|found| found.mention.form != MentionForm::Pronoun);
    let called = noun.or(chain.mentions.first()).map_or("", |found| found.mention.span.of(doc.text()));
    Entity {
        id: String::new(),
        kind: chain.kind,
        name: called.to_owned(),
        identifiers: Vec::new(),
        roles: Vec::new(),
        mentions: Vec::new(),
        lat: None,
        lon: None,
        precision: None,
    }
}
