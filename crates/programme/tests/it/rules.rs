//! The shipped rules say what public sources say, by year; a file that is not right is named with the reason.

use std::fs;
use std::path::PathBuf;

use programme::{GroupSize, Programmes, SchoolYear};

pub fn shipped() -> Programmes {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../content/programmes");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (programmes, problems) = Programmes::load(&files);
    assert!(problems.is_empty(), "{problems:?}");
    programmes
}

fn year(text: &str) -> SchoolYear {
    text.parse().unwrap()
}

/// Rows: R66.
#[test]
fn the_size_of_a_group_is_that_of_its_year() {
    let programmes = shipped();
    for (slug, in_year, least, most) in [
        ("primary-development", "2019/20", 6, 7),
        ("primary-development", "2021/22", 6, 7),
        ("primary-development", "2024/25", 6, 6),
        ("primary-embedding", "2019/20", 6, 6),
        ("mastery-readiness", "2024/25", 2, 8),
    ] {
        let (_, rule) = programmes.rule(slug, year(in_year)).unwrap();
        assert_eq!(rule.group_size, Some(GroupSize { least, most }), "{slug} {in_year}");
    }
}

#[test]
fn what_no_source_says_is_absent_and_named() {
    for programme in shipped().all() {
        for rule in &programme.rules {
            let absent = [
                ("group-size", rule.group_size.is_none()),
                ("teachers", rule.teachers.is_none()),
                ("headteacher-confirms", rule.headteacher_confirms.is_none()),
                ("sessions", rule.sessions.is_none()),
                ("visits", rule.visits.is_none()),
                ("money", rule.money.is_none()),
                ("completion", rule.completion.is_none()),
            ];
            for (field, is_absent) in absent {
                let named = rule.unknown.iter().any(|unknown| unknown == field);
                assert_eq!(named, is_absent, "{} {} {field}", programme.slug, rule.from);
            }
        }
    }
}

#[test]
fn a_rule_that_is_not_there_is_said() {
    let programmes = shipped();
    for (slug, in_year, says) in [
        ("primary-develpment", "2021/22", "expected one of"),
        ("primary-development", "2003/04", "the first that is known is for"),
    ] {
        let error = programmes.rule(slug, year(in_year)).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn a_file_that_is_not_right_is_named_and_the_rest_is_kept() {
    let sound = "slug = \"a\"\nname = \"A\"\n[[rule]]\nfrom = \"2021/22\"\nsource = \"here\"\n";
    for (text, says) in [
        ("slug = \"b\"\nname = \"B\"\nrule = []\n", "at least one"),
        (&sound.replace("2021/22", "2021/23"), "not a school year"),
        (&sound.replace("\"here\"", "\" \""), "no source"),
        (&format!("{sound}[rule.group-size]\nleast = 7\nmost = 6\n"), "7 to 6"),
        (&format!("{sound}[[rule]]\nfrom = \"2020/21\"\nsource = \"x\"\n"), "later school year"),
        (&format!("{sound}[rule.money]\npounds = 2\n"), "pounds"),
        (&sound.replace("name", "nmae"), "nmae"),
        (
            &format!("{sound}{0}{0}", "[[rule.stage]]\nslug = \"first\"\nname = \"First\"\n"),
            "called `first`",
        ),
    ] {
        let (programmes, problems) = Programmes::load(&[
            ("sound.toml", &sound.replace("\"a\"", "\"s\"")),
            ("wrong.toml", text),
        ]);
        assert_eq!(programmes.all().count(), 1, "{text}");
        assert_eq!(problems.len(), 1, "{text}");
        let said = problems[0].to_string();
        assert!(said.starts_with("wrong.toml: ") && said.contains(says), "{said}");
    }
    let (_, problems) = Programmes::load(&[("one.toml", sound), ("two.toml", sound)]);
    assert!(problems[0].to_string().contains("another programme"), "{problems:?}");
}
