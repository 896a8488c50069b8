//! A name as parts, with what each is to the others: given name, father's name, initial, kunya.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::spelling::{fold, plain};

static WORDS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("words.tsv").lines().filter(|line| !line.starts_with("# "));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// One part of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its folded letters.
    pub letters: String,
    /// The same in one spelling for what is written in several ways.
    pub plain: String,
    /// How many fathers up: 0 the person's own, 1 the father's, after one "bin". `None` where nothing says so.
    pub generation: Option<usize>,
}

/// A name, given name first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its parts, without titles, articles and legal forms.
    pub parts: Vec<Part>,
    /// Whether the order is known: a comma stood after the surname.
    pub ordered: bool,
}

impl Part {
    /// A part of these folded letters.
    pub fn new(letters: String, generation: Option<usize>) -> Part {
        Part { plain: plain(&letters), letters, generation }
    }

    /// Its letters as written and in plain spelling.
    pub fn spellings(&self) -> (&str, &str) {
        (&self.letters, &self.plain)
    }

    /// Whether it is one letter.
    pub fn is_initial(&self) -> bool {
        self.letters.chars().count() == 1
    }
}

impl Name {
    /// The name that `text` writes; of "SURNAME, Given" the given name comes first.
    pub fn parse(text: &str) -> Name {
        let text = text.trim().trim_matches(['"', '“', '”', '\'']);
        match text.split_once(',') {
            Some((surname, given)) if !is_suffix(given) => {
                let mut words = words(given);
                words.extend(self::words(surname));
                Name { parts: parts(&words), ordered: true }
            }
            _ => Name { parts: parts(&words(text)), ordered: false },
        }
    }

    /// Whether it says who the father is.
    pub fn has_father(&self) -> bool {
        self.parts.iter().any(|part| part.generation.is_some_and(|generation| generation > 0))
    }
}

/// "Jr.", "III", "Ltd." after a comma are no given name.
fn is_suffix(text: &str) -> bool {
    let word = fold(text);
    matches!(
        word.as_str(),
        "jr" | "sr" | "ii" | "iii" | "iv" | "ltd" | "inc" | "llc" | "sa" | "" | "sal" | "bv"
    )
}

fn words(text: &str) -> Vec<String> {
    // Apostrophes stand inside words, hyphens between them.
    let cut =
        |c: char| c.is_whitespace() || matches!(c, '-' | '.' | ',' | '/' | '(' | ')' | '"' | '‐' | '–' | ';');
    text.split(cut).map(fold).filter(|word| !word.is_empty()).collect()
}

fn kind(word: &str) -> &'static str {
    WORDS.get(word).copied().unwrap_or("name")
}

/// Joins what belongs together, leaves out what is no name, and counts the fathers.
fn parts(words: &[String]) -> Vec<Part> {
    let has_marker = words.iter().any(|word| kind(word) == "patronymic");
    let mut found: Vec<Part> = Vec::new();
    let (mut generation, mut joined) = (0, String::new());
    let mut after_father = false;
    for (at, word) in words.iter().enumerate() {
        match kind(word) {
            "title" | "article" | "form" if words.len() > 1 => {}
            "patronymic" if at > 0 || words.len() > 1 => {
                generation += 1;
                after_father = true;
            }
            "after_patronymic" => mark_father(&mut found),
            "servant" if at + 1 < words.len() => joined = "abd".to_owned(),
            "kunya" if at + 1 < words.len() => joined = "abu".to_owned(),
            _ => {
                let letters = format!("{joined}{}", unarticle(unservant(word)));
                joined.clear();
                // Only the word right after the marker is the father; what follows is a surname or one more name of his.
                let is_own = generation == 0 && found.is_empty();
                let known = has_marker && (after_father || is_own);
                found.push(Part::new(letters, known.then_some(generation)));
                after_father = false;
            }
        }
    }
    found
}

fn mark_father(found: &mut [Part]) {
    if let Some((father, before)) = found.split_last_mut() {
        father.generation = Some(1);
        if let Some(own) = before.first_mut() {
            own.generation = Some(0);
        }
    }
}

/// "Alrawi" as "al-Rawi" is written. Short words and names that begin so by themselves stay: "Alice", "Albert".
fn unarticle(word: String) -> String {
    let rest = word
        .strip_prefix("al")
        .filter(|rest| rest.len() >= 4 && !rest.starts_with(['a', 'e', 'i', 'o', 'u', 'l']));
    let own = ["bert", "berto", "fred", "fredo", "fonso", "varez", "varado", "meida", "exander"];
    rest.filter(|rest| !own.contains(rest)).map_or(word.clone(), str::to_owned)
}

/// "Abdulaziz" as "Abd al-Aziz" is written; "Abdullah" is a name of its own.
fn unservant(word: &str) -> String {
    for opening in ["abdul", "abdel", "abdal", "abdol", "abdoul"] {
        if let Some(rest) = word.strip_prefix(opening).filter(|rest| rest.len() > 3) {
            return format!("abd{rest}");
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> String {
        let name = Name::parse(text);
        let parts = name.parts.iter().map(|part| match part.generation {
            Some(generation) => format!("{}{generation}", part.letters),
            None => part.letters.clone(),
        });
        parts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn parts_are_cut_joined_and_counted() {
        assert_eq!(letters("AL-TIKRITI, Rukan 'Abd al-Ghafur"), "rukan abdghafur tikriti");
        assert_eq!(letters("Osama bin Muhammad bin Awad bin Laden"), "osama0 muhammad1 awad2 laden3");
        assert_eq!(letters("Mullah Abdulaziz Haqqani"), "abdaziz haqqani");
        assert_eq!(letters("Abdullah Ould Ahmed"), "abdullah0 ahmed1");
        assert_eq!(letters("Abu Hafs the Mauritanian"), "abuhafs mauritanian");
        assert_eq!(letters("Rashid Karim ogli Azimov"), "rashid0 karim1 azimov");
        assert_eq!(letters("Ben Okafor"), "okafor1");
        assert_eq!(letters(""), "");
        assert_eq!(letters("Al"), "al");
    }
}
