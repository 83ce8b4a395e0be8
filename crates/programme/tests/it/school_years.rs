//! School years are written as two years in a row.

use programme::SchoolYear;

#[test]
fn a_school_year_is_two_years_in_a_row() {
    for (text, taken) in [
        ("2021/22", true),
        ("2021/23", false),
        ("1999/00", true),
        ("2099/00", true),
        ("2021-22", false),
        ("21/22", false),
        ("2021/2022", false),
        ("", false),
    ] {
        let read = text.parse::<SchoolYear>();
        assert_eq!(read.is_ok(), taken, "{text}");
        match read {
            Ok(year) => assert_eq!(year.to_string(), text),
            Err(error) => assert!(error.to_string().contains("such as 2021/22"), "{error}"),
        }
    }
}
