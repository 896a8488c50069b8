use std::io::Cursor;
use std::sync::atomic::AtomicUsize;

use super::*;

fn text(name: &str, text: &'static str) -> Input {
    Input::new(name, move || Ok(Opened::new(Cursor::new(text))))
}

/// Everything that happened, one word each.
fn events(pipeline: &Pipeline, inputs: Vec<Input>) -> (Vec<String>, Counts) {
    let mut seen = Vec::new();
    let mut counts = Counts::default();
    let flow = pipeline.run(inputs, |reading| reading.article.text().to_owned(), &mut |event| {
        seen.push(match event {
            Event::Document { input, outcome } => {
                counts.add(&outcome);
                match outcome {
                    Outcome::Read(text) => format!("{input} {text}"),
                    Outcome::Known => format!("{input} known"),
                    Outcome::Empty => format!("{input} empty"),
                    Outcome::Failed(failure) => format!("{input} {}", failure.code()),
                }
            }
            Event::Finished { input } => format!("{input} end"),
        });
        ControlFlow::Continue(())
    });
    assert_eq!(flow, ControlFlow::Continue(()));
    (seen, counts)
}

fn pipeline(threads: usize) -> Pipeline {
    Pipeline { threads, kind: Some(claimant_read::Kind::Text), ..Pipeline::default() }
}

#[test]
fn outcomes_come_in_input_order_with_any_number_of_threads() {
    let run = |threads| {
        let inputs = (0..40).map(|i| match i % 4 {
            0 => text("a", "Rates fell."),
            1 => text("b", "  "),
            2 => Input::new("c", || Err(Failure::open("missing", "no such file"))),
            _ => text("d", "Prices rose."),
        });
        events(&pipeline(threads), inputs.collect())
    };
    let (one, counts) = run(1);
    assert_eq!(&one[..6], ["0 Rates fell.", "0 end", "1 empty", "1 end", "2 missing", "2 end"]);
    assert_eq!(counts.to_string(), "40 documents: 20 read, 10 empty, 10 failed (10 missing)");
    for threads in [2, 3, 8] {
        assert_eq!(run(threads), (one.clone(), counts.clone()));
    }
}

/// Bytes that take the reading thread with them.
struct Panics;

impl std::io::Read for Panics {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        panic!("the disk is on fire")
    }
}

#[test]
fn a_panic_costs_one_document() {
    let inputs = vec![
        text("a", "Rates fell."),
        Input::new("b", || Ok(Opened::new(Panics))),
        Input::new("c", || panic!("while it is opened")),
        text("d", "Prices rose."),
    ];
    let (seen, counts) = events(&pipeline(1), inputs);
    assert_eq!(seen[2], "1 crashed");
    assert_eq!(seen[4], "2 crashed");
    assert_eq!(seen[6], "3 Prices rose.");
    assert_eq!(counts.documents(), 4);
}

#[test]
fn a_document_that_takes_too_long_is_left_behind() {
    let pipeline = Pipeline { time_limit: Duration::from_millis(100), ..pipeline(1) };
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = calls.clone();
    let slow = move |reading: Reading| {
        counted.fetch_add(1, Ordering::Relaxed);
        if reading.article.text().starts_with("Slow") {
            std::thread::sleep(Duration::from_millis(600));
        }
    };
    let mut seen = Vec::new();
    let inputs = vec![text("a", "Slow news."), text("b", "Rates fell.")];
    let flow = pipeline.run(inputs, slow, &mut |event| {
        if let Event::Document { outcome, .. } = event {
            seen.push(matches!(outcome, Outcome::Failed(Failure::TimedOut(_))));
        }
        ControlFlow::Continue(())
    });
    assert_eq!((flow, seen), (ControlFlow::Continue(()), vec![true, false]));
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}

#[test]
fn waiting_for_slow_bytes_is_not_work() {
    struct Slow(Cursor<&'static str>);
    impl std::io::Read for Slow {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            std::thread::sleep(Duration::from_millis(150));
            self.0.read(into)
        }
    }
    let pipeline = Pipeline { time_limit: Duration::from_millis(100), ..pipeline(1) };
    let inputs = vec![Input::new("a", || Ok(Opened::new(Slow(Cursor::new("Rates fell.")))))];
    assert_eq!(events(&pipeline, inputs).0, ["0 Rates fell.", "0 end"]);
}

#[test]
fn a_large_document_is_refused_before_it_is_read() {
    let input = Input::new("a", || {
        Ok(Opened { size: Some(300 << 20), ..Opened::new(Cursor::new("words ".repeat(100))) })
    });
    assert_eq!(events(&pipeline(1), vec![input]).0, ["0 too-large", "0 end"]);
}

#[test]
fn stopping_ends_the_run_between_documents() {
    let pipeline = pipeline(2);
    let stop = pipeline.stop.clone();
    let mut seen = 0;
    let inputs = (0..1000).map(|_| text("a", "Rates fell.")).collect();
    let flow = pipeline.run(inputs, |_| (), &mut |event| {
        if matches!(event, Event::Document { .. }) {
            seen += 1;
            stop.store(seen >= 3, Ordering::Relaxed);
        }
        ControlFlow::Continue(())
    });
    assert_eq!(flow, ControlFlow::Break(()));
    assert_eq!(seen, 3);
}

#[test]
fn what_the_caller_has_is_not_extracted_again() {
    let known = |article: &crate::Article| article.text().starts_with("Rates");
    let pipeline = Pipeline { known: Some(Arc::new(known)), ..pipeline(2) };
    let (seen, counts) = events(&pipeline, vec![text("a", "Rates fell."), text("b", "Prices rose.")]);
    assert_eq!(seen, ["0 known", "0 end", "1 Prices rose.", "1 end"]);
    assert_eq!(counts.to_string(), "2 documents: 1 read, 1 known already, 0 empty, 0 failed");
}
