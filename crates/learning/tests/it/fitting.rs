//! Fits to invented schools whose truth is known, and what no thread, shard or order of lines may change.

use learning::fit::{
    FitPlan, Histories, Kind, Log, Parameters, Predictor, ReadError, Reader, School, States, Tally,
    estep, fit, fit_log, fit_step,
};
use proptest::prelude::*;

fn read(text: &str, piece: usize) -> Result<Log, ReadError> {
    let mut reader = Reader::default();
    for part in text.as_bytes().chunks(piece.max(1)) {
        reader.take(part)?;
    }
    reader.end()
}

fn school(seed: u64, n_learners: u32, with_times: bool) -> (School, String) {
    let school = School { seed, n_learners, with_times, ..School::default() };
    let text = school.csv(&school.truth());
    (school, text)
}

const PLAN: FitPlan = FitPlan { starts: 1, is_counted: true, with_intervals: false };

fn fitted(text: &str, kind: Kind) -> Parameters {
    fit_log(&read(text, 4096).unwrap(), kind, &PLAN, |_| true).0
}

/// What is wrong with a log, in words; empty when nothing is.
fn check(text: &str, expected: &str) {
    for piece in [7, 64, usize::MAX] {
        let found = read(text, piece).err().map(|e| e.to_string()).unwrap_or_default();
        assert_eq!(found, expected, "{text:?} in pieces of {piece}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let head = "learner,skill,item,correct,order\n";
    check(&format!("{head}a,s,i,1,0\n"), "");
    check(&format!("{head}a,s,i,1,0"), "");
    check("order,correct,item,skill,learner\r\n0,1,i,s,a\r\n", "");
    check(&format!("\u{feff}{head}\"a, b\",s,i,1,0\n\n"), "");
    check(&format!("{head}a,s,i,2,0\n"), "line 2: `correct` is `2`; expected 0 or 1");
    check(
        &format!("{head}a,s,i,1,0\na,s,i,1,NaN\n"),
        "line 3: `order` is `NaN`; expected a whole number from 0 to 4,294,967,295",
    );
    check(&format!("{head}NaN,s,i,1,0\n"), "line 2: `learner` is `NaN`; expected a name");
    check(&format!("{head}a,,i,1,0\n"), "line 2: `skill` is ``; expected a name");
    check(&format!("{head}a,s,i,1\n"), "line 2 has 4 values, and the first line names 5");
    check(&format!("{head}a,s,i,1,0,more\r\nb,s,i,1.0,12.0\r\n"), "");
    check(
        &format!("{head}a,s,i,1,99999999999\n"),
        "line 2: `order` is `99999999999`; expected a whole number from 0 to 4,294,967,295",
    );
    check(&format!("{head}a,s,i,1,0\n\nb,s,i,,0\n"), "line 4: `correct` is ``; expected 0 or 1");
    // Of several things that are wrong the first is named, also where rows are read many at once.
    let more = "a,s,i,1,3\n".repeat(70);
    check(&format!("{head}{more}a,s,nan,1,1\nnan,s,i,1,2\n{more}"), {
        "line 72: `item` is `nan`; expected a name"
    });
    check(&format!("{head}{more}nan,s,i,1,1\na,s,nan,1,2\n{more}"), {
        "line 72: `learner` is `nan`; expected a name"
    });
    check(&format!("{head}{more}a,s,j,1,1\na,nan,j,1,2\na,s,j,2,1\n{more}"), {
        "line 73: `skill` is `nan`; expected a name"
    });
    check(head, "there is no row under the first line");
    check(
        "learner,skill,correct\n",
        "the columns `item`, `order` are missing; the first line must name learner, skill, item, correct and order",
    );
    check(
        "",
        "the columns `learner`, `skill`, `item`, `correct`, `order` are missing; the first line must name learner, skill, item, correct and order",
    );
}

#[test]
fn neither_counting_nor_shards_change_a_bit() {
    for (with_times, by_item) in [(false, false), (false, true), (true, true)] {
        let (_, text) = school(3, 300, with_times);
        let log = read(&text, 4096).unwrap();
        let histories = Histories::of(&log, by_item, |_| true);
        let whole = fit(&histories, 0, &PLAN);
        let single = fit(&histories, 0, &FitPlan { is_counted: false, ..PLAN });
        assert_eq!(whole.figures, single.figures);
        for n in [2, 5, 16] {
            let parts = histories.step(0, false).split(n);
            let floors = vec![0.01; whole.figures.items.len()];
            let sharded = fit_step(&floors, &PLAN, |figures| {
                let mut counts = parts.iter().rev().map(|p| estep(p, figures));
                let mut sum = counts.next().unwrap();
                counts.for_each(|c| sum.merge(&c));
                sum
            });
            assert_eq!(whole.figures, sharded.figures, "{n} shards");
        }
    }
}

#[test]
fn the_order_of_lines_does_not_matter() {
    for with_times in [false, true] {
        let (_, text) = school(4, 60, with_times);
        let (head, rows) = text.split_once('\n').unwrap();
        let rows: Vec<&str> = rows.lines().collect();
        let straight = fitted(&text, Kind::Standard);
        let turned = rows.iter().rev().copied().collect();
        // Learners come back again and again, from the second row on or only near the end.
        let rows = &rows;
        let every =
            |n: usize| (0..n).flat_map(move |from| rows.iter().skip(from).step_by(n).copied());
        let late = rows.len() * 9 / 10;
        let at_the_end = rows[..late].iter().chain(rows[late..].iter().rev().step_by(2));
        let rest = rows[late..].iter().rev().skip(1).step_by(2);
        let ways: [Vec<&str>; 4] = [
            turned,
            every(2).collect(),
            every(37).collect(),
            at_the_end.chain(rest).copied().collect(),
        ];
        for (way, rows) in ways.iter().enumerate() {
            let other = fitted(&format!("{head}\n{}\n", rows.join("\n")), Kind::Standard);
            assert_eq!(other.steps.len(), straight.steps.len(), "way {way}");
            for step in &straight.steps {
                assert!(other.steps.contains(step), "way {way}: {}", step.skill);
            }
        }
    }
}

#[test]
fn the_log_posterior_never_falls_and_every_fit_settles() {
    for (seed, with_times) in [(1, false), (2, true), (3, false)] {
        let (_, text) = school(seed, 120, with_times);
        let log = read(&text, 999).unwrap();
        for kind in [Kind::Standard, Kind::Items] {
            let plan = FitPlan { starts: 3, ..PLAN };
            for went in fit_log(&log, kind, &plan, |_| true).1 {
                assert!(went.has_settled && !went.has_fallen, "{kind:?} {went:?}");
            }
        }
    }
}

#[test]
fn more_starts_never_fit_worse() {
    let (_, text) = school(5, 100, false);
    let log = read(&text, 999).unwrap();
    let histories = Histories::of(&log, false, |_| true);
    for step in 0..histories.n_steps() {
        let one = fit(&histories, step, &PLAN).went.log_posterior;
        let five = fit(&histories, step, &FitPlan { starts: 5, ..PLAN }).went.log_posterior;
        assert!(five >= one, "{five} {one}");
    }
}

/// The area under the curve when half the learners are foretold from the others.
fn area(text: &str, kind: Kind) -> f64 {
    let log = read(text, 4096).unwrap();
    let (parameters, _) = fit_log(&log, kind, &PLAN, |l| l % 2 == 0);
    let predictor = Predictor::new(&parameters, &log);
    let (mut tally, mut states) = (Tally::default(), States::default());
    for learner in (0..log.n_learners()).filter(|l| l % 2 == 1) {
        predictor
            .foretell(&log, learner, &mut states, |f| tally.add(f.chance, log.is_right(f.row)));
    }
    let figures = tally.figures().unwrap();
    assert!(figures.log_loss.is_finite() && figures.calibration < 0.1, "{figures:?}");
    figures.auc.unwrap()
}

#[test]
fn answers_are_foretold_and_shuffled_marks_are_not() {
    let (_, text) = school(6, 400, false);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut dice = learning::fit::Dice::new(9);
    // Marks change places; learners, steps and questions stay.
    for at in (2..lines.len()).rev() {
        let other = 1 + dice.below(at);
        let mark = |line: &str| line.split(',').nth(3).unwrap().to_owned();
        let (one, two) = (mark(&lines[at]), mark(&lines[other]));
        let with = |line: &str, mark: &str| {
            let mut values: Vec<&str> = line.split(',').collect();
            values[3] = mark;
            values.join(",")
        };
        (lines[at], lines[other]) = (with(&lines[at], &two), with(&lines[other], &one));
    }
    for kind in [Kind::Standard, Kind::Items, Kind::Ability] {
        assert!(area(&text, kind) > 0.65, "{kind:?} {}", area(&text, kind));
        let by_chance = area(&lines.join("\n"), kind);
        assert!((by_chance - 0.5).abs() < 0.03, "{kind:?} {by_chance}");
    }
}

/// The short form of `examples/recovery.rs`: figures inside their 95 % intervals.
#[test]
fn the_truth_is_inside_the_intervals() {
    let (mut inside, mut all) = (0, 0);
    for seed in 0..12 {
        let school = School { seed, n_learners: 1500, n_steps: 4, n_items: 1, ..School::default() };
        let truth = school.truth();
        let log = read(&school.csv(&truth), 65_536).unwrap();
        let plan = FitPlan { with_intervals: true, ..PLAN };
        let (parameters, _) = fit_log(&log, Kind::Standard, &plan, |_| true);
        for (found, truth) in parameters.steps.iter().zip(&truth) {
            let (f, t) = (&found.figures, &truth.figures);
            let pairs = [
                (f.initial, t.initial),
                (f.learn[0], t.learn[0]),
                (f.guess, t.guess),
                (f.slip, t.slip),
            ];
            for (at, (found, truth)) in pairs.into_iter().enumerate() {
                let odds = |p: f64| (p / (1.0 - p)).ln();
                let reach = 1.96 * f.covariance[at][at].sqrt();
                inside += usize::from((odds(found) - odds(truth)).abs() <= reach);
                all += 1;
            }
        }
    }
    assert!(inside * 100 >= all * 90, "{inside} of {all}");
}

#[test]
fn forgetting_and_keep_up_are_found() {
    let school = School {
        seed: 8,
        n_learners: 4000,
        n_steps: 1,
        n_items: 1,
        n_answers: 10,
        with_times: true,
    };
    let truth = school.truth();
    let (parameters, _) =
        fit_log(&read(&school.csv(&truth), 65_536).unwrap(), Kind::Standard, &PLAN, |_| true);
    let (found, truth) = (&parameters.steps[0].figures, &truth[0].figures);
    assert!((found.forget / truth.forget).ln().abs() < 0.25, "{found:?} {truth:?}");
    for (found, truth) in found.learn.iter().zip(truth.learn) {
        assert!((found - truth).abs() < 0.08, "{found} {truth}");
    }
}

#[test]
fn all_right_and_all_wrong_give_figures_and_never_nan() {
    for mark in [0, 1] {
        let rows: String =
            (0..40).map(|n| format!("p{},s,i{},{mark},{n}\n", n / 4, n % 3)).collect();
        let text = format!("learner,skill,item,correct,order\n{rows}");
        for kind in [Kind::Standard, Kind::Items, Kind::Ability] {
            let plan = FitPlan { with_intervals: true, ..PLAN };
            let log = read(&text, 100).unwrap();
            let (parameters, _) = fit_log(&log, kind, &plan, |_| true);
            let written = serde_json::to_string(&parameters).unwrap();
            assert!(!written.contains("null") && !written.contains("NaN"), "{written}");
            let predictor = Predictor::new(&parameters, &log);
            let mut tally = Tally::default();
            for learner in 0..log.n_learners() {
                predictor.foretell(&log, learner, &mut States::default(), |f| {
                    tally.add(f.chance, log.is_right(f.row));
                });
            }
            let figures = tally.figures().unwrap();
            assert_eq!(figures.auc, None);
            assert!(figures.log_loss.is_finite());
        }
    }
}

#[test]
fn figures_read_back_as_they_were_written() {
    let (_, text) = school(7, 50, false);
    let parameters = fitted(&text, Kind::Items);
    let written = serde_json::to_string(&parameters).unwrap();
    let back: Parameters = serde_json::from_str(&written).unwrap();
    for (one, other) in back.steps.iter().zip(&parameters.steps) {
        assert_eq!((&one.skill, one.n_answers), (&other.skill, other.n_answers));
        for (one, other) in one.items.iter().zip(&other.items) {
            assert_eq!(one.item, other.item);
            // JSON may change the last figure of seventeen.
            assert!((one.slip - other.slip).abs() + (one.guess - other.guess).abs() < 1e-12);
        }
    }
}

#[test]
fn a_broken_row_is_named_however_far_down_it_is() {
    let (_, text) = school(2, 400, false);
    let n = text.lines().count() + 1;
    check(&format!("{text}p9,step-0,q0-0,maybe,1"), &{
        format!("line {n}: `correct` is `maybe`; expected 0 or 1")
    });
    check(&format!("{text}p9,step-0,q0-0"), &{
        format!("line {n} has 3 values, and the first line names 5")
    });
    let (_, text) = school(2, 40, true);
    let n = text.lines().count() + 1;
    check(&format!("{text}p9,step-0,q0-0,1,1,1788253200,napping\n"), &{
        format!("line {n}: `after` is `napping`; expected `practised`, `taught` or `keep-up`")
    });
}

/// The same row as another program writes it: quoted, with spaces, as a fraction, with columns that nobody asked for.
fn written_otherwise(row: &str, way: u8) -> String {
    let values: Vec<&str> = row.split(',').collect();
    match way {
        0 => row.to_owned(),
        1 => values.iter().map(|v| format!("\"{v}\"")).collect::<Vec<_>>().join(","),
        2 => values.join(" , "),
        3 => format!("{row},\"a, b\",c"),
        4 => format!("{},{}.0,{}.0", values[..3].join(","), values[3], values[4]),
        _ => format!("{row}\r"),
    }
}

/// Every row of a log, with its names.
fn rows(log: &Log) -> Vec<(String, String, String, bool, u32)> {
    let learners = (0..log.n_learners()).flat_map(|l| log.rows_of(l).map(move |row| (l, row)));
    let row = |(learner, row): (usize, usize)| {
        let item = log.item(row);
        let (step, name) = (log.step_name_of(item).to_owned(), log.item_name(item).to_owned());
        (log.learner_name(learner).to_owned(), step, name, log.is_right(row), log.minute(row))
    };
    learners.map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_log_reads_the_same_however_it_is_written(
        ways in prop::collection::vec(0..6u8, 40),
        names in prop::collection::vec("[a-mo-z0-9é-]{1,20}", 40),
        piece in 1..200usize,
    ) {
        let name = |at: usize| &names[at % names.len()];
        let plain: Vec<String> = (0..ways.len())
            .map(|at| format!("{},{},{},{},{at}", name(at / 5), name(at / 3), name(at * 7), at % 2))
            .collect();
        let other = plain.iter().zip(&ways).map(|(row, way)| written_otherwise(row, *way));
        let head = "learner,skill,item,correct,order";
        let other = format!("{head}\n{}", other.collect::<Vec<_>>().join("\n"));
        let plain = format!("{head}\n{}\n", plain.join("\n"));
        let (plain, other) = (read(&plain, usize::MAX).unwrap(), read(&other, piece).unwrap());
        prop_assert_eq!(rows(&plain), rows(&other));
    }

    #[test]
    fn a_log_reads_the_same_in_any_pieces(piece in 1..300usize, with_times in any::<bool>()) {
        let (_, text) = school(2, 8, with_times);
        let (whole, parts) = (read(&text, usize::MAX).unwrap(), read(&text, piece).unwrap());
        prop_assert_eq!(whole.n_rows(), parts.n_rows());
        for row in 0..whole.n_rows() {
            prop_assert_eq!(whole.item_name(whole.item(row)), parts.item_name(parts.item(row)));
            prop_assert_eq!(whole.is_right(row), parts.is_right(row));
            prop_assert_eq!(whole.minute(row), parts.minute(row));
        }
    }
}
