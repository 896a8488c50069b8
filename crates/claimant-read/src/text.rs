//! Plain text, kept exactly: a caller's offsets stay true. Only its blocks are computed.

use std::ops::Range;

use claimant_doc::{Article, Block, BlockKind, Piece, Span, hex};
use sha2::{Digest, Sha256};

use crate::read::{Outcome, Read};
use crate::{Options, charset};

/// The article that is this text.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Outcome {
    let decoded = charset::decode(bytes, options.charset.as_deref(), None);
    let mut read = Read::new(article(decoded.text.to_string()));
    read.article.origin.bytes_sha256 = Some(sha256(bytes));
    read.article.pieces = pieces(&read.article, |places| decoded.raw_offsets(bytes, places));
    warn_charset(&mut read, &decoded);
    Ok(read)
}

/// An article of exactly this text, with a block for each paragraph.
pub(crate) fn article(text: String) -> Article {
    let mut article = Article::new(text);
    article.blocks = blocks(article.text());
    article
}

/// SHA-256 in hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Warns of a character set that is not what the document says, and of bytes that meant nothing in it.
pub(crate) fn warn_charset(read: &mut Read, decoded: &charset::Decoded<'_>) {
    let name = decoded.encoding.name();
    if let Some(said) = decoded.belied {
        let said = said.name();
        read.warn(
            "odd-charset",
            format!("the document says that it is {said}, but its bytes read as {name}"),
        );
    }
    if decoded.replaced {
        read.warn("odd-charset", format!("some bytes mean nothing in {name} and read as \u{fffd}"));
    }
}

/// A piece for each block; `raw_offsets` leads ascending places in the text to raw bytes.
fn pieces(article: &Article, raw_offsets: impl Fn(&[usize]) -> Vec<u64>) -> Vec<Piece> {
    let places: Vec<usize> = article.blocks.iter().flat_map(|b| [b.span.start(), b.span.end()]).collect();
    let raw = raw_offsets(&places);
    let pairs = article.blocks.iter().zip(raw.chunks_exact(2));
    pairs.map(|(block, raw)| Piece { span: block.span, raw_start: raw[0], raw_end: raw[1] }).collect()
}

/// The paragraphs of a text: parted by blank lines, or each line one where the text has no blank lines but long lines.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let full = lines.iter().filter(|line| !line.is_empty()).count();
    let bytes: usize = lines.iter().map(|line| line.len()).sum();
    // Copy that was wrapped by hand has lines of some 70 characters; copy with a line for each paragraph, longer ones.
    let line_is_paragraph = full > 0 && bytes / full > 120;
    let mut blocks = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for line in lines {
        if line.is_empty() || line_is_paragraph {
            close(text, open.take(), &mut blocks);
        }
        if !line.is_empty() {
            open = Some(open.map_or(line.start, |open| open.start)..line.end);
        }
    }
    close(text, open, &mut blocks);
    blocks
}

fn close(text: &str, range: Option<Range<usize>>, blocks: &mut Vec<Block>) {
    if let Some(span) = range.and_then(|range| Span::trimmed(text, range)) {
        blocks.push(Block { span, kind: BlockKind::Paragraph });
    }
}

/// The lines of a text without the blanks around them; `\r\n`, `\n` and `\r` end a line.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2029}']) {
        let blank = line.len() - line.trim_start().len();
        // "\r\n" splits in two; its second half is no blank line.
        let half = line == "\n" && text[..start].ends_with('\r');
        if !half {
            lines.push(start + blank..start + blank + line.trim().len());
        }
        start += line.len();
    }
    lines
}

/// BCP 47 tag of the language that the text is in; `None` where too little speaks for any.
pub(crate) fn language(text: &str) -> Option<String> {
    let mut end = text.len().min(4000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let info = whatlang::detect(&text[..end])?;
    let sure = info.is_reliable() || (info.confidence() > 0.4 && end > 100);
    sure.then(|| two_letters(info.lang()).to_owned())
}

/// ISO 639-1 of a language where it has one.
fn two_letters(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang::*;
    match lang {
        Eng => "en",
        Deu => "de",
        Fra => "fr",
        Spa => "es",
        Ita => "it",
        Por => "pt",
        Nld => "nl",
        Rus => "ru",
        Ukr => "uk",
        Pol => "pl",
        Ces => "cs",
        Swe => "sv",
        Dan => "da",
        Nob => "no",
        Fin => "fi",
        Hun => "hu",
        Ron => "ro",
        Bul => "bg",
        Ell => "el",
        Tur => "tr",
        Ara => "ar",
        Pes => "fa",
        Heb => "he",
        Hin => "hi",
        Ben => "bn",
        Cmn => "zh",
        Jpn => "ja",
        Kor => "ko",
        Vie => "vi",
        Tha => "th",
        Ind => "id",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<&str> {
        blocks(text).into_iter().map(|block| block.span.of(text)).collect()
    }

    #[test]
    fn the_text_is_kept_and_its_paragraphs_found() {
        let text = "  First line\r\nwrapped.\r\n\r\n \tSecond.\n\n\n";
        let read = read(text.as_bytes(), &Options::default()).unwrap();
        assert_eq!(read.article.text(), text);
        assert_eq!(paragraphs(text), ["First line\r\nwrapped.", "Second."]);
        for piece in &read.article.pieces {
            let raw = &text[piece.raw_start as usize..piece.raw_end as usize];
            assert_eq!(raw, piece.span.of(text));
        }
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let line = "The ministry said the figures would be revised in the coming weeks. ".repeat(3);
        let text = format!("{line}\n{line}\n");
        assert_eq!(paragraphs(&text).len(), 2);
    }

    #[test]
    fn another_character_set_leads_back_to_its_bytes() {
        let raw = b"Le pr\xe9sident a parl\xe9.\n\nIl a ni\xe9.";
        let read = read(raw, &Options { charset: Some("latin1".into()), ..Options::default() }).unwrap();
        assert_eq!(read.article.text(), "Le président a parlé.\n\nIl a nié.");
        let last = read.article.pieces[1];
        assert_eq!(&raw[last.raw_start as usize..last.raw_end as usize], b"Il a ni\xe9.");
    }

    #[test]
    fn the_language_is_told_where_it_is_sure() {
        let text = "The minister said on Monday that the government would resign if the vote on the budget was lost. \
                    Opposition leaders called for an election, which polls suggest that they would win.";
        assert_eq!(language(text).as_deref(), Some("en"));
        assert_eq!(language("Ok"), None);
    }
}
