use rusqlite::Connection;

use super::names::{Candidate, Decision, EntryKind, Identifier, NameList, SHOWN, SecondIdentifier};
use super::query::{Condition, Query};
use super::*;

const PACKAGE: &str = include_str!("../../../../tests/check/datapackage.json");
const ANNUAL: &str = include_str!("../../../../tests/check/annual.csv");
const MONTHLY: &str = include_str!("../../../../tests/check/monthly.csv");
const WATCHED: &str = include_str!("../../../../tests/check/watched.csv");

fn resource(name: &str) -> Resource {
    Package::parse(PACKAGE.as_bytes())
        .and_then(|package| package.resource(name).cloned())
        .expect("a resource")
}

fn table(name: &str, rows: &str) -> Table {
    match load(&resource(name), rows.as_bytes()) {
        Ok(Loaded::Ready(table)) => *table,
        other => panic!("{other:?}"),
    }
}

fn watched() -> NameList {
    NameList::load(&resource("watched"), WATCHED.as_bytes()).expect("a list")
}

/// A table of SQLite with every cell as text, as in the file.
fn stored(name: &str, rows: &str) -> Connection {
    let store = Connection::open_in_memory().expect("a store");
    let mut lines = rows.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let names: Vec<String> =
        lines.next().expect("names").iter().map(|name| format!("\"{name}\" TEXT")).collect();
    store.execute(&format!("CREATE TABLE \"{name}\" ({})", names.join(", ")), []).expect("a table");
    for cells in lines {
        let marks = vec!["?"; cells.len()].join(", ");
        let sql = format!("INSERT INTO \"{name}\" VALUES ({marks})");
        store.execute(&sql, rusqlite::params_from_iter(cells)).expect("a row");
    }
    store
}

#[test]
fn the_sql_gives_what_the_evaluation_gives() {
    for (name, rows) in [("frontier_annual", ANNUAL), ("frontier_monthly", MONTHLY)] {
        let (table, store) = (table(name, rows), stored(name, rows));
        let cells: Vec<String> = table.periods.keys().cloned().collect();
        let mut asked = 0;
        for first in 0..cells.len() {
            for last in first..cells.len() {
                for query in queries(&table, &cells[first..=last]) {
                    let sum: Option<f64> =
                        store.query_row(&query.sql(), [], |row| row.get(0)).expect("an answer");
                    assert_eq!(sum.unwrap_or(0.0), query.run(&table).published, "{}", query.sql());
                    asked += 1;
                }
            }
        }
        assert!(asked > 100, "{asked}");
    }
}

/// A query for every value of every dimension, its empty cell and none.
fn queries(table: &Table, cells: &[String]) -> Vec<Query> {
    let of_period = Condition::In { column: table.period.name.clone(), values: cells.to_vec() };
    let query = |more: Vec<Condition>| Query {
        table: table.name.clone(),
        count: table.count.name.clone(),
        conditions: more.into_iter().chain([of_period.clone()]).collect(),
    };
    let mut all = vec![query(Vec::new())];
    for dimension in &table.dimensions {
        let column = dimension.column.name.clone();
        for value in dimension.values.iter().cloned().chain([String::new(), "O'Nowhere".to_owned()]) {
            all.push(query(vec![Condition::Is { column: column.clone(), value }]));
        }
    }
    all
}

#[test]
fn what_a_descriptor_leaves_open_is_asked() {
    let Ok(Loaded::Asks(questions)) = load(&resource("frontier_open"), MONTHLY.as_bytes()) else {
        panic!("nothing asked");
    };
    let asked: Vec<String> = questions.iter().map(ToString::to_string).collect();
    assert_eq!(
        asked,
        [
            "frontier_open: what is the column “demographic” (place, item, measure, none)?",
            "frontier_open: what does “encounters” count (events, persons, things)?"
        ]
    );
    let answers: Answers = serde_json::from_str(
        r#"{"frontier_open": {"fields": {"demographic": {"role": "item"},
            "encounters": {"role": "count", "counts": "events"}}}}"#,
    )
    .expect("answers");
    let package = Package::parse(PACKAGE.as_bytes()).expect("a package").answered(&answers);
    let resource = package.resource("frontier_open").expect("a resource");
    assert!(matches!(load(resource, MONTHLY.as_bytes()), Ok(Loaded::Ready(_))));
}

#[test]
fn a_bad_table_says_where() {
    let error =
        |name: &str, rows: &str| load(&resource(name), rows.as_bytes()).expect_err("an error").to_string();
    let head = "fiscal_year,border,citizenship,encounters\n";
    assert_eq!(
        error("frontier_annual", &format!("{head}2021,,,12\n2022,,,many\n")),
        "line 3, column 4 (“encounters”): “many” is not a number, not below zero"
    );
    assert_eq!(
        error("frontier_annual", &format!("{head}21,,,12\n")),
        "line 2, column 1 (“fiscal_year”): “21” is not a year, month or day"
    );
    assert_eq!(error("frontier_annual", &format!("{head}2021,,12\n")), "line 2: 3 cells in place of 4");
    assert_eq!(error("frontier_annual", head), "“frontier_annual” has no rows");
    assert_eq!(error("frontier_annual", "a,b\n1,2\n"), "“frontier_annual” has no column “fiscal_year”");
    assert_eq!(error("watched", WATCHED), "“watched” is not a table of counts");
    assert!(Package::parse(b"{}").is_err() && Package::parse(b"[").is_err());
    let unknown = r#"{"name": "x", "resources": [{"name": "y", "claimant": {"kidn": "counts"}}]}"#;
    assert!(Package::parse(unknown.as_bytes()).expect_err("an error").to_string().contains("kidn"));
}

#[test]
fn packed_tables_are_unpacked() {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(ANNUAL.as_bytes()).expect("memory");
    let packed = packer.finish().expect("memory");
    let mut resource = resource("frontier_annual");
    resource.compression = Some("gz".to_owned());
    let Ok(Loaded::Ready(unpacked)) = load(&resource, &packed) else { panic!("not loaded") };
    assert_eq!(unpacked.rows, table("frontier_annual", ANNUAL).rows);
    assert!(matches!(load(&resource, ANNUAL.as_bytes()), Err(TableError::Packed(_))));
}

fn best(list: &NameList, name: &str) -> Option<Candidate> {
    list.candidates(name, EntryKind::Person).into_iter().next()
}

#[test]
fn spellings_are_found_and_strangers_are_not() {
    let list = watched();
    for (name, entry) in [
        ("Rasheed bin Yusef al-Kharoussi", "w1"),
        ("KHARUSI, Rashid bin Yusuf", "w1"),
        ("Dmitry Sokolenko", "w3"),
        ("Dmitriy V. Sokolenko", "w3"),
        ("Rashid Tawil", "w4"),
    ] {
        assert_eq!(best(&list, name).map(|c| c.entry().to_owned()).as_deref(), Some(entry), "{name}");
    }
    for name in ["Yelena Marchenko", "Omar Rashid Haddadin", "Maria Tawil", "", "Al", "Sokolenko"] {
        assert_eq!(best(&list, name), None, "{name}");
    }
    let firm = list.candidates("Sokolenko Maritime Trading Co", EntryKind::Organisation);
    assert_eq!(firm.first().map(Candidate::entry), Some("w6"));
}

#[test]
fn father_and_son_are_two_persons() {
    let list = watched();
    assert_eq!(
        best(&list, "Yusuf bin Rashid al-Kharusi").map(|c| c.entry().to_owned()).as_deref(),
        Some("w2")
    );
    let leads = list.candidates("Rashid bin Yusuf al-Kharusi", EntryKind::Person);
    assert_eq!(leads.iter().map(Candidate::entry).collect::<Vec<_>>(), ["w1"]);
    for marker in ["bin", "ibn", "ben", "ould", "bint"] {
        for surname in ["", " al-Kharusi"] {
            let (son, father) =
                (format!("Rashid {marker} Yusuf{surname}"), format!("Yusuf {marker} Rashid{surname}"));
            assert_eq!(list.compare(&son, &father, EntryKind::Person), 0.0, "{son} / {father}");
            assert_eq!(list.compare(&father, &format!("Rashid Yusuf{surname}"), EntryKind::Person), 0.0);
        }
    }
    assert_eq!(list.compare("Rashid Yusuf", "Yusuf Rashid", EntryKind::Person), 0.0);
}

#[test]
fn transliteration_finds_but_is_no_evidence() {
    let list = watched();
    assert!(list.compare("Дмитрий Соколенко", "Dmitry Sokolenko", EntryKind::Person) < SHOWN);
}

#[test]
fn a_lead_becomes_an_identity_only_by_a_second_identifier_and_a_person() {
    let list = watched();
    let lead = best(&list, "Rashid Yusuf al-Kharusi").expect("a lead");
    let shown = lead.to_string();
    assert!(shown.starts_with("candidate, not an identity: "), "{shown}");
    assert!(serde_json::to_string(&lead).expect("JSON").contains(r#""is":"candidate""#));
    let day = |text: &str| text.parse().expect("a day");
    assert_eq!(SecondIdentifier::compare(&list, "w1", Identifier::Birth(day("1971-03-06"))), None);
    assert_eq!(SecondIdentifier::compare(&list, "w2", Identifier::Birth(day("1944-01-01"))), None);
    assert_eq!(Decision::new(" ", day("2024-05-02"), "same day of birth"), None);
    assert_eq!(Decision::new("N. Okoro", day("2024-05-02"), ""), None);
    let decision =
        Decision::new("N. Okoro", day("2024-05-02"), "the register gives the same day").expect("whole");
    let other = SecondIdentifier::compare(&list, "w4", Identifier::Birth(day("1966-01-01"))).expect("agrees");
    assert!(lead.clone().confirm(other, decision.clone()).is_err());
    let second =
        SecondIdentifier::compare(&list, "w1", Identifier::Birth(day("1971-03-05"))).expect("agrees");
    let confirmed = lead.confirm(second, decision).expect("confirmed").to_string();
    assert!(confirmed.contains("by decision of N. Okoro on 2024-05-02"), "{confirmed}");
}

#[test]
fn loading_is_the_same_every_time() {
    let show = || format!("{:?}", table("frontier_annual", ANNUAL).with_synonyms(&Synonyms::default()));
    assert_eq!(show(), show());
}
