//! What is found in an article: the items of the public contract, one struct each.
//!
//! Extractors fill everything but `id`; assembly gives ids in text order. Enumerations serialize to the words of
//! the contract. Every field that came from the text carries its span.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Bound, Carried, Certainty, ComparisonKind, EntityKind, FindingKind, Form, MarkerKind, Meaning,
    MentionForm, Polarity, Precision, QuantityKind, SourceKind, Span, Stance, Standing, Status, Tense,
    TimeKind, Verdict,
};

/// A reference to another item of the same article.
///
/// While extractors work it is the place of that item; assembly turns it into the item's id, and only then can it
/// be serialized.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Link {
    /// The span of the item referred to.
    At(Span),
    /// Its id, or a word of the contract such as `published`.
    Id(String),
}

impl Link {
    /// The anchor of times that count from the publication date.
    pub fn published() -> Link {
        Link::Id("published".to_owned())
    }

    /// The id, once assembled.
    pub fn id(&self) -> Option<&str> {
        match self {
            Link::Id(id) => Some(id),
            Link::At(_) => None,
        }
    }
}

impl From<String> for Link {
    fn from(id: String) -> Link {
        Link::Id(id)
    }
}

impl Serialize for Link {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.id().serialize(out)
    }
}

/// A person, place, organisation … of the article and everywhere it is mentioned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// `e3`.
    #[serde(default)]
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name in the article.
    pub name: String,
    /// Candidates in outside lists; never an identity.
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
    /// What the entity is said to be.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Latitude of a place in degrees; of what is large, its middle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Longitude of a place in degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// What the coordinates are those of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    /// Every mention, in text order.
    pub mentions: Vec<Mention>,
}

/// A candidate in an outside list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Identifier {
    pub scheme: String,
    pub value: String,
    pub score: f32,
}

/// A title or function that the text gives an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Role {
    pub title: String,
    #[serde(flatten)]
    pub span: Span,
    pub organization: Option<Link>,
}

/// One place where an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Mention {
    #[serde(flatten)]
    pub span: Span,
    pub form: MentionForm,
}

/// A time expression (TIMEX3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// `t1`.
    #[serde(default)]
    pub id: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeKind,
    /// TIMEX3 value.
    pub value: Option<String>,
    /// First day of the period.
    pub from: Option<Date>,
    /// Last day of the period.
    pub to: Option<Date>,
    /// What it was resolved against.
    pub anchor: Option<Link>,
    /// What else the words may mean: 03/06/2024 is a day of March or of June.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
}

/// Another meaning of a time expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// TIMEX3 value.
    pub value: String,
    /// First day of the period.
    pub from: Option<Date>,
    /// Last day of the period.
    pub to: Option<Date>,
}

/// A figure with its bound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// `q1`.
    #[serde(default)]
    pub id: String,
    /// The number with its bound, without the counted noun: "more than 1,500".
    #[serde(flatten)]
    pub span: Span,
    /// The number; the low end of a range.
    pub value: Option<f64>,
    /// The high end of a range.
    pub high: Option<f64>,
    /// How it is bounded.
    pub bound: Bound,
    /// "only", "just", "record": a comment that bounds nothing.
    pub emphasis: Option<String>,
    /// UCUM or ISO 4217 code where one fits, `person` for people, else the noun; `None` for a plain count.
    pub unit: Option<String>,
    /// What sort of figure.
    pub kind: QuantityKind,
    /// What is counted or measured.
    pub item: Option<Span>,
    /// What happened to it: the lemma of the governing event.
    pub measure: Option<String>,
    /// Where it holds: an entity.
    pub place: Option<Link>,
    /// When it holds: a time.
    pub time: Option<Link>,
    /// The event it counts.
    pub event: Option<Link>,
    /// Which of these are carried over from elsewhere, in the order of the contract.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<Carried>,
    /// "32,000 more" is additive, "an earlier toll of 27" superseded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
}

impl Quantity {
    /// A figure with its number and bound alone.
    pub fn new(id: String, span: Span, kind: QuantityKind, value: Option<f64>, bound: Bound) -> Quantity {
        Quantity {
            id,
            span,
            value,
            high: None,
            bound,
            emphasis: None,
            unit: None,
            kind,
            item: None,
            measure: None,
            place: None,
            time: None,
            event: None,
            carried: Vec::new(),
            standing: None,
        }
    }
}

/// Something that happens, with how sure the text is of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Event {
    #[serde(default)]
    pub id: String,
    #[serde(flatten)]
    pub span: Span,
    pub lemma: String,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub certainty: Certainty,
    pub polarity: Polarity,
    /// -3 (not so) over 0 (open) to 3 (so), as far as the text says: finer than certainty and polarity, which stand
    /// for it where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factuality: Option<f32>,
    pub tense: Tense,
    #[serde(default)]
    pub participants: Vec<Participant>,
    pub place: Option<Link>,
    pub time: Option<Link>,
    #[serde(default)]
    pub quantities: Vec<Link>,
}

/// Who or what takes part in an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Participant {
    pub role: String,
    #[serde(flatten)]
    pub span: Span,
    pub entity: Option<Link>,
}

/// Who says what, and by which words (PARC3, PolNeAR).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// `a1`.
    #[serde(default)]
    pub id: String,
    /// The whole noun phrase; empty where the article leaves the source out.
    pub source: Vec<Span>,
    /// The lexical trigger; empty for a quotation that nothing introduces.
    pub cue: Vec<Span>,
    /// The words attributed; more than one span when discontinuous.
    pub content: Vec<Span>,
    /// Whether the content is quoted.
    pub form: Form,
    /// Who the source is.
    pub source_entity: Option<Link>,
    /// What kind of source.
    pub source_kind: Option<SourceKind>,
    /// The attribution whose content holds this one. Assembly sets it.
    pub inside: Option<Link>,
    /// How the cue presents the act.
    pub stance: Option<Stance>,
    /// Whether the source takes a stand to the content ("supports the bill", "declined to comment") rather than claiming
    /// it: then nothing is claimed but that it does. Seen by assembly, not part of the contract.
    #[serde(skip)]
    pub attitude: bool,
}

/// A clause-sized proposition, who vouches for it and how sure they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// `c12`.
    #[serde(default)]
    pub id: String,
    /// Stable over runs: a hash of the words and the chain.
    pub key: String,
    /// The words claimed.
    pub content: Vec<Span>,
    /// Whether they are quoted.
    pub form: Form,
    /// Who vouches, outermost first: the article, then attributions, each inside the one before. "The Courier reported that
    /// officials said …" is article > The Courier > officials; the last one is whose words these are.
    pub chain: Vec<Link>,
    /// How sure the claimant is.
    pub certainty: Certainty,
    /// What the claimant does with it.
    pub status: Status,
    /// Whether the claimant holds it to be so or not so.
    pub polarity: Polarity,
    /// The words that decided status and certainty.
    pub markers: Vec<Marker>,
    /// Items inside the content.
    pub entities: Vec<Link>,
    /// Items inside the content.
    pub times: Vec<Link>,
    /// Items inside the content.
    pub quantities: Vec<Link>,
    /// Items inside the content.
    pub events: Vec<Link>,
    /// 0 to 1; `None` where nothing judged it.
    pub check_worthiness: Option<f32>,
    /// What its words mean, to be compared; `None` where no model was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<Meaning>,
    /// 0 to 1: how sure the extractors are of this claim's form and limits.
    pub confidence: f32,
}

/// A word that tells how sure a claimant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Marker {
    #[serde(flatten)]
    pub span: Span,
    pub kind: MarkerKind,
}

/// A causal link that a cue states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Cause {
    #[serde(default)]
    pub id: String,
    pub cause: Span,
    pub effect: Span,
    pub cue: Option<Span>,
    pub certainty: Certainty,
    pub claim: Option<Link>,
}

/// Two figures that the text sets against each other. Of a subset or share `a` is the part and `b` the whole, of a
/// change `a` is the earlier and `b` the later figure; else they stand in text order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Comparison {
    #[serde(default)]
    pub id: String,
    pub kind: ComparisonKind,
    pub a: Link,
    pub b: Link,
    pub cue: Option<Span>,
}

/// What a careful reader would compute from this article alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// `f1`.
    #[serde(default)]
    pub id: String,
    /// What was computed.
    pub kind: FindingKind,
    /// The items it rests on.
    pub about: Vec<Link>,
    /// What comes of it.
    pub verdict: Verdict,
    /// One sentence for people.
    pub statement: String,
    /// The arithmetic, to be replayed.
    pub derivation: String,
}
