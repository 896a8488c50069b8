//! A sentence cut finer than tokens: runs of digits, words and single marks, so that "US$2bn", "10kg" and "30%"
//! read alike whether or not they are one token.

use claimant_doc::{Doc, Sentence};

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits with their group commas and decimal point.
    Digits,
    /// Letters.
    Word,
    /// Any other single character.
    Mark,
}

/// The smallest piece that the number grammar reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom<'a> {
    pub text: &'a str,
    /// First byte in the article.
    pub start: usize,
    /// Index of its token.
    pub token: usize,
    pub kind: Kind,
    /// Whether nothing stands between it and the atom before.
    pub glued: bool,
}

impl Atom<'_> {
    /// One past its last byte.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is `word`, letter case aside.
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// A hyphen or dash.
    pub(super) fn is_dash(&self) -> bool {
        matches!(self.text, "-" | "‐" | "‑" | "–" | "—" | "−")
    }

    /// Whether it begins with a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(|c: char| c.is_uppercase())
    }
}

/// Refills `atoms` with those of one sentence.
pub(super) fn cut<'a>(doc: &Doc<'a>, sentence: &Sentence, atoms: &mut Vec<Atom<'a>>) {
    atoms.clear();
    let mut end = usize::MAX;
    for token in sentence.tokens.clone() {
        let (word, mut start) = (doc.word(token), doc.tokens.get(token).map_or(0, |t| t.span.start()));
        let mut rest = word;
        while !rest.is_empty() {
            let (len, kind) = first(rest);
            let (text, after) = rest.split_at(len);
            atoms.push(Atom { text, start, token, kind, glued: start == end });
            start += len;
            end = start;
            rest = after;
        }
    }
}

/// Length and kind of the first atom of `text`.
fn first(text: &str) -> (usize, Kind) {
    let Some(&byte) = text.as_bytes().first() else { return (0, Kind::Mark) };
    let bare_point = byte == b'.' && text.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    if byte.is_ascii_digit() || bare_point {
        return (digits(text.as_bytes()), Kind::Digits);
    }
    if byte.is_ascii_alphabetic() {
        let len = text.bytes().take_while(|b| b.is_ascii_alphabetic()).count();
        if len == text.len() || text.as_bytes()[len].is_ascii() {
            return (len, Kind::Word);
        }
    }
    let letters = text.find(|c: char| !c.is_alphabetic() || matches!(c, 'º' | 'ª')).unwrap_or(text.len());
    if letters > 0 {
        return (letters, Kind::Word);
    }
    (text.chars().next().map_or(0, char::len_utf8), Kind::Mark)
}

/// Length of a number in digits: group commas only before exactly three digits (or the two of a lakh), one point.
fn digits(bytes: &[u8]) -> usize {
    let run = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
    let mut len = run(0);
    while bytes.get(len) == Some(&b',') {
        let group = run(len + 1);
        let lakh = group == 2 && bytes.get(len + 3) == Some(&b',') && run(len + 4) >= 2;
        if group != 3 && !lakh {
            break;
        }
        len += 1 + group;
    }
    match bytes.get(len) {
        Some(b'.') if run(len + 1) > 0 => len + 1 + run(len + 1),
        _ => len,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_word(text: &str) -> Vec<(&str, Kind)> {
        let (mut rest, mut out) = (text, Vec::new());
        while !rest.is_empty() {
            let (len, kind) = first(rest);
            out.push((&rest[..len], kind));
            rest = &rest[len..];
        }
        out
    }

    #[test]
    fn glued_units_and_signs_come_apart() {
        use Kind::*;
        assert_eq!(
            cut_word("US$1,051,635.5bn"),
            [("US", Word), ("$", Mark), ("1,051,635.5", Digits), ("bn", Word)]
        );
        assert_eq!(cut_word("3,45"), [("3", Digits), (",", Mark), ("45", Digits)]);
        assert_eq!(cut_word("Türkiye–é"), [("Türkiye", Word), ("–", Mark), ("é", Word)]);
        assert_eq!(cut_word("20°C"), [("20", Digits), ("°", Mark), ("C", Word)]);
    }
}
