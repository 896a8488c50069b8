use super::*;
use crate::sample;

/// The text of a page's section, markup taken away.
fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn the_text_is_the_article_whatever_overlaps() {
    let reading = sample::reading();
    let text = text_of(&text::write(&Lookup::of(&reading), 1));
    assert_eq!(words(&text), words(reading.article.text()));
}

#[test]
fn text_and_cards_are_linked_both_ways() {
    let reading = sample::reading();
    let page = article(&reading, 7);
    for claim in &reading.claims {
        for end in ["id=\"a7-", "href=\"#a7-", "id=\"a7-t-", "href=\"#a7-t-"] {
            let wanted = format!("{end}{}\"", claim.id);
            assert!(page.contains(&wanted), "{wanted} is missing");
        }
    }
    assert_eq!(page.matches("id=\"a7-c3\"").count(), 1);
}

#[test]
fn a_card_never_shows_a_claim_without_source_and_status() {
    let reading = sample::reading();
    let page = article(&reading, 1);
    let card = |id: &str| {
        let start = page.find(&format!("id=\"a1-{id}\"")).unwrap();
        text_of(&page[start - 40..start + page[start..].find("</section>").unwrap()])
    };
    assert!(card("c4").contains("! ALLEGED, not established"));
    assert!(card("c4").contains("article > The Harbour Herald “reported” > unnamed “suspected”"));
    assert!(card("c6").contains("x DENIED by the source"));
    for claim in &reading.claims {
        let text = card(&claim.id);
        let content = text.find(claim.content[0].of(reading.article.text())).unwrap();
        assert!(text.find("article").is_some_and(|at| at < content), "{text}");
    }
}

#[test]
fn no_markup_of_an_article_reaches_the_page() {
    let mut reading = sample::reading();
    let hostile = "<script>alert(1)</script>\" onload='x' \u{202e}";
    reading.article.title = Some(hostile.to_owned());
    reading.article.url = Some(format!("javascript:alert(1){hostile}"));
    reading.article.publisher = Some(hostile.to_owned());
    reading.article.origin.path = Some(hostile.to_owned());
    let page = article(&reading, 1);
    assert!(!page.contains("<script") && !page.contains("href=\"javascript") && !page.contains('\u{202e}'));
    assert!(page.contains("&lt;script&gt;") && page.contains("&lt;U+202E&gt;"));
}

#[test]
fn the_page_allows_its_own_style_and_script_and_nothing_else() {
    let page = head() + &foot();
    assert!(page.contains("default-src 'none'"));
    assert_eq!(page.matches("<script>").count(), 1);
    for source in ["src=", "@import", "url(", "http://", "https://"] {
        assert!(!page.contains(source), "{source}");
    }
    assert!(page.contains(&hash(SCRIPT)) && page.contains(&hash(STYLE)));
}
