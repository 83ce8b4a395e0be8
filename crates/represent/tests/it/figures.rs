//! Circles, angles at a point and parallel lines at every turn: what is drawn is what was asked for.

use represent::{Field, Fields, ReadBack, build, read_back};

use super::every::holds;
use super::{fields, l, message, n, t};

const PARTS: [&str; 7] = ["radius", "diameter", "chord", "tangent", "arc", "sector", "segment"];

fn list(items: impl IntoIterator<Item = Field>) -> Field {
    Field::List(items.into_iter().collect())
}

// The field as the drawing shows it.
#[track_caller]
fn shown(kind: &str, given: &Fields, field: &str) -> Field {
    match read_back(&build(kind, given).unwrap().draw().svg).unwrap() {
        ReadBack::Fields { fields, .. } => fields[field].clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_part_of_a_circle_is_named_at_every_turn() {
    for part in PARTS {
        for turn in (0..360).step_by(7) {
            for spread in [60, 90, 137] {
                let given =
                    fields([("parts", l([t(part)])), ("turn", n(turn)), ("spread", n(spread))]);
                assert_eq!(holds("circle", &given), Ok(true), "{part} {turn} {spread}");
                assert_eq!(shown("circle", &given, "parts"), l([t(part)]));
                assert_eq!(shown("circle", &given, "turn"), n(turn));
            }
        }
    }
}

#[test]
fn any_two_parts_stand_together_with_letters() {
    for one in PARTS {
        for other in PARTS.into_iter().filter(|other| *other != one) {
            for turn in (0..360).step_by(45) {
                let parts = l([t(one), t(other)]);
                let given = fields([
                    ("parts", parts.clone()),
                    ("labels", l([t("A"), t("?")])),
                    ("turn", n(turn)),
                    ("spread", n(75)),
                ]);
                assert_eq!(holds("circle", &given), Ok(true), "{one} {other} {turn}");
                assert_eq!(shown("circle", &given, "parts"), parts);
                assert_eq!(shown("circle", &given, "labels"), l([t("A"), t("?")]));
            }
        }
    }
}

#[test]
fn what_is_not_known_of_a_circle_is_not_spoken() {
    for part in PARTS {
        let given = fields([("parts", l([t(part)])), ("labels", l([t("?")]))]);
        let said = build("circle", &given).unwrap().draw().description;
        assert!(!said.contains(part), "{said}");
    }
}

#[test]
fn angles_at_a_point_read_back_at_every_turn() {
    for angles in [
        vec![110, 70],
        vec![15, 165],
        vec![90, 90, 180],
        vec![120, 90, 150],
        vec![60, 60, 60],
        vec![65, 115, 65, 115],
        vec![345, 15],
        vec![30, 45, 60, 75, 80, 70],
    ] {
        for turn in (0..360).step_by(5) {
            let sizes = list(angles.iter().copied().map(n));
            let given = fields([("angles", sizes.clone()), ("turn", n(turn))]);
            assert_eq!(holds("angles-at-a-point", &given), Ok(true), "{angles:?} {turn}");
            assert_eq!(shown("angles-at-a-point", &given, "angles"), sizes);
            let labels = list(angles.iter().map(|angle| t(&format!("{angle}°"))));
            assert_eq!(shown("angles-at-a-point", &given, "labels"), labels);
        }
    }
}

#[test]
fn angles_in_parallel_lines_read_back_at_every_turn() {
    for angle in (30..=150).step_by(15) {
        for turn in (0..360).step_by(20) {
            let labels = list(["1", "2", "3", "4", "5", "6", "7", "8"].map(t));
            let given =
                fields([("angle", n(angle)), ("turn", n(turn)), ("labels", labels.clone())]);
            assert_eq!(holds("parallel-lines", &given), Ok(true), "{angle} {turn}");
            assert_eq!(shown("parallel-lines", &given, "angle"), n(angle));
            assert_eq!(shown("parallel-lines", &given, "labels"), labels);
            let size = format!("{angle}°");
            let given = fields([
                ("angle", n(angle)),
                ("turn", n(turn)),
                ("labels", l([t("?"), t(""), t("?"), t("?"), t(&size)])),
            ]);
            assert_eq!(holds("parallel-lines", &given), Ok(true), "{angle} {turn} with sizes");
        }
    }
}

#[test]
fn figures_that_cannot_be_drawn_are_refused() {
    let parts =
        "expected a list of 1 to 3 different parts of a circle, such as [\"radius\", \"chord\"]";
    let angles = "expected 2 to 6 whole numbers from 15 to 345 that make 360 round a point, or 180 on a line";
    for (said, expected) in [
        (
            message("circle", []),
            "`circle` needs `parts`: ".to_owned() + &parts["expected ".len()..],
        ),
        (
            message("circle", [("parts", l([t("radius"), t("radius")]))]),
            format!("`parts` is [\"radius\", \"radius\"]: {parts}"),
        ),
        (
            message("circle", [("parts", l([t("radus")]))]),
            format!("`parts` is [\"radus\"]: {parts}"),
        ),
        (
            message("angles-at-a-point", [("angles", l([n(100), n(70)]))]),
            format!("`angles` is [100, 70]: {angles}"),
        ),
        (
            message("parallel-lines", [("angle", n(20))]),
            "`angle` is 20: expected a whole number from 30 to 150".to_owned(),
        ),
    ] {
        assert_eq!(said, expected);
    }
}
