//! Draws the pictures of `docs/how-tenframe-decides.md` from the functions that decide: `pictures FOLDER`.
//!
//! Nothing is drawn by hand, so a changed rule changes the picture. Start at `main`.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)]

use learning::key_facts::{Asking, Family, Known, Operation, Side, Task};
use learning::security::{Belief, Day, Opportunity, Shows, Sighting, StepModel};
use learning::{
    Answer, Asked, Plan, Predicted, Question, Seen, Source, State, fade, number_chances, posterior,
};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 60.0;
const FLOOR: f64 = 210.0;
const TALL: f64 = 180.0;

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    let save = |name: &str, title: &str, inside: String| {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\"><title>{title}</title><rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>{inside}</svg>\n"
        );
        std::fs::write(format!("{folder}/{name}.svg"), text).unwrap();
    };
    save(
        "over-time",
        "How secure one step is believed to be, from September to December",
        over_time(),
    );
    save("causes", "How five explanations are weighed after one and after two answers", causes());
    save("fading", "How a named cause fades in days", fading());
    save(
        "facts",
        "The chance of recalling 7 times 8 over thirty days, asked on five of them",
        facts(),
    );
    save("class", "The chances of each number secure in a class of thirty", class());
}

fn words(x: f64, y: f64, anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"{anchor}\">{text}</text>")
}

fn axis(top: &str) -> String {
    let right = WIDTH - 20.0;
    format!(
        "<path d=\"M{LEFT} {FLOOR}H{right}M{LEFT} {FLOOR}V{:.0}\" stroke=\"#444\" fill=\"none\"/>",
        FLOOR - TALL
    ) + &words(LEFT - 8.0, FLOOR + 4.0, "end", "0")
        + &words(LEFT - 8.0, FLOOR - TALL + 6.0, "end", top)
}

fn over_time() -> String {
    const DAYS: u16 = 90;
    let model = StepModel::default();
    let at = |day: u16| LEFT + f64::from(day) * (WIDTH - LEFT - 30.0) / f64::from(DAYS);
    let up = |share: f64| FLOOR - share * TALL;
    let answers =
        [(3, false), (4, true), (4, true), (24, true), (60, false), (61, true), (61, true)];
    let mut belief = Belief::new(model.initial).on(&model, Day(1000));
    let (mut line, mut high, mut low, mut marks) =
        (String::new(), String::new(), Vec::new(), String::new());
    for day in 0..=DAYS {
        let today = Day(1000 + day);
        if day == 3 || day == 60 {
            belief = belief.had(&model, Opportunity::KeepUp, today);
        }
        for (_, right) in answers.iter().filter(|(d, _)| *d == day) {
            let sighting =
                Sighting { day: today, right: *right, shows: Shows::Idea, habit: model.habit(0) };
            belief = belief.seen(&model, &sighting);
            let (colour, y) =
                if *right { ("#1b6e4b", FLOOR - TALL - 8.0) } else { ("#a33", FLOOR + 14.0) };
            marks +=
                &format!("<circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{colour}\"/>", at(day));
        }
        let range = belief.on(&model, today).range(&model);
        line += &format!("{:.1},{:.1} ", at(day), up(range.share));
        high += &format!("{:.1},{:.1} ", at(day), up(range.high));
        low.push(format!("{:.1},{:.1}", at(day), up(range.low)));
    }
    low.reverse();
    axis("1")
        + &format!(
            "<polygon points=\"{high}{}\" fill=\"#cfe3dc\"/><polyline points=\"{line}\" fill=\"none\" stroke=\"#1b6e4b\" stroke-width=\"2\"/>",
            low.join(" ")
        )
        + &marks
        + &words(
            LEFT,
            FLOOR + 36.0,
            "start",
            "green dot: right; red dot: not right; shaded: 95 % interval; days after the first lesson",
        )
        + &words(WIDTH - 30.0, FLOOR + 18.0, "end", "90 days")
}

/// One fact asked five times, each time after a longer while; it fades more slowly each time.
fn facts() -> String {
    const DAYS: i64 = 30;
    const DAY: i64 = 86_400_000_000;
    let family = Family::try_new(Operation::Times, 7, 8).unwrap();
    let asked = Asking { family, task: Task::Recall, turned: false };
    let at = |hour: i64| LEFT + hour as f64 * (WIDTH - LEFT - 30.0) / (DAYS * 24) as f64;
    let mut known = Known::default();
    let (mut line, mut marks) = (String::new(), String::new());
    for hour in 0..=DAYS * 24 {
        let now = hour * DAY / 24;
        if [0, 24, 4 * 24, 10 * 24, 20 * 24].contains(&hour) {
            let right = hour != 24;
            known = known.answered(&asked, right, Some(2.0), now);
            let colour = if right { "#1b6e4b" } else { "#a33" };
            marks += &format!(
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"{colour}\"/>",
                at(hour),
                FLOOR - TALL - 8.0
            );
        }
        let chance = known.in_time(Side::Forwards, now, 1.0).unwrap();
        line += &format!("{:.1},{:.1} ", at(hour), FLOOR - chance * TALL);
    }
    axis("1")
        + &format!(
            "<polyline points=\"{line}\" fill=\"none\" stroke=\"#1b6e4b\" stroke-width=\"2\"/>"
        )
        + &marks
        + &words(
            LEFT,
            FLOOR + 36.0,
            "start",
            "green dot: right; red dot: not right, and told; line: the chance of a right answer in time",
        )
        + &words(WIDTH - 30.0, FLOOR + 18.0, "end", "30 days")
}

fn step() -> Plan {
    let question = |id: &str, takes: &str, swaps: &str| Question {
        id: id.into(),
        asked: Asked::Check,
        text: id.to_owned(),
        answer: String::new(),
        key_points: Vec::new(),
        predicted: [("takes", takes), ("swaps", swaps)]
            .into_iter()
            .map(|(m, r)| Predicted { misconception: m.to_owned(), response: r.to_owned() })
            .collect(),
        choices: 0,
        tries: Vec::new(),
        task: None,
    };
    Plan {
        questions: vec![question("one", "16", "80"), question("two", "25", "150")],
        ..Plan::default()
    }
}

fn wrong(question: &str, text: &str) -> Answer {
    Answer {
        question: question.into(),
        seen: Seen::Wrong,
        text: Some(text.to_owned()),
        say: String::new(),
        misconceptions: vec!["takes".to_owned()],
        source: Source::Device,
        late: false,
    }
}

fn shown(state: &State) -> &str {
    match state {
        State::Secure => "secure, a slip",
        State::NotYet => "not yet, no system",
        State::Misconception(id) if id == "takes" => "takes the denominator away",
        State::Misconception(_) => "swaps the parts round",
        State::UnknownSystem => "a system not listed",
    }
}

fn causes() -> String {
    let plan = step();
    let answers = [wrong("one", "16"), wrong("two", "25")];
    let (one, two) = (posterior(&plan, &answers[..1]), posterior(&plan, &answers));
    let mut text = words(
        20.0,
        22.0,
        "start",
        "pale: after one answer, 16 for 1/4 of 20; dark: after two, 25 for 1/5 of 30",
    );
    text += "<path d=\"M502 34V234\" stroke=\"#a33\" stroke-dasharray=\"4\"/>";
    for (at, ((state, first), (_, second))) in one.iter().zip(&two).enumerate() {
        let y = 40.0 + at as f64 * 40.0;
        text += &words(220.0, y + 18.0, "end", shown(state));
        for (share, y, colour) in [(first, y, "#a9c9bd"), (second, y + 13.0, "#1b6e4b")] {
            text += &format!(
                "<rect x=\"230\" y=\"{y:.0}\" width=\"{:.1}\" height=\"12\" fill=\"{colour}\"/>",
                share * 340.0
            );
            // A number stands on the page's white, not on the line.
            let x = 238.0 + share * 340.0;
            text += &format!(
                "<rect x=\"{:.1}\" y=\"{y:.0}\" width=\"30\" height=\"12\" fill=\"#fff\"/>",
                x - 4.0
            );
            text += &words(x, y + 11.0, "start", &format!("{share:.2}"));
        }
    }
    text + &words(502.0, 250.0, "middle", "named from 0.8, with two answers")
}

fn fading() -> String {
    let plan = step();
    let weighed = posterior(&plan, &[wrong("one", "16"), wrong("two", "25")]);
    let mut text = axis("1");
    for day in 0..=10u32 {
        let faded = fade(&plan, &weighed, day);
        let share = faded.iter().find(|(s, _)| shown(s).starts_with("takes")).unwrap().1;
        let (x, colour) =
            (LEFT + 10.0 + f64::from(day) * 50.0, if share >= 0.8 { "#1b6e4b" } else { "#a9c9bd" });
        text += &format!(
            "<rect x=\"{x:.0}\" y=\"{:.1}\" width=\"36\" height=\"{:.1}\" fill=\"{colour}\"/>",
            FLOOR - share * TALL,
            share * TALL
        );
        text += &words(x + 18.0, FLOOR + 18.0, "middle", &day.to_string());
    }
    text + &words(
        LEFT,
        FLOOR + 38.0,
        "start",
        "days since the two answers; dark: it may still be named",
    )
}

fn class() -> String {
    // Twenty pupils with every answer right, six with a slip, four with little right.
    let shares: Vec<f64> = [(20, 0.97), (6, 0.6), (4, 0.08)]
        .iter()
        .flat_map(|(n, s)| std::iter::repeat_n(*s, *n))
        .collect();
    let chances = number_chances(&shares);
    let most = chances.iter().copied().fold(0.0, f64::max);
    let mut text = axis(&format!("{most:.2}"));
    for (n, chance) in chances.iter().enumerate().skip(14) {
        let x = LEFT + 8.0 + (n as f64 - 14.0) * 32.0;
        text += &format!(
            "<rect x=\"{x:.0}\" y=\"{:.1}\" width=\"24\" height=\"{:.1}\" fill=\"#1b6e4b\"/>",
            FLOOR - chance / most * TALL,
            chance / most * TALL
        );
        text += &words(x + 12.0, FLOOR + 18.0, "middle", &n.to_string());
    }
    text + &words(
        LEFT,
        FLOOR + 38.0,
        "start",
        "how many of 30 are secure, and the chance of each number",
    )
}
