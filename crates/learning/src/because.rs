//! The one sentence or two that says why a pupil stands where they do.
//!
//! Plain words about the work, with what was written; never about the child. For the teacher only.

use crate::diagnosis::Cause;
use crate::evidence::{Answer, Evidence, Seen, Source};
use crate::plan::Plan;
use crate::result::Standing;

/// Why the answers say what they say.
pub(crate) fn because(
    plan: &Plan,
    evidence: &Evidence,
    standing: Standing,
    missed: &[String],
    cause: &Cause,
) -> String {
    let mut parts = Vec::new();
    if let Some(placed) = evidence.placed.filter(|p| *p != standing) {
        let words = placed.words();
        parts.push(format!("You placed this pupil at “{words}”."));
    }
    match standing {
        Standing::Ready => parts.push(ready(evidence).to_owned()),
        Standing::Nearly => parts.push("A slip only.".to_owned()),
        Standing::KeepUp => parts.push(not_yet(plan, missed)),
        Standing::NotSeen => parts.push(not_seen(plan, evidence)),
    }
    if !evidence.absent {
        let telling = evidence.answers.iter().filter_map(|a| work(plan, a));
        parts.extend(telling);
    }
    parts.extend(why(plan, cause));
    if evidence.answers.iter().any(|a| a.late) {
        parts.push("An answer came after the check had closed.".to_owned());
    }
    parts.join(" ")
}

/// A cause in words for the teacher; none when there is nothing to explain.
pub fn why(plan: &Plan, cause: &Cause) -> Option<String> {
    match cause {
        Cause::Nothing => None,
        Cause::Named { misconception } => {
            let says = plan.says(misconception);
            Some(format!("Two answers or more agree: {}.", bare(says)))
        }
        Cause::Suggested { misconceptions, answers } => {
            Some(suggested(plan, misconceptions, *answers))
        }
        Cause::Unknown => Some("The answers do not say why yet.".to_owned()),
        Cause::Given { misconception, words } => {
            let picked = misconception.as_deref().map(|m| plan.says(m));
            let said = picked.unwrap_or(words);
            Some(format!("Your word: {}.", bare(said)))
        }
    }
}

fn suggested(plan: &Plan, misconceptions: &[String], answers: u8) -> String {
    let says: Vec<&str> = misconceptions.iter().map(|m| bare(plan.says(m))).collect();
    match (says.as_slice(), answers) {
        ([one], 1) => format!("One answer suggests: {one}."),
        // Others may speak against it, or each of them may be luck: the sentence is true of both.
        ([one], n) => format!("{n} answers fit, which is not enough to be sure: {one}."),
        (several, 1) => format!("One answer fits more than one cause: {}.", several.join("; or ")),
        (several, _) => format!("The answers fit more than one cause: {}.", several.join("; or ")),
    }
}

fn ready(evidence: &Evidence) -> &'static str {
    let mut answers = evidence.answers.iter();
    if answers.any(|a| a.source == Source::ByException) {
        "Every key point right, marked by exception."
    } else {
        "Every key point right."
    }
}

fn not_yet(plan: &Plan, missed: &[String]) -> String {
    let points = missed.iter().map(|k| quoted(plan.key_point_text(k)));
    format!("Not yet: {}.", points.collect::<Vec<_>>().join(", "))
}

fn not_seen(plan: &Plan, evidence: &Evidence) -> String {
    if evidence.absent {
        let has_answers = evidence.answers.iter().any(|a| a.seen != Seen::NotSeen);
        let words =
            if has_answers { "Marked absent, though there is an answer." } else { "Absent." };
        return words.to_owned();
    }
    let unseen = evidence.answers.iter().filter(|a| !a.seen.is_known());
    let unseen: Vec<String> = unseen.map(|a| question(plan, a)).collect();
    if unseen.len() == evidence.answers.len() {
        return "No answer seen yet.".to_owned();
    }
    format!("No answer seen yet to {}.", unseen.join(", "))
}

/// What one answer shows, when it is worth saying.
pub(crate) fn work(plan: &Plan, answer: &Answer) -> Option<String> {
    let asked = question(plan, answer);
    let right = plan.question(&answer.question).map_or("", |q| q.answer.as_str());
    let right = said(right);
    let wrote = answer.text.as_deref().map(|text| said(&shortened(text)));
    let offered = plan.question(&answer.question).is_some_and(|q| q.choices > 0);
    let did = if offered { "chose" } else { "wrote" };
    let words = match (answer.seen, wrote) {
        (Seen::Wrong, Some(text)) => format!("{asked}: {did} {text}, where {right} is right."),
        (Seen::Wrong, None) => format!("{asked}: not right."),
        (Seen::Slip, Some(text)) => {
            format!("{asked}: {did} {text}, the right value, where {right} was asked for.")
        }
        (Seen::Slip, None) => format!("{asked}: the right value, in another form."),
        (Seen::Blank, _) => format!("{asked}: left blank."),
        (Seen::Unreadable, _) => format!("{asked}: what was sent could not be read."),
        (Seen::Undecided, Some(text)) => format!("{asked}: {did} {text}; you decide."),
        _ => return None,
    };
    Some(words)
}

fn question(plan: &Plan, answer: &Answer) -> String {
    let found = plan.question(&answer.question);
    quoted(found.map_or(answer.question.as_str(), |q| q.text.as_str()))
}

fn quoted(text: &str) -> String {
    format!("“{}”", bare(text))
}

fn bare(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}

/// An answer in words stands in quotation marks, so that its own stop or question mark ends nothing.
fn said(answer: &str) -> String {
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let is_words = answer.split_whitespace().filter(|word| is_word(word)).count() > 1;
    if is_words { quoted(answer) } else { answer.trim().to_owned() }
}

/// Our choice: 40 characters is more than any answer a sentence should carry.
const LONGEST_ANSWER: usize = 40;

fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= LONGEST_ANSWER {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST_ANSWER).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn an_answer_in_words_is_quoted_and_mathematics_is_not() {
        for (answer, wanted) in [
            ("What is 20 take away 4?", "“What is 20 take away 4?”"),
            ("3x + 6", "3x + 6"),
            ("2 1/4", "2 1/4"),
            ("always", "always"),
        ] {
            assert_eq!(said(answer), wanted);
        }
    }
}
