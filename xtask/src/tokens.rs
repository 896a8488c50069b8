//! The segmentation of texts, for training: models must learn from the tokens that they will be given.

use std::path::Path;

use claimant_doc::Doc;
use claimant_extract::segment;
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::{Outcome, gold, predict};

/// `tokens GOLD`: one JSON line for every gold article, with its `doc`; offsets are code points.
pub fn run(arguments: &Arguments) -> Outcome {
    for line in gold::read(Path::new(arguments.first("GOLD.jsonl[.gz]")?))? {
        let article = predict::article(&line);
        let mut cut = cut(&segment(&article));
        cut["doc"] = line["doc"].clone();
        println!("{cut}");
    }
    Ok(())
}

/// `tokens`: start and end of each; `sentences`: first token, end token and block of each.
fn cut(doc: &Doc<'_>) -> Value {
    let mut points = CodePoints { text: doc.text(), byte: 0, count: 0 };
    let tokens: Vec<[usize; 2]> =
        doc.tokens.iter().map(|t| [points.at(t.span.start()), points.at(t.span.end())]).collect();
    let sentences: Vec<[usize; 3]> =
        doc.sentences.iter().map(|s| [s.tokens.start, s.tokens.end, s.block]).collect();
    json!({"tokens": tokens, "sentences": sentences})
}

/// Counts code points up to byte offsets that never go back.
struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    count: usize,
}

impl CodePoints<'_> {
    fn at(&mut self, byte: usize) -> usize {
        self.count += self.text.get(self.byte..byte).map_or(0, |slice| slice.chars().count());
        self.byte = byte;
        self.count
    }
}
