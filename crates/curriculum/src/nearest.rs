//! The known name nearest to a mistyped one, for "did you mean".

/// The candidate that takes fewest single-letter edits, when that is few enough to be a slip of the hand.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let allowed = (name.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (edits(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// "did you mean `x`?", or nothing when no candidate is near.
pub(crate) fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> String {
    nearest(name, candidates).map_or_else(String::new, |near| format!("did you mean `{near}`?"))
}

/// "known: a, b, c", in the order given, cut after 60 names.
pub(crate) fn known<'a>(candidates: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = candidates.into_iter().collect();
    match names.len() {
        0 => "known: none".to_owned(),
        1..=60 => format!("known: {}", names.join(", ")),
        more => format!("known: {} and {} more", names[..60].join(", "), more - 60),
    }
}

/// Single-letter insertions, deletions, replacements, and swaps of neighbours counted as one.
fn edits(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().take(80).collect();
    let right: Vec<char> = right.chars().take(80).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, r) in right.iter().enumerate() {
            let replace = previous[j] + usize::from(l != r);
            let mut best = replace.min(previous[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *l == right[j - 1] && left[i - 1] == *r {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_recognised_and_another_word_is_not() {
        let known = ["parts", "whole", "part"];
        for (typed, expected) in [
            ("pats", Some("parts")),
            ("whloe", Some("whole")),
            ("banana", None),
            ("parts", Some("parts")),
        ] {
            assert_eq!(nearest(typed, known), expected, "{typed}");
        }
    }
}
