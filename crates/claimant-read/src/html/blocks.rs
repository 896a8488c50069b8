//! From a tree to a flat list of blocks: runs of text that the page shows apart from each other.

use claimant_doc::BlockKind;
use dom_query::NodeRef;

use super::balance::MARK;
use super::tags;

/// A block of a page, with what is needed to judge whether it belongs to the article.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Its text, blanks folded.
    pub text: String,
    /// What it is.
    pub kind: BlockKind,
    /// Name of the element that makes it a block.
    pub tag: String,
    /// Class, id and the like of the block's element and those around it, in lower case.
    pub names: String,
    /// Bytes of its text inside links.
    pub linked: usize,
    /// Bytes of its text in bold or italic.
    pub styled: usize,
    /// Number of the innermost element around it that has one.
    pub element: Option<usize>,
}

/// Deepest recursion: the tree has at most twice [`crate::limits::DEPTH`] levels.
const DEEPEST: usize = 1200;

/// The blocks under `root`, in order.
pub(crate) fn blocks(root: &NodeRef<'_>) -> Vec<Found> {
    let mut walk = Walk { found: Vec::new(), open: None };
    let around = Around { kind: BlockKind::Paragraph, ..Around::default() };
    walk.children(root, &around, 0);
    walk.close();
    walk.found
}

/// What holds for everything inside an element.
#[derive(Clone)]
struct Around {
    kind: BlockKind,
    tag: String,
    names: String,
    element: Option<usize>,
    linked: bool,
    styled: bool,
    verbatim: bool,
}

impl Default for Around {
    fn default() -> Around {
        Around {
            kind: BlockKind::Paragraph,
            tag: String::new(),
            names: String::new(),
            element: None,
            linked: false,
            styled: false,
            verbatim: false,
        }
    }
}

struct Walk {
    found: Vec<Found>,
    open: Option<Found>,
}

impl Walk {
    fn children(&mut self, node: &NodeRef<'_>, around: &Around, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for child in node.children_it(false) {
            if child.is_text() {
                self.text(&child.text(), around);
            } else if child.is_element() {
                self.element(&child, around, depth);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, around: &Around, depth: usize) {
        let tag = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        match tag.as_str() {
            "script" | "style" | "head" | "noscript" | "template" | "iframe" | "object" | "textarea"
            | "select" | "svg" | "audio" | "video" | "canvas" | "input" | "img" => return,
            "br" => return self.line_break(),
            "hr" => return self.close(),
            _ => {}
        }
        if is_hidden(node) {
            return;
        }
        let mut inside = around.clone();
        inside.linked |= tag == "a" && node.has_attr("href");
        inside.styled |= matches!(tag.as_str(), "b" | "strong" | "i" | "em");
        if !is_block(&tag) {
            if matches!(tag.as_str(), "td" | "th") {
                self.cell();
            }
            return self.children(node, &inside, depth + 1);
        }
        self.close();
        inside.verbatim |= tag == "pre";
        inside.kind = kind(&tag, around.kind);
        inside.element = number(node).or(around.element);
        add_names(node, &mut inside.names);
        inside.tag = if is_plain(&tag) && !around.tag.is_empty() { around.tag.clone() } else { tag };
        self.children(node, &inside, depth + 1);
        self.close();
    }

    fn text(&mut self, text: &str, around: &Around) {
        if self.open.is_none() && text.trim().is_empty() {
            return;
        }
        let open = self.open.get_or_insert_with(|| Found {
            text: String::new(),
            kind: around.kind,
            tag: around.tag.clone(),
            names: around.names.clone(),
            linked: 0,
            styled: 0,
            element: around.element,
        });
        let before = open.text.len();
        fold(text, around.verbatim, &mut open.text);
        let added = open.text.len() - before;
        open.linked += if around.linked { added } else { 0 };
        open.styled += if around.styled { added } else { 0 };
    }

    /// One break is a line end inside the block, two end the block.
    fn line_break(&mut self) {
        let Some(open) = &mut self.open else { return };
        if open.text.ends_with('\n') {
            return self.close();
        }
        let end = open.text.trim_end().len();
        open.text.truncate(end);
        open.text.push('\n');
    }

    fn cell(&mut self) {
        if let Some(open) = self.open.as_mut().filter(|open| !open.text.trim_end().is_empty()) {
            let end = open.text.trim_end().len();
            open.text.truncate(end);
            open.text.push_str(" | ");
        }
    }

    fn close(&mut self) {
        if let Some(mut block) = self.open.take() {
            block.text.truncate(block.text.trim_end_matches([' ', '\n', '|']).len());
            let start = block.text.len() - block.text.trim_start_matches([' ', '\n', '|']).len();
            block.text.drain(..start);
            if block.kind == BlockKind::Heading && is_sentence(&block.text) {
                block.kind = BlockKind::Paragraph;
            }
            self.found.extend((!block.text.is_empty()).then_some(block));
        }
    }
}

/// Whether a heading is a sentence or more: a page that sets what it says first as one.
fn is_sentence(text: &str) -> bool {
    const WORDS: usize = 10;
    text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with('.') && text.split(' ').count() >= WORDS
}

/// Adds text with its blanks folded: each run of blanks one space, none at the start of a line.
fn fold(text: &str, verbatim: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '\n' if verbatim => out.push('\n'),
            '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => {} // soft hyphens and marks of no width
            c if c.is_whitespace() || c.is_control() => {
                if !out.is_empty() && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
}

fn number(node: &NodeRef<'_>) -> Option<usize> {
    node.attr(MARK)?.parse().ok()
}

/// Adds an element's class, id and role to the names around it, up to a bound.
fn add_names(node: &NodeRef<'_>, names: &mut String) {
    for attribute in ["class", "id", "role", "itemprop", "data-component", "data-testid"] {
        if let Some(value) = node.attr(attribute).filter(|_| names.len() < 2000) {
            names.push(' ');
            names.push_str(&value.to_ascii_lowercase());
        }
    }
    names.push_str(" /");
}

/// Whether the page says that it does not show an element.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style =
        node.attr("style").map(|style| style.replace(' ', "").to_ascii_lowercase()).unwrap_or_default();
    node.has_attr("hidden") || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Elements that a page shows as blocks.
fn is_block(tag: &str) -> bool {
    !matches!(
        tag,
        "a" | "b"
            | "i"
            | "em"
            | "strong"
            | "span"
            | "font"
            | "u"
            | "s"
            | "small"
            | "big"
            | "code"
            | "tt"
            | "nobr"
            | "strike"
            | "sub"
            | "sup"
            | "cite"
            | "abbr"
            | "acronym"
            | "mark"
            | "time"
            | "label"
            | "q"
            | "ins"
            | "del"
            | "kbd"
            | "samp"
            | "var"
            | "dfn"
            | "bdi"
            | "bdo"
            | "data"
            | "ruby"
            | "rt"
            | "rp"
            | "wbr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "tfoot"
            | "math"
            | "picture"
            | "source"
    )
}

/// Elements that say nothing about what their text is.
fn is_plain(tag: &str) -> bool {
    matches!(tag, "div" | "p" | "section" | "article" | "main" | "center" | "header" | "body" | "html")
}

fn kind(tag: &str, around: BlockKind) -> BlockKind {
    match tag {
        _ if tags::is_heading(tag) => BlockKind::Heading,
        "figcaption" | "caption" => BlockKind::Caption,
        "li" | "dt" | "dd" | "tr" => BlockKind::List,
        "blockquote" => BlockKind::Quote,
        _ => around,
    }
}
