//! TEMP
use claimant_doc::{Doc, Link, Marks, Reading};

/// The reading of `doc`, but for its article and findings.
pub fn assemble(doc: &Doc<'_>, marks: &Marks) -> Reading {
    let mut attributions: Vec<claimant_doc::Attribution> = marks.attributions().cloned().collect();
    for (i, a) in attributions.iter_mut().enumerate() {
        a.id = format!("a{}", i + 1);
    }
    let copy = attributions.clone();
    for a in attributions.iter_mut() {
        let Some(cue) = a.cue.first().or(a.content.first()) else { continue };
        let mut best = None;
        for b in &copy {
            if b.id != a.id
                && b.content.iter().any(|c| c.contains(*cue))
                && a.content.iter().all(|x| b.content.iter().any(|c| c.contains(*x)))
            {
                let len: usize = b.content.iter().map(|c| c.len()).sum();
                if best.as_ref().is_none_or(|(l, _)| len < *l) {
                    best = Some((len, b.id.clone()));
                }
            }
        }
        a.inside = best.map(|(_, id)| Link::Id(id));
    }
    Reading {
        sentences: doc.sentences.iter().map(|s| s.span).collect(),
        attributions,
        times: marks.times().cloned().collect(),
        ..Reading::default()
    }
}
