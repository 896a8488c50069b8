//! Words a second of a model on a text, and the limit that its product kernel sets, measured in the same run.
//!
//! `cargo run --release -p claimant-model --example speed -- MODEL TEXT`
#![allow(clippy::print_stdout)]

use std::time::Instant;

use claimant_doc::{Article, Doc, Sentence, Span, Tag, Token};
use claimant_model::kernels::quantise::Quantised;
use claimant_model::{Linear, Model, Path, Scratch, Window};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Times each thing is measured, window by window; the best counts, so that a busy machine matters less.
const RUNS: usize = 15;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, text] = arguments.as_slice() else { return Err("give a model file and a text file".into()) };
    let bytes = std::fs::read(model)?;
    let load = best(|| Model::from_bytes(&bytes).map(|model| drop(std::hint::black_box(model))));
    println!("load: {:.1} ms", load * 1e3);
    let article = Article::new(std::fs::read_to_string(text)?);
    let doc = cut(&article);
    for path in Path::all() {
        measure(&Model::from_bytes(&bytes)?.on(path), &doc)?;
    }
    Ok(())
}

fn measure(model: &Model, doc: &Doc<'_>) -> Outcome {
    let mut scratch = Scratch::default();
    let cutting = best(|| model.windows(doc).len());
    let windows = model.windows(doc);
    let pieces: usize = windows.iter().map(Window::len).sum();
    let mut times = vec![f64::INFINITY; windows.len()];
    let mut limit = 0.0_f64;
    for _ in 0..RUNS {
        limit = limit.max(product_limit(model.path()));
        for (window, time) in windows.iter().zip(&mut times) {
            let start = Instant::now();
            std::hint::black_box(model.encode(window, &mut scratch));
            *time = time.min(start.elapsed().as_secs_f64());
        }
    }
    let seconds = times.iter().sum::<f64>() + cutting;
    let (words, per_second) = (doc.article.text().split_whitespace().count(), pieces as f64 / seconds);
    println!(
        "{}: {per_second:.0} pieces/s, {:.0} words/s ({} windows, {pieces} pieces, {words} words, {} tokens; cutting {:.1} %)",
        model.path().name(),
        words as f64 / seconds,
        windows.len(),
        doc.tokens.len(),
        100.0 * cutting / seconds,
    );
    let ideal = limit * 1e9 / operations(model);
    println!(
        "  product alone: {limit:.0} GOP/s, so at most {ideal:.0} pieces/s; the encoder reaches {:.0} %",
        100.0 * per_second / ideal
    );
    Ok(())
}

/// Additions and multiplications of all linear layers for one piece.
fn operations(model: &Model) -> f64 {
    let config = model.config();
    2.0 * (config.layers * config.hidden * (4 * config.hidden + 2 * config.ffn)) as f64
}

/// GOP/s of the product alone, over one matrix that stays near.
fn product_limit(path: Path) -> f64 {
    const SIDE: usize = 384;
    const ROWS: usize = 120;
    let weights: Vec<u8> = (0..SIDE * SIDE).map(|i| (i * 7 % 251) as u8).collect();
    let Some(linear) = Linear::new(&weights, SIDE, &[1.0; SIDE], &[0.0; SIDE]) else { return 0.0 };
    let (mut rows, mut out) = (Quantised::default(), vec![0.0; ROWS * SIDE]);
    let x: Vec<f32> = (0..ROWS * SIDE).map(|i| (i % 13) as f32 - 6.0).collect();
    path.quantise(&x, SIDE, &mut rows);
    let repeats = 10;
    let seconds = best(|| {
        for _ in 0..repeats {
            path.product(&rows, &linear, std::hint::black_box(&mut out));
        }
    });
    (2 * repeats * ROWS * SIDE * SIDE) as f64 / seconds / 1e9
}

/// Words at blanks and punctuation, a sentence a line: enough to measure with.
fn cut(article: &Article) -> Doc<'_> {
    let mut doc = Doc { article, sentences: Vec::new(), tokens: Vec::new() };
    let (text, mut at) = (article.text(), 0);
    for (block, line) in text.split_inclusive('\n').enumerate() {
        let first = doc.tokens.len();
        let mut rest = at;
        for word in line.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let name = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            for range in [rest..rest + name.len(), rest + name.len()..rest + word.len()] {
                doc.tokens.extend(Span::trimmed(text, range).map(|span| Token { span, tag: Tag::Other }));
            }
            rest += word.len();
        }
        if let Some(span) = Span::trimmed(text, at..at + line.len()) {
            doc.sentences.push(Sentence { span, tokens: first..doc.tokens.len(), block });
        }
        at += line.len();
    }
    doc
}

fn best<T>(mut run: impl FnMut() -> T) -> f64 {
    let times = (0..RUNS).map(|_| {
        let start = Instant::now();
        std::hint::black_box(run());
        start.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}
