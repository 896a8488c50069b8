//! A reading made by hand, for the tests of what is shown.

use claimant::{
    Article, Attribution, Block, BlockKind, Bound, Certainty, Claim, Finding, FindingKind, Form, Link,
    Marker, MarkerKind, Polarity, PublishedFrom, Quantity, QuantityKind, Reading, SourceKind, Span, Status,
    Time, TimeKind, Verdict, Warning,
};

const TEXT: &str = "Port fees double in Kallø\n\n\
    Fees at the port of Kallø have doubled since March. According to leaked invoices, more than 1,200 ships paid the \
    new fee. The Harbour Herald reported that police had arrested three clerks with suspected ties to smugglers. \
    “We took no money,” said Ana Prell, the harbour master, who denied that the fee was hidden. Rates may fall next year.";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(TEXT, start..start + words.len()).unwrap()
}

fn id(id: &str) -> Link {
    Link::Id(id.to_owned())
}

fn attribution(id: &str, source: &str, cue: &str, content: &str, kind: SourceKind) -> Attribution {
    let spans = |words: &str| if words.is_empty() { Vec::new() } else { vec![at(words)] };
    Attribution {
        id: id.to_owned(),
        source: spans(source),
        cue: spans(cue),
        content: spans(content),
        form: if content.starts_with('“') { Form::Direct } else { Form::Indirect },
        source_entity: None,
        source_kind: Some(kind),
        inside: None,
        stance: None,
        attitude: false,
    }
}

fn claim(number: usize, content: &str, chain: &[&str], status: Status) -> Claim {
    let certainty = match status {
        Status::Asserted | Status::Denied => Certainty::Certain,
        Status::Alleged => Certainty::Unknown,
        _ => Certainty::Possible,
    };
    let form = match chain {
        [_] => Form::OwnVoice,
        _ if content.starts_with('“') => Form::Direct,
        _ => Form::Indirect,
    };
    let negated = status == Status::Denied || content.contains(" no ");
    Claim {
        id: format!("c{number}"),
        key: format!("key{number}"),
        content: vec![at(content)],
        form,
        chain: chain.iter().map(|link| id(link)).collect(),
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
        confidence: 0.9,
    }
}

fn claims() -> Vec<Claim> {
    let mut claims = vec![
        claim(1, "Fees at the port of Kallø have doubled since March", &["article"], Status::Asserted),
        claim(2, "more than 1,200 ships paid the new fee", &["article", "a1"], Status::Asserted),
        claim(3, "police had arrested three clerks", &["article", "a2"], Status::Asserted),
        claim(4, "three clerks with suspected ties to smugglers", &["article", "a2", "a3"], Status::Alleged),
        claim(5, "“We took no money,”", &["article", "a4"], Status::Asserted),
        claim(6, "the fee was hidden", &["article", "a5"], Status::Denied),
        claim(7, "Rates may fall next year", &["article"], Status::Hedged),
    ];
    claims[0].times = vec![id("t1")];
    claims[1].quantities = vec![id("q1")];
    claims[3].markers = vec![Marker { span: at("suspected"), kind: MarkerKind::Allegation }];
    claims
}

/// A reading with every status that must not be lost, overlapping claims and a character of two bytes.
pub fn reading() -> Reading {
    let mut article = Article::new(TEXT);
    article.title = Some("Port fees double in Kallø".to_owned());
    article.publisher = Some("The Coast Wire".to_owned());
    article.published = Some("2024-06-15".to_owned());
    article.published_from = Some(PublishedFrom::Metadata);
    article.origin.path = Some("kallo.html".to_owned());
    article.blocks = vec![
        Block { span: at("Port fees double in Kallø"), kind: BlockKind::Title },
        Block {
            span: Span::new(TEXT, TEXT.find("Fees at").unwrap()..TEXT.len()).unwrap(),
            kind: BlockKind::Paragraph,
        },
    ];
    let content = "police had arrested three clerks with suspected ties to smugglers";
    Reading {
        warnings: vec![Warning::new("no-author", "The page names no author.")],
        times: vec![Time {
            id: "t1".to_owned(),
            span: at("since March"),
            kind: TimeKind::Date,
            value: Some("2024-03".to_owned()),
            from: "2024-03-01".parse().ok(),
            to: "2024-06-15".parse().ok(),
            anchor: Some(Link::published()),
            alternatives: Vec::new(),
        }],
        quantities: vec![Quantity {
            item: Some(at("ships")),
            measure: Some("pay".to_owned()),
            ..Quantity::new(
                "q1".to_owned(),
                at("more than 1,200"),
                QuantityKind::Count,
                Some(1200.0),
                Bound::MoreThan,
            )
        }],
        attributions: vec![
            attribution(
                "a1",
                "leaked invoices",
                "According to",
                "more than 1,200 ships paid the new fee",
                SourceKind::Document,
            ),
            attribution("a2", "The Harbour Herald", "reported", content, SourceKind::Publication),
            attribution("a3", "", "suspected", "ties to smugglers", SourceKind::Unnamed),
            attribution(
                "a4",
                "Ana Prell, the harbour master",
                "said",
                "“We took no money,”",
                SourceKind::Person,
            ),
            attribution("a5", "who", "denied", "the fee was hidden", SourceKind::Person),
        ],
        claims: claims(),
        findings: vec![Finding {
            id: "f1".to_owned(),
            kind: FindingKind::Rate,
            about: vec![id("q1")],
            verdict: Verdict::CannotTell,
            statement: "The text does not say how many ships called.".to_owned(),
            derivation: "1200/? = ?".to_owned(),
        }],
        article,
        ..Reading::default()
    }
}
