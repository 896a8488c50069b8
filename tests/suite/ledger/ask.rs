//! Facets: each finds what a search of every claim by hand finds.

use claimant_doc::{Certainty, Date, Status};
use claimant_ledger::review::{Decision, What};
use claimant_ledger::{Claimed, Facets, Ledger, Value, Writer};

use super::{entry, reading};
use crate::binary::Folder;
use crate::spans;

/// Articles in the ledger that is asked.
const ARTICLES: usize = 60;

fn ledger(folder: &Folder) -> Ledger {
    let path = folder.path("news.claimant");
    let mut writer = Writer::open(&path).expect("a ledger");
    let entries: Vec<_> = (0..ARTICLES).map(entry).collect();
    writer.add(&entries).expect("added");
    Ledger::open(&path).expect("a ledger")
}

fn ask(ledger: &Ledger, facets: &Facets) -> Vec<Claimed> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = ledger.ask(facets, after, 7).expect("an answer");
        all.extend(page.claims);
        after = page.next;
        if after.is_none() {
            break all;
        }
    }
}

fn ids(claims: &[Claimed]) -> Vec<&str> {
    claims.iter().map(|claim| claim.id.as_str()).collect()
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
}

/// A question, and whether a claim meets it.
type Question = (&'static str, Facets, fn(&Claimed) -> bool);

fn has(text: &str, word: &str) -> bool {
    words(text).iter().any(|found| found == word)
}

fn questions() -> Vec<Question> {
    let some = |word: &str| Some(word.to_owned());
    let day = |text: &str| text.parse::<Date>().ok();
    vec![
        ("all", Facets::default(), |_| true),
        ("who", Facets { who: some("VASKO"), ..Facets::default() }, |c| has(&c.who(), "vasko")),
        ("text", Facets { text: some("crossed tarn"), ..Facets::default() }, |c| {
            has(c.parts().2, "crossed") && has(c.parts().2, "tarn")
        }),
        ("beginning", Facets { text: some("cross*"), ..Facets::default() }, |c| {
            words(c.parts().2).iter().any(|word| word.starts_with("cross"))
        }),
        ("status", Facets { status: vec![Status::Alleged, Status::Denied], ..Facets::default() }, |c| {
            ["alleged", "denied"].contains(&c.stands.status.as_str())
        }),
        ("certainty", Facets { certainty: vec![Certainty::Possible], ..Facets::default() }, |c| {
            c.stands.certainty == "possible"
        }),
        ("own voice", Facets { source_kind: vec!["own_voice".to_owned()], ..Facets::default() }, |c| {
            c.chain.is_empty()
        }),
        ("publisher", Facets { publisher: some("paper 3"), ..Facets::default() }, |c| {
            c.publisher.as_deref() == Some("Paper 3")
        }),
        ("event", Facets { event: some("crossing"), ..Facets::default() }, |c| has(&c.events, "crossing")),
        ("place", Facets { place: some("kenya"), ..Facets::default() }, |c| has(&c.places, "kenya")),
        ("figure", Facets { figure: Some((200.0, 260.0)), ..Facets::default() }, |c| {
            c.figures.iter().any(|f| f.value.is_some_and(|v| v <= 260.0 && f.high.unwrap_or(v) >= 200.0))
        }),
        (
            "period",
            Facets { period: Some((day("2012-05-30"), day("2013-06-01"))), ..Facets::default() },
            |c| meets(c, Some("2012-05-30"), Some("2013-06-01")),
        ),
        ("open period", Facets { period: Some((day("2022-01-01"), None)), ..Facets::default() }, |c| {
            meets(c, Some("2022-01-01"), None)
        }),
        (
            "published",
            Facets { published: Some((day("2024-03-01"), day("2024-03-31"))), ..Facets::default() },
            |c| c.published.as_deref().is_some_and(|day| day.starts_with("2024-03")),
        ),
        (
            "several",
            Facets {
                figure: Some((150.0, 400.0)),
                period: Some((day("2011-01-01"), day("2015-12-31"))),
                text: some("people"),
                source_kind: vec!["group".to_owned(), "unnamed".to_owned(), "organization".to_owned()],
                ..Facets::default()
            },
            |c| {
                meets(c, Some("2011-01-01"), Some("2015-12-31"))
                    && has(c.parts().2, "people")
                    && c.figures.iter().any(|f| f.value.is_some_and(|v| (150.0..=400.0).contains(&v)))
                    && ["group", "unnamed", "organization"].contains(&c.source_kind.as_str())
            },
        ),
    ]
}

fn meets(claim: &Claimed, from: Option<&str>, to: Option<&str>) -> bool {
    let known = |time: &&claimant_ledger::Period| time.from.is_some() || time.to.is_some();
    claim.times.iter().filter(known).any(|time| {
        let first = time.from.as_deref().unwrap_or("0000");
        let last = time.to.as_deref().unwrap_or("9999");
        first <= to.unwrap_or("9999") && last >= from.unwrap_or("0000")
    })
}

#[test]
fn every_facet_finds_what_a_search_by_hand_finds() {
    let folder = Folder::new("facets");
    let ledger = ledger(&folder);
    let all = ask(&ledger, &Facets::default());
    assert_eq!(all.len() as i64, ledger.size().expect("a size").1);
    let days: Vec<_> = all.iter().filter_map(|claim| claim.published.as_deref()).collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "not the newest first");
    for (name, facets, meets) in questions() {
        let found = ask(&ledger, &facets);
        let expected: Vec<Claimed> = all.iter().filter(|claim| meets(claim)).cloned().collect();
        assert_eq!(ids(&found), ids(&expected), "{name}");
        assert!(!found.is_empty(), "{name}: nothing is found, so nothing is tested");
        assert_eq!(ledger.count(&facets, 10_000).expect("a count"), found.len(), "{name}");
    }
}

#[test]
fn what_people_decided_of_is_told_apart() {
    let folder = Folder::new("reviewed");
    let opened = ledger(&folder);
    let all = ask(&opened, &Facets::default());
    let mut writer = Writer::open(opened.path()).expect("a ledger");
    for (claim, what) in [(&all[3], What::Accept), (&all[9], What::Reject), (&all[11], What::Note)] {
        let subject = opened.subject(&claim.id).expect("asked").expect("a key");
        let decision = Decision { subject, what, why: "seen".to_owned() };
        writer.decide(&[decision], "Ana", None).expect("logged");
    }
    let reviewed = ask(&opened, &Facets { reviewed: Some(true), ..Facets::default() });
    assert_eq!(ids(&reviewed), [all[3].id.as_str(), all[9].id.as_str()]);
    assert_eq!((reviewed[0].reviewed.len(), reviewed[0].reviewed[0].who.as_str()), (1, "Ana"));
    assert!(reviewed[1].rejected && !reviewed[0].rejected);
    // With a range beside it, the range is asked of each claim.
    let days = Some(("1900-01-01".parse().ok(), "2100-12-31".parse().ok()));
    let both = ask(&opened, &Facets { reviewed: Some(true), period: days, ..Facets::default() });
    let meant: Vec<&str> = reviewed.iter().filter(|c| meets(c, None, None)).map(|c| c.id.as_str()).collect();
    assert_eq!(ids(&both), meant);
    let unreviewed = ask(&opened, &Facets { reviewed: Some(false), ..Facets::default() });
    assert_eq!(unreviewed.len(), all.len() - 2);
}

#[test]
fn every_quote_is_the_words_of_its_span() {
    let folder = Folder::new("quotes");
    let opened = ledger(&folder);
    for n in 0..3 {
        spans::check(&mut reading(n)).expect("spans");
    }
    let tables = [
        ("claim_spans", "start", "\"end\"", "quote", "(claim >> 18) << 18"),
        ("claim_markers", "start", "\"end\"", "quote", "(claim >> 18) << 18"),
        ("times", "start", "\"end\"", "quote", "reading"),
        ("quantities", "start", "\"end\"", "quote", "reading"),
        ("quantities", "item_start", "item_end", "item", "reading"),
        ("events", "start", "\"end\"", "quote", "reading"),
        ("participants", "start", "\"end\"", "quote", "reading"),
        ("attribution_spans", "start", "\"end\"", "quote", "reading"),
    ];
    for (table, start, end, quote, reading) in tables {
        let sql = format!(
            "SELECT count(*), coalesce(sum(substr(text, {start} + 1, {end} - {start}) = {quote}), 0)
             FROM {table} JOIN readings ON readings.id = {reading} JOIN articles ON articles.id = readings.article
             WHERE {start} IS NOT NULL"
        );
        let row = opened.table(&sql).expect("a count").rows.remove(0);
        assert_eq!(row[0], row[1], "{table}.{quote}");
        assert!(matches!(row[0], Value::Integer(n) if n > 0), "{table}.{quote} is empty");
    }
}
