//! The names of the authors.

use dom_query::Document;

use super::metadata::{Named, fold};

/// Names under which pages state their authors.
const NAMED: &[&str] = &[
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "byline",
    "citation_author",
    "og:article:author",
    "rbauthors",
    "creator",
    "twitter:data1",
];

/// Elements that hold the authors, best first.
const MARKED: &[&str] = &[
    "[itemprop~='author'] [itemprop~='name']",
    "[itemprop~='author']",
    "[rel~='author']",
    "[class~='byline'] a, [class*='byline'] a, [class*='Byline'] a",
    "[class~='author'] a, [class*='author-name'], [class*='authorName'], [class*='author_name']",
    "[class~='byline'], [class~='author'], [class*='byline'], [class*='Byline']",
    "[class*='author'], [id*='author'], [class*='Author']",
];

/// The authors of a page.
pub(crate) fn authors(
    document: &Document,
    named: &Named,
    data: &[String],
    site: Option<&str>,
) -> Vec<String> {
    let from_data = people(data.iter().map(String::as_str), site);
    if !from_data.is_empty() {
        return from_data;
    }
    for name in NAMED {
        let found = people(named.all(name), site);
        if !found.is_empty() {
            return found;
        }
    }
    for selector in MARKED {
        let texts: Vec<String> =
            document.select(selector).nodes().iter().take(6).map(|node| fold(&node.text())).collect();
        let found = people(texts.iter().map(String::as_str).filter(|text| text.len() < 120), site);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The people named in these texts, each once, in order.
fn people<'a>(texts: impl Iterator<Item = &'a str>, site: Option<&str>) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for text in texts {
        for name in names(text) {
            let known = people.iter().any(|known| known.to_lowercase() == name.to_lowercase());
            let is_site = site.is_some_and(|site| site.eq_ignore_ascii_case(&name));
            if !known && !is_site && people.len() < 12 {
                people.push(name);
            }
        }
    }
    people
}

/// The names in a byline.
fn names(text: &str) -> Vec<String> {
    let text = fold(text);
    if text.contains("://") || text.contains('@') && !text.contains(' ') {
        return Vec::new();
    }
    let text = without_by(&text);
    let text = text.replace(" and ", ", ").replace(" And ", ", ").replace(" & ", ", ").replace(" AND ", ", ");
    text.split([',', ';', '|', '·', '•', '/']).filter_map(name).collect()
}

/// A byline without "By" and its like.
fn without_by(text: &str) -> &str {
    let mut rest = text.trim();
    for lead in [
        "written by",
        "posted by",
        "reported by",
        "story by",
        "author:",
        "by:",
        "by ",
        "von ",
        "par ",
        "por ",
    ] {
        let head = rest.get(..lead.len());
        if head.is_some_and(|head| head.eq_ignore_ascii_case(lead)) {
            rest = rest[lead.len()..].trim_start();
        }
    }
    rest
}

/// A person's name out of one part of a byline; `None` for roles, dates, agencies and the rest.
fn name(part: &str) -> Option<String> {
    let part = without_by(part).trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
    let words = part.split_whitespace().count();
    let odd = part.chars().any(|c| c.is_ascii_digit() || "@:{}<>_".contains(c));
    let lower = part.to_lowercase();
    if part.chars().count() < 2 || words > 5 || odd || is_no_person(&lower) {
        return None;
    }
    part.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()).then(|| part.to_owned())
}

/// Words that no person's name has.
const NO_PERSON: &[&str] = &[
    "staff",
    "editor",
    "editors",
    "reporter",
    "correspondent",
    "writer",
    "news",
    "agency",
    "press",
    "desk",
    "team",
    "contributor",
    "contributors",
    "columnist",
    "admin",
    "administrator",
    "reuters",
    "afp",
    "associated",
    "updated",
    "published",
    "posted",
    "follow",
    "newsroom",
    "editorial",
    "author",
    "authors",
    "producer",
    "photographer",
    "director",
    "managing",
    "senior",
    "guest",
    "special",
    "read",
    "more",
    "view",
    "comments",
    "share",
    "minutes",
    "ago",
    "am",
    "pm",
    "edt",
    "est",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "inc",
    "media",
    "magazine",
    "daily",
    "times",
    "post",
    "wire",
    "service",
    "services",
    "online",
    "the",
    "for",
    "in",
    "of",
    "at",
];

fn is_no_person(lower: &str) -> bool {
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| NO_PERSON.contains(&word))
}
