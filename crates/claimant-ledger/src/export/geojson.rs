//! GeoJSON: a point for each claim and place.
//!
//! A place comes from the claim's words, or from an event or figure in it; without coordinates it is on no map. What
//! is large stands at its middle, and `precision` says so.

use claimant_doc::{Claim, Entity, EntityKind};

use super::node::{Node, list, object};
use super::view::{View, decision};
use super::{Body, Options};

pub(super) const BODY: Body = Body::One {
    file: "claims.geojson",
    head: "{\"type\":\"FeatureCollection\",\"features\":[\n",
    items,
    between: ",\n",
    foot: "\n]}\n",
};

fn items(view: &View<'_>, _: &Options) -> Vec<String> {
    let of = |(claim, key)| {
        places(view, claim).into_iter().filter_map(move |place| feature(view, claim, key, place))
    };
    view.kept().flat_map(of).map(|feature| feature.line()).collect()
}

/// A place and why a claim has to do with it.
type Place<'a> = (&'a Entity, &'static str);

/// The places of a claim, each once: those of its events and figures first, since they say where it happened.
fn places<'a>(view: &View<'a>, claim: &Claim) -> Vec<Place<'a>> {
    let events = claim.events.iter().filter_map(|link| view.entity(view.event(link)?.place.as_ref()));
    let figures =
        claim.quantities.iter().filter_map(|link| view.entity(view.lookup.quantity(link)?.place.as_ref()));
    let words = claim.entities.iter().filter_map(|link| view.entity(Some(link)));
    let words = words.filter(|entity| entity.kind == EntityKind::Place);
    let all =
        events.map(|e| (e, "event")).chain(figures.map(|e| (e, "figure"))).chain(words.map(|e| (e, "named")));
    let mut once: Vec<Place<'a>> = Vec::new();
    for (entity, why) in all {
        if !once.iter().any(|(known, _)| known.id == entity.id) {
            once.push((entity, why));
        }
    }
    once
}

fn feature(view: &View<'_>, claim: &Claim, key: &str, (place, why): Place<'_>) -> Option<Node> {
    let (lat, lon) = (place.lat?, place.lon?);
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        return None;
    }
    Some(object([
        ("type", "Feature".into()),
        ("id", format!("{key}@{}", place.id).into()),
        ("geometry", object([("type", "Point".into()), ("coordinates", list([lon, lat]))])),
        ("properties", properties(view, claim, (place, why))),
    ]))
}

fn properties(view: &View<'_>, claim: &Claim, (place, why): Place<'_>) -> Node {
    let article = view.article();
    object([
        ("title", view.line(claim).into()),
        ("status", claim.status.word().into()),
        ("certainty", claim.certainty.word().into()),
        ("polarity", claim.polarity.word().into()),
        ("who", view.who(claim).into()),
        ("chain", view.chain(claim)),
        ("content", list(claim.content.iter().map(|span| view.place(*span)))),
        ("place", place.name.as_str().into()),
        ("precision", place.precision.map_or("unknown", |precision| precision.word()).into()),
        ("place_from", why.into()),
        ("article", view.key.as_str().into()),
        ("url", article.url.as_ref().into()),
        ("headline", article.title.as_ref().into()),
        ("publisher", article.publisher.as_ref().into()),
        ("published", article.published.as_ref().into()),
        ("confidence", claim.confidence.into()),
        ("review", list(view.decisions(&claim.id).map(decision)).unless_empty()),
    ])
}
