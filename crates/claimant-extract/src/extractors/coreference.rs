//! Who is who: names, nouns and pronouns that mention one thing.
//!
//! The encoder pairs mentions; without it there are only the names that [`entity`](super::entity) puts together. A
//! pronoun whose antecedent is not clear is left out: nothing is better than the wrong person.

mod chains;

use claimant_doc::{Chain, Doc, EntityKind, Layer, Mark, Marks, Mention, MentionForm, Referring, Value};

use super::Extractor;
use crate::Scores;
use crate::scores::{Form, Mentioned};
use chains::{Chains, Gender};

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "coreference",
    about: "Who is who: names, nouns and pronouns that mention one thing.",
    reads: &[Layer::Entity, Layer::Time],
    writes: Layer::Coreference,
    run,
};

fn run(doc: &Doc<'_>, scores: &Scores, marks: &Marks) -> Vec<Mark> {
    let mut chains = Chains::new(doc, scores, marks);
    scores.mentions.iter().for_each(|mention| chains.add(mention));
    let mut together: Vec<Vec<(&Mentioned, bool)>> = Vec::new();
    for (mention, place) in scores.mentions.iter().zip(chains.places()) {
        let Some(place) = place else { continue };
        together.resize_with(together.len().max(place.chain + 1), Vec::new);
        together[place.chain].push((mention, place.is_clear));
    }
    together.iter().filter(|chain| chain.len() > 1).filter_map(|chain| mark(doc, chain)).collect()
}

fn mark(doc: &Doc<'_>, chain: &[(&Mentioned, bool)]) -> Option<Mark> {
    let mut mentions = Vec::with_capacity(chain.len());
    for (mention, is_clear) in chain {
        let form = match mention.form {
            // A name with more around it is a phrase like any other; its name is another mention.
            Form::Name if mention.tokens.len() == 1 => MentionForm::Name,
            Form::Name | Form::Nominal => MentionForm::Nominal,
            Form::Pronoun => MentionForm::Pronoun,
        };
        let (span, head) = (doc.span(mention.tokens.clone())?, doc.tokens.get(mention.head)?.span);
        mentions.push(Referring { mention: Mention { span, form }, head, is_clear: *is_clear });
    }
    let person = chain.iter().any(|(mention, _)| Gender::of(doc.word(mention.head)).is_some());
    let kind = if person { EntityKind::Person } else { EntityKind::Other };
    let score = chain.iter().skip(1).map(|(mention, _)| 1.0 - mention.first).fold(1.0, f32::min);
    let span = mentions.first()?.mention.span;
    Some(Mark { span, value: Value::Coreference(Chain { kind, mentions }), score, by: EXTRACTOR.name })
}
