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

fn run(doc: &Doc<'_>, scores: &Scores, marks: &Marks) -> Vec<Mark> {
    let mut chains: Vec<Vec<&Mentioned>> = Vec::new();
    for (mention, chain) in scores.mentions.iter().zip(with_names(doc, scores, marks)) {
        if mention.form == Form::Pronoun && mention.score < LEAST {
            continue;
        }
        chains.resize_with(chains.len().max(chain + 1), Vec::new);
        chains[chain].push(mention);
    }
    chains.iter().filter(|chain| chain.len() > 1).filter_map(|chain| mark(doc, chain)).collect()
}

/// The chain of each mention, those joined that go through one name.
fn with_names(doc: &Doc<'_>, scores: &Scores, marks: &Marks) -> Vec<usize> {
    let mut names: Vec<(Span, usize)> = Vec::new();
    for (entity, named) in marks.entities().enumerate() {
        names.extend(named.mentions.iter().map(|mention| (mention.span, entity)));
    }
    names.sort_unstable();
    let mut chains: Vec<usize> = (0..scores.mentions.len()).collect();
    let mut first_of: Vec<Option<usize>> = vec![None; names.len()];
    for mention in &scores.mentions {
        let Some(entity) = named(doc, &names, mention) else { continue };
        let chain = root(&chains, mention.chain);
        match first_of[entity] {
            Some(first) => {
                let first = root(&chains, first);
                chains[chain.max(first)] = chain.min(first);
            }
            None => first_of[entity] = Some(chain),
        }
    }
    scores.mentions.iter().map(|mention| root(&chains, mention.chain)).collect()
}

/// The entity whose name heads the mention.
fn named(doc: &Doc<'_>, names: &[(Span, usize)], mention: &Mentioned) -> Option<usize> {
    let (span, head) = (doc.span(mention.tokens.clone())?, doc.tokens.get(mention.head)?.span);
    let after = names.partition_point(|(name, _)| name.start() <= head.start());
    let (name, entity) = *names[..after].last()?;
    (name.contains(head) && span.contains(name)).then_some(entity)
}

fn root(chains: &[usize], mut at: usize) -> usize {
    while chains[at] != at {
        at = chains[at];
    }
    at
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
    let score = chain.iter().map(|mention| mention.score).fold(1.0, f32::min);
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
