//! No format shows a claim without who vouches and how it stands; an allegation is nowhere shown as fact, cut or
//! whole.

use claimant_doc::{Claim, Link, Lookup, Polarity, Reading, Span, Status};
use claimant_ledger::export::{Format, Options, SHAPES, export};
use claimant_ledger::key::article_key;
use claimant_ledger::review::Reviewed;
use serde_json::Value;

use crate::review::Chance;
use crate::sample::{articles, ice, port};

/// An article of 500 claims: every status under every chain.
fn many() -> Reading {
    let mut reading = port();
    let chains: Vec<Vec<Link>> = reading.claims.iter().map(|claim| claim.chain.clone()).collect();
    let content: Vec<Vec<Span>> = reading.claims.iter().map(|claim| claim.content.clone()).collect();
    let model = reading.claims[0].clone();
    let one = |i: usize| {
        let chain = chains[i % chains.len()].clone();
        let form = if chain.len() == 1 { claimant_doc::Form::OwnVoice } else { claimant_doc::Form::Indirect };
        Claim {
            id: format!("c{}", i + 1),
            key: format!("{i:016x}"),
            chain,
            form,
            content: content[i / 7 % content.len()].clone(),
            status: Status::ALL[i % Status::ALL.len()],
            polarity: Polarity::ALL[i / 3 % 2],
            ..model.clone()
        }
    };
    reading.claims = (0..500).map(one).collect();
    reading
}

fn json(format: Format, articles: &[Reviewed]) -> Vec<Value> {
    let files = export(format, articles, &Options::default());
    let text = files.values().next().unwrap();
    match format {
        Format::FollowTheMoney => text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        _ => {
            let all: Value = serde_json::from_str(text).unwrap();
            ["items", "features", "@graph"].iter().find_map(|list| all[list].as_array().cloned()).unwrap()
        }
    }
}

/// The lines for people in each format that has one field for words, of a claim's record.
fn lines(format: Format, articles: &[Reviewed]) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let of = |item: &Value| match format {
        Format::WebAnnotation => text(&item["body"][0]["value"]),
        Format::FollowTheMoney => text(&item["properties"]["description"][0]),
        Format::GeoJson => text(&item["properties"]["title"]),
        Format::SchemaOrg => text(&item["text"]),
        _ => None,
    };
    json(format, articles).iter().filter_map(of).collect()
}

fn stands(claim: &Claim) -> String {
    let negated = if claim.polarity == Polarity::Negated { ", negated" } else { "" };
    format!("{}, {}{negated}; article", claim.status, claim.certainty)
}

#[test]
fn five_hundred_claims_are_never_without_source_and_status_at_any_length() {
    let articles = [Reviewed::from(many())];
    let lookup = Lookup::of(&articles[0].reading);
    for format in [Format::WebAnnotation, Format::FollowTheMoney, Format::SchemaOrg, Format::GeoJson] {
        let lines = lines(format, &articles);
        assert_eq!(lines.len(), 500, "{format:?}");
        for (line, claim) in lines.iter().zip(&articles[0].reading.claims) {
            let who: String = lookup.sources(claim).iter().map(|v| format!(" > {}", v.name())).collect();
            let head = format!("{}{who}: ", stands(claim));
            assert!(line.starts_with(&head), "{format:?}: {line}");
            let words = lookup.words(&claim.content);
            assert!(line[head.len()..].starts_with(&words), "{format:?}: {line}");
            for length in [80, 140, 280] {
                let cut: String = line.chars().take(length).collect();
                // Whatever is cut off is cut off the end: no words without all of the head before them.
                assert!(cut.len() <= head.len() || cut.starts_with(&head));
            }
        }
    }
}

#[test]
fn what_is_alleged_or_denied_is_asserted_in_no_format() {
    let articles = [Reviewed::from(many())];
    let of = |status: &str| {
        articles[0].reading.claims.iter().filter(|claim| claim.status.word() == status).count()
    };
    for status in Status::ALL.iter().map(|status| status.word()) {
        for (format, pointer) in [
            (Format::GeoJson, "/properties/status"),
            (Format::SchemaOrg, "/claimant:status"),
            (Format::FollowTheMoney, "/properties/keywords/0"),
        ] {
            let items = json(format, &articles);
            let count =
                items.iter().filter(|item| item.pointer(pointer) == Some(&Value::from(status))).count();
            assert_eq!(count, of(status), "{format:?} {status}");
        }
        let brat = export(Format::Brat, &articles, &Options::default());
        let ann = brat.iter().find(|(name, _)| name.ends_with(".ann")).unwrap().1;
        let spans = ann.lines().filter(|line| line.contains(&format!("\tClaim-{status} "))).count();
        assert_eq!(spans, of(status), "brat {status}");
    }
}

#[test]
fn annotations_pin_quotes_to_their_places_in_code_points() {
    let articles = articles();
    let text = |source: &Value| {
        let of = |a: &&Reviewed| a.reading.article.id() == source["sha256"].as_str().unwrap();
        articles.iter().find(of).unwrap().reading.article.text().chars().collect::<Vec<char>>()
    };
    let mut seen = 0;
    for item in json(Format::WebAnnotation, &articles) {
        let target = &item["target"];
        let parts = target["items"].as_array().cloned().unwrap_or_else(|| vec![target.clone()]);
        for part in parts {
            let (quote, place) = (&part["selector"][0], &part["selector"][1]);
            let text = text(&part["source"]);
            let (start, end) =
                (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
            let slice = |from: usize, to: usize| text[from..to].iter().collect::<String>();
            assert_eq!(slice(start, end), quote["exact"]);
            assert_eq!(slice(start.saturating_sub(32), start), quote["prefix"]);
            assert_eq!(slice(end, (end + 32).min(text.len())), quote["suffix"]);
            seen += 1;
        }
        let record: Value = serde_json::from_str(item["body"][1]["value"].as_str().unwrap()).unwrap();
        assert!(record["chain"][0]["source"] == "article" && record["status"].is_string());
    }
    // Eleven claims less one rejected, one of two parts, and the two about the ice.
    assert_eq!(seen, 13);
}

#[test]
fn brat_spans_are_the_words_of_the_text() {
    for reading in [port(), ice(), many()] {
        let key = article_key(&reading.article);
        let files = export(Format::Brat, &[Reviewed::from(reading.clone())], &Options::default());
        assert_eq!(files[&format!("{key}.txt")], reading.article.text());
        let text: Vec<char> = reading.article.text().chars().collect();
        let mut known = std::collections::BTreeSet::new();
        for line in files[&format!("{key}.ann")].lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            if line.starts_with('T') {
                let (_, places) = columns[1].split_once(' ').unwrap();
                let slices: Vec<String> = places
                    .split(';')
                    .map(|part| part.split_once(' ').unwrap())
                    .map(|(from, to)| text[from.parse().unwrap()..to.parse().unwrap()].iter().collect())
                    .collect();
                assert_eq!(slices.join(" "), columns[2]);
                known.insert(columns[0].to_owned());
            } else {
                // Whatever is not a span is about spans that stand above it.
                let words = columns[1]
                    .split([' ', ':'])
                    .filter(|word| word.starts_with('T') && word[1..].parse::<u32>().is_ok());
                let about: Vec<&str> = words.collect();
                assert!(!about.is_empty() && about.iter().all(|t| known.contains(*t)), "{line}");
            }
        }
    }
}

#[test]
fn a_review_needs_a_person() {
    let without = json(Format::SchemaOrg, &[Reviewed::from(port())]);
    assert!(without.iter().all(|item| item["@type"] != "ClaimReview"));
    let with = json(Format::SchemaOrg, &articles());
    let reviews: Vec<&Value> = with.iter().filter(|item| item["@type"] == "ClaimReview").collect();
    assert_eq!(reviews.len(), 1);
    assert_eq!(reviews[0]["author"]["name"], "Ida Holm");
    assert_eq!(reviews[0]["reviewRating"]["alternateName"], "half true, =1+1");
    assert!(reviews[0]["claimReviewed"].as_str().unwrap().starts_with("asserted, certain; article > "));
}

#[test]
fn a_candidate_in_a_list_is_passed_on_as_a_candidate_only() {
    for shape in SHAPES.iter().filter(|shape| shape.format != Format::JsonLines) {
        let files = export(shape.format, &articles(), &Options::default());
        assert!(files.values().all(|text| !text.contains("SDN-1")), "{}", shape.name);
    }
}

#[test]
fn what_a_person_rejected_is_marked_in_tables_and_left_out_elsewhere() {
    for format in [Format::WebAnnotation, Format::FollowTheMoney, Format::GeoJson, Format::SchemaOrg] {
        let all = json(format, &articles());
        let holds = |item: &Value| {
            item["properties"]["bodyText"].is_null() && item.to_string().contains("No ship may leave")
        };
        let prefix = |item: &Value| item["target"].to_string().contains("No ship may leave");
        assert!(!all.iter().any(|item| holds(item) && !prefix(item)), "{format:?}");
    }
}

#[test]
fn a_correction_shows_on_every_face() {
    for shape in SHAPES {
        let files = export(shape.format, &articles(), &Options::default());
        // On the map there are places only, and this claim has none.
        if shape.format == Format::GeoJson {
            continue;
        }
        let all: String = files.into_values().collect();
        for words in
            ["Ida Holm", "2024-06-20T10:00:00Z", "The invoices were never shown.", "asserted", "alleged"]
        {
            assert!(all.contains(words), "{}: {words}", shape.name);
        }
    }
}

#[test]
fn what_is_no_address_is_not_given_as_one() {
    for url in ["", "port.html", "http://", "https://a b", "http://x/<y>", "javascript:alert(1)", "file:///x"]
    {
        let mut reading = port();
        reading.article.url = Some(url.to_owned());
        let urn = format!("urn:claimant:{}", article_key(&reading.article));
        let articles = [Reviewed::from(reading)];
        assert_eq!(json(Format::SchemaOrg, &articles)[0]["@id"], urn, "{url:?}");
        assert_eq!(json(Format::WebAnnotation, &articles)[0]["target"]["source"]["id"], urn, "{url:?}");
        assert!(json(Format::FollowTheMoney, &articles)[0]["properties"]["sourceUrl"].is_null(), "{url:?}");
    }
}

/// Texts of characters of every length, of marks that combine, of what turns the direction, of breaks.
const CHARACTERS: &[char] = &[
    'a',
    'b',
    ' ',
    'é',
    'ß',
    '東',
    '🚢',
    '\u{301}',
    '\u{202e}',
    '\u{200b}',
    '\n',
    '\t',
    '\r',
    '\u{2028}',
    '\u{85}',
    '"',
    ',',
    '=',
    '-',
    '@',
    '\'',
    '\\',
    '/',
    '\u{0}',
    '\u{feff}',
    '\u{10ffff}',
];

#[test]
fn places_and_quotes_survive_whatever_a_text_is_made_of() {
    let mut chance = Chance::new(5);
    for _ in 0..2000 {
        let text: String = (0..4 + chance.below(40)).map(|_| *chance.of(CHARACTERS)).collect();
        let points: Vec<char> = text.chars().collect();
        let start = chance.below(points.len() - 1);
        let end = start + 1 + chance.below(points.len() - start);
        let byte = |point: usize| points[..point].iter().map(|c| c.len_utf8()).sum::<usize>();
        let mut reading = ice();
        reading.article = claimant_doc::Article::new(text.as_str());
        let span = Span::new(&text, byte(start)..byte(end.min(points.len()))).unwrap();
        let claim = Claim {
            content: vec![span],
            chain: vec![Link::Id("article".to_owned())],
            form: claimant_doc::Form::OwnVoice,
            entities: Vec::new(),
            quantities: Vec::new(),
            ..reading.claims[0].clone()
        };
        let reading = Reading { claims: vec![claim], article: reading.article, ..Reading::default() };
        let (quote, key) = (span.of(&text), article_key(&reading.article));
        let articles = [Reviewed::from(reading)];
        let selectors = &json(Format::WebAnnotation, &articles)[0]["target"]["selector"];
        assert_eq!(selectors[0]["exact"], quote);
        assert_eq!(selectors[1]["start"], start);
        let files = export(Format::Csv, &articles, &Options { raw: true, run: None });
        let row = csv::Reader::from_reader(files["claims.csv"].as_bytes()).records().next().unwrap().unwrap();
        assert_eq!((&row[9], &row[10]), (quote, start.to_string().as_str()));
        let brat = export(Format::Brat, &articles, &Options::default());
        assert_eq!(brat[&format!("{key}.txt")], text);
        for line in brat[&format!("{key}.ann")].split_terminator('\n').filter(|line| line.starts_with('T')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let places =
                columns[1].split_once(' ').unwrap().1.split(';').map(|part| part.split_once(' ').unwrap());
            let cut = |(from, to): (&str, &str)| -> String {
                points[from.parse::<usize>().unwrap()..to.parse::<usize>().unwrap()].iter().collect()
            };
            assert_eq!(columns[2], places.map(cut).collect::<Vec<_>>().join(" "));
            assert_eq!(columns.len(), 3);
        }
    }
}
