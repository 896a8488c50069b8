//! The best one-to-one assignment: the Hungarian method.

/// The greatest total weight of a one-to-one assignment, in cubic time.
pub fn assign(weight: Vec<Vec<f64>>) -> f64 {
    let columns = weight.first().map_or(0, Vec::len);
    if weight.len() > columns {
        let turned = (0..columns).map(|j| weight.iter().map(|row| row[j]).collect()).collect();
        return assign(turned);
    }
    let mut state = Assignment {
        u: vec![0.0; weight.len() + 1],
        v: vec![0.0; columns + 1],
        row_of: vec![0; columns + 1],
        weight: &weight,
    };
    (1..=weight.len()).for_each(|row| state.add_row(row));
    let chosen = (1..=columns).filter(|j| state.row_of[*j] > 0);
    chosen.map(|j| weight[state.row_of[j] - 1][j - 1]).sum()
}

/// Potentials and the assignment so far; rows and columns count from 1, 0 is none.
struct Assignment<'a> {
    u: Vec<f64>,
    v: Vec<f64>,
    row_of: Vec<usize>,
    weight: &'a [Vec<f64>],
}

impl Assignment<'_> {
    /// Assigns one more row, over the cheapest path that moves others.
    fn add_row(&mut self, row: usize) {
        let columns = self.v.len() - 1;
        let mut way = vec![0; columns + 1];
        let (mut low, mut used) = (vec![f64::INFINITY; columns + 1], vec![false; columns + 1]);
        self.row_of[0] = row;
        let mut at = 0;
        while self.row_of[at] != 0 {
            used[at] = true;
            let next = self.relax(at, &mut low, &mut way, &used);
            self.shift(low[next], &mut low, &used);
            at = next;
        }
        while at != 0 {
            self.row_of[at] = self.row_of[way[at]];
            at = way[at];
        }
    }

    /// Lowers the cost of every free column over column `at`; the cheapest.
    fn relax(&self, at: usize, low: &mut [f64], way: &mut [usize], used: &[bool]) -> usize {
        let row = self.row_of[at];
        let (mut least, mut next) = (f64::INFINITY, 0);
        for j in (1..low.len()).filter(|j| !used[*j]) {
            let cost = -self.weight[row - 1][j - 1] - self.u[row] - self.v[j];
            if cost < low[j] {
                (low[j], way[j]) = (cost, at);
            }
            if low[j] < least {
                (least, next) = (low[j], j);
            }
        }
        next
    }

    fn shift(&mut self, delta: f64, low: &mut [f64], used: &[bool]) {
        for j in 0..used.len() {
            if used[j] {
                self.u[self.row_of[j]] += delta;
                self.v[j] -= delta;
            } else {
                low[j] -= delta;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_assignment_is_found() {
        assert_eq!(assign(vec![vec![1.0, 5.0, 3.0], vec![4.0, 2.0, 8.0]]), 13.0);
        assert_eq!(assign(vec![vec![1.0], vec![7.0], vec![3.0]]), 7.0);
    }
}
