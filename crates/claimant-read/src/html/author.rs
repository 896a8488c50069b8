//! The names of the authors, without "By", roles and places; an agency or a desk only where nobody else is named.

use dom_query::{Document, NodeRef};

use super::blocks::Found;
use super::metadata::{Named, fold};
use crate::{date, limits};

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
    "og:author",
    "rbauthors",
    "creator",
    "article.author",
    "twitter:data1",
];

/// Elements that hold the authors, best first.
const MARKED: &[&str] = &[
    "[itemprop~='author'] [itemprop~='name'], [itemprop~='author'][itemprop~='name']",
    "[itemprop~='author']",
    "[rel~='author']",
    "address a",
    "[class*='byline'] a, [class*='Byline'] a, [data-testid*='byline'] a",
    "[class~='author'] a, [class*='author-name'], [class*='authorName'], [class*='author_name']",
    "[class*='byline'], [class*='Byline'], [data-testid*='byline']",
    "[class~='author'], a[href*='/author/'], a[href*='/authors/'], a[href*='/profile/']",
    "[class*='author'], [id*='author'], [class*='Author']",
];

/// The authors of a page: its data, its `meta` elements, its marked-up byline, its printed one.
/// `sites` are names that belong to no person.
pub(crate) fn authors(
    document: &Document,
    named: &Named,
    data: &[String],
    near: &[Found],
    sites: &[String],
) -> Vec<String> {
    let mut desks = Vec::new();
    let mut take = |texts: &[&str], sure: bool| {
        let (people, others) = split(texts, sure, sites);
        if desks.is_empty() {
            desks = others;
        }
        (!people.is_empty()).then_some(people)
    };
    let data = data.iter().map(String::as_str).filter(|text| text.len() <= limits::VALUE);
    let data: Vec<&str> = data.take(limits::NAMES).collect();
    if let Some(people) = take(&data, true) {
        return people;
    }
    for name in NAMED {
        let values: Vec<&str> = named.all(name).collect();
        if let Some(people) = take(&values, *name != "twitter:data1") {
            return people;
        }
    }
    for (rank, selector) in MARKED.iter().enumerate() {
        let texts = group(document.select(selector).nodes());
        let texts: Vec<&str> = texts.iter().map(String::as_str).filter(|text| text.len() < 150).collect();
        if let Some(people) = take(&texts, rank < 3) {
            return people;
        }
        if rank == 3 {
            let printed: Vec<&str> = near.iter().filter_map(|block| printed(&block.text)).collect();
            if let Some(people) = take(&printed, false) {
                return people;
            }
        }
    }
    if desks.is_empty() {
        // A handle is better than nobody where the page names nobody.
        desks.extend(
            named.first(&["twitter:creator"]).and_then(|handle| name(handle.trim_start_matches('@'), true)),
        );
    }
    desks
}

/// The texts of the first of these elements and of those beside it: later ones are of other articles.
fn group(nodes: &[NodeRef<'_>]) -> Vec<String> {
    let Some(first) = nodes.iter().find(|node| !node.text().trim().is_empty()) else { return Vec::new() };
    // Names in one byline share a parent or a grandparent.
    let root = |node: &NodeRef<'_>| node.ancestors_it(Some(2)).last().map(|ancestor| ancestor.id);
    let beside =
        |node: &&NodeRef<'_>| node.id == first.id || (root(node).is_some() && root(node) == root(first));
    let inside = |node: &&NodeRef<'_>| !node.ancestors_it(None).any(|ancestor| ancestor.id == first.id);
    nodes.iter().filter(beside).filter(inside).take(8).map(|node| fold(&node.text())).collect()
}

/// What follows "By" in a short block: "Posted on June 3 by Ann Lee", "Written by Ann Lee in Economy".
fn printed(text: &str) -> Option<&str> {
    if text.len() > 160 {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let at = match lower.starts_with("by ") {
        true => 3,
        false => {
            [" by ", "\nby ", "|by "].iter().filter_map(|by| lower.find(by).map(|at| at + by.len())).min()?
        }
    };
    let before = &lower[..at];
    let stands_apart = at == 3
        || ["written", "posted", "published", "reported", "story", "text", "updated"]
            .iter()
            .any(|w| before.contains(w));
    let rest = text.get(at..)?;
    let ends = [" in ", " on ", " at ", " @ ", " | ", " - ", " – ", " — ", "\n", " • ", " · "];
    let end = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let words = rest[..end].split_whitespace().count();
    (stands_apart && (1..=12).contains(&words)).then_some(&rest[..end])
}

/// The people named in these texts, each once, in order; and the desks and agencies. `sure`: the texts are names.
fn split(texts: &[&str], sure: bool, sites: &[String]) -> (Vec<String>, Vec<String>) {
    let mut people: Vec<String> = Vec::new();
    let mut desks: Vec<String> = Vec::new();
    for text in texts {
        for part in parts(text) {
            let Some(name) = name(&part, sure) else { continue };
            let lower = name.to_lowercase();
            let capitals =
                name.len() > 2 && !name.contains(' ') && name.chars().all(|c| c.is_ascii_uppercase());
            let is_site = sites.iter().any(|site| site.to_lowercase() == lower);
            let kept = if capitals || is_site || is_desk(&lower) { &mut desks } else { &mut people };
            if kept.len() < 12 && !kept.iter().any(|known| known.to_lowercase() == lower) {
                kept.push(name);
            }
        }
    }
    (people, desks)
}

/// The parts of a byline that may be names.
fn parts(text: &str) -> Vec<String> {
    let text = fold(text);
    if text.contains("://") {
        return Vec::new();
    }
    let text = without_by(&text);
    // "Jong, Michiel de": one name turned round, not two.
    if let [family, given] = text.split(", ").collect::<Vec<&str>>()[..]
        && !family.contains(' ')
        && (1..=3).contains(&given.split(' ').count())
        && !is_desk(&given.to_lowercase())
        && !is_degree(given)
        && !text.contains(" and ")
    {
        return vec![format!("{given} {family}")];
    }
    let mut text = text.to_owned();
    for and in [" and ", " And ", " AND ", " & ", " with ", " und ", " et ", " y "] {
        text = text.replace(and, ", ");
    }
    let cut =
        text.find(" - ").or_else(|| text.find(" – ")).or_else(|| text.find(" — ")).unwrap_or(text.len());
    text[..cut].split([',', ';', '|', '·', '•', '/', '、']).map(|part| part.trim().to_owned()).collect()
}

/// A byline without "By" and its like.
fn without_by(text: &str) -> &str {
    const LEADS: [&str; 14] = [
        "written by",
        "posted by",
        "reported by",
        "story by",
        "words by",
        "published by",
        "author:",
        "byby ",
        "by:",
        "by ",
        "von ",
        "par ",
        "por ",
        "av ",
    ];
    let mut rest = text.trim();
    while let Some(lead) =
        LEADS.iter().find(|lead| rest.get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead)))
    {
        rest = rest[lead.len()..].trim_start();
    }
    rest
}

/// A name out of one part of a byline; `None` for dates, buttons, handles and the rest.
fn name(part: &str, sure: bool) -> Option<String> {
    let part = without_by(part);
    let part = part.split(['(', '[', '<']).next().unwrap_or_default();
    let part = part.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_start_matches('.');
    let words = part.split_whitespace().count();
    let odd = part.chars().any(|c| "@:{}<>_\"“”?!…".contains(c))
        || (!sure && part.chars().any(|c| c.is_ascii_digit()));
    let lower = part.to_lowercase();
    let long = if is_desk(&lower) || sure { 6 } else { 4 };
    if part.chars().count() < 2 || words > long || odd || is_degree(part) || is_no_name(&lower) {
        return None;
    }
    let capital = part.starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
    // A single word is a name only where the page says that it is one.
    let whole = sure || words > 1 || !part.is_ascii() || is_desk(&lower);
    (date::parse(part).is_none() && (capital || sure) && whole).then(|| part.to_owned())
}

/// Degrees and orders after a name.
fn is_degree(part: &str) -> bool {
    let letters: String = part.chars().filter(|c| c.is_alphabetic()).collect();
    matches!(
        letters.as_str(),
        "PhD"
            | "MD"
            | "MPH"
            | "RD"
            | "MS"
            | "MA"
            | "BA"
            | "BSc"
            | "MSc"
            | "RN"
            | "Jr"
            | "Sr"
            | "II"
            | "III"
            | "Esq"
            | "DPhil"
            | "JD"
            | "MBA"
    )
}

fn has_word(lower: &str, words: &[&str]) -> bool {
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

/// Words of roles, desks, agencies: not a person, but somebody who may sign.
const DESKS: &[&str] = &[
    "staff",
    "news",
    "agency",
    "press",
    "desk",
    "team",
    "reuters",
    "afp",
    "associated",
    "newsroom",
    "editorial",
    "media",
    "magazine",
    "daily",
    "times",
    "post",
    "wire",
    "service",
    "services",
    "online",
    "inc",
    "reporter",
    "reporters",
    "report",
    "editor",
    "editors",
    "correspondent",
    "writer",
    "contributor",
    "contributors",
    "columnist",
    "producer",
    "photographer",
    "director",
    "admin",
    "administrator",
    "bbc",
    "cnn",
    "today",
    "network",
    "tv",
    "radio",
    "jiji",
    "dpa",
    "ap",
    "upi",
    "ansa",
    "tass",
    "xinhua",
    "google",
    "university",
    "institute",
    "foundation",
    "company",
];

fn is_desk(lower: &str) -> bool {
    has_word(lower, DESKS)
}

/// Words that neither a person's name nor a desk's has.
const NO_NAMES: &[&str] = &[
    "updated",
    "published",
    "posted",
    "follow",
    "author",
    "authors",
    "read",
    "more",
    "view",
    "comments",
    "comment",
    "share",
    "shares",
    "minutes",
    "ago",
    "am",
    "pm",
    "edt",
    "est",
    "email",
    "bio",
    "says",
    "edit",
    "name",
    "here",
    "why",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "http",
    "www",
    "com",
    "article",
    "articles",
    "profile",
    "about",
    "contact",
    "subscribe",
    "unknown",
    "null",
    "undefined",
    "anonymous",
    "guest",
    "min",
    "reading",
    "this",
    "that",
    "is",
    "are",
    "was",
    "for",
    "in",
    "at",
    "on",
    "archive",
    "tweet",
    "twitter",
    "facebook",
    "sign",
    "login",
    "linkedin",
    "instagram",
];

fn is_no_name(lower: &str) -> bool {
    has_word(lower, NO_NAMES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> Vec<String> {
        let (people, desks) = split(&[text], false, &[]);
        if people.is_empty() { desks } else { people }
    }

    #[test]
    fn bylines_become_names() {
        assert_eq!(people("By Ann Lee and Bo Berg, Staff Writers"), ["Ann Lee", "Bo Berg"]);
        assert_eq!(people("Written by ANN LEE | June 3, 2024"), ["ANN LEE"]);
        assert_eq!(people("Ann Lee, PhD"), ["Ann Lee"]);
        assert_eq!(people("Lee, Ann"), ["Ann Lee"]);
        assert_eq!(people("Example News Staff"), ["Example News Staff"]);
        assert_eq!(people("Follow us"), [""; 0]);
        assert_eq!(printed("Posted on June 3, 2024 by Ann Lee in Economy"), Some("Ann Lee"));
        assert_eq!(printed("The law was passed by Parliament"), None);
    }
}
