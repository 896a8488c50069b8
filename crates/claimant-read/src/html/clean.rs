//! Which blocks of the picked part are boilerplate after all.

use super::blocks::Found;
use super::metadata::Metadata;

/// The blocks without boilerplate.
pub(crate) fn clean(found: Vec<Found>, _known: &Metadata) -> Vec<Found> {
    found
}

/// Blocks of HTML that is known to be an article's text.
pub(crate) fn plain(found: Vec<Found>) -> Vec<Found> {
    found
}
