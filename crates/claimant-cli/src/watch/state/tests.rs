use super::*;

const QUARTER: Duration = Duration::from_secs(900);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn entry(id: &str, hash: &str) -> FeedEntry {
    FeedEntry {
        id: id.to_owned(),
        url: Some(format!("https://w.example/{id}")),
        updated: None,
        hash: hash.to_owned(),
        whole: false,
        article: Err(claimant::ReadError::Empty),
    }
}

#[test]
fn failures_wait_longer_each_time_up_to_a_day() {
    let hours = |failures| back_off(QUARTER, failures).as_secs_f64() / 3600.0;
    assert_eq!([1, 2, 3, 6, 7, 4_000_000_000].map(hours), [0.5, 1.0, 2.0, 16.0, 24.0, 24.0]);
    assert_eq!(back_off(Duration::from_secs(3 * 86_400), 1).as_secs(), 3 * 86_400);
    let (mut feed, now) = (Feed::default(), at("2024-06-17T10:00:00Z"));
    assert!(feed.is_due(now, false));
    feed.failed("500".to_owned(), Some(at("2024-06-17T13:00:00Z")), now, QUARTER);
    assert_eq!(feed.due, Some(at("2024-06-17T13:00:00Z")));
    assert!(!feed.is_due(now, true) && feed.is_due(at("2024-06-17T13:00:00Z"), false));
    feed.succeeded(now, QUARTER);
    assert!(feed.is_due(now, true) && !feed.is_due(now, false) && feed.failures == 0);
}

#[test]
fn an_entry_is_wanted_until_it_is_settled_and_again_when_it_changes() {
    let (mut state, now) = (State::new(), at("2024-06-17T10:00:00Z"));
    let wanted =
        |state: &State| state.feeds["f"].entries.values().filter(|entry| entry.wanted.is_some()).count();
    let known = state.note("f", &[entry("1", "a"), entry("2", "a")], now, &|entry| entry.id == "2");
    assert_eq!((known, wanted(&state), state.feeds["f"].is_worked_off()), (vec!["2".to_owned()], 1, false));
    assert!(!state.settle("f", "1", Settled::Done, QUARTER, now));
    assert!(state.note("f", &[entry("1", "a"), entry("2", "a")], now, &|_| false).is_empty());
    assert_eq!((wanted(&state), state.feeds["f"].is_worked_off()), (0, true));
    state.note("f", &[entry("2", "b")], now, &|_| true);
    assert_eq!(wanted(&state), 1, "a change is fetched though the address is known");
    state.settle("f", "2", Settled::Later(at("2024-06-18T00:00:00Z")), QUARTER, now);
    let last = (0..TRIES).map(|_| state.settle("f", "2", Settled::Failed, QUARTER, now)).collect::<Vec<_>>();
    assert_eq!(last, [false, false, false, false, true]);
    assert_eq!(wanted(&state), 0);
    state.note("f", &[], after(now, REMEMBERED + QUARTER), &|_| false);
    assert!(state.feeds["f"].entries.is_empty());
}

#[test]
fn a_file_comes_back_as_it_was_and_another_is_refused() {
    let folder = std::env::temp_dir().join(format!("claimant-watch-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = path(&folder.join("news.claimant"));
    assert!(path.ends_with("news.claimant.watch.json"));
    let mut state = State::load(&path).unwrap_or_else(|_| panic!("there is none"));
    state.note("f", &[entry("1", "a")], at("2024-06-17T10:00:00Z"), &|_| false);
    state.save(&path).unwrap_or_else(|_| panic!("not written"));
    let again = State::load(&path).unwrap_or_else(|_| panic!("not read"));
    assert_eq!(again.feeds["f"].entries, state.feeds["f"].entries);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    for text in
        ["", "{}", "{\"format\":\"claimant-watch/2\"}", "{\"format\":\"claimant-watch/1\",\"more\":1}"]
    {
        fs::write(&path, text).unwrap();
        assert!(State::load(&path).is_err(), "{text}");
    }
    fs::remove_dir_all(folder).unwrap();
}
