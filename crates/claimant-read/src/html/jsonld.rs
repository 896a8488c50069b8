//! What a page says of itself in JSON-LD (schema.org).

use dom_query::Document;
use serde_json::Value;

/// An article as JSON-LD describes it.
#[derive(Debug, Default)]
pub(crate) struct Described {
    /// `name`.
    pub name: Option<String>,
    /// `headline`.
    pub headline: Option<String>,
    /// Names of `author`.
    pub authors: Vec<String>,
    /// `datePublished`.
    pub published: Option<String>,
    /// Name of `publisher`.
    pub publisher: Option<String>,
    /// `url` or `mainEntityOfPage`.
    pub url: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `articleBody`.
    pub body: Option<String>,
    /// Names of organisations, wherever they stand.
    pub organisations: Vec<String>,
}

/// The article that the page's JSON-LD describes: the first of the best kind.
pub(crate) fn described(document: &Document) -> Option<Described> {
    let mut nodes = Vec::new();
    for script in document.select("script[type*='ld+json' i]").iter() {
        if let Some(value) = parse(&script.text()) {
            flatten(value, &mut nodes, 0);
        }
    }
    let best = nodes.iter().filter_map(|node| Some((rank(node)?, node))).min_by_key(|(rank, _)| *rank)?.1;
    Some(describe(best, &nodes))
}

/// JSON as pages write it: inside comments, with raw line ends in strings, with a stray semicolon.
fn parse(text: &str) -> Option<Value> {
    let trimmed =
        text.trim().trim_start_matches("<!--").trim_start_matches("//").trim_start_matches("<![CDATA[");
    let trimmed = trimmed
        .trim_end_matches("-->")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(trimmed).ok().or_else(|| {
        let folded: String = trimmed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&folded).ok()
    })
}

/// Every object that may describe something, out of lists, `@graph` and pages that hold it.
fn flatten(value: Value, nodes: &mut Vec<Value>, depth: usize) {
    match value {
        Value::Array(items) if depth < 8 => {
            items.into_iter().for_each(|item| flatten(item, nodes, depth + 1))
        }
        Value::Object(mut object) if depth < 8 => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if object.get(key).is_some_and(|inner| inner.is_array() || inner.get("@type").is_some())
                    && let Some(inner) = object.get(key).cloned()
                {
                    flatten(inner, nodes, depth + 1);
                }
            }
            object.remove("@graph");
            nodes.push(Value::Object(object));
        }
        _ => {}
    }
}

/// How likely a node describes the page's article; lower is likelier.
fn rank(node: &Value) -> Option<u8> {
    let types = strings(node.get("@type")?);
    let is = |name: &str| types.iter().any(|t| t.rsplit(['/', ':']).next().is_some_and(|t| t == name));
    let described = node.get("headline").is_some() || node.get("datePublished").is_some();
    match () {
        () if is("NewsArticle") || is("ReportageNewsArticle") || is("AnalysisNewsArticle") => Some(0),
        () if is("LiveBlogPosting") || is("OpinionNewsArticle") || is("BackgroundNewsArticle") => Some(1),
        () if types.iter().any(|t| t.ends_with("Article")) => Some(2),
        () if is("BlogPosting") || is("Report") || is("Recipe") || is("Review") => Some(3),
        () if is("SocialMediaPosting") || is("CreativeWork") => described.then_some(4),
        () if is("WebPage") || is("ItemPage") || is("VideoObject") => described.then_some(5),
        () => None,
    }
}

fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn describe(node: &Value, nodes: &[Value]) -> Described {
    let text = |key: &str| node.get(key).and_then(first_text);
    Described {
        name: text("name"),
        headline: text("headline"),
        authors: node
            .get("author")
            .or_else(|| node.get("creator"))
            .map(|a| names(a, nodes))
            .unwrap_or_default(),
        published: text("datePublished").or_else(|| text("dateCreated")),
        publisher: node.get("publisher").and_then(|publisher| names(publisher, nodes).into_iter().next()),
        url: text("url").or_else(|| node.get("mainEntityOfPage").and_then(address)),
        language: text("inLanguage"),
        body: text("articleBody"),
        organisations: organisations(nodes),
    }
}

/// The names of publishers and organisations.
fn organisations(nodes: &[Value]) -> Vec<String> {
    let publishers = nodes.iter().filter_map(|node| node.get("publisher"));
    let authors = nodes.iter().filter_map(|node| node.get("author"));
    let authors =
        authors.flat_map(|author| author.as_array().map_or(std::slice::from_ref(author), Vec::as_slice));
    let is_organisation = |node: &&Value| {
        node.get("@type").is_some_and(|kind| strings(kind).iter().any(|t| t.ends_with("Organization")))
    };
    publishers
        .chain(nodes.iter().chain(authors).filter(is_organisation))
        .flat_map(|value| names(value, nodes))
        .collect()
}

fn first_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Array(items) => items.first()?.as_str()?,
        Value::Object(object) => object.get("@value").or_else(|| object.get("name"))?.as_str()?,
        _ => return None,
    };
    Some(unescape(text).trim().to_owned()).filter(|text| !text.is_empty())
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        other => other.get("@id").or_else(|| other.get("url"))?.as_str().map(str::to_owned),
    }
}

/// Names of people or organisations, references by `@id` followed.
fn names(value: &Value, nodes: &[Value]) -> Vec<String> {
    match value {
        Value::String(name) => vec![unescape(name)],
        Value::Array(items) => items.iter().flat_map(|item| names(item, nodes)).collect(),
        Value::Object(object) => match object.get("name") {
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(unescape).collect(),
            Some(name) => name.as_str().map(unescape).into_iter().collect(),
            None => {
                let given = |key: &str| object.get(key).and_then(Value::as_str);
                if let (Some(given), Some(family)) = (given("givenName"), given("familyName")) {
                    return vec![format!("{given} {family}")];
                }
                let id = object.get("@id");
                let named =
                    |node: &&Value| id.is_some() && node.get("@id") == id && node.get("name").is_some();
                let name = nodes.iter().find(named).and_then(|node| node.get("name")?.as_str());
                name.map(unescape).into_iter().collect()
            }
        },
        _ => Vec::new(),
    }
}

/// Entities that were escaped into the JSON.
fn unescape(text: &str) -> String {
    match text.contains('&') {
        true => Document::fragment(text.replace('<', "&lt;")).text().to_string(),
        false => text.to_owned(),
    }
}
