//! What measures and trains, and is no part of the program: `cargo xtask` lists the commands.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod bench;
mod check;
mod compare;
mod errors;
mod eval;
mod gold;
mod html;
mod pages;
mod predict;
mod scale;
mod score;
mod sentences;
mod tokens;
mod torture;
mod train_sentences;
mod train_tagger;

use std::process::ExitCode;

use arguments::Arguments;

/// What every command gives: nothing, or why not.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A command: its name, its usage, and what runs it.
type Command = (&'static str, &'static str, fn(&Arguments) -> Outcome);

const COMMANDS: &[Command] = &[
    (
        "eval",
        "--gold DIR|FILE [--layer L]... [--fast|--model] [--pages DIR] [--out FILE] [FILE...]: every figure, and docs/quality.md",
        eval::run,
    ),
    (
        "compare",
        "--gold DIR [--part NAME]... [--verbose]: copies, relations, events, pairs of texts",
        compare::run,
    ),
    (
        "errors",
        "GOLD --layer attributions|claims|times|quantities|entities [--fast] [--limit N] [--doc D] [--kind K]",
        errors::run,
    ),
    ("predict", "GOLD.jsonl[.gz] [--fast]: the pipeline's output for every gold article", predict::run),
    (
        "sentences",
        "CONLLU... [--errors GENRE] [--tokens GENRE]: sentence ends, tokens and tags against treebanks",
        sentences::run,
    ),
    ("tokens", "GOLD.jsonl[.gz]: the tokens and sentences of every gold article, for training", tokens::run),
    (
        "train-tagger",
        "CONLLU... --dev CONLLU [--out FILE] [--epochs N] [--seen N] [--frozen N] [--pruned N]: trains models/tagger.bin",
        train_tagger::run,
    ),
    (
        "train-sentences",
        "CONLLU... [--dev CONLLU | --fold N] [--out FILE] [--epochs N] [--pull X]: trains models/sentences.bin",
        train_sentences::run,
    ),
    (
        "bench",
        "[--gold DIR] [--python PATH] [--quick] [--out FILE]: speed, memory, and docs/speed.md (--inside, --stage, --command: its own processes)",
        bench::run,
    ),
    (
        "scale",
        "[--claims N] [--dir DIR] [--out FILE]: a ledger's speed, and docs/ledger-speed.md",
        scale::run,
    ),
    ("torture", "[--out FILE]: the long forms of the ledger's tests, and docs/torture.md", torture::run),
    (
        "check",
        "--tables DIR [--fast]: claim sentences and names with known answers against reference tables",
        check::run,
    ),
    ("pages", "DIR PREDICTED [--json]: the figures of articles read from HTML pages", pages::run),
    ("html", "DIR: the reader's article of every page of a folder, one JSON line each", html::run),
    ("score", "GOLD PREDICTED [--layer L]... [--json]: the figures of one file", score::run),
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_default();
    let Some((_, usage, run)) = COMMANDS.iter().find(|(command, ..)| *command == name) else {
        for (name, usage, _) in COMMANDS {
            eprintln!("cargo xtask {name} {usage}");
        }
        return ExitCode::from(2);
    };
    let arguments = Arguments::parse(words);
    if let Some(option) = arguments.names().find(|option| !usage.contains(&format!("--{option}"))) {
        eprintln!("--{option} is no option: cargo xtask {name} {usage}");
        return ExitCode::from(2);
    }
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(1)
        }
    }
}
