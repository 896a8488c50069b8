//! Figures that the text sets against each other, by the words between them in one sentence.
//!
//! "rose from 340 to 381" is a change, "500, compared with 26" a contrast, "40, including three children" a subset,
//! "9 of 300" and "85 percent of the 2,000" shares. What the words do not join is not compared.

use std::sync::LazyLock;

use claimant_doc::{Comparison, ComparisonKind, Link, Quantity, QuantityKind, Reading, Span};

use crate::lexicon::Table;

/// The longest way between two figures, in bytes.
const FAR: usize = 90;
/// How far back a change is looked for.
const BACK: usize = 60;

static CHANGES: LazyLock<Table<()>> =
    LazyLock::new(|| Table::parse(include_str!("../../data/changes.tsv"), |_| Some(())));

/// Phrases that set two figures against each other, with what they say.
const JOINTS: [(&str, ComparisonKind); 22] = [
    ("compared with", ComparisonKind::Contrast),
    ("compared to", ComparisonKind::Contrast),
    ("in comparison with", ComparisonKind::Contrast),
    ("as opposed to", ComparisonKind::Contrast),
    ("as against", ComparisonKind::Contrast),
    ("versus", ComparisonKind::Contrast),
    ("rather than", ComparisonKind::Contrast),
    ("more than the", ComparisonKind::Contrast),
    ("higher than the", ComparisonKind::Contrast),
    ("lower than the", ComparisonKind::Contrast),
    ("fewer than the", ComparisonKind::Contrast),
    ("whereas", ComparisonKind::Contrast),
    ("up from", ComparisonKind::Change),
    ("down from", ComparisonKind::Change),
    ("including", ComparisonKind::Subset),
    ("among them", ComparisonKind::Subset),
    ("of whom", ComparisonKind::Subset),
    ("of which", ComparisonKind::Subset),
    ("out of the", ComparisonKind::Share),
    ("out of", ComparisonKind::Share),
    ("of the", ComparisonKind::Share),
    ("of", ComparisonKind::Share),
];

/// Comparisons between neighbours, in text order.
pub fn comparisons(text: &str, reading: &Reading) -> Vec<Comparison> {
    let sentence = |q: &Quantity| reading.sentences.partition_point(|s| s.start() <= q.span.start());
    let pairs = reading.quantities.windows(2).filter(|pair| sentence(&pair[0]) == sentence(&pair[1]));
    let found = pairs.filter_map(|pair| Pair { text, first: &pair[0], second: &pair[1] }.comparison());
    let number = |(i, comparison)| Comparison { id: format!("m{}", i + 1), ..comparison };
    found.enumerate().map(number).collect()
}

/// Two neighbours.
struct Pair<'r> {
    text: &'r str,
    first: &'r Quantity,
    second: &'r Quantity,
}

impl Pair<'_> {
    fn comparison(&self) -> Option<Comparison> {
        let between = self.text.get(self.first.span.end()..self.second.span.start())?;
        if between.len() > FAR || between.contains(';') {
            return None;
        }
        let (kind, cue) =
            self.change(between).or_else(|| self.joint(between)).or_else(|| self.part_after())?;
        // Change: the earlier first; subset and share: the part first.
        let turned = match kind {
            ComparisonKind::Change => cue.is_some_and(|cue| cue.start() >= self.first.span.end()),
            ComparisonKind::Subset => true,
            _ => false,
        };
        let (a, b) = if turned { (self.second, self.first) } else { (self.first, self.second) };
        let link = |q: &Quantity| Link::Id(q.id.clone());
        Some(Comparison { id: String::new(), kind, a: link(a), b: link(b), cue })
    }

    /// "rose from 340 to 381": a word of change before, "from" right before the first, "to" before the second.
    fn change(&self, between: &str) -> Option<(ComparisonKind, Option<Span>)> {
        let start = self.first.span.start();
        let from = (start.saturating_sub(BACK)..=start).find(|at| self.text.is_char_boundary(*at))?;
        let before = self.text.get(from..start)?;
        let to = between.ends_with(" to ") && before.ends_with("from ");
        if !to || !self.same_sort() {
            return None;
        }
        let words = before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let cue = words.rev().take(8).find(|word| CHANGES.get_lower(word).is_some() || is_revision(word))?;
        let at = before.rfind(cue)?;
        Some((ComparisonKind::Change, Span::new(self.text, from + at..from + at + cue.len())))
    }

    /// A phrase of [`JOINTS`] between the two.
    fn joint(&self, between: &str) -> Option<(ComparisonKind, Option<Span>)> {
        let lower = between.to_lowercase();
        let (phrase, kind, at) =
            JOINTS.iter().find_map(|(phrase, kind)| Some((*phrase, *kind, whole(&lower, phrase)?)))?;
        let next = lower.get(at + phrase.len()..)?.trim();
        let fits = match kind {
            ComparisonKind::Share => {
                next.is_empty() && lower.trim_start().len() == phrase.len() + 1 && self.shares()
            }
            ComparisonKind::Subset => self.same_sort() && next.split_whitespace().count() <= 2,
            _ => self.same_sort() && next.split_whitespace().count() <= 4,
        };
        let start = self.first.span.end() + at;
        fits.then(|| (kind, Span::new(self.text, start..start + phrase.len())))
    }

    /// "40 people, three of them children".
    fn part_after(&self) -> Option<(ComparisonKind, Option<Span>)> {
        let end = self.second.span.end();
        let after = self.text.get(end..)?;
        let phrase =
            [" of them", " of whom", " of those"].iter().find(|phrase| after.starts_with(**phrase))?;
        let near = self.text.get(self.first.span.end()..self.second.span.start())?.contains(',');
        let cue = Span::new(self.text, end + 1..end + phrase.len());
        (near && self.same_sort() && self.fits_inside()).then_some((ComparisonKind::Subset, cue))
    }

    /// Whether both measure in the same unit.
    fn same_sort(&self) -> bool {
        let (a, b) = (self.first, self.second);
        let ordinal = a.kind == QuantityKind::Ordinal || b.kind == QuantityKind::Ordinal;
        let persons = |q: &Quantity| q.unit.as_deref().is_none_or(|unit| unit == "person");
        !ordinal && (a.unit == b.unit || persons(a) && persons(b))
    }

    /// A count or percentage of a count, no larger than it.
    fn shares(&self) -> bool {
        let percent = self.first.kind == QuantityKind::Percent;
        let count = |q: &Quantity| q.kind == QuantityKind::Count;
        count(self.second) && (percent || count(self.first) && self.first.value <= self.second.value)
    }

    fn fits_inside(&self) -> bool {
        self.second.value <= self.first.value
    }
}

/// "revised", "corrected": the earlier figure is replaced.
fn is_revision(word: &str) -> bool {
    ["revised", "revising", "corrected", "amended", "updated"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Where `phrase` stands in `text` as whole words.
fn whole(text: &str, phrase: &str) -> Option<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let found = text.match_indices(phrase).find(|(at, _)| {
        edge(text[..*at].chars().next_back()) && edge(text[at + phrase.len()..].chars().next())
    });
    found.map(|(at, _)| at)
}
