//! One table a kind: fields, and the numbers read back from the drawing.

use represent::{CounterState, Exchange, Field, Operation, Outline, ReadBack, read_back};

use super::{drawn, l, n, ratio, read, t};

#[test]
fn bars_read_back() {
    let ReadBack::Bar { parts, shaded, part_labels, whole_label, shaded_label, size } = read(
        "bar",
        [
            ("whole", n(24)),
            ("parts", n(7)),
            ("shaded", n(3)),
            ("part-label", t("1/7")),
            ("shaded-label", t("?")),
        ],
    ) else {
        panic!("a bar reads back as a bar")
    };
    assert_eq!(parts, vec![ratio(1, 7); 7]);
    assert_eq!(shaded, [true, true, true, false, false, false, false]);
    assert_eq!(part_labels, vec!["1/7"; 7]);
    assert_eq!((whole_label.as_str(), shaded_label.as_str(), size), ("24", "?", ratio(1, 1)));

    let ReadBack::Bar { parts, part_labels, size, .. } = read(
        "bar",
        [
            ("unequal", l([n(8), n(5)])),
            ("part-label", l([n(8), t("?")])),
            ("size", t("1/2")),
            ("whole", t("1 3/4 m")),
        ],
    ) else {
        panic!("a bar reads back as a bar")
    };
    assert_eq!(parts, [ratio(8, 13), ratio(5, 13)]);
    assert_eq!(part_labels, ["8", "?"]);
    assert_eq!(size, ratio(1, 2));
}

#[test]
fn a_bar_beside_a_longer_one_is_drawn_to_its_scale_while_its_parts_can_be_seen() {
    let build = |whole: i64, parts: i64| {
        let fields = [("whole", n(whole)), ("parts", n(parts))];
        represent::build("bar", &super::fields(fields)).unwrap()
    };
    // (parts, size, drawn)
    for (parts, size, is_drawn) in [
        (4, ratio(1, 2), true),
        (12, ratio(1, 2), true),
        (12, ratio(1, 5), false),
        (2, ratio(3, 2), false),
    ] {
        let scaled = build(24, parts).at_size(&size);
        assert_eq!(scaled.is_some(), is_drawn, "{parts} parts at {size}");
        let Some(scaled) = scaled else { continue };
        let ReadBack::Bar { size: read, .. } = read_back(&scaled.draw().svg).unwrap() else {
            panic!("a bar reads back as a bar")
        };
        assert_eq!(read, size);
    }
    assert_eq!(build(24, 4).worth(), Some(ratio(24, 1)));
    let nameless = represent::build("bar", &super::fields([("parts", n(4))])).unwrap();
    assert_eq!(nameless.worth(), None);
    let line = super::fields([("from", n(0)), ("to", n(1))]);
    let line = represent::build("number-line", &line).unwrap();
    assert_eq!((line.worth(), line.at_size(&ratio(1, 2))), (None, None));
}

#[test]
fn an_unknown_in_a_bar_is_a_blank_box_and_is_not_spoken() {
    for (unknown, hidden) in [("whole", "28"), ("part", "7"), ("shaded", "21")] {
        let bar = drawn(
            "bar",
            [
                ("whole", n(28)),
                ("parts", n(4)),
                ("shaded", n(3)),
                ("part-label", n(7)),
                ("shaded-label", n(21)),
                ("unknown", t(unknown)),
            ],
        );
        let spoken = bar.description.replace(['.', ','], "");
        assert!(!spoken.split(' ').any(|word| word == hidden), "{}", bar.description);
        assert!(bar.description.contains("not known"), "{}", bar.description);
    }
}

#[test]
fn number_lines_read_back() {
    let ReadBack::NumberLine { ticks, tick_labels, marks, mark_labels, ask, n_arrows } = read(
        "number-line",
        [
            ("to", n(2)),
            ("per", n(4)),
            ("labels", t("all")),
            ("marks", l([t("6/4"), t("1/8")])),
            ("ask", t("3/4")),
        ],
    ) else {
        panic!("a number line reads back as a number line")
    };
    assert_eq!(ticks, (0..=8).map(|i| ratio(i, 4)).collect::<Vec<_>>());
    assert_eq!(tick_labels, ["0", "1/4", "2/4", "1", "1 1/4", "1 2/4", "1 3/4", "2"]);
    assert_eq!(marks, [ratio(1, 8), ratio(3, 2)]);
    assert_eq!(mark_labels, ["1/8", "6/4"]);
    assert_eq!((ask, n_arrows), (Some(ratio(3, 4)), 1));

    let ReadBack::NumberLine { ticks, tick_labels, marks, n_arrows, .. } = read(
        "number-line",
        [("from", n(-1000)), ("to", n(1000)), ("parts", n(8)), ("marks", n(340))],
    ) else {
        panic!("a number line reads back as a number line")
    };
    assert_eq!(ticks, (-4..=4).map(|i| ratio(i * 250, 1)).collect::<Vec<_>>());
    assert_eq!(tick_labels, ["-1000", "0", "1000"]);
    assert_eq!((marks, n_arrows), (vec![ratio(340, 1)], 2));
}

#[test]
fn tick_labels_take_the_form_asked_for() {
    let rows: [(&str, [&str; 5]); 4] = [
        ("mixed", ["0", "2/4", "1", "1 2/4", "2"]),
        ("improper", ["0", "2/4", "1", "6/4", "2"]),
        ("simplest", ["0", "1/2", "1", "1 1/2", "2"]),
        ("decimal", ["0", "0.5", "1", "1.5", "2"]),
    ];
    for (form, expected) in rows {
        let line = [("to", n(2)), ("per", n(4)), ("labels", t("all")), ("form", t(form))];
        let ReadBack::NumberLine { tick_labels, .. } = read("number-line", line) else {
            panic!("a number line reads back as a number line")
        };
        assert_eq!(tick_labels.into_iter().step_by(2).collect::<Vec<_>>(), expected, "{form}");
    }
}

#[test]
fn what_a_number_line_asks_for_is_not_spoken() {
    let rows = [
        (t("3/4"), "3 quarters", "A question mark is at the 3rd mark after the left end."),
        (t("1 1/8"), "1 eighth", "A question mark is inside the 5th interval from the left."),
        (n(2), "to 2", "A question mark is at the right end."),
    ];
    for (ask, hidden, place) in rows {
        let line = drawn(
            "number-line",
            [("to", n(2)), ("per", n(4)), ("labels", t("wholes")), ("ask", ask)],
        );
        assert!(line.description.ends_with(place), "{}", line.description);
        assert!(
            !line.description.contains(hidden) && !line.title.contains(hidden),
            "{}",
            line.description
        );
    }
    let counted = drawn("number-line", [("to", n(10)), ("ask", n(7))]);
    assert!(!counted.description.contains('7'), "{}", counted.description);
}

#[test]
fn strips_read_back() {
    let ReadBack::Strips { rows, labels } = read(
        "strips",
        [
            ("rows", l([t("7/4"), l([n(5), n(3)]), t("2/8")])),
            ("unknown", n(2)),
            ("whole", Field::Flag(true)),
        ],
    ) else {
        panic!("strips read back as strips")
    };
    assert_eq!(rows.iter().map(|row| row.n_wholes).collect::<Vec<_>>(), [2, 2, 2, 2]);
    assert_eq!(rows.iter().map(|row| row.n_parts).collect::<Vec<_>>(), [1, 4, 3, 8]);
    assert_eq!(
        rows.iter().map(|row| row.shaded.clone()).collect::<Vec<_>>(),
        [ratio(0, 1), ratio(7, 4), ratio(5, 3), ratio(1, 4)]
    );
    assert_eq!(labels, ["1", "7/4", "?", "2/8"]);
}

#[test]
fn equal_parts_of_shapes_have_equal_areas() {
    let rows: [(&str, &str, &[i64]); 12] = [
        ("square", "vertical", &[1, 2, 3, 7, 24]),
        ("square", "horizontal", &[2, 5]),
        ("square", "grid", &[4, 6, 9, 24]),
        ("square", "diagonal", &[2, 4, 8]),
        ("rectangle", "vertical", &[3, 10]),
        ("rectangle", "grid", &[6, 8, 12]),
        ("rectangle", "diagonal", &[2, 4, 8]),
        ("circle", "sectors", &[1, 2, 3, 5, 7, 8, 12, 24]),
        ("circle", "vertical", &[2]),
        ("triangle", "vertical", &[2, 3, 5]),
        ("triangle", "grid", &[4, 9, 16]),
        ("triangle", "diagonal", &[2, 3, 6]),
    ];
    for (shape, cut, all_parts) in rows {
        for parts in all_parts {
            for turn in [0, 17, 90, -130] {
                let fields = [
                    ("shape", t(shape)),
                    ("cut", t(cut)),
                    ("parts", n(*parts)),
                    ("shaded", n(1)),
                    ("turn", n(turn)),
                ];
                let ReadBack::Shape { outline, shares, shaded } = read("shape", fields) else {
                    panic!("a shape reads back as a shape")
                };
                let expected = match shape {
                    "square" => Outline::Square,
                    "rectangle" => Outline::Rectangle,
                    "circle" => Outline::Circle,
                    _ => Outline::Triangle,
                };
                assert_eq!(outline, expected, "{shape} {cut} {parts} {turn}");
                assert_eq!(shares, vec![ratio(1, *parts); *parts as usize], "{shape} {cut} {turn}");
                assert_eq!(shaded, [1]);
            }
        }
    }
}

#[test]
fn near_misses_are_visibly_unequal() {
    let rows = [
        ("square", "vertical", 2),
        ("rectangle", "vertical", 3),
        ("rectangle", "horizontal", 4),
        ("rectangle", "grid", 6),
        ("square", "diagonal", 2),
        ("square", "diagonal", 4),
        ("rectangle", "diagonal", 8),
        ("circle", "sectors", 2),
        ("circle", "sectors", 4),
        ("circle", "vertical", 2),
        ("circle", "vertical", 3),
        ("circle", "horizontal", 4),
        ("triangle", "vertical", 3),
        ("triangle", "horizontal", 3),
        ("triangle", "diagonal", 2),
        ("triangle", "diagonal", 3),
        ("triangle", "diagonal", 6),
    ];
    for (shape, cut, parts) in rows {
        let fields = [
            ("shape", t(shape)),
            ("cut", t(cut)),
            ("parts", n(parts)),
            ("unequal", Field::Flag(true)),
        ];
        let ReadBack::Shape { shares, .. } = read("shape", fields) else {
            panic!("a shape reads back as a shape")
        };
        let (least, most) = (shares.iter().min().unwrap(), shares.iter().max().unwrap());
        assert_eq!(shares.len(), parts as usize);
        assert!(
            most * &ratio(100, 1) >= least * &ratio(115, 1),
            "{shape} {cut} {parts}: {shares:?}"
        );
    }
}

#[test]
fn shading_need_not_be_together() {
    let fields = [("shape", t("circle")), ("parts", n(6)), ("shaded", l([n(4), n(1)]))];
    let ReadBack::Shape { shaded, .. } = read("shape", fields.clone()) else {
        panic!("a shape reads back as a shape")
    };
    assert_eq!(shaded, [1, 4]);
    assert!(drawn("shape", fields).description.contains("the 1st and 4th parts"));
}

#[test]
fn counters_read_back() {
    for arrange in ["array", "row"] {
        let fields =
            [("total", n(12)), ("groups", n(4)), ("shaded-groups", n(3)), ("arrange", t(arrange))];
        assert_eq!(
            read("counters", fields),
            ReadBack::Counters { groups: vec![(3, 3), (3, 3), (3, 3), (3, 0)] }
        );
    }
    assert_eq!(
        read("counters", [("total", n(23)), ("shaded", n(7))]),
        ReadBack::Counters { groups: vec![(23, 7)] }
    );
}

#[test]
fn column_methods_read_back_with_every_exchange() {
    // Place, digit, what it becomes.
    type Change = (usize, i64, i64);
    let rows: [(i64, i64, &[Change]); 6] = [
        (58, 23, &[]),
        (52, 27, &[(0, 2, 12), (1, 5, 4)]),
        (523, 178, &[(0, 3, 13), (1, 2, 11), (2, 5, 4)]),
        (403, 127, &[(0, 3, 13), (1, 0, 9), (2, 4, 3)]),
        (4003, 1287, &[(0, 3, 13), (1, 0, 9), (2, 0, 9), (3, 4, 3)]),
        (1000, 1, &[(0, 0, 10), (1, 0, 9), (2, 0, 9), (3, 1, 0)]),
    ];
    for (top, bottom, expected) in rows {
        let given = [
            ("operation", t("subtract")),
            ("top", n(top)),
            ("bottom", n(bottom)),
            ("show", t("worked")),
        ];
        let expected = expected.iter().map(|(place, from, becomes)| Exchange {
            place: *place,
            from: *from,
            becomes: *becomes,
        });
        assert_eq!(
            read("column-method", given),
            ReadBack::ColumnMethod {
                operation: Operation::Subtract,
                top,
                bottom,
                answer: Some(top - bottom),
                exchanges: expected.collect(),
                carried: vec![],
            }
        );
    }
    let added =
        [("operation", t("add")), ("top", n(678)), ("bottom", n(547)), ("show", t("worked"))];
    let ReadBack::ColumnMethod { answer, carried, .. } = read("column-method", added) else {
        panic!("a column method")
    };
    assert_eq!((answer, carried), (Some(1225), vec![1, 2, 3]));
    let question = [("operation", t("subtract")), ("top", n(523)), ("bottom", n(178))];
    let ReadBack::ColumnMethod { answer, exchanges, .. } = read("column-method", question.clone())
    else {
        panic!("a column method")
    };
    assert_eq!((answer, exchanges), (None, vec![]));
    assert_eq!(
        drawn("column-method", question).description,
        "A column subtraction: 523 take away 178. The answer is blank."
    );
    let given =
        [("operation", t("subtract")), ("top", n(523)), ("bottom", n(178)), ("answer", n(455))];
    let ReadBack::ColumnMethod { answer, exchanges, .. } = read("column-method", given) else {
        panic!("a column method")
    };
    assert_eq!((answer, exchanges), (Some(455), vec![]));
}

#[test]
fn bar_charts_read_back() {
    let fields = [
        ("categories", l([t("Apples"), t("Pears"), t("Plums"), t("Figs")])),
        ("values", l([n(6), n(9), n(0), n(5)])),
        ("step", n(2)),
        ("axis-label", t("Pupils")),
        ("category-label", t("Fruit")),
        ("title", t("Favourite fruit")),
        ("unknown", t("Figs")),
    ];
    let value =
        |name: &str, value: Option<i64>| (name.to_owned(), value.map(|value| ratio(value, 1)));
    assert_eq!(
        read("bar-chart", fields.clone()),
        ReadBack::BarChart {
            bars: vec![
                value("Apples", Some(6)),
                value("Pears", Some(9)),
                value("Plums", Some(0)),
                value("Figs", None)
            ],
            step: ratio(2, 1),
            axis_label: "Pupils".to_owned(),
            category_label: "Fruit".to_owned(),
            heading: "Favourite fruit".to_owned(),
        }
    );
    assert!(drawn("bar-chart", fields).description.ends_with("Plums: 0. Figs: not known."));
}

#[test]
fn angles_read_back() {
    for (degrees, turn) in
        [(1, 0), (12, 10), (45, 300), (90, 25), (135, 30), (180, 7), (250, 0), (359, 90)]
    {
        let fields = [("degrees", n(degrees)), ("turn", n(turn)), ("arms", l([n(4), n(9)]))];
        let label = format!("{degrees}°");
        assert_eq!(
            read("angle", fields),
            ReadBack::Angle {
                degrees,
                turn,
                arms: vec![ratio(4, 1), ratio(9, 1)],
                label,
                inner_scale: None,
                outer_scale: None,
            }
        );
    }
}

#[test]
fn a_protractor_has_both_scales_and_its_zero_on_an_arm() {
    for (degrees, turn) in [(10, 0), (47, 0), (90, 40), (130, -20), (180, 0)] {
        let fields = [
            ("degrees", n(degrees)),
            ("turn", n(turn)),
            ("protractor", Field::Flag(true)),
            ("label", t("?")),
        ];
        let drawing = drawn("angle", fields.clone());
        let ReadBack::Angle { inner_scale, outer_scale, label, .. } = read("angle", fields) else {
            panic!("an angle")
        };
        assert_eq!(
            (inner_scale, outer_scale),
            (Some(ratio(degrees, 1)), Some(ratio(180 - degrees, 1)))
        );
        assert_eq!(label, "?");
        assert!(!drawing.description.contains(&degrees.to_string()), "{}", drawing.description);
    }
}

#[test]
fn area_models_read_back_to_scale() {
    let product = [
        ("left", l([n(10), n(4)])),
        ("top", l([n(20), n(3)])),
        ("cells", l([n(200), t("?"), n(80), t("")])),
    ];
    let ReadBack::AreaModel { left, top, cells, heights, widths } = read("area-model", product)
    else {
        panic!("an area model")
    };
    assert_eq!(
        (left, top),
        (vec!["10".to_owned(), "4".to_owned()], vec!["20".to_owned(), "3".to_owned()])
    );
    assert_eq!(cells, ["200", "?", "80", ""]);
    assert_eq!(heights, [ratio(5, 7), ratio(2, 7)]);
    assert_eq!(widths, [ratio(20, 23), ratio(3, 23)]);
}

#[test]
fn a_letter_is_not_a_whole_number_of_units_long() {
    let given =
        [("left", l([n(3)])), ("top", l([t("x"), n(2)])), ("cells", l([t("3x"), t("x^2")]))];
    let ReadBack::AreaModel { cells, widths, .. } = read("area-model", given) else {
        panic!("an area model")
    };
    let x_in_units = (&widths[0] * &ratio(2, 1)).checked_div(&widths[1]).unwrap();
    assert!(!x_in_units.is_whole(), "{x_in_units}");
    assert_eq!(cells, ["3x", "x²"]);
}

#[test]
fn parts_too_different_to_draw_are_said_not_to_be_to_scale() {
    let given = [("left", l([n(6)])), ("top", l([n(1000), n(40), n(3)]))];
    let drawing = drawn("area-model", given);
    assert!(drawing.svg.contains("not to scale"));
    assert!(drawing.description.ends_with("It is not drawn to scale."));
}

#[test]
fn ten_frames_read_back() {
    let ReadBack::TenFrame { cells } =
        read("ten-frame", [("total", n(20)), ("filled", n(8)), ("second", n(5))])
    else {
        panic!("a ten frame")
    };
    assert_eq!(cells.len(), 20);
    assert_eq!(cells[7..9], [Some(CounterState::Filled), Some(CounterState::Second)]);
    assert_eq!(cells[12..14], [Some(CounterState::Second), None]);
    let names = ["filled", "half", "ring", "absent", "open", "empty", "second"].map(t);
    let ReadBack::TenFrame { cells } = read("ten-frame", [("states", l(names))]) else {
        panic!("a ten frame")
    };
    assert_eq!(
        cells,
        [
            Some(CounterState::Filled),
            Some(CounterState::Half),
            Some(CounterState::Ring),
            Some(CounterState::Absent),
            Some(CounterState::Open),
            None,
            Some(CounterState::Second),
            None,
            None,
            None
        ]
    );
}
