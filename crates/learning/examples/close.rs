//! Benches closing a check for a class of thirty: result, causes, list, proposal and every keep-up page: `close`.
//!
//! Says microseconds of processor, the fastest of many and the middle one. Start at `main`.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)]

use std::hint::black_box;

use learning::{
    Asked, Author, Fact, FactBody, KeyPoint, LiveLesson, Misconception, Mode, NextLesson, Outcome,
    Plan, Predicted, PupilId, Question, Slot, keep_up_page, propose_from,
};

/// Nanoseconds of processor that this thread has had.
fn now() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

fn main() {
    let lesson = lesson();
    let slots = [Slot {
        says: "today at 13:15".to_owned(),
        minutes: 30,
        adults: 1,
        before_next_lesson: true,
    }];
    let next = NextLesson::default();
    // The clock of the processor moves in steps longer than one round, so rounds are taken together.
    const ROUNDS: u32 = 200;
    let mut took: Vec<f64> = (0..15)
        .map(|_| {
            let began = now();
            for _ in 0..ROUNDS {
                let result = lesson.result();
                let list = lesson.keep_up_list_from(&result, &[], &next, &slots);
                let proposal = propose_from(&lesson, &result, &[], &next, &slots);
                for group in &result.groups {
                    black_box(keep_up_page(&lesson.plan, &result, &group.key, &group.pupils));
                }
                black_box((list, proposal));
            }
            (now() - began) as f64 / 1000.0 / f64::from(ROUNDS)
        })
        .collect();
    took.sort_by(f64::total_cmp);
    let standing = |s| lesson.result().count(s);
    println!(
        "closing a check of four questions for 30 pupils ({} ready, {} keep-up, {} groups): {:.0} us, in the middle {:.0} us",
        standing(learning::Standing::Ready),
        standing(learning::Standing::KeepUp),
        lesson.result().groups.len(),
        took[0],
        took[took.len() / 2],
    );
}

/// Thirty pupils, five misconceptions; one pupil in three holds one of them.
fn lesson() -> LiveLesson {
    let plan = plan();
    let roster: Vec<PupilId> = (0..30).map(|n| PupilId(format!("p{n:02}"))).collect();
    let mut lesson = LiveLesson::new(plan.clone(), roster.clone());
    let mut n = 0;
    let mut tell = |lesson: &mut LiveLesson, body| {
        n += 1;
        let id = format!("{n:05}");
        lesson.apply(&Fact { id: id.as_str().into(), at: n, by: Author::System, body });
        id
    };
    tell(&mut lesson, FactBody::PlanSaved { plan: Box::new(plan.clone()) });
    tell(&mut lesson, FactBody::LessonStarted { mode: Mode::Tablets });
    tell(&mut lesson, FactBody::CheckOpened);
    for (at, pupil) in roster.iter().enumerate() {
        for (question, counter) in plan.questions.iter().zip(1..) {
            let held = (at % 3 == 0).then(|| &question.predicted[at / 3 % 5]);
            let text = held.map_or("right", |one| one.response.as_str()).to_owned();
            let response = tell(
                &mut lesson,
                FactBody::Responded {
                    pupil: pupil.clone(),
                    question: question.id.clone(),
                    text,
                    device: pupil.as_str().into(),
                    counter,
                    device_at: 0,
                    late: false,
                },
            );
            let wrong =
                Outcome::Wrong { note: "value.wrong".to_owned(), say: "Look again.".to_owned() };
            tell(
                &mut lesson,
                FactBody::Marked {
                    response: response.as_str().into(),
                    engine: "1".to_owned(),
                    outcome: if held.is_some() { wrong } else { Outcome::Right },
                    misconceptions: held.map(|one| one.misconception.clone()).into_iter().collect(),
                },
            );
        }
    }
    tell(&mut lesson, FactBody::CheckClosed);
    lesson
}

fn plan() -> Plan {
    let question = |n: usize| Question {
        id: format!("q{n}").as_str().into(),
        asked: Asked::Check,
        text: format!("question {n}"),
        answer: "right".to_owned(),
        key_points: vec![format!("point-{}", n % 2)],
        predicted: (0..5)
            .map(|k| Predicted { misconception: format!("m{k}"), response: format!("{k}-{n}") })
            .collect(),
        choices: 0,
        tries: Vec::new(),
        task: None,
    };
    let misconception = |k: usize| Misconception {
        id: format!("m{k}"),
        says: format!("does thing {k}"),
        put_out: "counters".to_owned(),
        ask: "Which part?".to_owned(),
        listen_for: "this".to_owned(),
        contrast: None,
    };
    let point = |n: usize| KeyPoint { id: format!("point-{n}"), text: format!("Point {n}.") };
    Plan {
        step: Some("a-step".to_owned()),
        title: "A step".to_owned(),
        key_points: (0..2).map(point).collect(),
        questions: (0..4).map(question).collect(),
        misconceptions: (0..5).map(misconception).collect(),
        ..Plan::default()
    }
}
