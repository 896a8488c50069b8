//! The descriptor: which tables there are, what their columns hold, and how rows refer to each other.

use super::super::node::{Node, list, object};
use super::tables::TABLES;
use super::{Column, Table};

/// The text of `datapackage.json`.
pub fn descriptor(raw: bool) -> String {
    let cells = if raw {
        "Cells are as they were found; a spreadsheet may run some of them as formulas."
    } else {
        "A text cell that begins with = + - @, a tab or a carriage return has an apostrophe before it, so that no \
         spreadsheet runs it."
    };
    let package = object([
        ("profile", "tabular-data-package".into()),
        ("name", "claims".into()),
        ("title", "Claims: who says what, and how sure they are".into()),
        (
            "description",
            format!(
                "Each claim with who vouches for it and how it stands. Offsets are Unicode code points. {cells}"
            )
            .into(),
        ),
        ("resources", list(TABLES.iter().map(resource))),
    ]);
    // Text keys only.
    serde_json::to_string_pretty(&package).unwrap_or_default() + "\n"
}

fn resource(table: &Table) -> Node {
    object([
        ("profile", "tabular-data-resource".into()),
        ("name", table.name.into()),
        ("path", table.file().into()),
        ("description", table.about.into()),
        ("format", "csv".into()),
        ("mediatype", "text/csv".into()),
        ("encoding", "utf-8".into()),
        ("schema", schema(table)),
    ])
}

fn schema(table: &Table) -> Node {
    let refers = |to: &str, fields: &[&str]| {
        object([
            ("fields", list(fields.iter().copied())),
            ("reference", object([("resource", to.into()), ("fields", list(fields.iter().copied()))])),
        ])
    };
    let mut foreign = Vec::new();
    if table.name != "articles" {
        foreign.push(refers("articles", &["article"]));
    }
    if !["articles", "claims"].contains(&table.name) {
        foreign.push(refers("claims", &["article", "claim"]));
    }
    object([
        ("fields", list(table.columns.iter().map(|column| field(table, column)))),
        ("missingValues", list([""])),
        ("primaryKey", list(table.key.iter().copied())),
        ("foreignKeys", Node::List(foreign).unless_empty()),
    ])
}

/// Words of the contract that no row does without.
const ALWAYS: [&str; 4] = ["who", "status", "certainty", "polarity"];

fn field(table: &Table, Column(name, kind, about): &Column) -> Node {
    let required = table.key.contains(name) || ALWAYS.contains(name);
    object([
        ("name", (*name).into()),
        ("type", (*kind).into()),
        ("description", (*about).into()),
        ("constraints", required.then(|| object([("required", true.into())])).into()),
    ])
}
