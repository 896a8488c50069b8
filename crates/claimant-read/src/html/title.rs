//! The headline, without the name of the site.
//!
//! The headline that readers see goes before the ones that search engines and networks get: a page's `h1`, if the
//! metadata agree that it is about the same thing. It gives way to a headline that was written with more care: one in
//! JSON-LD that the window's title repeats, and an `og:title` that is said nowhere else.

use std::collections::BTreeSet;

use dom_query::{Document, NodeRef};

use super::jsonld::Described;
use super::metadata::{Named, fold};
use crate::limits;

/// The headline of a page.
pub(crate) fn title(
    document: &Document,
    named: &Named,
    data: &Described,
    site: Option<&str>,
) -> Option<String> {
    let window = fold(&document.select_single("head title, title").text());
    let window = if window.len() > limits::VALUE { String::new() } else { window };
    if let Some(headline) = repeated(data, &window, site) {
        return Some(headline);
    }
    let stated = stated(named, data, window);
    let headings = headings(document, "h1, [itemprop~='headline']");
    // A page's only `h1` needs less to agree with what is stated elsewhere.
    let only = headings.iter().all(|heading| Some(heading) == headings.first());
    if let Some(heading) = agreed(&headings, &stated, if only { 0.35 } else { 0.5 }) {
        let heading = bare(&heading, site, &[]);
        let shared = named.first(&["og:title"]).filter(|_| data.headline.is_none());
        let own = shared.and_then(|shared| own(&bare(&fold(shared), site, &[]), &heading, &stated, site));
        return Some(own.unwrap_or(heading));
    }
    let lower = headings_in(&self::headings(document, "h2, h3"), &stated);
    let known: Vec<String> = headings.iter().cloned().chain(lower.iter().cloned()).collect();
    let chosen = stated.iter().map(|text| bare(text, site, &known)).find(|text| !text.is_empty());
    let is_only_site = |title: &String| site.is_some_and(|site| letters(site) == letters(title));
    match chosen.filter(|title| !is_only_site(title)) {
        Some(title) => Some(title),
        None => headings.into_iter().chain(lower).next().or_else(|| stated.into_iter().next()),
    }
}

/// The headline in the page's data, if the window's title is the same but for the site's name.
fn repeated(data: &Described, window: &str, site: Option<&str>) -> Option<String> {
    let headline = fold(data.headline.as_deref()?);
    let fits = (1..=limits::VALUE).contains(&headline.len());
    let same = fits && letters(&headline) == letters(&bare(window, site, &[]));
    (same && !is_site(&headline, site)).then_some(headline)
}

/// What a page says outside its text that its headline is, best first.
fn stated(named: &Named, data: &Described, window: String) -> Vec<String> {
    let names = ["og:title", "twitter:title", "dc.title", "dcterms.title", "title", "headline"];
    let named = names.iter().filter_map(|name| named.first(&[name]));
    let data = data.name.iter().chain(&data.headline).map(String::as_str);
    named
        .chain(data)
        .map(fold)
        .chain([window])
        .filter(|text| (1..=limits::VALUE).contains(&text.len()))
        .collect()
}

/// A shared title on the matter of the `heading`, if it stands alone: one that is stated again, as for another network,
/// was written to draw readers.
fn own(shared: &str, heading: &str, stated: &[String], site: Option<&str>) -> Option<String> {
    let said = letters(shared);
    let times = stated.iter().filter(|text| letters(&bare(text, site, &[])) == said).count();
    let on_the_matter = words(shared).intersection(&words(heading)).any(|word| word.chars().count() > 3);
    (times == 1 && on_the_matter && !said.starts_with(&letters(heading))).then(|| shared.to_owned())
}

/// The texts of the page's first headings of some level.
fn headings(document: &Document, selector: &str) -> Vec<String> {
    let nodes = document.select(selector);
    let texts = nodes.nodes().iter().take(12).filter(|node| !leads_home(node)).map(|node| fold(&node.text()));
    texts.filter(|text| !text.is_empty() && text.len() < 300).collect()
}

/// Whether a heading is a link to the site's first page: it is the site's name then.
fn leads_home(heading: &NodeRef<'_>) -> bool {
    let links = heading.find(&["a"]);
    let Some(address) = links.first().and_then(|link| link.attr("href")) else { return false };
    let host = address.split_once("//").map(|(_, rest)| rest.trim().trim_end_matches('/'));
    address.trim() == "/" || host.is_some_and(|host| !host.contains('/'))
}

/// Headings that a stated title holds whole.
fn headings_in(headings: &[String], stated: &[String]) -> Vec<String> {
    let held =
        |heading: &&String| heading.len() > 12 && stated.iter().any(|text| text.contains(heading.as_str()));
    headings.iter().filter(held).cloned().collect()
}

/// The heading that shares the most words with what the metadata state, if that is at least the share `least`.
fn agreed(headings: &[String], stated: &[String], least: f64) -> Option<String> {
    let stated: Vec<BTreeSet<String>> = stated.iter().map(|text| words(text)).collect();
    let share = |heading: &String| {
        let heading = words(heading);
        let shared = |other: &BTreeSet<String>| {
            heading.intersection(other).count() as f64 / heading.len().max(other.len().min(8)).max(1) as f64
        };
        let best = stated.iter().map(shared).fold(0.0, f64::max);
        if heading.len() < 2 && best < 1.0 { 0.0 } else { best }
    };
    let mut best: Option<(f64, &String)> = None;
    for heading in headings {
        let share = share(heading);
        if best.is_none_or(|(most, _)| share > most) {
            best = Some((share, heading));
        }
    }
    best.filter(|(share, _)| *share >= least).map(|(_, heading)| heading.clone())
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Marks that part a headline from the name of its site.
const PARTS: [&str; 10] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " / ", " : "];

/// A title without the site's name before or after it.
fn bare(title: &str, site: Option<&str>, headings: &[String]) -> String {
    // "Site » Blog Archive » Headline", as old weblogs write it.
    let title = title.rsplit_once("Blog Archive » ").map_or(title, |(_, headline)| headline).trim();
    if headings.iter().any(|heading| heading == title) {
        return title.to_owned();
    }
    for part in PARTS {
        let (Some((head, tail)), Some((first, rest))) = (title.rsplit_once(part), title.split_once(part))
        else {
            continue;
        };
        // A bar parts sites from headlines, seldom headlines in two.
        let section =
            part == " | " && tail.split_whitespace().count() <= 3 && head.split_whitespace().count() >= 3;
        if section || is_site(tail, site) || headings.iter().any(|heading| heading == head) {
            return bare(head, site, headings);
        }
        let section_first =
            part == " | " && first.split_whitespace().count() <= 2 && rest.split_whitespace().count() >= 5;
        if section_first || is_site(first, site) || headings.iter().any(|heading| heading == rest) {
            return bare(rest, site, headings);
        }
    }
    title.to_owned()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a part of a title is the site's name.
fn is_site(part: &str, site: Option<&str>) -> bool {
    let Some(site) = site.map(letters).filter(|site| site.len() > 2) else { return false };
    let part = letters(part);
    part.len() > 2
        && (part == site
            || (part.len() < 30
                && (site.starts_with(&part) || (part.starts_with(&site) && part.len() < site.len() + 5))))
}

#[cfg(test)]
mod tests {
    use super::super::jsonld;
    use super::*;

    #[test]
    fn the_site_is_taken_off() {
        let bare = |title| bare(title, Some("The Daily Example"), &[]);
        assert_eq!(bare("Rates rise again | The Daily Example"), "Rates rise again");
        assert_eq!(bare("Rates rise again | Economy | The Daily Example"), "Rates rise again");
        assert_eq!(bare("The Daily Example: Rates - rise"), "The Daily Example: Rates - rise");
    }

    fn titled(page: &str) -> Option<String> {
        let document = Document::from(page);
        let data = jsonld::described(&document).unwrap_or_default();
        title(&document, &Named::of(&document), &data, None)
    }

    #[test]
    fn the_heading_goes_first_where_the_metadata_agree() {
        let page = "<title>Bank raises rates to 5%</title><h1>Menu</h1><h1>Bank raises key rates to 5%</h1>";
        assert_eq!(titled(page).as_deref(), Some("Bank raises key rates to 5%"));
        let page = "<title>Bank raises rates to 5%</title><h1>Our newsletters</h1>";
        assert_eq!(titled(page).as_deref(), Some("Bank raises rates to 5%"));
    }

    #[test]
    fn a_heading_that_leads_home_is_the_site() {
        let page = |link: &str| {
            format!(
                "<title>Ash notes: Storm nears</title><h1><a href='{link}'>Ash notes</a></h1><h3>Storm nears</h3>"
            )
        };
        for home in ["/", "https://ash.example", "https://ash.example/", "//ash.example/"] {
            assert_ne!(titled(&page(home)).as_deref(), Some("Ash notes"), "{home}");
        }
        assert_eq!(titled(&page("/2024/ash-notes")).as_deref(), Some("Ash notes"));
    }

    #[test]
    fn data_and_window_overrule_the_heading() {
        let page = |headline: &str| {
            format!(
                r#"<title>How to see the 9 best plays</title><h1>The 9 best plays</h1>
                <script type="application/ld+json">{{"@type":"NewsArticle","headline":"{headline}"}}</script>"#
            )
        };
        let how = "How to see the 9 best plays";
        assert_eq!(titled(&page(how)).as_deref(), Some(how));
        assert_eq!(titled(&page("Plays to see")).as_deref(), Some("The 9 best plays"));
    }

    #[test]
    fn a_shared_title_that_stands_alone_overrules_the_heading() {
        let page = |more: &str| {
            format!(
                "<title>Why the tram stopped</title><meta property='og:title' content='The last tram home'>{more}
                <h1>Why the tram stopped</h1>"
            )
        };
        assert_eq!(titled(&page("")).as_deref(), Some("The last tram home"));
        let networks = "<meta name='twitter:title' content='The last tram home'>";
        assert_eq!(titled(&page(networks)).as_deref(), Some("Why the tram stopped"));
    }
}
