//! What the readme shows is what the command prints.

use std::fs;

use crate::binary::{Run, claimant};
use crate::{at_root, diff, updating};

/// The line that opens the excerpt; the block below it is written by the test.
const OPENING: &str = "<!-- excerpt: claimant read examples/border-figures.txt -->\n```text\n";
/// Lines of the report that the readme shows.
const LINES: usize = 34;

/// The lines around the table of targets, which is that of the quality report.
const TABLE: (&str, &str) = ("<!-- excerpt: docs/quality.md -->\n", "<!-- end -->\n");

#[test]
fn the_readme_shows_what_is_so() {
    // One after the other: both rewrite the same file.
    the_excerpt_is_what_the_command_prints();
    the_figures_are_those_of_the_quality_report();
}

fn the_figures_are_those_of_the_quality_report() {
    let readme = fs::read_to_string(at_root("README.md")).expect("a readme");
    let (before, rest) = readme.split_once(TABLE.0).expect("a table");
    let (shown, after) = rest.split_once(TABLE.1).expect("the end of the table");
    let quality = fs::read_to_string(at_root("docs/quality.md")).expect("a quality report");
    let (_, targets) = quality.split_once("## Targets\n\n").expect("targets");
    let table: String = targets.split_inclusive('\n').take_while(|line| line.starts_with('|')).collect();
    if updating() && shown != table {
        fs::write(at_root("README.md"), format!("{before}{}{table}{}{after}", TABLE.0, TABLE.1))
            .expect("written");
    } else {
        assert!(shown == table, "README.md: - shown, + reported\n{}", diff::lines(shown, &table));
    }
}

fn the_excerpt_is_what_the_command_prints() {
    let readme = fs::read_to_string(at_root("README.md")).expect("a readme");
    let (before, rest) = readme.split_once(OPENING).expect("an excerpt");
    let (shown, after) = rest.split_once("```\n").expect("the end of the excerpt");
    let printed = excerpt();
    if updating() && shown != printed {
        let readme = format!("{before}{OPENING}{printed}```\n{after}");
        fs::write(at_root("README.md"), readme).expect("the readme can be written");
    } else {
        assert!(shown == printed, "README.md: - shown, + printed\n{}", diff::lines(shown, &printed));
    }
}

/// The first lines of the report, and a sign that it goes on.
fn excerpt() -> String {
    let mut command = claimant();
    command.args(["read", "examples/border-figures.txt", "--text", "--width", "90"]);
    let run: Run = command.current_dir(at_root(".")).output().expect("the command runs").into();
    assert_eq!(run.code, Some(0), "{}", run.talk);
    let lines = run.out.lines().skip_while(|line| line.is_empty()).take(LINES);
    lines.map(|line| format!("{line}\n")).chain(["…\n".to_owned()]).collect()
}
