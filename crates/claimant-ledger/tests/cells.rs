//! CSV: what a spreadsheet would run is escaped, what is raw is lossless, and no row is without who vouches.

use std::collections::BTreeMap;

use claimant_ledger::export::{Format, Options, export};
use claimant_ledger::review::Reviewed;

use crate::sample::{articles, ice, port};

type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let row =
        |row: csv::StringRecord| heads.iter().zip(&row).map(|(h, c)| (h.to_owned(), c.to_owned())).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn tables(articles: &[Reviewed], raw: bool) -> BTreeMap<String, Vec<Row>> {
    let files = export(Format::Csv, articles, &Options { raw, run: None });
    files.iter().filter(|(name, _)| name.ends_with(".csv")).map(|(n, text)| (n.clone(), rows(text))).collect()
}

#[test]
fn no_text_cell_runs_in_a_spreadsheet_and_numbers_stay_numbers() {
    for (file, rows) in tables(&articles(), false) {
        for (column, cell) in rows.iter().flatten() {
            let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!runs || cell.parse::<f64>().is_ok(), "{file} {column}: {cell}");
        }
    }
    let figures = &tables(&articles(), false)["figures.csv"];
    assert!(figures.iter().any(|row| row["value"] == "-40" && row["quote"] == "'-40"));
}

#[test]
fn every_first_character_is_escaped_and_raw_loses_nothing() {
    for title in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "a \"b\", c\nd", "'=1", "é"] {
        let mut reading = ice();
        reading.article.title = Some(title.to_owned());
        let articles = [Reviewed::from(reading)];
        let escaped = if title.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            format!("'{title}")
        } else {
            title.to_owned()
        };
        assert_eq!(tables(&articles, false)["articles.csv"][0]["title"], escaped);
        assert_eq!(tables(&articles, true)["articles.csv"][0]["title"], title);
    }
}

#[test]
fn no_row_is_without_who_vouches_and_how_it_stands() {
    for (file, rows) in tables(&articles(), true) {
        assert!(!rows.is_empty(), "{file}");
        for row in rows.iter().filter(|_| file != "articles.csv") {
            assert!(!row["status"].is_empty() && !row["certainty"].is_empty(), "{file}: {row:?}");
            assert!(
                row.get("who").or(row.get("source")).is_some_and(|who| !who.is_empty()),
                "{file}: {row:?}"
            );
        }
    }
}

#[test]
fn a_figure_that_stands_in_no_claim_has_no_row() {
    let mut reading = port();
    reading.claims.iter_mut().for_each(|claim| claim.quantities.clear());
    assert!(tables(&[Reviewed::from(reading)], true)["figures.csv"].is_empty());
}

#[test]
fn quotes_are_the_words_of_the_text_at_their_places() {
    let texts: BTreeMap<String, Vec<char>> = articles()
        .iter()
        .map(|a| {
            (
                claimant_ledger::key::article_key(&a.reading.article),
                a.reading.article.text().chars().collect(),
            )
        })
        .collect();
    let mut seen = 0;
    for (file, column) in [("claims.csv", "content"), ("figures.csv", "quote"), ("events.csv", "quote")] {
        for row in &tables(&articles(), true)[file] {
            let text = &texts[&row["article"]];
            let slice = |from: &str, to: &str| -> String {
                text[from.parse().unwrap()..to.parse().unwrap()].iter().collect()
            };
            let whole = match row.get("spans") {
                None => slice(&row["start"], &row["end"]),
                Some(spans) => {
                    let parts = spans.split("; ").map(|part| part.split_once('-').unwrap());
                    parts.map(|(from, to)| slice(from, to)).collect::<Vec<_>>().join(" … ")
                }
            };
            assert_eq!(whole, row[column], "{file}");
            seen += 1;
        }
    }
    assert_eq!(seen, 13 + 2 + 2);
}

#[test]
fn the_descriptor_names_the_columns_that_are_there() {
    let files = export(Format::Csv, &articles(), &Options::default());
    let package: serde_json::Value = serde_json::from_str(&files["datapackage.json"]).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len() + 1, files.len());
    for resource in resources {
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(files[resource["path"].as_str().unwrap()].lines().next(), Some(names.join(",").as_str()));
    }
}

#[test]
fn a_correction_shows_old_new_who_when_and_why() {
    let tables = tables(&articles(), true);
    let row = tables["claims.csv"].iter().find(|row| row["claim"] == "c3").unwrap();
    assert_eq!(row["status"], "alleged");
    for words in ["correct status", "asserted", "alleged", "Ida Holm", "2024-06-20T10:00:00Z", "never shown"]
    {
        assert!(row["review"].contains(words), "{}", row["review"]);
    }
    assert!(
        tables["claims.csv"].iter().any(|row| row["claim"] == "c11" && row["review"].starts_with("reject"))
    );
}
