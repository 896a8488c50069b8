//! What kind of document some bytes are.
//!
//! The bytes decide where they can (`%PDF-`, `WARC/`, a tag, a brace); the name or media type only chooses between
//! kinds that the bytes leave open, because servers and file names lie more often than first bytes do.

use crate::ReadError;

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Kind {
    Html,
    Text,
    Markdown,
    Pdf,
    Feed,
    Warc,
    JsonLines,
}

/// Kind, its name, its media types (the first is the usual one), its file endings.
type Row = (Kind, &'static str, &'static [&'static str], &'static [&'static str]);

const TABLE: &[Row] = &[
    (Kind::Html, "html", &["text/html", "application/xhtml+xml"], &["html", "htm", "xhtml"]),
    (Kind::Text, "text", &["text/plain"], &["txt", "text"]),
    (Kind::Markdown, "markdown", &["text/markdown", "text/x-markdown"], &["md", "markdown"]),
    (Kind::Pdf, "pdf", &["application/pdf"], &["pdf"]),
    (
        Kind::Feed,
        "feed",
        &["application/atom+xml", "application/rss+xml", "application/feed+json", "application/rdf+xml"],
        &["rss", "atom", "rdf"],
    ),
    (Kind::Warc, "warc", &["application/warc"], &["warc", "warc.gz"]),
    (
        Kind::JsonLines,
        "jsonl",
        &["application/jsonl", "application/x-ndjson", "application/json-lines"],
        &["jsonl", "ndjson"],
    ),
];

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 7] =
        [Kind::Html, Kind::Text, Kind::Markdown, Kind::Pdf, Kind::Feed, Kind::Warc, Kind::JsonLines];

    fn row(self) -> &'static Row {
        // The table has a row for each kind, in the order of the kinds (tested).
        &TABLE[self as usize]
    }

    /// Its name, as `--kind` takes it.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// Its usual media type.
    pub fn media_type(self) -> &'static str {
        self.row().2[0]
    }

    /// File endings that it usually has, without the dot.
    pub fn endings(self) -> &'static [&'static str] {
        self.row().3
    }

    /// The kind that a file name or media type announces.
    pub fn from_hint(hint: &str) -> Option<Kind> {
        let hint = hint.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let hint = hint.split('?').next().unwrap_or_default();
        let bare = hint.strip_suffix(".gz").unwrap_or(hint);
        let ends = |ending: &&str| bare.len() > ending.len() && bare.ends_with(&format!(".{ending}"));
        TABLE.iter().find(|row| row.2.contains(&hint) || row.3.iter().any(&ends)).map(|row| row.0)
    }
}

/// How many first bytes are looked at.
pub(crate) const WINDOW: usize = 16 << 10;

/// What kind of document the bytes are; `hint` is a file name or media type. The first 16 KiB suffice.
pub fn sniff(bytes: &[u8], hint: Option<&str>) -> Result<Kind, ReadError> {
    let head = &bytes[..bytes.len().min(WINDOW)];
    let hinted = hint.and_then(Kind::from_hint);
    if let Some(kind) = by_magic(head) {
        return Ok(kind);
    }
    if is_gzip(head) {
        // An archive where it holds "WARC/"; a compressed page, text or feed otherwise.
        let inside = crate::unpack::gunzip_head(head, WINDOW);
        let bare = hint.map(|hint| hint.trim_end_matches(".gz"));
        return if is_gzip(&inside) { Err(ReadError::Binary) } else { sniff(&inside, bare) };
    }
    if is_binary(head) {
        return Err(ReadError::Binary);
    }
    Ok(by_text(head, hinted))
}

/// Whether the bytes are a gzip stream.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

fn by_magic(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"WARC/") {
        return Some(Kind::Warc);
    }
    // Readers take a PDF whose header stands anywhere in the first kilobyte.
    let early = &head[..head.len().min(1024)];
    let at = early.windows(5).position(|five| five == b"%PDF-")?;
    let before_is_junk = at < 8 || is_binary(&early[..at]);
    before_is_junk.then_some(Kind::Pdf)
}

/// Whether these bytes are no text in any character set that is read here.
fn is_binary(head: &[u8]) -> bool {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return false; // UTF-16
    }
    let odd = |b: &&u8| matches!(b, 0x00..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    let odd = head.iter().filter(odd).count();
    head.contains(&0) || odd * 50 > head.len()
}

/// The kind of a text by its first characters, then by the hint.
fn by_text(head: &[u8], hinted: Option<Kind>) -> Kind {
    let (head, _) = crate::charset::strip_mark(head);
    let ascii: Vec<u8> = head.iter().copied().filter(|b| *b != 0).map(|b| b.to_ascii_lowercase()).collect();
    let start = ascii.trim_ascii_start();
    match start.first() {
        Some(b'<') => markup(start, hinted),
        Some(b'{') if looks_like_record(start) => json(start, hinted),
        _ => match hinted {
            Some(Kind::Pdf | Kind::Warc | Kind::Feed | Kind::JsonLines) | None => Kind::Text,
            // Markup that starts with text is still markup if it says so and holds tags.
            Some(Kind::Html) if !contains(start, b"</") => Kind::Text,
            Some(kind) => kind,
        },
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// HTML, a feed, or text that happens to start with `<`.
fn markup(start: &[u8], hinted: Option<Kind>) -> Kind {
    let mut rest = start;
    while let Some(after) = skip_prolog(rest) {
        rest = after.trim_ascii_start();
    }
    let feed = [&b"<rss"[..], b"<feed", b"<rdf:rdf"];
    if feed.iter().any(|tag| rest.starts_with(tag)) {
        return Kind::Feed;
    }
    let page =
        ["<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<article", "<div", "<p>", "<p "];
    if page.iter().any(|tag| rest.starts_with(tag.as_bytes())) {
        return Kind::Html;
    }
    match hinted {
        Some(kind @ (Kind::Text | Kind::Markdown)) => kind,
        _ if contains(rest, b"</") || contains(rest, b"/>") || contains(rest, b"<p") => Kind::Html,
        _ => Kind::Text,
    }
}

/// What follows an XML declaration, a processing instruction, a comment or a feed's doctype.
fn skip_prolog(rest: &[u8]) -> Option<&[u8]> {
    let (open, close) =
        [(&b"<?"[..], &b"?>"[..]), (b"<!--", b"-->"), (b"<!doctype rss", b">"), (b"<!doctype rdf", b">")]
            .into_iter()
            .find(|(open, _)| rest.starts_with(open))?;
    let end = rest[open.len()..].windows(close.len()).position(|window| window == close)?;
    Some(&rest[open.len() + end + close.len()..])
}

/// Whether a brace opens a JSON object rather than a template or a sentence.
fn looks_like_record(start: &[u8]) -> bool {
    matches!(start[1..].trim_ascii_start().first(), Some(b'"' | b'}'))
}

fn json(start: &[u8], hinted: Option<Kind>) -> Kind {
    match hinted {
        Some(kind @ (Kind::Text | Kind::Markdown)) => kind,
        _ if contains(start, b"jsonfeed.org/version") => Kind::Feed,
        _ => Kind::JsonLines,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_kinds() {
        for (kind, row) in Kind::ALL.into_iter().zip(TABLE) {
            assert_eq!(kind, row.0);
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
            assert_eq!(Kind::from_hint(kind.media_type()), Some(kind));
        }
        assert_eq!(Kind::from_hint("dir/a.warc.gz"), Some(Kind::Warc));
        assert_eq!(Kind::from_hint("Text/HTML; charset=utf-8"), Some(Kind::Html));
        assert_eq!(Kind::from_hint("pdf"), None);
    }

    #[test]
    fn bytes_decide_before_the_hint() {
        let cases: [(&[u8], Option<&str>, Kind); 13] = [
            (b"%PDF-1.4 ...", Some("a.html"), Kind::Pdf),
            (b"WARC/1.0\r\n", None, Kind::Warc),
            (b"\xef\xbb\xbf <!DOCTYPE html><html>", Some("a.txt"), Kind::Html),
            (b"<?xml version='1.0'?><!-- x --><rss version='2.0'>", None, Kind::Feed),
            (b"<?xml version='1.0'?><html xmlns='x'>", None, Kind::Html),
            (b"{\"text\": \"x\"}", None, Kind::JsonLines),
            (b"{\"version\": \"https://jsonfeed.org/version/1.1\"}", None, Kind::Feed),
            (b"{\"text\": \"x\"}", Some("a.md"), Kind::Markdown),
            (b"The minister said", None, Kind::Text),
            (b"The minister said", Some("a.html"), Kind::Text),
            (b"The <b>minister</b> said", Some("a.html"), Kind::Html),
            (b"# Title", Some("a.md"), Kind::Markdown),
            (b"< 5 percent of voters", None, Kind::Text),
        ];
        for (bytes, hint, kind) in cases {
            assert_eq!(sniff(bytes, hint), Ok(kind), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn junk_is_refused() {
        assert_eq!(sniff(b"\x7fELF\x02\x01\x01\0\0\0", None), Err(ReadError::Binary));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n\0\0\0", Some("a.txt")), Err(ReadError::Binary));
    }
}
