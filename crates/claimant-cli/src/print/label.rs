//! The sourcing label, for people.

use claimant::{Basis, Label, Reading, Status};

use super::report::heading;
use super::{Flow, Page, Paint};

/// Writes the label of one article.
pub fn write(reading: &Reading, page: &Page, out: &mut String) {
    let label = Label::of(reading);
    if label.claims == 0 {
        return;
    }
    heading(&format!("Sourcing label: {} claims rest on", label.claims), page, out);
    for basis in Basis::ALL {
        row(&label, label.from(basis), basis.about(), out);
    }
    Flow::default().add(Paint::Bold, &standing(&label)).write(page, 2, 4, out);
}

/// " 33 %  #######              12  named sources".
fn row(label: &Label, count: usize, about: &str, out: &mut String) {
    let bar = "#".repeat((label.percent(count) / 5).max(usize::from(count > 0)));
    out.push_str(&format!("  {:>3} %  {bar:<20}  {count:>4}  {about}\n", label.percent(count)));
}

/// "3 hedged, 2 alleged, 1 denied, 4 predicted".
fn standing(label: &Label) -> String {
    let counted = [Status::Hedged, Status::Alleged, Status::Denied, Status::Predicted];
    counted.map(|status| format!("{} {status}", label.with(status))).join(", ")
}
