//! Sentences with known answers, and how many were answered so.

use claimant_doc::Article;
use claimant_extract::{Config, extract};
use claimant_ledger::check::{Table, Verdict, check};

use crate::score::figures::Figures;

/// A claim sentence with the answer that a careful reader of the table gives.
pub struct Sentence {
    /// The table that it is held against.
    pub table: String,
    /// `bears out`, `does not bear out` or `cannot tell`.
    pub expected: String,
    /// Publication date of the article that it stands in.
    pub published: String,
    /// The sentence.
    pub text: String,
}

impl Sentence {
    /// The sentences of a file: table, answer, date and text between tabs.
    pub fn all(file: &str) -> Result<Vec<Sentence>, String> {
        let lines = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.map(|line| Sentence::of(line).ok_or_else(|| format!("not a sentence: {line}"))).collect()
    }

    fn of(line: &str) -> Option<Sentence> {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut next = || cells.next();
        Some(Sentence { table: next()?, expected: next()?, published: next()?, text: next()? })
    }

    /// What the table says of it: of all its claims, the one that is decided, or else the last reason.
    pub fn check(&self, table: &Table, config: &Config) -> (String, String) {
        let mut article = Article::new(self.text.clone());
        article.published = Some(self.published.clone());
        let reading = extract(article, config);
        let checks: Vec<_> =
            reading.claims.iter().filter_map(|claim| check(&reading, claim, table)).collect();
        let decided = checks.iter().find(|check| !matches!(check.verdict, Verdict::CannotTell(_)));
        match decided.or(checks.last()) {
            Some(check) => (check.verdict.word().to_owned(), check.verdict.to_string()),
            None => ("cannot tell".to_owned(), "no claim with a figure".to_owned()),
        }
    }
}

/// How sentences were answered.
#[derive(Default)]
pub struct Tally {
    right: usize,
    wrong: usize,
    over: usize,
    under: usize,
}

impl Tally {
    /// Counts one answer; tells of it if it is not the expected one.
    pub fn add(&mut self, sentence: &Sentence, (word, answer): (String, String)) -> Option<String> {
        let place = match (sentence.expected == word, sentence.expected.as_str(), word.as_str()) {
            (true, ..) => &mut self.right,
            (_, "cannot tell", _) => &mut self.over,
            (_, _, "cannot tell") => &mut self.under,
            _ => &mut self.wrong,
        };
        *place += 1;
        let Sentence { expected, table, text, .. } = sentence;
        (*expected != word).then(|| format!("{expected} wanted, “{answer}”: [{table}] {text}"))
    }

    /// Adds the figures under names that begin with `kind`.
    pub fn figures(&self, kind: &str, figures: &mut Figures) {
        let all = self.right + self.wrong + self.over + self.under;
        figures.number(format!("{kind}_sentences"), all);
        figures.share(&format!("{kind}_accuracy"), self.right, all);
        figures.number(format!("{kind}_answered_in_place_of_abstaining"), self.over);
        figures.number(format!("{kind}_wrong_way_round"), self.wrong);
        figures.number(format!("{kind}_abstained_in_vain"), self.under);
    }
}
