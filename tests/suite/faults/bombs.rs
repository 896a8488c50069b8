//! Documents made to hurt: deep, wide, endless, broken.

use claimant_read::Kind;

use super::kinds::gzip;

/// A hostile document.
pub struct Bomb {
    pub name: &'static str,
    pub kind: Kind,
    pub bytes: Vec<u8>,
    /// What becomes of it: `article`, or the code of the reason why not.
    pub outcome: &'static str,
}

impl Bomb {
    /// A bomb that gives no article, for this reason.
    fn refused(self, outcome: &'static str) -> Bomb {
        Bomb { outcome, ..self }
    }
}

/// Every bomb. Each is small enough to keep here as a formula.
pub fn bombs() -> Vec<Bomb> {
    let mut all = pages();
    all.extend(feeds_and_archives());
    all.extend(records());
    all.extend(long_texts());
    all.extend(odd_texts());
    all
}

fn bomb(name: &'static str, kind: Kind, bytes: impl Into<Vec<u8>>) -> Bomb {
    Bomb { name, kind, bytes: bytes.into(), outcome: "article" }
}

const NEWS: &str = "<p>The mayor said on Monday that 12 people had died.</p>";

fn page(body: &str) -> String {
    format!("<html><head><title>News</title></head><body><article>{body}</article></body></html>")
}

fn pages() -> Vec<Bomb> {
    let html = |name, body: String| bomb(name, Kind::Html, page(&body));
    vec![
        html("lists inside lists", "<ul><li>".repeat(16_000) + NEWS),
        html("100,000 divs, closed", "<div>".repeat(100_000) + NEWS + &"</div>".repeat(100_000)),
        html("tables inside tables", "<table><tr><td>".repeat(5_000) + NEWS),
        html("fonts and bolds crossed", "<b><font><i>".repeat(10_000) + NEWS),
        html("an attribute of 2 MB", format!("<p title=\"{}\">x</p>{NEWS}", "a".repeat(2 << 20))),
        html("10,000 attributes", {
            let attributes: String = (0..10_000).map(|n| format!(" a{n}=\"{n}\"")).collect();
            format!("<p{attributes}>x</p>{NEWS}")
        }),
        html("CDATA and comments never closed", format!("{NEWS}<![CDATA[ {} <!-- ", "]] >".repeat(50_000))),
        html("references to characters that are none", "&#x110000;&#0;&#xD800;&bogus;".repeat(5_000) + NEWS),
        html("a script of 3 MB", format!("<script>{}</script>{NEWS}", "if(a<b){}".repeat(350_000))),
    ]
}

fn feeds_and_archives() -> Vec<Bomb> {
    let laughs: String =
        (1..12).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let feed = |body: &str| {
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"ha\">{laughs}\
             <!ENTITY x SYSTEM \"file:///etc/hostname\"><!ENTITY y SYSTEM \"http://127.0.0.1:9/x\">]>\
             <rss version=\"2.0\"><channel><title>t</title><item><title>a</title>\
             <description>{body}</description></item></channel></rss>"
        )
    };
    let zeros = gzip(&vec![b'a'; 200 << 20]);
    let header = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: ";
    vec![
        bomb("a billion laughs", Kind::Feed, feed("&l11;")),
        bomb("entities that name files and hosts", Kind::Feed, feed("&x;&y;")),
        bomb("elements inside elements", Kind::Feed, feed(&"<a>".repeat(50_000))).refused("bad-feed"),
        bomb("gzip of 200 MB", Kind::Warc, zeros.clone()).refused("bomb"),
        bomb("text that is gzip of 200 MB", Kind::Text, zeros).refused("bomb"),
        bomb(
            "a record of 16 EB",
            Kind::Warc,
            format!("{header}18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\n"),
        )
        .refused("truncated"),
        bomb("a record of negative length", Kind::Warc, format!("{header}-1\r\n\r\nHTTP/1.1 200 OK\r\n"))
            .refused("bad-warc"),
        bomb("100,000 header lines", Kind::Warc, format!("WARC/1.0\r\n{}", "A: b\r\n".repeat(100_000)))
            .refused("bad-warc"),
    ]
}

fn records() -> Vec<Bomb> {
    let fields: String = (0..10_000).map(|n| format!("\"f{n}\":{n},")).collect();
    let deep = "[".repeat(100_000);
    vec![
        bomb("10,000 fields", Kind::JsonLines, format!("{{{fields}\"text\":\"He said so.\"}}\n")),
        bomb("JSON 100,000 deep", Kind::JsonLines, format!("{{\"text\":\"He said so.\",\"x\":{deep}}}\n"))
            .refused("bad-json"),
        bomb("half of a surrogate pair", Kind::JsonLines, "{\"text\":\"He said \\ud83d so.\"}\n".repeat(100))
            .refused("bad-json"),
        bomb(
            "numbers without end",
            Kind::JsonLines,
            format!("{{\"text\":\"a\",\"n\":1e{}}}\n", "9".repeat(50_000)),
        ),
    ]
}

fn long_texts() -> Vec<Bomb> {
    let text = |name, text: String| bomb(name, Kind::Text, text);
    vec![
        text("one line of 2 MB", "Police said that 12 people died near Halvik on Monday ".repeat(38_000)),
        text("one line of 5 MB", "Police said that 12 people died near Halvik on Monday ".repeat(95_000))
            .refused("too-long"),
        text("a sentence of 200,000 words", "and the minister ".repeat(66_667) + "said."),
        text("one word of 1 MB", "a".repeat(1 << 20)),
        text("1 MB of quotation marks", "\"".repeat(1 << 20)),
        text("1 MB of typographic quotation marks", "“‘’”".repeat(90_000)),
        text("10,000 quotations never closed", "“He said \"no\n\n".repeat(10_000)),
        text("1 MB of apostrophes", "'".repeat(1 << 20)),
        text("1 MB of \"said\"", "said ".repeat(210_000)),
        text("\"X said Y said\" nested 50,000 deep", "Ann said Bob said that ".repeat(50_000)),
        text("1 MB of digits", "9".repeat(1 << 20)),
        text("1 MB of figures", "1,000 to 2,000 million ".repeat(45_000)),
        text("1 MB of number words", "two hundred thousand and ".repeat(42_000)),
        text("1 MB of dates", "June 3, 2024 to Monday since ".repeat(36_000)),
        text("1 MB of names", "Anna Maria Lind of the United Norland Bank ".repeat(24_000)),
        text("200,000 brackets", "([{".repeat(33_000) + &"}])".repeat(33_000)),
        text("1 MB of full stops", ".".repeat(1 << 20)),
        text("1 MB of \"because\"", "because it led to ".repeat(58_000)),
        text("50,000 paragraphs", "\n\n\"Yes.\"".repeat(50_000)),
        text("1 MB of line ends", "\r\n".repeat(1 << 19)).refused("empty"),
        text("patterns of other programs", "(a+)+$ .*.*.* %n%s ${x} {{7*7}} \\u0000 =cmd() ".repeat(10_000)),
    ]
}

fn odd_texts() -> Vec<Bomb> {
    let utf_16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain((0..50_000u32).flat_map(|n| [n as u8, 0xd8])).collect();
    vec![
        bomb("1 MB of NUL", Kind::Text, vec![0; 1 << 20]),
        bomb(
            "bytes that are no UTF-8",
            Kind::Text,
            (0..1u32 << 20).map(|n| ((n * 151) >> 3) as u8).collect::<Vec<u8>>(),
        ),
        bomb("UTF-16 of lone surrogates", Kind::Text, utf_16),
        bomb(
            "letters from right to left",
            Kind::Text,
            "\u{202e}said \u{2067}“שלום 12”\u{200f} ".repeat(20_000),
        ),
        bomb("blanks of no width", Kind::Text, "s\u{200b}a\u{200d}i\u{feff}d\u{ad} ".repeat(50_000)),
        bomb("100,000 accents on one letter", Kind::Text, format!("e{} said.", "\u{301}".repeat(100_000))),
        bomb("letters beyond the first plane", Kind::Text, "𝕊𝕒𝕚𝕕 👩‍👩‍👧 １２ ".repeat(30_000)),
    ]
}
