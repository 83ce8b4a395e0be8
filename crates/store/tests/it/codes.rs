//! Codes and pupil numbers: read as people type them, refused with a reason.

use proptest::prelude::*;
use store::{ClassCode, SheetCode, check_upn};

const ALPHABET: &str = "23456789CDFGHJKMNPRTVWX";

#[track_caller]
fn check(read: impl Fn(&str) -> Result<String, String>, table: &[(&str, &str)]) {
    for (typed, expected) in table {
        let actual = read(typed).unwrap_or_else(|reason| reason);
        assert_eq!(actual, *expected, "typed {typed:?}");
    }
}

fn sheet(typed: &str) -> Result<String, String> {
    SheetCode::read(typed).map(|code| code.to_string()).map_err(|error| error.to_string())
}

fn class(typed: &str) -> Result<String, String> {
    ClassCode::read(typed).map(|code| code.to_string()).map_err(|error| error.to_string())
}

#[test]
fn a_sheet_code_is_read_as_typed() {
    check(
        sheet,
        &[
            ("2222-2222", "2222-2222"),
            (" 3222 222v ", "3222-222V"),
            ("3222222V", "3222-222V"),
            (
                "3222-222W",
                "`3222-222W` has a mistyped character, or two exchanged: look at the code again",
            ),
            (
                "2322-222V",
                "`2322-222V` has a mistyped character, or two exchanged: look at the code again",
            ),
            ("3222-222", "`3222-222` has 7 characters: a code has 8"),
            ("", "`` has 0 characters: a code has 8"),
            ("3222-222O", "`O` is in no code: codes have the characters 23456789CDFGHJKMNPRTVWX"),
            ("3222-222é", "`é` is in no code: codes have the characters 23456789CDFGHJKMNPRTVWX"),
        ],
    );
}

#[test]
fn a_class_code_is_read_as_typed() {
    check(
        class,
        &[
            ("222222", "222-222"),
            ("2222-2222", "`2222-2222` has 8 characters: a code has 6"),
            (
                "222223",
                "`222223` has a mistyped character, or two exchanged: look at the code again",
            ),
        ],
    );
}

#[test]
fn a_megabyte_is_refused_and_not_quoted_whole() {
    let reason = sheet(&"2".repeat(1_000_000)).unwrap_err();
    assert_eq!(reason, format!("`{}` has 1000000 characters: a code has 8", "2".repeat(40)));
}

#[test]
fn a_pupil_number_has_a_check_letter() {
    check(
        check_upn,
        &[
            // The example of the guide to unique pupil numbers.
            ("H801200001001", "H801200001001"),
            (" h801200001001 ", "H801200001001"),
            ("A801200001001", "`A801200001001` begins with A: its check letter should be H"),
            ("H801200001010", "`H801200001010` begins with H: its check letter should be G"),
            // A temporary number ends with a letter.
            ("U80120000100A", "U80120000100A"),
            (
                "H80120000100",
                "`H80120000100` is not a unique pupil number: one has 13 letters and digits",
            ),
            (
                "H8012A0001001",
                "`H8012A0001001` is not a unique pupil number: one is a letter, eleven digits, then a digit or letter",
            ),
            (
                "H80120000100O",
                "`H80120000100O` is not a unique pupil number: one is a letter, eleven digits, then a digit or letter",
            ),
            ("éééééé1", "`éééééé1` is not a unique pupil number: one has 13 letters and digits"),
        ],
    );
}

/// Any seven characters and the one check character that fits.
fn any_code() -> impl Strategy<Value = String> {
    "[23456789CDFGHJKMNPRTVWX]{7}".prop_map(|start| {
        let with = |last| format!("{start}{last}");
        let mut fitting = ALPHABET.chars().map(with).filter(|code| SheetCode::read(code).is_ok());
        let code = fitting.next().unwrap();
        assert_eq!(fitting.next(), None, "exactly one check character fits");
        code
    })
}

proptest! {
    #[test]
    fn every_single_wrong_character_is_found(code in any_code(), place in 0_usize..8, letter in 0_usize..23) {
        let mut typed: Vec<char> = code.chars().collect();
        typed[place] = ALPHABET.chars().nth(letter).unwrap();
        let typed: String = typed.into_iter().collect();
        prop_assert_eq!(SheetCode::read(&typed).is_ok(), typed == code);
    }

    #[test]
    fn every_exchange_of_two_characters_is_found(code in any_code(), one in 0_usize..8, other in 0_usize..8) {
        let mut typed: Vec<char> = code.chars().collect();
        typed.swap(one, other);
        let typed: String = typed.into_iter().collect();
        prop_assert_eq!(SheetCode::read(&typed).is_ok(), typed == code);
    }

    #[test]
    fn what_is_shown_reads_back_the_same(code in any_code()) {
        let read = SheetCode::read(&code).unwrap();
        prop_assert_eq!(SheetCode::read(&read.to_string()), Ok(read));
    }
}
