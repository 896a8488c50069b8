use claimant_doc::{
    Article, Attribution, Bound, Date, Form, Link, Quantity, QuantityKind, Reading, Span, Time, TimeKind,
};

use super::*;

/// A reading put together by hand; words are found by their first place after the last one found.
struct Hand {
    reading: Reading,
    at: usize,
}

impl Hand {
    fn of(text: &str) -> Hand {
        let mut reading = Reading { article: Article::new(text), ..Reading::default() };
        let mut start = 0;
        for sentence in text.split_inclusive(". ") {
            reading.sentences.extend(Span::trimmed(text, start..start + sentence.len()));
            start += sentence.len();
        }
        Hand { reading, at: 0 }
    }

    fn place(&self, words: &str, from: usize) -> Span {
        let text = self.reading.article.text();
        let start = from + text[from..].find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
        Span::new(text, start..start + words.len()).unwrap()
    }

    /// A time; figures may refer to it by its number from 1.
    fn time(mut self, words: &str, from: &str, to: &str) -> Hand {
        let date = |day: &str| day.parse::<Date>().ok();
        let id = format!("t{}", self.reading.times.len() + 1);
        let span = self.place(words, 0);
        self.reading.times.push(Time {
            id,
            span,
            kind: TimeKind::Duration,
            value: None,
            from: date(from),
            to: date(to),
            anchor: None,
            alternatives: Vec::new(),
        });
        self
    }

    fn says(mut self, source: &str, content: &str) -> Hand {
        let id = format!("a{}", self.reading.attributions.len() + 1);
        let (source, content) = (vec![self.place(source, 0)], vec![self.place(content, 0)]);
        self.reading.attributions.push(Attribution {
            id,
            source,
            cue: Vec::new(),
            content,
            form: Form::Indirect,
            source_entity: None,
            source_kind: None,
            inside: None,
            stance: None,
            attitude: false,
        });
        self
    }

    /// A count of persons: words, value, bound, item, measure, number of its time (0 for none).
    fn count(
        mut self,
        words: &str,
        value: f64,
        bound: Bound,
        item: &str,
        measure: &str,
        time: usize,
    ) -> Hand {
        let span = self.place(words, self.at);
        let item = self.place(item, span.end());
        self.at = span.end();
        let quantity = Quantity {
            item: Some(item),
            measure: Some(measure.to_owned()),
            time: (time > 0).then(|| Link::Id(format!("t{time}"))),
            unit: Some("person".to_owned()),
            ..self.plain(span, value, bound)
        };
        self.reading.quantities.push(quantity);
        self
    }

    fn percent(mut self, words: &str, value: f64, bound: Bound) -> Hand {
        let span = self.place(words, self.at);
        self.at = span.end();
        let unit = Some("percent".to_owned());
        let quantity = Quantity { unit, kind: QuantityKind::Percent, ..self.plain(span, value, bound) };
        self.reading.quantities.push(quantity);
        self
    }

    fn plain(&self, span: Span, value: f64, bound: Bound) -> Quantity {
        Quantity::new(
            format!("q{}", self.reading.quantities.len() + 1),
            span,
            QuantityKind::Count,
            Some(value),
            bound,
        )
    }

    fn found(&self) -> Vec<(FindingKind, Verdict)> {
        findings(&self.reading).iter().map(|f| (f.kind, f.verdict)).collect()
    }
}

/// Crossings by Norvians: more than `whole` over 44 months, `part` in the last five of them.
fn crossings(whole: f64, bound: Bound, part: f64, measure: &str) -> Hand {
    Hand::of("Over 44 months 1,500 Norvians crossed. This year 500 Norvians came.")
        .time("44 months", "2020-10-01", "2024-05-31")
        .time("This year", "2024-01-01", "2024-05-31")
        .count("1,500", whole, bound, "Norvians", "cross", 1)
        .count("500", part, Bound::AtLeast, "Norvians", measure, 2)
}

#[test]
fn a_part_may_lie_under_an_open_bound() {
    let hand = crossings(1500.0, Bound::MoreThan, 500.0, "apprehend");
    assert_eq!(hand.found(), [(FindingKind::Subset, Verdict::Consistent)]);
    let finding = &findings(&hand.reading)[0];
    assert_eq!(
        finding.derivation,
        "[500, ∞) ≤ (1500, ∞); 2024-01-01..2024-05-31 within 2020-10-01..2024-05-31"
    );
    assert!(finding.statement.contains("one counts “apprehend”, the other “cross”"), "{}", finding.statement);
}

#[test]
fn a_part_above_its_whole_is_inconsistent_only_for_the_same_event() {
    let same = crossings(400.0, Bound::Exact, 500.0, "cross");
    assert_eq!(same.found(), [(FindingKind::Subset, Verdict::Inconsistent)]);
    let other = crossings(400.0, Bound::Exact, 500.0, "apprehend");
    assert_eq!(other.found(), [(FindingKind::Subset, Verdict::CannotTell)]);
    let touching = crossings(500.0, Bound::LessThan, 500.0, "cross");
    assert_eq!(touching.found(), [(FindingKind::Subset, Verdict::Inconsistent)]);
}

#[test]
fn counts_over_different_periods_compare_by_rate() {
    let hand = Hand::of("1,500 Norvians crossed since 2020. Before, 26 Norvians crossed in 14 years.")
        .time("since 2020", "2020-10-01", "2024-05-31")
        .time("14 years", "2006-10-01", "2020-09-30")
        .count("1,500", 1500.0, Bound::MoreThan, "Norvians", "cross", 1)
        .count("26", 26.0, Bound::Exact, "Norvians", "cross", 2);
    let found = findings(&hand.reading);
    assert_eq!(found[0].derivation, "1500/44 months = 34.1; 26/168 months = 0.15");
    assert!(found[0].statement.contains("more than 34.1 a month"), "{}", found[0].statement);
    assert!(found[0].statement.contains("220-fold"), "{}", found[0].statement);
}

fn nine_of_300(percent: f64, words: &str) -> Vec<(FindingKind, Verdict)> {
    Hand::of(&format!("The clinic lost 9 of 300 patients, or {words} percent."))
        .count("9", 9.0, Bound::Exact, "patients", "lose", 0)
        .count("300", 300.0, Bound::Exact, "patients", "lose", 0)
        .percent(&format!("{words} percent"), percent, Bound::Exact)
        .found()
}

#[test]
fn a_stated_share_is_checked_with_the_rounding_of_its_digits() {
    assert_eq!(nine_of_300(0.3, "0.3"), [(FindingKind::Share, Verdict::Inconsistent)]);
    assert_eq!(nine_of_300(3.0, "3"), [(FindingKind::Share, Verdict::Consistent)]);
    assert_eq!(nine_of_300(3.4, "3.4"), [(FindingKind::Share, Verdict::Inconsistent)]);
}

#[test]
fn a_share_is_derived_from_a_lower_bound() {
    let hand = Hand::of("Over a million of its 10 million people live abroad.")
        .count("Over a million", 1e6, Bound::MoreThan, "people", "live", 0)
        .count("10 million", 1e7, Bound::About, "people", "live", 0);
    let found = findings(&hand.reading);
    assert_eq!(found.len(), 1);
    assert!(found[0].statement.contains("more than 10 percent"), "{}", found[0].statement);
}

fn toll(total: f64) -> Vec<(FindingKind, Verdict)> {
    Hand::of("The blast killed 20 people: fourteen civilians, five soldiers and one guard.")
        .count("20", total, Bound::Exact, "people", "kill", 0)
        .count("fourteen", 14.0, Bound::Exact, "civilians", "kill", 0)
        .count("five", 5.0, Bound::Exact, "soldiers", "kill", 0)
        .count("one", 1.0, Bound::Exact, "guard", "kill", 0)
        .found()
}

#[test]
fn listed_parts_must_make_the_total() {
    assert_eq!(toll(20.0), [(FindingKind::Sum, Verdict::Consistent)]);
    assert_eq!(toll(21.0), [(FindingKind::Sum, Verdict::Inconsistent)]);
}

const RIVALS: &str = "Police said 12 miners were killed. The union said 40 miners were killed.";

fn rivals() -> Hand {
    Hand::of(RIVALS).count("12", 12.0, Bound::Exact, "miners", "kill", 0).count(
        "40",
        40.0,
        Bound::AtLeast,
        "miners",
        "kill",
        0,
    )
}

#[test]
fn rival_figures_need_rival_sources() {
    assert_eq!(rivals().found(), []);
    let sourced = rivals().says("Police", "12 miners were killed").says("The union", "40 miners were killed");
    assert_eq!(sourced.found(), [(FindingKind::FigureConflict, Verdict::Inconsistent)]);
    let statement = &findings(&sourced.reading)[0].statement;
    assert!(statement.contains("[by Police]") && statement.contains("[by The union]"), "{statement}");
}

#[test]
fn different_places_are_no_conflict() {
    let hand =
        Hand::of("Police said 12 miners were killed in Arda. The union said 40 miners were killed in Besk.")
            .count("12", 12.0, Bound::Exact, "miners", "kill", 0)
            .count("40", 40.0, Bound::Exact, "miners", "kill", 0)
            .says("Police", "12 miners were killed in Arda")
            .says("The union", "40 miners were killed in Besk");
    assert_eq!(hand.found(), []);
}

#[test]
fn a_weekday_must_fit_its_date() {
    let fits = Hand::of("It met on Friday, March 22, 2024.").time(
        "Friday, March 22, 2024",
        "2024-03-22",
        "2024-03-22",
    );
    assert_eq!(fits.found(), []);
    let wrong = Hand::of("It met on Monday, March 22, 2024.").time(
        "Monday, March 22, 2024",
        "2024-03-22",
        "2024-03-22",
    );
    assert_eq!(wrong.found(), [(FindingKind::DateConflict, Verdict::Inconsistent)]);
}

#[test]
fn many_figures_are_compared_within_a_window() {
    let text = "12 miners died. ".repeat(4000);
    let mut hand = Hand::of(&text);
    for _ in 0..4000 {
        hand = hand.count("12", 12.0, Bound::Exact, "miners", "die", 0);
    }
    assert_eq!(hand.found(), []);
}
