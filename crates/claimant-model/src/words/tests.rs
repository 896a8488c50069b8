use claimant_doc::{Article, Sentence, Span, Tag, Token};

use super::*;
use crate::model::tests::{WINDOW, model};

/// Words at blanks, sentences at " / ", paragraphs at line ends.
pub(crate) fn cut(article: &Article) -> Doc<'_> {
    let mut doc = Doc { article, sentences: Vec::new(), tokens: Vec::new() };
    let (text, mut at) = (article.text(), 0);
    for (block, line) in text.split('\n').enumerate() {
        for sentence in line.split('/') {
            let first = doc.tokens.len();
            let mut word_at = at;
            for word in sentence.split(' ') {
                let span = Span::new(text, word_at..word_at + word.len());
                doc.tokens.extend(span.map(|span| Token { span, tag: Tag::Other }));
                word_at += word.len() + 1;
            }
            if let Some(span) = Span::trimmed(text, at..at + sentence.len()) {
                doc.sentences.push(Sentence { span, tokens: first..doc.tokens.len(), block });
            }
            at += sentence.len() + 1;
        }
    }
    doc
}

/// Number of pieces and words of each window.
fn sizes(text: &str) -> Vec<(usize, usize)> {
    let article = Article::new(text);
    let doc = cut(&article);
    let windows = model().windows(&doc);
    let mut next = 0;
    for window in &windows {
        assert!(window.len() <= WINDOW && window.words.start == next, "{window:?}");
        assert_eq!((window.first.len(), window.features.len()), (window.words.len(), window.len()));
        let parts = window.sentences.iter().map(|part| part.words.len()).sum::<usize>();
        assert_eq!(parts, window.words.len());
        next = window.words.end;
    }
    assert_eq!(next, doc.tokens.len());
    windows.iter().map(|window| (window.len(), window.words.len())).collect()
}

#[test]
fn shapes_tell_what_lower_case_takes_away() {
    let shapes: &[(&str, Shape)] = &[
        ("12.5", Shape::Uncased),
        ("", Shape::Uncased),
        ("said", Shape::Lower),
        ("Bank", Shape::Capital),
        ("O'neil", Shape::Capital),
        ("A", Shape::Initial),
        ("3D", Shape::Initial),
        ("U.S.", Shape::Upper),
        ("iPhone", Shape::Mixed),
        ("McCain", Shape::Mixed),
        ("É", Shape::Initial),
    ];
    for (word, shape) in shapes {
        assert_eq!(Shape::of(word), *shape, "{word}");
    }
}

#[test]
fn quotations_are_open_from_mark_to_mark() {
    for (words, flags) in [
        ("a “ b c ” d", "011110"),
        ("a \" b \" c", "01110"),
        ("`` a '' b", "1110"),
        ("” a « b", "0011"),
        ("\" a", "11"),
    ] {
        let mut state = QuoteState::default();
        let found: String = words.split(' ').map(|w| if state.reads(w) { '1' } else { '0' }).collect();
        assert_eq!(found, flags, "{words}");
    }
}

#[test]
fn features_start_anew_with_each_paragraph() {
    let article = Article::new("\" The bank\nSaid");
    let windows = model().windows(&cut(&article));
    assert_eq!(windows[0].features, [0, 6, 8, 7, 2, 0]);
}

#[test]
fn paragraphs_stay_whole_where_they_fit() {
    let line = |n: usize| vec!["the"; n].join(" ");
    assert_eq!(sizes(""), []);
    assert_eq!(sizes("the"), [(3, 1)]);
    assert_eq!(sizes(&[line(10), line(12)].join("\n")), [(24, 22)]);
    assert_eq!(sizes(&[line(10), line(13)].join("\n")), [(12, 10), (15, 13)]);
    assert_eq!(sizes(&[line(10), line(12), line(1)].join("\n")), [(24, 22), (3, 1)]);
}

#[test]
fn long_paragraphs_are_cut_between_sentences() {
    let line = |n: usize| vec!["the"; n].join(" ");
    assert_eq!(sizes(&[line(10), line(10), line(10)].join(" / ")), [(22, 20), (12, 10)]);
    let text = format!("{}\n{}\n{}", line(5), [line(10), line(20)].join(" / "), line(2));
    assert_eq!(sizes(&text), [(7, 5), (12, 10), (24, 22)]);
}

#[test]
fn long_sentences_are_cut_between_words() {
    let line = |n: usize| vec!["the"; n].join(" ");
    assert_eq!(sizes(&line(50)), [(24, 22), (24, 22), (8, 6)]);
    // "xxx" is three pieces: seven of them fit.
    assert_eq!(sizes(&["xxx"; 8].join(" ")), [(23, 7), (5, 1)]);
}

#[test]
fn odd_words_give_few_pieces() {
    let long = "x".repeat(10_000);
    let marks = ".".repeat(10_000);
    for (word, pieces) in [
        (long.as_str(), 1),
        (&marks, 12),
        ("\u{301}", 1),
        ("\u{0}", 1),
        ("日本語", 3),
        ("xxxxxxxxxxxxxxxxxx", 12),
    ] {
        assert_eq!(sizes(word), [(2 + pieces, 1)], "{word:.20}");
    }
}
