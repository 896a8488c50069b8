//! The figures that the rules alone must reach.

use super::Measured;

/// A figure and what it must reach.
struct Target {
    what: &'static str,
    file: &'static str,
    layer: &'static str,
    figure: &'static str,
    goal: Goal,
}

/// Which way is better.
#[derive(Clone, Copy)]
enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

use Goal::{AtLeast, AtMost};

const fn target(what: &'static str, [file, layer, figure]: [&'static str; 3], goal: Goal) -> Target {
    Target { what, file, layer, figure, goal }
}

const TARGETS: &[Target] = &[
    target("attribution, linked F1", ["polnear.dev", "attributions", "linked_f1"], AtLeast(40.0)),
    target("attribution, cue exact F1", ["polnear.dev", "attributions", "cue_exact_f1"], AtLeast(55.0)),
    target("attribution, source exact F1", ["polnear.dev", "attributions", "source_exact_f1"], AtLeast(50.0)),
    target("attribution, content F1 at 0.3", ["polnear.dev", "attributions", "content_30_f1"], AtLeast(55.0)),
    target("example: linked F1", ["gold", "attributions", "linked_f1"], AtLeast(60.0)),
    target(
        "example: alleged or denied shown as fact",
        ["gold", "claims", "alleged_or_denied_as_fact_per_100"],
        AtMost(0.0),
    ),
    target("example: quantities, value F1", ["gold", "quantities", "value_f1"], AtLeast(90.0)),
    target("example: quantities, bound accuracy", ["gold", "quantities", "bound_accuracy"], AtLeast(95.0)),
    target("example: times, from and to", ["gold", "times", "from_to_accuracy"], AtLeast(90.0)),
    target("example: the three figures' periods", ["gold", "checks", "period_right"], AtLeast(100.0)),
    target(
        "example: the quotation without a speaker",
        ["gold", "checks", "speakerless_right"],
        AtLeast(100.0),
    ),
    target(
        "own gold: allegation as fact per 100",
        ["own.dev", "claims", "allegation_as_fact_per_100"],
        AtMost(5.0),
    ),
    target("own gold: status macro-F1", ["own.dev", "claims", "status_macro_f1"], AtLeast(55.0)),
    target("times, relaxed F1", ["times.tbaq", "times", "relaxed_f1"], AtLeast(85.0)),
    target("times, value F1", ["times.tbaq", "times", "value_f1"], AtLeast(70.0)),
    target("HTML, text F1 (gold is Readability's own)", ["pages", "html", "text_f1"], AtLeast(95.5)),
    target("HTML, strings that must be there", ["pages", "html", "contains_recall"], AtLeast(93.0)),
    target("HTML, strings that must not", ["pages", "html", "excludes_kept_out"], AtLeast(93.0)),
    target("HTML, title", ["pages", "html", "title_exact"], AtLeast(90.0)),
    target("HTML, date", ["pages", "html", "date_accuracy"], AtLeast(90.0)),
    target("HTML, one author right", ["pages", "html", "author_any"], AtLeast(80.0)),
    target(
        "sentence ends F1, weblog + newsgroup + news",
        ["news", "sentences", "sentence_f1"],
        AtLeast(95.0),
    ),
];

/// A target with what was measured.
pub struct Row {
    what: &'static str,
    file: &'static str,
    goal: Goal,
    measured: Option<f64>,
}

/// What was measured for each target: for `all`, or for those whose file was read.
pub fn rows(measured: &[Measured], all: bool) -> Vec<Row> {
    let row = |target: &Target| {
        let mut layers = measured.iter().filter(|m| m.file == target.file).flat_map(|m| &m.scores.layers);
        let figures = layers.find(|(name, _)| *name == target.layer);
        let measured = figures.and_then(|(_, figures)| figures.get(target.figure));
        Row { what: target.what, file: target.file, goal: target.goal, measured }
    };
    TARGETS.iter().map(row).filter(|row| all || row.measured.is_some()).collect()
}

/// The targets as a Markdown table.
pub fn table(rows: &[Row]) -> String {
    let mut out = String::from("| what | gold file | target | measured | met |\n|---|---|---:|---:|---|\n");
    for row in rows {
        let (sign, bound, met) = match row.goal {
            AtLeast(bound) => ("≥", bound, row.measured.is_some_and(|m| m >= bound)),
            AtMost(bound) => ("≤", bound, row.measured.is_some_and(|m| m <= bound)),
        };
        let measured = row.measured.map_or("not measured".to_owned(), |m| format!("{m:.1}"));
        let met = if met { "yes" } else { "**no**" };
        out.push_str(&format!("| {} | {} | {sign} {bound} | {measured} | {met} |\n", row.what, row.file));
    }
    out
}
