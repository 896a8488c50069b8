//! Does the source say it? Words attributed to a document or person, looked up in a text that is at hand.

use claimant_doc::{Form, RelationKind, Span};

use super::align::align;
use super::same::score;
use super::similar::{Rarity, Wording, signals};
use super::words::{Words, quotations};

/// Words that a quotation has at least: fewer are found anywhere by chance.
const LEAST: usize = 4;
/// Share of a quotation's words that must be found in order for it to be the source's, altered.
const ALTERED: f32 = 0.6;
/// Words of the source that may be left out between two parts of one quotation.
const CUT: usize = 120;
/// The score from which on a sentence says the same in other words.
const PARAPHRASE: f32 = 0.55;

/// What was found of an attribution in its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    /// Verbatim, altered or not found.
    pub kind: RelationKind,
    /// Where it stands in the source; empty if it was not found.
    pub spans: Vec<Span>,
    /// What differs: words left out, put in; or how alike the paraphrase is.
    pub difference: String,
}

/// Looks `quoted` up in a source's text; of words that are quoted in part, the part. `None` of what is too short to tell. Words that are not quoted (`Form::Indirect`)
/// may be said in other words.
pub fn look_up(quoted: &str, form: Form, source: &str, sentences: &[Span]) -> Option<Lookup> {
    let marked = if form == Form::Indirect { Vec::new() } else { quotations(quoted) };
    let inner: Vec<&str> = marked.into_iter().filter_map(|part| quoted.get(part)).collect();
    let inner = inner.join(" … ");
    let quoted = if inner.is_empty() { quoted } else { &inner };
    let (parts, text) = (parts(quoted), Words::of(source));
    let length: usize = parts.iter().map(|part| part.0.len()).sum();
    if length < LEAST {
        return None;
    }
    if let Some(spans) = verbatim(&parts, &text) {
        let difference = if parts.len() > 1 { "with words left out, as marked" } else { "word for word" };
        return Some(Lookup { kind: RelationKind::Verbatim, spans, difference: difference.to_owned() });
    }
    let altered = altered(&Words::of(quoted), quoted, &text, source);
    let said = || paraphrase(quoted, source, sentences);
    let found = altered.or_else(|| if form == Form::Direct { None } else { said() });
    let none = Lookup {
        kind: RelationKind::NotFound,
        spans: Vec::new(),
        difference: "no passage of the source says it".to_owned(),
    };
    Some(found.unwrap_or(none))
}

/// The parts of a quotation between marks of omission and words put in by the quoter.
fn parts(quoted: &str) -> Vec<Words> {
    let mut clean = String::new();
    let mut inserted = false;
    for c in quoted.replace("...", "…").chars() {
        inserted = inserted && c != ']' || c == '[';
        clean.push(if inserted || c == ']' { '…' } else { c });
    }
    clean.split('…').map(Words::of).filter(|part| !part.0.is_empty()).collect()
}

/// The places of all parts in order, each near the one before.
fn verbatim(parts: &[Words], text: &Words) -> Option<Vec<Span>> {
    let first = parts.first()?;
    starts(first, text, 0, text.0.len()).find_map(|start| {
        let mut spans = vec![text.cover(start, start + first.0.len() - 1)?];
        let mut at = start + first.0.len();
        for part in &parts[1..] {
            let next = starts(part, text, at, at + CUT).next()?;
            spans.push(text.cover(next, next + part.0.len() - 1)?);
            at = next + part.0.len();
        }
        Some(spans)
    })
}

/// Where `part` begins in `text`, from word `from` to before `to`.
fn starts<'t>(part: &'t Words, text: &'t Words, from: usize, to: usize) -> impl Iterator<Item = usize> + 't {
    let last = (text.0.len() + 1).saturating_sub(part.0.len()).min(to);
    (from..last).filter(|at| part.0.iter().zip(&text.0[*at..]).all(|(x, y)| x.key == y.key))
}

/// The passage that has most of the quotation's words in order.
fn altered(words: &Words, quoted: &str, text: &Words, source: &str) -> Option<Lookup> {
    let best = align(words, text).into_iter().max_by_key(|passage| passage.equal)?;
    if (best.equal as f32) < ALTERED * words.0.len() as f32 || best.equal < LEAST {
        return None;
    }
    let span = text.cover(best.b.start, best.b.end - 1)?;
    let out = missing(text, source, best.b.clone(), words);
    let put = missing(words, quoted, 0..words.0.len(), &Words(text.0[best.b.clone()].to_vec()));
    let list =
        |what: &str, words: Vec<&str>| (!words.is_empty()).then(|| format!("{what} “{}”", words.join(" ")));
    let told: Vec<String> = [list("left out", out), list("put in", put)].into_iter().flatten().collect();
    let difference = if told.is_empty() { "in another order".to_owned() } else { told.join("; ") };
    Some(Lookup { kind: RelationKind::Altered, spans: vec![span], difference })
}

/// Words of a part of one text that the other does not have.
fn missing<'t>(words: &Words, text: &'t str, part: std::ops::Range<usize>, other: &Words) -> Vec<&'t str> {
    let held: std::collections::BTreeSet<u64> = other.0.iter().map(|word| word.key).collect();
    words.0[part].iter().filter(|word| !held.contains(&word.key)).map(|word| word.span.of(text)).collect()
}

/// The sentence that says the same in other words.
fn paraphrase(quoted: &str, source: &str, sentences: &[Span]) -> Option<Lookup> {
    let (wanted, none) = (Wording::of(quoted), Rarity::default());
    let alike = |span: &Span| score(&signals(&wanted, &Wording::of(span.of(source)), &none, None));
    let scored = sentences.iter().map(|span| (alike(span), *span)).filter(|(score, _)| *score >= PARAPHRASE);
    let (score, span) = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let difference = format!("in other words, alike by {} %", (100.0 * score).round());
    Some(Lookup { kind: RelationKind::Altered, spans: vec![span], difference })
}

#[cfg(test)]
mod tests;
