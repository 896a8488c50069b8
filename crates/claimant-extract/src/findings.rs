//! What a careful reader would compute from one article alone.

use claimant_doc::{Finding, Reading};

/// Findings over the figures and periods of one reading.
pub fn findings(_reading: &Reading) -> Vec<Finding> {
    Vec::new()
}
