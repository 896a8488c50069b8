//! The examples in every kind of document that is read.

use std::fs;
use std::io::Write;

use claimant_read::Kind;
use flate2::{Compression, write::GzEncoder};
use serde_json::json;

use crate::at_root;

/// A document and what it is.
pub struct Document {
    pub name: &'static str,
    pub kind: Kind,
    pub bytes: Vec<u8>,
}

/// Every kind but PDF, which is read in a process of its own.
pub fn documents() -> Vec<Document> {
    let (text, html, markdown) =
        (example("border-figures.txt"), example("market-blast.html"), example("budget-vote.md"));
    let warc = warc(&html);
    let document = |name, kind, bytes| Document { name, kind, bytes };
    vec![
        document("jsonl", Kind::JsonLines, json_lines(&[&text, &markdown]).into_bytes()),
        document("rss", Kind::Feed, rss(&[&text, &markdown]).into_bytes()),
        document("atom", Kind::Feed, atom(&[&text, &markdown]).into_bytes()),
        document("warc.gz", Kind::Warc, gzip(warc.as_bytes())),
        document("warc", Kind::Warc, warc.into_bytes()),
        document("html", Kind::Html, html.into_bytes()),
        document("md", Kind::Markdown, markdown.into_bytes()),
        document("txt", Kind::Text, text.into_bytes()),
    ]
}

/// One of the bundled articles.
pub fn example(name: &str) -> String {
    fs::read_to_string(at_root("examples").join(name)).expect("a bundled example")
}

fn json_lines(texts: &[&str]) -> String {
    let record = |(id, text): (usize, &&str)| json!({"id": format!("n{id}"), "text": text, "title": "Wire", "published": "2024-06-17", "authors": ["I. Marran"]});
    texts.iter().enumerate().map(|text| format!("{}\n", record(text))).collect()
}

fn rss(texts: &[&str]) -> String {
    let item = |text: &&str| {
        format!(
            "<item><title>Wire</title><link>https://wire.example/1</link>\
             <pubDate>Mon, 17 Jun 2024 10:00:00 GMT</pubDate><description><![CDATA[{}]]></description></item>",
            paragraphs(text)
        )
    };
    let items: String = texts.iter().map(item).collect();
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Wire</title>{items}</channel></rss>")
}

fn atom(texts: &[&str]) -> String {
    let entry = |(number, text): (usize, &&str)| {
        format!(
            "<entry><id>urn:{number}</id><title>Wire</title><updated>2024-06-17T10:00:00Z</updated>\
             <content type=\"html\">{}</content></entry>",
            paragraphs(text).replace('&', "&amp;").replace('<', "&lt;")
        )
    };
    let entries: String = texts.iter().enumerate().map(entry).collect();
    format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><id>urn:f</id><title>Wire</title>\
         <updated>2024-06-17T10:00:00Z</updated>{entries}</feed>"
    )
}

fn paragraphs(text: &str) -> String {
    text.split("\n\n").map(|paragraph| format!("<p>{}</p>", paragraph.trim())).collect()
}

/// An archive of two responses.
pub fn warc(html: &str) -> String {
    let response = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{html}",
        html.len()
    );
    let record = |number: u32| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n\
             WARC-Target-URI: https://wire.example/{number}\r\nWARC-Date: 2024-09-11T06:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{response}\r\n\r\n",
            response.len()
        )
    };
    record(1) + &record(2)
}

/// `bytes` as one member of a gzip file.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).expect("memory takes it");
    out.finish().expect("memory takes it")
}

/// A PDF of one page that shows the lines of an ASCII text.
pub fn pdf(text: &str) -> Vec<u8> {
    let escape = |line: &str| line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    let lines: String = wrapped(text, 90).iter().map(|line| format!("({}) Tj T*\n", escape(line))).collect();
    let stream = format!("BT /F1 9 Tf 11 TL 40 800 Td\n{lines}ET\n");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}endstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    with_cross_references(&objects)
}

/// The objects as a file, with the table of where each begins.
fn with_cross_references(objects: &[String]) -> Vec<u8> {
    let (mut out, mut table) = ("%PDF-1.4\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out.push_str(&format!(
        "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    out.into_bytes()
}

/// Lines of at most `width` bytes, and an empty one between paragraphs.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n") {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if line.len() + word.len() >= width {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
        lines.extend([line, String::new()]);
    }
    lines
}
