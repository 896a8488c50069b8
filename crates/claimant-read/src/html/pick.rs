//! Which part of a page is the article.
//!
//! The reading mode of browsers is right on most pages. It fails by picking a disclaimer or a teaser of a page whose
//! text lies in many small containers; that shows, because the page then has far more prose elsewhere, or because the
//! page's data hold the text. Then the densest run of prose is taken, and last the text in the data.

use std::collections::BTreeSet;

use claimant_doc::BlockKind;
use dom_query::Document;
use dom_smoothie::{CandidateSelectMode, Config, Readability};

use super::blocks::{self, Found};
use super::clean;
use super::metadata::Metadata;

/// The blocks of the article in `document`, boilerplate among them; `body` are all blocks that it shows.
pub(crate) fn pick(document: Document, body: Vec<Found>, known: &Metadata) -> Vec<Found> {
    let picked = readable(document).unwrap_or_default();
    let run = densest(&body);
    let best = if is_poor(&picked, &run) { run } else { picked };
    match &known.body {
        Some(text) if !holds(&best, text) => {
            let stated = stated(text);
            let run = densest(&body);
            // The page's own blocks lead back to its bytes, so they go before the data.
            if holds(&run, text) && prose(&run) < 3 * prose(&stated) { run } else { longer(stated, best) }
        }
        _ if best.is_empty() => body,
        _ => best,
    }
}

/// The article by paragraph density and names, as browsers' reading modes find it.
fn readable(document: Document) -> Option<Vec<Found>> {
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        candidate_select_mode: CandidateSelectMode::Readability,
        ..Config::default()
    };
    let article = Readability::with_document(document, None, Some(config)).ok()?.parse().ok()?;
    let content = Document::from(article.content);
    content.body().map(|body| blocks::blocks(&body))
}

/// Bytes of running text.
fn prose(found: &[Found]) -> usize {
    found.iter().filter(|block| is_prose(block)).map(|block| block.text.len()).sum()
}

/// Whether a block is running text: sentences with few links.
fn is_prose(block: &Found) -> bool {
    let length = block.text.len();
    let sentence = block.text.contains(['.', '?', '!', '。', '؟', '।', '"', '”']);
    length >= 60 && sentence && block.linked * 3 < length && !clean::is_boilerplate(block)
}

/// Whether what was picked is little beside the densest run of prose, and not part of it.
fn is_poor(picked: &[Found], run: &[Found]) -> bool {
    let (of_picked, of_run) = (prose(picked), prose(run));
    if of_run < 600 || of_picked * 3 > of_run {
        return false;
    }
    let texts: BTreeSet<&str> = run.iter().map(|block| block.text.as_str()).collect();
    let shared: usize = picked.iter().filter(|b| texts.contains(b.text.as_str())).map(|b| b.text.len()).sum();
    of_picked < 900 || (of_picked < 1500 && shared * 2 > of_picked)
}

/// The run of blocks with the most prose and the least of anything else.
fn densest(body: &[Found]) -> Vec<Found> {
    let worth = |block: &Found| match is_prose(block) {
        true => block.text.len() as i64,
        // A few headings, captions and teasers between paragraphs do not end an article.
        false if block.linked * 2 > block.text.len() || clean::is_boilerplate(block) => -80,
        false => -40,
    };
    let (mut best, mut sum, mut start) = ((0, 0..0), 0, 0);
    for (at, block) in body.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += worth(block);
        if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    body.get(best.1).unwrap_or_default().to_vec()
}

/// Whether the blocks hold most of a text, by its runs of six words.
fn holds(found: &[Found], text: &str) -> bool {
    let runs = |text: &str| -> BTreeSet<u64> {
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.windows(6).map(fingerprint).collect()
    };
    let wanted = runs(&plain(text));
    if wanted.len() < 60 {
        return true;
    }
    let held: BTreeSet<u64> = found.iter().flat_map(|block| runs(&block.text)).collect();
    wanted.intersection(&held).count() * 2 > wanted.len()
}

/// FNV-1a over words.
fn fingerprint(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A text of the data without markup, which some pages leave in it.
fn plain(text: &str) -> String {
    match text.contains("</") || text.contains("<p") || text.contains("<br") {
        true => super::fragment(text).map(|article| article.text().to_owned()).unwrap_or_default(),
        false => text.to_owned(),
    }
}

/// The blocks of a text of the data.
fn stated(text: &str) -> Vec<Found> {
    let text = plain(text);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let block = |line: &str| Found {
        text: super::metadata::fold(line),
        kind: BlockKind::Paragraph,
        tag: "p".to_owned(),
        names: String::new(),
        linked: 0,
        styled: 0,
        element: None,
    };
    lines.map(block).collect()
}

fn longer(one: Vec<Found>, other: Vec<Found>) -> Vec<Found> {
    if prose(&one) > prose(&other) { one } else { other }
}
