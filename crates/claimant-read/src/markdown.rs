//! Markdown: the text that it shows, each block with the bytes of its source.

use std::ops::Range;

use claimant_doc::{Article, Block, BlockKind, Piece, PublishedFrom, Span};
use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options as Extensions, Parser, Tag, TagEnd};

use crate::read::{Outcome, Read};
use crate::{Options, ReadError, charset, date, limits, text};

/// The article of a Markdown document.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Outcome {
    let decoded = charset::decode(bytes, options.charset.as_deref(), None);
    // Marks may double a text; what has more of them only costs memory.
    if decoded.text.len() > 2 * limits::TEXT {
        return Err(ReadError::TooLong);
    }
    let shown = Shown::of(&decoded.text);
    let mut read = Read::new(Article::new(shown.text));
    let article = &mut read.article;
    let span = |range: &Range<usize>| Span::new(article.text(), range.clone());
    let blocks: Vec<(Span, BlockKind, Range<usize>)> = shown
        .blocks
        .iter()
        .filter_map(|(range, kind, source)| Some((span(range)?, *kind, source.clone())))
        .collect();
    let mut places: Vec<usize> =
        blocks.iter().flat_map(|(_, _, source)| [source.start, source.end]).collect();
    places.sort_unstable();
    let raw = decoded.raw_offsets(bytes, &places);
    let lead = |place: usize| places.binary_search(&place).ok().and_then(|at| raw.get(at).copied());
    let piece = |(span, _, source): &(Span, BlockKind, Range<usize>)| {
        Some(Piece { span: *span, raw_start: lead(source.start)?, raw_end: lead(source.end)? })
    };
    article.pieces = blocks.iter().filter_map(piece).collect();
    article.blocks = blocks.iter().map(|(span, kind, _)| Block { span: *span, kind: *kind }).collect();
    article.title = shown.title;
    article.origin.bytes_sha256 = Some(text::sha256(bytes));
    front_matter(&mut read, &shown.front_matter);
    text::warn_charset(&mut read, &decoded);
    Ok(read)
}

/// Takes `title`, `date`, `author`, `url` out of YAML or TOML front matter, one line each.
fn front_matter(read: &mut Read, lines: &str) {
    for line in lines.lines() {
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim().to_owned();
        let article = &mut read.article;
        match key.trim().to_ascii_lowercase().as_str() {
            _ if value.is_empty() => {}
            "title" => article.title = Some(value),
            "author" | "authors" => {
                let names = value.trim_matches(['[', ']']).split(',');
                article.authors =
                    names.map(|name| name.trim().trim_matches(['"', '\'']).to_owned()).collect();
            }
            "url" | "link" | "canonical" => article.url = Some(value),
            "publisher" | "site" => article.publisher = Some(value),
            "lang" | "language" => article.language = Some(value),
            "date" | "published" | "pubdate" => match date::parse(&value) {
                Some(published) => {
                    article.published = Some(published);
                    article.published_from = Some(PublishedFrom::Metadata);
                }
                None => read.warn("odd-date", format!("the publication date {value:?} is not a date")),
            },
            _ => {}
        }
    }
}

/// What a Markdown document shows.
#[derive(Default)]
struct Shown {
    text: String,
    /// Place in the text, kind, place in the source.
    blocks: Vec<(Range<usize>, BlockKind, Range<usize>)>,
    title: Option<String>,
    front_matter: String,
    open: Option<(usize, Range<usize>)>,
    quotes: usize,
    lists: usize,
    heading: Option<HeadingLevel>,
    in_front: bool,
    in_picture: usize,
}

impl Shown {
    fn of(source: &str) -> Shown {
        let extensions = Extensions::ENABLE_TABLES
            | Extensions::ENABLE_STRIKETHROUGH
            | Extensions::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Extensions::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        let mut shown = Shown::default();
        for (event, range) in Parser::new_ext(source, extensions).into_offset_iter() {
            shown.event(event, range);
        }
        shown.close();
        shown
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.push(&text, range),
            Event::SoftBreak => self.push(" ", range),
            Event::HardBreak => self.push("\n", range),
            // Markup in the text is markup: its text comes as text events where it is inline, and blocks are rare.
            Event::Html(_) | Event::InlineHtml(_) => {}
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.in_front = true
            }
            Tag::Image { .. } => self.in_picture += 1,
            Tag::TableCell if self.open.is_some() => self.text.push_str(" | "),
            Tag::TableCell | Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            other => {
                self.close();
                match other {
                    Tag::BlockQuote(_) => self.quotes += 1,
                    Tag::List(_) => self.lists += 1,
                    Tag::Heading { level, .. } => self.heading = Some(*level),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.in_front = false,
            TagEnd::Image => self.in_picture = self.in_picture.saturating_sub(1),
            TagEnd::TableCell | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            other => {
                self.close();
                match other {
                    TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
                    TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
                    TagEnd::Heading(_) => self.heading = None,
                    _ => {}
                }
            }
        }
    }

    fn push(&mut self, text: &str, source: Range<usize>) {
        if self.in_front {
            return self.front_matter.push_str(text);
        }
        if self.in_picture > 0 || (self.open.is_none() && text.trim().is_empty()) {
            return;
        }
        match &mut self.open {
            Some((_, whole)) => whole.end = whole.end.max(source.end),
            None => {
                if !self.text.is_empty() {
                    self.text.push_str("\n\n");
                }
                self.open = Some((self.text.len(), source));
            }
        }
        self.text.push_str(text);
    }

    fn close(&mut self) {
        let Some((start, source)) = self.open.take() else { return };
        self.text.truncate(self.text.trim_end().len());
        let kind = match self.heading {
            Some(HeadingLevel::H1) if self.title.is_none() && self.blocks.is_empty() => {
                self.title = Some(self.text[start..].to_owned());
                BlockKind::Title
            }
            Some(_) => BlockKind::Heading,
            None if self.quotes > 0 => BlockKind::Quote,
            None if self.lists > 0 => BlockKind::List,
            None => BlockKind::Paragraph,
        };
        self.blocks.push((start..self.text.len(), kind, source));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_lead_back_to_their_source() {
        let source = "---\ntitle: Rates rise\ndate: 2024-06-15\n---\n# Rates *rise*\n\nThe bank\nsaid [so](http://a.example).\n\n> \"Yes.\"\n\n- one\n- two\n";
        let read = read(source.as_bytes(), &Options::default()).unwrap();
        let article = &read.article;
        assert_eq!(article.text(), "Rates rise\n\nThe bank said so.\n\n\"Yes.\"\n\none\n\ntwo");
        assert_eq!(article.published.as_deref(), Some("2024-06-15"));
        let kinds: Vec<BlockKind> = article.blocks.iter().map(|block| block.kind).collect();
        use BlockKind::*;
        assert_eq!(kinds, [Title, Paragraph, Quote, List, List]);
        let second = article.pieces[1];
        let raw = &source[second.raw_start as usize..second.raw_end as usize];
        assert!(raw.starts_with("The bank") && raw.contains("so"), "{raw}");
    }
}
