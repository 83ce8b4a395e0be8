//! Fitting to many schools by their counts: as if their logs lay together, and nothing of a learner handed on.

use learning::fit::{
    FitPlan, Kind, Log, Parameters, Questions, Reader, School, SchoolCounts, fit_log,
};

fn read(text: &str) -> Log {
    let mut reader = Reader::default();
    reader.take(text.as_bytes()).unwrap();
    reader.end().unwrap()
}

/// An invented town's log, and the same in as many parts as schools, by learner.
fn town(seed: u64, n_learners: u32, with_times: bool, n_schools: usize) -> (String, Vec<String>) {
    let school = School { seed, n_learners, with_times, ..School::default() };
    let text = school.csv(&school.truth());
    let (head, rows) = text.split_once('\n').unwrap();
    let mut parts = vec![format!("{head}\n"); n_schools];
    let mut learners: Vec<&str> = Vec::new();
    for row in rows.lines() {
        let learner = row.split(',').next().unwrap();
        let at = learners.iter().position(|known| *known == learner).unwrap_or_else(|| {
            learners.push(learner);
            learners.len() - 1
        });
        parts[at % n_schools] += &format!("{row}\n");
    }
    (text, parts)
}

fn counts(text: &str, figures: Option<&Parameters>, under: &str) -> SchoolCounts {
    let (counts, left_out) = SchoolCounts::of(&read(text), figures, under, 1);
    assert_eq!(left_out, Vec::<String>::new());
    assert_eq!(counts.wrong(), None);
    counts
}

fn merged<'a>(parts: impl Iterator<Item = &'a SchoolCounts>) -> SchoolCounts {
    let mut parts = parts.cloned();
    let mut sum = parts.next().unwrap();
    parts.for_each(|part| sum.merge(&part).unwrap());
    sum
}

#[test]
fn counts_of_schools_add_up_to_those_of_their_town_to_the_last_bit() {
    for (seed, with_times) in [(1, false), (2, true)] {
        let (whole, parts) = town(seed, 90, with_times, 4);
        let mut figures: Option<Parameters> = None;
        for questions in [Questions::Together, Questions::Together, Questions::Apart] {
            let of_parts: Vec<SchoolCounts> =
                parts.iter().map(|part| counts(part, figures.as_ref(), "round")).collect();
            let there = merged(of_parts.iter());
            let back = merged(of_parts.iter().rev());
            let of_whole = counts(&whole, figures.as_ref(), "round");
            assert_eq!(there, of_whole, "times: {with_times}");
            assert_eq!(back, of_whole, "times: {with_times}");
            let text = serde_json::to_vec(&there).unwrap();
            assert_eq!(serde_json::from_slice::<SchoolCounts>(&text).unwrap(), there);
            figures = Some(of_whole.next(figures.as_ref(), questions).parameters);
        }
    }
}

#[test]
fn rounds_climb_and_end_where_one_fit_to_all_rows_ends() {
    let (whole, parts) = town(3, 240, false, 3);
    let plan = FitPlan { starts: 1, is_counted: true, with_intervals: true };
    let (fitted, _) = fit_log(&read(&whole), Kind::Items, &plan, |_| true);
    let mut figures: Option<Parameters> = None;
    for questions in [Questions::Together, Questions::Apart] {
        let mut before = f64::NEG_INFINITY;
        for round in 0..400 {
            let of_parts: Vec<SchoolCounts> =
                parts.iter().map(|part| counts(part, figures.as_ref(), "round")).collect();
            let next = merged(of_parts.iter()).next(figures.as_ref(), questions);
            assert!(next.log_posterior >= before - 1e-3, "{questions:?}, round {round}");
            before = next.log_posterior;
            let has_settled = next.moved < 1e-5;
            figures = Some(next.parameters);
            if has_settled {
                break;
            }
        }
    }
    let shared = figures.unwrap();
    assert_eq!(shared.wrong(), None);
    for step in &fitted.steps {
        let same = shared.steps.iter().find(|s| s.skill == step.skill).unwrap();
        assert_eq!(same.n_answers, step.n_answers);
        let pairs = [
            (same.figures.initial, step.figures.initial),
            (same.figures.learn[0], step.figures.learn[0]),
            (same.figures.guess, step.figures.guess),
            (same.figures.slip, step.figures.slip),
        ];
        for (one, other) in pairs {
            assert!((one - other).abs() < 0.02, "{}: {one} and {other}", step.skill);
        }
        for at in 0..step.figures.covariance.len() {
            let widths = [&same.figures, &step.figures].map(|f| f.covariance[at][at].sqrt());
            // Both stop on a flat top, a little apart.
            assert!((widths[0] / widths[1] - 1.0).abs() < 0.2, "{}: {widths:?}", step.skill);
        }
    }
}

#[test]
fn a_skill_that_few_met_is_left_out_and_no_learner_is_named() {
    let head = "learner,skill,item,correct,order\n";
    let rows: String = (0..9)
        .map(|n| format!("Ottoline-{n},halves,h1,1,1\nOttoline-{n},rare,r1,{},2\n", n % 2))
        .collect();
    let log = read(&format!("{head}{rows}Perpetua,halves,h1,0,1\n"));
    for (least, handed_on, left_out) in [
        (9, &["halves", "rare"][..], &[][..]),
        (10, &["halves"], &["rare"]),
        (11, &[], &["halves", "rare"]),
    ] {
        let (counts, out) = SchoolCounts::of(&log, None, "start", least);
        let names: Vec<&str> = counts.steps.iter().map(|s| s.skill.as_str()).collect();
        assert_eq!(
            (names.as_slice(), out.as_slice()),
            (handed_on, &left_out.iter().map(ToString::to_string).collect::<Vec<_>>()[..])
        );
        let text = serde_json::to_string(&counts).unwrap();
        assert!(!text.contains("Ottoline") && !text.contains("Perpetua"), "{text}");
    }
}

#[test]
fn counts_that_do_not_fit_together_are_refused_and_nothing_is_added() {
    let row = "learner,skill,item,correct,order\na,halves,h1,1,1\nb,halves,h1,0,1\n";
    let timed = "learner,skill,item,correct,order,time\na,halves,h1,1,1,1788253200\nb,halves,h1,0,1,1788253200\n";
    let choices =
        "learner,skill,item,correct,order,choices\na,halves,h1,1,1,4\nb,halves,h1,0,1,4\n";
    let full = |mut counts: SchoolCounts| {
        counts.steps[0].counts.items[0][3] = i64::MAX;
        counts
    };
    let check = |other: SchoolCounts, expected: &str| {
        let mut sum = counts(row, None, "start");
        let before = sum.clone();
        let said = sum.merge(&other).err().unwrap_or_default();
        assert_eq!(said, expected);
        assert_eq!(sum == before, !expected.is_empty());
    };
    check(counts(row, None, "start"), "");
    check(
        counts(row, None, "another"),
        "it was counted under other figures; every school counts under the same ones",
    );
    check(
        counts(timed, None, "start"),
        "skill `halves`: one log has times and another has none; give all of them times, or none",
    );
    check(
        counts(choices, None, "start"),
        "skill `halves`: `h1` offers 0 choices in one log and 4 in another",
    );
    check(full(counts(row, None, "start")), "skill `halves`: more answers than can be added up");
}

#[test]
fn counts_that_nobody_counted_are_refused() {
    let sound = || {
        counts(
            "learner,skill,item,correct,order\na,halves,h1,1,1\na,halves,h2,0,2\na,thirds,t1,1,3\n",
            None,
            "start",
        )
    };
    let check = |spoil: fn(&mut SchoolCounts), expected: Option<&str>| {
        let mut counts = sound();
        spoil(&mut counts);
        assert_eq!(counts.wrong().as_deref(), expected);
    };
    check(|_| {}, None);
    check(
        |c| c.steps[0].counts.items[1][2] = -1,
        Some("skill `halves`: a count is less than nothing"),
    );
    check(
        |c| c.steps[1].counts.first_secure = -1,
        Some("skill `thirds`: a count is less than nothing"),
    );
    check(
        |c| {
            c.steps[0].items.pop();
        },
        Some("skill `halves`: 1 questions are named and 2 are counted"),
    );
    check(
        |c| c.steps[0].counts.gaps.clear(),
        Some("skill `halves`: 0 kinds of gap; expected 1, or 48 where times are known"),
    );
    check(
        |c| c.steps[0].items.swap(0, 1),
        Some(
            "skill `halves`: the questions are not in the order of their names, or one is there twice",
        ),
    );
    check(
        |c| c.steps.swap(0, 1),
        Some("the skills are not in the order of their names, or one is there twice"),
    );
}
