//! What a version changed in the one before, a line for each change: of a plan of action as of a lesson.
//!
//! Things are told apart by their ids, and compared part by part. Start at [`changes`].

/// A thing as it is compared with what it was.
pub(crate) struct Compared {
    /// What it is found again by.
    pub id: String,
    /// What it is called: "aim 1".
    pub name: String,
    /// What it is, in one line.
    pub line: String,
    /// Its parts, in order.
    pub parts: Vec<(&'static str, String)>,
}

/// What is new, changed and left out, in the order of what there is now, then of what there was.
pub(crate) fn changes(now: &[Compared], before: &[Compared]) -> Vec<String> {
    let mut said = Vec::new();
    for one in now {
        match before.iter().find(|was| was.id == one.id) {
            None => said.push(format!("{} is new: {}", one.name, one.line)),
            Some(was) => {
                for ((part, now), (_, then)) in one.parts.iter().zip(&was.parts) {
                    if now != then {
                        let then = if then.is_empty() { "nothing" } else { then };
                        let now = if now.is_empty() { "nothing" } else { now };
                        said.push(format!("{}, {part}: “{then}” became “{now}”", one.name));
                    }
                }
            }
        }
    }
    for was in before.iter().filter(|was| now.iter().all(|one| one.id != was.id)) {
        said.push(format!("{} is left out: {}", was.name, was.line));
    }
    said
}
