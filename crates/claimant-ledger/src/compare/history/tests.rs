use claimant_doc::Bound;

use super::super::relation::tests::dead;
use super::*;

#[test]
fn states_stand_in_time_with_rivals_side_by_side_and_copies_folded() {
    let told = |value, bound, day| dead(value, bound, &[("published", day), ("place", "Ostvik")]);
    let figures = [
        told(9.0, Bound::Exact, "2024-03-09"),
        told(5.0, Bound::Exact, "2024-03-06"),
        told(5.0, Bound::Exact, "2024-03-06"),
        told(7.0, Bound::AtLeast, "2024-03-09"),
    ];
    let states = history(&figures, &[(1, 2)]);
    let days: Vec<String> = states.iter().map(|s| s.day.map(|d| d.to_string()).unwrap_or_default()).collect();
    assert_eq!(days, ["2024-03-06", "2024-03-09", "2024-03-09"]);
    assert_eq!((states[0].told.len(), states[0].origins), (2, 1));
    assert_eq!(history(&figures, &[])[0].origins, 2);
}

#[test]
fn figures_of_one_thing_are_one_group_and_others_stay_alone() {
    let here = |value, day| dead(value, Bound::Exact, &[("published", day), ("place", "Ostvik")]);
    let there = dead(5.0, Bound::Exact, &[("published", "2024-03-06"), ("place", "Velmora")]);
    let figures = [here(5.0, "2024-03-06"), there, here(9.0, "2024-03-08")];
    assert_eq!(figure_groups(&figures, &[(0, 1), (0, 2), (1, 2)]), [vec![0, 2]]);
}
