//! What a run writes, and where: the data as asked, and the page.

use std::path::Path;

use claimant::{Reading, Record};

use crate::args::ReadArgs;
use crate::batch::Stop;
use crate::output::Output;
use crate::print::{Page, report};
use crate::{csv, html};

/// What is written of every reading.
#[derive(Clone, Copy)]
pub enum Format {
    Json,
    Csv { raw: bool },
    Report(Page),
    Nothing,
}

/// A reading as it will be written, made on the thread that read it.
pub struct Finished {
    text: String,
    pub reading: Option<Reading>,
}

impl Finished {
    pub fn of(reading: Reading, format: Format, page: bool) -> Finished {
        let text = match format {
            Format::Csv { raw } => csv::rows(&reading, raw),
            Format::Report(page) => report(&reading, &page),
            Format::Json | Format::Nothing => String::new(),
        };
        let kept = page.then(|| reading.clone());
        let text = if let Format::Json = format { json(reading) } else { text };
        Finished { text, reading: kept }
    }
}

/// The reading as one line of the public contract.
fn json(reading: Reading) -> String {
    // A record is made of strings, numbers and lists: it can always be written.
    serde_json::to_string(&Record::from(reading)).map(|line| line + "\n").unwrap_or_default()
}

/// Where a run writes to.
pub struct Writers {
    format: Format,
    main: (String, Output),
    page: Option<(String, Output)>,
    articles: usize,
}

impl Writers {
    pub fn open(args: &ReadArgs, format: Format) -> Result<Writers, Stop> {
        let main = match &args.output {
            Some(path) if args.format.is_none() => named(path)?,
            _ => ("stdout".to_owned(), Output::stdout()),
        };
        let page = args.html.as_deref().map(named).transpose()?;
        let mut writers = Writers { format, main, page, articles: 0 };
        let head = if let Format::Csv { .. } = format { csv::header() } else { String::new() };
        put(&mut writers.main, &head)?;
        if let Some(page) = &mut writers.page {
            put(page, &html::head())?;
        }
        Ok(writers)
    }

    pub fn write(&mut self, finished: &Finished) -> Result<(), Stop> {
        if let (Format::Report(page), true) = (self.format, self.articles > 0) {
            put(&mut self.main, &format!("\n{}\n\n", "=".repeat(page.width)))?;
        }
        self.articles += 1;
        put(&mut self.main, &finished.text)?;
        match (&mut self.page, &finished.reading) {
            (Some(page), Some(reading)) => put(page, &html::article(reading, self.articles)),
            _ => Ok(()),
        }
    }

    /// Completes the files; without any article, `-o` and `--html` leave what was there.
    pub fn finish(self, any: bool) -> Result<(), Stop> {
        if !any {
            return Ok(());
        }
        let Writers { main, mut page, .. } = self;
        if let Some(page) = &mut page {
            put(page, &html::foot())?;
        }
        for (name, output) in [Some(main), page].into_iter().flatten() {
            output.finish().map_err(|error| Stop::writing(&name, &error))?;
        }
        Ok(())
    }
}

fn named(path: &Path) -> Result<(String, Output), Stop> {
    let name = path.display().to_string();
    match Output::file(path) {
        Ok(output) => Ok((name, output)),
        Err(error) => Err(Stop::writing(&name, &error)),
    }
}

/// Writes `text` whole and hands it on.
fn put((name, output): &mut (String, Output), text: &str) -> Result<(), Stop> {
    output.write(text.as_bytes()).and_then(|()| output.flush()).map_err(|error| Stop::writing(name, &error))
}
