//! A text as folded words: letter case and apostrophes aside, so that "Don’t" is "dont".
//!
//! Words are runs of letters and digits; "COVID-19" is two. Each knows whether it stands in quotation marks: shared
//! quotations of one speech make no copy. Keys are hashes, the same on every machine and in every version.

use std::collections::BTreeSet;
use std::ops::Range;

use claimant_doc::Span;

use super::stop::is_stop;

/// How many content words in a row make one shingle.
const SHINGLE: usize = 3;

/// One word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Hash of the folded word.
    pub key: u64,
    /// Where it stands.
    pub span: Span,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
    /// Whether it carries no matter of its own: "the", "said".
    pub stop: bool,
}

/// The words of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Vec<Word>);

impl Words {
    /// The words of `text`.
    pub fn of(text: &str) -> Words {
        let quotations = quotations(text);
        let quoted = |at: usize| {
            quotations.get(quotations.partition_point(|q| q.end <= at)).is_some_and(|q| q.start <= at)
        };
        let (mut found, mut folded, mut start) = (Vec::new(), String::new(), None);
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            if c.is_alphanumeric() || is_apostrophe(c) && start.is_some() && goes_on(text, at, c) {
                start.get_or_insert(at);
                folded.extend(c.to_lowercase().filter(|c| !is_apostrophe(*c)));
                continue;
            }
            let span = start.take().and_then(|start| Span::new(text, start..at));
            found.extend(span.map(|span| Word {
                key: hash(&folded),
                span,
                quoted: quoted(span.start()),
                stop: is_stop(&folded),
            }));
            folded.clear();
        }
        Words(found)
    }

    /// Shingles of three content words: hash and the index of the first and last word of each.
    pub fn shingles(&self) -> Vec<(u64, usize, usize)> {
        let content: Vec<usize> = (0..self.0.len()).filter(|i| !self.0[*i].stop).collect();
        let key = |run: &[usize]| run.iter().fold(0, |key, i| join(key, self.0[*i].key));
        content.windows(SHINGLE).map(|run| (key(run), run[0], run[SHINGLE - 1])).collect()
    }

    /// What the store keeps of an article to find its copies: one in two of its shingles, by hash, so that what survives
    /// an edit is kept on both sides. Sorted, without doubles; about one for every four words.
    pub fn fingerprints(&self) -> Vec<u64> {
        let kept = self.shingles().into_iter().map(|(key, ..)| key).filter(|key| key % 2 == 0);
        kept.collect::<BTreeSet<u64>>().into_iter().collect()
    }

    /// The smallest span over words `first` to `last`, both included.
    pub fn cover(&self, first: usize, last: usize) -> Option<Span> {
        Some(self.0.get(first)?.span.to(self.0.get(last)?.span))
    }

    /// Indices of the words that lie wholly in `span`.
    pub fn inside(&self, span: Span) -> Range<usize> {
        let first = self.0.partition_point(|word| word.span.start() < span.start());
        let last = self.0.partition_point(|word| word.span.end() <= span.end());
        first..last.max(first)
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

/// Whether a word goes on after the apostrophe at `at`.
fn goes_on(text: &str, at: usize, c: char) -> bool {
    text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
}

/// What stands in quotation marks, in order. A mark that its paragraph does not close opens a quotation only if the next
/// paragraph goes on with one, as long quotations are set; else it is a slip, and one slip must not quote a whole text.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut open, mut start) = (Vec::new(), None, 0);
    for paragraph in text.split_inclusive('\n') {
        if paragraph.trim().is_empty() {
            start += paragraph.len();
            continue;
        }
        if let Some(at) = open.take().filter(|_| opens(paragraph)) {
            found.push(at..start);
        }
        for (at, c) in paragraph.char_indices() {
            match (c, open) {
                ('“' | '«', _) | ('"', None) => open = Some(start + at),
                ('”' | '»' | '"', Some(from)) => {
                    found.push(from..start + at);
                    open = None;
                }
                _ => {}
            }
        }
        start += paragraph.len();
    }
    found
}

/// Whether a paragraph begins with an opening mark.
fn opens(paragraph: &str) -> bool {
    paragraph.trim_start().starts_with(['“', '«', '"'])
}

/// FNV-1a of the bytes, stirred: stable over machines and versions.
pub fn hash(text: &str) -> u64 {
    let fold = |key: u64, byte: u8| (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    stir(text.bytes().fold(0xcbf2_9ce4_8422_2325, fold))
}

/// The key of one thing after another.
pub fn join(before: u64, next: u64) -> u64 {
    stir(before.rotate_left(23) ^ next)
}

/// The finalizer of SplitMix64: every bit of the input moves every bit of the output.
fn stir(key: u64) -> u64 {
    let key = (key ^ (key >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let key = (key ^ (key >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    key ^ (key >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices(text: &str) -> Vec<&str> {
        Words::of(text).0.iter().map(|word| word.span.of(text)).collect()
    }

    #[test]
    fn words_are_letters_and_digits_with_their_apostrophes() {
        assert_eq!(
            slices("Don’t say 'COVID-19' at the boys' é."),
            ["Don’t", "say", "COVID", "19", "at", "the", "boys", "é"]
        );
        let keys = |text: &str| Words::of(text).0.iter().map(|w| w.key).collect::<Vec<_>>();
        assert_eq!(keys("DON'T stop"), keys("don’t Stop"));
        assert_ne!(keys("stop"), keys("stops"));
    }

    #[test]
    fn quoted_words_are_known_and_an_open_straight_mark_ends_with_its_paragraph() {
        let quoted = |text: &str| Words::of(text).0.iter().map(|w| w.quoted).collect::<Vec<_>>();
        assert_eq!(quoted("He \"came back\" late"), [false, true, true, false]);
        assert_eq!(quoted("“one\n“two” three"), [true, true, false]);
        assert_eq!(quoted("“one\n\n“two” three"), [true, true, false]);
        assert_eq!(quoted("a \"b\nc “d\ne"), [false; 5]);
    }

    #[test]
    fn a_hash_never_changes() {
        assert_eq!(hash("harbour"), 10561218634392613993, "the keys of every ledger would be lost");
    }
}
