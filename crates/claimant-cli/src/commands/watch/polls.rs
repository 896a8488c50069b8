//! How many polls became what, and what a person is told of them.

use std::fmt;

use crate::print::visible;
use crate::watch::{Feed, Polled};

/// How many polls became what.
#[derive(Default)]
pub struct Polls {
    pub read: usize,
    pub unchanged: usize,
    pub failed: usize,
    pub gone: usize,
    /// Feeds that a single round left out.
    pub not_due: usize,
}

impl Polls {
    pub fn count(&mut self, what: &Polled) {
        *match what {
            Polled::Read | Polled::Moved(_) => &mut self.read,
            Polled::Unchanged => &mut self.unchanged,
            Polled::Gone => &mut self.gone,
            Polled::Failed(..) => &mut self.failed,
        } += 1;
    }

    pub fn went_well(&self) -> bool {
        self.failed + self.gone == 0
    }

    /// Whether there were some, and none went well.
    pub fn all_failed(&self) -> bool {
        !self.went_well() && self.read + self.unchanged == 0
    }
}

impl fmt::Display for Polls {
    /// "5 polls: 3 read, 1 unchanged, 1 failed, 0 gone; 2 not due".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Polls { read, unchanged, failed, gone, not_due } = self;
        let all = read + unchanged + failed + gone;
        let plural = if all == 1 { "" } else { "s" };
        write!(out, "{all} poll{plural}: {read} read, {unchanged} unchanged, {failed} failed, {gone} gone")?;
        if *not_due > 0 { write!(out, "; {not_due} not due") } else { Ok(()) }
    }
}

/// What a person may want to know of a poll.
pub fn said(feed: &str, what: &Polled) -> Option<String> {
    let (what, hint) = match what {
        Polled::Read | Polled::Unchanged => return None,
        Polled::Moved(to) => return Some(visible(&format!("{feed}: it has moved for good to {to}"))),
        Polled::Gone => (
            "its server says that it is gone for good".to_owned(),
            "it is asked no more; take it off the list".to_owned(),
        ),
        Polled::Failed(why, due) => {
            let due = due.map_or("a while".to_owned(), |due| due.to_string());
            (why.clone(), format!("it is asked again after {due}"))
        }
    };
    Some(format!("error: {}\n  hint: {}", visible(&format!("{feed}: {what}")), visible(&hint)))
}

/// Why a single round leaves a feed out.
pub fn left_out(feed: &str, known: Option<&Feed>) -> String {
    let until = match known.and_then(|known| known.due) {
        Some(due) => format!("not asked before {due}"),
        None => "gone for good, and not asked".to_owned(),
    };
    let why = known.and_then(|known| known.why.as_deref()).map_or(String::new(), |why| format!(": {why}"));
    visible(&format!("{feed}: {until}{why}"))
}
