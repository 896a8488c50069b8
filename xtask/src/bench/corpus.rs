//! The texts that are measured on.

use std::path::Path;

use crate::gold;

/// Where the bundled articles are.
pub const EXAMPLES: &str = "examples";

/// Articles as plain text.
pub struct Corpus {
    /// What they are, for people.
    pub name: String,
    /// One text an article.
    pub texts: Vec<String>,
}

impl Corpus {
    /// Words between white space.
    pub fn words(&self) -> usize {
        self.texts.iter().map(|text| text.split_whitespace().count()).sum()
    }

    /// As many of the first texts as hold about `words` words.
    pub fn first(&self, words: usize) -> Corpus {
        let mut left = words as isize;
        let fits = |text: &&String| {
            let fits = left > 0;
            left -= text.split_whitespace().count() as isize;
            fits
        };
        Corpus { name: self.name.clone(), texts: self.texts.iter().take_while(fits).cloned().collect() }
    }

    /// Size of the texts in bytes.
    pub fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

/// The bundled examples' paragraphs, put together to articles in ever new orders, up to about `words`.
pub fn examples(words: usize) -> Result<Corpus, String> {
    let paragraphs = paragraphs()?;
    let length = paragraphs.iter().map(|p| p.split_whitespace().count()).sum::<usize>().max(1);
    let count = paragraphs.len();
    // A step that shares no divisor with the count visits every paragraph; another step gives another order.
    let order = |round: usize| {
        let step = (1 + round % count.max(2)..).find(|step| divisor(*step, count) == 1).unwrap_or(1);
        (0..count).map(move |i| (round + i * step) % count)
    };
    let article =
        |round: usize| order(round).map(|i| paragraphs[i].as_str()).collect::<Vec<_>>().join("\n\n");
    let texts: Vec<String> = (0..words.div_ceil(length)).map(article).collect();
    Ok(Corpus { name: "the bundled examples, their paragraphs in ever new orders".to_owned(), texts })
}

fn divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// The paragraphs of the bundled plain-text and Markdown examples.
fn paragraphs() -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    for path in example_files()? {
        if [".txt", ".md"].iter().any(|end| path.ends_with(end)) {
            let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
            out.extend(text.split("\n\n").filter(|p| p.split_whitespace().count() > 4).map(str::to_owned));
        }
    }
    Ok(out)
}

/// The bundled examples, by name.
pub fn example_files() -> Result<Vec<String>, String> {
    let folder = std::fs::read_dir(EXAMPLES).map_err(|error| format!("{EXAMPLES}: {error}"))?;
    let paths = folder.filter_map(|entry| Some(entry.ok()?.path().to_str()?.to_owned()));
    let mut files: Vec<String> = paths.filter(|path| Path::new(path).is_file()).collect();
    files.sort();
    Ok(files)
}

/// The texts of PolNeAR's development part.
pub fn polnear(gold: &Path) -> Result<Corpus, String> {
    let lines = gold::read(&gold.join("dev/polnear.dev.jsonl.gz"))?;
    let texts = lines.iter().filter_map(|line| Some(line["article"]["text"].as_str()?.to_owned()));
    Ok(Corpus { name: "PolNeAR's development articles (election news)".to_owned(), texts: texts.collect() })
}

/// One plain article of about `bytes`: the examples again and again.
pub fn large(bytes: usize) -> Result<String, String> {
    let mut text = String::new();
    let paragraphs = paragraphs()?;
    for paragraph in paragraphs.iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(paragraph);
        text.push_str("\n\n");
    }
    Ok(text)
}
