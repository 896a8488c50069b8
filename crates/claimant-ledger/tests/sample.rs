//! Two articles made by hand, with everything in them that an export can get wrong: every status, words that stand
//! apart, a claim over a line break, characters of two to four bytes, cells that a spreadsheet would run.

use claimant_doc::{
    Article, Attribution, Bound, Certainty, Claim, Entity, EntityKind, Event, Form, Generator, Identifier,
    Link, Marker, MarkerKind, Meaning, Mention, MentionForm, Participant, Polarity, Precision, PublishedFrom,
    Quantity, QuantityKind, Reading, Role, SourceKind, Span, Stance, Status, Tense, Time, TimeKind,
};
use claimant_ledger::key::claim_keys;
use claimant_ledger::review::{Decision, Given, Log, Reviewed, What, replay};
use serde_json::json;

const PORT: &str = "Port fees double in Bergen 🚢\n\n\
    Fees at the port of Bergen have doubled since March. According to leaked invoices, more than 1,200 ships paid the \
    new fee. The Harbour Herald reported that police had arrested three clerks with suspected ties to smugglers. “We \
    took no money,” said Ana Prell, the harbour master, who denied that the fee was hidden.\n\n\
    “The quay,” Åse Lund said, “will close by June.” Rates may fall next year. If the fee stays, ships will go to \
    Tromsø. Whether the “東京丸” paid is not known. The notice read:\nNo ship may leave.";

const ICE: &str = "=SUM(A1) and other cells\n\n\
    -40 degrees were measured at Nome, the ministry said. @harbour wrote that \"the ice, all of it, was gone\".";

fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    Span::new(text, start..start + words.len()).unwrap()
}

fn spans(text: &str, parts: &[&str]) -> Vec<Span> {
    parts.iter().map(|words| at(text, words)).collect()
}

fn id(id: &str) -> Link {
    Link::Id(id.to_owned())
}

fn ids(all: &[&str]) -> Vec<Link> {
    all.iter().map(|one| id(one)).collect()
}

struct Said<'a>(&'a str, &'a [&'a str], &'a [&'a str], &'a [&'a str], SourceKind, Stance, Option<&'a str>);

fn attribution(text: &str, said: &Said<'_>) -> Attribution {
    let Said(name, source, cue, content, kind, stance, entity) = said;
    let form = if content[0].starts_with('“') { Form::Direct } else { Form::Indirect };
    Attribution {
        id: (*name).to_owned(),
        source: spans(text, source),
        cue: spans(text, cue),
        content: spans(text, content),
        form,
        source_entity: entity.map(id),
        source_kind: Some(*kind),
        inside: None,
        stance: Some(*stance),
        attitude: false,
    }
}

fn claim(text: &str, number: usize, content: &[&str], chain: &[&str], status: Status) -> Claim {
    let certainty = match status {
        Status::Asserted | Status::Denied | Status::Predicted => Certainty::Certain,
        Status::Hedged => Certainty::Possible,
        _ => Certainty::Unknown,
    };
    let form = match chain {
        [_] => Form::OwnVoice,
        _ if content[0].starts_with('“') => Form::Direct,
        _ => Form::Indirect,
    };
    let negated = status == Status::Denied || content[0].contains(" no ");
    Claim {
        id: format!("c{number}"),
        key: format!("{number:016x}"),
        content: spans(text, content),
        form,
        chain: ids(chain),
        certainty,
        status,
        polarity: if negated { Polarity::Negated } else { Polarity::Affirmed },
        markers: Vec::new(),
        entities: Vec::new(),
        times: Vec::new(),
        quantities: Vec::new(),
        events: Vec::new(),
        check_worthiness: None,
        meaning: None,
        confidence: 0.66,
    }
}

fn entity(
    text: &str,
    number: usize,
    kind: EntityKind,
    name: &str,
    mentions: &[(&str, MentionForm)],
) -> Entity {
    Entity {
        id: format!("e{number}"),
        kind,
        name: name.to_owned(),
        identifiers: Vec::new(),
        roles: Vec::new(),
        lat: None,
        lon: None,
        precision: None,
        mentions: mentions
            .iter()
            .map(|(words, form)| Mention { span: at(text, words), form: *form })
            .collect(),
    }
}

fn place(text: &str, number: usize, name: &str, (lat, lon): (f64, f64)) -> Entity {
    let mut place = entity(text, number, EntityKind::Place, name, &[(name, MentionForm::Name)]);
    (place.lat, place.lon, place.precision) = (Some(lat), Some(lon), Some(Precision::City));
    place
}

fn event(
    text: &str,
    number: usize,
    words: &str,
    lemma: &str,
    kind: Option<&str>,
    place: Option<&str>,
) -> Event {
    Event {
        id: format!("v{number}"),
        span: at(text, words),
        lemma: lemma.to_owned(),
        kind: kind.map(str::to_owned),
        certainty: Certainty::Certain,
        polarity: Polarity::Affirmed,
        factuality: Some(2.5),
        tense: Tense::Past,
        participants: Vec::new(),
        place: place.map(id),
        time: None,
        quantities: Vec::new(),
    }
}

fn figure(text: &str, words: &str, value: f64, bound: Bound, kind: QuantityKind, item: &str) -> Quantity {
    Quantity {
        item: Some(at(text, item)),
        ..Quantity::new("q1".to_owned(), at(text, words), kind, Some(value), bound)
    }
}

/// The article about the port.
pub fn port() -> Reading {
    let mut article = Article::new(PORT);
    article.title = Some("Port fees double in Bergen 🚢".to_owned());
    article.authors = vec!["Tove Aas".to_owned()];
    article.publisher = Some("The Coast Wire".to_owned());
    article.url = Some("https://coast.example/port-fees?a=1&b=2".to_owned());
    article.published = Some("2024-06-15T08:30:00+02:00".to_owned());
    article.published_from = Some(PublishedFrom::Metadata);
    article.language = Some("en".to_owned());
    article.origin.path = Some("port.html".to_owned());
    article.origin.media_type = Some("text/html".to_owned());
    article.origin.bytes_sha256 = Some("5d".repeat(32));
    Reading {
        generator: Generator { version: "0.1.0".to_owned(), model: Some("sample@0123456789ab".to_owned()) },
        entities: port_entities(),
        times: vec![Time {
            id: "t1".to_owned(),
            span: at(PORT, "since March"),
            kind: TimeKind::Date,
            value: Some("2024-03".to_owned()),
            from: "2024-03-01".parse().ok(),
            to: "2024-06-15".parse().ok(),
            anchor: Some(Link::published()),
            alternatives: Vec::new(),
        }],
        quantities: vec![Quantity {
            measure: Some("pay".to_owned()),
            time: Some(id("t1")),
            ..figure(PORT, "more than 1,200", 1200.0, Bound::MoreThan, QuantityKind::Count, "ships")
        }],
        events: vec![
            event(PORT, 1, "doubled", "double", None, Some("e1")),
            Event {
                participants: vec![Participant {
                    role: "patient".to_owned(),
                    span: at(PORT, "three clerks"),
                    entity: None,
                }],
                ..event(PORT, 2, "arrested", "arrest", Some("arrest"), None)
            },
        ],
        attributions: port_attributions(),
        claims: port_claims(),
        article,
        ..Reading::default()
    }
}

fn port_entities() -> Vec<Entity> {
    let name = |words| (words, MentionForm::Name);
    let mut prell =
        entity(PORT, 3, EntityKind::Person, "Ana Prell", &[name("Ana Prell"), ("who", MentionForm::Pronoun)]);
    let title = "the harbour master";
    prell.roles = vec![Role { title: title.to_owned(), span: at(PORT, title), organization: None }];
    prell.identifiers =
        vec![Identifier { scheme: "list:sample".to_owned(), value: "SDN-1".to_owned(), score: 0.71 }];
    vec![
        place(PORT, 1, "Bergen", (60.39299, 5.32415)),
        entity(PORT, 2, EntityKind::Organization, "The Harbour Herald", &[name("The Harbour Herald")]),
        prell,
        entity(PORT, 4, EntityKind::Person, "Åse Lund", &[name("Åse Lund")]),
        place(PORT, 5, "Tromsø", (69.6489, 18.95508)),
        entity(PORT, 6, EntityKind::Group, "three clerks", &[("three clerks", MentionForm::Nominal)]),
    ]
}

fn port_attributions() -> Vec<Attribution> {
    use SourceKind::{Document, Person, Publication, Unnamed};
    let arrested = "police had arrested three clerks with suspected ties to smugglers";
    let paid = "more than 1,200 ships paid the new fee";
    let quay: &[&str] = &["“The quay,”", "“will close by June.”"];
    let said = [
        Said("a1", &["leaked invoices"], &["According to"], &[paid], Document, Stance::Said, None),
        Said(
            "a2",
            &["The Harbour Herald"],
            &["reported"],
            &[arrested],
            Publication,
            Stance::Said,
            Some("e2"),
        ),
        Said("a3", &[], &["suspected"], &["ties to smugglers"], Unnamed, Stance::Alleged, None),
        Said(
            "a4",
            &["Ana Prell, the harbour master,"],
            &["said"],
            &["“We took no money,”"],
            Person,
            Stance::Said,
            Some("e3"),
        ),
        Said("a5", &["who"], &["denied"], &["the fee was hidden"], Person, Stance::Denied, Some("e3")),
        Said("a6", &["Åse Lund"], &["said,"], quay, Person, Stance::Said, Some("e4")),
    ];
    said.iter().map(|said| attribution(PORT, said)).collect()
}

fn port_claims() -> Vec<Claim> {
    use Status::{Alleged, Asked, Asserted, Denied, Hedged, Hypothetical, Predicted};
    let clerks = "three clerks with suspected ties to smugglers";
    let quay: &[&str] = &["“The quay,”", "“will close by June.”"];
    let rows: [(&[&str], &[&str], Status); 11] = [
        (&["Fees at the port of Bergen have doubled since March"], &["article"], Asserted),
        (&["more than 1,200 ships paid the new fee"], &["article", "a1"], Asserted),
        (&["police had arrested three clerks"], &["article", "a2"], Asserted),
        (&[clerks], &["article", "a2", "a3"], Alleged),
        (&["“We took no money,”"], &["article", "a4"], Asserted),
        (&["the fee was hidden"], &["article", "a5"], Denied),
        (quay, &["article", "a6"], Predicted),
        (&["Rates may fall next year"], &["article"], Hedged),
        (&["ships will go to Tromsø"], &["article"], Hypothetical),
        (&["the “東京丸” paid"], &["article"], Asked),
        (&["The notice read:\nNo ship may leave"], &["article"], Asserted),
    ];
    let mut claims: Vec<Claim> = rows
        .into_iter()
        .enumerate()
        .map(|(i, (content, chain, status))| claim(PORT, i + 1, content, chain, status))
        .collect();
    (claims[0].times, claims[0].events, claims[0].entities) = (ids(&["t1"]), ids(&["v1"]), ids(&["e1"]));
    claims[0].meaning = Meaning::of(&[1.0; 384]);
    (claims[1].quantities, claims[1].check_worthiness) = (ids(&["q1"]), Some(0.95));
    (claims[2].events, claims[2].entities) = (ids(&["v2"]), ids(&["e6"]));
    claims[3].markers = vec![Marker { span: at(PORT, "suspected"), kind: MarkerKind::Allegation }];
    claims[8].entities = ids(&["e5"]);
    claims
}

/// The article about the ice.
pub fn ice() -> Reading {
    let mut article = Article::new(ICE);
    article.title = Some("=SUM(A1) and other cells".to_owned());
    article.origin.path = Some("@ice.txt".to_owned());
    let said = [
        Said(
            "a1",
            &["the ministry"],
            &["said"],
            &["-40 degrees were measured at Nome"],
            SourceKind::Organization,
            Stance::Said,
            None,
        ),
        Said(
            "a2",
            &["@harbour"],
            &["wrote"],
            &["\"the ice, all of it, was gone\""],
            SourceKind::Person,
            Stance::Said,
            None,
        ),
    ];
    let mut claims = vec![
        claim(ICE, 1, &["-40 degrees were measured at Nome"], &["article", "a1"], Status::Asserted),
        claim(ICE, 2, &["\"the ice, all of it, was gone\""], &["article", "a2"], Status::Hedged),
    ];
    (claims[0].quantities, claims[0].entities) = (ids(&["q1"]), ids(&["e1"]));
    Reading {
        generator: Generator { version: "0.1.0".to_owned(), model: None },
        entities: vec![place(ICE, 1, "Nome", (64.50111, -165.40639))],
        quantities: vec![Quantity {
            place: Some(id("e1")),
            unit: Some("Cel".to_owned()),
            ..figure(ICE, "-40", -40.0, Bound::Exact, QuantityKind::Measure, "degrees")
        }],
        attributions: said.iter().map(|said| attribution(ICE, said)).collect(),
        claims,
        article,
        ..Reading::default()
    }
}

/// What a person gives with the decision of that number.
pub fn given(number: u64) -> Given {
    Given {
        who: "Ida Holm".to_owned(),
        at: format!("2024-06-20T10:{:02}:{:02}Z", number / 60 % 60, number % 60),
        salt: format!("salt {number} of a test, which is nothing that anybody drew by chance"),
    }
}

/// A log about the port: a corrected status, a verdict, a rejected claim, a note.
pub fn log() -> Log {
    let keys = claim_keys(&port());
    let correct = What::Correct { field: "status".to_owned(), old: json!("asserted"), new: json!("alleged") };
    let verdict = What::Verdict { rating: "half true, =1+1".to_owned() };
    let all = [
        (2, correct, "The invoices were never shown."),
        (1, verdict, "Two of five fees doubled."),
        (10, What::Reject, "This is a quotation of a notice."),
        (3, What::Note, "Ask the police."),
        (4, What::Accept, ""),
    ];
    let mut log = Log::default();
    for (i, (claim, what, why)) in all.into_iter().enumerate() {
        let decision = Decision { subject: keys[claim].clone(), what, why: why.to_owned() };
        log.append(&decision, &given(i as u64)).unwrap();
    }
    log
}

/// Both articles as they stand after [`log`].
pub fn articles() -> Vec<Reviewed> {
    let replay = replay(&log(), vec![port(), ice()]);
    assert_eq!(replay.lost, []);
    replay.articles
}
