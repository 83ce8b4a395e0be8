//! Fields that are refused, with the words that content authors read.

use represent::Field;

use super::{l, message, n, t};

#[test]
fn an_unknown_kind_or_field_suggests_the_nearest() {
    assert!(message("bars", []).starts_with(
        "`bars` is not a representation; did you mean `bar`?; known: bar, number-line"
    ));
    assert!(
        message("graph paper", []).starts_with("`graph paper` is not a representation; known: bar")
    );
    assert!(
        message("bar", [("shadde", n(1))]).starts_with(
            "`bar` has no field `shadde`; did you mean `shaded`?; known: whole, parts"
        )
    );
}

#[test]
fn a_value_that_will_not_do_is_quoted_with_what_was_expected() {
    let yes = || Field::Flag(true);
    let rows = [
        (message("bar", [("parts", n(25))]), "`parts` is 25: expected a whole number from 1 to 24"),
        (
            message("bar", [("parts", t("1/2"))]),
            "`parts` is \"1/2\": expected a whole number from 1 to 24",
        ),
        (
            message("bar", [("parts", n(4)), ("shaded", n(5))]),
            "`shaded` is 5: expected a whole number from 0 to 4",
        ),
        (
            message("bar", [("unequal", l([n(10), n(11)]))]),
            "`unequal` is [10, 11]: expected widths seen to be unequal: the widest at least 15% wider than the narrowest",
        ),
        (
            message("bar", [("parts", n(20)), ("part-label", t("one part"))]),
            "`part-label` is \"one part\": expected a label short enough to stand inside its part",
        ),
        (
            message("bar", [("unknown", t("hole"))]),
            "`unknown` is \"hole\": expected one of \"whole\", \"part\", \"shaded\"; did you mean \"whole\"?",
        ),
        (
            message("number-line", [("from", n(2)), ("to", n(2))]),
            "`to` is 2: expected a number above `from`, which is 2",
        ),
        (message("number-line", [("ask", n(3))]), "`ask` is 3: expected a number from 0 to 1"),
        (
            message("number-line", [("parts", n(60)), ("labels", t("all"))]),
            "`labels` is \"all\": expected \"ends\" or \"none\", because labels at these ticks would touch",
        ),
        (
            message("number-line", [("parts", n(2)), ("per", n(2))]),
            "`per` is 2: expected either `parts` or `per`, not both",
        ),
        (
            message("strips", [("rows", l([t("3/0")]))]),
            "`rows` is [\"3/0\"]: expected 1 to 6 fractions such as \"3/4\" or [3, 4], with at most 24 parts and 4 wholes",
        ),
        (
            message("shape", [("shape", t("circle")), ("parts", n(3)), ("cut", t("vertical"))]),
            "`cut` is \"vertical\": expected \"sectors\", because these strips of a circle are not equal (or `unequal = true`)",
        ),
        (
            message("shape", [("parts", n(7)), ("cut", t("grid"))]),
            "`parts` is 7: expected a number that makes rows and columns, such as 4, 6 or 12",
        ),
        (
            message("shape", [("unequal", yes())]),
            "`unequal` is true: expected false for a shape that is not cut",
        ),
        (message("counters", []), "`counters` needs `total`: a whole number from 1 to 100"),
        (
            message("counters", [("total", n(10)), ("groups", n(3))]),
            "`groups` is 3: expected a number of equal groups of 10 counters",
        ),
        (
            message(
                "column-method",
                [("operation", t("subtract")), ("top", n(12)), ("bottom", n(13))],
            ),
            "`bottom` is 13: expected a number to take from 12, so at most 12",
        ),
        (
            message("bar-chart", [("categories", l([t("A"), t("B")])), ("values", n(3))]),
            "`values` is 3: expected a list of 2 numbers, each 0 or more, one for each category",
        ),
        (
            message("angle", [("degrees", n(360))]),
            "`degrees` is 360: expected a whole number from 1 to 359",
        ),
        (
            message("angle", [("degrees", n(200)), ("protractor", yes())]),
            "`protractor` is true: expected false, because a protractor measures at most 180 degrees",
        ),
        (
            message("area-model", [("left", n(-3)), ("top", t("x"))]),
            "`left` is -3: expected parts above 0 (or `signed = true` for a grid with signs)",
        ),
        (
            message("ten-frame", [("filled", n(11)), ("total", n(10))]),
            "`filled` is 11: expected no more counters than the 10 that `total` makes room for",
        ),
        (
            message("ten-frame", [("states", l([t("full")]))]),
            "`states` is [\"full\"]: expected a list of at most 60 of filled, second, half, ring, absent, open, empty",
        ),
    ];
    for (said, expected) in rows {
        assert_eq!(said, expected);
    }
}
