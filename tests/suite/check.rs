//! Claim sentences, read by the whole pipeline, held against a small table: `tests/check/sentences.tsv`.
//!
//! A verdict where the table cannot tell is the worst that can happen here; the table's own file says what it holds.

use claimant_doc::{Article, Polarity, Status};
use claimant_extract::{Config, extract};
use claimant_ledger::check::{Check, Loaded, Package, Table, check, load};

use crate::at_root;

fn text(file: &str) -> String {
    std::fs::read_to_string(at_root("tests/check").join(file)).expect(file)
}

fn table(package: &Package, name: &str) -> Table {
    let resource = package.resource(name).expect("a resource");
    match load(resource, text(&resource.path).as_bytes()).expect("a table") {
        Loaded::Ready(table) => *table,
        Loaded::Asks(questions) => panic!("{questions:?}"),
    }
}

/// Every check of an article of one sentence.
fn checks(table: &Table, published: &str, sentence: &str) -> Vec<Check> {
    let mut article = Article::new(sentence);
    article.published = Some(published.to_owned());
    let reading = extract(article, &Config::default());
    reading.claims.iter().filter_map(|claim| check(&reading, claim, table)).collect()
}

/// Calls `each` with the expected answer and the checks of every sentence.
fn for_each_sentence(mut each: impl FnMut(&str, &str, &[Check])) {
    let package = Package::parse(text("datapackage.json").as_bytes()).expect("a package");
    let tables = ["frontier_annual", "frontier_monthly"].map(|name| table(&package, name));
    for line in text("sentences.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [name, expected, published, sentence] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let table = tables.iter().find(|table| table.name == name).expect("a table");
        each(expected, sentence, &checks(table, published, sentence));
    }
}

#[test]
fn every_sentence_has_the_answer_of_a_careful_reader() {
    let (mut complaints, mut count) = (Vec::new(), 0);
    for_each_sentence(|expected, sentence, checks| {
        count += 1;
        let answers: Vec<String> = checks.iter().map(|check| check.verdict.to_string()).collect();
        let (word, reason) = expected.split_once(": ").unwrap_or((expected, ""));
        if answers.len() != 1 || !answers[0].starts_with(word) || !answers[0].contains(reason) {
            complaints.push(format!("{expected} wanted, {answers:?}: {sentence}"));
        }
    });
    assert!(count >= 40, "{count} sentences");
    assert!(complaints.is_empty(), "{} of {count}:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn no_check_is_shown_without_who_holds_the_claim() {
    for_each_sentence(|_, sentence, checks| {
        for check in checks {
            for length in [80, 140, 280] {
                let cut: String = check.to_string().chars().take(length).collect();
                let status = check.held.status().word();
                assert!(cut.contains("the article") && cut.contains(status), "{cut}");
                let said_so = !sentence.contains("allegedly") || check.held.status() == Status::Alleged;
                assert!(said_so, "{sentence}");
                assert!(
                    !sentence.contains("denied") || check.held.polarity() == Polarity::Negated,
                    "{sentence}"
                );
            }
        }
    });
}

#[test]
fn a_check_shows_its_query_and_its_rows() {
    let package = Package::parse(text("datapackage.json").as_bytes()).expect("a package");
    let table = table(&package, "frontier_annual");
    let sentence = "The Frontier Guard registered 3,170 encounters of Colombians in fiscal year 2022.";
    let found = checks(&table, "2024-12-20", sentence);
    let evidence = &found[0].evidence[0];
    assert_eq!(
        evidence.sql,
        "SELECT SUM(\"encounters\") FROM \"frontier_annual\" WHERE \"border\" = '' AND \"citizenship\" = 'Colombia' \
         AND \"fiscal_year\" = '2022'"
    );
    assert_eq!(evidence.rows.len(), 1);
    assert_eq!(evidence.published, 3170.0);
    assert_eq!(evidence.period.to_string(), "2021-10-01 to 2022-09-30");
    let row = text("annual.csv").lines().nth(evidence.rows[0].line as usize - 1).map(str::to_owned);
    assert_eq!(row.as_deref(), Some("2022,,Colombia,3170"));
}

#[test]
fn people_are_not_events_and_the_figure_is_shown_all_the_same() {
    let package = Package::parse(text("datapackage.json").as_bytes()).expect("a package");
    let table = table(&package, "frontier_annual");
    let sentence = "The Frontier Guard encountered 1,190 Colombians in fiscal year 2021.";
    let found = checks(&table, "2024-12-20", sentence);
    assert_eq!(found[0].verdict.word(), "cannot tell");
    assert_eq!(found[0].evidence[0].published, 1190.0);
}

#[test]
fn a_narrower_scope_in_the_sentence_before_keeps_the_table_from_contradicting() {
    let package = Package::parse(text("datapackage.json").as_bytes()).expect("a package");
    let table = table(&package, "frontier_annual");
    let claim = "The Frontier Guard recorded 450 encounters in fiscal year 2021.";
    let word = |article: &str| {
        let found = checks(&table, "2024-12-20", article);
        found.last().expect("a check").verdict.word()
    };
    assert_eq!(word(claim), "does not bear out");
    assert_eq!(word(&format!("At the northern frontier it was quiet. {claim}")), "cannot tell");
}
