//! Every input has an outcome: cut at every byte, bombs, nonsense. None panics, none takes long, none is empty.

use claimant_read::{Kind, Options, PdfDoor, ReadError, read};

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Rates rise &amp; fall | The Daily Example</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Rates rise &amp; fall",
"datePublished":"2024-06-15T08:30:00+02:00","author":[{"@type":"Person","name":"Ann Lee"}]}</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/x">More</a></ul></nav><article><h1>Rates rise &amp; fall</h1>
<p>NAIROBI, June 15 (Example) – The bank raised its rate to 5 percent on Monday, “a first step”, its governor said.
<p>Analysts had expected the move, which the minister called “too late” in a letter to the bank’s board in May.</p>
<blockquote>We will cut rates again as soon as prices allow it, and not a day later than that.</blockquote>
<figure><img src=a.png><figcaption>The bank's seat in Nairobi.</figcaption></figure><!-- end --></article></body></html>"#;

const FEED: &str = r#"<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Daily Example</title>
<item><title>Rates rise</title><link>http://a.example/1</link><guid>1</guid><pubDate>Sat, 15 Jun 2024 08:30:00 GMT</pubDate>
<description>&lt;p&gt;The bank raised its rate – to 5 percent.&lt;/p&gt;</description></item>
<item><title>Empty</title></item></channel></rss>"#;

const MARKDOWN: &str = "---\ntitle: Rates\n---\n# Rates *rise*\n\nThe bank — said [so](http://a.example).\n\n> “Yes.”\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";

fn warc() -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}");
    let head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/1\r\n";
    format!("{head}Content-Length: {}\r\n\r\n{http}\r\n\r\n", http.len()).into_bytes()
}

/// A one-page PDF.
fn pdf() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        "<< /Length 66 >>\nstream\nBT /F1 12 Tf 20 200 Td (The bank raised its rate on Monday.) Tj ET\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let table = file.len();
    file.extend(b"xref\n0 6\n0000000000 65535 f \n");
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    file.extend(format!("trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF").bytes());
    file
}

/// Reads and checks what holds for every outcome.
fn check(bytes: &[u8], kind: Option<Kind>) -> Vec<Result<String, ReadError>> {
    let door: &PdfDoor = &claimant_read::pdf::parse;
    let options = Options { kind, pdf: Some(door), ..Options::default() };
    let outcomes = read(bytes, &options);
    let checked = outcomes.into_iter().map(|outcome| {
        let article = outcome?.article;
        let text = article.text();
        assert!(!text.trim().is_empty());
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.span.start() >= end && text.get(block.span.range()).is_some());
            end = block.span.end();
        }
        for piece in &article.pieces {
            assert!(piece.raw_start <= piece.raw_end && text.get(piece.span.range()).is_some());
        }
        Ok(text.to_owned())
    });
    checked.collect()
}

#[test]
fn every_truncation_has_an_outcome() {
    let documents = [
        (Kind::Html, PAGE.as_bytes().to_vec()),
        (Kind::Feed, FEED.into()),
        (Kind::Markdown, MARKDOWN.into()),
        (Kind::Warc, warc()),
        (Kind::JsonLines, "{\"text\": \"Été.\", \"id\": 1}\n{\"text\": \"b\"}\n".into()),
        (Kind::Text, "Été “so”.\r\n\r\nB.".into()),
        (Kind::Pdf, pdf()),
    ];
    for (kind, bytes) in documents {
        let outcomes = check(&bytes, Some(kind));
        assert!(outcomes.iter().any(Result::is_ok), "{kind:?}: {outcomes:?}");
        for end in 0..bytes.len() {
            check(&bytes[..end], Some(kind));
            if end % 5 == 0 {
                check(&bytes[..end], None);
            }
        }
    }
}

#[test]
fn every_changed_byte_has_an_outcome() {
    let mut state = 7_u32;
    for (kind, bytes) in [
        (Kind::Html, PAGE.as_bytes().to_vec()),
        (Kind::Feed, FEED.into()),
        (Kind::Warc, warc()),
        (Kind::Pdf, pdf()),
    ] {
        for _ in 0..150 {
            let mut bytes = bytes.clone();
            for _ in 0..4 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = (state >> 8) as usize % bytes.len();
                bytes[at] = state as u8;
            }
            check(&bytes, Some(kind));
        }
    }
}

#[test]
fn the_page_reads_as_it_should() {
    let read = read(PAGE.as_bytes(), &Options::default()).remove(0).unwrap();
    let article = read.article;
    assert_eq!(article.title.as_deref(), Some("Rates rise & fall"));
    assert_eq!(article.authors, ["Ann Lee"]);
    assert_eq!(article.published.as_deref(), Some("2024-06-15T08:30:00+02:00"));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert!(article.text().starts_with("NAIROBI, June 15 (Example) – The bank raised"));
    assert!(!article.text().contains("Home"));
    let raw = |at: usize| &PAGE[article.pieces[at].raw_start as usize..article.pieces[at].raw_end as usize];
    assert!(raw(0).starts_with("<p>NAIROBI") && raw(1).starts_with("<p>Analysts"), "{} {}", raw(0), raw(1));
}

#[test]
fn bombs_are_bounded() {
    let repeat = |text: &str, bytes: usize| text.repeat(bytes / text.len());
    let deep = [
        "<ul><li>",
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<p><font a=1><font b=2>",
        "<a href=x><div>",
        "<svg>",
        "<!--<",
        "<select><option>",
    ];
    for part in deep {
        check(repeat(part, 400_000).as_bytes(), Some(Kind::Html));
    }
    let formats: String = (0..500).map(|at| format!("<font a{at}=1>")).collect();
    check(format!("<p>{formats}{}", repeat("</p><p>x", 400_000)).as_bytes(), Some(Kind::Html));
    check(repeat("&lt;", 400_000).as_bytes(), Some(Kind::Html));
    check(format!("<p {}>x", repeat("a='", 400_000)).as_bytes(), Some(Kind::Html));
    check(repeat("[", 400_000).as_bytes(), Some(Kind::JsonLines));
    check(repeat("{\"text\":", 400_000).as_bytes(), Some(Kind::JsonLines));
    check(repeat("> ", 20_000).as_bytes(), Some(Kind::Markdown));
    check(repeat("[a](", 100_000).as_bytes(), Some(Kind::Markdown));
    check(repeat("*a_ ", 100_000).as_bytes(), Some(Kind::Markdown));
    check(repeat("WARC/1.0\r\n", 400_000).as_bytes(), Some(Kind::Warc));
    let entities: String = (0..20).map(|at| format!("<!ENTITY e{} \"&e{at};&e{at};\">", at + 1)).collect();
    check(format!("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 \"ha\">{entities}]><rss><channel><item><description>&e20;</description></item></channel></rss>").as_bytes(), None);
    check(repeat("<item>", 100_000).as_bytes(), Some(Kind::Feed));
}
