//! Who is who: names, nouns and pronouns that mention one thing.
//!
//! The encoder pairs mentions; without it there are only the names that [`entity`](super::entity) puts together. A
//! pronoun whose antecedent is not clear is left out: nothing is better than the wrong person.

use claimant_doc::{Chain, Doc, EntityKind, Layer, Mark, Marks, Mention, MentionForm, Span, Value};

use super::Extractor;
use crate::Scores;
use crate::scores::{Form, Mentioned};

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "coreference",
    about: "Who is who: names, nouns and pronouns that mention one thing.",
    reads: &[Layer::Entity],
    writes: Layer::Coreference,
    run,
};

/// A pronoun goes with what is before it if that is at least as likely; chosen on development data.
const LEAST: f32 = 0.4;
/// Two names that share no word are one thing if that is as likely.
const ALIAS: f32 = 0.7;

fn run(doc: &Doc<'_>, scores: &Scores, marks: &Marks) -> Vec<Mark> {
    let mut chains = Chains::new(doc, marks);
    scores.mentions.iter().for_each(|mention| chains.add(mention));
    let mut mentions: Vec<Vec<&Mentioned>> = vec![Vec::new(); chains.named.len()];
    for (mention, chain) in scores.mentions.iter().zip(&chains.of) {
        if let Some(chain) = chain {
            mentions[*chain].push(mention);
        }
    }
    mentions.iter().filter(|chain| chain.len() > 1).filter_map(|chain| mark(doc, chain)).collect()
}

/// Chains in the making.
struct Chains<'d, 'a> {
    doc: &'d Doc<'a>,
    /// Names by place, with their entity.
    names: Vec<(Span, usize)>,
    /// The chain of each entity that has been mentioned.
    of_entity: Vec<Option<usize>>,
    /// The chain of each mention; a pronoun that is not clear has none.
    of: Vec<Option<usize>>,
    /// Whether each chain goes through a name.
    named: Vec<bool>,
}

impl<'d, 'a> Chains<'d, 'a> {
    fn new(doc: &'d Doc<'a>, marks: &Marks) -> Self {
        let mut names: Vec<(Span, usize)> = Vec::new();
        for (entity, named) in marks.entities().enumerate() {
            names.extend(named.mentions.iter().map(|mention| (mention.span, entity)));
        }
        names.sort_unstable();
        let entities = marks.entities().count();
        Chains { doc, names, of_entity: vec![None; entities], of: Vec::new(), named: Vec::new() }
    }

    /// Names that are alike are one; two that are not must be clearly one. What has no name goes where most speaks for.
    fn add(&mut self, mention: &Mentioned) {
        let entity = named(self.doc, &self.names, mention);
        let likely = self.likely(mention);
        let chain = match entity {
            Some(entity) => self.of_entity[entity].or_else(|| {
                let least = |chain: usize| if self.named[chain] { ALIAS } else { mention.first };
                likely.filter(|(chain, share)| *share > least(*chain)).map(|(chain, _)| chain)
            }),
            None => likely.filter(|(_, share)| *share > mention.first).map(|(chain, _)| chain),
        };
        let unclear = mention.form == Form::Pronoun && likely.is_none_or(|(_, share)| share < LEAST);
        if chain.is_some() && unclear {
            self.of.push(None);
            return;
        }
        let chain = chain.unwrap_or(self.named.len());
        if chain == self.named.len() {
            self.named.push(false);
        }
        if let Some(entity) = entity {
            self.named[chain] = true;
            self.of_entity[entity] = Some(chain);
        }
        self.of.push(Some(chain));
    }

    /// The chain to which most of the probability goes, with its share.
    fn likely(&self, mention: &Mentioned) -> Option<(usize, f32)> {
        let mut shares: Vec<(usize, f32)> = Vec::new();
        for (antecedent, share) in &mention.antecedents {
            let Some(chain) = self.of.get(*antecedent).copied().flatten() else { continue };
            match shares.iter_mut().find(|(other, _)| *other == chain) {
                Some((_, sum)) => *sum += share,
                None => shares.push((chain, *share)),
            }
        }
        // The first of equals, which holds the likeliest antecedent.
        shares.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}

/// The entity whose name heads the mention.
fn named(doc: &Doc<'_>, names: &[(Span, usize)], mention: &Mentioned) -> Option<usize> {
    let (span, head) = (doc.span(mention.tokens.clone())?, doc.tokens.get(mention.head)?.span);
    let after = names.partition_point(|(name, _)| name.start() <= head.start());
    let (name, entity) = *names[..after].last()?;
    (name.contains(head) && span.contains(name)).then_some(entity)
}

fn mark(doc: &Doc<'_>, chain: &[&Mentioned]) -> Option<Mark> {
    let mut mentions = Vec::new();
    for mention in chain {
        let form = match mention.form {
            // A name with more around it is a phrase like any other; its name is another mention.
            Form::Name if mention.tokens.len() == 1 => MentionForm::Name,
            Form::Name | Form::Nominal => MentionForm::Nominal,
            Form::Pronoun => MentionForm::Pronoun,
        };
        let (span, head) = (doc.span(mention.tokens.clone())?, doc.tokens.get(mention.head)?.span);
        mentions.push((Mention { span, form }, head));
    }
    let (first, _) = *mentions.first()?;
    let person = mentions.iter().any(|(mention, head)| {
        mention.form == MentionForm::Pronoun && is_person(&head.of(doc.text()).to_lowercase())
    });
    let kind = if person { EntityKind::Person } else { EntityKind::Other };
    let score = chain.iter().skip(1).map(|mention| 1.0 - mention.first).fold(1.0, f32::min);
    Some(Mark {
        span: first.span,
        value: Value::Coreference(Chain { kind, mentions }),
        score,
        by: EXTRACTOR.name,
    })
}

fn is_person(pronoun: &str) -> bool {
    matches!(pronoun, "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself")
}
