//! A page made safe to parse: its tags balanced, its depth bounded, each element marked with where it stood.
//!
//! Tree builders follow the standard's repair rules for misnested tags, and those can take quadratic time or make
//! millions of elements from a few bytes each. Here one linear pass closes what is left open, drops what closes
//! nothing and reads elements nested too deeply as part of their parent; the tree builder then has nothing to repair.
//! Scripts, styles, comments and drawings are left out, except the scripts that hold JSON-LD.

use super::tags::{self, Tag};
use crate::{ReadError, limits};

/// The attribute that holds the number of an element.
pub(crate) const MARK: &str = "data-claimant";

/// A page ready to be parsed.
pub(crate) struct Balanced {
    /// The page with balanced tags.
    pub html: String,
    /// Start and end of each numbered element in the original text.
    pub elements: Vec<(usize, usize)>,
    /// Whether some elements were too deep.
    pub flattened: bool,
}

/// Balances the tags of a page; `scriptless` keeps what it shows where scripts do not run.
pub(crate) fn balance(page: &str, scriptless: bool) -> Result<Balanced, ReadError> {
    let out = Balanced { html: String::with_capacity(page.len()), elements: Vec::new(), flattened: false };
    let mut pass = Pass { page, out, open: Vec::new(), emitted: 0, depth: 0, seen: [false; 3], scriptless };
    pass.out.html.push_str("<!DOCTYPE html>");
    let mut tokens = tags::Tokens::new(page);
    while let Some(token) = tokens.next() {
        match token {
            tags::Token::Text(text) => pass.text(text),
            tags::Token::Start(tag) => {
                pass.start(&tag)?;
                pass.skip_content(&tag, &mut tokens);
            }
            tags::Token::End { name, start, end } => pass.end(name, start, end),
        }
    }
    pass.close_to(0, page.len(), page.len());
    Ok(pass.out)
}

/// An open element.
struct Open<'a> {
    name: &'a str,
    /// The name under which it was written.
    written: &'a str,
    number: Option<usize>,
    emitted: bool,
}

struct Pass<'a> {
    page: &'a str,
    out: Balanced,
    open: Vec<Open<'a>>,
    /// Elements written so far.
    emitted: usize,
    /// Open elements that were written.
    depth: usize,
    scriptless: bool,
    /// Whether html, head, body were seen.
    seen: [bool; 3],
}

/// How far up an end tag looks for its start: as deep as the tree may be, twice.
const REACH: usize = 2 * limits::DEPTH;

impl<'a> Pass<'a> {
    fn text(&mut self, text: &str) {
        match text {
            "<" => self.out.html.push_str("&lt;"),
            text => self.out.html.push_str(text),
        }
    }

    fn start(&mut self, tag: &Tag<'a>) -> Result<(), ReadError> {
        let name = tag.name;
        if let Some(at) = ["html", "head", "body"].iter().position(|once| name.eq_ignore_ascii_case(once)) {
            if !std::mem::replace(&mut self.seen[at], true) {
                self.write(tag, None);
            }
            return Ok(());
        }
        self.close_implied(name, tag.start);
        self.emitted += 1;
        if self.emitted > limits::ELEMENTS {
            return Err(ReadError::TooManyElements);
        }
        if tags::is_void(name) {
            self.write(tag, None);
            return Ok(());
        }
        let emitted = self.depth < limits::DEPTH;
        self.out.flattened |= !emitted;
        let number = (emitted && !tags::is_formatting(name)).then_some(self.out.elements.len());
        if emitted {
            self.depth += 1;
            self.write(tag, number);
        } else {
            self.out.html.push(' ');
        }
        if number.is_some() {
            self.out.elements.push((tag.start, tag.end));
        }
        self.open.push(Open { name, written: written(tag.name), number, emitted });
        Ok(())
    }

    /// Writes a start tag with its attributes and its number.
    fn write(&mut self, tag: &Tag<'a>, number: Option<usize>) {
        let html = &mut self.out.html;
        html.push('<');
        html.push_str(written(tag.name));
        for attribute in &tag.attributes {
            html.push(' ');
            html.push_str(attribute);
        }
        if let Some(number) = number {
            html.push_str(&format!(" {MARK}={number}"));
        }
        html.push('>');
    }

    /// Closes what a start tag closes by the standard: a paragraph before a block, a list item before the next.
    fn close_implied(&mut self, name: &str, at: usize) {
        let (closed, stop) = tags::implied_end(name);
        let reach = self.open.len().saturating_sub(REACH);
        for index in (reach..self.open.len()).rev() {
            let open = self.open[index].name;
            if tags::is_any(open, closed) {
                self.close_to(index, at, at);
                // A row closes its cell and then the row before.
                if !tags::is_any(name, "tr tbody thead tfoot") {
                    return;
                }
            } else if tags::is_any(open, stop) {
                return;
            }
        }
    }

    fn end(&mut self, name: &str, start: usize, end: usize) {
        if name.eq_ignore_ascii_case("br") {
            self.out.html.push_str("<br>");
        }
        let stop = tags::scope(name);
        let formatting = tags::is_formatting(name);
        let reach = self.open.len().saturating_sub(REACH);
        for index in (reach..self.open.len()).rev() {
            let open = self.open[index].name;
            // "<h2>…</h3>": the end of any heading ends a heading (HTML, 13.2.6.4.7).
            if open.eq_ignore_ascii_case(name) || tags::is_heading(open) && tags::is_heading(name) {
                return self.close_to(index, start, end);
            }
            if tags::is_any(open, stop) || (formatting && !tags::is_formatting(open)) {
                return;
            }
        }
    }

    /// Closes every open element from `index` on; the one at `index` ends at `end`, those inside it at `start`.
    fn close_to(&mut self, index: usize, start: usize, end: usize) {
        for at in (index..self.open.len()).rev() {
            let Some(open) = self.open.pop() else { return };
            if !open.emitted {
                self.out.html.push(' ');
                continue;
            }
            self.depth -= 1;
            self.out.html.push_str("</");
            self.out.html.push_str(open.written);
            self.out.html.push('>');
            if let Some(element) = open.number.and_then(|number| self.out.elements.get_mut(number)) {
                element.1 = if at == index { end } else { start };
            }
        }
    }

    /// Skips the content that is no text, up to the end tag, which then closes the element as any other.
    fn skip_content(&mut self, tag: &Tag<'a>, tokens: &mut tags::Tokens<'a>) {
        let name = tag.name;
        if !tags::is_raw(name) {
            return;
        }
        if self.scriptless && name.eq_ignore_ascii_case("noscript") {
            return;
        }
        let content = tokens.raw(name);
        let is_data = name.eq_ignore_ascii_case("script") && tag.attributes.iter().any(|a| is_json_ld(a));
        if is_data || tags::is_any(name, "title textarea") {
            let range = content.clone();
            self.out.html.push_str(&self.page[range]);
        }
    }
}

/// What a page shows without scripts is all that can be read of some, so that it is a part like any other.
fn written(name: &str) -> &str {
    if name.eq_ignore_ascii_case("noscript") { "div" } else { name }
}

fn is_json_ld(attribute: &str) -> bool {
    let attribute = attribute.to_ascii_lowercase();
    attribute.starts_with("type") && attribute.contains("ld+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(page: &str) -> String {
        let html = balance(page, false).unwrap().html;
        let mut plain = String::new();
        for part in html.trim_start_matches("<!DOCTYPE html>").split_inclusive('>') {
            match part.find(" data-claimant=") {
                Some(at) => plain.extend([&part[..at], ">"]),
                None => plain.push_str(part),
            }
        }
        plain
    }

    #[test]
    fn what_is_open_is_closed_and_what_closes_nothing_is_dropped() {
        assert_eq!(html("<p>a<p>b"), "<p>a</p><p>b</p>");
        assert_eq!(html("<ul><li>a<li>b</ul>c"), "<ul><li>a</li><li>b</li></ul>c");
        assert_eq!(html("<div><span>a</div>b</span>"), "<div><span>a</span></div>b");
        assert_eq!(html("<b><div>a</b>b</div>c"), "<b><div>ab</div>c</b>");
        assert_eq!(html("<p>a<div>b</div></p>c"), "<p>a</p><div>b</div>c");
        assert_eq!(
            html("<table><tr><td>a<td>b<tr><td>c</table>"),
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
        );
        assert_eq!(html("<td><table><tr><td>a</table></td>"), "<td><table><tr><td>a</td></tr></table></td>");
        assert_eq!(html("1 < 2 <!-- x --> & <A HREF='>'>b</a"), "1 &lt; 2  & <A HREF='>'>b</A>");
    }

    #[test]
    fn scripts_are_left_out_but_for_data() {
        assert_eq!(html("<script>if (a</b) '</p>'</script>x"), "<script></script>x");
        let data = "<script type=\"application/ld+json\">{\"a\": \"<p>\"}</script>";
        assert_eq!(html(data), data);
        assert_eq!(html("<svg><path d=1><title>t</title></svg>x"), "<svg></svg>x");
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = balance(&"<ul><li>".repeat(16_000), false).unwrap();
        assert!(deep.flattened && deep.html.matches("<li").count() == limits::DEPTH / 2);
        assert_eq!(
            balance(&"<p>".repeat(limits::ELEMENTS + 1), false).err(),
            Some(ReadError::TooManyElements)
        );
    }

    #[test]
    fn elements_know_where_they_stood() {
        let page = "<div>é<p class=a>one<p>two</div>";
        let balanced = balance(page, false).unwrap();
        let stood: Vec<&str> = balanced.elements.iter().map(|(start, end)| &page[*start..*end]).collect();
        assert_eq!(stood, [page, "<p class=a>one", "<p>two"]);
    }
}
