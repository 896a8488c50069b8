//! HTML pages with what should be read from them, and the figures of what was.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::arguments::Arguments;
use crate::score::Scores;
use crate::score::figures::Figures;
use crate::score::html::score;
use crate::{Outcome, gold, html};

/// The name of the layer.
const LAYER: &str = "html";

/// Records by page.
type Pages = BTreeMap<String, Value>;

/// `pages DIR PREDICTED`: prints the figures as `html.py` does.
pub fn run(arguments: &Arguments) -> Outcome {
    let [folder, predicted] = arguments.files.as_slice() else {
        return Err("pages wants DIR and PREDICTED".into());
    };
    let pages = expected(Path::new(folder))?;
    let figures = score(&pages, &articles(gold::read(Path::new(predicted))?, &pages));
    if arguments.has("json") {
        println!("{}", figures.json());
    } else {
        scores(figures).print();
    }
    Ok(())
}

/// The figures of what the reader makes of every page of a folder.
pub fn read(folder: &Path) -> Result<Scores, String> {
    let pages = html::pages(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let articles = pages.iter().map(|(page, bytes)| (page.clone(), html::article(bytes)));
    Ok(scores(score(&expected(folder)?, &articles.collect())))
}

/// Figures of pages in the shape of a gold file's.
fn scores(figures: Figures) -> Scores {
    let count = |name: &str| figures.get(name).unwrap_or_default() as usize;
    Scores { articles: count("pages"), missing: count("without_prediction"), layers: vec![(LAYER, figures)] }
}

/// What each page of a folder should give.
fn expected(folder: &Path) -> Result<Pages, String> {
    let mut pages = Pages::new();
    for entry in std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let page = gold::name(&path).strip_suffix(".json").filter(|page| *page != "index");
        if let Some(page) = page {
            let text = gold::read_text(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let record =
                serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
            pages.insert(page.to_owned(), record);
        }
    }
    Ok(pages)
}

/// Articles by page: by `page`, else by the stem of the article's path, else by its address.
fn articles(lines: Vec<Value>, pages: &Pages) -> Pages {
    let by_url: BTreeMap<&str, &String> =
        pages.iter().filter_map(|(page, record)| Some((record["url"].as_str()?, page))).collect();
    let mut out = Pages::new();
    for line in lines {
        let article = line.get("article").unwrap_or(&line);
        let path = article["origin"]["path"].as_str().unwrap_or_default().replace('\\', "/");
        let stem = path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
        let of_url = || article["url"].as_str().and_then(|url| by_url.get(url).copied());
        let page = line["page"].as_str().map(str::to_owned);
        let found =
            page.or_else(|| pages.contains_key(stem).then(|| stem.to_owned())).or_else(|| of_url().cloned());
        if let Some(page) = found {
            out.insert(page, article.clone());
        }
    }
    out
}
