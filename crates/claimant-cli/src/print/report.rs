//! One article's report: what it is, who claims what, its figures and times, what follows, and its label.

use claimant::{Article, Lookup, Reading, Verdict, Warning};

use super::{Flow, Page, Paint, claims, date_from, figures, label};

/// The report on one reading.
pub fn report(reading: &Reading, page: &Page) -> String {
    let lookup = Lookup::of(reading);
    let mut out = String::new();
    head(&reading.article, page, &mut out);
    claims::write(&lookup, page, &mut out);
    figures::write(&lookup, page, &mut out);
    findings(reading, page, &mut out);
    warnings(&reading.warnings, page, &mut out);
    label::write(reading, page, &mut out);
    out
}

/// A line that opens a section.
pub(super) fn heading(name: &str, page: &Page, out: &mut String) {
    out.push('\n');
    Flow::default().add(Paint::Bold, name).write(page, 0, 0, out);
}

fn head(article: &Article, page: &Page, out: &mut String) {
    let title = article.title.as_deref().unwrap_or("(no title)");
    Flow::default().add(Paint::Bold, title).write(page, 0, 0, out);
    let mut facts: Vec<String> = article.publisher.iter().cloned().collect();
    facts.extend((!article.authors.is_empty()).then(|| format!("by {}", article.authors.join(", "))));
    facts.push(match &article.published {
        Some(date) => format!("{date} ({})", date_from(article.published_from)),
        None => "no date stated; relative times stay open (--published DATE gives one)".to_owned(),
    });
    Flow::default().add(Paint::Plain, &facts.join(" | ")).write(page, 0, 2, out);
    let places = [&article.url, &article.origin.path];
    for place in places.into_iter().flatten() {
        Flow::default().add(Paint::Dim, place).write(page, 0, 2, out);
    }
}

fn findings(reading: &Reading, page: &Page, out: &mut String) {
    if reading.findings.is_empty() {
        return;
    }
    heading("What follows by arithmetic", page, out);
    for finding in &reading.findings {
        let (paint, verdict) = match finding.verdict {
            Verdict::Consistent => (Paint::Bold, "= consistent: "),
            Verdict::Inconsistent => (Paint::Alert, "! INCONSISTENT: "),
            Verdict::CannotTell => (Paint::Bold, "? cannot tell: "),
        };
        let about: Vec<&str> = finding.about.iter().filter_map(|link| link.id()).collect();
        Flow::default()
            .add(paint, verdict)
            .add(Paint::Plain, &finding.statement)
            .add_if(!about.is_empty(), Paint::Dim, &format!(" ({})", about.join(", ")))
            .write(page, 2, 4, out);
        if !finding.derivation.is_empty() {
            Flow::default().add(Paint::Dim, &finding.derivation).write(page, 4, 4, out);
        }
    }
}

fn warnings(warnings: &[Warning], page: &Page, out: &mut String) {
    if warnings.is_empty() {
        return;
    }
    heading("Warnings", page, out);
    for warning in warnings {
        Flow::default()
            .add(Paint::Bold, &format!("{}: ", warning.code))
            .add(Paint::Plain, &warning.message)
            .write(page, 2, 4, out);
    }
}
