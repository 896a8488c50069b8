//! The page of the docs.

use super::process::Binary;
use super::stages::{FAST, Stage, WHOLE};
use super::{Measured, Reading};

/// Words per second that no step that does something reaches.
const CLOCK: f64 = 1e9;

const HEADER: &str = "<!-- Written by `cargo xtask bench`; do not edit. -->\n\n# Speed\n\n\
    Words are what stands between white space. One thread; times are seconds of processor time, the median of several \
    runs, so that other work on the machine matters little. Compare the ratios: machines differ. spaCy gets the first \
    60,000 words of the same texts in the same run, all of its pipeline, on one thread.\n\n";

/// The whole page.
pub fn speed(
    measured: &[Measured],
    reading: &[Reading],
    binaries: &[Binary],
    memory: &[(String, f64)],
) -> String {
    let mut out = format!("{HEADER}Processor: {}.\n", processor());
    out.push_str(&targets(measured, binaries, memory));
    for corpus in measured {
        out.push_str(&stages(corpus));
    }
    out.push_str("\n## Reading HTML\n\n| pages | how many | ms a page | MB/s |\n|---|---:|---:|---:|\n");
    for r in reading {
        let (each, rate) = (1e3 * r.seconds / r.pages as f64, r.bytes as f64 / r.seconds / 1e6);
        out.push_str(&format!("| {} | {} | {each:.1} | {rate:.1} |\n", r.name, r.pages));
    }
    out.push_str("\n## Memory\n\nPeak resident set of a process that runs the chain up to a step on one plain article of 1 MiB.\n\n");
    out.push_str("| up to | MiB |\n|---|---:|\n");
    memory.iter().for_each(|(name, mib)| out.push_str(&format!("| {name} | {mib:.0} |\n")));
    out
}

fn processor() -> String {
    let known = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = known.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or("unknown", |(_, name)| name).to_owned()
}

/// What is promised, with what was measured.
fn targets(measured: &[Measured], binaries: &[Binary], memory: &[(String, f64)]) -> String {
    let mut out = String::from("\n## Targets\n\n| what | target | measured | met |\n|---|---:|---:|---|\n");
    let mut row = |what: &str, target: &str, measured: Option<(String, bool)>| {
        let (shown, met) = measured.unwrap_or(("not measured".to_owned(), false));
        let met = match (shown.as_str(), met) {
            ("not measured", _) => "–",
            (_, true) => "yes",
            (_, false) => "**no**",
        };
        out.push_str(&format!("| {what} | {target} | {shown} | {met} |\n"));
    };
    for corpus in measured {
        let mut against = |step: &str, how: &str, least: f64| {
            let rate = words_per_second(corpus, step);
            let ratio = corpus.spacy.as_ref().ok().map(|spacy| rate / spacy.words_per_second);
            let shown = ratio.map(|ratio| (format!("{ratio:.1}×"), ratio >= least));
            let what = format!("words per second {how} against spaCy small, on {}", corpus.corpus.name);
            row(&what, &format!("≥ {least}×"), shown);
        };
        against(FAST, "by rules alone", 20.0);
        against(WHOLE, "with the encoder", 1.3);
        let rate = corpus.encoder.as_ref().map(|encoder| encoder.words_per_second);
        let shown = rate.map(|rate| (thousands(rate), rate >= 10_000.0));
        row(&format!("words per second of the encoder alone, on {}", corpus.corpus.name), "≥ 10,000", shown);
        let share = corpus.encoder.as_ref().map(|encoder| 100.0 * encoder.pieces_per_second / encoder.limit);
        let shown = share.map(|share| (format!("{share:.0} %"), share >= 60.0));
        let what =
            format!("the encoder alone, of what the product of its layers allows, on {}", corpus.corpus.name);
        row(&what, "≥ 60 %", shown);
    }
    for (binary, (most, longest)) in binaries.iter().zip([(100.0, 50.0), (250.0, 60.0)]) {
        let command = format!("`claimant {}`", binary.command.join(" "));
        let memory = (format!("{:.0} MiB", binary.memory), binary.memory <= most);
        row(&format!("memory of {command}"), &format!("≤ {most} MiB"), Some(memory));
        let start = (format!("{:.0} ms", binary.first_output), binary.first_output <= longest);
        row(&format!("start to first output of {command}"), &format!("≤ {longest} ms"), Some(start));
    }
    let large = memory.iter().map(|(_, mib)| *mib).fold(f64::NAN, f64::max);
    let shown = (format!("{large:.0} MiB"), large <= 250.0);
    row("memory for an article of 1 MiB (too long for the encoder: by rules)", "≤ 250 MiB", Some(shown));
    out
}

fn words_per_second(measured: &Measured, step: &str) -> f64 {
    let seconds = measured.stages.iter().find(|stage| stage.name == step).map_or(f64::NAN, |s| s.seconds);
    measured.corpus.words() as f64 / seconds
}

fn stages(measured: &Measured) -> String {
    let corpus = &measured.corpus;
    let mut out = format!(
        "\n## Steps, on {}\n\n{} texts, {} words, {:.1} MB.\n\n| step | words/s | MB/s |\n|---|---:|---:|\n",
        corpus.name,
        corpus.texts.len(),
        corpus.words(),
        corpus.bytes() as f64 / 1e6
    );
    for stage in &measured.stages {
        out.push_str(&stage_row(stage, corpus.words() as f64, corpus.bytes() as f64));
    }
    if let Some(encoder) = &measured.encoder {
        out.push_str(&format!(
            "| encoder alone ({}) | {} | |\n",
            encoder.path,
            thousands(encoder.words_per_second)
        ));
    }
    match &measured.spacy {
        Ok(spacy) => {
            out.push_str(&format!(
                "| {}, for comparison | {} | |\n",
                spacy.version,
                thousands(spacy.words_per_second)
            ));
        }
        Err(why) => out.push_str(&format!("| spaCy small, for comparison | not measured: {why} | |\n")),
    }
    if let Some(encoder) = &measured.encoder {
        out.push_str(&format!(
            "\nThe encoder alone: {} word pieces a second; the product of its layers alone would allow {} in the same \
             run, so that it reaches {:.0} % of that limit.\n",
            thousands(encoder.pieces_per_second),
            thousands(encoder.limit),
            100.0 * encoder.pieces_per_second / encoder.limit
        ));
    }
    out
}

/// A step; without figures where it does so little that only the clock is measured.
fn stage_row(stage: &Stage, words: f64, bytes: f64) -> String {
    let (words, bytes) = (words / stage.seconds, bytes / stage.seconds / 1e6);
    match words < CLOCK {
        true => format!("| {} | {} | {bytes:.1} |\n", stage.name, thousands(words)),
        false => format!("| {} | does nothing yet | |\n", stage.name),
    }
}

/// A whole number with commas; a dash where it is not finite.
fn thousands(number: f64) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let digits = format!("{number:.0}");
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.join(",")
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_have_commas() {
        assert_eq!(super::thousands(1234567.4), "1,234,567");
        assert_eq!(super::thousands(99.6), "100");
        assert_eq!(super::thousands(f64::INFINITY), "–");
    }
}
