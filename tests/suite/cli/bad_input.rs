//! Every bad input gives a message that names it and a hint, and costs nothing but itself.

use std::fs::File;
use std::path::PathBuf;

use crate::binary::{self, Folder, Run, claimant, run, run_on};
use crate::faults;

/// A bad document beside a good one.
fn beside_a_good_one(test: &str, name: &str, bytes: &[u8]) -> (Run, PathBuf) {
    let folder = Folder::new(test);
    let bad = folder.write(name, bytes);
    let good = folder.write("good.txt", "The mayor said on Monday that he would resign.");
    (run(&["read".as_ref(), bad.as_os_str(), good.as_os_str(), "--json".as_ref()]), bad)
}

/// The good one was read, the bad one is named with a hint, and the exit status says that something was not read.
#[track_caller]
fn costs_only_itself(run: &Run, bad: &std::path::Path) {
    assert_eq!(run.records().len(), 1, "{}", run.talk);
    assert!(run.talk.contains(bad.to_string_lossy().as_ref()), "{}", run.talk);
    assert!(run.talk.contains("hint:"), "{}", run.talk);
    assert_eq!(run.code, Some(1), "{}", run.talk);
    assert!(run.talk.contains("2 documents: 1 read"), "{}", run.talk);
}

#[test]
fn a_missing_file() {
    let folder = Folder::new("missing");
    let good = folder.write("good.txt", "The mayor said on Monday that he would resign.");
    let bad = folder.path("nowhere.txt");
    let run = run(&["read".as_ref(), bad.as_os_str(), good.as_os_str(), "--json".as_ref()]);
    costs_only_itself(&run, &bad);
}

#[test]
fn a_pdf_that_cannot_be_parsed() {
    let (run, bad) = beside_a_good_one("broken-pdf", "broken.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog");
    costs_only_itself(&run, &bad);
}

#[test]
fn a_pdf_without_text() {
    let (run, bad) = beside_a_good_one("scanned", "scanned.pdf", &faults::pdf(""));
    costs_only_itself(&run, &bad);
}

#[test]
fn an_empty_page() {
    let page =
        b"<html><head><title>x</title></head><body><div id=app></div><script>go()</script></body></html>";
    let (run, bad) = beside_a_good_one("empty", "empty.html", page);
    costs_only_itself(&run, &bad);
}

#[test]
fn an_empty_file() {
    let (run, bad) = beside_a_good_one("nothing", "nothing.txt", b"");
    costs_only_itself(&run, &bad);
}

#[test]
fn binary_junk() {
    let junk: Vec<u8> = (0..100_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let (run, bad) = beside_a_good_one("junk", "junk.bin", &junk);
    costs_only_itself(&run, &bad);
}

#[test]
fn a_file_of_300_megabytes() {
    let folder = Folder::new("sparse");
    let good = folder.write("good.txt", "The mayor said on Monday that he would resign.");
    let bad = folder.write("huge.txt", "The mayor said on Monday that he would resign. ");
    let file = File::options().write(true).open(&bad).expect("the file is there");
    file.set_len(300 << 20).expect("a sparse file");
    let run = run(&["read".as_ref(), bad.as_os_str(), good.as_os_str(), "--json".as_ref()]);
    costs_only_itself(&run, &bad);
}

#[test]
fn a_page_that_names_the_wrong_charset() {
    let words =
        "The mayor of Köln, Jürgen Müller, said on Monday that he would step down after the café fire.";
    let page = format!(
        "<html><head><meta charset=\"utf-8\"></head><body><p>{words}</p><p>{words}</p></body></html>"
    );
    let latin: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let (run, bad) = beside_a_good_one("charset", "charset.html", &latin);
    assert_eq!((run.code, run.records().len()), (Some(0), 2), "{}", run.talk);
    let record = &run.records()[0];
    assert_eq!(record["article"]["origin"]["path"], bad.to_string_lossy().as_ref());
    assert!(
        record["article"]["text"].as_str().is_some_and(|text| text.contains("Jürgen Müller")),
        "{record}"
    );
    assert!(record["warnings"].to_string().contains("odd-charset"), "{record}");
}

#[test]
fn bytes_that_mean_nothing_are_said() {
    let mut text = "The mayor of Köln said in the café on Monday that Jürgen would resign – soon. "
        .repeat(8)
        .into_bytes();
    text.splice(40..40, [0xff, 0xfe]);
    let (run, _) = beside_a_good_one("odd-bytes", "odd.txt", &text);
    assert_eq!(run.records().len(), 2, "{}", run.talk);
    let warnings = run.records()[0]["warnings"].to_string();
    assert!(warnings.contains("odd-charset"), "{warnings}");
}

#[test]
fn a_date_that_is_none() {
    for date in ["soon", "2024-02-31", "31/31/2024", ""] {
        let run = run_on(&["read", "-", "--published", date], b"He said so.");
        assert_eq!(run.code, Some(2), "{date:?}: {}", run.talk);
        assert!(run.talk.contains("hint:") && run.out.is_empty(), "{date:?}: {}", run.talk);
    }
}

#[test]
fn nothing_but_bad_input() {
    let run = run(&["read", "nowhere-1.txt", "nowhere-2.txt"]);
    assert_eq!(run.code, Some(2), "{}", run.talk);
    assert!(run.out.is_empty());
    assert!(run.talk.contains("nowhere-1.txt") && run.talk.contains("nowhere-2.txt"), "{}", run.talk);
}

#[test]
fn records_that_are_no_json_cost_only_themselves() {
    let lines =
        "{\"text\":\"He said so.\"}\nnot json\n{\"title\":\"no text\"}\n{\"text\":\"She said so.\"}\n";
    let run = run_on(&["read", "-", "--kind", "jsonl"], lines.as_bytes());
    assert_eq!((run.code, run.records().len()), (Some(1), 2), "{}", run.talk);
    assert!(run.talk.contains("line 2") && run.talk.contains("line 3"), "{}", run.talk);
    assert!(run.talk.contains("4 documents: 2 read, 0 empty, 2 failed"), "{}", run.talk);
}

#[test]
fn words_that_are_no_command() {
    for arguments in
        [&["reed"][..], &["read"], &["read", "-", "--kind", "novel"], &["read", "-", "--json", "--csv"]]
    {
        let run = run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.talk);
        assert!(run.out.is_empty() && !run.talk.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_pdf_cut_off_anywhere_has_a_typed_outcome() {
    let (folder, whole) = (Folder::new("cut-pdf"), faults::pdf(&faults::example("border-figures.txt")));
    let mut paths: Vec<PathBuf> = Vec::new();
    for cut in (0..24).map(|part| whole.len() * part / 24).chain(whole.len() - 12..whole.len()) {
        paths.push(folder.write(&format!("{cut:05}.pdf"), &whole[..cut]));
    }
    let run: Run = claimant().arg("read").args(&paths).output().expect("the command runs").into();
    assert!(run.code == Some(0) || run.code == Some(1) || run.code == Some(2), "{:?}", run.code);
    assert!(
        run.talk.contains(&format!("{} documents: {} read", paths.len(), run.records().len())),
        "{}",
        run.talk
    );
    assert!(!run.talk.contains("panicked") && !run.talk.contains("crashed"), "{}", run.talk);
}

/// As much text as is read, of the sorts that give the most to keep: the promise is 512 MiB.
#[test]
#[cfg(target_os = "linux")]
fn the_longest_texts_fit_into_their_memory() {
    let folder = Folder::new("memory");
    for (name, unit) in [("quotations", "\"a\" "), ("figures", "12 percent in 2020 ")] {
        let path = folder.write(name, unit.repeat((2 << 20) / unit.len()));
        let limited = ["-c", "ulimit -v 524288; exec \"$0\" read \"$1\" --threads 1 --json"];
        let mut shell = std::process::Command::new("sh");
        let run: Run = shell.args(limited).arg(binary::path()).arg(&path).output().expect("a shell").into();
        // Too slow a machine is not what is looked for here.
        let in_time = run.code == Some(0) || run.talk.contains("timed-out");
        assert!(in_time, "{name}: {}", run.talk);
    }
}

#[test]
fn a_text_that_is_too_long() {
    let (run, bad) = beside_a_good_one("too-long", "long.txt", "He said so. ".repeat(200_000).as_bytes());
    costs_only_itself(&run, &bad);
    assert!(run.talk.contains("too-long"), "{}", run.talk);
}
