//! Items of a reading by id, and the chain of those who vouch for a claim.

use std::collections::HashMap;

use crate::{Attribution, Claim, Entity, Link, MentionForm, Quantity, Reading, SourceKind, Span, Time};

/// The items of one reading by their ids.
pub struct Lookup<'a> {
    /// The reading that the ids belong to.
    pub reading: &'a Reading,
    attributions: HashMap<&'a str, &'a Attribution>,
    entities: HashMap<&'a str, &'a Entity>,
    times: HashMap<&'a str, &'a Time>,
    quantities: HashMap<&'a str, &'a Quantity>,
}

impl<'a> Lookup<'a> {
    /// Indexes `reading`.
    pub fn of(reading: &'a Reading) -> Lookup<'a> {
        Lookup {
            reading,
            attributions: reading.attributions.iter().map(|a| (a.id.as_str(), a)).collect(),
            entities: reading.entities.iter().map(|e| (e.id.as_str(), e)).collect(),
            times: reading.times.iter().map(|t| (t.id.as_str(), t)).collect(),
            quantities: reading.quantities.iter().map(|q| (q.id.as_str(), q)).collect(),
        }
    }

    /// The attribution that `link` names.
    pub fn attribution(&self, link: &Link) -> Option<&'a Attribution> {
        self.attributions.get(link.id()?).copied()
    }

    /// The entity that `link` names.
    pub fn entity(&self, link: &Link) -> Option<&'a Entity> {
        self.entities.get(link.id()?).copied()
    }

    /// The time that `link` names.
    pub fn time(&self, link: &Link) -> Option<&'a Time> {
        self.times.get(link.id()?).copied()
    }

    /// The figure that `link` names.
    pub fn quantity(&self, link: &Link) -> Option<&'a Quantity> {
        self.quantities.get(link.id()?).copied()
    }

    /// The words under `spans`; parts that stand apart are joined by " … ".
    pub fn words(&self, spans: &[Span]) -> String {
        let text = self.reading.article.text();
        spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")
    }

    /// Who vouches for `claim` below the article, outermost first; empty for the article's own voice.
    pub fn sources(&self, claim: &Claim) -> Vec<Voucher<'a>> {
        let below = claim.chain.iter().filter(|link| link.id() != Some(ARTICLE));
        below.map(|link| self.voucher(link)).collect()
    }

    fn voucher(&self, link: &Link) -> Voucher<'a> {
        let attribution = self.attribution(link);
        let entity = attribution.and_then(|a| self.entity(a.source_entity.as_ref()?));
        let words = attribution.map(|a| self.words(&a.source)).unwrap_or_default();
        let cue = attribution.map(|a| self.words(&a.cue)).unwrap_or_default();
        Voucher { attribution, entity, words, cue }
    }
}

/// The word of the contract for the article itself in a claim's chain.
const ARTICLE: &str = "article";

/// One link of a claim's chain: who vouches, and by which words the article says so.
#[derive(Clone, Debug)]
pub struct Voucher<'a> {
    /// The attribution; `None` where the chain names one that is not there.
    pub attribution: Option<&'a Attribution>,
    /// Whom the source's words mean.
    pub entity: Option<&'a Entity>,
    /// The source's words; empty where the article leaves it out.
    pub words: String,
    /// The cue's words; empty where nothing introduces the content.
    pub cue: String,
}

/// What stands in place of a source that the article does not name.
pub const UNNAMED: &str = "unnamed";

impl Voucher<'_> {
    /// The source for people: its words, whom a pronoun means, and that it is unnamed where it is.
    pub fn name(&self) -> String {
        if self.words.is_empty() {
            return UNNAMED.to_owned();
        }
        // The comma that closes an apposition belongs to the source's span, but to nobody's name.
        let words = self.words.trim_end_matches(',');
        match self.resolved() {
            Some(name) => format!("{words} [{name}]"),
            None if self.basis() == Basis::Unnamed => format!("{words} [{UNNAMED}]"),
            None => words.to_owned(),
        }
    }

    /// The name that the source's words stand for, where they do not say it themselves.
    fn resolved(&self) -> Option<&str> {
        let name = self.entity?.name.as_str();
        let said = self.words.to_lowercase().contains(&name.to_lowercase());
        (!said && self.is_named()).then_some(name)
    }

    fn is_named(&self) -> bool {
        self.entity.is_some_and(|e| e.mentions.iter().any(|m| m.form == MentionForm::Name))
    }

    /// What kind of source it is.
    pub fn basis(&self) -> Basis {
        let kind = self.attribution.and_then(|a| a.source_kind);
        match kind {
            _ if self.words.is_empty() => Basis::Unnamed,
            Some(SourceKind::Person | SourceKind::Organization | SourceKind::Publication) => Basis::Named,
            Some(SourceKind::Unnamed) => Basis::Unnamed,
            Some(SourceKind::Document) => Basis::Document,
            _ if self.is_named() => Basis::Named,
            Some(SourceKind::Group) => Basis::Group,
            None => Basis::Unclear,
        }
    }
}

/// On whose word a claim rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A person, organisation, publication or named group.
    Named,
    /// A group or institution of which nobody is named: "residents", "the customs service".
    Group,
    /// A document or data.
    Document,
    /// A source that the article does not name, or leaves out.
    Unnamed,
    /// A source of which nothing is known but its words.
    Unclear,
    /// The article itself.
    OwnVoice,
}

impl Basis {
    /// Every basis, in the order it is shown.
    pub const ALL: [Basis; 6] =
        [Basis::Named, Basis::Group, Basis::Document, Basis::Unnamed, Basis::Unclear, Basis::OwnVoice];

    /// What it is called in a report.
    pub fn about(self) -> &'static str {
        match self {
            Basis::Named => "named sources",
            Basis::Group => "groups, nobody named",
            Basis::Document => "documents and data",
            Basis::Unnamed => "unnamed sources",
            Basis::Unclear => "sources of unclear kind",
            Basis::OwnVoice => "the article's own voice",
        }
    }
}
