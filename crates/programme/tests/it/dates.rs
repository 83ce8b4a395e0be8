//! Days are written as the register writes them, and exist.

use programme::Date;

#[test]
fn a_day_is_one_that_exists() {
    for (text, read) in [
        ("31-08-2021", Some("2021-08-31")),
        ("2021-08-31", Some("2021-08-31")),
        ("31/08/2021", Some("2021-08-31")),
        ("1/9/2021", Some("2021-09-01")),
        ("29-02-2020", Some("2020-02-29")),
        ("29-02-2021", None),
        ("29-02-1900", None),
        ("31-04-2021", None),
        ("31-08-21", None),
        ("00-08-2021", None),
        ("08-31-2021", None),
        ("31 August 2021", None),
        ("", None),
        ("1-1-1-2021", None),
    ] {
        let found = Date::read(text);
        assert_eq!(found.as_ref().ok().map(ToString::to_string).as_deref(), read, "{text}");
        if let Err(error) = found {
            assert!(error.to_string().contains("expected a day such as 31-08-2021"), "{error}");
        }
    }
}

#[test]
fn a_school_year_runs_from_september_to_august() {
    for (day, year) in
        [("31-08-2021", "2020/21"), ("01-09-2021", "2021/22"), ("15-02-2020", "2019/20")]
    {
        let day = Date::read(day).unwrap();
        assert_eq!(day.school_year().to_string(), year);
        assert!(day.school_year().first_day() <= day && day <= day.school_year().last_day());
    }
    assert_eq!(Date::read("2021-08-31").unwrap().in_words(), "31 August 2021");
}

#[test]
fn a_day_has_its_weekday() {
    for (day, weekday, near) in [
        ("1900-03-01", "Thursday", "1900-03-01"),
        ("2000-01-01", "Saturday", "2000-01-03"),
        ("2024-02-29", "Thursday", "2024-02-29"),
        ("2026-11-01", "Sunday", "2026-11-02"),
        ("2026-11-21", "Saturday", "2026-11-20"),
        ("2026-11-22", "Sunday", "2026-11-20"),
        ("2026-11-23", "Monday", "2026-11-23"),
    ] {
        let day = Date::read(day).unwrap();
        assert_eq!(day.on_a_weekday().to_string(), near, "{day}");
        assert_eq!(day.weekday(), weekday, "{day}");
        assert_eq!(day.is_at_the_weekend(), weekday.starts_with('S'), "{day}");
    }
}
