//! The short form of the trials of a failing disk; the long form is `cargo run -p store --example faults`.

#[path = "../../examples/faults/trials.rs"]
mod trials;

use trials::Trials;

#[test]
fn a_disk_that_fails_loses_nothing_acknowledged() {
    let mut trials = Trials::new();
    let n_done = trials.every_fault(17);
    assert!(n_done > 100, "only {n_done} things were done to the disk");
    let n_bytes = trials.full_disk(40_009);
    assert!(n_bytes > 100_000, "only {n_bytes} bytes were written");
    trials.power_cuts(25, 1, true);
    assert_eq!(trials.failed, Vec::<String>::new());
    assert!(trials.n_passed > 50, "only {} trials", trials.n_passed);
}

/// So that the trials are known to find what they look for.
#[test]
fn a_disk_that_lies_is_found_out() {
    let mut trials = Trials::new();
    trials.power_cuts(10, 1, false);
    assert!(!trials.failed.is_empty(), "every power cut was survived");
}
