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

/// As [`lines`], without the lines that both begin and end with, but for two on either side.
pub fn changes(before: &str, now: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let shorter = a.len().min(b.len());
    let same_start = (0..shorter).take_while(|i| a[*i] == b[*i]).count();
    let same_end = (1..=shorter - same_start).take_while(|i| a[a.len() - i] == b[b.len() - i]).count();
    let (start, end) = (same_start.saturating_sub(2), same_end.saturating_sub(2));
    lines(&a[start..a.len() - end].join("\n"), &b[start..b.len() - end].join("\n"))
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

#[test]
fn changes_leave_out_what_is_far_from_them() {
    assert_eq!(
        changes("1\n2\n3\n4\n5\n6\n7", "1\n2\n3\nx\n5\n6\n7"),
        "    2\n    3\n  - 4\n  + x\n    5\n    6\n"
    );
    assert_eq!(changes("", "a"), "  + a\n");
}
