//! Typed maths for the page: typst source from the answer engine, which carries the words a screen reader says.
//!
//! Never fails and never guesses: what cannot be read is printed as typed. Start at `source`.

use maths::Reading;

/// Names that are no letters, though they are as short as a product of two.
const SHORT_NAMES: [&str; 2] = ["pi", "or"];

/// The typst source of a typed text; `None` where it cannot be read.
///
/// A longer run of letters is first taken for a name that everybody knows, such as `sqrt`, then for what is counted,
/// as in `3 tens`.
pub(crate) fn source(typed: &str) -> Option<String> {
    let mut reading = Reading { letters: letters(typed), ..Reading::default() };
    if let Ok(source) = maths::to_typst(typed, &reading) {
        return Some(source);
    }
    reading.units = runs(typed).filter(|run| run.len() > 2).map(ToOwned::to_owned).collect();
    maths::to_typst(typed, &reading).ok()
}

/// Whether something in the source is taller than a line.
pub(crate) fn is_tall(source: &str) -> bool {
    ["frac(", "sqrt(", "root(", "vec(", "#box("].iter().any(|tall| source.contains(tall))
}

/// The letters that stand alone or beside one other, each once.
fn letters(typed: &str) -> Vec<char> {
    let short = runs(typed).filter(|run| run.len() <= 2 && !SHORT_NAMES.contains(run));
    let mut letters: Vec<char> = short.flat_map(str::chars).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

fn runs(typed: &str) -> impl Iterator<Item = &str> {
    typed.split(|c: char| !c.is_ascii_alphabetic()).filter(|run| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is between the dollar signs.
    fn check(typed: &str, body: &str) {
        let source = source(typed).unwrap_or_else(|| panic!("{typed} is not read"));
        let inside = source.split_once("$display(").map(|(_, rest)| rest);
        assert_eq!(inside.and_then(|rest| rest.strip_suffix(")$.body)")), Some(body), "{typed}");
    }

    #[test]
    fn school_maths_is_set_as_it_is_written() {
        check("3/4", "frac(3, 4)");
        check("1 3/4", "1 frac(3, 4)");
        check("3(x+2)", "3 lr(paren.l x + 2 paren.r)");
        check("x^2 - 3x²", "attach(x, t: 2) − 3 attach(x, t: 2)");
        check("12 ÷ 4 * 2", "12 ÷ 4 × 2");
        check("sqrt(x+1)", "sqrt(x + 1)");
        check("ab + A", "a b + A");
        check("2pi", "2 π");
        check("5 cm", "5 \"cm\"");
        check("3 tens", "3 \"tens\"");
        check("2 sin x", "2 sin x");
    }

    #[test]
    fn what_cannot_be_read_has_no_source() {
        for typed in ["3(", "1/4 < ?", "x^^2", "6 = even", "$x$", "#x", "", &"9".repeat(500)] {
            assert_eq!(source(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in any::<String>()) {
            let _ = source(&text);
        }
    }
}
