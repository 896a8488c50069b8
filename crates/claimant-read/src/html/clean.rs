//! Which blocks of the picked part are boilerplate after all: teasers, buttons, newsletters, counters.
//!
//! A block goes only for a reason of its own: names that its page gives it, words that only buttons have, or links.
//! Long blocks of sentences stay, whatever surrounds them.

use claimant_doc::BlockKind;

use super::blocks::Found;
use super::metadata::Metadata;
use crate::date;

/// The blocks without boilerplate.
pub(crate) fn clean(found: Vec<Found>, known: &Metadata) -> Vec<Found> {
    let mut found = joined(found);
    drop_title(&mut found, known);
    let first = found.iter().position(|block| block.text.len() > 100).unwrap_or(0);
    let mut index = 0;
    found.retain(|block| {
        index += 1;
        !is_boilerplate(block) && (index > first || !is_byline(block, known))
    });
    drop_tail(&mut found);
    found
}

/// Blocks of HTML that is known to be an article's text.
pub(crate) fn plain(found: Vec<Found>) -> Vec<Found> {
    joined(found)
}

/// Puts a large first letter back to its word.
fn joined(found: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for block in found {
        let continues = block.text.starts_with(char::is_lowercase);
        match joined.last_mut() {
            Some(letter) if continues && is_letter(&letter.text) => {
                let text = format!("{}{}", letter.text, block.text);
                *letter = Found { text, ..block };
            }
            _ => joined.push(block),
        }
    }
    joined
}

fn is_letter(text: &str) -> bool {
    text.chars().count() == 1 && text.chars().all(char::is_uppercase)
}

/// Drops the headline where it stands before the text: it is in the article's title.
fn drop_title(found: &mut Vec<Found>, known: &Metadata) {
    let Some(title) = &known.title else { return };
    let is_title = |block: &Found| block.text.eq_ignore_ascii_case(title);
    if let Some(at) = found.iter().take(6).position(is_title) {
        found.remove(at);
    }
}

/// Whether a short block before the text is only a date, a counter or the authors' names.
fn is_byline(block: &Found, known: &Metadata) -> bool {
    let text = block.text.as_str();
    if text.len() > 100 {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let dated = date::find(text).is_some_and(|found| found.range.len() * 2 > text.len());
    let bare = text
        .trim_start_matches(|c: char| c.is_whitespace())
        .trim_start_matches("By ")
        .trim_start_matches("by ");
    let named = known.authors.iter().any(|author| author.eq_ignore_ascii_case(bare.trim()));
    letters < 2 || dated || named
}

/// Drops headings, links and buttons after the last sentence.
fn drop_tail(found: &mut Vec<Found>) {
    while let Some(last) = found.last() {
        let linked = last.linked * 10 > last.text.len() * 9;
        let heading =
            matches!(last.tag.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") && last.text.len() < 100;
        if found.len() < 2 || !(heading || (linked && last.text.len() < 150)) {
            return;
        }
        found.pop();
    }
}

/// Whether a block is boilerplate by its names or its words.
pub(crate) fn is_boilerplate(block: &Found) -> bool {
    let text = block.text.as_str();
    let linked = block.linked * 10 > text.len() * 8 && block.kind != BlockKind::Heading;
    match text.len() {
        0..=3 if !text.chars().any(char::is_alphanumeric) => true,
        0..=90 if is_button(text) || is_credit(text) => true,
        0..=400 if is_offer(text) => true,
        0..=300 if is_named(&block.names) => true,
        length => linked && (length < 300 && is_teaser(text) || is_named(&block.names)),
    }
}

/// Names that pages give to what is not the article, as words or parts of words between dashes.
const NAMES: &[&str] = &[
    "related",
    "newsletter",
    "newsletters",
    "share",
    "sharing",
    "social",
    "promo",
    "recirc",
    "recirculation",
    "subscribe",
    "subscription",
    "signup",
    "comments",
    "cookie",
    "cookies",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "sponsored",
    "breadcrumb",
    "breadcrumbs",
    "outbrain",
    "taboola",
    "trending",
    "popular",
    "recommended",
    "recommendations",
    "readmore",
    "tags",
    "toolbar",
    "paywall",
    "donate",
    "donation",
    "jp-relatedposts",
    "sharedaddy",
    "nav",
    "pagination",
    "disqus",
    "print-only",
    "popup",
    "modal",
    "follow",
];

/// Whether one of the three innermost elements has such a name.
fn is_named(names: &str) -> bool {
    names.rsplit(" /").filter(|part| !part.trim().is_empty()).take(3).any(|part| {
        part.split([' ', '_']).any(|name| {
            NAMES.contains(&name) || name.split('-').any(|word| word.len() > 4 && NAMES.contains(&word))
        })
    })
}

/// Short texts that are buttons, labels and counters.
fn is_button(text: &str) -> bool {
    const WHOLE: [&str; 34] = [
        "advertisement",
        "advertising",
        "ad",
        "share",
        "share this",
        "share this article",
        "tweet",
        "print",
        "email",
        "comments",
        "comment",
        "read more",
        "read full article",
        "read the full article",
        "more",
        "subscribe",
        "sign up",
        "related",
        "related stories",
        "related articles",
        "related news",
        "related topics",
        "see also",
        "see more",
        "learn more",
        "play video",
        "close",
        "follow us",
        "loading",
        "story continues below",
        "article continues below",
        "sponsored",
        "copy link",
        "continue reading",
    ];
    const STARTS: [&str; 22] = [
        "advertisement",
        "story continues below",
        "article continues",
        "read more:",
        "read also:",
        "also read:",
        "related:",
        "see also:",
        "more:",
        "share on ",
        "click here to",
        "follow us on",
        "sign up for",
        "subscribe to",
        "recommended:",
        "watch:",
        "read next",
        "continue reading",
        "scroll to continue",
        "click to",
        "view comments",
        "skip to",
    ];
    let lower = text.to_lowercase();
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '#');
    WHOLE.contains(&lower) || STARTS.iter().any(|start| lower.starts_with(start))
}

/// Lines that name only whose picture or film stands above.
fn is_credit(text: &str) -> bool {
    let lower = text.to_lowercase();
    let whole = [
        "istockphoto",
        "istock",
        "getty images",
        "shutterstock",
        "file photo",
        "reuters",
        "associated press",
    ];
    whole.contains(&lower.trim()) || lower.starts_with("credit...") || lower.contains(" - source: ")
}

/// Offers of newsletters, subscriptions and cookies.
fn is_offer(text: &str) -> bool {
    let lower = text.to_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let asks = any(&[
        "sign up",
        "signing up",
        "signup",
        "subscribe",
        "subscribing",
        "register",
        "enter your email",
        "follow us",
        "never miss",
        "join our",
    ]);
    let offers = any(&[
        "newsletter",
        "your inbox",
        "daily edition",
        "email address",
        "our app",
        "whatsapp",
        "telegram channel",
        "breaking news alerts",
        "top stories",
        "on facebook",
        "on twitter",
        "mailing list",
        "unlimited access",
        "push notifications",
    ]);
    (asks && offers)
        || any(&[
            "this site uses cookies",
            "we use cookies",
            "enable javascript",
            "all rights reserved",
            "javascript is disabled",
        ])
        || (any(&["do you want to be informed", "want more stories like this", "support our journalism"]))
}

/// Texts that lead elsewhere.
fn is_teaser(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["read", "more", "related", "see", "watch", "also", "click"].iter().any(|word| lower.starts_with(word))
        || !text.trim_end().ends_with(['.', '?', '!', '"', '”', '’', ':', ')'])
}

#[cfg(test)]
mod tests {
    use claimant_doc::BlockKind;

    use super::*;

    fn block(text: &str, names: &str, linked: usize) -> Found {
        let (text, names) = (text.to_owned(), names.to_owned());
        Found { text, kind: BlockKind::Paragraph, tag: "p".into(), names, linked, styled: 0, element: None }
    }

    #[test]
    fn buttons_and_offers_go_and_sentences_stay() {
        for text in [
            "Advertisement",
            "READ MORE: Rates rise again",
            "Sign up for our newsletter and never miss a story.",
            "—",
        ] {
            assert!(is_boilerplate(&block(text, "", 0)), "{text}");
        }
        for text in ["The bank will share its plans on Monday.", "Residents must sign up by June.", "No."] {
            assert!(!is_boilerplate(&block(text, "", 0)), "{text}");
        }
        assert!(is_boilerplate(&block("Rates fall", " related-links /", 0)));
        assert!(!is_boilerplate(&block("Rates fall", " has-ads / a / b / c /", 0)));
    }

    #[test]
    fn a_large_first_letter_goes_back_to_its_word() {
        let found = joined(vec![
            block("T", "", 0),
            block("urkey said so.", "", 0),
            block("A", "", 0),
            block("No", "", 0),
        ]);
        let texts: Vec<&str> = found.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["Turkey said so.", "A", "No"]);
    }
}
