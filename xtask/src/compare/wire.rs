//! Wire rewrites made at run time: one story, edited word by word, paragraphs shuffled, other paragraphs between.
//!
//! What is known of each rewrite is which of its words came from which word of the story, so that the passages that any
//! two of a group share are known too.

use std::ops::Range;

/// A small seeded generator (SplitMix64): the same groups on every machine.
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// A text with the places of what was taken from the story.
pub struct Rewrite {
    /// The text.
    pub text: String,
    /// For each paragraph of the story that is in it: the paragraph's number and its place in the text, in bytes.
    pub parts: Vec<(usize, Range<usize>)>,
}

/// What rewrites may bring in: words, and paragraphs of other texts.
pub struct Stock<'a> {
    /// Words to put in place of others.
    pub words: &'a [&'a str],
    /// Paragraphs of texts that are in no group. Each is used once, so that groups share nothing.
    pub paragraphs: Vec<&'a str>,
}

/// The story as it is.
pub fn original(paragraphs: &[&str]) -> Rewrite {
    let kept = paragraphs.iter().enumerate().map(|(i, p)| (Some(i), (*p).to_owned())).collect();
    join(kept)
}

/// A rewrite with `share` of the words edited, paragraphs shuffled, and up to two paragraphs of others.
pub fn rewrite(paragraphs: &[&str], share: f64, stock: &mut Stock<'_>, random: &mut Random) -> Rewrite {
    let mut all: Vec<(Option<usize>, String)> =
        paragraphs.iter().enumerate().map(|(i, p)| (Some(i), edit(p, share, stock, random))).collect();
    for _ in 0..random.below(3) {
        all.extend(stock.paragraphs.pop().map(|paragraph| (None, paragraph.to_owned())));
    }
    random.shuffle(&mut all);
    join(all)
}

/// Half of the edits put another word in place, a quarter each leave one out and add one. Marks stay where they are.
fn edit(paragraph: &str, share: f64, stock: &Stock<'_>, random: &mut Random) -> String {
    let mut out: Vec<String> = Vec::new();
    for word in paragraph.split_whitespace() {
        let other = stock.words[random.below(stock.words.len())];
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        match (random.share() < share && !bare.is_empty(), random.below(4)) {
            (true, 0 | 1) => out.push(word.replace(bare, other)),
            (true, 2) => out.extend(Some(word.replace(bare, "")).filter(|marks| !marks.is_empty())),
            (true, _) => out.extend([word.to_owned(), other.to_owned()]),
            (false, _) => out.push(word.to_owned()),
        }
    }
    out.join(" ")
}

fn join(paragraphs: Vec<(Option<usize>, String)>) -> Rewrite {
    let (mut text, mut parts) = (String::new(), Vec::new());
    for (number, paragraph) in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&paragraph);
        parts.extend(number.map(|number| (number, start..text.len())));
    }
    Rewrite { text, parts }
}
