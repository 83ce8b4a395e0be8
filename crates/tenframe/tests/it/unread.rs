//! Commands whose answer nobody reads to its end, as in `tenframe content list | head`.

use std::process::{Command, Stdio};

#[track_caller]
fn ends_quietly(arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenframe"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    assert!(output.status.success(), "{arguments:?}: {}", output.status);
}

#[test]
fn a_reader_who_has_enough_is_no_fault() {
    ends_quietly(&["content", "list"]);
    ends_quietly(&["content", "preview", "add-within-one"]);
    ends_quietly(&["vary", "add-within-one"]);
    ends_quietly(&["mark", "--list"]);
    ends_quietly(&["programme", "simulate", "--from", "2018/19", "--to", "2018/19"]);
}
