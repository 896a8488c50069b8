//! A page that is whole in itself: each article's text with what was found in it, and a card for each claim, linked
//! both ways.
//!
//! Only escaped text of an article is ever written, never its HTML; the page's own style and script are allowed by
//! their hash, and nothing is loaded. Everything works without the script, which only adds highlighting.

mod cards;
mod text;

use base64::Engine;
use claimant::{Article, Basis, Label, Lookup, Reading, Status};
use sha2::{Digest, Sha256};

use crate::print::{date_from, is_hidden, sign};

const STYLE: &str = include_str!("../assets/report.css");
const SCRIPT: &str = include_str!("../assets/report.js");

/// All before the first article.
pub fn head() -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; script-src '{}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>Who claims what</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{}<main>\n",
        hash(STYLE),
        hash(SCRIPT),
        legend()
    )
}

/// All after the last article.
pub fn foot() -> String {
    format!("</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

/// One article; `number` makes its anchors unique on the page.
pub fn article(reading: &Reading, number: usize) -> String {
    let lookup = Lookup::of(reading);
    format!(
        "<article class=\"report\" id=\"a{number}\">\n{}{}<div class=\"columns\">\n{}{}</div>\n{}</article>\n",
        top(&reading.article),
        label(reading),
        text::write(&lookup, number),
        cards::write(&lookup, number),
        cards::tables(&lookup, number),
    )
}

fn hash(content: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content)))
}

fn legend() -> String {
    let item = |status: &Status| {
        format!("<li><span class=\"claim s-{status}\"><b>{}</b> {status}</span></li>", escape(sign(*status)))
    };
    let items: String = Status::ALL.iter().map(item).collect();
    format!(
        "<header class=\"legend\"><p>Each claim in the text leads to its card: who vouches for it, and how sure they \
         are. A claim is what somebody says, not what is so.</p>\n<ul>{items}\
         <li><span class=\"own\">in the article's own voice: no background</span></li>\
         <li><span class=\"source\">source</span></li><li><span class=\"cue\">cue</span></li>\
         <li><span class=\"figure\">figure</span></li><li><span class=\"time\">time</span></li></ul></header>\n"
    )
}

fn top(article: &Article) -> String {
    let title = article.title.as_deref().unwrap_or("(no title)");
    let mut facts: Vec<String> = article.publisher.iter().map(|name| escape(name)).collect();
    facts
        .extend((!article.authors.is_empty()).then(|| format!("by {}", escape(&article.authors.join(", ")))));
    facts.push(match &article.published {
        Some(date) => format!("<time>{}</time> ({})", escape(date), date_from(article.published_from)),
        None => "no date stated".to_owned(),
    });
    facts.extend(article.origin.path.iter().map(|path| escape(path)));
    let link = article.url.as_deref().map(address).unwrap_or_default();
    format!("<h1>{}</h1>\n<p class=\"facts\">{}{link}</p>\n", escape(title), facts.join(" · "))
}

/// A link for web addresses, plain text for everything else: an article may state any address.
fn address(url: &str) -> String {
    let shown = escape(url);
    match url.starts_with("https://") || url.starts_with("http://") {
        true => format!(" · <a href=\"{shown}\" rel=\"noreferrer noopener\">{shown}</a>"),
        false => format!(" · {shown}"),
    }
}

fn label(reading: &Reading) -> String {
    let label = Label::of(reading);
    let share = |basis: &Basis| {
        let count = label.from(*basis);
        let percent = label.percent(count);
        format!(
            "<tr><th scope=\"row\">{}</th><td>{count}</td><td>{percent} %</td>\
             <td><meter min=\"0\" max=\"100\" value=\"{percent}\">{percent} %</meter></td></tr>",
            basis.about()
        )
    };
    let rows: String = Basis::ALL.iter().map(share).collect();
    let counted = [Status::Hedged, Status::Alleged, Status::Denied, Status::Predicted];
    let counts = counted.map(|status| format!("{} {status}", label.with(status))).join(", ");
    format!(
        "<section class=\"label\" aria-label=\"Sourcing label\"><table><caption>On whose word {} claims rest</caption>\
         {rows}</table><p>{counts}</p></section>\n",
        label.claims
    )
}

/// `text` as text of a page: nothing in it is markup, and what would hide or move something is written out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if is_hidden(c) => out.push_str(&format!("&lt;U+{:04X}&gt;", c as u32)),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
