//! A forecast from recorded years: how it goes on, how wide it is, and that there is none from too little.

use programme::{
    Count, Facts, Foreseen, NoForecast, SchoolYear, Succession, forecast, forecast_of_counts,
    foresee, simulate,
};

use crate::reports::{facts, lines};

fn foreseen(ever: &[usize]) -> Option<Foreseen> {
    let years = (2015..).map(SchoolYear::beginning_in);
    foresee(&years.zip(ever.iter().copied()).collect::<Vec<_>>())
}

/// Rows in part: R96.
#[test]
fn it_goes_on_as_the_recorded_years_changed_and_is_as_wide_as_it_has_missed() {
    // Schools that had ever begun, year by year; then low, middle and high of the next two years.
    for (ever, ahead) in [
        (vec![100, 200, 300], [(400, 400, 400), (500, 500, 500)]),
        (vec![100, 150, 250, 400], [(600, 600, 600), (850, 850, 850)]),
        (vec![100, 200, 260, 300], [(300, 310, 330), (300, 310, 350)]),
        (vec![0, 100, 300, 500], [(650, 750, 850), (850, 1_050, 1_250)]),
    ] {
        let made = foreseen(&ever).unwrap();
        let told: Vec<_> = made.years.iter().map(|one| (one.low, one.middle, one.high)).collect();
        assert_eq!(told, ahead, "{ever:?}");
        assert_eq!(made.tried.len(), ever.len() - 3, "tried on every year it can be");
        assert!(made.years.iter().all(|one| one.low <= one.middle && one.middle <= one.high));
    }
    assert_eq!(foreseen(&[100, 200]), None);
}

/// Rows in part: R96.
#[test]
fn from_too_little_there_is_none_and_it_says_what_is_missing() {
    let on = |text: &str| programme::Date::read(text).unwrap();
    for (day, hidden_below, years, says) in [
        ("2018-01-01", 1, 0, "none is"),
        ("2018-09-01", 1, 1, "one is"),
        ("2019-09-01", 1, 2, "2 are"),
        ("2020-09-01", 9, 0, "none is"),
    ] {
        let why = forecast(&facts(), &lines(), on(day), hidden_below).unwrap_err();
        assert_eq!(why, NoForecast { years }, "on {day}");
        assert!(why.to_string().contains(says), "{why}");
    }
    let made = forecast(&facts(), &lines(), on("2020-09-01"), 1).unwrap();
    assert_eq!(made.recorded.len(), 3);
    assert_eq!(made.recorded[2].1, made.recorded[1].1, "nobody began in 2019/20");
    let none = forecast(&Facts::default(), &Succession::default(), on("2020-09-01"), 1);
    assert_eq!(none, Err(NoForecast { years: 0 }));
    let hidden = [Count::Below(5), Count::Shown(9), Count::Shown(12), Count::Shown(18)];
    let years = (2015..).map(SchoolYear::beginning_in);
    assert_eq!(forecast_of_counts(years.zip(hidden)).unwrap().recorded.len(), 3);
}

/// Rows in part: R96.
#[test]
fn on_the_simulated_history_it_tells_the_public_curve_and_says_that_it_is_simulated() {
    let (from, to) = (SchoolYear::beginning_in(2015), SchoolYear::beginning_in(2019));
    for seed in [1, 2, 3] {
        let made = simulate(from, to, seed);
        assert!(
            made.caption.contains("Simulated") && made.caption.contains("No figure here is a fact")
        );
        let curve = made.curve.unwrap();
        let (last, ever) = *curve.recorded.last().unwrap();
        assert_eq!(last.to_string(), "2018/19");
        assert!(ever > 5_000, "seed {seed}: {ever}");
        let next = &curve.years[0];
        assert_eq!(next.year.to_string(), "2019/20");
        assert!(next.middle > 8_000, "seed {seed}: {next:?}");
        let Count::Shown(came) = made.years[4].ever else { panic!("nothing is hidden") };
        assert!(next.middle.abs_diff(came) * 20 < came, "within a twentieth of {came}: {next:?}");
        assert!(curve.tried.iter().all(|one| one.year < next.year), "nothing of the year foretold");
    }
}
