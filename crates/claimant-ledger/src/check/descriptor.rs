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

use super::{FieldTerms, ResourceTerms, TableError};

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
    /// `csv` or `parquet`; where it says nothing, the path tells.
    #[serde(default)]
    pub format: Option<String>,
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

    /// Whether its file is Parquet.
    pub fn is_parquet(&self) -> bool {
        match &self.format {
            Some(format) => format.eq_ignore_ascii_case("parquet"),
            None => self.path.to_ascii_lowercase().ends_with(".parquet"),
        }
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
