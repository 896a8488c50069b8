//! The descriptor of a Frictionless Data Package, with what its columns mean to a claim.
//!
//! A resource and each field may carry a `claimant` key:
//!
//! ```json
//! { "resources": [ { "name": "arrivals", "path": "arrivals.csv",
//!   "claimant": { "kind": "counts", "by": { "words": ["Coast Guard"], "required": true } },
//!   "schema": { "fields": [
//!     { "name": "year", "type": "year", "claimant": { "role": "period", "fiscal_starts": 10, "partial": ["2025"] } },
//!     { "name": "citizenship", "type": "string",
//!       "claimant": { "role": "item", "empty": "all", "codes": { "Burma": "MM" }, "values": { "Burma": ["Myanmar"] } } },
//!     { "name": "arrivals", "type": "integer",
//!       "claimant": { "role": "count", "words": ["arrivals"], "counts": "events", "rounded_to": 10 } } ] } } ] }
//! ```
//!
//! What a descriptor leaves open may come later, as [`Answers`] of a person: the same keys, by resource and field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::TableError;

/// A Data Package, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its tables.
    pub resources: Vec<Resource>,
}

/// One table of a package.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Resource {
    /// Its name; the table's name in queries.
    pub name: String,
    /// Where its rows are, from the descriptor's folder.
    #[serde(default)]
    pub path: String,
    /// `gz`, or nothing.
    #[serde(default)]
    pub compression: Option<String>,
    /// How rows are cut.
    #[serde(default)]
    pub dialect: Dialect,
    #[serde(default)]
    schema: Schema,
    /// What the table is to claims.
    #[serde(default, rename = "claimant")]
    pub terms: ResourceTerms,
}

/// How rows are cut into cells.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Dialect {
    /// One character between cells.
    #[serde(default = "comma")]
    pub delimiter: char,
}

fn comma() -> char {
    ','
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect { delimiter: comma() }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
struct Schema {
    #[serde(default)]
    fields: Vec<Field>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Field {
    /// Its name in the first row.
    pub name: String,
    /// Its Table Schema type.
    #[serde(default, rename = "type")]
    pub kind: String,
    /// What it is to claims; `None` where the descriptor does not say.
    #[serde(default, rename = "claimant")]
    pub terms: Option<FieldTerms>,
}

/// What sort of table it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Counts by period, place and item.
    #[default]
    Counts,
    /// Names of persons and organisations.
    Names,
    /// Other words for countries: codes, names, demonyms.
    Synonyms,
}

/// What a whole table is to claims.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ResourceTerms {
    /// What sort of table it is.
    pub kind: Kind,
    /// Whose count it is.
    pub by: Option<By>,
    /// The place that all its rows are of.
    pub place: Option<FixedPlace>,
}

/// Who counts, and under which names claims call them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct By {
    /// Names and nouns: "Border Patrol", "agents".
    pub words: Vec<String>,
    /// Whether a claim must name them: others count the same things differently.
    pub required: bool,
}

/// The place that all rows of a table are of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FixedPlace {
    /// Names of the place.
    pub words: Vec<String>,
    /// Whether a claim must name it.
    pub required: bool,
}

/// What a column is to claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// When.
    Period,
    /// Where.
    Place,
    /// Of whom or what.
    Item,
    /// Which of several measures a row counts.
    Measure,
    /// The number.
    Count,
    /// Identifier of a listed name.
    Id,
    /// The listed name, or a country's.
    Name,
    /// Other names, good ones.
    Alias,
    /// Other names, of low quality.
    WeakAlias,
    /// Person, organisation, vessel …
    Kind,
    /// Birth dates or years.
    Birth,
    /// Nationalities.
    Nationality,
    /// Passports and other numbers.
    Document,
    /// The list or programme.
    List,
    /// Free text with `DOB`, `nationality`, `Passport` in it.
    Remarks,
    /// Code of a country, in a table of synonyms.
    Code,
    /// Words for its people, in a table of synonyms.
    Demonym,
    /// Nothing that a claim could say.
    None,
}

/// What an empty cell of a place or an item means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Empty {
    /// The row is the total over this column.
    All,
    /// Not known.
    #[default]
    Unknown,
}

/// What a row that is not there means, in a period that the table covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// Zero.
    Zero,
    /// Not known: it may be zero, too few to publish, or missing.
    #[default]
    Unknown,
}

/// What the count counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// Times that something happened; one person may be counted more than once.
    Events,
    /// Each person once.
    Persons,
    /// Things that are neither.
    #[default]
    Things,
}

/// What one column is to claims. Which keys apply depends on the role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldTerms {
    /// Its role.
    pub role: Role,
    /// Count: nouns for what is counted. The column's name where there are none.
    #[serde(default)]
    pub words: Vec<String>,
    /// Count: verbs for it, in the forms that claims use.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Count: what is counted.
    #[serde(default)]
    pub counts: Option<Counts>,
    /// Count: the publisher rounds to this; 0 or 1 if not.
    #[serde(default)]
    pub rounded_to: f64,
    /// Period: the month that a fiscal year starts in, 1 to 12, in the calendar year before its number; 1 for calendar years.
    #[serde(default)]
    pub fiscal_starts: Option<i8>,
    /// Period: cells whose period is not complete.
    #[serde(default)]
    pub partial: Vec<String>,
    /// Place, item: what an empty cell means.
    #[serde(default)]
    pub empty: Option<Empty>,
    /// Place, item: what a missing row means.
    #[serde(default)]
    pub absent: Absent,
    /// Place, item: the wider column, which is free where this one is given.
    #[serde(default)]
    pub within: Option<String>,
    /// Place, item: other words for a value.
    #[serde(default)]
    pub values: BTreeMap<String, Vec<String>>,
    /// Place, item: a value's code, ISO 3166-1 alpha-2 for countries or a GeoNames number.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    /// Item: whether the values are countries, so that names and demonyms of a table of synonyms stand for them.
    #[serde(default)]
    pub countries: bool,
    /// Names: what stands between two entries of one cell.
    #[serde(default)]
    pub separator: Option<String>,
    /// Names: whether surnames come first, before a comma.
    #[serde(default)]
    pub surname_first: bool,
}

impl FieldTerms {
    /// A column of that role, nothing else said.
    pub fn new(role: Role) -> FieldTerms {
        FieldTerms {
            role,
            words: Vec::new(),
            verbs: Vec::new(),
            counts: None,
            rounded_to: 0.0,
            fiscal_starts: None,
            partial: Vec::new(),
            empty: None,
            absent: Absent::Unknown,
            within: None,
            values: BTreeMap::new(),
            codes: BTreeMap::new(),
            countries: false,
            separator: None,
            surname_first: false,
        }
    }
}

/// What a person said of a package whose descriptor left it open, by resource.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, ResourceAnswer>);

/// What a person said of one resource.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ResourceAnswer {
    /// Of the whole table.
    pub table: Option<ResourceTerms>,
    /// Of its columns.
    pub fields: BTreeMap<String, FieldAnswer>,
}

/// What a person said of one column.
pub type FieldAnswer = FieldTerms;

impl Package {
    /// Reads a descriptor. Fails where it is not JSON, has no resources, or uses `claimant` words that do not exist.
    pub fn parse(descriptor: &[u8]) -> Result<Package, TableError> {
        let package: Package =
            serde_json::from_slice(descriptor).map_err(|why| TableError::Descriptor(why.to_string()))?;
        match package.resources.is_empty() {
            true => Err(TableError::Descriptor("it has no resources".to_owned())),
            false => Ok(package),
        }
    }

    /// The package with what a person said; answers win over the descriptor.
    pub fn answered(mut self, answers: &Answers) -> Package {
        for resource in &mut self.resources {
            if let Some(answer) = answers.0.get(&resource.name) {
                resource.take(answer);
            }
        }
        self
    }

    /// The resource of that name.
    pub fn resource(&self, name: &str) -> Result<&Resource, TableError> {
        let found = self.resources.iter().find(|resource| resource.name == name);
        found.ok_or_else(|| TableError::NoResource(name.to_owned()))
    }
}

impl Resource {
    /// The columns, in the order of the descriptor.
    pub fn fields(&self) -> &[Field] {
        &self.schema.fields
    }

    fn take(&mut self, answer: &ResourceAnswer) {
        if let Some(terms) = &answer.table {
            self.terms = terms.clone();
        }
        for field in &mut self.schema.fields {
            if let Some(terms) = answer.fields.get(&field.name) {
                field.terms = Some(terms.clone());
            }
        }
    }
}
