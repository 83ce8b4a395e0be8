//! Every shipped family, made into sequences with many seeds: each passes its checker, and each task keeps its word.
//!
//! The long form is `cargo xtask audit --seeds N`, which asks the same.

use crate::checks::audit_all;
use crate::fixtures::shipped;

/// Seeds a family gets here.
const SEEDS: u64 = 20;

#[test]
fn every_family_makes_sound_sequences_from_every_seed() {
    let content = shipped();
    let families: Vec<_> = content.families().collect();
    let audited = audit_all(content, &families, SEEDS);
    let mut wrong: Vec<String> = Vec::new();
    for (family, (audited, _)) in families.iter().zip(audited) {
        let told = |(asked, why): (&&str, &String)| format!("{} ({asked}) {why}", family.slug);
        wrong.extend(audited.first.iter().map(told));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
