//! The base form of a word: a list of irregular forms, then endings.
//!
//! Whether an "e" was lost before "-ed" and "-ing" is told by a list of stem endings.

use std::borrow::Cow;
use std::sync::LazyLock;

use claimant_doc::Tag;

use super::{Table, lower};

static IRREGULAR: LazyLock<Table<(&'static str, &'static str)>> = LazyLock::new(|| {
    Table::parse(include_str!("../../data/irregular.tsv"), |row| Some((*row.get(1)?, *row.get(2)?)))
});

/// The base form of a word with this tag, in small letters: "said" is "say", "migrants" is "migrant". Names stay as
/// they are written.
pub fn lemma(word: &str, tag: Tag) -> Cow<'_, str> {
    if matches!(tag, Tag::Nnp | Tag::Nnps) {
        return Cow::Borrowed(word);
    }
    lower(word, |small| {
        let base = irregular(small, tag).map(Cow::Borrowed).unwrap_or_else(|| regular(small, tag));
        if base == word { Cow::Borrowed(word) } else { Cow::Owned(base.into_owned()) }
    })
}

fn irregular(word: &str, tag: Tag) -> Option<&'static str> {
    let (base, kinds) = IRREGULAR.get(word)?;
    let kind = match tag {
        Tag::Nns => 'n',
        Tag::Jjr | Tag::Jjs | Tag::Rbr | Tag::Rbs => 'a',
        Tag::Vbd | Tag::Vbn | Tag::Vbz | Tag::Vbp | Tag::Vbg | Tag::Md => 'v',
        _ => return None,
    };
    kinds.contains(kind).then_some(*base)
}

fn regular(word: &str, tag: Tag) -> Cow<'_, str> {
    let base = match tag {
        Tag::Nns | Tag::Vbz => without_s(word),
        Tag::Vbd | Tag::Vbn => word.strip_suffix("ed").and_then(stem),
        Tag::Vbg => word.strip_suffix("ing").and_then(stem),
        Tag::Jjr => word.strip_suffix("er").and_then(stem),
        Tag::Jjs => word.strip_suffix("est").and_then(stem),
        _ => None,
    };
    base.map_or(Cow::Borrowed(word), Cow::Owned)
}

/// "cities" to "city", "crashes" to "crash", "forces" to "force".
fn without_s(word: &str) -> Option<String> {
    if word.len() < 4 || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    let sibilant = |stem: &str| ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end));
    match word.strip_suffix("es") {
        Some(stem) if sibilant(stem) && !loses_e(stem) => Some(stem.to_owned()),
        Some(stem) if stem.ends_with('o') && stem.len() > 2 && !stem.ends_with("sho") => {
            Some(stem.to_owned())
        }
        _ => word.strip_suffix('s').map(str::to_owned),
    }
}

/// A stem that "-ed", "-ing", "-er" was cut off: doubled letters are halved, a lost "e" or "y" comes back.
fn stem(cut: &str) -> Option<String> {
    let bytes = cut.as_bytes();
    let [.., before, last] = bytes else { return None };
    if !bytes.iter().any(|b| is_vowel(*b)) {
        return None;
    }
    if *last == b'i' {
        return cut.strip_suffix('i').map(|stem| format!("{stem}y"));
    }
    let doubled = before == last && !b"lsfzeo".contains(last) && cut.len() > 3;
    let doubled_l = cut.len() > 5 && (cut.ends_with("ell") || cut.ends_with("troll"));
    if doubled || doubled_l {
        return cut.get(..cut.len() - 1).map(str::to_owned);
    }
    Some(if loses_e(cut) { format!("{cut}e") } else { cut.to_owned() })
}

fn is_vowel(byte: u8) -> bool {
    b"aeiouy".contains(&byte)
}

static STEMS: LazyLock<Table<bool>> =
    LazyLock::new(|| Table::parse(include_str!("../../data/stems.tsv"), |row| Some(*row.get(1)? == "e")));

/// Whether the base form of a stem ends in "e": by its longest known ending, else by its shape.
fn loses_e(cut: &str) -> bool {
    let whole = format!("^{cut}");
    let ending = |letters: usize| whole.get(whole.len().checked_sub(letters)?..);
    let known = (1..=6).rev().filter_map(ending).find_map(|ending| STEMS.get(ending));
    known.copied().unwrap_or_else(|| is_short(cut.as_bytes()))
}

/// One vowel between consonants: "hop" of "hoped" ("hopped" would keep its "p").
fn is_short(stem: &[u8]) -> bool {
    let [onset @ .., vowel, last] = stem else { return false };
    let onset = onset.strip_suffix(b"qu").unwrap_or(onset);
    is_vowel(*vowel) && !is_vowel(*last) && !b"wx".contains(last) && !onset.iter().any(|b| is_vowel(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_forms() {
        for (form, tag, base) in [
            ("said", Tag::Vbd, "say"),
            ("migrants", Tag::Nns, "migrant"),
            ("cities", Tag::Nns, "city"),
            ("classes", Tag::Nns, "class"),
            ("forces", Tag::Nns, "force"),
            ("Stopped", Tag::Vbd, "stop"),
            ("crossed", Tag::Vbd, "cross"),
            ("tried", Tag::Vbd, "try"),
            ("arrested", Tag::Vbn, "arrest"),
            ("displaced", Tag::Vbn, "displace"),
            ("sharing", Tag::Vbg, "share"),
            ("causes", Tag::Vbz, "cause"),
            ("killing", Tag::Vbg, "kill"),
            ("controlled", Tag::Vbn, "control"),
            ("rising", Tag::Vbg, "rise"),
            ("Ministries", Tag::Nnps, "Ministries"),
            ("police", Tag::Nns, "police"),
            ("higher", Tag::Jjr, "high"),
            ("larger", Tag::Jjr, "large"),
        ] {
            assert_eq!(lemma(form, tag), base, "{form}");
        }
    }
}
