//! The trials: the n-th thing fails, the disk is full after so many bytes, the power goes at some moment.
//!
//! Used by the long form (`main.rs`) and by the short form among the tests. Start at [`Trials`].

#[path = "script.rs"]
pub mod script;

use faults::{Done, Fault, Watched, after_power_cut, chance};
use script::{Kept, compare, play};
use tokio::runtime::Runtime;

/// Runs trials and counts them.
pub struct Trials {
    /// How many found nothing wrong.
    pub n_passed: u32,
    /// What was wrong, one line each.
    pub failed: Vec<String>,
    runtime: Runtime,
}

impl Trials {
    /// Nothing tried yet.
    pub fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Self { n_passed: 0, failed: Vec::new(), runtime: runtime.expect("a runtime starts") }
    }

    /// Every `step`-th thing that the script does to the disk fails, once and then for good; gives how many there are.
    pub fn every_fault(&mut self, step: usize) -> u64 {
        let (n_done, _) = self.unhindered();
        for nth in (1..=n_done).step_by(step) {
            self.one(Fault::Once(nth));
            self.one(Fault::From(nth));
        }
        n_done
    }

    /// The disk is full after every `step`-th byte that the script writes; gives how many bytes those are.
    pub fn full_disk(&mut self, step: usize) -> u64 {
        let (_, n_bytes) = self.unhindered();
        for room in (0..=n_bytes).step_by(step) {
            self.one(Fault::Full(room));
        }
        n_bytes
    }

    /// The power goes at `n_trials` moments of the script; of what was not flushed, chance keeps parts.
    ///
    /// A disk that is not `honest` says that it flushed and did not, which no store can make up for.
    pub fn power_cuts(&mut self, n_trials: u32, mut seed: u64, is_honest: bool) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let disk = Watched::folder(folder.path()).expect("the folder is there");
        let played = self.runtime.block_on(play(folder.path(), &disk));
        let history = disk.history();
        for trial in 1..=n_trials {
            let moment = 1 + chance(&mut seed) as usize % history.len();
            let done = history[..moment].iter();
            let done = done.filter(|done| is_honest || !matches!(done, Done::Flushed { .. }));
            let files = after_power_cut(&done.cloned().collect::<Vec<_>>(), &mut seed);
            let image = tempfile::tempdir().expect("a temporary folder can be made");
            for (name, content) in files {
                std::fs::write(image.path().join(name), content).expect("a file can be written");
            }
            let kept: Vec<Kept> =
                played.kept.iter().filter(|one| one.by <= moment).cloned().collect();
            let compared = self.runtime.block_on(compare(image.path(), &kept));
            self.note(&format!("power cut {trial} after {moment} of {}", history.len()), compared);
        }
    }

    fn unhindered(&mut self) -> (u64, u64) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let disk = Watched::folder(folder.path()).expect("the folder is there");
        let played = self.runtime.block_on(play(folder.path(), &disk));
        let counts = (disk.n_done(), disk.n_bytes());
        let compared = match played.failed {
            Some(error) => Err(error),
            None => self.runtime.block_on(compare(folder.path(), &played.kept)),
        };
        self.note("without a fault", compared);
        counts
    }

    fn one(&mut self, fault: Fault) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let disk = Watched::folder(folder.path()).expect("the folder is there");
        disk.fail(fault);
        let played = self.runtime.block_on(play(folder.path(), &disk));
        let n_failed = disk.n_failed();
        disk.mend();
        let compared = self.runtime.block_on(compare(folder.path(), &played.kept));
        let compared = compared.and_then(|()| match (fault, &played.failed) {
            // One fault is over when the step is tried again, so the script must have come to its end.
            (Fault::Once(_), Some(error)) => Err(format!("it was not mended: {error}")),
            // None may have failed: how many commits a rush of answers takes is not the same each time.
            (Fault::Once(_), None) if n_failed > 1 => Err(format!("{n_failed} things failed")),
            _ => Ok(()),
        });
        self.note(&format!("{fault:?}"), compared);
    }

    /// Counts one trial.
    pub fn note(&mut self, what: &str, compared: Result<(), String>) {
        match compared {
            Ok(()) => self.n_passed += 1,
            Err(wrong) => self.failed.push(format!("{what}: {wrong}")),
        }
    }
}
