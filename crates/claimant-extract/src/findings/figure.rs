//! A figure with all that a comparison needs: what it allows, what it counts, when, and who says so.

use std::collections::BTreeMap;

use claimant_doc::{
    Attribution, Carried, Claim, Date, Link, Quantity, QuantityKind, Reading, Span, Status, Time, cover,
};

use super::interval::Interval;
use super::period::Period;
use crate::lexicon;

/// One figure of a reading.
pub struct Figure<'r> {
    pub quantity: &'r Quantity,
    pub allows: Interval,
    pub period: Option<Period>,
    /// The words that give the period.
    pub when: Option<&'r str>,
    pub item: Option<Item>,
    /// Index of its sentence.
    pub sentence: usize,
    /// The words of who vouches; `None` where the article itself does.
    pub source: Option<&'r str>,
    /// What the source does with it, if not assert.
    pub status: Option<Status>,
    /// Capitalised places right after it in its sentence: "in Kherson".
    pub places: Vec<&'r str>,
    /// A plain count of something, fit to be compared with another.
    pub counts: bool,
    text: &'r str,
}

/// What is counted, by words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The noun, in its base form.
    pub head: String,
    /// The other words, in lower case and sorted.
    pub words: Vec<String>,
    /// First letters of its names: "Tajikistan" and "Tajik" agree.
    pub names: Vec<String>,
}

/// Every figure that has a value, in text order.
pub fn all(reading: &Reading) -> Vec<Figure<'_>> {
    let times: BTreeMap<&str, &Time> = reading.times.iter().map(|t| (t.id.as_str(), t)).collect();
    let (holders, sources) = (holders(reading), Sources::of(reading));
    reading.quantities.iter().filter_map(|q| figure(reading, q, &times, &holders, &sources)).collect()
}

/// The claim nearest to each figure: the shortest that holds it.
fn holders(reading: &Reading) -> BTreeMap<&str, &Claim> {
    let length = |claim: &Claim| claim.content.iter().map(|span| span.len()).sum::<usize>();
    let mut holders: BTreeMap<&str, &Claim> = BTreeMap::new();
    for claim in &reading.claims {
        for id in claim.quantities.iter().filter_map(Link::id) {
            let held = holders.entry(id).or_insert(claim);
            if length(claim) < length(held) {
                *held = claim;
            }
        }
    }
    holders
}

fn figure<'r>(
    reading: &'r Reading,
    quantity: &'r Quantity,
    times: &BTreeMap<&str, &'r Time>,
    holders: &BTreeMap<&str, &'r Claim>,
    sources: &Sources<'r>,
) -> Option<Figure<'r>> {
    let text = reading.article.text();
    // A period that the text does not state here is no ground for arithmetic.
    let stated = quantity.time.as_ref().filter(|_| !quantity.carried.contains(&Carried::Time));
    let time = stated.and_then(Link::id).and_then(|id| times.get(id).copied());
    let claim = holders.get(quantity.id.as_str()).copied();
    let sentence =
        reading.sentences.partition_point(|s| s.start() <= quantity.span.start()).saturating_sub(1);
    let status = claim.map(|c| c.status).filter(|s| *s != Status::Asserted);
    let end = reading.sentences.get(sentence).map_or(text.len(), |s| s.end());
    Some(Figure {
        quantity,
        allows: Interval::of(quantity)?,
        period: time.and_then(Period::of).map(|p| elapsed(p, reading.article.published.as_deref(), status)),
        when: time.map(|t| t.span.of(text)),
        item: quantity.item.and_then(|span| item(span.of(text))),
        sentence,
        source: sources.at(claim, quantity.span),
        status,
        places: places(text.get(quantity.span.end()..end).unwrap_or_default()),
        counts: quantity.kind == QuantityKind::Count && is_plain(quantity),
        text,
    })
}

/// A count of what has happened ends with the day of publication: "this year" is the year so far.
fn elapsed(period: Period, published: Option<&str>, status: Option<Status>) -> Period {
    let today: Option<Date> = published.and_then(|day| day.get(..10)).and_then(|day| day.parse().ok());
    match today {
        Some(today) if period.from <= today && status != Some(Status::Predicted) => {
            Period { to: period.to.min(today), ..period }
        }
        _ => period,
    }
}

fn is_plain(quantity: &Quantity) -> bool {
    quantity.unit.as_deref().is_none_or(|unit| unit == "person") && quantity.item.is_some()
}

/// Who vouches where: attributions by id, and what they hold by place.
struct Sources<'r> {
    text: &'r str,
    by_id: BTreeMap<&'r str, &'r Attribution>,
    contents: Vec<(Span, &'r Attribution)>,
}

impl<'r> Sources<'r> {
    fn of(reading: &'r Reading) -> Sources<'r> {
        let by_id = reading.attributions.iter().map(|a| (a.id.as_str(), a)).collect();
        let mut contents: Vec<_> =
            reading.attributions.iter().flat_map(|a| a.content.iter().map(move |part| (*part, a))).collect();
        contents.sort_by_key(|(part, _)| *part);
        Sources { text: reading.article.text(), by_id, contents }
    }

    /// The innermost source of the claim that holds the figure, else of the attribution around it.
    fn at(&self, claim: Option<&Claim>, span: Span) -> Option<&'r str> {
        let attribution = match claim {
            Some(claim) => claim.chain.last().and_then(Link::id).and_then(|id| self.by_id.get(id).copied()),
            None => self.around(span),
        }?;
        Some(cover(&attribution.source).map_or("an unnamed source", |span| span.of(self.text)))
    }

    /// The shortest content that holds `span`, among the last few that begin before it.
    fn around(&self, span: Span) -> Option<&'r Attribution> {
        const LAST: usize = 16;
        let end = self.contents.partition_point(|(part, _)| part.start() <= span.start());
        let near = self.contents[..end].iter().rev().take(LAST).filter(|(part, _)| part.contains(span));
        near.min_by_key(|(part, _)| part.len()).map(|(_, attribution)| *attribution)
    }
}

/// Words that carry no meaning of an item.
const EMPTY: [&str; 14] = [
    "the",
    "a",
    "an",
    "of",
    "from",
    "in",
    "and",
    "other",
    "more",
    "these",
    "those",
    "its",
    "their",
    "additional",
];

/// Reads the words of an item; `None` if there is no word in it.
fn item(words: &str) -> Option<Item> {
    let main =
        [" from ", " of ", " in "].iter().fold(words, |rest, cut| rest.split(cut).next().unwrap_or(rest));
    let head = main.split_whitespace().next_back()?.trim_matches(|c: char| !c.is_alphanumeric());
    let name = |word: &str| word.starts_with(char::is_uppercase);
    let clean = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // All in capitals, nothing is told from a name.
    let shouted = !words.contains(char::is_lowercase);
    let mut names: Vec<String> = clean.clone().filter(|w| name(w) && !shouted).map(stem).collect();
    let mut others: Vec<String> = clean
        .map(str::to_lowercase)
        .filter(|w| !EMPTY.contains(&w.as_str()) && *w != head.to_lowercase())
        .collect();
    names.sort();
    names.dedup();
    others.sort();
    Some(Item { head: singular(head), words: others, names })
}

/// The first five letters: "Tajik" and "Tajikistan" agree, "Iran" and "Iraq" do not.
fn stem(name: &str) -> String {
    name.chars().take(5).flat_map(char::to_lowercase).collect()
}

fn singular(noun: &str) -> String {
    let base = lexicon::lemma(noun, claimant_doc::Tag::Nns).to_lowercase();
    match base.as_str() {
        "people" | "persons" => "person".to_owned(),
        word => {
            word.strip_suffix('s').filter(|w| w.len() > 3 && !w.ends_with('s')).unwrap_or(word).to_owned()
        }
    }
}

/// One word for events that news tells in several.
fn event(measure: &str) -> &str {
    match measure {
        "killed" | "die" | "died" | "dead" | "perish" | "perished" | "slay" => "kill",
        "injured" | "wound" | "wounded" | "hurt" => "injure",
        "detain" | "detained" | "arrested" => "arrest",
        word => word,
    }
}

/// Names after "in", "at", "near", "outside".
fn places(rest: &str) -> Vec<&str> {
    const BEFORE: [&str; 5] = ["in", "at", "near", "outside", "around"];
    let words: Vec<&str> = rest.split_whitespace().take(24).collect();
    let named = |pair: &[&str]| BEFORE.contains(&pair[0]) && pair[1].starts_with(char::is_uppercase);
    let clean = |word: &'_ str| word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    words.windows(2).filter(|pair| named(pair)).filter_map(|pair| pair[1].get(..clean(pair[1]))).collect()
}

impl<'r> Figure<'r> {
    /// Its id.
    pub fn id(&self) -> &'r str {
        &self.quantity.id
    }

    /// The number as written.
    pub fn written(&self) -> &'r str {
        self.quantity.span.of(self.text)
    }

    /// What happened, in its base form.
    pub fn measure(&self) -> Option<&'r str> {
        self.quantity.measure.as_deref()
    }

    /// Whether it is held to be so: a forecast, a condition, a question or a denial contradicts nothing.
    pub fn is_claimed(&self) -> bool {
        !matches!(
            self.status,
            Some(Status::Predicted | Status::Hypothetical | Status::Asked | Status::Denied)
        )
    }

    /// The figure and what it counts as one quotation.
    pub fn quoted(&self) -> String {
        let after = self.quantity.item.filter(|item| {
            let gap = item.start().checked_sub(self.quantity.span.end());
            gap.is_some_and(|gap| gap <= 8)
        });
        let span = after.map_or(self.quantity.span, |item| self.quantity.span.to(item));
        format!("“{}”", span.of(self.text))
    }

    /// The quotation with its time, who says so, and how.
    pub fn told(&self) -> String {
        let mut told = self.quoted();
        if let Some(when) = self.when {
            told.push_str(&format!(" ({when})"));
        }
        match (self.status, self.source) {
            (Some(status), Some(source)) => told.push_str(&format!(" [{status}, by {source}]")),
            (Some(status), None) => told.push_str(&format!(" [{status}]")),
            (None, Some(source)) => told.push_str(&format!(" [by {source}]")),
            (None, None) => {}
        }
        told
    }

    /// Whether both count the very same kind of thing, by words.
    pub fn same_item(&self, other: &Figure<'_>) -> bool {
        let same =
            self.item.is_some() && self.item == other.item && self.quantity.unit == other.quantity.unit;
        same || self.is_toll() && other.is_toll()
    }

    /// A count of the dead that names no kind of person: "15 people were killed", "a death toll of 15".
    fn is_toll(&self) -> bool {
        let Some(item) = &self.item else { return false };
        let counted = matches!(item.head.as_str(), "toll" | "death" | "fatality");
        let people = item.head == "person" && self.measure().map(event) == Some("kill");
        (counted || people) && item.names.is_empty() && item.words.iter().all(|word| word == "death")
    }

    /// Whether one item may be part of the other: persons of the same nation, or the same noun in the same event.
    pub fn kindred(&self, other: &Figure<'_>) -> bool {
        let (Some(a), Some(b)) = (&self.item, &other.item) else { return false };
        let persons = |f: &Figure<'_>| f.quantity.unit.as_deref() == Some("person");
        let nation = !a.names.is_empty() && a.names == b.names && persons(self) && persons(other);
        nation || a.head == b.head && a.names == b.names && self.same_measure(other)
    }

    /// Whether both tell of the same kind of event; unknown agrees with nothing.
    pub fn same_measure(&self, other: &Figure<'_>) -> bool {
        let same = self.measure().is_some() && self.measure().map(event) == other.measure().map(event);
        same || self.is_toll() && other.is_toll()
    }

    /// Whether the two name different places.
    pub fn elsewhere(&self, other: &Figure<'_>) -> bool {
        let (a, b) = (&self.places, &other.places);
        !a.is_empty() && !b.is_empty() && !a.iter().any(|place| b.contains(place))
            || a.is_empty() != b.is_empty() && self.sentence == other.sentence
    }
}
