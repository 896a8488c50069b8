//! Reading makes no connection, whatever a document asks for.

use std::io::Write;
use std::net::TcpListener;
use std::process::Command;

use crate::binary::{Folder, Run, path, run};
use crate::faults;

/// Documents that name the address of a listener in every way that a careless parser would follow.
fn luring(folder: &Folder, address: &str) -> Vec<std::path::PathBuf> {
    let page = format!(
        "<!DOCTYPE html SYSTEM \"{address}/dtd\"><html manifest=\"{address}/m\"><head><base href=\"{address}/\">\
         <link rel=stylesheet href=\"{address}/css\"><meta http-equiv=refresh content=\"0;url={address}/r\">\
         <script src=\"{address}/js\"></script><title>t</title></head><body><article>\
         <img src=\"{address}/img\"><iframe src=\"{address}/frame\"></iframe><object data=\"{address}/o\"></object>\
         <p>The mayor said on <a href=\"{address}/a\">Monday</a> that he would resign.</p></article></body></html>"
    );
    let feed = format!(
        "<?xml version=\"1.0\"?><?xml-stylesheet href=\"{address}/xsl\"?>\
         <!DOCTYPE rss SYSTEM \"{address}/dtd\" [<!ENTITY x SYSTEM \"{address}/entity\">]>\
         <rss version=\"2.0\"><channel><title>t</title><link>{address}/l</link><item><title>a</title>\
         <link>{address}/item</link><description>The mayor said so. &lt;img src=\"{address}/i\"&gt;</description>\
         </item></channel></rss>"
    );
    let line = serde_json::json!({"text": format!("The mayor said so on {address}/text."), "url": format!("{address}/u")});
    vec![
        folder.write("page.html", &page),
        folder.write("feed.xml", feed),
        folder.write("line.jsonl", format!("{line}\n")),
        folder.write(
            "note.md",
            format!("![x]({address}/md) The mayor [said]({address}/l) so.\n\n<{address}/auto>\n"),
        ),
        folder.write("archive.warc", faults::warc(&page)),
        folder.write("page.pdf", faults::pdf(&format!("The mayor said so on {address}/pdf."))),
    ]
}

#[test]
fn no_document_makes_the_reader_call() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener that does not wait");
    let address = format!("http://{}", listener.local_addr().expect("its address"));
    let folder = Folder::new("luring");
    let mut arguments = vec!["read".into(), "--allow-private".into()];
    arguments.extend(luring(&folder, &address).into_iter().map(std::path::PathBuf::into_os_string));
    let run = run(&arguments);
    assert!(run.records().len() >= 5, "{}", run.talk);
    assert!(listener.accept().is_err(), "somebody called {address}");
}

#[test]
fn the_system_sees_no_call_either() {
    if Command::new("strace").arg("-V").output().is_err() {
        // Past the capture of output, so that a run without strace says so.
        let _ = writeln!(
            std::io::stderr(),
            "NOT TESTED: strace is not installed; only the listener watched for calls"
        );
        return;
    }
    let folder = Folder::new("traced");
    let log = folder.path("calls");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=network", "-o"]).arg(&log).arg(path()).arg("read");
    command.args(luring(&folder, "http://127.0.0.1:9"));
    let run: Run = command.output().expect("strace runs").into();
    assert!(run.records().len() >= 5, "{}", run.talk);
    let calls = std::fs::read_to_string(log).expect("the log of strace");
    let outward = calls.lines().filter(|line| line.contains("AF_INET") || line.contains("connect("));
    assert_eq!(outward.collect::<Vec<_>>(), Vec::<&str>::new());
}
