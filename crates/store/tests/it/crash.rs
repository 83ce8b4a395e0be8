//! The short form of the crash trials; the long form is `cargo run -p store --example crash`.

use std::process::Command;

#[path = "../../examples/crash/trials.rs"]
mod trials;

#[test]
fn an_answer_acknowledged_is_an_answer_kept() {
    let folder = tempfile::tempdir().unwrap();
    let child = |folder: &std::path::Path, lesson: &str| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["crash::answers_until_killed", "--exact", "--ignored", "--nocapture"]);
        command.env("CRASH_FOLDER", folder).env("CRASH_LESSON", lesson);
        command
    };
    let mut said = Vec::new();
    let outcome = trials::run(folder.path(), 3, 1, child, |line| said.push(line));
    assert_eq!((outcome.n_passed, outcome.n_failed), (3, 0), "{said:#?}");
}

/// Not a test of its own: what the test above starts and kills.
#[test]
#[ignore = "is started and killed by another test"]
fn answers_until_killed() {
    if let (Some(folder), Ok(lesson)) =
        (std::env::var_os("CRASH_FOLDER"), std::env::var("CRASH_LESSON"))
    {
        trials::answer(folder.as_ref(), &lesson);
    }
}
