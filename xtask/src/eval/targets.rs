//! The figures that the rules alone must reach, and those of the encoder.

use super::{Measured, Mode};

/// A figure and what it must reach.
struct Target {
    what: &'static str,
    file: &'static str,
    layer: &'static str,
    figure: &'static str,
    goal: Goal,
    mode: Mode,
}

/// Which way is better.
#[derive(Clone, Copy)]
enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

use Goal::{AtLeast, AtMost};

const fn target(what: &'static str, [file, layer, figure]: [&'static str; 3], goal: Goal) -> Target {
    Target { what, file, layer, figure, goal, mode: Mode::Rules }
}

/// A target of the encoder.
const fn encoder(what: &'static str, place: [&'static str; 3], goal: Goal) -> Target {
    Target { mode: Mode::Model, ..target(what, place, goal) }
}

/// A target of the ledger's comparisons.
const fn ledger(what: &'static str, place: [&'static str; 3], goal: Goal) -> Target {
    target(what, place, goal)
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
    encoder(
        "attribution, source exact F1",
        ["polnear.dev", "attributions", "source_exact_f1"],
        AtLeast(77.0),
    ),
    encoder("attribution, cue exact F1", ["polnear.dev", "attributions", "cue_exact_f1"], AtLeast(70.0)),
    encoder(
        "attribution, content exact F1",
        ["polnear.dev", "attributions", "content_exact_f1"],
        AtLeast(63.0),
    ),
    encoder("attribution, linked F1", ["polnear.dev", "attributions", "linked_f1"], AtLeast(63.0)),
    encoder("attribution, right source", ["polnear.dev", "attributions", "source_accuracy"], AtLeast(86.0)),
    encoder("names, exact F1", ["entities.gum", "entities", "f1"], AtLeast(74.0)),
    encoder("names, exact F1", ["entities.crossner_politics", "entities", "f1"], AtLeast(68.0)),
    encoder("names, exact F1", ["entities.uner_ewt", "entities", "f1"], AtLeast(80.0)),
    encoder("syntax, UPOS", ["ewt + gum", "sentences", "upos"], AtLeast(96.0)),
    encoder("syntax, UAS", ["ewt + gum", "sentences", "uas"], AtLeast(91.0)),
    encoder("syntax, LAS", ["ewt + gum", "sentences", "las"], AtLeast(88.0)),
    encoder("factuality, uncertain F1", ["uds.dev", "factuality", "uncertain_f1"], AtLeast(55.0)),
    encoder("factuality, uncertain F1", ["uw.dev", "factuality", "uncertain_f1"], AtLeast(55.0)),
    encoder("factuality, uncertain F1", ["meantime.dev", "factuality", "uncertain_f1"], AtLeast(55.0)),
    encoder("factuality, negated F1", ["uds.dev", "factuality", "negated_f1"], AtLeast(70.0)),
    encoder("factuality, negated F1", ["uw.dev", "factuality", "negated_f1"], AtLeast(70.0)),
    encoder("factuality, negated F1", ["meantime.dev", "factuality", "negated_f1"], AtLeast(70.0)),
    encoder("factuality, r", ["uds.dev", "factuality", "pearson"], AtLeast(75.0)),
    encoder("factuality, r", ["uw.dev", "factuality", "pearson"], AtLeast(75.0)),
    encoder("own gold: status macro-F1", ["own.dev", "claims", "status_macro_f1"], AtLeast(65.0)),
    encoder(
        "own gold: allegation as fact per 100",
        ["own.dev", "claims", "allegation_as_fact_per_100"],
        AtMost(5.0),
    ),
    encoder("own gold: claims, F1 of contents", ["own.dev", "claims", "content_f1"], AtLeast(75.0)),
    encoder("own gold: claims, recall of contents", ["own.dev", "claims", "content_r"], AtLeast(72.0)),
    encoder("own gold: fact as doubt per 100", ["own.dev", "claims", "fact_as_doubt_per_100"], AtMost(5.0)),
    encoder("own gold: figures right as a whole", ["own.dev", "checks", "figure_right"], AtLeast(85.0)),
    encoder("causes, sentence F1", ["cnc.dev", "causes", "sentence_f1"], AtLeast(83.0)),
    encoder("causes, F1 of causes at 0.5", ["cnc.dev", "causes", "cause_50_f1"], AtLeast(65.0)),
    encoder("causes, F1 of effects at 0.5", ["cnc.dev", "causes", "effect_50_f1"], AtLeast(65.0)),
    encoder("check-worthiness, F1", ["checkthat24.devtest", "check_worthiness", "f1_at_50"], AtLeast(75.0)),
    target("places, F1", ["places.geovirus", "places", "f1"], AtLeast(85.0)),
    target("places, all within 161 km", ["places.geovirus", "places", "accuracy_161km"], AtLeast(88.0)),
    target(
        "places, found ones within 161 km",
        ["places.geovirus", "places", "found_accuracy_161km"],
        AtLeast(88.0),
    ),
    encoder("places, F1", ["places.geovirus", "places", "f1"], AtLeast(85.0)),
    encoder("places, all within 161 km", ["places.geovirus", "places", "accuracy_161km"], AtLeast(88.0)),
    encoder(
        "places, found ones within 161 km",
        ["places.geovirus", "places", "found_accuracy_161km"],
        AtLeast(88.0),
    ),
    target("places, F1", ["places.geowebnews", "places", "f1"], AtLeast(85.0)),
    target("places, all within 161 km", ["places.geowebnews", "places", "accuracy_161km"], AtLeast(88.0)),
    target(
        "places, found ones within 161 km",
        ["places.geowebnews", "places", "found_accuracy_161km"],
        AtLeast(88.0),
    ),
    target(
        "places, GeoNames id of found ones",
        ["places.geowebnews", "places", "geonames_accuracy"],
        AtLeast(80.0),
    ),
    encoder("places, F1", ["places.geowebnews", "places", "f1"], AtLeast(85.0)),
    encoder("places, all within 161 km", ["places.geowebnews", "places", "accuracy_161km"], AtLeast(88.0)),
    encoder(
        "places, found ones within 161 km",
        ["places.geowebnews", "places", "found_accuracy_161km"],
        AtLeast(88.0),
    ),
    encoder(
        "places, GeoNames id of found ones",
        ["places.geowebnews", "places", "geonames_accuracy"],
        AtLeast(80.0),
    ),
    target("places, F1", ["places.lgl", "places", "f1"], AtLeast(85.0)),
    target("places, all within 161 km", ["places.lgl", "places", "accuracy_161km"], AtLeast(88.0)),
    target(
        "places, found ones within 161 km",
        ["places.lgl", "places", "found_accuracy_161km"],
        AtLeast(88.0),
    ),
    target("places, GeoNames id of found ones", ["places.lgl", "places", "geonames_accuracy"], AtLeast(80.0)),
    encoder("places, F1", ["places.lgl", "places", "f1"], AtLeast(85.0)),
    encoder("places, all within 161 km", ["places.lgl", "places", "accuracy_161km"], AtLeast(88.0)),
    encoder(
        "places, found ones within 161 km",
        ["places.lgl", "places", "found_accuracy_161km"],
        AtLeast(88.0),
    ),
    encoder(
        "places, GeoNames id of found ones",
        ["places.lgl", "places", "geonames_accuracy"],
        AtLeast(80.0),
    ),
    ledger("copies, one origin", ["generated wire rewrites", "copies", "one_origin"], AtLeast(99.0)),
    ledger("copies, spans F1", ["generated wire rewrites", "copies", "span_f1"], AtLeast(95.0)),
    ledger("copies, runs F1", ["reuse.dev", "copies", "span_f1"], AtLeast(95.0)),
    ledger(
        "copies, false joins on one topic, %",
        ["ecb.dev, pairs on one topic", "copies", "false_join_share"],
        AtMost(1.0),
    ),
    ledger("relations, accuracy", ["relations.dev, gold items", "relations", "accuracy"], AtLeast(75.0)),
    ledger("relations, accuracy", ["relations.dev, own items", "relations", "accuracy"], AtLeast(75.0)),
    ledger(
        "relations, contradictions' precision",
        ["figures changed in one thing", "relations", "contradiction_p"],
        AtLeast(90.0),
    ),
    ledger(
        "relations, contradictions where there is none",
        ["relations.dev, own items", "relations", "contradictions_of_all_figures"],
        AtMost(0.0),
    ),
    ledger("same event, CoNLL F1", ["ecb.dev, gold triggers", "crossdoc", "conll_f1"], AtLeast(70.0)),
    ledger("alike headlines, r", ["sts.dev, headlines", "pairs", "pearson"], AtLeast(75.0)),
    ledger(
        "stance, related macro-F1",
        ["fnc1.dev, headline and body", "stance", "related_macro_f1"],
        AtLeast(60.0),
    ),
    encoder("check: verdicts right", ["tables", "verdicts", "written_accuracy"], AtLeast(90.0)),
    encoder("check: verdicts right, made of rows", ["tables", "verdicts", "made_accuracy"], AtLeast(90.0)),
    encoder(
        "check: answered in place of abstaining",
        ["tables", "verdicts", "written_answered_in_place_of_abstaining"],
        AtMost(0.0),
    ),
    encoder(
        "check: the same, made of rows",
        ["tables", "verdicts", "made_answered_in_place_of_abstaining"],
        AtMost(0.0),
    ),
    encoder("names: person F1, OFAC", ["tables", "names", "ofac_sdn_entry_f1"], AtLeast(74.0)),
    encoder("names: person F1, UN", ["tables", "names", "un_sanctions_entry_f1"], AtLeast(74.0)),
    encoder(
        "names: hard non-matches shown, OFAC",
        ["tables", "names", "ofac_sdn_entry_non_matches_shown"],
        AtMost(5.0),
    ),
    encoder(
        "names: hard non-matches shown, UN",
        ["tables", "names", "un_sanctions_entry_non_matches_shown"],
        AtMost(5.0),
    ),
    encoder("names: father and son swapped, OFAC", ["tables", "names", "ofac_sdn_swaps_shown"], AtMost(0.0)),
    encoder(
        "names: father and son swapped, UN",
        ["tables", "names", "un_sanctions_swaps_shown"],
        AtMost(0.0),
    ),
    encoder("times, relaxed F1", ["times.tbaq", "times", "relaxed_f1"], AtLeast(92.0)),
    encoder("times, strict F1", ["times.tbaq", "times", "strict_f1"], AtLeast(84.0)),
    encoder("times, value F1", ["times.tbaq", "times", "value_f1"], AtLeast(82.0)),
    encoder("times, relaxed F1", ["times.gum", "times", "relaxed_f1"], AtLeast(92.0)),
    encoder("times, strict F1", ["times.gum", "times", "strict_f1"], AtLeast(84.0)),
    encoder("times, value F1", ["times.gum", "times", "value_f1"], AtLeast(82.0)),
    encoder("times, relaxed F1", ["meantime", "times", "relaxed_f1"], AtLeast(92.0)),
    encoder("times, strict F1", ["meantime", "times", "strict_f1"], AtLeast(84.0)),
    encoder("times, value F1", ["meantime", "times", "value_f1"], AtLeast(82.0)),
    encoder("times, from and to", ["own.dev", "times", "from_to_accuracy"], AtLeast(90.0)),
    encoder("quantities, value F1", ["quantities.measeval", "quantities", "value_f1"], AtLeast(93.0)),
    encoder(
        "quantities, value and unit F1",
        ["quantities.measeval", "quantities", "value_unit_f1"],
        AtLeast(88.0),
    ),
    encoder(
        "quantities, bound accuracy",
        ["quantities.measeval", "quantities", "bound_accuracy"],
        AtLeast(95.0),
    ),
    encoder("quantities, value F1", ["meantime", "quantities", "value_f1"], AtLeast(93.0)),
    encoder("quantities, value and unit F1", ["meantime", "quantities", "value_unit_f1"], AtLeast(88.0)),
    encoder("quantities, bound accuracy", ["meantime", "quantities", "bound_accuracy"], AtLeast(95.0)),
    encoder("quantities, value F1", ["own.dev", "quantities", "value_f1"], AtLeast(93.0)),
    encoder("quantities, value and unit F1", ["own.dev", "quantities", "value_unit_f1"], AtLeast(88.0)),
    encoder("quantities, bound accuracy", ["own.dev", "quantities", "bound_accuracy"], AtLeast(95.0)),
    encoder("quantities, item overlap F1", ["quantities.measeval", "quantities", "item_f1"], AtLeast(75.0)),
    encoder("coreference, CoNLL F1", ["coref.ontogum", "coref", "conll_f1"], AtLeast(60.0)),
    encoder("who is who, CoNLL F1", ["coref.ontogum", "coref", "conll_f1"], AtLeast(65.0)),
    encoder("who is who, CoNLL F1", ["coref.gum", "coref", "conll_f1"], AtLeast(65.0)),
];

/// A target with what was measured.
pub struct Row {
    what: &'static str,
    file: &'static str,
    mode: &'static str,
    goal: Goal,
    measured: Option<f64>,
}

/// What was measured for each target: for `all`, or for those whose file was read.
pub fn rows(measured: &[Measured], all: bool) -> Vec<Row> {
    let row = |target: &Target| {
        let fits = |m: &&Measured| m.file == target.file && m.mode.is_none_or(|mode| mode == target.mode);
        let mut layers = measured.iter().filter(fits).flat_map(|m| &m.scores.layers);
        let figures = layers.find(|(name, _)| *name == target.layer);
        let measured = figures.and_then(|(_, figures)| figures.get(target.figure));
        let mode = match target.layer {
            "html" => "reader",
            "copies" | "relations" | "crossdoc" | "pairs" | "stance" => "ledger",
            _ => target.mode.name(),
        };
        Row { what: target.what, file: target.file, mode, goal: target.goal, measured }
    };
    TARGETS.iter().map(row).filter(|row| all || row.measured.is_some()).collect()
}

/// The targets as a Markdown table.
pub fn table(rows: &[Row]) -> String {
    let mut out =
        String::from("| what | gold file | by | target | measured | met |\n|---|---|---|---:|---:|---|\n");
    for row in rows {
        let (sign, bound, met) = match row.goal {
            AtLeast(bound) => ("≥", bound, row.measured.is_some_and(|m| m >= bound)),
            AtMost(bound) => ("≤", bound, row.measured.is_some_and(|m| m <= bound)),
        };
        let measured = row.measured.map_or("not measured".to_owned(), |m| format!("{m:.1}"));
        let met = if met { "yes" } else { "**no**" };
        out.push_str(&format!(
            "| {} | {} | {} | {sign} {bound} | {measured} | {met} |\n",
            row.what, row.file, row.mode
        ));
    }
    out
}
