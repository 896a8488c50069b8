//! PROV-O as JSON-LD: how each record came about, and what people did with it.
//!
//! For each article: the bytes, the text cleaned from them, the reading of it by a version and a model, the record.
//! For each decision: who, when, and which claim it made of which. There is no clock here: times are those of the log
//! and of the caller.

use super::node::{Node, list, object};
use super::view::View;
use super::{Body, Options, Run};
use crate::review::Shown;

pub(super) const BODY: Body = Body::One {
    file: "provenance.jsonld",
    head: "{\"@context\":{\"prov\":\"http://www.w3.org/ns/prov#\",\
           \"xsd\":\"http://www.w3.org/2001/XMLSchema#\",\"rdfs\":\"http://www.w3.org/2000/01/rdf-schema#\",\
           \"claimant\":\"urn:claimant:terms:\"},\"@graph\":[\n",
    items,
    between: ",\n",
    foot: "\n]}\n",
};

fn items(view: &View<'_>, options: &Options) -> Vec<String> {
    let mut all = vec![program(view)];
    all.extend(options.run.as_ref().map(run));
    all.extend(bytes(view));
    all.extend([text(view), reading(view, options), record(view)]);
    for (claim, key) in view.claims() {
        all.extend(view.decisions(&claim.id).map(|shown| decided(view, claim, key, shown)));
    }
    let others = view.reviewed.decisions().filter(|(id, _)| !id.starts_with('c'));
    all.extend(others.flat_map(|(_, all)| all).map(|shown| act(view, shown, Vec::new())));
    all.iter().map(Node::line).collect()
}

fn at(id: impl Into<Node>) -> Node {
    object([("@id", id.into())])
}

/// `text` as the last part of a name that is an address.
fn encoded(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    text.bytes()
        .map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn program_id(view: &View<'_>) -> String {
    format!("urn:claimant:program:{}", encoded(&view.reading.generator.version))
}

fn program(view: &View<'_>) -> Node {
    object([
        ("@id", program_id(view).into()),
        ("@type", "prov:SoftwareAgent".into()),
        ("rdfs:label", format!("claimant {}", view.reading.generator.version).into()),
    ])
}

fn run_id(run: &Run) -> String {
    format!("urn:claimant:run:{}", encoded(&run.name))
}

fn run(run: &Run) -> Node {
    object([
        ("@id", run_id(run).into()),
        ("@type", "prov:Activity".into()),
        ("rdfs:label", run.name.as_str().into()),
        ("prov:endedAtTime", run.ended.as_deref().map(time).into()),
        ("claimant:extractors", list(&run.extractors).unless_empty()),
    ])
}

fn time(at: &str) -> Node {
    object([("@value", at.into()), ("@type", "xsd:dateTime".into())])
}

fn bytes_id(view: &View<'_>) -> Option<String> {
    view.article().origin.bytes_sha256.as_ref().map(|hash| format!("urn:sha256:{hash}"))
}

fn bytes(view: &View<'_>) -> Option<Node> {
    let origin = &view.article().origin;
    Some(object([
        ("@id", bytes_id(view)?.into()),
        ("@type", "prov:Entity".into()),
        ("claimant:media_type", origin.media_type.as_ref().into()),
        ("claimant:path", origin.path.as_ref().into()),
        ("claimant:url", view.article().url.as_ref().into()),
    ]))
}

fn text(view: &View<'_>) -> Node {
    let article = view.article();
    object([
        ("@id", view.urn().into()),
        ("@type", "prov:Entity".into()),
        ("rdfs:label", article.title.as_ref().into()),
        ("claimant:sha256", article.id().into()),
        // The text may be the bytes; then it is not derived from them.
        (
            "prov:wasDerivedFrom",
            bytes_id(view).filter(|id| *id != format!("urn:sha256:{}", article.id())).map(at).into(),
        ),
        (
            "prov:alternateOf",
            bytes_id(view).filter(|id| *id == format!("urn:sha256:{}", article.id())).map(at).into(),
        ),
        ("prov:wasAttributedTo", list(authors(view)).unless_empty()),
        ("claimant:published", article.published.as_ref().into()),
    ])
}

fn authors(view: &View<'_>) -> Vec<Node> {
    let people = view.article().authors.iter().map(|name| agent("prov:Person", name));
    people.chain(view.article().publisher.iter().map(|name| agent("prov:Organization", name))).collect()
}

fn agent(kind: &str, name: &str) -> Node {
    object([("@type", kind.into()), ("rdfs:label", name.into())])
}

fn reading_id(view: &View<'_>) -> String {
    let generator = &view.reading.generator;
    let model = generator.model.as_deref().unwrap_or("rules");
    format!("{}:reading:{}:{}", view.urn(), encoded(&generator.version), encoded(model))
}

fn reading(view: &View<'_>, options: &Options) -> Node {
    let model = view.reading.generator.model.as_ref().map(|model| {
        object([
            ("@id", format!("urn:claimant:model:{}", encoded(model)).into()),
            ("@type", "prov:Entity".into()),
            ("rdfs:label", model.into()),
        ])
    });
    object([
        ("@id", reading_id(view).into()),
        ("@type", "prov:Activity".into()),
        ("prov:used", list([at(view.urn())].into_iter().chain(model))),
        ("prov:wasAssociatedWith", at(program_id(view))),
        ("prov:wasInformedBy", options.run.as_ref().map(|run| at(run_id(run))).into()),
    ])
}

fn record_id(view: &View<'_>) -> String {
    format!("{}:record", reading_id(view))
}

fn record(view: &View<'_>) -> Node {
    let claims = u32::try_from(view.reading.claims.len()).unwrap_or(u32::MAX);
    object([
        ("@id", record_id(view).into()),
        ("@type", "prov:Entity".into()),
        ("prov:wasGeneratedBy", at(reading_id(view))),
        ("prov:wasDerivedFrom", at(view.urn())),
        ("claimant:claims", claims.into()),
    ])
}

/// A decision about a claim, and what it made of it. The claim is described as it stands after all decisions.
fn decided(view: &View<'_>, claim: &claimant_doc::Claim, key: &str, shown: &Shown) -> Node {
    let this = object([
        ("@id", format!("urn:claimant:{key}").into()),
        ("@type", "prov:Entity".into()),
        ("prov:wasDerivedFrom", at(record_id(view))),
        ("claimant:status", claim.status.word().into()),
        ("claimant:certainty", claim.certainty.word().into()),
        ("claimant:who", view.who(claim).into()),
        ("rdfs:label", view.line(claim).into()),
    ]);
    if !shown.changes() {
        return act(view, shown, vec![("claimant:about", this)]);
    }
    let revision = object([
        ("@id", format!("urn:claimant:{key}:revision:{}", shown.number).into()),
        ("@type", "prov:Entity".into()),
        ("prov:wasRevisionOf", this),
    ]);
    act(view, shown, vec![("prov:generated", revision)])
}

fn act(view: &View<'_>, shown: &Shown, about: Vec<(&'static str, Node)>) -> Node {
    let decision = object([
        ("@id", format!("urn:claimant:decision:{}", shown.number).into()),
        ("@type", "prov:Activity".into()),
        ("rdfs:label", shown.to_string().into()),
        ("prov:used", list([at(record_id(view))])),
        ("prov:endedAtTime", time(&shown.at)),
        ("prov:wasAssociatedWith", agent("prov:Person", &shown.who)),
        ("claimant:act", shown.act.word().into()),
        ("claimant:field", shown.field.as_ref().into()),
        ("claimant:old", Node::from(&shown.old)),
        ("claimant:new", Node::from(&shown.new)),
        ("claimant:why", Some(&shown.why).filter(|why| !why.is_empty()).into()),
    ]);
    match decision {
        Node::Object(members) => Node::Object(members.into_iter().chain(about).collect()),
        other => other,
    }
}
