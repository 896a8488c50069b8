//! Evaluation and benchmarks.
fn main() {}
