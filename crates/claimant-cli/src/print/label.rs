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
        row(&label, basis, page, out);
    }
    Flow::default().add(Paint::Bold, &standing(&label)).write(page, 2, 4, out);
}

/// " 33 %  #######                12  named sources"; without the bar where it has no room.
fn row(label: &Label, basis: Basis, page: &Page, out: &mut String) {
    let (count, about) = (label.from(basis), basis.about());
    let percent = label.percent(count);
    if page.width < 60 {
        Flow::default().add(Paint::Plain, &format!("{percent} % {about}: {count}")).write(page, 2, 4, out);
        return;
    }
    let bar = "#".repeat((percent / 5).max(usize::from(count > 0)));
    out.push_str(&format!("  {percent:>3} %  {bar:<20}  {count:>4}  {about}\n"));
}

/// "3 hedged, 2 alleged, 1 denied, 4 predicted".
fn standing(label: &Label) -> String {
    let counted = [Status::Hedged, Status::Alleged, Status::Denied, Status::Predicted];
    counted.map(|status| format!("{} {status}", label.with(status))).join(", ")
}
