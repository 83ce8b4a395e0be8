//! What texts are read as, and what is said about those that cannot be read.

use maths::{ReadError, Reading, read};

fn reading() -> Reading {
    Reading { letters: vec!['x', 'y'], words: vec!["not possible".to_owned()] }
}

#[test]
fn each_text_has_one_reading() {
    for (text, read_as) in [
        ("3x", "3x"),
        ("3 x", "3x"),
        ("3*x", "3 × x"),
        ("3·x", "3 × x"),
        ("xy", "xy"),
        ("XY", "xy"),
        ("𝑥", "x"),
        ("3(x+2)", "3(x + 2)"),
        ("(x+2)3", "(x + 2)3"),
        ("2 1/2", "2 1/2"),
        ("2½", "2 1/2"),
        ("21/2", "21/2"),
        ("21 / 2", "21/2"),
        ("3⁄4", "3/4"),
        ("3÷4", "3 ÷ 4"),
        ("1,200", "1,200"),
        ("1 200 000", "1 200 000"),
        ("12 000.5", "12 000.5"),
        ("0.50", "0.50"),
        (".5", ".5"),
        ("１２", "12"),
        ("－３", "-3"),
        ("x²", "x^2"),
        ("x¹²", "x^12"),
        ("−3 – 4", "-3 - 4"),
        ("five", "5"),
        ("50 %", "50%"),
        ("[x+2]", "(x + 2)"),
        ("Not  possible", "not possible"),
    ] {
        let tree = read(text, &reading()).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(tree.to_text(), read_as, "{text}");
    }
}

#[test]
fn the_letter_x_multiplies_where_it_stands_for_nothing() {
    let none = Reading::default();
    assert_eq!(read("3 x 4", &none).unwrap().to_text(), "3 × 4");
    assert_eq!(read("3x(4+1)", &none).unwrap().to_text(), "3 × (4 + 1)");
    assert!(read("3x", &none).is_err());
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    for (text, note, piece, message) in [
        ("", "empty", "", "There is no answer here yet."),
        ("   ", "empty", "   ", "There is no answer here yet."),
        (
            "5/",
            "missing-after",
            "/",
            "I can't read the `/` at the end: a number should come after it.",
        ),
        (
            "3 + ",
            "missing-after",
            "+",
            "I can't read the `+` at the end: a number should come after it.",
        ),
        ("(3+)", "missing-after", "+", "I can't read the `+`: a number should come after it."),
        (
            "×3",
            "missing-before",
            "×",
            "I can't read the `×` at the start: a number should come before it.",
        ),
        ("2(/3)", "missing-before", "/", "I can't read the `/`: a number should come before it."),
        (
            "3+×4",
            "two-signs",
            "+×",
            "I can't read `+×`: a number should come between the two signs.",
        ),
        (
            "3 / / 4",
            "two-signs",
            "/ /",
            "I can't read `/ /`: a number should come between the two signs.",
        ),
        (
            "3 4",
            "two-numbers",
            "3 4",
            "I can't read `3 4`: a sign should come between the two numbers.",
        ),
        (
            "12 000/4",
            "two-numbers",
            "12 000",
            "I can't read `12 000`: a sign should come between the two numbers.",
        ),
        (
            "x3",
            "number-after-letter",
            "x3",
            "I can't read `x3`: write the number before the letter, as in `3x`.",
        ),
        (
            "3(x+2",
            "bracket-not-closed",
            "(",
            "I can't find the end of the bracket `(`: another bracket should close it.",
        ),
        (
            "x+2)",
            "bracket-not-opened",
            ")",
            "I can't find the start of the bracket `)`: another bracket should open it.",
        ),
        (
            "(3]",
            "bracket-not-closed",
            "(",
            "I can't find the end of the bracket `(`: another bracket should close it.",
        ),
        ("3()", "empty-brackets", "()", "There is nothing inside the brackets `()`."),
        (
            "3z",
            "unknown-letter",
            "z",
            "I can't read the `z`: the letters to use here are `x` and `y`.",
        ),
        (
            "xyz",
            "unknown-letter",
            "z",
            "I can't read the `z`: the letters to use here are `x` and `y`.",
        ),
        (
            "5 cm",
            "unknown-word",
            "cm",
            "I can't read `cm`: write the answer with numbers and signs.",
        ),
        ("£5", "unit", "£", "I can't read the `£`: write just the number."),
        ("5 & 6", "unknown-character", "&", "I can't read the `&`: try leaving it out."),
        ("5🙂", "unknown-character", "🙂", "I can't read the `🙂`: try leaving it out."),
        (
            "1,20",
            "comma",
            "1,20",
            "I can't read the comma in `1,20`: after a comma there should be three digits, as in `1,200`.",
        ),
        (
            "1200,000",
            "comma",
            "1200,000",
            "I can't read the comma in `1200,000`: after a comma there should be three digits, as in `1,200`.",
        ),
        (
            "5.",
            "unfinished-decimal",
            "5.",
            "I can't read `5.`: a digit should come after the decimal point.",
        ),
        (
            "1.2.3",
            "two-decimal-points",
            "1.2.3",
            "I can't read `1.2.3`: a number has only one decimal point.",
        ),
        ("3/0", "zero-denominator", "3/0", "I can't work out `3/0`: we cannot divide by 0."),
        ("1 3/0", "zero-denominator", "3/0", "I can't work out `3/0`: we cannot divide by 0."),
        ("_", "gap", "_", "There is still a gap to fill in."),
        ("3 + [ ]", "gap", "[ ]", "There is still a gap to fill in."),
        ("x = 3", "relation", "=", "I can't read the `=`: write just the answer, without it."),
        ("x >= 3", "relation", ">=", "I can't read the `>=`: write just the answer, without it."),
    ] {
        let Err(ReadError::Unreadable(unreadable)) = read(text, &reading()) else {
            panic!("`{text}` was read");
        };
        assert_eq!(unreadable.note, note, "{text}");
        assert_eq!(&text[unreadable.span.clone()], piece, "{text}");
        assert_eq!(unreadable.message, message, "{text}");
    }
}

#[test]
fn the_letters_to_use_are_named() {
    let said = |letters: &[char]| {
        let reading = Reading { letters: letters.to_vec(), words: Vec::new() };
        read("q", &reading).unwrap_err().to_string()
    };
    assert_eq!(said(&[]), "I can't read the `q`: write the answer with numbers.");
    assert_eq!(said(&['x']), "I can't read the `q`: the letter to use here is `x`.");
    assert_eq!(
        said(&['a', 'b', 'c']),
        "I can't read the `q`: the letters to use here are `a`, `b` and `c`."
    );
}
