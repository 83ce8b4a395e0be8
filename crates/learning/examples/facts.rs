//! Measures the choice of key facts against due dates and fixed intervals: `facts [--seed N] [--pupils N]`.
//!
//! Invented pupils practise for the same minutes by each rule; what is true of them is kept from the rules. Start at `main`.

#![allow(clippy::print_stdout)]

use learning::key_facts::{Rule, Trial};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, otherwise: u64| {
        let at = arguments.iter().position(|a| a == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(otherwise)
    };
    let seed = number("--seed", 1);
    let n_pupils = usize::try_from(number("--pupils", 200)).unwrap_or(200);
    println!("of 66 multiplication facts, known on the day: ours, by due date, by fixed intervals");
    for (n_days, n_a_day, days_after) in
        [(5, 10, 1), (20, 5, 7), (20, 10, 1), (20, 10, 7), (20, 20, 7), (60, 10, 14)]
    {
        let trial = Trial { seed, n_pupils, n_days, n_a_day, days_after };
        let [ours, due, fixed] = [Rule::Gain, Rule::DueDate, Rule::FixedIntervals]
            .map(|rule| trial.known_on_the_day(rule));
        println!(
            "{n_days} days of {n_a_day} facts, {days_after} days after: {ours:.2} {due:.2} {fixed:.2}"
        );
    }
}
