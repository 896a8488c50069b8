//! The encoder by itself, and the limit that its product kernel sets, measured in the same run.

use std::hint::black_box;

use claimant_doc::Doc;
use claimant_model::kernels::quantise::Quantised;
use claimant_model::{Linear, Model, Path, Scratch, Window};

use super::stages::time;

/// How fast the encoder is, without its heads.
pub struct Encoder {
    /// Words per second, cutting into pieces and windows included.
    pub words_per_second: f64,
    /// Word pieces per second.
    pub pieces_per_second: f64,
    /// What the product of all linear layers alone would allow, in word pieces per second.
    pub limit: f64,
    /// The instructions that it uses.
    pub path: &'static str,
}

/// Measures the built-in model over documents of `words` words; `None` if there is none.
pub fn measure(docs: &[Doc], words: usize, runs: usize) -> Option<Encoder> {
    let model = claimant_model::bundled()?;
    let mut scratch = Scratch::default();
    let (mut pieces, mut operations) = (0, 0.0);
    let seconds = time(runs, || {
        (pieces, operations) = (0, 0.0);
        for window in docs.iter().flat_map(|doc| model.windows(doc)) {
            black_box(model.encode(&window, &mut scratch));
            pieces += window.len();
            operations += operations_of(model, &window);
        }
    });
    Some(Encoder {
        words_per_second: words as f64 / seconds,
        pieces_per_second: pieces as f64 / seconds,
        limit: operations_per_second(model.path(), runs) * pieces as f64 / operations,
        path: model.path().name(),
    })
}

/// Additions and multiplications of all linear layers for a window: all pieces go through them, but for the last layer, of
/// which keys and values alone are of all pieces, the rest of the words' first ones.
fn operations_of(model: &Model, window: &Window) -> f64 {
    let config = model.config();
    let (attention, rest) = (3 * config.hidden, config.hidden + 2 * config.ffn);
    let whole = config.layers.saturating_sub(1) * window.len() * (attention + rest);
    let last = window.len() * attention + window.words.len() * rest;
    2.0 * (config.hidden * (whole + last)) as f64
}

/// Additions and multiplications a second of the product alone, over one matrix that stays near.
fn operations_per_second(path: Path, runs: usize) -> f64 {
    const SIDE: usize = 384;
    const ROWS: usize = 120;
    const REPEATS: usize = 500;
    let weights: Vec<u8> = (0..SIDE * SIDE).map(|i| (i * 7 % 251) as u8).collect();
    let Some(linear) = Linear::new(&weights, SIDE, &[1.0; SIDE], &[0.0; SIDE]) else { return f64::NAN };
    let (mut rows, mut out) = (Quantised::default(), vec![0.0; ROWS * SIDE]);
    let x: Vec<f32> = (0..ROWS * SIDE).map(|i| (i % 13) as f32 - 6.0).collect();
    path.quantise(&x, SIDE, &mut rows);
    let seconds = time(runs, || (0..REPEATS).for_each(|_| path.product(&rows, &linear, black_box(&mut out))));
    (2 * ROWS * SIDE * SIDE * REPEATS) as f64 / seconds
}
