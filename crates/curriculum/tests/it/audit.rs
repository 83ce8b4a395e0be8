//! Every shipped family, made into sequences with many seeds: each passes its checker, and each task keeps its word.
//!
//! The long form is `cargo xtask audit --seeds N`, which asks the same.

use curriculum::Content;

use crate::checks::audit_family;
use crate::fixtures::{files_under, folder};

/// Seeds a family gets here.
const SEEDS: u64 = 20;

#[test]
fn every_family_makes_sound_sequences_from_every_seed() {
    let content = Content::load_quickly(&files_under(&folder("content"))).content;
    let mut wrong: Vec<String> = Vec::new();
    for family in content.families() {
        let audited = audit_family(&content, family, SEEDS);
        let told = |(asked, why): (&&str, &String)| format!("{} ({asked}) {why}", family.slug);
        wrong.extend(audited.first.iter().map(told));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
