//! Past tenses that the tagger took for participles, adjectives or nouns.
//!
//! "The minister ruled that …": without a finite verb in its clause, an "-ed" form right after a noun phrase is the
//! verb of the clause. Who says what hangs on that verb, so this is put right before any rule reads the tags.

use claimant_doc::{Tag, Token};

/// Past forms without "-ed" that are not also nouns or adjectives of the same clause position.
const IRREGULAR: &[&str] = &[
    "began", "bought", "brought", "built", "caught", "chose", "cut", "drew", "fell", "felt", "flew", "found",
    "gave", "heard", "held", "kept", "knew", "led", "left", "lost", "made", "meant", "met", "paid", "put",
    "ran", "rang", "rose", "said", "sang", "saw", "sent", "set", "shook", "shot", "sought", "spoke", "stood",
    "swore", "threw", "told", "took", "went", "won", "wrote",
];

/// Puts right the tags of one sentence.
pub fn repair(text: &str, tokens: &mut [Token]) {
    for i in 1..tokens.len() {
        if is_candidate(text, tokens, i) && is_main_verb(text, tokens, i) {
            tokens[i].tag = Tag::Vbd;
        }
    }
}

fn is_candidate(text: &str, tokens: &[Token], i: usize) -> bool {
    let word = tokens[i].span.of(text);
    let past = word.len() > 4 && word.ends_with("ed") || IRREGULAR.contains(&word);
    past && matches!(tokens[i].tag, Tag::Vbn | Tag::Jj | Tag::Nn)
}

/// Whether the clause around token `i` has a subject right before it and no finite verb.
fn is_main_verb(text: &str, tokens: &[Token], i: usize) -> bool {
    let subject = tokens[..i].iter().rposition(|t| t.tag != Tag::Rb);
    let nominal = subject.is_some_and(|k| tokens[k].tag.is_noun() || tokens[k].tag == Tag::Prp);
    let agent = tokens.get(i + 1).is_some_and(|next| next.span.of(text).eq_ignore_ascii_case("by"));
    nominal && !agent && !finite_before(text, &tokens[..i]) && !finite_after(text, &tokens[i + 1..])
}

/// Whether a finite verb, or the start of an apposition ("…, a man named"), stands before in the same clause.
fn finite_before(text: &str, before: &[Token]) -> bool {
    for (k, token) in before.iter().enumerate().rev() {
        let next = before.get(k + 1).map_or("", |t| t.span.of(text));
        match token.tag {
            Tag::Comma => return matches!(next, "a" | "an" | "one" | "another"),
            Tag::Quote | Tag::Colon | Tag::Stop => return false,
            Tag::Cc if before.get(k + 1).is_some_and(|t| matches!(t.tag, Tag::Prp | Tag::Dt)) => {
                return false;
            }
            Tag::In if is_subordinator(token.span.of(text)) => return false,
            tag if tag.is_finite() || matches!(tag, Tag::Vbg | Tag::Vb | Tag::Wp | Tag::Wdt) => return true,
            _ => {}
        }
    }
    false
}

/// Whether a finite verb follows before the clause ends: then the form only describes its noun.
fn finite_after(text: &str, after: &[Token]) -> bool {
    for token in after {
        match token.tag {
            Tag::Comma | Tag::Quote | Tag::Colon | Tag::Stop | Tag::Wp | Tag::Wdt | Tag::Wrb | Tag::Cc => {
                return false;
            }
            Tag::In if is_subordinator(token.span.of(text)) => return false,
            tag if tag.is_finite() => return true,
            _ => {}
        }
    }
    false
}

fn is_subordinator(word: &str) -> bool {
    const WORDS: &[&str] =
        &["that", "because", "if", "whether", "while", "although", "though", "since", "unless"];
    WORDS.iter().any(|w| word.eq_ignore_ascii_case(w))
}
