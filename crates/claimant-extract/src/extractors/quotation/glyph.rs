//! Quotation marks one by one: what a mark can do by its kind and its neighbours.

use claimant_doc::Span;

use super::{Family, Glyph};

/// Whether a quotation mark can begin with this byte.
pub(super) fn is_lead(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | 0xC2 | 0xE2)
}

/// The quotation mark at byte `at`, and what its neighbours let it do.
pub(super) fn glyph(text: &str, at: usize, block: Span) -> Option<Glyph> {
    let rest = text.get(at..block.end())?;
    let first = rest.chars().next()?;
    let double =
        |len, opens, closes| Some(Glyph { family: Family::Double, len, opens, closes, apart: false });
    match first {
        '„' | '‟' => double(first.len_utf8(), true, false),
        '”' => double(first.len_utf8(), false, true),
        '“' if stands_apart(text, at, first.len_utf8(), block) => double(3, true, false),
        '"' | '＂' | '“' | '«' | '»' => straight(text, at, first.len_utf8(), block, Family::Double),
        '`' if rest.starts_with("``") => double(2, true, false),
        '\'' if rest.starts_with("''") => straight(text, at, 2, block, Family::Double),
        '’' if rest.starts_with("’’") => double(6, false, true),
        '‘' if rest.starts_with("‘‘") => double(6, true, false),
        '‘' | '`' | '‚' => straight(text, at, first.len_utf8(), block, Family::Single),
        '’' | '\'' => straight(text, at, first.len_utf8(), block, Family::Single),
        '‹' => Some(Glyph { family: Family::Single, len: 3, opens: true, closes: false, apart: false }),
        '›' => Some(Glyph { family: Family::Single, len: 3, opens: false, closes: true, apart: false }),
        _ => None,
    }
}

/// Whether a mark has blanks on both sides, or one behind it where its paragraph begins.
fn stands_apart(text: &str, at: usize, len: usize, block: Span) -> bool {
    let before = text.get(block.start()..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + len..block.end()).and_then(|after| after.chars().next());
    before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_whitespace)
}

/// A mark that looks alike at both ends: its neighbours tell.
fn straight(text: &str, at: usize, len: usize, block: Span, family: Family) -> Option<Glyph> {
    let before = text.get(block.start()..at)?.chars().next_back();
    let after = text.get(at + len..block.end())?.chars().next();
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let opener =
        |c: char| matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '"' | '‘' | '\'' | '…');
    let free_before = blank(before) || before.is_some_and(opener);
    let word_after = after.is_some_and(|c| {
        c.is_alphanumeric()
            || matches!(
                c,
                '$' | '€'
                    | '£'
                    | '['
                    | '('
                    | '.'
                    | '…'
                    | '#'
                    | '@'
                    | '“'
                    | '"'
                    | '‘'
                    | '\''
                    | '¿'
                    | '¡'
                    | '*'
            )
    });
    let elided = family == Family::Single && after.is_some_and(|c| c.is_ascii_digit());
    let inside_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    let closes = !inside_word && !blank(before);
    let closes = match family {
        Family::Double => closes || (blank(before) && !word_after),
        Family::Single => closes && !after.is_some_and(char::is_alphanumeric),
    };
    // A guillemet that stands apart leads on, in "« Front page", as often as it quotes.
    let apart = text[at..].starts_with(['"', '＂']) && stands_apart(text, at, len, block);
    let opens = free_before && word_after && !elided || apart;
    Some(Glyph { family, len, opens, closes, apart })
}

/// Whether a single mark that opens before byte `from` is closed in its paragraph: by a mark after punctuation, else
/// by one after a word that does not end in s (which may be a possessive).
pub(super) fn closes_later(text: &str, from: usize, block: Span) -> bool {
    /// A single-quoted passage is short; the limit keeps a text full of apostrophes linear.
    const REACH: usize = 400;
    let end = (from + REACH).min(block.end());
    let marks = text.as_bytes()[from..end].iter().enumerate().filter(|(_, b)| matches!(b, b'\'' | 0xE2));
    marks.map(|(i, _)| from + i).any(|at| {
        let Some(mark) = text.get(at..).and_then(|_| glyph(text, at, block)) else { return false };
        let before = text.get(..at).and_then(|t| t.chars().next_back()).unwrap_or(' ');
        mark.family == Family::Single && mark.closes && !matches!(before, 's' | 'S')
    })
}
