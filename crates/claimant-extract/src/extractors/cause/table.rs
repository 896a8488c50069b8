//! `data/causes.tsv`: the cues, how each joins cause and effect, and what must stand before it.

use std::sync::LazyLock;

use claimant_doc::Doc;

use crate::lexicon;

const CAUSES: &str = include_str!("../../../data/causes.tsv");

/// One wording of a cue.
#[derive(Clone, Debug)]
pub struct Row {
    words: Vec<&'static str>,
    /// How it joins cause and effect.
    pub class: Class,
    /// One of these must stand before it in its clause; empty for no such need.
    pub governors: Vec<&'static str>,
}

/// How a cue joins cause and effect; the words of the column `class`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Before the clause or phrase that is the cause: "because", "due to".
    Before,
    /// A verb with the cause as subject, or after "by": "sparked".
    Verb,
    /// A verb or noun after which the cause follows, the effect being its subject: "stemmed from".
    Turned,
    /// Before the effect, the cause having been said: "as a result".
    So,
    /// Opens what is aimed at, which belongs to the cause: "to protest".
    Purpose,
}

impl Class {
    fn parse(word: &str) -> Option<Class> {
        Some(match word {
            "before" => Class::Before,
            "verb" => Class::Verb,
            "turned" => Class::Turned,
            "so" => Class::So,
            "purpose" => Class::Purpose,
            _ => return None,
        })
    }
}

/// All wordings by their first word, the longest first.
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut rows: Vec<Row> = lexicon::rows(CAUSES).flat_map(|columns| parse(&columns)).collect();
    rows.sort_by(|a, b| a.words[..1].cmp(&b.words[..1]).then(b.words.len().cmp(&a.words.len())));
    rows
});

/// A row for every wording of a line.
fn parse(columns: &[&'static str]) -> Vec<Row> {
    let &[forms, class, governors, _] = columns else { return Vec::new() };
    let Some(class) = Class::parse(class) else { return Vec::new() };
    let governors: Vec<_> = governors.split(' ').filter(|word| *word != "-").collect();
    let row =
        |form: &'static str| Row { words: form.split(' ').collect(), class, governors: governors.clone() };
    forms.split('|').map(row).collect()
}

/// The longest wording at token `i`, with one past its last token.
pub fn at(doc: &Doc<'_>, i: usize) -> Option<(&'static Row, usize)> {
    lexicon::lower(doc.word(i), |word| {
        let first = ROWS.partition_point(|row| row.words[0] < word);
        let mut rows = ROWS[first..].iter().take_while(|row| row.words[0] == word);
        let row = rows.find(|row| (1..row.words.len()).all(|k| doc.is(i + k, row.words[k])))?;
        Some((row, i + row.words.len()))
    })
}

#[cfg(test)]
mod tests {
    use claimant_doc::Article;

    use super::*;
    use crate::{Config, Scores, segment};

    #[test]
    fn every_row_is_understood_and_its_example_yields_its_cue() {
        for columns in lexicon::rows(CAUSES).skip(1) {
            assert!(!parse(&columns).is_empty(), "{columns:?}");
            let article = Article::new(columns[3]);
            let marks = crate::mark(&segment(&article), &Scores::default(), &Config::default());
            let cues =
                marks.causes().filter_map(|cause| cause.cue).map(|cue| cue.of(columns[3]).to_lowercase());
            let cues: Vec<String> = cues.collect();
            let named = |cue: &String| columns[0].split('|').any(|form| cue.contains(form));
            assert!(cues.iter().any(named), "{columns:?} gave {cues:?}");
        }
    }
}
