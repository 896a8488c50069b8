//! One article as an export sees it: claims with their keys, who vouches, how they stand, and offsets in code points.

use std::collections::BTreeMap;

use claimant_doc::{Article, Claim, CodePoints, Entity, Event, Link, Lookup, Reading, Span, Voucher};

use super::node::{Node, list, object};
use crate::key::{article_key, claim_keys};
use crate::review::{Reviewed, Shown};

/// A reviewed reading with what is looked up in it.
pub(super) struct View<'a> {
    pub reviewed: &'a Reviewed,
    pub reading: &'a Reading,
    pub lookup: Lookup<'a>,
    pub points: CodePoints<'a>,
    /// The article's key.
    pub key: String,
    claim_keys: Vec<String>,
    events: BTreeMap<&'a str, &'a Event>,
}

impl<'a> View<'a> {
    pub fn of(reviewed: &'a Reviewed) -> View<'a> {
        let reading = &reviewed.reading;
        View {
            reviewed,
            reading,
            lookup: Lookup::of(reading),
            points: CodePoints::of(reading.article.text()),
            key: article_key(&reading.article),
            claim_keys: claim_keys(reading),
            events: reading.events.iter().map(|event| (event.id.as_str(), event)).collect(),
        }
    }

    pub fn article(&self) -> &'a Article {
        &self.reading.article
    }

    /// The article's address in formats that want one for everything: its own if it is one, else one made of its key.
    pub fn address(&self) -> String {
        self.url().map_or_else(|| self.urn(), str::to_owned)
    }

    /// The article's address, where what is given as one can be.
    pub fn url(&self) -> Option<&'a str> {
        self.article().url.as_deref().filter(|url| is_address(url))
    }

    /// A name for the article that is an address.
    pub fn urn(&self) -> String {
        format!("urn:claimant:{}", self.key)
    }

    /// Every claim with its key.
    pub fn claims(&self) -> impl Iterator<Item = (&'a Claim, &str)> {
        self.reading.claims.iter().zip(self.claim_keys.iter().map(String::as_str))
    }

    /// Claims that no person has rejected, each with its key.
    pub fn kept(&self) -> impl Iterator<Item = (&'a Claim, &str)> {
        self.claims().filter(|(claim, _)| !self.reviewed.is_rejected(&claim.id))
    }

    /// What was decided of the item with this id, oldest first.
    pub fn decisions(&self, id: &str) -> impl Iterator<Item = &'a Shown> {
        self.reviewed.about(id)
    }

    pub fn quote(&self, span: Span) -> &'a str {
        span.of(self.article().text())
    }

    /// Start and end in code points.
    pub fn ends(&self, span: Span) -> [u32; 2] {
        [span.start(), span.end()].map(|byte| self.points.count(byte))
    }

    /// The claim's words; parts that stand apart are joined by " … ".
    pub fn content(&self, claim: &Claim) -> String {
        self.lookup.words(&claim.content)
    }

    /// Who vouches, outermost first: `article > The Courier > unnamed`.
    pub fn who(&self, claim: &Claim) -> String {
        let below = self.lookup.sources(claim).iter().map(|v| format!(" > {}", v.name())).collect::<String>();
        format!("article{below}")
    }

    /// A claim in one line, which tells how it stands and who vouches before it says what is claimed: so it may be
    /// cut.
    pub fn line(&self, claim: &Claim) -> String {
        format!("{}; {}: {}", stands(claim), self.who(claim), self.content(claim))
    }

    /// Who vouches, each with the words that say so.
    pub fn chain(&self, claim: &Claim) -> Node {
        let below = self.lookup.sources(claim).into_iter().map(|voucher| self.voucher(&voucher));
        Node::List(std::iter::once(object([("source", "article".into())])).chain(below).collect())
    }

    fn voucher(&self, voucher: &Voucher<'_>) -> Node {
        let attribution = voucher.attribution;
        object([
            ("source", voucher.name().into()),
            ("kind", attribution.and_then(|a| a.source_kind).map(|kind| kind.word()).into()),
            ("cue", Some(voucher.cue.as_str()).filter(|cue| !cue.is_empty()).into()),
            ("stance", attribution.and_then(|a| a.stance).map(|stance| stance.word()).into()),
        ])
    }

    /// A claim with everything that it rests on, by the names of the contract.
    pub fn record(&self, claim: &Claim, key: &str) -> Node {
        object([
            ("id", claim.id.as_str().into()),
            ("key", key.into()),
            ("status", claim.status.word().into()),
            ("certainty", claim.certainty.word().into()),
            ("polarity", claim.polarity.word().into()),
            ("form", claim.form.word().into()),
            ("chain", self.chain(claim)),
            ("content", Node::List(claim.content.iter().map(|span| self.place(*span)).collect())),
            ("markers", self.markers(claim)),
            (
                "entities",
                list(claim.entities.iter().filter_map(|link| self.lookup.entity(link)).map(|e| &e.name)),
            ),
            ("times", list(claim.times.iter().filter_map(|link| self.period(link)))),
            ("figures", list(claim.quantities.iter().filter_map(|link| self.figure(link)))),
            ("check_worthiness", claim.check_worthiness.into()),
            ("confidence", claim.confidence.into()),
            ("review", Node::List(self.decisions(&claim.id).map(decision).collect()).unless_empty()),
        ])
    }

    /// A span with its words.
    pub fn place(&self, span: Span) -> Node {
        let [start, end] = self.ends(span);
        object([("start", start.into()), ("end", end.into()), ("quote", self.quote(span).into())])
    }

    fn markers(&self, claim: &Claim) -> Node {
        let marker = |kind: &str, span| {
            let [start, end] = self.ends(span);
            object([
                ("kind", kind.into()),
                ("start", start.into()),
                ("end", end.into()),
                ("quote", self.quote(span).into()),
            ])
        };
        Node::List(claim.markers.iter().map(|m| marker(m.kind.word(), m.span)).collect())
    }

    fn period(&self, link: &Link) -> Option<Node> {
        let time = self.lookup.time(link)?;
        Some(object([
            ("quote", self.quote(time.span).into()),
            ("value", time.value.as_ref().into()),
            ("from", time.from.map(|day| day.to_string()).into()),
            ("to", time.to.map(|day| day.to_string()).into()),
        ]))
    }

    fn figure(&self, link: &Link) -> Option<Node> {
        let figure = self.lookup.quantity(link)?;
        Some(object([
            ("quote", self.quote(figure.span).into()),
            ("value", figure.value.into()),
            ("high", figure.high.into()),
            ("bound", figure.bound.word().into()),
            ("unit", figure.unit.as_ref().into()),
            ("item", figure.item.map(|span| self.quote(span)).into()),
            ("measure", figure.measure.as_ref().into()),
        ]))
    }

    /// The event that `link` names.
    pub fn event(&self, link: &Link) -> Option<&'a Event> {
        self.events.get(link.id()?).copied()
    }

    /// The name of the entity that `link` names.
    pub fn name(&self, link: Option<&Link>) -> Option<&'a str> {
        self.entity(link).map(|entity| entity.name.as_str())
    }

    /// The entity that `link` names.
    pub fn entity(&self, link: Option<&Link>) -> Option<&'a Entity> {
        self.lookup.entity(link?)
    }
}

/// Whether `url` is on the web and has nothing in it that an address cannot have (RFC 3987).
fn is_address(url: &str) -> bool {
    let host = ["http://", "https://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    host.is_some_and(|host| !host.is_empty()) && !url.contains(odd)
}

/// How a claim stands: `alleged, unknown`, and that it is negated where it is.
pub(super) fn stands(claim: &Claim) -> String {
    match claim.polarity {
        claimant_doc::Polarity::Affirmed => format!("{}, {}", claim.status, claim.certainty),
        claimant_doc::Polarity::Negated => format!("{}, {}, negated", claim.status, claim.certainty),
    }
}

/// What a person decided: old, new, who, when, why.
pub(super) fn decision(shown: &Shown) -> Node {
    object([
        ("number", shown.number.into()),
        ("act", shown.act.word().into()),
        ("field", shown.field.as_ref().into()),
        ("old", Node::from(&shown.old)),
        ("new", Node::from(&shown.new)),
        ("who", (&shown.who).into()),
        ("when", (&shown.at).into()),
        ("why", Some(&shown.why).filter(|why| !why.is_empty()).into()),
    ])
}
