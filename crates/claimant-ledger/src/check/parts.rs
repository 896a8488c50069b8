//! A claim cut into parts that each mean something to a table: figures, periods, values, the measure, and words.
//!
//! Nothing is skipped: what means nothing to the table is a part too, [`What::Unread`].

use std::collections::BTreeMap;
use std::ops::Range;

use claimant_doc::{
    Attribution, Claim, Entity, EntityKind, Link, MentionForm, Quantity, Reading, Span, Time, cover,
};

use super::phrases::{Class, Meaning};
use super::said::{Said, fiscal, of_time};
use super::table::Table;
use super::token::{Token, tokens};
use super::verdict::Why;

/// A part of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<'a> {
    /// Its words.
    pub words: &'a str,
    /// What it is.
    pub what: What<'a>,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub enum What<'a> {
    /// A figure.
    Figure(&'a Quantity),
    /// A period.
    Period(Said),
    /// Something that the table has words for.
    Meant(Meaning),
    /// Anything else.
    Unread,
}

impl Part<'_> {
    /// Whether the part is of that class of words.
    pub fn is(&self, class: Class) -> bool {
        self.what == What::Meant(Meaning::Word(class))
    }

    /// Whether the part means that.
    pub fn means(&self, meaning: &Meaning) -> bool {
        matches!(&self.what, What::Meant(own) if own == meaning)
    }
}

/// The parts of a claim, in text order.
pub fn parts<'a>(reading: &'a Reading, claim: &Claim, table: &Table) -> Vec<Part<'a>> {
    let text = reading.article.text();
    let words: Vec<Token> = claim.content.iter().flat_map(|span| tokens(text, span.range())).collect();
    Cut { table, text, named: named(reading, claim), covers: covers(reading, claim) }.all(&words)
}

/// What the two sentences before the claim's name that may still hold for it.
pub fn before<'a>(reading: &'a Reading, claim: &Claim, table: &Table) -> Vec<Part<'a>> {
    let text = reading.article.text();
    let Some(start) = claim.content.iter().map(|span| span.start()).min() else { return Vec::new() };
    let sentences: Vec<Span> = reading.sentences.iter().copied().filter(|span| span.end() <= start).collect();
    let near = &sentences[sentences.len().saturating_sub(2)..];
    let words: Vec<Token> = near.iter().flat_map(|span| tokens(text, span.range())).collect();
    let named = named_in(reading, |span| near.iter().any(|sentence| sentence.contains(span)));
    Cut { table, text, named, covers: Vec::new() }.all(&words)
}

/// The claim's sentence may restrict it outside its own words: all that is neither another claim nor the way that this
/// one is attributed must be understood too.
pub fn rest_of_sentence(reading: &Reading, claim: &Claim, table: &Table) -> Result<(), Why> {
    let inside = |span: &Span| claim.content.iter().any(|content| content.overlaps(*span));
    let said = said_spans(reading, claim);
    let mut unread = Vec::new();
    for sentence in reading.sentences.iter().filter(|span| inside(span)) {
        let words = outside(tokens(reading.article.text(), sentence.range()), &said);
        unread.extend(restricting(&words, table));
    }
    if unread.is_empty() { Ok(()) } else { Err(Why::Unread(unread)) }
}

/// What of the sentence belongs to this claim, to claims beside it, or to the attributions.
fn said_spans(reading: &Reading, claim: &Claim) -> Vec<Range<usize>> {
    let text = reading.article.text();
    let attributed = reading.attributions.iter().flat_map(|a| a.source.iter().chain(&a.cue));
    let beside = reading.claims.iter().filter(|other| is_beside(text, claim, other));
    let beside = beside.flat_map(|other| &other.content);
    let spans = claim.content.iter().chain(attributed).chain(beside).map(|span| span.range());
    spans.chain(reading.attributions.iter().filter_map(|a| telling(reading, claim, a))).collect()
}

/// "…, Lind |told| lawmakers on Monday": whom and when a claim before the cue was told, up to the next mark. What a
/// preposition adds to that, "told lawmakers |of the eastern border|", may restrict the claim.
fn telling(reading: &Reading, claim: &Claim, said: &Attribution) -> Option<Range<usize>> {
    const WHEN: &[&str] = &["on", "last", "late", "early", "this"];
    const RESTRICTING: &[&str] = &[
        "about", "after", "among", "at", "before", "for", "from", "in", "near", "of", "off", "since", "than",
        "with",
    ];
    let text = reading.article.text();
    let start = said.cue.last()?.end();
    let before = said.content.iter().chain(&claim.content).all(|content| content.end() <= start);
    let of = said.content.iter().any(|content| claim.content.iter().any(|own| own.overlaps(*content)));
    let length = text.get(start..)?.find([',', ';', ':', '.', '\n', '(', '–', '—'])?;
    let told = start..start + length;
    let timed = |word: &Token| reading.times.iter().any(|time| time.span.range().contains(&word.start));
    let mut rest = tokens(text, told.clone());
    rest.retain(|word| !timed(word) && !WHEN.contains(&word.word.as_str()));
    let plain = rest.len() <= 4 && !rest.iter().any(|word| RESTRICTING.contains(&word.word.as_str()));
    (before && of && plain).then_some(told)
}

/// Whether a claim stands beside another as its equal, joined by "and" and its like. One that hangs on it ("not counting
/// children") restricts it.
fn is_beside(text: &str, claim: &Claim, other: &Claim) -> bool {
    let (Some(own), Some(its)) = (cover(&claim.content), cover(&other.content)) else { return false };
    if own.overlaps(its) {
        return own == its;
    }
    let (first, second) = if own < its { (own, its) } else { (its, own) };
    let between = text.get(first.end()..second.start()).unwrap_or_default();
    let joins = |word: &Token| matches!(word.word.as_str(), "and" | "but" | "while" | "whereas" | "yet");
    let opening = tokens(text, second.range());
    between.contains(['.', ';', '\n'])
        || tokens(text, first.end()..second.start()).iter().chain(opening.first()).any(joins)
}

/// Words that may restrict.
fn restricting(words: &[Token], table: &Table) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (meaning, length) = table.phrases.longest(&words[at..]).unzip();
        if !matches!(
            meaning,
            Some(Meaning::Word(Class::Neutral | Class::Locative | Class::Origin | Class::Records))
        ) {
            found.push(words[at].word.clone());
        }
        at += length.unwrap_or(1);
    }
    found
}

/// What cuts one claim.
struct Cut<'a, 't> {
    table: &'t Table,
    text: &'a str,
    /// Names in the claim, by where they start.
    named: BTreeMap<usize, (Span, &'a Entity)>,
    /// Figures and times in the claim, by where they start.
    covers: Vec<(Span, Cover<'a>)>,
}

#[derive(Clone, Copy)]
enum Cover<'a> {
    Figure(&'a Quantity),
    Time(&'a Time),
}

fn lies_in(claim: &Claim, span: Span) -> bool {
    claim.content.iter().any(|content| content.contains(span))
}

/// Names that stand in the claim, without those that a figure is part of.
fn named<'a>(reading: &'a Reading, claim: &Claim) -> BTreeMap<usize, (Span, &'a Entity)> {
    named_in(reading, |span| lies_in(claim, span))
}

fn named_in(reading: &Reading, lies_in: impl Fn(Span) -> bool) -> BTreeMap<usize, (Span, &Entity)> {
    let mut found: BTreeMap<usize, (Span, &Entity)> = BTreeMap::new();
    for entity in reading.entities.iter().filter(|entity| !entity.identifiers.is_empty()) {
        for mention in entity.mentions.iter().filter(|m| m.form == MentionForm::Name && lies_in(m.span)) {
            if !reading.quantities.iter().any(|quantity| quantity.span.overlaps(mention.span)) {
                let longest = found
                    .get(&mention.span.start())
                    .is_none_or(|(known, _)| known.len() < mention.span.len());
                if longest {
                    found.insert(mention.span.start(), (mention.span, entity));
                }
            }
        }
    }
    found
}

/// Times of the claim, and its figures that are not part of a time.
fn covers<'a>(reading: &'a Reading, claim: &Claim) -> Vec<(Span, Cover<'a>)> {
    let times: Vec<&Time> = reading.times.iter().filter(|time| lies_in(claim, time.span)).collect();
    let in_time = |span: Span| times.iter().any(|time| time.span.overlaps(span));
    let figures = reading.quantities.iter().filter(|q| lies_in(claim, q.span) && !in_time(q.span));
    let mut all: Vec<(Span, Cover<'_>)> = figures.map(|q| (q.span, Cover::Figure(q))).collect();
    all.extend(times.iter().map(|time| (time.span, Cover::Time(time))));
    all.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
    all
}

impl<'a> Cut<'a, '_> {
    fn all(&self, words: &[Token]) -> Vec<Part<'a>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let (what, length) = self.next(&words[at..]);
            let range = words[at].start..words[at + length - 1].end;
            found.push(Part { words: self.text.get(range).unwrap_or_default(), what });
            at += length;
        }
        found
    }

    /// The part that `words` open with, and how many of them it takes: at least one.
    fn next(&self, words: &[Token]) -> (What<'a>, usize) {
        let phrase = self.table.phrases.longest(words);
        if let Some((meaning @ Meaning::Word(Class::YearBefore), length)) = phrase {
            return (What::Meant(meaning.clone()), length);
        }
        if let Some((years, length)) = fiscal(words) {
            let said = Said::fiscal(&years, &self.times_over(&words[..length]), self.table);
            return (What::Period(said), length);
        }
        self.covered(words).unwrap_or_else(|| self.named_or_meant(words, phrase))
    }

    /// Times that share a word with `words`.
    fn times_over(&self, words: &[Token]) -> Vec<&'a Time> {
        let range = words.first().map_or(0, |w| w.start)..words.last().map_or(0, |w| w.end);
        let shares = |span: &Span| span.start() < range.end && range.start < span.end();
        let times = self.covers.iter().filter(|(span, _)| shares(span));
        times
            .filter_map(|(_, cover)| if let Cover::Time(time) = cover { Some(*time) } else { None })
            .collect()
    }

    /// The figure or time that starts here. A time that names fiscal years is not one: its words speak for themselves.
    fn covered(&self, words: &[Token]) -> Option<(What<'a>, usize)> {
        let first = words.first()?;
        let starts = |span: &Span| span.start() <= first.start && first.start < span.end();
        let (span, cover) = self.covers.iter().find(|(span, _)| starts(span))?;
        let length = words.iter().take_while(|word| word.start < span.end()).count();
        match cover {
            Cover::Figure(quantity) => Some((What::Figure(quantity), length)),
            Cover::Time(_) if (1..length).any(|at| fiscal(&words[at..]).is_some()) => None,
            Cover::Time(_) if span.start() < first.start => None,
            Cover::Time(time) => Some((What::Period(of_time(time, span.of(self.text), self.table)), length)),
        }
    }

    /// A name whose entity has a code, or a phrase of the table: the longer one, and the name if they are alike.
    fn named_or_meant(&self, words: &[Token], phrase: Option<(&Meaning, usize)>) -> (What<'a>, usize) {
        let meant =
            phrase.map_or((What::Unread, 1), |(meaning, length)| (What::Meant(meaning.clone()), length));
        let Some((span, entity)) = words.first().and_then(|word| self.named.get(&word.start)) else {
            return meant;
        };
        let length = words.iter().take_while(|word| word.start < span.end()).count().max(1);
        if phrase.is_some_and(|(_, phrase_length)| phrase_length > length) {
            return meant;
        }
        let own = phrase.filter(|(_, phrase_length)| *phrase_length == length).map(|(meaning, _)| meaning);
        let what = match (self.coded(entity), own) {
            (Some(coded), None | Some(Meaning::Unsure)) => What::Meant(coded),
            (Some(_), Some(Meaning::Ambiguous)) => What::Meant(Meaning::Ambiguous),
            (Some(coded), Some(own)) if coded.is_alike(own) => What::Meant(coded),
            // A country whose code the table does not know is known by its name.
            (Some(Meaning::NoValue { .. }), Some(own @ Meaning::Value { .. })) if !self.has_code(own) => {
                What::Meant(own.clone())
            }
            (Some(_), Some(Meaning::Value { .. } | Meaning::NoValue { .. })) => {
                What::Meant(Meaning::Ambiguous)
            }
            // A country by its words that the text uses for a place which is none: Georgia, the state.
            (None, Some(Meaning::Value { dimension, .. } | Meaning::NoValue { dimension }))
                if entity.kind == EntityKind::Place
                    && self.table.dimensions[*dimension].column.terms.countries =>
            {
                What::Meant(Meaning::Ambiguous)
            }
            _ => return meant,
        };
        (what, length)
    }

    fn has_code(&self, meaning: &Meaning) -> bool {
        let Meaning::Value { dimension, value, .. } = meaning else { return false };
        self.table.dimensions[*dimension].codes.values().any(|coded| coded == value)
    }

    /// What an entity's codes mean to the table.
    fn coded(&self, entity: &Entity) -> Option<Meaning> {
        let codes = || entity.identifiers.iter();
        for (at, dimension) in self.table.dimensions.iter().enumerate() {
            if let Some(value) = codes().find_map(|code| dimension.codes.get(&code.value)) {
                let name = entity.kind == EntityKind::Place && dimension.column.terms.countries;
                return Some(Meaning::Value { dimension: at, value: value.clone(), name });
            }
            if dimension.column.terms.countries && codes().any(|code| code.scheme == "iso3166-1-alpha2") {
                return Some(Meaning::NoValue { dimension: at });
            }
        }
        None
    }
}

fn outside(words: Vec<Token>, said: &[Range<usize>]) -> Vec<Token> {
    let is_said = |word: &Token| said.iter().any(|range| range.start < word.end && word.start < range.end);
    words.into_iter().filter(|word| !is_said(word)).collect()
}

/// Whether a figure's period or what it counts was carried over from elsewhere.
pub fn is_carried(quantity: &Quantity) -> bool {
    !quantity.carried.is_empty()
}

/// Whether `link` leads to something outside the claim.
pub fn leads_out(claim: &Claim, link: Option<&Link>) -> bool {
    link.and_then(Link::id).is_some_and(|id| !claim.times.iter().any(|own| own.id() == Some(id)))
}
