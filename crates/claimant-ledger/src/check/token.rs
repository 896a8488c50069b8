//! A claim's words, lower-cased and cut at everything that is no letter or digit.

use std::ops::Range;

/// One word: its bytes in the text and its folded form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Lower case; a genitive `'s` is gone, dots of "U.S." too.
    pub word: String,
}

/// The words of `range` of `text`, in order.
pub fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let Some(slice) = text.get(range.clone()) else { return Vec::new() };
    let mut found: Vec<Token> = Vec::new();
    let mut start = None;
    for (at, c) in slice.char_indices().chain([(slice.len(), ' ')]) {
        match (is_part(slice, at, c), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                found.extend(token(&slice[first..at], range.start + first));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The folded words of a phrase of a table.
pub fn words(phrase: &str) -> Vec<String> {
    tokens(phrase, 0..phrase.len()).into_iter().map(|token| token.word).collect()
}

/// Letters and digits; an apostrophe between letters; a dot or comma between digits; a dot of "U.S.".
fn is_part(text: &str, at: usize, c: char) -> bool {
    if c.is_alphanumeric() {
        return true;
    }
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + c.len_utf8()..).and_then(|after| after.chars().next());
    let both = |test: fn(char) -> bool| before.is_some_and(test) && after.is_some_and(test);
    match c {
        '\'' | '’' => both(char::is_alphabetic),
        ',' => both(|c| c.is_ascii_digit()),
        '.' => both(|c| c.is_ascii_digit()) || is_initial_dot(text, at),
        _ => false,
    }
}

/// Whether the dot at `at` stands after a single capital that another dot or a blank precedes, and before a capital.
fn is_initial_dot(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let capital = before.next().is_some_and(char::is_uppercase);
    let alone = before.next().is_none_or(|c| !c.is_alphanumeric());
    let next = text[at + 1..].chars().next();
    capital && alone && next.is_some_and(char::is_uppercase)
}

fn token(raw: &str, start: usize) -> Option<Token> {
    let lower = raw.to_lowercase().replace('’', "'");
    let dotless = if lower.bytes().any(|b| b.is_ascii_digit()) { lower } else { lower.replace('.', "") };
    let word = dotless.strip_suffix("'s").unwrap_or(&dotless).to_owned();
    (!word.is_empty()).then(|| Token { start, end: start + raw.len(), word })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_folded() {
        let text = "The U.S. Border Patrol’s 1,234.5 U.S.-Mexico “Côte d'Ivoire” non-Mexican";
        let found = words(text);
        let wanted = [
            "the", "us", "border", "patrol", "1,234.5", "us", "mexico", "côte", "d'ivoire", "non", "mexican",
        ];
        assert_eq!(found, wanted);
        for token in tokens(text, 4..text.len()) {
            assert!(text.get(token.start..token.end).is_some());
        }
    }
}
