//! Units by their canonical code, whatever they are called.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Canonical codes and their names.
static TABLE: &str = include_str!("units.tsv");

/// Units that only say that something is counted.
const COUNT: [&str; 9] = ["", "-", "1", "count", "person", "people", "dimensionless", "unit", "{#}"];

static UNITS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    TABLE.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')).collect()
});

/// Every name, and the lower-case codes that are no other unit's name. A later row wins.
static NAMES: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (code, all) in UNITS.iter() {
        names.extend(all.split('|').map(|name| (name.to_owned(), *code)));
    }
    for (code, _) in UNITS.iter() {
        names.entry(code.to_lowercase()).or_insert(code);
    }
    names
});

/// A unit's canonical code; `count` for plain counts, also of people; else its text in lower case.
pub fn unit_of(unit: Option<&str>) -> String {
    let Some(unit) = unit else { return "count".to_owned() };
    if UNITS.iter().any(|(code, _)| *code == unit) {
        return unit.to_owned();
    }
    let text = unit.to_lowercase().replace("-year", " year").split_whitespace().collect::<Vec<_>>().join(" ");
    if COUNT.contains(&text.as_str()) {
        return "count".to_owned();
    }
    let forms = [
        Some(text.clone()),
        text.strip_suffix('s').map(str::to_owned),
        text.strip_suffix("es").map(str::to_owned),
        text.split_once("s per ").map(|(above, below)| format!("{above} per {below}")),
    ];
    if let Some(code) = forms.iter().flatten().find_map(|form| NAMES.get(form)) {
        return (*code).to_owned();
    }
    match text.split_once(" per ") {
        Some((above, below)) => format!("{}/{}", unit_of(Some(above)), unit_of(Some(below))),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::unit_of;

    #[test]
    fn units_are_compared_by_code() {
        let codes = [
            ("dollars per share", "USD/share"),
            ("Feet", "[ft_i]"),
            ("%", "percent"),
            ("people", "count"),
            ("miles per hour", "[mi_i]/h"),
            ("years old", "years old"),
            ("hijackings", "hijackings"),
        ];
        for (unit, code) in codes {
            assert_eq!(unit_of(Some(unit)), code);
        }
        assert_eq!(unit_of(None), "count");
    }
}
