//! Word lists as data: `data/*.tsv`, embedded, parsed once.
