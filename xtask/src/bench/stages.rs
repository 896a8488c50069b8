//! Each step of the chain by itself, on one thread.

use std::hint::black_box;
use std::time::Duration;

use claimant_doc::{Article, Doc, Marks, Record};
use claimant_extract::{Config, EXTRACTORS, Scores, encode, extract, mark, segment};
use nix::time::ClockId;

use super::corpus::Corpus;
use super::encoder::{self, Encoder};
use super::median;

/// A step and the seconds that it takes over the whole corpus.
pub struct Stage {
    /// Its name.
    pub name: String,
    /// Median seconds of CPU.
    pub seconds: f64,
}

/// The steps that go from text to JSON bytes, by rules alone and with the encoder.
pub const FAST: &str = "end to end: text to JSON, by rules alone";
pub const WHOLE: &str = "end to end: text to JSON, with the encoder";
/// Texts that the encoder is measured on hold about so many words; seconds are scaled to the whole corpus.
const ENCODED: usize = 40_000;

/// Measures every step over the corpus, and the encoder by itself.
pub fn measure(corpus: &Corpus, runs: usize) -> (Vec<Stage>, Option<Encoder>) {
    let articles: Vec<Article> = corpus.texts.iter().map(|text| Article::new(text.as_str())).collect();
    let docs: Vec<Doc> = articles.iter().map(segment).collect();
    let config = Config { fast: true, ..Config::default() };
    let mut stages = Vec::new();
    let mut add = |name: &str, seconds: f64| stages.push(Stage { name: name.to_owned(), seconds });
    let segmenting = time(runs, || articles.iter().for_each(|article| drop(black_box(segment(article)))));
    add("segment", segmenting);
    for (name, seconds) in extractors(&docs, runs) {
        add(name, seconds);
    }
    let marking =
        time(runs, || docs.iter().for_each(|doc| drop(black_box(mark(doc, &Scores::default(), &config)))));
    let extracting = time_with(
        runs,
        || articles.clone(),
        |articles| {
            articles.into_iter().for_each(|article| drop(black_box(extract(article, &config))));
        },
    );
    add("assemble and findings", (extracting - segmenting - marking).max(0.0));
    add("extract, whole", extracting);
    let to_json = |text: &String| drop(black_box(json(text, &config)));
    add(FAST, time(runs, || corpus.texts.iter().for_each(to_json)));
    let part = corpus.first(ENCODED);
    let scale = corpus.words() as f64 / part.words().max(1) as f64;
    let (runs, whole) = (runs.div_ceil(2), Config::default());
    let mut docs: Vec<Doc> = articles.iter().take(part.texts.len()).map(segment).collect();
    add(
        "encoder and heads",
        scale * time(runs, || docs.iter_mut().for_each(|doc| drop(black_box(encode(doc, &whole))))),
    );
    let to_json = |text: &String| drop(black_box(json(text, &whole)));
    add(WHOLE, scale * time(runs, || part.texts.iter().for_each(to_json)));
    (stages, encoder::measure(&docs, part.words(), runs))
}

/// From a text to the bytes of its JSON line.
fn json(text: &str, config: &Config) -> Vec<u8> {
    let record = Record::from(extract(Article::new(text), config));
    serde_json::to_vec(&record).unwrap_or_default()
}

/// Seconds that it takes to read HTML pages to articles.
pub fn read_pages(pages: &[Vec<u8>], runs: usize) -> f64 {
    time(runs, || pages.iter().for_each(|bytes| drop(black_box(crate::html::read(bytes)))))
}

/// Each extractor over documents that already carry the marks of those above it.
fn extractors(docs: &[Doc], runs: usize) -> Vec<(&'static str, f64)> {
    let mut marks: Vec<Marks> = docs.iter().map(|_| Marks::default()).collect();
    let mut out = Vec::new();
    for extractor in EXTRACTORS {
        let seconds = time(runs, || {
            docs.iter()
                .zip(&marks)
                .for_each(|(doc, marks)| drop(black_box((extractor.run)(doc, &Scores::default(), marks))));
        });
        docs.iter().zip(&mut marks).for_each(|(doc, marks)| {
            let found = (extractor.run)(doc, &Scores::default(), marks);
            marks.add(found);
        });
        out.push((extractor.name, seconds));
    }
    out
}

/// The median seconds of some work, after one run that is not counted.
pub fn time(runs: usize, mut work: impl FnMut()) -> f64 {
    time_with(runs, || (), |()| work())
}

/// [`time`] with a fresh input that is made outside the clock.
fn time_with<T>(runs: usize, mut make: impl FnMut() -> T, mut work: impl FnMut(T)) -> f64 {
    work(make());
    let once = |_| {
        let input = make();
        let start = cpu_seconds();
        work(input);
        cpu_seconds() - start
    };
    median((0..runs).map(once).collect())
}

/// Seconds that this thread has had a processor.
fn cpu_seconds() -> f64 {
    let clock = ClockId::CLOCK_THREAD_CPUTIME_ID.now().map(Duration::from);
    clock.map_or(f64::NAN, |time| time.as_secs_f64())
}
