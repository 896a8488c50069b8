//! Questions of every kind, alone and together: common and rare values, words and ranges.

use claimant_doc::{Certainty, Date, Status};
use claimant_ledger::{Error, Facets, Ledger};

/// Claims of one page.
const PAGE: usize = 50;

/// One question, how many claims it found (up to a page) and the processor's seconds of each asking.
pub struct Asked {
    pub name: String,
    pub found: usize,
    pub seconds: Vec<f64>,
}

impl Asked {
    /// The middle time.
    pub fn median(&self) -> f64 {
        let mut seconds = self.seconds.clone();
        seconds.sort_by(f64::total_cmp);
        seconds[seconds.len() / 2]
    }
}

fn some(words: &str) -> Option<String> {
    Some(words.to_owned())
}

fn days(from: &str, to: &str) -> Option<(Option<Date>, Option<Date>)> {
    Some((from.parse().ok(), to.parse().ok()))
}

/// The questions: what is asked, by name.
fn questions() -> Vec<(&'static str, Facets)> {
    let all = Facets::default;
    vec![
        ("everything", all()),
        ("--status alleged", Facets { status: vec![Status::Alleged], ..all() }),
        ("--status asserted", Facets { status: vec![Status::Asserted], ..all() }),
        (
            "--status asked --certainty unknown",
            Facets { status: vec![Status::Asked], certainty: vec![Certainty::Unknown], ..all() },
        ),
        ("--certainty possible", Facets { certainty: vec![Certainty::Possible], ..all() }),
        ("--who officials", Facets { who: some("officials"), ..all() }),
        ("--who \"Henrik Vaskosel\"", Facets { who: some("Henrik Vaskosel"), ..all() }),
        (
            "--source-kind unnamed --status alleged",
            Facets { source_kind: vec!["unnamed".to_owned()], status: vec![Status::Alleged], ..all() },
        ),
        ("--about Karkarkarkar", Facets { about: some("Karkarkarkar"), ..all() }),
        ("--place Osososos", Facets { place: some("Osososos"), ..all() }),
        ("--event arrest", Facets { event: some("arrest"), ..all() }),
        (
            "--event recruitment --status denied",
            Facets { event: some("recruitment"), status: vec![Status::Denied], ..all() },
        ),
        ("--text migrants", Facets { text: some("migrants"), ..all() }),
        ("--text \"migrants killed 2011\"", Facets { text: some("migrants killed 2011"), ..all() }),
        ("--text \"soldiers met\" (phrase)", Facets { text: some("\"soldiers met\""), ..all() }),
        ("--text kar*", Facets { text: some("kar*"), ..all() }),
        ("--publisher Herald", Facets { publisher: some("Herald"), ..all() }),
        ("--period 2010-03-01..2010-03-31", Facets { period: days("2010-03-01", "2010-03-31"), ..all() }),
        ("--period 1914-01-01..1918-12-31", Facets { period: days("1914-01-01", "1918-12-31"), ..all() }),
        (
            "--period 2011..2012 --status alleged --event killing",
            Facets {
                period: days("2011-01-01", "2012-12-31"),
                status: vec![Status::Alleged],
                event: some("killing"),
                ..all()
            },
        ),
        ("--figure 1500..1600", Facets { figure: Some((1500.0, 1600.0)), ..all() }),
        ("--figure 40000..41000", Facets { figure: Some((40_000.0, 41_000.0)), ..all() }),
        (
            "--figure 900..901 --status predicted",
            Facets { figure: Some((900.0, 901.0)), status: vec![Status::Predicted], ..all() },
        ),
        (
            "--figure 1..100 --period 2005..2005 --text students",
            Facets {
                figure: Some((1.0, 100.0)),
                period: days("2005-01-01", "2005-12-31"),
                text: some("students"),
                ..all()
            },
        ),
        (
            "--check-worthy 0.98 --status asked",
            Facets { check_worthy: Some(0.98), status: vec![Status::Asked], ..all() },
        ),
        ("--check-worthy 0.9", Facets { check_worthy: Some(0.9), ..all() }),
        (
            "--published 2020-01-01..2020-01-31 --status alleged",
            Facets { published: days("2020-01-01", "2020-01-31"), status: vec![Status::Alleged], ..all() },
        ),
        ("--reviewed", Facets { reviewed: Some(true), ..all() }),
        (
            "--unreviewed --status denied",
            Facets { reviewed: Some(false), status: vec![Status::Denied], ..all() },
        ),
        ("no such word", Facets { text: some("zzzyx"), ..all() }),
    ]
}

/// Asks every question `times` times, one round after the other.
pub fn ask(ledger: &Ledger, times: usize) -> Result<Vec<Asked>, Error> {
    let questions = questions();
    let mut asked: Vec<Asked> = questions
        .iter()
        .map(|(name, _)| Asked { name: (*name).to_owned(), found: 0, seconds: Vec::new() })
        .collect();
    for _ in 0..times {
        for ((_, facets), asked) in questions.iter().zip(&mut asked) {
            let begun = super::cpu_seconds();
            let page = ledger.ask(facets, None, PAGE)?;
            asked.seconds.push(super::cpu_seconds() - begun);
            asked.found = page.claims.len();
        }
    }
    Ok(asked)
}
