//! The short form of the crash trials; the long form is `cargo run -p store --example crash`.

use std::process::Command;

#[path = "../../examples/crash/trials.rs"]
mod trials;

#[test]
fn an_answer_acknowledged_is_an_answer_kept() {
    let folder = tempfile::tempdir().unwrap();
    let place = crate::fixture::place_in(&folder);
    let child = |place: &str, lesson: &str| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["crash::answers_until_killed", "--exact", "--ignored", "--nocapture"]);
        command.env("CRASH_PLACE", place).env("CRASH_LESSON", lesson);
        command
    };
    let mut said = Vec::new();
    let outcome = trials::run(&place, 3, 1, child, |line| said.push(line));
    assert_eq!((outcome.n_passed, outcome.n_failed), (3, 0), "{said:#?}");
}

/// Not a test of its own: what the test above starts and kills.
#[test]
#[ignore = "is started and killed by another test"]
fn answers_until_killed() {
    if let (Ok(place), Ok(lesson)) = (std::env::var("CRASH_PLACE"), std::env::var("CRASH_LESSON")) {
        trials::answer(&place, &lesson);
    }
}
