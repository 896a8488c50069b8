//! Sentences, tokens and tags against the treebanks of the gold folder, genre by genre.

use std::path::Path;

use super::{Measured, Mode};
use crate::gold;
use crate::score::Scores;
use crate::score::figures::Figures as Named;
use crate::sentences::{Figures, measure};

/// The name of the layer.
pub const LAYER: &str = "sentences";

/// The genres that are news or written like it; together they are one row, and all together another.
const NEWS: [&str; 3] = ["ewt-newsgroup", "ewt-weblog", "gum-news"];

/// The figures of every development treebank under `folder`; none if it is not there.
pub fn read(folder: &Path, mode: Mode) -> Result<Vec<Measured>, String> {
    let mut out = Vec::new();
    let (mut news, mut all) = (Figures::default(), Figures::default());
    for treebank in ["ewt", "gum"] {
        let path = folder.join(format!("{treebank}.dev.conllu.gz"));
        if path.is_file() {
            let conllu = gold::read_text(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            for (genre, figures) in measure(&conllu, &mode.config()) {
                if NEWS.contains(&genre.as_str()) {
                    news.add(&figures);
                }
                all.add(&figures);
                out.push(named(genre, mode, &figures));
            }
        }
    }
    if !out.is_empty() {
        out.push(named("news".to_owned(), mode, &news));
        out.push(named("ewt + gum".to_owned(), mode, &all));
    }
    Ok(out)
}

fn named(genre: String, mode: Mode, figures: &Figures) -> Measured {
    let mut named = Named::default();
    named.number("gold", figures.ends[2]);
    named.number("predicted", figures.ends[0]);
    named.percent("sentence_f1", Figures::f1(figures.ends));
    named.percent("token_f1", Figures::f1(figures.tokens));
    named.percent("tag_accuracy", figures.tag_accuracy());
    if mode == Mode::Model {
        for (name, right) in [("upos", figures.upos), ("uas", figures.heads), ("las", figures.arcs)] {
            named.percent(name, figures.of_tokens(right));
        }
    }
    Measured {
        file: genre,
        mode: Some(mode),
        scores: Scores { articles: 0, missing: 0, layers: vec![(LAYER, named)] },
    }
}
