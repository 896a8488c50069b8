//! `claimant show`: one article or one claim, and all that it rests on.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use claimant::ledger::{ArticleLine, Claimed, Found, Ledger, Related, Told};
use claimant::{CodePoints, Reading};
use serde_json::json;

use crate::args::ShowArgs;
use crate::batch::Stop;
use crate::commands::log;
use crate::kept::{claim_text, related_text};
use crate::output;
use crate::print::{Flow, Page, Paint, report};

/// Names that are listed where several things are meant.
const LISTED: usize = 10;

/// Runs the command.
pub fn run(args: &ShowArgs) -> ExitCode {
    show(args).unwrap_or_else(Stop::end)
}

fn show(args: &ShowArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let _moment = ledger.moment()?;
    let people = args.text || (!args.json && io::stdout().is_terminal());
    let page = Page { width: output::columns(args.width), color: output::color(args.color) };
    let text = match ledger.find(&args.id)? {
        Found::Article(article) if people => article_text(&ledger, &article, &page)?,
        Found::Article(article) => ledger.record(&article)? + "\n",
        Found::Claim(mut claim) => {
            claim.told = ledger.tallies()?.of(&claim)?;
            let rests = Rests::of(&ledger, &claim)?;
            if people { rests.text(&claim, &page) } else { rests.json(&claim) }
        }
        Found::Several(names) => return Err(several(&args.id, &names)),
        Found::Nothing => {
            return Err(Stop::wrong(
                format!("{:?} is no claim and no article of this ledger", args.id),
                "claimant claims shows the ids of claims",
            ));
        }
    };
    Ok(output::print(&text))
}

/// A name that may mean several things.
pub fn several(id: &str, names: &[String]) -> Stop {
    let shown = names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    let rest = if names.len() > LISTED { " …" } else { "" };
    Stop::wrong(format!("{id:?} may be any of {}", names.len()), format!("it may be {shown}{rest}"))
}

fn article_text(ledger: &Ledger, article: &ArticleLine, page: &Page) -> Result<String, Stop> {
    let mut out = String::new();
    let about = format!("{} (read by claimant {})", article.key, article.generator);
    Flow::default().add(Paint::Dim, &about).write(page, 0, 2, &mut out);
    out.push_str(&versions(article, page));
    out.push_str(&report(&ledger.reading(article)?, page));
    out.push_str(&log(&ledger.told()?, &article.key, page));
    Ok(out)
}

/// "version 2 of 3 at this address: …".
fn versions(article: &ArticleLine, page: &Page) -> String {
    let mut out = String::new();
    let Some(this) = article.versions.iter().find(|version| version.key == article.key) else { return out };
    if article.versions.len() > 1 {
        let all = article.versions.iter().map(|version| {
            format!("{} ({})", version.key, version.published.as_deref().unwrap_or("no date"))
        });
        let all = all.collect::<Vec<_>>().join(", ");
        let text = format!("version {} of {} at its address: {all}", this.version, article.versions.len());
        Flow::default().add(Paint::Plain, &text).write(page, 0, 2, &mut out);
    }
    out
}

/// Everything that was decided about what `key` names, what was taken back too.
fn log(told: &[Told], key: &str, page: &Page) -> String {
    let mut out = String::new();
    for one in told.iter().filter(|one| log::is_about(one, key)) {
        Flow::default().add(Paint::Dim, log::line(one).trim_end()).write(page, 2, 4, &mut out);
    }
    if out.is_empty() { out } else { format!("\nLog\n{out}") }
}

/// What a claim rests on beyond itself.
struct Rests {
    article: ArticleLine,
    /// The sentences that its words stand in.
    context: String,
    log: Vec<Told>,
    /// What the log calls it.
    subject: String,
    /// What it is to claims and figures of other articles.
    related: Vec<Related>,
}

impl Rests {
    fn of(ledger: &Ledger, claim: &Claimed) -> Result<Rests, Stop> {
        let key = claim.id.split(':').next().unwrap_or_default();
        let Found::Article(article) = ledger.find(key)? else {
            return Err(Stop::wrong(format!("{key} is gone"), "claimant verify says what is damaged"));
        };
        let context = context(&ledger.reading(&article)?, claim);
        let subject = ledger.subject(&claim.id)?.unwrap_or_default();
        let related = ledger.relations_of(claim)?;
        Ok(Rests { article: *article, context, log: ledger.told()?, subject, related })
    }

    fn json(&self, claim: &Claimed) -> String {
        let mut value = json!(claim);
        if let Some(fields) = value.as_object_mut() {
            fields.insert("context".to_owned(), json!(self.context));
            let about = self.log.iter().filter(|one| log::is_about(one, &self.subject));
            let told: Vec<String> = about.map(|one| log::line(one).trim_end().to_owned()).collect();
            fields.insert("log".to_owned(), json!(told));
            fields.insert("versions".to_owned(), json!(self.article.versions));
            fields.insert("relations".to_owned(), json!(self.related));
        }
        value.to_string() + "\n"
    }

    fn text(&self, claim: &Claimed, page: &Page) -> String {
        let mut out = claim_text(claim, page);
        let mut line = |name: &str, text: &str| {
            if !text.is_empty() {
                Flow::default()
                    .add(Paint::Bold, name)
                    .add(Paint::Plain, &format!(" {text}"))
                    .write(page, 2, 4, &mut out);
            }
        };
        let quoted =
            |kind: &str, quote: &str, start: i64, end: i64| format!("{kind} \"{quote}\" [{start}, {end})");
        let places = claim.content.iter().map(|piece| format!("[{}, {})", piece.start, piece.end));
        line("stands at", &places.collect::<Vec<_>>().join(", "));
        let markers = claim.markers.iter().map(|m| quoted(&m.kind, &m.quote, m.start, m.end));
        line("because of", &markers.collect::<Vec<_>>().join(", "));
        line("in", &self.context);
        line("about", &claim.about);
        line("places", &claim.places);
        line("events", &claim.events);
        line("confidence", &claim.confidence.to_string());
        line("check-worthiness", &claim.check_worthiness.map(|worth| worth.to_string()).unwrap_or_default());
        line("read by", &format!("claimant {}", claim.generator));
        line("address", claim.url.as_deref().unwrap_or_default());
        line("path", claim.path.as_deref().unwrap_or_default());
        line("text", &claim.article);
        line("state", &claim.state);
        out.push_str(&versions(&self.article, page));
        out.push_str(&log(&self.log, &self.subject, page));
        for related in &self.related {
            out.push('\n');
            out.push_str(&related_text(related, page));
        }
        out
    }
}

/// The sentences that a claim's words stand in, as they are in the text.
fn context(reading: &Reading, claim: &Claimed) -> String {
    let points = CodePoints::of(reading.article.text());
    let holds =
        |start: i64, end: i64, piece: &claimant::ledger::Piece| piece.start < end && start < piece.end;
    let sentences = reading.sentences.iter().filter(|sentence| {
        let (start, end) =
            (i64::from(points.count(sentence.start())), i64::from(points.count(sentence.end())));
        claim.content.iter().any(|piece| holds(start, end, piece))
    });
    sentences.map(|sentence| sentence.of(reading.article.text())).collect::<Vec<_>>().join(" … ")
}
