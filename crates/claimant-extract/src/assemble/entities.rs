//! Names and chains to entities: a chain that goes through a name is that name's.

use claimant_doc::{Chain, Doc, Entity, Marks, MentionForm, Referring, Span};

use super::located;

/// Entities by their first mention.
pub fn entities(doc: &Doc<'_>, marks: &Marks) -> Vec<Entity> {
    let mut entities = located::named(marks);
    let mut names: Vec<(Span, usize)> = Vec::new();
    for (i, entity) in entities.iter().enumerate() {
        names.extend(entity.mentions.iter().map(|mention| (mention.span, i)));
    }
    names.sort_unstable();
    // Entities that a chain has joined to an earlier one.
    let mut joined: Vec<usize> = (0..entities.len()).collect();
    for chain in marks.chains() {
        let own = owners(chain, &names, &mut joined, &mut entities);
        let place = own.unwrap_or_else(|| {
            entities.push(unnamed(doc, chain));
            joined.push(joined.len());
            entities.len() - 1
        });
        for Referring { mention, .. } in &chain.mentions {
            let bare = bare(doc, mention.span);
            let name = entities[place].mentions.iter_mut().find(|name| Some(name.span) == bare);
            match name {
                Some(name) => name.span = mention.span,
                None => entities[place].mentions.push(*mention),
            }
        }
    }
    entities.retain(|entity| !entity.mentions.is_empty());
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

/// The entity whose names head most of the chain's mentions, with the others of its kind that the chain joins to it.
fn owners(
    chain: &Chain,
    names: &[(Span, usize)],
    joined: &mut [usize],
    entities: &mut [Entity],
) -> Option<usize> {
    let mut count: Vec<(usize, usize)> = Vec::new();
    for Referring { mention, head, .. } in &chain.mentions {
        let Some(name) = name_at(names, *head).filter(|(name, _)| mention.span.contains(*name)) else {
            continue;
        };
        let place = root(joined, name.1);
        match count.iter_mut().find(|(at, _)| *at == place) {
            Some((_, times)) => *times += 1,
            None => count.push((place, 1)),
        }
    }
    let most = count.iter().map(|(_, times)| *times).max()?;
    let (place, _) = *count.iter().find(|(_, times)| *times == most)?;
    for (other, _) in count.into_iter().filter(|(other, _)| *other != place) {
        let known = |at: usize| entities[at].identifiers.first().map(|found| (&found.scheme, &found.value));
        let differ = known(place).is_some() && known(other).is_some() && known(place) != known(other);
        if entities[other].kind != entities[place].kind || differ {
            continue;
        }
        let taken = std::mem::take(&mut entities[other].mentions);
        entities[place].mentions.extend(taken);
        let roles = std::mem::take(&mut entities[other].roles);
        entities[place].roles.extend(roles);
        if entities[place].identifiers.is_empty() {
            entities[place].identifiers = std::mem::take(&mut entities[other].identifiers);
            let Entity { lat, lon, precision, .. } = entities[other];
            let at = &mut entities[place];
            (at.lat, at.lon, at.precision) = (lat, lon, precision);
        }
        if entities[other].name.len() > entities[place].name.len() {
            entities[place].name = std::mem::take(&mut entities[other].name);
        }
        joined[other] = place;
    }
    Some(place)
}

fn root(joined: &[usize], mut at: usize) -> usize {
    while joined[at] != at {
        at = joined[at];
    }
    at
}

/// The name that holds `head`.
fn name_at(names: &[(Span, usize)], head: Span) -> Option<(Span, usize)> {
    let after = names.partition_point(|(name, _)| name.start() <= head.start());
    names[..after].last().copied().filter(|(name, _)| name.contains(head))
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
