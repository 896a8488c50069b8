//! Passages that two texts share, edited or not: runs of equal words, chained over small gaps, stretched at the ends.
//!
//! Seeds are equal runs of [`SEED`] words. A chain may skip words on either side (what was edited) but pays for each; so a
//! passage ends where the texts part, and shuffled paragraphs come out one by one. The work grows with the lengths of the
//! texts and the number of seeds, which is bounded by taking no more than [`REPEATS`] places of one run.

use std::ops::Range;

use super::words::{Words, join};

/// Words of a seed.
const SEED: usize = 3;
/// Words that a passage may skip at once on either side.
const GAP: usize = 12;
/// Places of one seed in the other text that are looked at.
const REPEATS: usize = 8;
/// How many runs before a run are tried as what it goes on from.
const BACK: usize = 48;
/// What a skipped word costs; an equal word earns one.
const SKIP: f32 = 0.35;
/// Words that are looked at to stretch a passage at an end, until it grows no more.
const STRETCH: usize = 24;

/// Words of two texts that are the same, perhaps edited: indices into each text's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// Words of the one.
    pub a: Range<usize>,
    /// Words of the other.
    pub b: Range<usize>,
    /// How many words are equal in order.
    pub equal: usize,
    /// Runs of equal words without a gap: first word in `a`, first in `b`, length.
    pub runs: Vec<(usize, usize, usize)>,
}

impl Aligned {
    /// The longest run of equal words without a gap.
    pub fn longest_run(&self) -> usize {
        self.runs.iter().map(|(.., len)| *len).max().unwrap_or_default()
    }

    /// Equal words of all words, by the longer side: 1 where nothing was edited.
    pub fn density(&self) -> f32 {
        self.equal as f32 / self.a.len().max(self.b.len()).max(1) as f32
    }
}

/// Equal words from `a` and `b` on.
#[derive(Clone, Copy, Debug)]
struct Run {
    a: usize,
    b: usize,
    len: usize,
}

/// The passages that `a` and `b` share, by their place in `a`. No word is in two passages.
pub fn align(a: &Words, b: &Words) -> Vec<Aligned> {
    let runs = runs(a, b);
    let (scores, from) = chain(&runs);
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by(|x, y| scores[*y].total_cmp(&scores[*x]).then(x.cmp(y)));
    let mut taken = Taken { a: vec![false; a.0.len()], b: vec![false; b.0.len()] };
    let mut used = vec![false; runs.len()];
    let mut found = Vec::new();
    for end in order {
        let chain = walk(end, &from, &used);
        chain.iter().for_each(|i| used[*i] = true);
        let parts: Vec<Run> = chain.iter().rev().map(|i| runs[*i]).collect();
        found.extend(taken.take(a, b, &parts));
    }
    found.sort_by_key(|passage: &Aligned| (passage.a.start, passage.b.start));
    found
}

/// All longest runs of at least [`SEED`] equal words, by place.
fn runs(a: &Words, b: &Words) -> Vec<Run> {
    let seeds = |words: &Words| -> Vec<u64> {
        words.0.windows(SEED).map(|run| run.iter().fold(0, |key, word| join(key, word.key))).collect()
    };
    let mut index: Vec<(u64, usize)> = seeds(b).into_iter().enumerate().map(|(i, key)| (key, i)).collect();
    index.sort_unstable();
    let mut found = Vec::new();
    for (i, key) in seeds(a).into_iter().enumerate() {
        let first = index.partition_point(|(other, _)| *other < key);
        for (_, j) in index[first..].iter().take_while(|(other, _)| *other == key).take(REPEATS) {
            found.extend(longest_run(a, b, i, *j));
        }
    }
    found
}

/// The run from `i` and `j` on; `None` if it began before.
fn longest_run(a: &Words, b: &Words, i: usize, j: usize) -> Option<Run> {
    let equal = |i: usize, j: usize| a.0[i].key == b.0[j].key;
    if i > 0 && j > 0 && equal(i - 1, j - 1) {
        return None;
    }
    let most = (a.0.len() - i).min(b.0.len() - j);
    let len = (0..most).take_while(|k| equal(i + k, j + k)).count();
    Some(Run { a: i, b: j, len })
}

/// The best score of a chain that ends in each run, and the run before it.
fn chain(runs: &[Run]) -> (Vec<f32>, Vec<Option<usize>>) {
    let mut scores: Vec<f32> = Vec::with_capacity(runs.len());
    let mut from = Vec::with_capacity(runs.len());
    for (i, run) in runs.iter().enumerate() {
        let mut best = (run.len as f32, None);
        for j in (i.saturating_sub(BACK)..i).rev() {
            let score = step(runs[j], *run).map(|gain| scores[j] + gain);
            if let Some(score) = score.filter(|score| *score > best.0) {
                best = (score, Some(j));
            }
        }
        scores.push(best.0);
        from.push(best.1);
    }
    (scores, from)
}

/// What `next` adds to a chain that ends in `last`; `None` if it cannot follow.
fn step(last: Run, next: Run) -> Option<f32> {
    if next.a <= last.a || next.b <= last.b {
        return None;
    }
    let overlap = (last.a + last.len).saturating_sub(next.a).max((last.b + last.len).saturating_sub(next.b));
    let gap = (next.a + overlap - last.a - last.len).max(next.b + overlap - last.b - last.len);
    (overlap < next.len && gap <= GAP).then(|| (next.len - overlap) as f32 - SKIP * gap as f32)
}

/// A chain from its end back to what another chain has.
fn walk(end: usize, from: &[Option<usize>], used: &[bool]) -> Vec<usize> {
    std::iter::successors(Some(end), |i| from[*i]).take_while(|i| !used[*i]).collect()
}

/// Words that passages already hold.
struct Taken {
    a: Vec<bool>,
    b: Vec<bool>,
}

impl Taken {
    /// The passage of a chain of runs, stretched at both ends; `None` if another passage has some of its words.
    fn take(&mut self, a: &Words, b: &Words, parts: &[Run]) -> Option<Aligned> {
        let (first, last) = (parts.first()?, parts.last()?);
        let mut passage = Aligned {
            a: first.a..last.a + last.len,
            b: first.b..last.b + last.len,
            equal: equal_words(a, b, parts),
            runs: parts.iter().map(|run| (run.a, run.b, run.len)).collect(),
        };
        if self.a[passage.a.clone()].contains(&true) || self.b[passage.b.clone()].contains(&true) {
            return None;
        }
        while self.stretch_forth(a, b, &mut passage) > 0 {}
        while self.stretch_back(a, b, &mut passage) > 0 {}
        self.take_leading(a, b, &mut passage);
        self.a[passage.a.clone()].fill(true);
        self.b[passage.b.clone()].fill(true);
        Some(passage)
    }

    fn stretch_forth(&self, a: &Words, b: &Words, passage: &mut Aligned) -> usize {
        let free = |taken: &[bool], at: usize| taken.get(at) == Some(&false);
        let room = |taken: &[bool], from: usize| {
            (0..STRETCH).take_while(|k| free(taken, from + k)).map(|k| from + k).collect::<Vec<_>>()
        };
        let (x, y) = (room(&self.a, passage.a.end), room(&self.b, passage.b.end));
        let (i, j, equal) = stretch(a, b, &x, &y);
        (passage.a.end, passage.b.end, passage.equal) =
            (passage.a.end + i, passage.b.end + j, passage.equal + equal);
        equal
    }

    fn stretch_back(&self, a: &Words, b: &Words, passage: &mut Aligned) -> usize {
        let room = |taken: &[bool], from: usize| {
            (from.saturating_sub(STRETCH)..from).rev().take_while(|at| !taken[*at]).collect::<Vec<_>>()
        };
        let (x, y) = (room(&self.a, passage.a.start), room(&self.b, passage.b.start));
        let (i, j, equal) = stretch(a, b, &x, &y);
        (passage.a.start, passage.b.start) = (passage.a.start - i, passage.b.start - j);
        passage.equal += equal;
        equal
    }
}

impl Taken {
    /// Function words right before a passage lead its first phrase.
    fn take_leading(&self, a: &Words, b: &Words, passage: &mut Aligned) {
        while let Some((i, j)) = passage.a.start.checked_sub(1).zip(passage.b.start.checked_sub(1)) {
            if self.a[i] || self.b[j] || a.0[i].key != b.0[j].key {
                break;
            }
            (passage.a.start, passage.b.start, passage.equal) = (i, j, passage.equal + 1);
        }
    }
}

/// Equal words of a chain: its runs, and what is equal in order in the gaps between.
fn equal_words(a: &Words, b: &Words, parts: &[Run]) -> usize {
    let (mut equal, mut at) = (0, None::<(usize, usize)>);
    for run in parts {
        let (i, j) = at.unwrap_or((run.a, run.b));
        let overlap = i.saturating_sub(run.a).max(j.saturating_sub(run.b)).min(run.len);
        let gaps = (i..run.a).collect::<Vec<_>>();
        equal += run.len - overlap + in_order(a, b, &gaps, &(j..run.b).collect::<Vec<_>>());
        at = Some((run.a + run.len, run.b + run.len));
    }
    equal
}

/// The most words that are equal in order.
fn in_order(a: &Words, b: &Words, x: &[usize], y: &[usize]) -> usize {
    let mut row = vec![0; y.len() + 1];
    for i in x {
        let mut corner = 0;
        for (k, j) in y.iter().enumerate() {
            let above = row[k + 1];
            row[k + 1] = if a.0[*i].key == b.0[*j].key { corner + 1 } else { above.max(row[k]) };
            corner = above;
        }
    }
    row[y.len()]
}

/// How far along `x` and `y` the texts still go together: words on each side, and how many are equal.
fn stretch(a: &Words, b: &Words, x: &[usize], y: &[usize]) -> (usize, usize, usize) {
    let mut row: Vec<(f32, usize)> = (0..=y.len()).map(|j| (-SKIP * j as f32, 0)).collect();
    let mut best = (0.0, (0, 0, 0));
    for (i, word) in x.iter().enumerate() {
        let mut corner = row[0];
        row[0].0 -= SKIP;
        for (k, other) in y.iter().enumerate() {
            let equal = a.0[*word].key == b.0[*other].key;
            let across = if equal { (corner.0 + 1.0, corner.1 + 1) } else { (corner.0 - SKIP, corner.1) };
            corner = row[k + 1];
            let skips = [(row[k].0 - SKIP, row[k].1), (corner.0 - SKIP, corner.1)];
            row[k + 1] =
                skips.into_iter().fold(across, |best, next| if next.0 > best.0 { next } else { best });
            // One function word more is chance, two are not.
            let least = best.0 + if a.0[*word].stop { 1.0 } else { 0.0 };
            if equal && row[k + 1].0 > least {
                best = (row[k + 1].0, (i + 1, k + 1, row[k + 1].1));
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The harbour at Ostvik stayed closed on Tuesday after a crane fell onto the northern quay and \
                         broke two fuel lines, the port office said, adding that repairs may take a week.";

    fn passages(a: &str, b: &str) -> Vec<(String, String)> {
        let (x, y) = (Words::of(a), Words::of(b));
        let cut = |text: &str, words: &Words, part: &Range<usize>| {
            words.cover(part.start, part.end - 1).map(|s| s.of(text).to_owned()).unwrap_or_default()
        };
        align(&x, &y).iter().map(|p| (cut(a, &x, &p.a), cut(b, &y, &p.b))).collect()
    }

    #[test]
    fn an_edited_passage_is_one() {
        let edited = "Fresh from Ostvik: The harbour there stayed shut on Tuesday after a crane fell onto the northern \
                      quay and broke fuel lines, the port office said. Repairs may take a week.";
        let found = passages(STORY, edited);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].0.starts_with("The harbour at Ostvik") && found[0].0.ends_with("a week"));
        assert!(found[0].1.starts_with("The harbour there") && found[0].1.ends_with("a week"));
    }

    #[test]
    fn shuffled_passages_come_out_one_by_one() {
        let other =
            "Mayor Ilse Brandt opened the new library in the old mill on Friday with a reading for children.";
        let found = passages(&format!("{STORY}\n\n{other}"), &format!("{other}\n\n{STORY}"));
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[1].0, other.trim_end_matches('.'));
        assert_eq!(found[1].0, found[1].1);
    }

    #[test]
    fn a_word_is_in_one_passage_only() {
        let found = passages(STORY, &format!("{STORY} {STORY}"));
        assert_eq!(found.iter().filter(|(a, _)| a.contains("crane")).count(), 1);
    }
}
