//! How many of a class are secure, exactly, and what is not known of the rest.

use learning::{number_chances, readiness};
use proptest::prelude::*;

use crate::story::{Story, class, plan};

#[test]
fn who_was_not_seen_is_neither_secure_nor_not() {
    let mut story = Story::default();
    story.answers_all("ada", ["5", "6", "1/3"]);
    story.answers_all("ben", ["99", "98", "97"]);
    story.absent("cai", true);
    let lesson = story.lesson();
    let evidence: Vec<_> = class().iter().map(|p| lesson.evidence(p)).collect();
    let found = readiness(&plan(), &evidence, 6);
    assert_eq!((found.n_seen, found.n_not_seen), (2, 3));
    assert!(found.secure[0] > 0.9 && found.secure[1] < 0.1, "{found:?}");
    assert_eq!((found.low, found.high), (1, 1));
    assert!(found.keep_up_holds > 0.999 && found.cost_of_going_on < 0.001);
}

proptest! {
    #[test]
    fn the_chances_are_whole_with_the_right_mean(shares in prop::collection::vec(0.0..=1.0f64, 0..35)) {
        let chances = number_chances(&shares);
        prop_assert_eq!(chances.len(), shares.len() + 1);
        prop_assert!((chances.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        let mean: f64 = chances.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
        prop_assert!((mean - shares.iter().sum::<f64>()).abs() < 1e-9);
    }
}
