//! Who is who: names, nouns and pronouns that mention one thing.
//!
//! The encoder pairs mentions; without it there are only the names that [`entity`](super::entity) puts together. A
//! pronoun whose antecedent is not clear is left out: nothing is better than the wrong person.

use claimant_doc::{Chain, Doc, EntityKind, Layer, Mark, Marks, Mention, MentionForm, Value};

use super::Extractor;
use crate::Scores;
use crate::scores::{Form, Mentioned};

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "coreference",
    about: "Who is who: names, nouns and pronouns that mention one thing.",
    reads: &[],
    writes: Layer::Coreference,
    run,
};

/// A pronoun goes with what is before it if that is at least as likely; chosen on development data.
const LEAST: f32 = 0.4;

fn run(doc: &Doc<'_>, scores: &Scores, _marks: &Marks) -> Vec<Mark> {
    scores.chains.iter().filter_map(|chain| mark(doc, chain)).collect()
}

fn mark(doc: &Doc<'_>, chain: &[Mentioned]) -> Option<Mark> {
    let clear = |mention: &&Mentioned| mention.form != Form::Pronoun || mention.score >= LEAST;
    let mut mentions = Vec::new();
    for mention in chain.iter().filter(clear) {
        let form = match mention.form {
            // A name with more around it is a phrase like any other; its name is another mention.
            Form::Name if mention.tokens.len() == 1 => MentionForm::Name,
            Form::Name | Form::Nominal => MentionForm::Nominal,
            Form::Pronoun => MentionForm::Pronoun,
        };
        let (span, head) = (doc.span(mention.tokens.clone())?, doc.tokens.get(mention.head)?.span);
        mentions.push((Mention { span, form }, head));
    }
    let (first, _) = *mentions.get(..2)?.first()?;
    let person = mentions.iter().any(|(mention, head)| {
        mention.form == MentionForm::Pronoun && is_person(&head.of(doc.text()).to_lowercase())
    });
    let kind = if person { EntityKind::Person } else { EntityKind::Other };
    let score = chain.iter().map(|mention| mention.score).fold(1.0, f32::min);
    Some(Mark { span: first.span, value: Value::Coreference(Chain { kind, mentions }), score, by: EXTRACTOR.name })
}

fn is_person(pronoun: &str) -> bool {
    matches!(pronoun, "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself")
}
