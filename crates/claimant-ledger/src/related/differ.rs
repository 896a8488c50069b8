//! What two articles, or two versions of one, differ in: claims added, dropped, softened, hardened.

use std::collections::BTreeSet;

use claimant_doc::Side;
use serde::Serialize;

use crate::claim::{Claimed, load};
use crate::compare::{Rarity, copying, diff};
use crate::find::ArticleLine;
use crate::relate::Texts;
use crate::{Error, Ledger};

/// One difference.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Differs {
    /// added, dropped, softened, hardened, reversed, or update: the same claim with another figure.
    pub kind: String,
    /// The claim in the first text; `None` of what was added.
    pub a: Option<Claimed>,
    /// The claim in the second text; `None` of what was dropped.
    pub b: Option<Claimed>,
    /// One sentence for people.
    pub reason: String,
    /// What it was concluded from.
    pub derivation: String,
}

impl Ledger {
    /// What the second of two articles says other than the first, in the order of the texts.
    pub fn diff(&self, a: &ArticleLine, b: &ArticleLine) -> Result<Vec<Differs>, Error> {
        let _moment = self.moment()?;
        let read = || -> rusqlite::Result<Vec<Differs>> {
            let mut texts = Texts::default();
            let (x, y) = (texts.get(&self.connection, a.reading)?, texts.get(&self.connection, b.reading)?);
            let shared = copying(x.words(), y.words(), &BTreeSet::new());
            let found = diff(x.statements(), y.statements(), &shared, &Rarity::default());
            let claim = |side: &Side| -> rusqlite::Result<Option<Claimed>> {
                let id =
                    side.article.parse::<i64>().ok().zip(side.item.as_deref().and_then(crate::entry::number));
                id.map(|(reading, n)| load(&self.connection, reading + n)).transpose()
            };
            let mut all = Vec::new();
            for relation in found {
                let (first, second) =
                    (claim(&relation.a)?, relation.b.as_ref().map(&claim).transpose()?.flatten());
                let kind = relation.kind.word().to_owned();
                let (a, b) = if kind == "added" { (None, first) } else { (first, second) };
                all.push(Differs { kind, a, b, reason: relation.reason, derivation: relation.derivation });
            }
            Ok(all)
        };
        read().map_err(|error| self.error(error))
    }
}
