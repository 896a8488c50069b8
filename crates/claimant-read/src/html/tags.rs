//! The tokens of a page and what the standard says of its tags, as far as balancing needs it.

use std::ops::Range;

use crate::limits;

/// One token of a page.
pub(crate) enum Token<'a> {
    /// Text, entities as they stand; a lone `<` comes as a token of its own.
    Text(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag and where it stands.
    End { name: &'a str, start: usize, end: usize },
}

/// A start tag.
pub(crate) struct Tag<'a> {
    pub name: &'a str,
    /// Each as it stands, `name="value"`.
    pub attributes: Vec<&'a str>,
    pub start: usize,
    pub end: usize,
}

/// Reads a page token by token; comments, doctypes and tags cut off by the end are left out.
pub(crate) struct Tokens<'a> {
    page: &'a str,
    at: usize,
    /// Names of raw elements that have no end tag any more, so that none is looked for twice.
    unclosed: Vec<String>,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = &self.page[self.at..];
            if rest.is_empty() {
                return None;
            }
            let text = rest.find('<').unwrap_or(rest.len());
            if text > 0 {
                self.at += text;
                return Some(Token::Text(&rest[..text]));
            }
            let after = rest.as_bytes().get(1).copied().unwrap_or_default();
            match after {
                b'!' | b'?' => self.skip_declaration(rest),
                b'/' if rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) => return self.end_tag(),
                b'/' => self.at += rest.find('>').map_or(rest.len(), |at| at + 1),
                b if b.is_ascii_alphabetic() => return self.start_tag(),
                _ => {
                    self.at += 1;
                    return Some(Token::Text("<"));
                }
            }
        }
    }
}

impl<'a> Tokens<'a> {
    /// The tokens of `page`.
    pub(crate) fn new(page: &'a str) -> Tokens<'a> {
        Tokens { page, at: 0, unclosed: Vec::new() }
    }

    fn skip_declaration(&mut self, rest: &str) {
        let comment = rest.strip_prefix("<!--");
        let length = match comment {
            Some(inside) if inside.starts_with('>') => Some(5),
            Some(inside) => inside.find("-->").map(|at| at + 7),
            None if rest.starts_with("<![CDATA[") => rest.find("]]>").map(|at| at + 3),
            None => rest.find('>').map(|at| at + 1),
        };
        self.at += length.unwrap_or(rest.len());
    }

    fn end_tag(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        let rest = &self.page[start..];
        let name = name(&rest[2..]);
        self.at += rest.find('>').map_or(rest.len(), |at| at + 1);
        Some(Token::End { name, start, end: self.at })
    }

    fn start_tag(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        let name = name(&self.page[start + 1..]);
        let mut at = start + 1 + name.len();
        let mut attributes = Vec::new();
        loop {
            let rest = &self.page[at..];
            at += rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/').len();
            match self.page.as_bytes().get(at) {
                // A tag cut off by the end of the page is no tag.
                None => {
                    self.at = at;
                    return self.next();
                }
                Some(b'>') => break,
                Some(_) => {
                    let length = attribute(&self.page[at..]);
                    if attributes.len() < limits::ATTRIBUTES {
                        attributes.push(&self.page[at..at + length]);
                    }
                    at += length;
                }
            }
        }
        self.at = at + 1;
        Some(Token::Start(Tag { name, attributes, start, end: self.at }))
    }

    /// Goes to the end tag of an element whose content is no markup; the content's range. Without an end tag, scripts
    /// and styles go to the end of the page, others are empty.
    pub(crate) fn raw(&mut self, name: &str) -> Range<usize> {
        let start = self.at;
        if self.unclosed.iter().any(|unclosed| unclosed.eq_ignore_ascii_case(name)) {
            return start..start;
        }
        let bytes = self.page.as_bytes();
        let mut at = start;
        while let Some(next) = self.page[at..].find("</") {
            at += next;
            let word = bytes.get(at + 2..at + 2 + name.len());
            if word.is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes())) {
                self.at = at;
                return start..at;
            }
            at += 2;
        }
        self.unclosed.push(name.to_owned());
        if is_any(name, "script style") {
            self.at = self.page.len();
        }
        start..self.at
    }
}

/// The tag name that `rest` starts with.
fn name(rest: &str) -> &str {
    let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(rest.len());
    &rest[..end]
}

/// The length of the attribute that `rest` starts with; at least one character.
fn attribute(rest: &str) -> usize {
    let stop = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let name = rest[first..].find(stop).map_or(rest.len(), |at| at + first);
    let after = &rest[name..];
    let blank = after.len() - after.trim_ascii_start().len();
    let Some(value) = after[blank..].strip_prefix('=') else { return name };
    let trimmed = value.trim_ascii_start();
    let at = rest.len() - trimmed.len();
    let length = match trimmed.chars().next() {
        Some(quote @ ('"' | '\'')) => trimmed[1..].find(quote).map_or(trimmed.len(), |end| end + 2),
        _ => trimmed.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(trimmed.len()),
    };
    at + length
}

/// Whether `name` is one of the words of `list`, which is in lower case.
pub(crate) fn is_any(name: &str, list: &str) -> bool {
    list.split(' ').any(|word| word.eq_ignore_ascii_case(name))
}

/// Elements without content.
pub(crate) fn is_void(name: &str) -> bool {
    is_any(name, "br img meta link input hr source wbr area base col embed track param")
}

/// Elements that style running text.
pub(crate) fn is_formatting(name: &str) -> bool {
    is_any(
        name,
        "a b i em strong span font u s small big code tt nobr strike sub sup cite abbr mark time label",
    )
}

/// "h1" to "h6".
pub(crate) fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h' | b'H', b'1'..=b'6'])
}

/// Elements whose content is not markup, or not text of the page.
pub(crate) fn is_raw(name: &str) -> bool {
    is_any(name, "script style noscript title textarea iframe xmp noembed noframes svg template select")
}

const BLOCKS: &str = "address article aside blockquote center details dialog dir div dl fieldset figcaption figure \
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section summary table ul li dd dt";
const CELLS: &str = "table td th caption object";

/// What a start tag closes when it is open, and where looking for that stops.
pub(crate) fn implied_end(name: &str) -> (&'static str, &'static str) {
    match () {
        () if is_any(name, "li") => ("li", "ul ol menu table td th caption object section article"),
        () if is_any(name, "dt dd") => ("dt dd", "dl table td th caption object section article"),
        () if is_any(name, "td th") => ("td th", "table tr"),
        () if is_any(name, "tr") => ("tr", "table"),
        () if is_any(name, "tbody thead tfoot") => ("tbody thead tfoot tr", "table"),
        () if is_any(name, BLOCKS) => ("p", CELLS),
        () => ("", ""),
    }
}

/// Where an end tag of that name stops looking for its start tag.
pub(crate) fn scope(name: &str) -> &'static str {
    match () {
        () if is_any(name, "table object caption") => "",
        () if is_any(name, "td th tr tbody thead tfoot") => "table",
        () if is_any(name, "li") => "ul ol table td th caption object",
        () => CELLS,
    }
}
