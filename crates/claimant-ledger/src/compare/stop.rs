//! Words without matter of their own: function words, and what every news text says.

/// Sorted, so that a word is found by halving.
const STOP: &[&str] = &[
    "a", "about", "after", "against", "all", "also", "although", "am", "among", "an", "and", "any", "are",
    "around", "as", "at", "back", "be", "because", "been", "before", "being", "between", "both", "but", "by",
    "can", "could", "did", "do", "does", "down", "during", "each", "even", "every", "for", "from", "further",
    "had", "has", "have", "having", "he", "her", "here", "hers", "him", "himself", "his", "how", "i", "if",
    "in", "into", "is", "it", "its", "itself", "just", "like", "made", "make", "may", "me", "might", "more",
    "most", "much", "must", "my", "no", "nor", "not", "now", "of", "off", "on", "once", "only", "or",
    "other", "our", "out", "over", "own", "s", "said", "same", "say", "says", "she", "should", "since", "so",
    "some", "still", "such", "t", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "through", "to", "too", "under", "until", "up", "upon", "very", "was", "we", "well",
    "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with",
    "within", "would", "you", "your",
];

/// Whether a folded word says nothing by itself.
pub fn is_stop(word: &str) -> bool {
    STOP.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(STOP.is_sorted());
        assert!(is_stop("the") && is_stop("a") && is_stop("your") && !is_stop("harbour"));
    }
}
