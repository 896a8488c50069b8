//! The difference between two texts, line by line.

/// Lines of both texts in order: "- " only in `before`, "+ " only in `now`, two blanks in both.
pub fn lines(before: &str, now: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let common = common(&a, &b);
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < a.len() || j < b.len() {
        let (sign, line) = if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
            (' ', a[i - 1])
        } else if i < a.len() && (j == b.len() || common[i + 1][j] >= common[i][j + 1]) {
            i += 1;
            ('-', a[i - 1])
        } else {
            j += 1;
            ('+', b[j - 1])
        };
        out.push_str(&format!("  {sign} {line}\n"));
    }
    out
}

/// `[i][j]`: length of the longest common run of lines of `a[i..]` and `b[j..]`, gaps allowed.
fn common(a: &[&str], b: &[&str]) -> Vec<Vec<u32>> {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i][j] =
                if a[i] == b[j] { table[i + 1][j + 1] + 1 } else { table[i + 1][j].max(table[i][j + 1]) };
        }
    }
    table
}

#[test]
fn a_difference_names_only_the_lines_that_differ() {
    assert_eq!(lines("a\nb\nc", "a\nx\nc\nd"), "    a\n  - b\n  + x\n    c\n  + d\n");
    assert_eq!(lines("", "a"), "  + a\n");
    assert_eq!(lines("a", ""), "  - a\n");
}
