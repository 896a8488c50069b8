//! The command: the main job, bad input, and what it must never do.

mod bad_input;
mod connections;

use std::fs;

use crate::at_root;
use crate::binary::{Folder, run, run_on};

fn example(name: &str) -> String {
    at_root("examples").join(name).to_string_lossy().into_owned()
}

#[test]
fn every_kind_is_read_by_its_bytes_alone() {
    let folder = Folder::new("kinds");
    for document in crate::faults::documents() {
        let path = folder.write(&format!("{}.unnamed", document.name.replace('.', "-")), &document.bytes);
        let run = run(&["read".as_ref(), path.as_os_str()]);
        assert_eq!(run.code, Some(0), "{}: {}", document.name, run.talk);
        let records = run.records();
        assert!(!records.is_empty(), "{}", document.name);
        for record in records {
            assert_eq!(record["schema"], "claimant/1");
            assert_eq!(record["article"]["origin"]["path"], path.to_string_lossy().as_ref());
            assert!(
                record["claims"].as_array().is_some_and(|claims| !claims.is_empty()),
                "{}",
                document.name
            );
        }
    }
}

#[test]
fn a_pdf_is_read() {
    let folder = Folder::new("pdf");
    let path = folder.write("wire.pdf", crate::faults::pdf(&crate::faults::example("border-figures.txt")));
    let run = run(&["read".as_ref(), path.as_os_str()]);
    assert_eq!(run.code, Some(0), "{}", run.talk);
    let text = run.records()[0]["article"]["text"].as_str().unwrap_or_default().to_owned();
    assert!(text.contains("leaked customs records seen by the Northern Wire"), "{text}");
}

#[test]
fn a_folder_is_read_in_order_and_counted() {
    let run = run(&["read", &example(""), "--json"]);
    assert_eq!(run.code, Some(0), "{}", run.talk);
    let paths: Vec<String> =
        run.records().iter().map(|record| record["article"]["origin"]["path"].to_string()).collect();
    assert_eq!(paths.len(), 3);
    assert!(paths.is_sorted(), "{paths:?}");
    assert!(run.talk.contains("3 documents: 3 read, 0 empty, 0 failed"), "{}", run.talk);
}

#[test]
fn standard_input_is_read_and_dated() {
    let run = run_on(
        &["read", "-", "--published", "2024-06-15"],
        b"The mayor said on Monday that he would resign.",
    );
    assert_eq!(run.code, Some(0), "{}", run.talk);
    let record = &run.records()[0];
    assert_eq!(record["article"]["published"], "2024-06-15");
    assert_eq!(record["article"]["published_from"], "option");
    assert_eq!(record["times"][0]["from"], "2024-06-10");
}

#[test]
fn plain_text_and_json_lines_keep_their_characters_and_ids() {
    let text = "  The mayor said\r\nso.\u{a0}\u{200b} \t“Yes,” he said.  \n\n\n\nEnd é 𝄞 \n";
    let line = serde_json::json!({"id": "x-7", "text": text, "published": "2024-06-15"}).to_string();
    let of_json = run_on(&["read", "-", "--kind", "jsonl"], line.as_bytes());
    let of_text = run_on(&["read", "-", "--kind", "text"], text.as_bytes());
    assert_eq!(of_json.records()[0]["article"]["text"], text);
    assert_eq!(of_json.records()[0]["article"]["origin"]["id"], "x-7");
    assert_eq!(of_text.records()[0]["article"]["text"], text);
}

#[test]
fn a_report_names_who_vouches_for_every_claim_at_any_width() {
    let paths = [example("border-figures.txt"), example("market-blast.html"), example("budget-vote.md")];
    for width in ["20", "40", "80", "140", "280"] {
        for path in &paths {
            let run = run(&["read", path, "--text", "--width", width]);
            assert_eq!(run.code, Some(0), "{}", run.talk);
            assert!(!run.out.contains('\u{1b}'), "colors where there is no terminal");
            claims_are_vouched_for(&run.out, path);
        }
    }
}

/// Each claim of a report opens with its status and then the chain, whose first link is the article.
fn claims_are_vouched_for(report: &str, path: &str) {
    let records = run(&["read", path, "--json"]).records();
    let claims = records[0]["claims"].as_array().cloned().unwrap_or_default();
    let lines: Vec<&str> = report.lines().collect();
    for claim in &claims {
        let opening = format!("{} ", claim["id"].as_str().unwrap_or_default());
        let at = lines.iter().position(|line| line.trim_start().starts_with(&opening));
        let at = at.unwrap_or_else(|| panic!("{path}: {opening} is not shown"));
        let status = claim["status"].as_str().unwrap_or_default();
        let next = lines[at + 1..].iter().position(|line| opens_claim(line)).unwrap_or(8);
        let head = lines[at..lines.len().min(at + 1 + next)].join(" ").to_lowercase();
        assert!(head.contains(status) || head.contains("left open"), "{path}: {status} is not said: {head}");
        assert!(head.contains("article"), "{path}: nobody vouches: {head}");
    }
}

/// Whether a line of a report begins "c12 ".
fn opens_claim(line: &str) -> bool {
    let id = line.trim_start().split(' ').next().and_then(|word| word.strip_prefix('c'));
    id.is_some_and(|number| number.parse::<u32>().is_ok())
}

#[test]
fn a_page_runs_nothing_and_asks_for_nothing() {
    let folder = Folder::new("page");
    let hostile =
        "<script>alert(1)</script> \"<img src=x onerror=alert(2)>,\" the mayor said. </mark></body>";
    let text = folder.write("hostile.txt", hostile);
    let page = folder.path("page.html");
    let run = run(&["read".as_ref(), text.as_os_str(), "--html".as_ref(), page.as_os_str()]);
    assert_eq!(run.code, Some(0), "{}", run.talk);
    let page = fs::read_to_string(page).expect("a page");
    assert!(page.contains("&lt;script&gt;alert("), "the article's words are shown");
    for forbidden in ["<script>alert", "<img src=x", "src=\"http", "href=\"http", "url(http", "@import"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_escaped() {
    let text = "=1+1 is two, the mayor said.\n\n\"@SUM(A1) is right,\" the mayor said.\n";
    let escaped = run_on(&["read", "-", "--kind", "text", "--csv"], text.as_bytes());
    assert_eq!(escaped.code, Some(0), "{}", escaped.talk);
    for row in csv::ReaderBuilder::new().has_headers(false).from_reader(escaped.out.as_bytes()).records() {
        for cell in row.expect("a row").iter() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
    let raw = run_on(&["read", "-", "--kind", "text", "--csv", "--raw"], text.as_bytes());
    assert!(raw.out.contains(",=1+1 is two,"), "{}", raw.out);
}
