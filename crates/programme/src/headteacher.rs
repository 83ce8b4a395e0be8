//! What is recorded of a school's headteacher beside its teachers: confirmations, sessions, signatures, actions.
//!
//! Folded from what was written anyway; *not recorded* is never *not done*. Start at [`headteacher_did`].

use std::collections::BTreeSet;

use crate::{AskedBy, Date, HEADTEACHER, HubBook, OfSchool, Party, SchoolYear, Urn, What};

/// Something a headteacher did, or agreed to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadDid<'b> {
    /// The day.
    pub on: Date,
    /// The programme, by its slug.
    pub programme: &'b str,
    /// The school year.
    pub year: SchoolYear,
    /// What.
    pub what: HeadStep<'b>,
}

/// What a headteacher does in a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadStep<'b> {
    /// Applied for the school.
    Applied,
    /// Confirmed that the school takes part.
    Confirmed,
    /// Was at a session.
    AtSession {
        /// What it was about.
        theme: &'b str,
    },
    /// Signed the plan of action.
    SignedThePlan,
    /// Took on an action after a visit.
    Action {
        /// What.
        what: &'b str,
        /// The day it was done; nothing while that is not recorded.
        done: Option<Date>,
    },
}

/// Whether a name written for somebody means the headteacher.
fn is_head(who: &str) -> bool {
    let who = who.trim().to_lowercase();
    let who = who.strip_prefix("the ").unwrap_or(&who);
    matches!(who, "headteacher" | "head teacher" | "head")
}

/// What is recorded of the headteacher of a school, under every number of `line`, the latest first.
#[must_use]
pub fn headteacher_did<'b>(book: &'b HubBook, line: &BTreeSet<Urn>) -> Vec<HeadDid<'b>> {
    let did = |on: Date, of: (&'b str, SchoolYear), what: HeadStep<'b>| HeadDid {
        on,
        programme: of.0,
        year: of.1,
        what,
    };
    let in_of = |of: &'b OfSchool| (of.1.as_str(), of.2);
    let mut found: Vec<HeadDid> = Vec::new();
    let confirmed = book.facts.all().filter(|fact| fact.what == What::HeadConfirmed);
    found.extend(
        confirmed
            .filter(|fact| line.contains(&fact.urn))
            .map(|fact| did(fact.on, (fact.programme.as_str(), fact.year), HeadStep::Confirmed)),
    );
    let applied = book.applied.values().filter(|one| one.role == AskedBy::Headteacher);
    found.extend(
        applied
            .filter(|one| line.contains(&one.urn))
            .map(|one| did(one.on, (one.programme.as_str(), one.year), HeadStep::Applied)),
    );
    for session in book.sessions.all() {
        let Some((_, present)) = &session.register else { continue };
        let was_there = present.iter().any(|one| {
            line.contains(&one.urn) && one.people.iter().any(|name| name == HEADTEACHER)
        });
        if was_there {
            let theme = session.theme.as_str();
            let of = (session.programme.as_str(), session.year);
            found.push(did(session.at.on, of, HeadStep::AtSession { theme }));
        }
    }
    for (of, plan) in book.plans.iter().filter(|(of, _)| line.contains(&of.0)) {
        let signed = plan.versions.iter().filter_map(|version| version.signed_by(Party::School));
        let by_head = signed.filter(|signature| is_head(&signature.role));
        found.extend(by_head.map(|one| did(one.on, in_of(of), HeadStep::SignedThePlan)));
    }
    for visited in book.visits.iter().filter(|one| line.contains(&one.of.0)) {
        let actions = visited.visit.actions.iter().enumerate();
        found.extend(actions.filter(|(_, action)| is_head(&action.who)).map(|(at, action)| {
            let done = visited.done.get(&at).copied();
            let what = HeadStep::Action { what: &action.what, done };
            did(visited.visit.on, in_of(&visited.of), what)
        }));
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.on));
    found
}
