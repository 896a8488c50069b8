//! Facets that are words, as one FTS5 expression.

use super::Facets;
use crate::Error;

/// The expression; `None` where no facet is of words.
pub fn expression(facets: &Facets) -> Result<Option<String>, Error> {
    let typed = [
        ("quote", &facets.text),
        ("who", &facets.who),
        ("about", &facets.about),
        ("places", &facets.place),
        ("events", &facets.event),
        ("publisher", &facets.publisher),
    ];
    let mut parts = Vec::new();
    for (column, typed) in typed {
        if let Some(typed) = typed {
            parts.push(format!("{column} : ({})", all(typed)?));
        }
    }
    let status = facets.status.iter().map(|status| status.word());
    let certainty = facets.certainty.iter().map(|certainty| certainty.word());
    let kinds = facets.source_kind.iter().map(String::as_str);
    parts.extend(any("status", status));
    parts.extend(any("certainty", certainty));
    parts.extend(any("source_kind", kinds));
    Ok((!parts.is_empty()).then(|| parts.join(" AND ")))
}

/// Every word and every phrase of what a person typed.
fn all(typed: &str) -> Result<String, Error> {
    let mut parts = Vec::new();
    for (i, piece) in typed.split('"').enumerate() {
        // Every second piece stands between quotation marks.
        match i % 2 {
            0 => parts.extend(piece.split_whitespace().filter(|word| has_letters(word)).map(word)),
            _ if has_letters(piece) => parts.push(quoted(piece)),
            _ => {}
        }
    }
    match parts.is_empty() {
        true => Err(Error::Question(format!("there is no word to look for in {typed:?}"))),
        false => Ok(parts.join(" AND ")),
    }
}

fn has_letters(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

/// A word, or the beginning of one.
fn word(word: &str) -> String {
    match word.strip_suffix('*') {
        Some(beginning) => format!("{} *", quoted(beginning)),
        None => quoted(word),
    }
}

/// A string of FTS5: nothing in it is an operator.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\"").replace('\0', " "))
}

/// One of these values.
fn any<'a>(column: &str, values: impl Iterator<Item = &'a str>) -> Option<String> {
    let values: Vec<String> = values.map(quoted).collect();
    (!values.is_empty()).then(|| format!("{column} : ({})", values.join(" OR ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_an_operator() {
        let facets = |text: &str| Facets { text: Some(text.to_owned()), ..Facets::default() };
        let of = |text: &str| expression(&facets(text)).unwrap().unwrap();
        assert_eq!(of("river cross*"), "quote : (\"river\" AND \"cross\" *)");
        assert_eq!(of("a \"mountain road\" NOT"), "quote : (\"a\" AND \"mountain road\" AND \"NOT\")");
        assert_eq!(of("U.S. - who:x"), "quote : (\"U.S.\" AND \"who:x\")");
        assert!(expression(&facets("- \"\" *")).is_err());
        assert_eq!(expression(&Facets::default()).unwrap(), None);
    }
}
