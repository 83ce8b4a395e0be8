//! The short form of the histories of sound stores; the long form is `cargo run -p store --example sound`.

use crate::fixture::place_in;

#[path = "../../examples/sound/history.rs"]
mod history;
#[path = "../../examples/sound/trials.rs"]
mod trials;

#[tokio::test]
async fn no_fault_is_found_with_a_sound_store() {
    let mut seed = 7;
    for trial in 0..8 {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let places = [place_in(&folders[0]), place_in(&folders[1])];
        let looked = trials::trial(&places, &mut seed).await;
        assert!(looked.as_ref().is_ok_and(|n_rows| *n_rows > 5), "trial {trial}: {looked:?}");
    }
}
