//! An article's sourcing label: on whose word its claims rest, and how firmly they are made.
//!
//! A claim counts once, under the source nearest to it: what The Herald reports that officials said rests on the
//! officials.

use claimant_doc::{Reading, Status};

use crate::{Basis, Lookup};

/// Counts over the claims of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Every claim, once.
    pub claims: usize,
    basis: [usize; Basis::ALL.len()],
    status: [usize; Status::ALL.len()],
}

impl Label {
    /// The label of `reading`.
    pub fn of(reading: &Reading) -> Label {
        let lookup = Lookup::of(reading);
        let mut label = Label { claims: reading.claims.len(), ..Label::default() };
        for claim in &reading.claims {
            let basis = lookup.sources(claim).last().map_or(Basis::OwnVoice, |source| source.basis());
            label.basis[basis as usize] += 1;
            label.status[claim.status as usize] += 1;
        }
        label
    }

    /// Claims that rest on `basis`.
    pub fn from(&self, basis: Basis) -> usize {
        self.basis[basis as usize]
    }

    /// Claims of `status`.
    pub fn with(&self, status: Status) -> usize {
        self.status[status as usize]
    }

    /// `count` in whole percent of all claims; 0 where there are none.
    pub fn percent(&self, count: usize) -> usize {
        (200 * count + self.claims).checked_div(2 * self.claims).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use claimant_doc::{Article, Attribution, Certainty, Claim, Form, Link, Polarity, SourceKind, Span};

    use super::*;

    fn attribution(id: &str, source: &[Span], kind: Option<SourceKind>) -> Attribution {
        Attribution {
            id: id.to_owned(),
            source: source.to_vec(),
            cue: Vec::new(),
            content: Vec::new(),
            form: Form::Indirect,
            source_entity: None,
            source_kind: kind,
            inside: None,
            stance: None,
            attitude: false,
        }
    }

    fn claim(chain: &[&str], status: Status) -> Claim {
        Claim {
            id: String::new(),
            key: String::new(),
            content: Vec::new(),
            form: Form::Indirect,
            chain: chain.iter().map(|id| Link::Id((*id).to_owned())).collect(),
            certainty: Certainty::Certain,
            status,
            polarity: Polarity::Affirmed,
            markers: Vec::new(),
            entities: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            events: Vec::new(),
            check_worthiness: None,
            meaning: None,
            confidence: 1.0,
        }
    }

    fn reading() -> Reading {
        let article = Article::new("The Herald reported that residents fled, data show");
        let of = |words: &str| {
            let start = article.text().find(words).unwrap();
            vec![Span::new(article.text(), start..start + words.len()).unwrap()]
        };
        let attributions = vec![
            attribution("a1", &of("The Herald"), Some(SourceKind::Publication)),
            attribution("a2", &of("residents"), Some(SourceKind::Group)),
            attribution("a3", &of("data"), Some(SourceKind::Document)),
            attribution("a4", &[], Some(SourceKind::Person)),
        ];
        let claims = vec![
            claim(&["article"], Status::Asserted),
            claim(&["article", "a1"], Status::Asserted),
            claim(&["article", "a1", "a2"], Status::Alleged),
            claim(&["article", "a3"], Status::Hedged),
            claim(&["article", "a4"], Status::Denied),
            claim(&["article", "a9"], Status::Predicted),
        ];
        Reading { article, attributions, claims, ..Reading::default() }
    }

    #[test]
    fn a_claim_counts_under_the_source_nearest_to_it() {
        let label = Label::of(&reading());
        assert_eq!(Basis::ALL.map(|basis| label.from(basis)), [1, 1, 1, 2, 0, 1]);
        assert_eq!(label.with(Status::Alleged), 1);
        assert_eq!(label.with(Status::Asserted), 2);
        assert_eq!(Basis::ALL.iter().map(|b| label.from(*b)).sum::<usize>(), label.claims);
    }

    #[test]
    fn percents_are_rounded_and_nothing_divides_by_zero() {
        let label = Label { claims: 3, ..Label::default() };
        assert_eq!([0, 1, 2, 3].map(|n| label.percent(n)), [0, 33, 67, 100]);
        assert_eq!(Label::default().percent(0), 0);
    }

    #[test]
    fn a_source_left_out_is_unnamed_and_never_guessed() {
        let reading = reading();
        let lookup = Lookup::of(&reading);
        let names =
            |i: usize| lookup.sources(&reading.claims[i]).iter().map(|v| v.name()).collect::<Vec<_>>();
        assert_eq!(names(2), ["The Herald", "residents"]);
        assert_eq!(names(4), ["unnamed"]);
        assert_eq!(names(5), ["unnamed"]);
    }
}
