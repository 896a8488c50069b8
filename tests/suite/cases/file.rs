//! A case file, cut so that everything but the expectations can be written back byte for byte.

use std::fmt;

/// One Markdown file of cases.
#[derive(Debug, Default, PartialEq)]
pub struct CaseFile {
    pub cases: Vec<Case>,
    /// What follows the last case.
    rest: String,
}

/// A text and the blocks that tell what is found in it.
#[derive(Debug, Default, PartialEq)]
pub struct Case {
    pub title: String,
    pub text: Block,
    pub expected: Vec<Block>,
}

/// A fenced block and the lines before it.
#[derive(Debug, Default, PartialEq)]
pub struct Block {
    /// Everything since the block before, as it stands.
    before: String,
    /// The line that opens the block.
    opening: String,
    /// First word after the fence.
    pub name: String,
    /// The rest of that line.
    pub info: String,
    /// Content without the last line's end; empty for no lines.
    pub body: String,
    /// The line that closes it.
    closing: String,
}

impl CaseFile {
    /// Reads a file; complains about one without cases and about a case that expects nothing.
    pub fn parse(text: &str) -> Result<CaseFile, String> {
        let mut file = CaseFile::default();
        let mut title = String::new();
        let mut lines = text.split_inclusive('\n');
        while let Some(line) = lines.next() {
            if let Some(heading) = line.strip_prefix("## ") {
                title = heading.trim().to_owned();
            }
            if !line.starts_with("```") {
                file.rest.push_str(line);
                continue;
            }
            let block = Block::parse(std::mem::take(&mut file.rest), line, &mut lines)
                .ok_or_else(|| format!("{title}: a block is not closed"))?;
            file.add(block, &title)?;
        }
        file.complete()
    }

    fn add(&mut self, block: Block, title: &str) -> Result<(), String> {
        match self.cases.last_mut() {
            _ if block.name == "text" => {
                self.cases.push(Case { title: title.to_owned(), text: block, expected: Vec::new() });
            }
            Some(case) if case.title == title => case.expected.push(block),
            _ => return Err(format!("{title}: the block {:?} has no text before it", block.name)),
        }
        Ok(())
    }

    fn complete(self) -> Result<CaseFile, String> {
        match self.cases.iter().find(|case| case.expected.is_empty()) {
            Some(case) => Err(format!("{}: nothing is expected", case.title)),
            None if self.cases.is_empty() => Err("no cases".to_owned()),
            None => Ok(self),
        }
    }
}

impl Block {
    /// Reads from the line after `opening` to the closing fence, which is as long as the opening one.
    fn parse<'a>(before: String, opening: &str, lines: &mut impl Iterator<Item = &'a str>) -> Option<Block> {
        let words = opening.trim_start_matches('`');
        let fence = &opening[..opening.len() - words.len()];
        let (name, info) = words.trim().split_once(' ').unwrap_or((words.trim(), ""));
        let mut body = String::new();
        let closing = loop {
            let line = lines.next()?;
            if line.trim_end() == fence {
                break line.to_owned();
            }
            body.push_str(line);
        };
        body.truncate(body.strip_suffix('\n').map_or(body.len(), str::len));
        let opening = opening.to_owned();
        Some(Block { before, name: name.to_owned(), info: info.to_owned(), opening, body, closing })
    }
}

impl fmt::Display for CaseFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for case in &self.cases {
            write!(out, "{}", case.text)?;
            case.expected.iter().try_for_each(|block| write!(out, "{block}"))?;
        }
        out.write_str(&self.rest)
    }
}

impl fmt::Display for Block {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = if self.body.is_empty() { "" } else { "\n" };
        write!(out, "{}{}{}{end}{}", self.before, self.opening, self.body, self.closing)
    }
}

#[test]
fn a_file_comes_back_byte_for_byte() {
    let text = "# Times\n\nWhy.\n\n## One\n```text published=2024-06-15; language=en\nOn Monday.\n\nEnd\n```\n\
                Because.\n```times\n```\n\n## Two\n````text\n```\n````\n````claims\na\nb\n````\n\nrest";
    let file = CaseFile::parse(text).unwrap();
    assert_eq!(file.to_string(), text);
    assert_eq!(file.cases[0].text.body, "On Monday.\n\nEnd");
    assert_eq!(file.cases[0].text.info, "published=2024-06-15; language=en");
    assert_eq!(file.cases[1].text.body, "```");
    assert_eq!(file.cases[1].expected[0].body, "a\nb");
}

#[test]
fn a_file_that_tests_nothing_is_refused() {
    for text in [
        "# Times\n",
        "## One\n```text\na\n```\n",
        "## One\n```times\n```\n",
        "## One\n```text\na\n```\n```times\n```\n## Two\n```times\n```\n",
        "## One\n```text\nnever closed\n",
    ] {
        assert!(CaseFile::parse(text).is_err(), "{text}");
    }
}
