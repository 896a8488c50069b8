//! The quality table of the docs.

use super::Measured;
use super::targets::{self, Row};
use crate::score::figures::{Figure, Figures};

/// The figures of a layer that the table shows, with their headings, and how to read them.
struct Columns {
    layer: &'static str,
    about: &'static str,
    figures: &'static [(&'static str, &'static str)],
}

const COLUMNS: &[Columns] = &[
    Columns {
        layer: "attributions",
        about: "F1 by role: `exact` both ends equal, `0.3` and `0.8` by overlap of words; `linked`: content, source and \
                cue of one attribution all right.",
        figures: &[
            ("gold", "gold"),
            ("linked_p", "linked P"),
            ("linked_r", "linked R"),
            ("linked_f1", "linked F1"),
            ("source_exact_f1", "source exact"),
            ("cue_exact_f1", "cue exact"),
            ("content_exact_f1", "content exact"),
            ("content_30_f1", "content 0.3"),
            ("content_80_f1", "content 0.8"),
            ("source_accuracy", "right source"),
            ("source_absent_accuracy", "no source kept so"),
            ("inside_accuracy_of_nested", "nesting"),
        ],
    },
    Columns {
        layer: "claims",
        about: "The last four are errors per 100 gold claims of the kind concerned: lower is better.",
        figures: &[
            ("gold", "gold"),
            ("content_p", "content P"),
            ("content_r", "content R"),
            ("whole_f1", "whole F1"),
            ("form_accuracy", "form"),
            ("status_accuracy", "status"),
            ("status_macro_f1", "status macro-F1"),
            ("polarity_accuracy", "polarity"),
            ("certainty_accuracy", "certainty"),
            ("chain_accuracy", "chain"),
            ("allegation_as_fact_per_100", "allegation as fact"),
            ("alleged_or_denied_as_fact_per_100", "… without hedged"),
            ("fact_as_doubt_per_100", "fact as doubt"),
            ("voice_lost_per_100", "voice lost"),
        ],
    },
    Columns {
        layer: "times",
        about: "TempEval-3 style. `from–to`: both days of the period right.",
        figures: &[
            ("gold", "gold"),
            ("predicted", "found"),
            ("strict_f1", "strict F1"),
            ("relaxed_precision", "relaxed P"),
            ("relaxed_recall", "relaxed R"),
            ("relaxed_f1", "relaxed F1"),
            ("value_f1", "value F1"),
            ("type_accuracy", "type"),
            ("value_accuracy", "value"),
            ("from_to_accuracy", "from–to"),
        ],
    },
    Columns {
        layer: "quantities",
        about: "",
        figures: &[
            ("gold", "gold"),
            ("predicted", "found"),
            ("span_precision", "span P"),
            ("span_recall", "span R"),
            ("span_f1", "span F1"),
            ("value_f1", "value F1"),
            ("value_unit_f1", "value and unit F1"),
            ("bound_accuracy", "bound"),
            ("item_f1", "item F1"),
        ],
    },
    Columns {
        layer: "checks",
        about: "Figures as a whole, by the gold's own words for what they count (`xtask/src/eval/checks`): `whole` has value, \
                bound, item and period right. `no speaker`: quotations without a speaker that are found and have none.",
        figures: &[
            ("item_right", "item"),
            ("period_right", "period"),
            ("figure_right", "whole"),
            ("speakerless_right", "no speaker"),
        ],
    },
    Columns {
        layer: "entities",
        about: "Names, exact span and kind.",
        figures: &[
            ("gold", "gold"),
            ("predicted", "found"),
            ("precision", "P"),
            ("recall", "R"),
            ("f1", "F1"),
            ("span_f1", "span F1"),
            ("person_f1", "person"),
            ("organization_f1", "organization"),
            ("place_f1", "place"),
            ("macro_f1", "macro-F1"),
        ],
    },
    Columns {
        layer: "places",
        about: "`161 km`: share of gold mentions with coordinates that are found and lie that near; `id`: the same for \
                GeoNames ids. `of found`: over those found alone. LGL is of local newspapers whose homes are in a list; \
                it marks names inside names of organisations and leaves out most buildings. Peoples count as no places \
                here: two of the files mark some (\"Russian officials\").",
        figures: &[
            ("gold", "gold"),
            ("predicted", "found"),
            ("precision", "P"),
            ("recall", "R"),
            ("f1", "F1"),
            ("overlap_f1", "overlap F1"),
            ("accuracy_161km", "161 km"),
            ("found_accuracy_161km", "161 km of found"),
            ("median_error_km", "median km"),
            ("geonames_recall", "id"),
            ("geonames_accuracy", "id of found"),
        ],
    },
    Columns {
        layer: "causes",
        about: "`relation`: cause and effect both right (0.5 overlap of words).",
        figures: &[
            ("gold", "gold"),
            ("predicted", "found"),
            ("cause_50_f1", "cause"),
            ("effect_50_f1", "effect"),
            ("cue_exact_f1", "cue exact"),
            ("relation_50_p", "relation P"),
            ("relation_50_r", "relation R"),
            ("relation_50_f1", "relation F1"),
            ("sentence_f1", "causal sentence F1"),
        ],
    },
    Columns {
        layer: "factuality",
        about: "Of the events that the gold marks; `uncertain` is probable, possible or unknown; `r` times 100.",
        figures: &[
            ("gold", "gold"),
            ("events_found", "found"),
            ("uncertain_p", "uncertain P"),
            ("uncertain_r", "uncertain R"),
            ("uncertain_f1", "uncertain F1"),
            ("negated_p", "negated P"),
            ("negated_r", "negated R"),
            ("negated_f1", "negated F1"),
            ("future_f1", "future F1"),
            ("pearson", "r"),
        ],
    },
    Columns {
        layer: "events",
        about: "",
        figures: &[
            ("gold", "gold"),
            ("predicted", "found"),
            ("trigger_precision", "trigger P"),
            ("trigger_recall", "trigger R"),
            ("trigger_f1", "trigger F1"),
            ("sentence_recall", "sentences R"),
            ("type_f1", "type F1"),
            ("role_f1", "roles F1"),
        ],
    },
    Columns {
        layer: "verdicts",
        about: "Claim sentences held against reference tables. `written`: written by hand, answers known before they were \
                run; `made`: of the table's own rows. `unasked`: a verdict where it should abstain; `reversed`: true \
                for false.",
        figures: &[
            ("written_sentences", "written"),
            ("written_accuracy", "right"),
            ("written_answered_in_place_of_abstaining", "unasked"),
            ("written_wrong_way_round", "reversed"),
            ("written_abstained_in_vain", "in vain"),
            ("made_sentences", "made"),
            ("made_accuracy", "right"),
            ("made_answered_in_place_of_abstaining", "unasked"),
            ("made_wrong_way_round", "reversed"),
            ("made_abstained_in_vain", "in vain"),
        ],
    },
    Columns {
        layer: "names",
        about: "Persons of two sanctions lists. A match is an alias and its entry's other names; a non-match is the alias \
                and all names of the entry whose main name looks most like it. `main name`: against that one alone, \
                noms de guerre too, which no comparison of letters finds; `spellings`: those of them that look alike at \
                all. Strangers are members of Congress. Thresholds were chosen on OFAC's list.",
        figures: &[
            ("ofac_sdn_entry_f1", "OFAC F1"),
            ("ofac_sdn_entry_non_matches_shown", "non-matches shown"),
            ("ofac_sdn_f1", "main name F1"),
            ("ofac_sdn_spellings_found", "spellings"),
            ("ofac_sdn_strangers_shown", "strangers shown"),
            ("ofac_sdn_swaps_shown", "swaps"),
            ("un_sanctions_entry_f1", "UN F1"),
            ("un_sanctions_entry_non_matches_shown", "non-matches shown"),
            ("un_sanctions_f1", "main name F1"),
            ("un_sanctions_spellings_found", "spellings"),
            ("un_sanctions_strangers_shown", "strangers shown"),
            ("un_sanctions_swaps_shown", "swaps"),
        ],
    },
    Columns {
        layer: "check_worthiness",
        about: "Sentences of debates.",
        figures: &[
            ("gold", "gold"),
            ("average_precision", "average precision"),
            ("precision_at_50", "P"),
            ("recall_at_50", "R"),
            ("f1_at_50", "F1"),
        ],
    },
    Columns {
        layer: "coref",
        about: "",
        figures: &[
            ("gold", "gold"),
            ("muc_f1", "MUC"),
            ("b3_f1", "B3"),
            ("ceafe_f1", "CEAFe"),
            ("conll_f1", "CoNLL F1"),
            ("mention_f1", "mentions F1"),
        ],
    },
    Columns {
        layer: "sentences",
        about: "Sentence ends, tokens and tags against treebanks, by genre. UPOS, UAS and LAS on our own segmentation: a \
                token that is cut wrong is wrong.",
        figures: &[
            ("gold", "gold"),
            ("predicted", "found"),
            ("sentence_f1", "sentence ends F1"),
            ("token_f1", "tokens F1"),
            ("tag_accuracy", "tags"),
            ("upos", "UPOS"),
            ("uas", "UAS"),
            ("las", "LAS"),
        ],
    },
    Columns {
        layer: "html",
        about: "Articles read from HTML pages. Whole texts are known only for the pages of Mozilla Readability's tests, where \
                they are what Readability gives; our reader builds on a port of it, so `text` tells how faithful the chain \
                is, not how good the choice. `contains` and `excludes` are from other pages, marked by hand. The rules for \
                titles were chosen on these pages; half of the titles still missed keep the name of the site or the \
                author, which our reader takes off.",
        figures: &[
            ("pages", "pages"),
            ("text_precision", "text P"),
            ("text_recall", "text R"),
            ("text_f1", "text F1"),
            ("contains_recall", "contains"),
            ("excludes_kept_out", "excludes"),
            ("title_exact", "title"),
            ("author_exact", "authors"),
            ("author_any", "one author"),
            ("date_accuracy", "date"),
        ],
    },
    Columns {
        layer: "copies",
        about: "`one origin`: groups of wire rewrites (2 to 10 articles, 5 to 30 % of the words edited, paragraphs shuffled, \
                paragraphs of others between) that are one origin and nothing else. Spans: words of shared paragraphs, on \
                both sides; of the reuse gold whole runs. Pairs on one topic are of ECB+, which has two events of one kind a \
                topic: across them nothing is a copy; on one event some are.",
        figures: &[
            ("groups", "groups"),
            ("articles", "articles"),
            ("one_origin", "one origin"),
            ("unrelated_candidates", "unrelated pairs"),
            ("false_joins", "joined falsely"),
            ("span_p", "span P"),
            ("span_r", "span R"),
            ("span_f1", "span F1"),
            ("one_event_pairs", "pairs on one event"),
            ("one_event_joined", "joined"),
        ],
    },
    Columns {
        layer: "relations",
        about: "What two figures, claims or events of different articles are to each other. `gold items` have the gold's own \
                words for what a figure counts, its place and time. `changed`: exact counts of the gold, each against itself \
                with its value, place, limits, day or status changed, so that the relation is known. The gold lists no \
                contradiction; the last columns count \
                those found all the same, among the listed pairs and among all figures of all its articles. `no speaker`: \
                quotations of the worked example without a speaker, found word for word in the release they are from.",
        figures: &[
            ("gold", "gold"),
            ("accuracy", "accuracy"),
            ("contradiction_p", "contradictions P"),
            ("contradiction_r", "contradictions R"),
            ("speakerless_found_verbatim", "no speaker"),
            ("false_contradictions", "false contradictions"),
            ("contradictions_of_all_figures", "… of all figures"),
        ],
    },
    Columns {
        layer: "crossdoc",
        about: "Events that are one, across the articles of a topic of ECB+, gold triggers and gold topics. The best published \
                figure on the test topics is 85.7.",
        figures: &[
            ("chains", "chains"),
            ("muc_f1", "MUC"),
            ("b3_f1", "B3"),
            ("ceafe_f1", "CEAFe"),
            ("conll_f1", "CoNLL F1"),
        ],
    },
    Columns {
        layer: "pairs",
        about: "How alike two headlines are, against what people judged: Pearson's r times 100, by words alone and with the \
                encoder's embedding.",
        figures: &[("pairs", "pairs"), ("pearson_words", "r, words"), ("pearson", "r")],
    },
    Columns {
        layer: "stance",
        about: "What an article is to a headline. `related`: macro-F1 over the pairs that are related, of agree, disagree and \
                discuss.",
        figures: &[
            ("pairs", "pairs"),
            ("macro_f1", "macro-F1"),
            ("related_macro_f1", "related macro-F1"),
            ("agree_f1", "agree"),
            ("disagree_f1", "disagree"),
            ("discuss_f1", "discuss"),
            ("unrelated_f1", "unrelated"),
        ],
    },
];

const HEADER: &str = "<!-- Written by `cargo xtask eval --gold DIR`; do not edit. -->\n\n# Quality\n\n\
    Measured on development data, bad numbers included. The gold is not part of this repository (most of its texts may \
    not be passed on); definitions are those of `xtask/src/score`. Figures are percent unless the column says otherwise. \
    Errors on these files were read while the rules were written: expect less on unseen text. `file: genre` is a part of a \
    file. What goes wrong, by kind, is in [errors.md](errors.md).\n";

/// The whole page.
pub fn quality(measured: &[Measured], rows: &[Row]) -> String {
    let mut out = format!("{HEADER}\n## Targets\n\n{}", targets::table(rows));
    for columns in COLUMNS {
        let files: Vec<(&str, &str, &Figures)> = measured
            .iter()
            .filter_map(|m| {
                let (_, figures) = m.scores.layers.iter().find(|(name, _)| *name == columns.layer)?;
                Some((m.file.as_str(), m.by(), figures))
            })
            .collect();
        if !files.is_empty() {
            out.push_str(&section(columns, &files));
        }
    }
    out
}

/// One layer: a row a file; columns that no file has are left out.
fn section(columns: &Columns, files: &[(&str, &str, &Figures)]) -> String {
    let shown: Vec<_> = columns
        .figures
        .iter()
        .filter(|(name, _)| files.iter().any(|(_, _, f)| f.get(name).is_some()))
        .collect();
    let mut title = columns.layer.replace('_', "-");
    title[..1].make_ascii_uppercase();
    let mut out = format!("\n## {title}\n\n");
    if !columns.about.is_empty() {
        out.push_str(&format!("{}\n\n", columns.about));
    }
    let heads: Vec<&str> = shown.iter().map(|(_, head)| *head).collect();
    out.push_str(&format!(
        "| file | by | {} |\n|---|---|{}\n",
        heads.join(" | "),
        "---:|".repeat(heads.len())
    ));
    for (file, mode, figures) in files {
        let cells: Vec<String> = shown.iter().map(|(name, _)| cell(figures, name)).collect();
        out.push_str(&format!("| {file} | {mode} | {} |\n", cells.join(" | ")));
    }
    out
}

fn cell(figures: &Figures, name: &str) -> String {
    match figures.0.iter().find(|(key, _)| key == name) {
        Some((_, Figure::Number(n))) => n.to_string(),
        Some((_, Figure::Percent(p))) => format!("{p:.1}"),
        None => String::new(),
    }
}
