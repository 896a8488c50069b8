//! Tokens to sentences. Rules over marks say where a sentence ends ([`rules`]); a small linear model trained on treebanks
//! looks at every gap that may be an end ([`gaps`]), the rules' answer among what it sees, and has the last word
//! ([`weights`]): texts from the web leave stops out, start small, and run lists and headings together.

mod dateline;
mod gaps;
mod kind;
mod rules;
mod weights;

use claimant_doc::{Sentence, Span, Token};

pub use gaps::{FEATURES, Gap};
pub use weights::{TABLE, Weights, place};

/// The weights that are built in.
pub const WEIGHTS: Weights<'static> = Weights::new(include_bytes!("../../../../models/sentences.bin"));

/// The sentences of the tokens from `first` on, all of block `block`; `is_end` says of each gap that may be one whether it
/// is.
pub fn split(
    text: &str,
    tokens: &[Token],
    first: usize,
    block: usize,
    mut is_end: impl FnMut(&Gap) -> bool,
) -> Vec<Sentence> {
    let ends = rules::ends(text, tokens, first);
    let view = gaps::View::new(text, tokens, first, &ends);
    let mut found = Vec::new();
    let mut start = first;
    for next in first + 1..=tokens.len() {
        let ends_here = view.is_certain(next) || view.gap(start, next).is_some_and(|gap| is_end(&gap));
        if ends_here {
            found.extend(sentence(tokens, start, next, block));
            start = next;
        }
    }
    found
}

fn sentence(tokens: &[Token], start: usize, end: usize, block: usize) -> Option<Sentence> {
    let span: Span = tokens.get(start)?.span.to(tokens.get(end.checked_sub(1)?)?.span);
    Some(Sentence { span, tokens: start..end, block })
}
