//! Claims in the formats of others: bytes from readings, by pure functions.
//!
//! [`SHAPES`] is the table of formats; help and documentation follow from it. In every format a claim comes with who
//! vouches for it and how it stands, and where a format has one field for words, these begin with both: they may be
//! cut short. A claim that a person has rejected is kept in the two formats that hold everything (`jsonl`, `csv`),
//! marked, and left out of the others. Offsets are Unicode code points.
//!
//! ```
//! use claimant_ledger::export::{Format, Options, export};
//! use claimant_ledger::review::Reviewed;
//!
//! let reading = claimant_doc::Reading { article: claimant_doc::Article::new("Rain fell."), ..Default::default() };
//! let files = export(Format::JsonLines, &[Reviewed::from(reading)], &Options::default());
//! assert!(files["articles.jsonl"].starts_with("{\"schema\":\"claimant/1\""));
//! ```

mod annotation;
mod brat;
mod csv;
mod followthemoney;
mod geojson;
mod lines;
mod node;
mod prov;
mod schema_org;
mod view;

use std::collections::BTreeMap;

use view::View;

use crate::review::Reviewed;

/// A format that claims can be had in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Format {
    JsonLines,
    Csv,
    WebAnnotation,
    FollowTheMoney,
    GeoJson,
    SchemaOrg,
    Prov,
    Brat,
}

/// What a format is called, and how it is made.
pub struct Shape {
    /// The format.
    pub format: Format,
    /// The word for it on the command line.
    pub name: &'static str,
    /// Media type of its first file.
    pub media_type: &'static str,
    /// One line for people.
    pub about: &'static str,
    body: Body,
}

/// How the files of a format are put together.
enum Body {
    /// One file: items between a head and a foot.
    One {
        file: &'static str,
        head: &'static str,
        items: fn(&View<'_>, &Options) -> Vec<String>,
        between: &'static str,
        foot: &'static str,
    },
    /// Several files, each of which grows with every article.
    Many { head: fn(&Options) -> Vec<Part>, article: fn(&View<'_>, &Options) -> Vec<Part> },
}

/// The formats, in the order of [`Format`].
pub const SHAPES: &[Shape] = &[
    Shape {
        format: Format::JsonLines,
        name: "jsonl",
        media_type: "application/jsonl",
        about: "the whole record of each article, one line each",
        body: lines::BODY,
    },
    Shape {
        format: Format::Csv,
        name: "csv",
        media_type: "text/csv",
        about: "tables of articles, claims, sources, figures and events, with a Frictionless Data Package",
        body: csv::BODY,
    },
    Shape {
        format: Format::WebAnnotation,
        name: "webannotation",
        media_type: "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"",
        about: "W3C Web Annotation: each claim pinned to its words by quote and position",
        body: annotation::BODY,
    },
    Shape {
        format: Format::FollowTheMoney,
        name: "ftm",
        media_type: "application/x-ndjson",
        about: "FollowTheMoney: articles, the parties they name, mentions, and claims as notes",
        body: followthemoney::BODY,
    },
    Shape {
        format: Format::GeoJson,
        name: "geojson",
        media_type: "application/geo+json",
        about: "GeoJSON: a point for each claim and place, with how precise it is",
        body: geojson::BODY,
    },
    Shape {
        format: Format::SchemaOrg,
        name: "claim",
        media_type: "application/ld+json",
        about: "schema.org Claim; ClaimReview only where a person gave a verdict",
        body: schema_org::BODY,
    },
    Shape {
        format: Format::Prov,
        name: "prov",
        media_type: "application/ld+json",
        about: "PROV-O: what read which text with which model, and what people decided",
        body: prov::BODY,
    },
    Shape {
        format: Format::Brat,
        name: "brat",
        media_type: "text/plain",
        about: "brat standoff: a .txt and an .ann for each article",
        body: brat::BODY,
    },
];

impl Shape {
    /// Whether it is several files.
    pub fn several(&self) -> bool {
        matches!(self.body, Body::Many { .. })
    }
}

impl Format {
    /// Its row in the table.
    pub fn shape(self) -> &'static Shape {
        &SHAPES[self as usize]
    }

    /// Whether it is several files, whose names the parts say.
    pub fn has_many_files(self) -> bool {
        matches!(self.shape().body, Body::Many { .. })
    }

    /// The format with that word.
    pub fn from_name(name: &str) -> Option<Format> {
        SHAPES.iter().find(|shape| shape.name == name).map(|shape| shape.format)
    }
}

// `Format::shape` counts on it.
const _: () = {
    let mut i = 0;
    while i < SHAPES.len() {
        assert!(SHAPES[i].format as usize == i);
        i += 1;
    }
};

/// What may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave cells of CSV as they are, also those that a spreadsheet would run as a formula.
    pub raw: bool,
    /// The run that the articles were read in, as far as the caller knows it.
    pub run: Option<Run>,
}

/// A run of the program, for provenance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// A name for it.
    pub name: String,
    /// When it ended, ISO 8601 in UTC.
    pub ended: Option<String>,
    /// The extractors, in the order they ran.
    pub extractors: Vec<String>,
}

/// Text to be added to the end of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Name of the file, without folders.
    pub file: String,
    /// What is added.
    pub text: String,
}

/// An export in the making, article by article, so that a ledger of any size needs the memory of one article.
///
/// Every call gives what is to be written next. Each article must come once.
pub struct Export {
    format: Format,
    options: Options,
    items: usize,
}

impl Export {
    /// An export that nothing was written of.
    pub fn new(format: Format, options: Options) -> Export {
        Export { format, options, items: 0 }
    }

    /// What comes before the first article.
    pub fn start(&self) -> Vec<Part> {
        match &self.format.shape().body {
            Body::One { file, head, .. } => vec![part(*file, (*head).to_owned())],
            Body::Many { head, .. } => head(&self.options),
        }
    }

    /// One article.
    pub fn add(&mut self, reviewed: &Reviewed) -> Vec<Part> {
        let view = View::of(reviewed);
        match &self.format.shape().body {
            Body::One { file, items, between, .. } => {
                let mut text = String::new();
                for item in items(&view, &self.options) {
                    text += if self.items == 0 { "" } else { between };
                    text += &item;
                    self.items += 1;
                }
                vec![part(*file, text)]
            }
            Body::Many { article, .. } => article(&view, &self.options),
        }
    }

    /// What comes after the last article.
    pub fn finish(self) -> Vec<Part> {
        match &self.format.shape().body {
            Body::One { file, foot, .. } => vec![part(*file, (*foot).to_owned())],
            Body::Many { .. } => Vec::new(),
        }
    }
}

/// Everything at once: the files by name. Each article must come once.
pub fn export(format: Format, articles: &[Reviewed], options: &Options) -> BTreeMap<String, String> {
    let mut export = Export::new(format, options.clone());
    let mut parts = export.start();
    articles.iter().for_each(|article| parts.extend(export.add(article)));
    parts.extend(export.finish());
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for Part { file, text } in parts {
        *files.entry(file).or_default() += &text;
    }
    files
}

fn part(file: impl Into<String>, text: String) -> Part {
    Part { file: file.into(), text }
}
