//! Scores to labels and trees: exact, deterministic, ties to what comes first.
