//! The unique pupil number: 13 characters, the first a check letter.
//!
//! Source: DfE, *Unique pupil numbers: a guide for schools and local authorities*, "UPN format".

/// The check letters by remainder: the alphabet without I, O and S.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

const LENGTH: usize = 13;

/// Reads a unique pupil number; spaces round it and small letters are allowed.
///
/// # Errors
///
/// Says, as words for the person who typed it, what is wrong with the number.
///
/// ```text
/// H801200001001   sound
/// A801200001001   `A801200001001` begins with A: its check letter should be H
/// ```
pub fn check_upn(text: &str) -> Result<String, String> {
    let upn = text.trim().to_ascii_uppercase();
    let bytes = upn.as_bytes();
    if bytes.len() != LENGTH || !upn.is_ascii() {
        let shown: String = upn.chars().take(40).collect();
        return Err(format!(
            "`{shown}` is not a unique pupil number: one has 13 letters and digits"
        ));
    }
    let middle_is_digits = bytes[1..LENGTH - 1].iter().all(u8::is_ascii_digit);
    let values: Option<Vec<usize>> = bytes[1..].iter().map(|&byte| value(byte)).collect();
    let (true, Some(values)) = (middle_is_digits, values) else {
        return Err(format!(
            "`{upn}` is not a unique pupil number: one is a letter, eleven digits, then a digit or letter"
        ));
    };
    let sum: usize = values.iter().zip(2..).map(|(value, weight)| value * weight).sum();
    let expected = char::from(LETTERS[sum % LETTERS.len()]);
    match upn.starts_with(expected) {
        true => Ok(upn),
        false => {
            Err(format!("`{upn}` begins with {}: its check letter should be {expected}", &upn[..1]))
        }
    }
}

// Only the last character may be a letter, for a temporary number; it counts as its place among the letters.
fn value(byte: u8) -> Option<usize> {
    match byte {
        b'0'..=b'9' => Some(usize::from(byte - b'0')),
        _ => LETTERS.iter().position(|&letter| letter == byte),
    }
}
