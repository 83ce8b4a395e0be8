//! A step over time: beliefs, intervals, the four facets, and what expires.

use learning::security::{
    Belief, Day, Facet, Opportunity, Shows, Sighting, StepModel, facets, guess_floor,
};
use proptest::prelude::*;

fn seen(day: u16, right: bool, shows: Shows) -> Sighting {
    Sighting { day: Day(day), right, shows, habit: StepModel::default().habit(0) }
}

fn after(sightings: &[Sighting]) -> Belief {
    let model = StepModel::default();
    let new = Belief::new(model.initial);
    sightings.iter().fold(new, |belief, one| belief.seen(&model, one))
}

/// The facets that hold on a day: s, l, d, a.
fn check(sightings: &[Sighting], today: u16, expected: &str) {
    let facets = facets(&after(sightings), &StepModel::default(), Day(today));
    let holds = |f: &Facet| matches!(f, Facet::Shown { .. });
    let all = [&facets.secure_now, &facets.lasting, &facets.deep, &facets.adaptable];
    let letters = all.into_iter().zip("slda".chars()).filter(|(f, _)| holds(f));
    let found: String = letters.map(|(_, c)| c).collect();
    assert_eq!(found, expected, "{facets:?}");
    assert_eq!(facets.missing().len(), 4 - expected.len());
}

use Shows::{Depth, Elsewhere, Idea, Procedure};

#[test]
fn a_belief_is_thirty_two_bytes_at_most() {
    assert!(size_of::<Belief>() <= 32, "{}", size_of::<Belief>());
}

#[test]
fn procedures_alone_never_make_a_step_secure() {
    let many: Vec<Sighting> = (0..40).map(|n| seen(100 + n, true, Procedure)).collect();
    check(&many, 140, "l");
    let mut with_idea = many.clone();
    with_idea.push(seen(140, true, Idea));
    check(&with_idea, 140, "sl");
}

#[test]
fn each_facet_has_its_own_evidence() {
    let two = [seen(100, true, Procedure), seen(100, true, Idea)];
    check(&[], 100, "");
    check(&two[1..], 100, "");
    check(&two, 100, "s");
    check(&[two[0], two[1], seen(106, true, Procedure)], 106, "s");
    check(&[two[0], two[1], seen(107, true, Procedure)], 107, "sl");
    check(&[two[0], seen(100, true, Depth)], 100, "sd");
    check(&[two[0], seen(100, true, Elsewhere)], 100, "sa");
    check(&[two[0], two[1], seen(107, false, Procedure)], 107, "");
    // What denies depth denies depth alone.
    let again = [seen(102, true, Idea), seen(103, true, Idea), seen(103, true, Procedure)];
    let mut denied = vec![two[0], seen(100, true, Depth), seen(101, false, Depth)];
    denied.extend(again);
    check(&denied, 103, "s");
}

#[test]
fn evidence_expires_and_says_what_would_show_it_again() {
    let all = [seen(100, true, Procedure), seen(110, true, Depth), seen(110, true, Elsewhere)];
    check(&all, 110, "slda");
    check(&all, 125, "slda");
    // Six weeks on it may have been forgotten, and a day later the evidence is too old to say.
    check(&all, 152, "lda");
    check(&all, 153, "lda");
    check(&all, 291, "");
    let model = StepModel::default();
    let missing = facets(&after(&all), &model, Day(153)).missing();
    assert_eq!(missing, ["secure now: shown too long ago; needs one question on it now"]);
    let missing = facets(&after(&[]), &model, Day(1)).missing();
    assert_eq!(missing[0], "secure now: not shown yet; needs two answers or more");
}

#[test]
fn missing_prerequisites_lower_only_the_start() {
    let model = StepModel::default();
    assert!((model.start_from(&[]) - model.initial).abs() < 1e-12);
    assert!(model.start_from(&[0.9, 0.2]) < model.start_from(&[0.9, 0.9]));
    assert!(model.start_from(&[0.0]) >= 0.01);
}

#[test]
fn a_right_choice_of_two_tells_less_than_a_written_answer() {
    let model = StepModel::default();
    assert!((guess_floor(4) - 0.25).abs() < 1e-12);
    assert!(guess_floor(0) < 0.02);
    let after = |choices| {
        let sighting = Sighting { habit: model.habit(choices), ..seen(100, true, Idea) };
        Belief::new(model.initial).seen(&model, &sighting).secure()
    };
    assert!(after(0) > after(3));
    assert!(after(3) > after(2));
}

/// The interval comes from how the share would change with each figure: the same by going a little way.
#[test]
fn what_a_belief_leans_on_is_how_it_would_change() {
    let base = StepModel::default();
    let story = |model: &StepModel| {
        let habit = model.habit(0);
        let mut belief = Belief::new(model.initial);
        for (day, right) in [(100, false), (103, true), (110, true), (131, false), (140, true)] {
            let sighting = Sighting { day: Day(day), right, shows: Idea, habit };
            belief = belief.seen(model, &sighting).had(model, Opportunity::Taught, Day(day));
        }
        belief
    };
    let nudge = |p: f64, by: f64| 1.0 / (1.0 + (-(p / (1.0 - p)).ln() - by).exp());
    let odds = |b: Belief| (b.secure() / (1.0 - b.secure())).ln();
    for at in 0..5 {
        let moved = |by: f64| {
            let mut model = base.clone();
            match at {
                0 => model.initial = nudge(model.initial, by),
                1 => model.learn = model.learn.map(|l| nudge(l, by)),
                2 => model.guess = nudge(model.guess, by),
                3 => model.slip = nudge(model.slip, by),
                _ => model.forget *= by.exp(),
            }
            odds(story(&model))
        };
        let slope = (moved(0.02) - moved(-0.02)) / 0.04;
        // With this figure alone unsure by 1, the interval reaches 1.96 times the slope.
        let mut unsure = base.clone();
        unsure.covariance = [[0.0; 5]; 5];
        unsure.covariance[at][at] = 1.0;
        let range = story(&base).range(&unsure);
        let reach = ((range.high / (1.0 - range.high)).ln() - odds(story(&base))) / 1.96;
        assert!((reach - slope.abs()).abs() < 0.02, "figure {at}: {reach} and {slope}");
    }
}

proptest! {
    #[test]
    fn every_share_has_an_interval_about_it(
        answers in prop::collection::vec((0..30u16, any::<bool>(), 0..3usize), 0..30)
    ) {
        let model = StepModel::default();
        let (mut day, mut belief) = (100, Belief::new(model.initial));
        for (gap, right, event) in answers {
            day += gap;
            belief = belief.seen(&model, &seen(day, right, Idea));
            belief = belief.had(&model, Opportunity::ALL[event], Day(day));
            let range = belief.range(&model);
            prop_assert!(0.0 <= range.low && range.low <= range.share + 1e-6);
            prop_assert!(range.share <= range.high + 1e-6 && range.high <= 1.0);
        }
    }

    #[test]
    fn a_right_answer_never_lowers_and_time_never_raises(
        start in 0.02..0.98f64, days in 0..400u16, choices in 0..5u8
    ) {
        let model = StepModel::default();
        let belief = Belief::new(start);
        let sighting = |right| Sighting { habit: model.habit(choices), ..seen(100, right, Idea) };
        let (right, wrong) = (belief.seen(&model, &sighting(true)), belief.seen(&model, &sighting(false)));
        prop_assert!(right.secure() >= belief.secure() - 1e-6);
        prop_assert!(wrong.secure() <= belief.secure() + 1e-6);
        prop_assert!(right.on(&model, Day(100 + days)).secure() <= right.secure() + 1e-6);
    }
}
