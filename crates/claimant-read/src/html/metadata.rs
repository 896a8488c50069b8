//! Who published what when, as the page's metadata and its printed byline say.
//!
//! Sources are asked in the order in which pages tend to be right: JSON-LD, then OpenGraph and named `meta` elements,
//! then marked-up elements, then the address. A page that says nothing gives nothing.

use dom_query::{Document, NodeRef};

use super::blocks::Found;
use super::{author, jsonld, title};
use crate::{date, limits};

/// What a page says of its article.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<String>,
    /// A stated date that could not be read.
    pub odd_date: Option<String>,
    pub language: Option<String>,
    /// The article's text as JSON-LD gives it.
    pub body: Option<String>,
}

/// The named values of a page's `meta` elements.
pub(crate) struct Named(Vec<(String, String)>);

impl Named {
    pub(super) fn of(document: &Document) -> Named {
        let mut named = Vec::new();
        for meta in document.select("meta").nodes() {
            // "value" is a mistake that pages make.
            let content = meta.attr("content").or_else(|| meta.attr("value"));
            let content = content.map(|content| content.trim().to_owned()).unwrap_or_default();
            for key in ["property", "name", "itemprop", "http-equiv"] {
                let fits = (1..=limits::VALUE).contains(&content.len());
                if let Some(key) = meta.attr(key).filter(|_| fits) {
                    named.push((key.trim().to_ascii_lowercase(), content.clone()));
                }
            }
        }
        Named(named)
    }

    /// The first value of the first of these names that has one.
    pub(crate) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// Every value of a name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What a page says of its article; `shown` are its blocks, `url` is where the page was found.
pub(crate) fn metadata(document: &Document, shown: &[Found], url: Option<&str>) -> Metadata {
    let named = Named::of(document);
    let data = jsonld::described(document).unwrap_or_default();
    let publisher = publisher(&named, data.publisher.as_deref());
    let address = address(document, &named, data.url.as_deref(), url);
    let title = title::title(document, &named, &data, publisher.as_deref());
    let near = near(shown, title.as_deref());
    let sites: Vec<String> =
        publisher.iter().chain(&data.organisations).take(limits::NAMES).cloned().collect();
    let (published, odd_date) =
        published(document, &named, data.published.as_deref(), address.as_deref(), near);
    Metadata {
        title,
        authors: author::authors(document, &named, &data.authors, near, &sites),
        published,
        odd_date,
        language: language(document, &named, data.language.as_deref()),
        body: data.body,
        publisher,
        url: address,
    }
}

fn publisher(named: &Named, data: Option<&str>) -> Option<String> {
    let name = named.first(&["og:site_name"]).or(data).or_else(|| {
        named.first(&[
            "application-name",
            "dc.publisher",
            "dcterms.publisher",
            "publisher",
            "cre",
            "copyright",
        ])
    })?;
    let name = fold(name);
    let plain = !name.starts_with("http") && !name.starts_with('@') && name.len() < 80;
    plain.then_some(name).filter(|name| !name.is_empty())
}

/// The blocks about the headline, where bylines are printed: up to a dozen after it.
fn near<'a>(shown: &'a [Found], title: Option<&str>) -> &'a [Found] {
    let is_title = |block: &Found| title.is_some_and(|title| block.text == title);
    let at = shown.iter().position(|block| block.tag == "h1" && is_title(block));
    let at = at.or_else(|| shown.iter().position(is_title)).unwrap_or(0);
    &shown[at.saturating_sub(3)..shown.len().min(at + 12)]
}

/// The page's own address, as far as it is absolute.
fn address(document: &Document, named: &Named, data: Option<&str>, given: Option<&str>) -> Option<String> {
    let canonical =
        document.select("link[rel='canonical' i]").attr("href").map(|href| href.trim().to_owned());
    let absolute = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
    let stated = canonical.as_deref().filter(absolute);
    let stated = stated.or_else(|| named.first(&["og:url", "twitter:url"]).filter(absolute));
    stated.or_else(|| data.filter(absolute)).or(given).map(str::to_owned)
}

fn language(document: &Document, named: &Named, data: Option<&str>) -> Option<String> {
    let html = document.html_root();
    let marked = html.attr("lang").or_else(|| html.attr("xml:lang")).map(|lang| lang.trim().to_owned());
    let marked = marked.filter(|lang| !lang.is_empty());
    let named =
        || named.first(&["content-language", "og:locale", "dc.language", "language"]).map(str::to_owned);
    let tag = marked.or_else(named).or_else(|| data.map(str::to_owned))?.replace('_', "-");
    let sound = tag.len() < 16 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (sound && tag.chars().take_while(|c| *c != '-').count() <= 3).then_some(tag)
}

/// Names under which pages state when they were published.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "publish-date",
    "publishdate",
    "publish_date",
    "published-date",
    "published_date",
    "published_time",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "article.published",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "published",
    "pubdate",
    "pub_date",
    "ptime",
    "displaydate",
    "originalpublicationdate",
    "bt:pubdate",
    "video:release_date",
    "datecreated",
    "date",
    "pdate",
    "created",
];

/// When the page was published, or what it says that could not be read.
fn published(
    document: &Document,
    named: &Named,
    data: Option<&str>,
    url: Option<&str>,
    near: &[Found],
) -> (Option<String>, Option<String>) {
    let metas = PUBLISHED.iter().flat_map(|name| named.all(name));
    let stated: Vec<&str> = data.into_iter().chain(metas).collect();
    let read = stated.iter().find_map(|text| date::parse(text));
    let read = read.or_else(|| marked_date(document)).or_else(|| url.and_then(address_date));
    let printed =
        || near.iter().filter(|block| block.text.len() < 120).find_map(|block| date::find(&block.text));
    let read = read.or_else(|| printed().map(|found| found.iso));
    let odd = if read.is_none() { stated.first().map(|text| (*text).to_owned()) } else { None };
    (read, odd)
}

/// Elements that hold the date, best first.
const DATED: &[&str] = &[
    "[itemprop~='datePublished']",
    "[property~='datePublished']",
    "[itemprop~='dateCreated']",
    "time[pubdate]",
    "time.entry-date, time.published, time.post-date, .dt-published, abbr.published",
    "article time[datetime], main time[datetime]",
    "time[datetime]",
    "article time, main time, time",
    "[class*='publish-date'], [class*='pub-date'], [class*='pubdate'], [class*='published'], [class*='post-date'], \
     [class*='article-date'], [class*='entry-date'], [class*='date-display'], [class*='dateline'], [class*='timestamp'], \
     [id*='pubdate'], [id*='published']",
    "[class*='byline'], [class*='article-meta'], [class*='post-meta'], [class*='entry-meta'], [class*='article-info']",
    "[class~='date'], [id~='date'], [class*='Date'], [class*='date']",
];

fn marked_date(document: &Document) -> Option<String> {
    DATED.iter().find_map(|selector| document.select(selector).nodes().iter().take(12).find_map(date_of))
}

/// The date that an element states in an attribute or prints as its short text.
fn date_of(node: &NodeRef<'_>) -> Option<String> {
    for attribute in ["datetime", "content", "title", "data-datetime", "data-time", "data-published"] {
        if let Some(found) = node.attr(attribute).and_then(|value| date::parse(&value)) {
            return Some(found);
        }
    }
    let text = fold(&node.text());
    (text.len() < 200).then(|| date::find(&text).map(|found| found.iso)).flatten()
}

/// The date in an address: /2024/06/15/, /2024-06-15-, /20240615.
fn address_date(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split_once('/')?.1;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    date::find(path).map(|found| found.iso.chars().take(10).collect())
}

/// Text with its blanks folded.
pub(crate) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}
