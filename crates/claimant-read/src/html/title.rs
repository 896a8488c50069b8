//! The headline, without the name of the site.

use dom_query::Document;

use super::metadata::{Named, fold};

/// The headline of a page.
pub(crate) fn title(
    document: &Document,
    named: &Named,
    data: Option<&str>,
    site: Option<&str>,
) -> Option<String> {
    let page = document.select_single("head title, title").text();
    let page = fold(&page);
    let shared =
        named.first(&["og:title", "twitter:title", "dc.title", "dcterms.title", "title", "headline"]);
    let headings: Vec<String> = headings(document);
    let stated = [shared, data].into_iter().flatten().map(fold).map(|text| bare(&text, site, &headings));
    let from_page = || Some(bare(&page, site, &headings)).filter(|title| !title.is_empty());
    let first = stated.into_iter().find(|text| !text.is_empty());
    first.or_else(from_page).or_else(|| headings.into_iter().next())
}

/// The texts of the page's first headings.
fn headings(document: &Document) -> Vec<String> {
    let nodes = document.select("h1, [itemprop~='headline']");
    let texts = nodes.nodes().iter().take(5).map(|node| fold(&node.text()));
    texts.filter(|text| !text.is_empty() && text.len() < 300).collect()
}

/// Marks that part a headline from the name of its site.
const PARTS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " / "];

/// A title without the site's name before or after it.
fn bare(title: &str, site: Option<&str>, headings: &[String]) -> String {
    let title = title.trim();
    if headings.iter().any(|heading| heading == title) {
        return title.to_owned();
    }
    for part in PARTS {
        let (Some((head, tail)), Some((first, rest))) = (title.rsplit_once(part), title.split_once(part))
        else {
            continue;
        };
        if is_site(tail, site) || headings.iter().any(|heading| heading == head) {
            return bare(head, site, headings);
        }
        if is_site(first, site) || headings.iter().any(|heading| heading == rest) {
            return bare(rest, site, headings);
        }
    }
    title.to_owned()
}

/// Whether a part of a title is the site's name.
fn is_site(part: &str, site: Option<&str>) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let Some(site) = site.map(letters).filter(|site| site.len() > 2) else { return false };
    let part = letters(part);
    part.len() > 2
        && (part == site || (part.len() < 30 && (site.starts_with(&part) || part.starts_with(&site))))
}
