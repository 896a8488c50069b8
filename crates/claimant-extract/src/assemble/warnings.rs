//! What was odd in an article, as far as extraction sees it.

use claimant_doc::{Doc, Marks, Span, Warning};

/// All warnings, in a fixed order.
pub fn warnings(doc: &Doc<'_>, marks: &Marks) -> Vec<Warning> {
    let article = doc.article;
    let mut warnings = Vec::new();
    if let Some(language) = article.language.as_deref().filter(|l| !is_english(l)) {
        let message = format!("the article says that its language is {language}; the rules read English");
        warnings.push(Warning::new("not-english", message));
    }
    let unresolved = marks.times().find(|time| article.published.is_none() && is_open(time));
    if let Some(time) = unresolved {
        let message = "no publication date is known, so relative times have no days";
        warnings.push(Warning { span: Some(time.span), ..Warning::new("no-date", message) });
    }
    warnings
        .extend(marks.quotations().filter(|q| !q.closed).filter_map(|q| unclosed(q.parts.first().copied()?)));
    warnings
}

fn is_english(language: &str) -> bool {
    language.is_empty() || language.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("en"))
}

/// A time that should have days and has none.
fn is_open(time: &claimant_doc::Time) -> bool {
    use claimant_doc::TimeKind::{Date, Time};
    matches!(time.kind, Date | Time) && time.from.is_none() && time.to.is_none()
}

fn unclosed(span: Span) -> Option<Warning> {
    let message = "a quotation mark opens here and none closes it";
    Some(Warning { span: Some(span), ..Warning::new("unclosed-quotation", message) })
}
