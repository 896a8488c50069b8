//! FollowTheMoney: entities for OpenAleph and OpenSanctions, one a line.
//!
//! An article, the persons and organisations that it names, where it names them, and each claim as a note. A party is
//! who the article's words mean, nothing more: candidates in outside lists are not passed on, since they would read
//! as identities there.

use claimant_doc::{Claim, Entity, EntityKind, MentionForm};

use super::node::{Node, list, object};
use super::view::View;
use super::{Body, Options};

pub(super) const BODY: Body = Body::One { file: "entities.ftm.json", head: "", items, between: "", foot: "" };

fn items(view: &View<'_>, _: &Options) -> Vec<String> {
    let parties: Vec<(&Entity, &str)> =
        view.reading.entities.iter().filter_map(|entity| Some((entity, schema(entity)?))).collect();
    let mut all = vec![article(view)];
    for (entity, schema) in &parties {
        all.push(party(view, entity, schema));
        all.extend(mentions(view, entity, schema));
    }
    all.extend(view.kept().map(|(claim, key)| note(view, claim, key, &parties)));
    all.iter().map(|entity| entity.line() + "\n").collect()
}

/// The schema of parties: persons and organisations that the article names.
fn schema(entity: &Entity) -> Option<&'static str> {
    let named = entity.mentions.iter().any(|mention| mention.form == MentionForm::Name);
    match entity.kind {
        EntityKind::Person if named => Some("Person"),
        EntityKind::Organization if named => Some("Organization"),
        _ => None,
    }
}

fn entity(id: String, schema: &str, properties: Node) -> Node {
    object([("id", id.into()), ("schema", schema.into()), ("properties", properties)])
}

/// The values of a property: none, or those that are known.
fn values<T: Into<Node>>(values: impl IntoIterator<Item = T>) -> Node {
    list(values).unless_empty()
}

fn id(view: &View<'_>, item: &str) -> String {
    format!("{}-{item}", view.key)
}

fn article(view: &View<'_>) -> Node {
    let article = view.article();
    let properties = object([
        ("title", values(&article.title)),
        ("author", values(&article.authors)),
        ("publisher", values(&article.publisher)),
        ("sourceUrl", values(view.url())),
        ("publishedAt", values(day(view))),
        ("language", values(language(article.language.as_deref()))),
        ("bodyText", list([article.text()])),
    ]);
    entity(view.key.clone(), "Article", properties)
}

/// The day of publication, where it is stated as one.
fn day<'a>(view: &View<'a>) -> Option<&'a str> {
    let day = view.article().published.as_deref()?.get(..10)?;
    day.parse::<claimant_doc::Date>().is_ok().then_some(day)
}

/// The three letters of ISO 639-3 for the languages that are told apart most often; others are left out.
fn language(tag: Option<&str>) -> Option<&'static str> {
    const CODES: &[(&str, &str)] = &[
        ("ar", "ara"),
        ("da", "dan"),
        ("de", "deu"),
        ("en", "eng"),
        ("es", "spa"),
        ("fa", "fas"),
        ("fi", "fin"),
        ("fr", "fra"),
        ("it", "ita"),
        ("nl", "nld"),
        ("pl", "pol"),
        ("pt", "por"),
        ("ru", "rus"),
        ("sv", "swe"),
        ("tr", "tur"),
        ("uk", "ukr"),
        ("zh", "zho"),
    ];
    let primary = tag?.split('-').next()?;
    CODES.iter().find(|(two, _)| *two == primary).map(|(_, three)| *three)
}

fn party(view: &View<'_>, party: &Entity, schema: &str) -> Node {
    let position = |_: &()| list(party.roles.iter().map(|role| &role.title)).unless_empty();
    let properties = object([
        ("name", list([&party.name])),
        ("position", Some(()).filter(|()| schema == "Person").as_ref().map(position).into()),
        ("proof", list([&view.key])),
    ]);
    entity(id(view, &party.id), schema, properties)
}

/// The names by which an article speaks of a party, each once.
fn mentions(view: &View<'_>, party: &Entity, schema: &str) -> Vec<Node> {
    let named = party.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
    let mut names: Vec<&str> = named.map(|mention| view.quote(mention.span)).collect();
    names.sort_unstable();
    names.dedup();
    let mention = |(i, name): (usize, &str)| {
        let properties = object([
            ("document", list([&view.key])),
            ("name", list([name])),
            ("resolved", list([id(view, &party.id)])),
            ("detectedSchema", list([schema])),
        ]);
        entity(id(view, &format!("{}-m{}", party.id, i + 1)), "Mention", properties)
    };
    names.into_iter().enumerate().map(mention).collect()
}

/// A claim. Its description begins with how it stands and who vouches, and it is about the parties in it and its
/// sources.
fn note(view: &View<'_>, claim: &Claim, key: &str, parties: &[(&Entity, &str)]) -> Node {
    let sources = view.lookup.sources(claim);
    let sources = sources.iter().filter_map(|voucher| voucher.entity);
    let inside = claim.entities.iter().filter_map(|link| view.entity(Some(link)));
    let mut about: Vec<&str> = sources.chain(inside).map(|entity| entity.id.as_str()).collect();
    about.sort_unstable();
    about.dedup();
    about.retain(|id| parties.iter().any(|(party, _)| party.id == *id));
    let properties = object([
        ("name", list([format!("Claim ({})", super::view::stands(claim))])),
        ("description", list([view.line(claim)])),
        ("keywords", list([claim.status.word(), claim.certainty.word()])),
        ("entity", values(about.into_iter().map(|item| id(view, item)))),
        ("proof", list([&view.key])),
        ("publisher", values(&view.article().publisher)),
        ("sourceUrl", values(view.url())),
        ("notes", values(view.decisions(&claim.id).map(ToString::to_string))),
    ]);
    entity(key.replace([':', '~'], "-"), "Note", properties)
}
