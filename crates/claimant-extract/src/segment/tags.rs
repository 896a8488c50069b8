//! Parts of speech.

use claimant_doc::{Tag, Token};

/// Tags the tokens of one sentence.
pub fn tag(text: &str, tokens: &mut [Token]) {
    for (i, token) in tokens.iter_mut().enumerate() {
        token.tag = guess(token.span.of(text), i == 0);
    }
}

fn guess(word: &str, first: bool) -> Tag {
    let initial = word.chars().next().unwrap_or(' ');
    if let Some(tag) = mark(word) {
        return tag;
    }
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return Tag::Cd;
    }
    crate::lexicon::lower(word, |low| {
        closed(low).unwrap_or_else(|| open(low, initial.is_uppercase() && !first))
    })
}

fn mark(word: &str) -> Option<Tag> {
    Some(match word {
        "," => Tag::Comma,
        "." | "?" | "!" | "?!" | "!?" => Tag::Stop,
        ":" | ";" | "--" | "—" | "–" | "..." | "…" => Tag::Colon,
        "-" => Tag::Hyph,
        "\"" | "“" | "”" | "‘" | "«" | "»" | "''" | "``" => Tag::Quote,
        "'" | "’" => Tag::Quote,
        "(" | ")" | "[" | "]" | "{" | "}" => Tag::Bracket,
        "'s" | "’s" => Tag::Pos,
        _ if !word.chars().any(char::is_alphanumeric) => Tag::Sym,
        _ => return None,
    })
}

fn closed(word: &str) -> Option<Tag> {
    Some(match word {
        "the" | "a" | "an" | "this" | "these" | "those" | "no" | "some" | "any" | "all" | "each"
        | "every" => Tag::Dt,
        "of" | "in" | "on" | "at" | "by" | "for" | "with" | "from" | "that" | "as" | "after" | "before"
        | "because" | "if" | "while" | "during" | "since" | "between" | "against" | "under" | "over"
        | "into" | "about" | "than" => Tag::In,
        "and" | "or" | "but" | "nor" | "&" => Tag::Cc,
        "to" => Tag::To,
        "he" | "she" | "it" | "they" | "we" | "i" | "you" | "him" | "them" | "us" | "me" => Tag::Prp,
        "his" | "her" | "its" | "their" | "our" | "my" | "your" => Tag::PrpS,
        "will" | "would" | "can" | "could" | "may" | "might" | "must" | "shall" | "should" => Tag::Md,
        "is" | "has" | "says" | "does" => Tag::Vbz,
        "was" | "were" | "had" | "said" | "told" | "did" => Tag::Vbd,
        "are" | "have" | "do" => Tag::Vbp,
        "be" => Tag::Vb,
        "been" => Tag::Vbn,
        "being" => Tag::Vbg,
        "who" | "what" => Tag::Wp,
        "which" => Tag::Wdt,
        "whose" => Tag::WpS,
        "when" | "where" | "how" | "why" => Tag::Wrb,
        "not" | "n't" | "n’t" | "also" | "only" => Tag::Rb,
        "more" => Tag::Jjr,
        "most" => Tag::Jjs,
        "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten"
        | "hundred" | "thousand" | "million" | "billion" => Tag::Cd,
        _ => return None,
    })
}

fn open(word: &str, capital: bool) -> Tag {
    let ends = |suffix: &str| word.ends_with(suffix);
    match () {
        () if capital => Tag::Nnp,
        () if ends("ly") => Tag::Rb,
        () if ends("ing") => Tag::Vbg,
        () if ends("ed") => Tag::Vbd,
        () if ends("s") && !ends("ss") && !ends("us") && !ends("is") => Tag::Nns,
        () if ends("ous") || ends("ful") || ends("al") || ends("ive") || ends("ic") => Tag::Jj,
        () => Tag::Nn,
    }
}
