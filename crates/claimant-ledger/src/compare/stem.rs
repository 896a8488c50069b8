//! What is left of a word without its ending, so that "announced", "announces" and "announcement" are one.
//!
//! The algorithm of M. F. Porter (1980), for words in small letters; other alphabets stay as they are. Irregular forms
//! are a list.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static IRREGULAR: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/irregular.tsv").lines();
    let pairs = lines.filter_map(|line| line.split_once('\t'));
    pairs.flat_map(|(base, forms)| forms.split(' ').map(move |form| (form, base))).collect()
});

/// The stem of a word, which is in small letters.
pub fn stem(word: &str) -> String {
    let word = IRREGULAR.get(word).copied().unwrap_or(word);
    if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stem = Stem(word.as_bytes().to_vec());
    stem.plural();
    stem.past();
    stem.last_y();
    stem.longer();
    stem.long();
    stem.longest();
    stem.last_e();
    String::from_utf8(stem.0).unwrap_or_else(|_| word.to_owned())
}

/// A word while its endings come off.
struct Stem(Vec<u8>);

impl Stem {
    /// Whether the letter at `i` is a consonant; a "y" is one at the start and after a vowel.
    fn is_consonant(&self, i: usize) -> bool {
        match self.0[i] {
            b'a' | b'e' | b'i' | b'o' | b'u' => false,
            b'y' => i == 0 || !self.is_consonant(i - 1),
            _ => true,
        }
    }

    /// How many times vowels are followed by consonants in the first `len` letters.
    fn measure(&self, len: usize) -> usize {
        (1..len).filter(|i| self.is_consonant(*i) && !self.is_consonant(*i - 1)).count()
    }

    fn has_vowel(&self, len: usize) -> bool {
        (0..len).any(|i| !self.is_consonant(i))
    }

    fn ends(&self, ending: &str) -> Option<usize> {
        self.0.ends_with(ending.as_bytes()).then(|| self.0.len() - ending.len())
    }

    /// Ends in two equal consonants.
    fn is_doubled(&self) -> bool {
        let n = self.0.len();
        n > 1 && self.0[n - 1] == self.0[n - 2] && self.is_consonant(n - 1)
    }

    /// Ends in consonant, vowel, consonant, the last not w, x or y.
    fn is_short(&self, len: usize) -> bool {
        let c = |i: usize| self.is_consonant(i);
        len > 2 && c(len - 3) && !c(len - 2) && c(len - 1) && !b"wxy".contains(&self.0[len - 1])
    }

    fn put(&mut self, at: usize, ending: &str) {
        self.0.truncate(at);
        self.0.extend(ending.bytes());
    }

    /// Puts the first of `rules` whose ending fits, if what stays is longer than `least`.
    fn replace(&mut self, rules: &[(&str, &str)], least: usize) {
        let found = rules.iter().find_map(|(ending, other)| Some((self.ends(ending)?, *other)));
        if let Some((at, other)) = found.filter(|(at, _)| self.measure(*at) > least) {
            self.put(at, other);
        }
    }

    fn plural(&mut self) {
        if let Some(at) = self.ends("sses").or_else(|| self.ends("ies")) {
            self.0.truncate(at + if self.0[at] == b'i' { 1 } else { 2 });
        } else if self.ends("ss").is_none() && self.ends("s").is_some() {
            self.0.pop();
        }
    }

    fn past(&mut self) {
        if let Some(at) = self.ends("eed") {
            if self.measure(at) > 0 {
                self.0.pop();
            }
            return;
        }
        let Some(at) = self.ends("ed").or_else(|| self.ends("ing")).filter(|at| self.has_vowel(*at)) else {
            return;
        };
        self.0.truncate(at);
        if ["at", "bl", "iz"].iter().any(|end| self.ends(end).is_some()) {
            self.0.push(b'e');
        } else if self.is_doubled() && !b"lsz".contains(&self.0[at - 1]) {
            self.0.pop();
        } else if self.measure(at) == 1 && self.is_short(at) {
            self.0.push(b'e');
        }
    }

    fn last_y(&mut self) {
        if let Some(at) = self.ends("y").filter(|at| self.has_vowel(*at)) {
            self.put(at, "i");
        }
    }

    fn longer(&mut self) {
        const RULES: &[(&str, &str)] = &[
            ("ational", "ate"),
            ("tional", "tion"),
            ("enci", "ence"),
            ("anci", "ance"),
            ("izer", "ize"),
            ("abli", "able"),
            ("alli", "al"),
            ("entli", "ent"),
            ("eli", "e"),
            ("ousli", "ous"),
            ("ization", "ize"),
            ("ation", "ate"),
            ("ator", "ate"),
            ("alism", "al"),
            ("iveness", "ive"),
            ("fulness", "ful"),
            ("ousness", "ous"),
            ("aliti", "al"),
            ("iviti", "ive"),
            ("biliti", "ble"),
        ];
        self.replace(RULES, 0);
    }

    fn long(&mut self) {
        const RULES: &[(&str, &str)] = &[
            ("icate", "ic"),
            ("ative", ""),
            ("alize", "al"),
            ("iciti", "ic"),
            ("ical", "ic"),
            ("ful", ""),
            ("ness", ""),
        ];
        self.replace(RULES, 0);
    }

    fn longest(&mut self) {
        const ENDINGS: &[&str] = &[
            "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
            "ism", "ate", "iti", "ous", "ive", "ize",
        ];
        let Some(at) = ENDINGS.iter().find_map(|ending| self.ends(ending)) else { return };
        let ion = self.ends("ion") == Some(at);
        if self.measure(at) > 1 && (!ion || at > 0 && b"st".contains(&self.0[at - 1])) {
            self.0.truncate(at);
        }
    }

    fn last_e(&mut self) {
        if let Some(at) = self.ends("e") {
            let measure = self.measure(at);
            if measure > 1 || measure == 1 && !self.is_short(at) {
                self.0.pop();
            }
        }
        if self.ends("ll").is_some() && self.measure(self.0.len()) > 1 {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for forms in [
            &["announced", "announces", "announcement", "announcing"][..],
            &["crosses", "crossed", "crossing"],
            &["cities", "city"],
            &["relational", "relate"],
            &["took", "takes", "taken"],
            &["won", "winning", "win"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
        }
    }

    #[test]
    fn the_examples_of_the_paper() {
        for (word, want) in [
            ("caresses", "caress"),
            ("ponies", "poni"),
            ("agreed", "agre"),
            ("plastered", "plaster"),
            ("motoring", "motor"),
            ("hopping", "hop"),
            ("falling", "fall"),
            ("filing", "file"),
            ("happy", "happi"),
            ("sky", "sky"),
            ("vietnamization", "vietnam"),
            ("electrical", "electr"),
            ("hopeful", "hope"),
            ("adoption", "adopt"),
            ("rate", "rate"),
            ("controll", "control"),
            ("é", "é"),
        ] {
            assert_eq!(stem(word), want, "{word}");
        }
    }
}
