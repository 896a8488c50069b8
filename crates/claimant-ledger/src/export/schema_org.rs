//! schema.org: a Claim for each claim, and a ClaimReview where a person gave a verdict.
//!
//! `text` and `claimReviewed` begin with how the claim stands and who vouches, because those who read this format
//! often show nothing else. The words alone are in `claimant:content`, beside status and chain. No program's opinion
//! is ever a rating.

use claimant_doc::{Claim, SourceKind};

use super::node::{Node, list, object};
use super::view::{View, decision};
use super::{Body, Options};
use crate::review::{Act, Shown};

pub(super) const BODY: Body = Body::One {
    file: "claims.jsonld",
    head: "{\"@context\":[\"https://schema.org\",{\"claimant\":\"urn:claimant:terms:\"}],\"@graph\":[\n",
    items,
    between: ",\n",
    foot: "\n]}\n",
};

fn items(view: &View<'_>, _: &Options) -> Vec<String> {
    let mut all = vec![article(view)];
    for (claim, key) in view.kept() {
        all.push(this(view, claim, key));
        let verdicts = view.decisions(&claim.id).filter(|shown| shown.act == Act::Verdict);
        all.extend(verdicts.map(|verdict| review(view, claim, key, verdict)));
    }
    all.iter().map(Node::line).collect()
}

fn article(view: &View<'_>) -> Node {
    let article = view.article();
    object([
        ("@type", "NewsArticle".into()),
        ("@id", view.address().into()),
        ("headline", article.title.as_ref().into()),
        ("author", list(article.authors.iter().map(|name| named("Person", name))).unless_empty()),
        ("publisher", article.publisher.as_ref().map(|name| named("Organization", name)).into()),
        ("datePublished", article.published.as_ref().into()),
        ("inLanguage", article.language.as_ref().into()),
        ("claimant:sha256", article.id().into()),
    ])
}

fn named(kind: &str, name: &str) -> Node {
    object([("@type", kind.into()), ("name", name.into())])
}

fn this(view: &View<'_>, claim: &Claim, key: &str) -> Node {
    object([
        ("@type", "Claim".into()),
        ("@id", urn(key)),
        ("text", view.line(claim).into()),
        ("author", author(view, claim)),
        ("appearance", object([("@id", view.address().into())])),
        ("claimant:status", claim.status.word().into()),
        ("claimant:certainty", claim.certainty.word().into()),
        ("claimant:polarity", claim.polarity.word().into()),
        ("claimant:who", view.who(claim).into()),
        ("claimant:chain", object([("@list", in_terms(view.chain(claim)))])),
        (
            "claimant:content",
            object([("@list", in_terms(list(claim.content.iter().map(|span| view.place(*span)))))]),
        ),
        ("claimant:review", in_terms(list(view.decisions(&claim.id).map(decision)).unless_empty())),
    ])
}

/// The source nearest to the claim, where the article names it; nobody otherwise.
fn author(view: &View<'_>, claim: &Claim) -> Node {
    let sources = view.lookup.sources(claim);
    let Some(source) = sources.last() else { return Node::Null };
    let kind = match source.attribution.and_then(|attribution| attribution.source_kind) {
        Some(SourceKind::Person) => "Person",
        Some(SourceKind::Organization | SourceKind::Publication) => "Organization",
        _ => return Node::Null,
    };
    source.entity.map_or(Node::Null, |entity| named(kind, &entity.name))
}

fn review(view: &View<'_>, claim: &Claim, key: &str, verdict: &Shown) -> Node {
    object([
        ("@type", "ClaimReview".into()),
        ("@id", format!("urn:claimant:{key}:verdict:{}", verdict.number).into()),
        ("claimReviewed", view.line(claim).into()),
        ("itemReviewed", object([("@id", urn(key))])),
        ("author", named("Person", &verdict.who)),
        ("datePublished", verdict.at.as_str().into()),
        (
            "reviewRating",
            object([("@type", "Rating".into()), ("alternateName", verdict.new.as_str().into())]),
        ),
        ("reviewBody", Some(&verdict.why).filter(|why| !why.is_empty()).into()),
    ])
}

fn urn(key: &str) -> Node {
    format!("urn:claimant:{key}").into()
}

/// Members of our own, under names that cannot be taken for schema.org's.
fn in_terms(node: Node) -> Node {
    match node {
        Node::List(items) => Node::List(items.into_iter().map(in_terms).collect()),
        Node::Object(members) => {
            Node::Object(members.into_iter().map(|(name, value)| (term(name), value)).collect())
        }
        other => other,
    }
}

fn term(name: &'static str) -> &'static str {
    match name {
        "source" => "claimant:source",
        "kind" => "claimant:kind",
        "cue" => "claimant:cue",
        "stance" => "claimant:stance",
        "start" => "claimant:start",
        "end" => "claimant:end",
        "quote" => "claimant:quote",
        "number" => "claimant:number",
        "act" => "claimant:act",
        "field" => "claimant:field",
        "old" => "claimant:old",
        "new" => "claimant:new",
        "when" => "claimant:when",
        "why" => "claimant:why",
        "who" => "claimant:who",
        other => other,
    }
}
