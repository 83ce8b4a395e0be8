//! Labels that are quantities: `£40`, `25%`, `3.5 kg`, and the number in each.

use maths::Number;

use crate::field::number_in;

/// The number in a label once its unit is taken off; `None` for a blank or for words.
pub(crate) fn number(label: &str) -> Option<Number> {
    let bare = label.trim().trim_start_matches('£').trim_start();
    let end = bare.find(|c: char| c.is_alphabetic() || c == '%' || c == '°').unwrap_or(bare.len());
    number_in(&bare[..end].trim().replace('−', "-").as_str().into())
}
