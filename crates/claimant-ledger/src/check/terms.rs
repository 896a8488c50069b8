//! What tables and their columns are to claims: the words of the `claimant` key, defined here and nowhere else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
