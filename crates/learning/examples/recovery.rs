//! Measures a fit and a diagnosis against invented schools whose truth is known: `recovery [--seed N] [--trials N]`.
//!
//! Says how often the truth lies inside the 95 % intervals, how often a misconception is named rightly and wrongly, and
//! how often a proposal to go on was right beside how sure it was. Start at `main`.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)]

use learning::fit::{Dice, FitPlan, Kind, Reader, School, fit_log};
use learning::{
    Answer, Asked, Cause, Evidence, Plan, Predicted, Question, Seen, Source, State, cause,
    posterior, readiness,
};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, otherwise: u64| {
        let at = arguments.iter().position(|a| a == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(otherwise)
    };
    let (seed, trials) = (number("--seed", 1), number("--trials", 60));
    intervals(seed, trials);
    causes(seed, trials * 200);
    proposals(seed, trials * 20);
}

/// 10,000 pupils a step, five answers each; four figures a step.
fn intervals(seed: u64, trials: u64) {
    let names = ["start", "learning", "guess", "slip"];
    let (mut inside, mut all) = ([0; 4], 0);
    for trial in 0..trials {
        let school = School {
            seed: seed + trial,
            n_learners: 10_000,
            n_steps: 4,
            n_items: 1,
            n_answers: 5,
            with_times: false,
        };
        let truth = school.truth();
        let mut reader = Reader::default();
        reader.take(school.csv(&truth).as_bytes()).unwrap();
        let plan = FitPlan { starts: 1, ..FitPlan::default() };
        let (fitted, _) = fit_log(&reader.end().unwrap(), Kind::Standard, &plan, |_| true);
        for (found, truth) in fitted.steps.iter().zip(&truth) {
            let (f, t) = (&found.figures, &truth.figures);
            let pairs = [
                (f.initial, t.initial),
                (f.learn[0], t.learn[0]),
                (f.guess, t.guess),
                (f.slip, t.slip),
            ];
            for (at, (found, truth)) in pairs.into_iter().enumerate() {
                let reach = 1.96 * f.covariance[at][at].sqrt();
                inside[at] += usize::from((odds(found) - odds(truth)).abs() <= reach);
            }
            all += 1;
        }
    }
    for (name, inside) in names.iter().zip(inside) {
        println!("{name}: truth inside its 95 % interval {:.1} % of {all}", share(inside, all));
    }
    println!("all four: {:.1} %", share(inside.iter().sum(), all * 4));
}

fn odds(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn share(n: usize, all: usize) -> f64 {
    100.0 * n as f64 / all as f64
}

/// A step with five misconceptions and four questions, each answered in five wrong ways.
fn step() -> Plan {
    let predicted = |n: usize| {
        let of =
            |k: usize| Predicted { misconception: format!("m{k}"), response: format!("{k}-{n}") };
        (0..5).map(of).collect()
    };
    let question = |n: usize| Question {
        id: format!("q{n}").as_str().into(),
        asked: Asked::Check,
        text: format!("question {n}"),
        answer: "right".to_owned(),
        key_points: vec!["point".to_owned()],
        predicted: predicted(n),
        choices: 0,
        tries: Vec::new(),
        task: None,
    };
    Plan { questions: (0..4).map(question).collect(), ..Plan::default() }
}

fn answer(question: usize, seen: Seen, misconception: Option<usize>) -> Answer {
    Answer {
        question: format!("q{question}").as_str().into(),
        seen,
        text: (seen == Seen::Wrong)
            .then(|| misconception.map_or("other".to_owned(), |k| format!("{k}-{question}"))),
        say: String::new(),
        misconceptions: misconception.iter().map(|k| format!("m{k}")).collect(),
        source: Source::Device,
        late: false,
    }
}

fn evidence(answers: Vec<Answer>) -> Evidence {
    Evidence { pupil: "p".into(), absent: false, answers, given: None, placed: None }
}

/// Pupils who hold one of five rules and stray once in ten.
fn causes(seed: u64, pupils: u64) {
    let (plan, mut dice) = (step(), Dice::new(seed));
    let (mut first, mut named, mut wrongly) = (0, 0, 0);
    for _ in 0..pupils {
        let held = dice.below(5);
        let answers: Vec<Answer> = (0..4)
            .map(|q| {
                let strays = dice.happens(0.1);
                let gives = if strays { dice.below(5) } else { held };
                answer(q, Seen::Wrong, Some(gives))
            })
            .collect();
        let weighed = posterior(&plan, &answers);
        let causes = weighed.iter().filter(|(s, _)| matches!(s, State::Misconception(_)));
        let likeliest = causes.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        let id = format!("m{held}");
        first += usize::from(likeliest.0 == State::Misconception(id.clone()));
        if let Cause::Named { misconception } = cause(&plan, &evidence(answers)) {
            named += usize::from(misconception == id);
            wrongly += usize::from(misconception != id);
        }
    }
    let pupils = usize::try_from(pupils).unwrap();
    println!(
        "misconceptions: likeliest is right {:.1} %, named rightly {:.1} %, named wrongly {:.2} %",
        share(first, pupils),
        share(named, pupils),
        share(wrongly, pupils)
    );
}

/// Classes of 30 drawn from the shares the diagnosis starts from: does keep-up hold as often as was said?
fn proposals(seed: u64, classes: u64) {
    const PLACES: usize = 16;
    let (plan, mut dice) = (step(), Dice::new(seed ^ 0x5eed));
    let mut bands = [(0.0, 0, 0); 5];
    for _ in 0..classes {
        let secure: Vec<bool> = (0..30).map(|_| dice.happens(0.5)).collect();
        let class: Vec<Evidence> =
            secure.iter().map(|s| evidence(answers_of(*s, &mut dice))).collect();
        let said = readiness(&plan, &class, PLACES).keep_up_holds;
        let holds = secure.iter().filter(|s| !**s).count() <= PLACES;
        let band = &mut bands[((said * 5.0) as usize).min(4)];
        *band = (band.0 + said, band.1 + usize::from(holds), band.2 + 1);
    }
    for (said, held, n) in bands.into_iter().filter(|b| b.2 > 0) {
        println!(
            "keep-up holds: said {:.1} %, did {:.1} % of {n} classes",
            100.0 * said / n as f64,
            share(held, n)
        );
    }
}

/// Four answers of a pupil who is secure, or else in one of the other states as often as they are expected.
fn answers_of(is_secure: bool, dice: &mut Dice) -> Vec<Answer> {
    let other = dice.share();
    (0..4)
        .map(|q| {
            // Shares of right, blank, on a predicted answer, on another.
            let (right, blank, predicted) = match (is_secure, other) {
                (true, _) => (0.9, 0.02, 0.02),
                (false, x) if x < 0.4 => (0.3, 0.1, 0.15),
                (false, x) if x < 0.8 => {
                    let held = (x * 1000.0) as usize % 5;
                    if dice.happens(0.85) {
                        return answer(q, Seen::Wrong, Some(held));
                    }
                    (0.333, 0.333, 0.083)
                }
                _ => (0.05, 0.05, 0.09),
            };
            let roll = dice.share();
            if roll < right {
                answer(q, Seen::Right, None)
            } else if roll < right + blank {
                answer(q, Seen::Blank, None)
            } else if roll < right + blank + predicted {
                answer(q, Seen::Wrong, Some(dice.below(5)))
            } else {
                answer(q, Seen::Wrong, None)
            }
        })
        .collect()
}
