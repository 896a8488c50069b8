//! Keys that stay the same over runs, versions and reprints.

use claimant_doc::{Span, hex};
use sha2::{Digest, Sha256};

/// Length of a key, in hex digits.
const DIGITS: usize = 16;

/// The hash of the words in `content` and of those in each source of the chain, outermost first. Case, punctuation
/// and blanks do not count; where the words stand does not either.
pub fn key(text: &str, content: &[Span], sources: &[&[Span]]) -> String {
    let mut words = String::new();
    for spans in std::iter::once(content).chain(sources.iter().copied()) {
        spans.iter().for_each(|span| normalise(span.of(text), &mut words));
        words.push('|');
    }
    let mut key = hex(&Sha256::digest(words.as_bytes())[..DIGITS / 2]);
    key.truncate(DIGITS);
    key
}

fn normalise(text: &str, words: &mut String) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.extend(word.chars().flat_map(char::to_lowercase));
        words.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_punctuation_do_not_change_a_key_and_sources_do() {
        let text = "“Rain fell,” Ann said. rain fell Bo";
        let span = |words: &str| {
            let start = text.find(words).expect("words of the text");
            Span::new(text, start..start + words.len()).expect("a span")
        };
        let (ann, bo) = ([span("Ann")], [span("Bo")]);
        assert_eq!(key(text, &[span("Rain fell,”")], &[&ann]), key(text, &[span("rain fell")], &[&ann]));
        assert_ne!(key(text, &[span("rain fell")], &[&ann]), key(text, &[span("rain fell")], &[&bo]));
        assert_ne!(key(text, &[span("rain fell")], &[]), key(text, &[span("rain")], &[]));
    }
}
