//! The items of a reading by id, looked up once for all of its claims and figures.

use std::collections::BTreeMap;

use claimant_doc::{Attribution, Claim, Entity, Event, Link, Quantity, Reading, Span, Time};

/// A reading with its items by id.
pub struct Items<'r> {
    /// The reading.
    pub reading: &'r Reading,
    entities: BTreeMap<&'r str, &'r Entity>,
    times: BTreeMap<&'r str, &'r Time>,
    events: BTreeMap<&'r str, &'r Event>,
    attributions: BTreeMap<&'r str, &'r Attribution>,
    holders: BTreeMap<&'r str, &'r Claim>,
}

impl<'r> Items<'r> {
    /// The items of a reading.
    pub fn of(reading: &'r Reading) -> Items<'r> {
        Items {
            reading,
            entities: by_id(&reading.entities, |entity| &entity.id),
            times: by_id(&reading.times, |time| &time.id),
            events: by_id(&reading.events, |event| &event.id),
            attributions: by_id(&reading.attributions, |attribution| &attribution.id),
            holders: holders(&reading.claims),
        }
    }

    /// The article's text.
    pub fn text(&self) -> &'r str {
        self.reading.article.text()
    }

    /// The entity that a link names.
    pub fn entity(&self, link: Option<&Link>) -> Option<&'r Entity> {
        self.entities.get(link?.id()?).copied()
    }

    /// The time that a link names.
    pub fn time(&self, link: Option<&Link>) -> Option<&'r Time> {
        self.times.get(link?.id()?).copied()
    }

    /// The event that a link names.
    pub fn event(&self, link: Option<&Link>) -> Option<&'r Event> {
        self.events.get(link?.id()?).copied()
    }

    /// The attribution that a link names; `article` names none.
    pub fn attribution(&self, link: &Link) -> Option<&'r Attribution> {
        self.attributions.get(link.id()?).copied()
    }

    /// The shortest claim that holds a figure.
    pub fn holder(&self, quantity: &Quantity) -> Option<&'r Claim> {
        self.holders.get(quantity.id.as_str()).copied()
    }

    /// The words of a claim's innermost source; `None` where the article itself vouches.
    pub fn source(&self, claim: &Claim) -> Option<String> {
        let attribution = self.attribution(claim.chain.last()?)?;
        Some(attribution.source.first().map_or("an unnamed source", |span| span.of(self.text())).to_owned())
    }

    /// The sentence that holds a span, else the span.
    pub fn sentence(&self, span: Span) -> Span {
        let after = self.reading.sentences.partition_point(|sentence| sentence.start() <= span.start());
        let held = self.reading.sentences[..after].last().filter(|sentence| sentence.contains(span));
        held.copied().unwrap_or(span)
    }
}

fn by_id<'r, T>(items: &'r [T], id: impl Fn(&'r T) -> &'r str) -> BTreeMap<&'r str, &'r T> {
    items.iter().map(|item| (id(item), item)).collect()
}

fn holders(claims: &[Claim]) -> BTreeMap<&str, &Claim> {
    let length = |claim: &Claim| claim.content.iter().map(|span| span.len()).sum::<usize>();
    let mut holders: BTreeMap<&str, &Claim> = BTreeMap::new();
    for claim in claims {
        for id in claim.quantities.iter().filter_map(Link::id) {
            let held = holders.entry(id).or_insert(claim);
            if length(claim) < length(held) {
                *held = claim;
            }
        }
    }
    holders
}

/// A country's code, so that "the US" and "America" are one; else the name.
pub fn name(entity: &Entity) -> String {
    let code = entity.identifiers.iter().find(|identifier| identifier.scheme == "iso3166-1-alpha2");
    code.map_or_else(|| entity.name.clone(), |code| code.value.clone())
}
