//! `data/markers.tsv`: the words, what they do, and what must stand around them.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use claimant_doc::{Certainty, Doc, MarkerKind, Tag};

use crate::lexicon::{self, Fx, is_not};

const MARKERS: &str = include_str!("../../../data/markers.tsv");

/// One row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    rest: Vec<&'static str>,
    /// What the words do.
    pub kind: MarkerKind,
    /// The certainty that they give.
    pub effect: Certainty,
    when: When,
}

/// What must stand around the words; the words of the column `when`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Any,
    Modal,
    /// A modal that is not negated: "could not" is a past inability.
    OpenModal,
    /// "must" with a bare infinitive: duty. "Must have" concludes.
    Duty,
    Verb,
    Noun,
    /// After a form of "be" or "get".
    Passive,
    /// Not after a form of "be".
    Active,
    /// After a form of "be", "remain" or "become".
    Predicative,
    /// Before "to".
    BeforeTo,
    /// Before "to" or an adjective, not "appears in court".
    Appearing,
    /// Before a verb in its base form, adverbs aside.
    BeforeVerb,
    BeforeNoun,
    BeforeNumber,
    /// Before an article or a number: "the suspect in two robberies", not "a suspect in Oslo" nor "no suspects in the case".
    BeforeArticle,
    /// Before a pronoun, as a clause without "that" opens.
    BeforePronoun,
    /// A verb before an infinitive, or what was announced: "announced plans to sell", not "the plan to sell".
    Planning,
    /// "Unless" with a clause of its own, not "unless proven guilty".
    Exception,
    /// "Denied the charge", not "was denied a visa" nor "denied entry".
    Denying,
    /// At the start of a sentence or quotation.
    Initial,
    /// "If" that opens a condition, not a question: "asked if".
    Conditional,
    /// "No" before a noun, not "No. 5".
    Determiner,
}

impl When {
    fn parse(word: &str) -> Option<When> {
        Some(match word {
            "any" => When::Any,
            "modal" => When::Modal,
            "open_modal" => When::OpenModal,
            "duty" => When::Duty,
            "verb" => When::Verb,
            "noun" => When::Noun,
            "passive" => When::Passive,
            "active" => When::Active,
            "predicative" => When::Predicative,
            "before_to" => When::BeforeTo,
            "appearing" => When::Appearing,
            "before_verb" => When::BeforeVerb,
            "before_noun" => When::BeforeNoun,
            "before_number" => When::BeforeNumber,
            "before_article" => When::BeforeArticle,
            "before_pronoun" => When::BeforePronoun,
            "planning" => When::Planning,
            "exception" => When::Exception,
            "denying" => When::Denying,
            "initial" => When::Initial,
            "conditional" => When::Conditional,
            "determiner" => When::Determiner,
            _ => return None,
        })
    }

    /// Whether tokens `start..end` stand where they mark something.
    fn holds(self, doc: &Doc<'_>, start: usize, end: usize) -> bool {
        let next = doc.tag(end);
        match self {
            When::Any => true,
            // After an article the tagger may still take "the will" for a modal.
            When::Modal => doc.tag(start) == Tag::Md && !follows_article(doc, start),
            When::OpenModal => doc.tag(start) == Tag::Md && !is_not(doc.word(end)),
            When::Duty => doc.tag(start) == Tag::Md && !doc.is(end, "have"),
            When::Verb => doc.tag(start).is_verb(),
            When::Noun => doc.tag(start).is_noun(),
            When::Passive => follows(doc, start, BE),
            When::Active => !follows(doc, start, BE),
            When::Predicative => follows(doc, start, BE) || follows(doc, start, LINKS),
            When::BeforeTo => next == Tag::To || doc.tag(end + 1) == Tag::To,
            When::Appearing => matches!(next, Tag::To | Tag::Jj | Tag::Vbn | Tag::Jjr),
            When::BeforeVerb => matches!(doc.tag(skip_adverbs(doc, end)), Tag::Vb | Tag::Vbp),
            When::BeforeNoun => next.is_noun() || next == Tag::Dt,
            When::BeforeNumber => next == Tag::Cd,
            When::BeforeArticle => {
                let none = start > 0 && doc.is(start - 1, "no");
                !none && matches!(next, Tag::Dt | Tag::Cd | Tag::PrpS)
            }
            When::BeforePronoun => next == Tag::Prp,
            When::Planning => {
                let announced = start == 0 || doc.tag(start - 1).is_verb() || doc.tag(start).is_verb();
                announced && doc.tag(skip_adverbs(doc, end)) == Tag::Vb
            }
            When::Exception => !matches!(next, Tag::Vbn | Tag::Cc),
            When::Denying => !follows(doc, start, BE) && !REFUSED.iter().any(|word| doc.is(end, word)),
            When::Initial => {
                start == 0 || matches!(doc.tag(start - 1), Tag::Stop | Tag::Quote | Tag::Bracket)
            }
            When::Conditional => start == 0 || !lexicon::leaves_open(doc.word(start - 1)),
            When::Determiner => {
                let least = doc.is(end + 1, "than") && BOUNDS.iter().any(|word| doc.is(end, word));
                next != Tag::Cd && next != Tag::Stop && !least
            }
        }
    }
}

const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "’re"];
const LINKS: &[&str] = &["remain", "remains", "remained", "become", "becomes", "became", "seems", "seemed"];
/// "No fewer than 30" are 30.
const BOUNDS: &[&str] = &["fewer", "less", "more", "later", "earlier", "higher", "lower"];
/// What is denied when something is refused.
const REFUSED: &[&str] = &["access", "entry", "bail", "asylum", "permission", "visas", "parole"];

fn follows_article(doc: &Doc<'_>, start: usize) -> bool {
    start
        .checked_sub(1)
        .is_some_and(|i| ["the", "a", "his", "her", "their"].iter().any(|word| doc.is(i, word)))
}

/// Whether one of `words` stands before token `start`, up to two adverbs between.
fn follows(doc: &Doc<'_>, start: usize, words: &[&str]) -> bool {
    for i in (start.saturating_sub(3)..start).rev() {
        if words.iter().any(|word| doc.is(i, word)) {
            return true;
        }
        if !matches!(doc.tag(i), Tag::Rb | Tag::Rbr) {
            return false;
        }
    }
    false
}

fn skip_adverbs(doc: &Doc<'_>, mut i: usize) -> usize {
    while doc.tag(i) == Tag::Rb {
        i += 1;
    }
    i
}

/// Rows by their first word, longest first.
static TABLE: LazyLock<HashMap<&'static str, Vec<Row>, BuildHasherDefault<Fx>>> = LazyLock::new(|| {
    let mut table: HashMap<&'static str, Vec<Row>, BuildHasherDefault<Fx>> = HashMap::default();
    for columns in lexicon::rows(MARKERS) {
        if let Some((first, row)) = read(&columns) {
            table.entry(first).or_default().push(row);
        }
    }
    table.values_mut().for_each(|rows| rows.sort_by_key(|row| std::cmp::Reverse(row.rest.len())));
    table
});

fn read(columns: &[&'static str]) -> Option<(&'static str, Row)> {
    let &[words, kind, effect, when, _] = columns else { return None };
    let mut words = words.split(' ');
    let row = Row {
        kind: MarkerKind::from_word(kind)?,
        effect: Certainty::from_word(effect)?,
        when: When::parse(when)?,
        rest: Vec::new(),
    };
    Some((words.next()?, Row { rest: words.collect(), ..row }))
}

/// The row whose words stand at token `i` where they mark something, and one past its last token.
pub fn at(doc: &Doc<'_>, i: usize) -> Option<(&'static Row, usize)> {
    let rows = lexicon::lower(doc.word(i), |word| TABLE.get(word))?;
    rows.iter().find_map(|row| {
        let end = rest_end(doc, i + 1, &row.rest)?;
        row.when.holds(doc, i, end).then_some((row, end))
    })
}

/// One past the words `rest` from token `i`; an adverb may stand before each.
fn rest_end(doc: &Doc<'_>, mut i: usize, rest: &[&str]) -> Option<usize> {
    for word in rest {
        if !doc.is(i, word) && doc.tag(i) == Tag::Rb {
            i += 1;
        }
        if !doc.is(i, word) {
            return None;
        }
        i += 1;
    }
    Some(i)
}

#[cfg(test)]
mod tests {
    use claimant_doc::Article;

    use super::*;
    use crate::segment;

    #[test]
    fn every_row_marks_its_example() {
        let mut silent = Vec::new();
        for columns in lexicon::rows(MARKERS).skip(1) {
            let (_, row) = read(&columns).expect("columns of the table");
            let article = Article::new(columns[4]);
            let doc = segment(&article);
            let found = (0..doc.tokens.len())
                .filter_map(|i| at(&doc, i).map(|(row, end)| (doc.span(i..end), row)))
                .any(|(span, found)| {
                    let words = span.map(|s| s.of(doc.text()).to_lowercase()).unwrap_or_default();
                    found.kind == row.kind && found.rest == row.rest && !words.is_empty()
                });
            if !found {
                silent.push(format!("{}: {}", columns[0], columns[4]));
            }
        }
        assert!(silent.is_empty(), "rows that do not mark their example: {silent:#?}");
    }
}
