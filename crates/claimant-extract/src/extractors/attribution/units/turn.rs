//! Which quotations go on from the one before them.

use std::ops::Range;

use super::Deal;

impl Deal<'_, '_, '_> {
    /// The speaker of the quotation before unit `u`, where `u` goes on from it: in the same paragraph with nothing but
    /// that speaker's tag between, or as the whole next paragraph. A tag or other words after `u` speak for themselves.
    pub(super) fn carried_on(&self, u: usize) -> Option<usize> {
        let before = u.checked_sub(1)?;
        let speaker = self.speakers.get(before).copied().flatten()?;
        let (last, next) = (&self.units[before].extent, &self.units[u].extent);
        let gap = last.end..next.start;
        let alone = !self.has_word(next.end..self.page.sentence_end(next.end - 1));
        if !alone || gap.start > gap.end || self.others_in(gap.clone(), &self.acts[speaker]) {
            return None;
        }
        let goes_on = match self.page.block(next.start).checked_sub(self.page.block(last.end - 1)) {
            Some(0) => self.goes_on_in_paragraph(speaker, &gap),
            Some(1) => self.is_next_paragraph(speaker, last, next, &gap),
            _ => false,
        };
        goes_on.then_some(speaker)
    }

    /// `"…," he said. "…"`, `"…," he said, "…"`, `"…" "…"`.
    fn goes_on_in_paragraph(&self, speaker: usize, gap: &Range<usize>) -> bool {
        let page = self.page;
        let opens = page.sentence(gap.end) != page.sentence(gap.end.saturating_sub(1));
        let tagged = self.is_tag(speaker, gap);
        if opens { !self.has_word(gap.clone()) || tagged } else { tagged && gap.len() <= TAG }
    }

    /// A paragraph of quoted words alone, after one that ends with a quotation and its tag. After a question another one
    /// answers.
    fn is_next_paragraph(
        &self,
        speaker: usize,
        last: &Range<usize>,
        next: &Range<usize>,
        gap: &Range<usize>,
    ) -> bool {
        let page = self.page;
        let block = page.block_tokens(next.start);
        let whole = block.start == next.start && !self.has_unquoted_word(block);
        let asks = (last.start..last.end).rev().take(2).any(|i| page.doc.is(i, "?"));
        let named = !self.acts[speaker].source.is_empty();
        whole && named && !asks && (!self.has_word(gap.clone()) || self.is_tag(speaker, gap))
    }

    /// Whether the words of `gap` are the rest of one sentence that holds the speaker's cue.
    fn is_tag(&self, speaker: usize, gap: &Range<usize>) -> bool {
        let page = self.page;
        let cue = &self.acts[speaker].cue;
        let sentence = page.sentence(cue.start);
        let mut words = gap.clone().filter(|i| !page.doc.tag(*i).is_punctuation());
        gap.start <= cue.start && cue.end <= gap.end && words.all(|i| page.sentence(i) == sentence)
    }

    fn has_word(&self, mut range: Range<usize>) -> bool {
        range.any(|i| !self.page.doc.tag(i).is_punctuation())
    }

    fn has_unquoted_word(&self, mut range: Range<usize>) -> bool {
        range.any(|i| !self.page.doc.tag(i).is_punctuation() && !self.page.is_quoted(i))
    }
}

/// A tag inside a sentence is short: what is longer says something else.
const TAG: usize = 16;
