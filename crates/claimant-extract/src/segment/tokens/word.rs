//! Tokens that start with a letter: clitics, stops that belong to the word, prefixes before a hyphen.

use std::ops::Range;
use std::sync::LazyLock;

use claimant_doc::Token;

use super::{Chunk, add, is_apostrophe, is_blank, is_word};
use crate::lexicon::{Table, lower};

/// What may follow an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// A name: it never ends a sentence.
    Name,
    /// A number, or else its stop is a full stop.
    Number,
    /// A number, or the sentence ends.
    Day,
    /// Anything: it may end a sentence.
    Anything,
    /// The rest of its sentence.
    Rest,
}

static ABBREVIATIONS: LazyLock<Table<Follows>> = LazyLock::new(|| {
    Table::parse(include_str!("../../../data/abbreviations.tsv"), |row| follows(row.get(1)?))
});

fn follows(class: &str) -> Option<Follows> {
    Some(match class {
        "title" => Follows::Name,
        "number" => Follows::Number,
        "month" => Follows::Day,
        "end" => Follows::Anything,
        "inner" => Follows::Rest,
        _ => return None,
    })
}

/// What may follow the abbreviation `word` (without its stop); `None` if it is none.
pub fn abbreviation(word: &str) -> Option<Follows> {
    if word.len() > 6 {
        return None;
    }
    let known = ABBREVIATIONS.get(word).copied();
    known.or_else(|| if is_shouted(word) { ABBREVIATIONS.get(&title_case(word)).copied() } else { None })
}

fn is_shouted(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase())
}

fn title_case(word: &str) -> String {
    let (head, tail) = word.split_at_checked(1).unwrap_or((word, ""));
    format!("{head}{}", tail.to_ascii_lowercase())
}

/// Prefixes that keep their hyphen.
const PREFIXES: &[&str] = &[
    "anti", "bi", "bio", "co", "counter", "cross", "de", "e", "eco", "electro", "ex", "extra", "geo",
    "hyper", "inter", "intra", "macro", "mega", "micro", "mid", "mini", "mis", "multi", "neo", "non", "over",
    "pan", "post", "pre", "pro", "pseudo", "quasi", "re", "semi", "socio", "sub", "super", "trans", "tri",
    "ultra", "un",
];

/// Last labels of host names.
const HOSTS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "mil", "int", "info", "biz", "io", "co", "uk", "de", "fr", "ru", "eu",
    "tv", "me", "ch", "nl", "it", "es", "pl", "ua", "cn", "in", "jp", "au", "ca", "us", "news", "app", "ai",
    "il", "ir", "tr",
];

/// Adds a chunk of plain letters: one token, or two where UD parts them.
pub fn add_plain(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let word = text.get(range.clone()).unwrap_or_default();
    let middle = range.end - tail(word, text.get(range.end..).unwrap_or_default());
    add(text, range.start..middle, tokens);
    add(text, middle..range.end, tokens);
}

/// Bytes of the second token in a chunk of plain letters; 0 if it is one token. Apostrophes are left out often enough.
fn tail(word: &str, rest: &str) -> usize {
    let is = |list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    match word.len() {
        2 if word == "im" => 1,
        3 if word.eq_ignore_ascii_case("its") && is_predicate(rest) => 1,
        3 if word == "ive" => 2,
        4 if word == "alot" => 3,
        4 if is(&["dont", "cant", "wont", "isnt", "aint"]) => 2,
        5 if is(&[
            "gonna", "gotta", "wanna", "didnt", "hasnt", "hadnt", "wasnt", "arent", "weve", "youre",
        ]) =>
        {
            2
        }
        5 if is(&["thats", "whats"]) => 1,
        6 if is(&["cannot"]) => 3,
        6 if is(&["doesnt", "havent", "werent", "theyre", "theyve"]) => 2,
        7 if is(&["couldnt", "wouldnt"]) => 2,
        8 if is(&["shouldnt"]) => 2,
        _ => 0,
    }
}

/// Whether what follows "its" says that it stands for "it's".
fn is_predicate(rest: &str) -> bool {
    let word = rest.strip_prefix(' ').and_then(|rest| rest.split([' ', ',', '.']).next());
    matches!(word, Some("a" | "an" | "the" | "not" | "been" | "just" | "so" | "too" | "still" | "really"))
}

/// One past the word that starts at `at`.
pub fn end(chunk: &Chunk<'_>, at: usize) -> usize {
    let mut end = chunk.while_word(at);
    if let Some(end) = negation(chunk, at, end) {
        return end;
    }
    if chunk.char(end) == Some('-') && keeps_hyphen(chunk, at, end) {
        end = chunk.while_word(end + 1);
    }
    match chunk.char(end) {
        Some('.') => stop_end(chunk, at, end),
        Some('&') if joins_letters(chunk, at, end) => chunk.while_word(end + 1),
        Some('/') if is_short_form(chunk, at, end) => end + 2,
        Some('$') if is_money_letters(chunk.slice(at, end)) => end + 1,
        Some(c) if is_apostrophe(c) => apostrophe_end(chunk, at, end),
        _ => end,
    }
}

/// "w/o", "c/o", "b/c".
fn is_short_form(chunk: &Chunk<'_>, at: usize, end: usize) -> bool {
    let whole = chunk.slice(at, end + 2);
    ["w/o", "c/o", "b/c"].iter().any(|form| whole.eq_ignore_ascii_case(form))
        && !chunk.char(end + 2).is_some_and(is_word)
}

/// "US" of "US$".
fn is_money_letters(word: &str) -> bool {
    matches!(word, "US" | "A" | "AU" | "C" | "CA" | "HK" | "NZ" | "NT" | "S" | "R" | "Z" | "J")
}

/// End of "n't" at `at`.
fn negation(chunk: &Chunk<'_>, at: usize, end: usize) -> Option<usize> {
    let is_n = matches!(chunk.slice(at, end), "n" | "N");
    if is_n { negation_end(chunk, end) } else { None }
}

/// End of "'t" at `at`, where nothing of the word follows.
fn negation_end(chunk: &Chunk<'_>, at: usize) -> Option<usize> {
    let t = at + chunk.char(at).filter(|c| is_apostrophe(*c))?.len_utf8();
    let closes = matches!(chunk.char(t), Some('t' | 'T')) && !chunk.char(t + 1).is_some_and(is_word);
    closes.then_some(t + 1)
}

/// End of the clitic whose apostrophe stands at `at`: "'s", "'re".
pub fn clitic(chunk: &Chunk<'_>, at: usize) -> Option<usize> {
    let start = at + chunk.char(at)?.len_utf8();
    let end = chunk.char(start).filter(char::is_ascii_alphabetic).map(|_| start + 1)?;
    let end = if chunk.char(end).is_some_and(|c| c.is_ascii_alphabetic()) { end + 1 } else { end };
    let closes = !chunk.char(end).is_some_and(is_word);
    let known = lower(chunk.slice(start, end), |s| matches!(s, "s" | "re" | "ll" | "ve" | "d" | "m"));
    (closes && known).then_some(end)
}

fn apostrophe_end(chunk: &Chunk<'_>, at: usize, mut end: usize) -> usize {
    while let Some(mark) = chunk.char(end).filter(|c| is_apostrophe(*c)) {
        if clitic(chunk, end).is_some() {
            return end;
        }
        if negation_end(chunk, end).is_some() && end - at > 1 && matches!(chunk.bytes[end - 1], b'n' | b'N') {
            return end - 1;
        }
        let next = end + mark.len_utf8();
        if !chunk.char(next).is_some_and(char::is_alphabetic) {
            return end;
        }
        end = chunk.while_word(next);
    }
    end
}

fn keeps_hyphen(chunk: &Chunk<'_>, at: usize, end: usize) -> bool {
    let next_is_word = chunk.char(end + 1).is_some_and(char::is_alphanumeric);
    next_is_word && end - at <= 7 && lower(chunk.slice(at, end), |word| PREFIXES.contains(&word))
}

/// "AT&T", "R&D": short capitals on both sides.
fn joins_letters(chunk: &Chunk<'_>, at: usize, end: usize) -> bool {
    let next = chunk.while_word(end + 1);
    let short = |s: &str| (1..=3).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_uppercase());
    short(chunk.slice(at, end)) && short(chunk.slice(end + 1, next))
}

/// End of a word at `end` of which a stop stands: with it if it belongs to the word.
fn stop_end(chunk: &Chunk<'_>, at: usize, end: usize) -> usize {
    let word = chunk.slice(at, end);
    let next = chunk.char(end + 1);
    if let Some(end) = letters_and_stops(chunk, at, end).or_else(|| host_end(chunk, end)) {
        return end;
    }
    let keeps = match next {
        // The stop of the abbreviation, then that of the sentence.
        Some('.') => chunk.char(end + 2) != Some('.') && abbreviation(word).is_some(),
        Some(c) if is_word(c) => matches!(abbreviation(word), Some(Follows::Name | Follows::Number)),
        Some(',' | ';' | ':') if word.len() <= 6 && !is_common_before_stop(word) => true,
        _ => match abbreviation(word) {
            Some(Follows::Number) => next_word_start(chunk).is_some_and(|c| c.is_ascii_digit()),
            Some(_) => true,
            None => is_initial(word),
        },
    };
    if keeps { end + 1 } else { end }
}

/// A stop between a word and a comma is a slip of the pen after words that are no abbreviations.
fn is_common_before_stop(word: &str) -> bool {
    word.len() > 4 || word.bytes().all(|b| b.is_ascii_digit())
}

/// One capital letter, "I" aside: it ends sentences as a pronoun.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next();
    first.is_some_and(|c| c.is_uppercase() && c != 'I') && chars.next().is_none()
}

/// The first character of the next word if the chunk ends here and only blanks follow.
fn next_word_start(chunk: &Chunk<'_>) -> Option<char> {
    let rest = chunk.text.get(chunk.end..)?;
    rest.chars().take(4).find(|c| !is_blank(*c))
}

/// "U.S.", "a.m.", "Ph.D.": single letters with stops between.
fn letters_and_stops(chunk: &Chunk<'_>, at: usize, end: usize) -> Option<usize> {
    let head = chunk.slice(at, end);
    if head.chars().count() != 1 && head != "Ph" {
        return None;
    }
    let mut last = end;
    while let Some(letter) =
        chunk.char(last + 1).filter(|c| chunk.char(last) == Some('.') && c.is_alphabetic())
    {
        let next = last + 1 + letter.len_utf8();
        if chunk.char(next).is_some_and(is_word) {
            break;
        }
        last = next;
    }
    let closes = chunk.char(last) == Some('.') && chunk.char(last + 1) != Some('.');
    (last > end).then_some(if closes { last + 1 } else { last })
}

/// Last parts of the names of files.
const FILES: &[&str] = &[
    "csv", "doc", "docx", "gif", "htm", "html", "jpeg", "jpg", "mp3", "mp4", "pdf", "php", "png", "ppt",
    "pptx", "txt", "xls", "xlsx", "xml", "zip",
];

/// End of a host name whose first label ends at `end`, with its path; or of a file's or newsgroup's name.
fn host_end(chunk: &Chunk<'_>, mut end: usize) -> Option<usize> {
    let is_low = |label: &str| label.len() > 2 && label.bytes().all(|b| b.is_ascii_lowercase());
    for labels in 2..8 {
        let label = end + 1;
        let next = chunk.while_word(label);
        if chunk.char(end) != Some('.') || next == label {
            return None;
        }
        end = next;
        let more = chunk.char(end) == Some('.') && chunk.char(end + 1).is_some_and(is_word);
        let last = chunk.slice(label, end);
        if !more && (FILES.contains(&last) || labels > 2 && is_low(last)) {
            return Some(end);
        }
        if !more && HOSTS.contains(&last) {
            return Some(if chunk.char(end) == Some('/') { chunk.trimmed_address(end) } else { end });
        }
    }
    None
}
