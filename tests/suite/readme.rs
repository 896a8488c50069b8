//! What the readme shows is what the command prints.

use std::fs;

use crate::binary::{Folder, Run, claimant};
use crate::{at_root, diff, updating};

/// The line that opens the excerpt; the block below it is written by the test.
const OPENING: &str = "<!-- excerpt: claimant read examples/border-figures.txt -->\n```text\n";
/// Lines of the report that the readme shows.
const LINES: usize = 34;

/// Reports whose table of targets, or else whose first table, the readme shows.
const REPORTS: [&str; 4] = ["docs/quality.md", "docs/speed.md", "docs/ledger-speed.md", "docs/torture.md"];
/// The line after such a table.
const END: &str = "<!-- end -->\n";

#[test]
fn the_readme_shows_what_is_so() {
    // One after the other: all rewrite the same file.
    the_excerpt_is_what_the_command_prints();
    REPORTS.into_iter().for_each(the_figures_are_those_of_the_report);
}

/// The commands on a ledger, as they stand, one after the other in a folder of their own.
#[test]
fn what_it_says_of_a_ledger_can_be_typed() {
    let readme = fs::read_to_string(at_root("README.md")).expect("a readme");
    let block = readme.split("```sh\n").find(|block| block.starts_with("claimant add")).expect("commands");
    let (block, _) = block.split_once("```").expect("their end");
    let folder = Folder::new("readme");
    fs::create_dir_all(folder.path("demo/tables")).expect("a folder");
    for name in ["harbour.jsonl", "arrivals.jsonl", "tables/arrivals.csv", "tables/datapackage.json"] {
        let bytes = fs::read(at_root("demo").join(name)).expect("a bundled file");
        folder.write(&format!("demo/{name}"), bytes);
    }
    for line in block.lines() {
        let words = line.split([' ']).take_while(|word| !word.starts_with(['#', '>']));
        let words = words.collect::<Vec<_>>().join(" ");
        let words: Vec<&str> = words.split('"').enumerate().flat_map(unquoted).skip(1).collect();
        let run: Run =
            claimant().args(&words).current_dir(folder.path(".")).output().expect("it runs").into();
        assert_eq!(run.code, Some(0), "{line}\n{}", run.talk);
    }
}

/// The words of a part of a shell line; every other part stood in quotation marks.
fn unquoted((i, part): (usize, &str)) -> Vec<&str> {
    if i % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }
}

#[test]
fn the_descriptor_to_copy_is_the_bundled_one() {
    let guide = fs::read_to_string(at_root("docs/tables.md")).expect("a guide");
    let descriptor = fs::read_to_string(at_root("demo/tables/datapackage.json")).expect("a descriptor");
    assert!(
        guide.contains(&format!("```json\n{descriptor}```\n")),
        "docs/tables.md shows another descriptor"
    );
}

fn the_figures_are_those_of_the_report(report: &str) {
    let readme = fs::read_to_string(at_root("README.md")).expect("a readme");
    let opening = format!("<!-- excerpt: {report} -->\n");
    let (before, rest) = readme.split_once(&opening).expect("a table");
    let (shown, after) = rest.split_once(END).expect("the end of the table");
    let text = fs::read_to_string(at_root(report)).expect("a report");
    let from = text.split_once("## Targets\n").map_or(text.as_str(), |(_, targets)| targets);
    let is_row = |line: &&str| line.starts_with('|');
    let table: String =
        from.split_inclusive('\n').skip_while(|line| !is_row(line)).take_while(is_row).collect();
    if updating() && shown != table {
        fs::write(at_root("README.md"), format!("{before}{opening}{table}{END}{after}")).expect("written");
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
