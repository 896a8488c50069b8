//! The best tree over words: Chu-Liu and Edmonds' algorithm, with one word at the root.

/// Scores are held within this, so that sums of them stay exact enough.
const BOUND: f64 = 1e6;

/// Heads of the maximum spanning tree: for each of `words` words 0 for the root or 1 + the word that it depends on.
///
/// `scores` has a row for each word and in it a column for each head: the root, then the words; a word as its own head
/// is never chosen. Exactly one word depends on the root. Of equal heads the lower one is taken. Empty if `scores` is
/// not `words x (words + 1)`. Takes `words^2` memory and usually time, at worst `words^3`.
pub fn tree(scores: &[f32], words: usize) -> Vec<usize> {
    let nodes = words + 1;
    if words == 0 || words.checked_mul(nodes) != Some(scores.len()) {
        return Vec::new();
    }
    let bounded = |score: f32| if score.is_nan() { -BOUND } else { f64::from(score).clamp(-BOUND, BOUND) };
    let mut arcs = Arcs { nodes, scores: vec![f64::NEG_INFINITY; nodes * nodes] };
    // A second word at the root costs more than any tree can gain by it.
    let dear = 2.0 * BOUND * nodes as f64;
    for (word, row) in scores.chunks_exact(nodes).enumerate() {
        for (head, score) in row.iter().enumerate().filter(|(head, _)| *head != word + 1) {
            *arcs.at(head, word + 1) = bounded(*score) - if head == 0 { dear } else { 0.0 };
        }
    }
    let heads = arcs.best_tree();
    heads.into_iter().skip(1).collect()
}

/// Scores of arcs between nodes, of which 0 is the root.
struct Arcs {
    nodes: usize,
    /// By node, then head.
    scores: Vec<f64>,
}

impl Arcs {
    fn at(&mut self, head: usize, node: usize) -> &mut f64 {
        &mut self.scores[node * self.nodes + head]
    }

    fn score(&self, head: usize, node: usize) -> f64 {
        self.scores[node * self.nodes + head]
    }

    /// The head of each node in the best tree; the root's own is 0.
    fn best_tree(&self) -> Vec<usize> {
        let mut heads: Vec<usize> = (0..self.nodes).map(|node| self.best_head(node)).collect();
        let Some(cycle) = cycle(&heads) else { return heads };
        let contracted = Contracted::new(self, &heads, &cycle);
        let inner = contracted.arcs.best_tree();
        contracted.expand(&inner, &mut heads);
        heads
    }

    fn best_head(&self, node: usize) -> usize {
        if node == 0 {
            return 0;
        }
        first_best((0..self.nodes).filter(|head| *head != node), |head| self.score(head, node))
    }
}

/// The first of the candidates with the greatest score; 0 if there are none.
fn first_best(candidates: impl Iterator<Item = usize>, score: impl Fn(usize) -> f64) -> usize {
    let scored = candidates.map(|candidate| (candidate, score(candidate)));
    scored.reduce(|best, other| if other.1 > best.1 { other } else { best }).map_or(0, |(best, _)| best)
}

/// Nodes of a cycle, if following heads leads into one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen_from = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen_from[node] == 0 {
            seen_from[node] = start;
            node = heads[node];
        }
        if node != 0 && seen_from[node] == start {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

/// The graph with a cycle made one node, the last.
struct Contracted {
    arcs: Arcs,
    /// The node outside the cycle that each node of the new graph was.
    outside: Vec<usize>,
    /// For each node outside: the node of the cycle that an arc from it would enter.
    enters: Vec<usize>,
    /// For each node outside: the node of the cycle that is its best head there.
    leaves: Vec<usize>,
}

impl Contracted {
    fn new(old: &Arcs, heads: &[usize], cycle: &[usize]) -> Contracted {
        let outside: Vec<usize> = (0..old.nodes).filter(|node| !cycle.contains(node)).collect();
        let nodes = outside.len() + 1;
        let last = nodes - 1;
        let mut arcs = Arcs { nodes, scores: vec![f64::NEG_INFINITY; nodes * nodes] };
        let (mut enters, mut leaves) = (Vec::new(), Vec::new());
        for (a, &node) in outside.iter().enumerate() {
            for (b, &head) in outside.iter().enumerate().filter(|(b, _)| *b != a) {
                *arcs.at(b, a) = old.score(head, node);
            }
            let gain = |entered: usize| old.score(node, entered) - old.score(heads[entered], entered);
            let entered = first_best(cycle.iter().copied(), gain);
            *arcs.at(a, last) = gain(entered);
            enters.push(entered);
            let left = first_best(cycle.iter().copied(), |head| old.score(head, node));
            *arcs.at(last, a) = old.score(left, node);
            leaves.push(left);
        }
        Contracted { arcs, outside, enters, leaves }
    }

    /// Writes the heads that a tree of the new graph means for the old one.
    fn expand(&self, inner: &[usize], heads: &mut [usize]) {
        let last = self.outside.len();
        for (a, &node) in self.outside.iter().enumerate().skip(1) {
            heads[node] = if inner[a] == last { self.leaves[a] } else { self.outside[inner[a]] };
        }
        let from = inner[last];
        heads[self.enters[from]] = self.outside[from];
    }
}
