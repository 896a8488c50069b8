//! Mentions to chains, one after the other.

use std::collections::HashMap;

use claimant_doc::{Doc, Marks, Span};

use crate::scores::{Form, Mentioned};

/// A pronoun goes with what is before it if that is as likely, and so many times as likely as any other reading.
/// These and the next were chosen on development data.
const LEAST: f32 = 0.2;
const LEAD: f32 = 1.2;
/// It is clear whom it means if that is as likely, and so many times as likely as any other reading.
const CLEAR: f32 = 0.5;
const CLEAR_LEAD: f32 = 3.0;
/// A phrase that stands again goes with the one before, unless it is surer to be the first.
const SAME: f32 = 0.85;
/// Two names that share no word are one thing if that is as likely.
const ALIAS: f32 = 0.7;

/// Where a mention belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of its chain.
    pub chain: usize,
    /// Whether there is no doubt about it.
    pub is_clear: bool,
}

/// Chains in the making.
pub struct Chains<'d, 'a> {
    doc: &'d Doc<'a>,
    /// Names by place, with their entity.
    names: Vec<(Span, usize)>,
    /// The chain of each entity that has been mentioned.
    of_entity: Vec<Option<usize>>,
    /// The last chain of each noun phrase, by its words without the article.
    of_phrase: HashMap<String, usize>,
    /// Whether each chain goes through a name.
    named: Vec<bool>,
    /// The place of each mention; a pronoun in doubt has none.
    places: Vec<Option<Place>>,
}

/// The chain that most speaks for.
#[derive(Clone, Copy)]
struct Likely {
    chain: usize,
    /// Its probability.
    share: f32,
    /// How many times as likely it is as the next.
    lead: f32,
}

impl<'d, 'a> Chains<'d, 'a> {
    /// No chains yet; `marks` hold the names.
    pub fn new(doc: &'d Doc<'a>, marks: &Marks) -> Self {
        let mut names: Vec<(Span, usize)> = Vec::new();
        for (entity, named) in marks.entities().enumerate() {
            names.extend(named.mentions.iter().map(|mention| (mention.span, entity)));
        }
        names.sort_unstable();
        let of_entity = vec![None; marks.entities().count()];
        Chains { doc, names, of_entity, of_phrase: HashMap::new(), named: Vec::new(), places: Vec::new() }
    }

    /// The places of the mentions so far.
    pub fn places(&self) -> &[Option<Place>] {
        &self.places
    }

    /// Adds the next mention. Names that are alike are one; two that are not must be clearly one. What has no name goes
    /// where most speaks for, or with the same words before.
    pub fn add(&mut self, mention: &Mentioned) {
        let (entity, phrase, likely) = (self.entity(mention), self.phrase(mention), self.likely(mention));
        let known = entity.and_then(|entity| self.of_entity[entity]);
        let joins = |likely: &Likely| {
            let alias = entity.is_some() && self.named[likely.chain];
            likely.share > if alias { ALIAS } else { mention.first }
        };
        let same = || {
            let before = self.of_phrase.get(phrase.as_ref()?);
            before.copied().filter(|_| entity.is_none() && mention.first < SAME)
        };
        let joined = known.or_else(|| likely.filter(joins).map(|likely| likely.chain)).or_else(same);
        let leads =
            |least: f32, lead: f32| likely.is_some_and(|found| found.share >= least && found.lead >= lead);
        if joined.is_some() && mention.form == Form::Pronoun && !leads(LEAST, LEAD) {
            self.places.push(None);
            return;
        }
        let is_clear = joined.is_none() || known.is_some() || leads(CLEAR, CLEAR_LEAD);
        let chain = joined.unwrap_or(self.named.len());
        if chain == self.named.len() {
            self.named.push(false);
        }
        if let Some(entity) = entity {
            self.named[chain] = true;
            self.of_entity[entity] = Some(chain);
        }
        if let Some(phrase) = phrase {
            self.of_phrase.insert(phrase, chain);
        }
        self.places.push(Some(Place { chain, is_clear }));
    }

    fn likely(&self, mention: &Mentioned) -> Option<Likely> {
        let mut shares: Vec<(usize, f32)> = Vec::new();
        for (antecedent, share) in &mention.antecedents {
            let Some(place) = self.places.get(*antecedent).copied().flatten() else { continue };
            match shares.iter_mut().find(|(chain, _)| *chain == place.chain) {
                Some((_, sum)) => *sum += share,
                None => shares.push((place.chain, *share)),
            }
        }
        // The first of equals holds the likeliest antecedent.
        let (chain, share) =
            shares.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let others = shares.iter().filter(|(other, _)| *other != chain).map(|(_, share)| *share);
        Some(Likely { chain, share, lead: share / others.fold(f32::MIN_POSITIVE, f32::max) })
    }

    /// The entity whose name heads the mention.
    fn entity(&self, mention: &Mentioned) -> Option<usize> {
        let span = self.doc.span(mention.tokens.clone())?;
        let head = self.doc.tokens.get(mention.head)?.span;
        let after = self.names.partition_point(|(name, _)| name.start() <= head.start());
        let (name, entity) = *self.names[..after].last()?;
        (name.contains(head) && span.contains(name)).then_some(entity)
    }

    /// The words of a noun phrase without the article that it begins with; none of a pronoun or of what is new ("a man").
    fn phrase(&self, mention: &Mentioned) -> Option<String> {
        const NEW: &[&str] = &["a", "an", "any", "some", "no", "every", "each", "another"];
        const SAID: &[&str] = &["the", "this", "that", "these", "those", "such"];
        let first = self.doc.word(mention.tokens.start).to_lowercase();
        if mention.form == Form::Pronoun || NEW.contains(&first.as_str()) {
            return None;
        }
        let said = usize::from(SAID.contains(&first.as_str()));
        let words = mention.tokens.clone().skip(said).map(|i| self.doc.word(i).to_lowercase());
        Some(words.collect::<Vec<_>>().join(" "))
    }
}
