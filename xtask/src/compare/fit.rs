//! Weights from examples: linear and logistic regression by plain descent, the same on every run.

/// Weights for rows of `N` signals.
pub type Weights = Vec<f64>;

/// Ridge regression by the normal equations.
pub fn linear(rows: &[Vec<f64>], wanted: &[f64], ridge: f64) -> Weights {
    let n = rows.first().map_or(0, Vec::len);
    let mut matrix = vec![vec![0.0; n + 1]; n];
    for (row, want) in rows.iter().zip(wanted) {
        for i in 0..n {
            for j in 0..n {
                matrix[i][j] += row[i] * row[j];
            }
            matrix[i][n] += row[i] * want;
        }
    }
    (0..n).for_each(|i| matrix[i][i] += ridge);
    solve(matrix)
}

/// Gauss with the largest pivot.
fn solve(mut m: Vec<Vec<f64>>) -> Weights {
    let n = m.len();
    for i in 0..n {
        let pivot = (i..n).max_by(|a, b| m[*a][i].abs().total_cmp(&m[*b][i].abs())).unwrap_or(i);
        m.swap(i, pivot);
        for j in (0..n).filter(|j| *j != i) {
            let factor = m[j][i] / m[i][i];
            (i..=n).for_each(|k| m[j][k] -= factor * m[i][k]);
        }
    }
    (0..n).map(|i| m[i][n] / m[i][i]).collect()
}

/// Softmax regression: one row of weights a class. `share` weighs each class.
pub fn softmax(
    rows: &[Vec<f64>],
    classes: &[usize],
    number: usize,
    share: &[f64],
    ridge: f64,
) -> Vec<Weights> {
    let n = rows.first().map_or(0, Vec::len);
    let mut weights = vec![vec![0.0; n]; number];
    let mut speed = weights.clone();
    let total: f64 = classes.iter().map(|class| share[*class]).sum();
    for step in 0..2000 {
        let mut slope = vec![vec![0.0; n]; number];
        for (row, class) in rows.iter().zip(classes) {
            for (k, p) in probabilities(&weights, row).into_iter().enumerate() {
                let error = share[*class] * (p - f64::from(u8::from(k == *class))) / total;
                slope[k].iter_mut().zip(row).for_each(|(s, x)| *s += error * x);
            }
        }
        let rate = if step < 1500 { 0.5 } else { 0.1 };
        for k in 0..number {
            for i in 0..n {
                speed[k][i] = 0.9 * speed[k][i] - rate * (slope[k][i] + ridge * weights[k][i]);
                weights[k][i] += speed[k][i];
            }
        }
    }
    weights
}

/// The probability of each class.
pub fn probabilities(weights: &[Weights], row: &[f64]) -> Vec<f64> {
    let scores: Vec<f64> = weights.iter().map(|w| dot(w, row)).collect();
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// The sum of products.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Pearson's r in percent.
pub fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let products = |x: &[f64], mx: f64, y: &[f64], my: f64| {
        x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum::<f64>()
    };
    100.0 * products(a, mean_a, b, mean_b)
        / (products(a, mean_a, a, mean_a) * products(b, mean_b, b, mean_b)).sqrt()
}
