//! A plan of action as both sides read it: its aims, who signed it, what was seen of it.
//!
//! The same words on the hub's page and on the school's own. Start at [`aims`].

use maud::{Markup, html};
use programme::{Party, Plan, Review, Version};

/// The aims of a version, and the day of the review.
pub fn aims(version: &Version) -> Markup {
    html! {
        ol.clean.stack { @for (at, aim) in version.text.aims.iter().enumerate() { li.sheet.quiet.stack-s {
            h3 { (at + 1) ". " (aim.goal) }
            p { span.tag { (aim.big_idea.in_words()) } }
            dl.pairs {
                dt { "Action" } dd { (aim.action) }
                dt { "Who, by when" } dd { (aim.owner) ", by " (aim.by.in_words()) }
                dt { "How we shall see it" } dd { (aim.measure) }
                @if !aim.evidence.is_empty() { dt { "What shows it" } dd { (aim.evidence) } }
            }
        } } }
        p { "To be looked at again on " strong { (version.text.review_on.in_words()) } "." }
    }
}

/// Who signed a version, and who has not.
pub fn signatures(version: &Version) -> Markup {
    let sides = [("For the school", Party::School), ("For the hub", Party::Hub)];
    html! { ul.clean.checks { @for (side, party) in sides { @match version.signed_by(party) {
        Some(one) => { li { strong { (side) } ": " (one.name) ", " (one.role) ", " (one.on.in_words()) } }
        None => { li.not-known { strong { (side) } ": not signed yet" } }
    } } } }
}

/// Which version it is, of how many, by whom.
pub fn which(plan: &Plan, version: &Version) -> String {
    let number = plan.number(&version.id).unwrap_or(1);
    format!("Version {number}, written by {} on {}", version.by, version.on.in_words())
}

/// What was seen at a review.
pub fn review(plan: &Plan, review: &Review) -> Markup {
    let version = plan.versions.iter().find(|held| held.id == review.version);
    let goal = |at: usize| version.and_then(|held| held.text.aims.get(at)).map(|aim| &*aim.goal);
    html! {
        h3 { (review.on.in_words()) span.soft { " · " (review.by) @if let Some(number) = plan.number(&review.version) { ", of version " (number) } } }
        ul { @for (at, seen) in review.seen.iter().enumerate() { li {
            (goal(at).unwrap_or("an aim")) ": " strong { (seen.progress.in_words()) }
            @if !seen.evidence.is_empty() { ". " (seen.evidence) }
        } } }
        @if !review.said.is_empty() { p.as-written { (review.said) } }
        p.small.soft { @match review.next { Some(next) => { "Next on " (next.in_words()) "." } None => { "The plan is finished." } } }
    }
}
