//! What holds for every drawing: no panic, the same twice, readable back, no labels touching, true documentation.

use std::collections::BTreeSet;

use proptest::prelude::*;
use represent::{Field, Fields, ReadBack, build, catalogue, kinds, read_back};

use super::{fields, n, ratio, t};

const TEXTS: [&str; 28] = [
    "", "?", "1/2", "3/4", "7/4", "1 3/4", "-2", "x", "2x", "x^2", "?/8", "all", "wholes",
    "worked", "subtract", "add", "circle", "square", "triangle", "grid", "diagonal", "row", "part",
    "whole", "half", "ring", "value", "<&\">",
];

fn leaf() -> impl Strategy<Value = Field> {
    prop_oneof![
        6 => (0_i64..13).prop_map(Field::from),
        2 => (-400_i64..1_000).prop_map(Field::from),
        1 => any::<i64>().prop_map(Field::from),
        2 => (-20_i64..40, 1_i64..25).prop_map(|(top, bottom)| Field::from(ratio(top, bottom))),
        4 => proptest::sample::select(&TEXTS[..]).prop_map(Field::from),
        1 => ".{0,40}".prop_map(|text| Field::from(text.as_str())),
        2 => any::<bool>().prop_map(Field::Flag),
    ]
}

fn value() -> impl Strategy<Value = Field> {
    prop_oneof![4 => leaf(), 2 => proptest::collection::vec(leaf(), 0..7).prop_map(Field::List)]
}

// A kind with some of its own fields, each holding anything.
fn anything() -> impl Strategy<Value = (&'static str, Fields)> {
    (0..kinds().len()).prop_flat_map(|i| {
        let names: Vec<&'static str> = kinds()[i].fields.iter().map(|field| field.name).collect();
        let field = (proptest::sample::select(names), value());
        let slug = kinds()[i].slug;
        proptest::collection::vec(field, 0..5).prop_map(move |pairs| {
            (
                slug,
                pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Fields>(),
            )
        })
    })
}

fn check(kind: &str, given: &Fields) {
    let Ok(picture) = build(kind, given) else { return };
    let drawing = picture.draw();
    assert_eq!(drawing, build(kind, given).unwrap().draw(), "drawn the same twice");
    assert!(!drawing.title.is_empty() && drawing.description.ends_with('.'));
    if let Err(error) = read_back(&drawing.svg) {
        panic!("{kind} {given:?}: {error}");
    }
    if let Some(found) = touching(&drawing.svg) {
        panic!("{kind} {given:?}: {found}");
    }
}

fn attribute(tag: &str, name: &str) -> f64 {
    let start = tag.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
    tag[start..].split('"').next().unwrap().parse().unwrap()
}

// Boxes of texts, 0.6 of their size a character, and of blanks: no two overlap unless a text is inside its blank.
pub fn touching(svg: &str) -> Option<String> {
    let mut boxes: Vec<(f64, f64, f64, f64, String)> = Vec::new();
    for (i, _) in svg.match_indices("<text ") {
        let tag = &svg[i..];
        let words = &tag[tag.find('>').unwrap() + 1..tag.find("</text>").unwrap()];
        let words = words.replace("<tspan font-style=\"italic\">", "").replace("</tspan>", "");
        let n_letters = words
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .chars()
            .count();
        let (x, y, size) = (attribute(tag, "x"), attribute(tag, "y"), attribute(tag, "font-size"));
        let half = n_letters as f64 * size * 0.3;
        boxes.push((x - half, x + half, y - 0.7 * size, y, words));
    }
    for (i, _) in svg.match_indices("<rect class=\"d-box") {
        let tag = &svg[i..];
        let (x, y) = (attribute(tag, "x"), attribute(tag, "y"));
        boxes.push((
            x,
            x + attribute(tag, "width"),
            y,
            y + attribute(tag, "height"),
            "box".to_owned(),
        ));
    }
    for (i, a) in boxes.iter().enumerate() {
        for b in &boxes[i + 1..] {
            let is_own_box = b.4 == "box" && a.4 == "?" && ((a.0 + a.1) - (b.0 + b.1)).abs() < 0.1;
            let overlaps = a.0 < b.1 && b.0 < a.1 && a.2 < b.3 && b.2 < a.3;
            if overlaps && !is_own_box {
                return Some(format!("`{}` touches `{}`", a.4, b.4));
            }
        }
        let (width, height) = (attribute(svg, "width"), attribute(svg, "height"));
        if !(a.0 >= 0.0 && a.1 <= width && a.2 >= 0.0 && a.3 <= height) {
            return Some(format!("`{}` leaves the page", a.4));
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_fields_draw_or_are_refused((kind, given) in anything()) {
        check(kind, &given);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_bar_reads_back_its_numbers(parts in 1_i64..=24, shade in 0_i64..=24, whole in 0_i64..=1_000) {
        let shaded = shade % (parts + 1);
        let given = fields([("parts", n(parts)), ("shaded", n(shaded)), ("whole", n(whole))]);
        let ReadBack::Bar { parts: read, shaded: shading, whole_label, .. } =
            read_back(&build("bar", &given).unwrap().draw().svg).unwrap() else { panic!("a bar") };
        prop_assert_eq!(read, vec![ratio(1, parts); parts as usize]);
        prop_assert_eq!(shading.iter().filter(|is_shaded| **is_shaded).count() as i64, shaded);
        prop_assert_eq!(whole_label, whole.to_string());
    }

    #[test]
    fn a_number_line_reads_back_its_numbers(from in -9_i64..9, span in 1_i64..=5, per in 1_i64..=12, at in 0_i64..60) {
        let (at, ask) = (ratio(at % (span * per + 1), per), ratio(at % (span * 7 + 1), 7));
        let (at, ask) = (&at + &ratio(from, 1), &ask + &ratio(from, 1));
        let mut given = fields([("from", n(from)), ("to", n(from + span)), ("per", n(per)), ("marks", at.clone().into())]);
        given.insert("mark-labels".to_owned(), t(""));
        given.insert("labels".to_owned(), t("wholes"));
        let line = build("number-line", &given).unwrap();
        let ReadBack::NumberLine { ticks, marks, .. } = read_back(&line.draw().svg).unwrap() else { panic!("a line") };
        prop_assert_eq!(ticks, (0..=span * per).map(|i| &ratio(i, per) + &ratio(from, 1)).collect::<Vec<_>>());
        prop_assert_eq!(marks, vec![at]);
        given.insert("ask".to_owned(), ask.clone().into());
        // An end that asks may leave too few labels to read by, and is then refused.
        if let Ok(line) = build("number-line", &given) {
            let ReadBack::NumberLine { ask: read, .. } = read_back(&line.draw().svg).unwrap() else { panic!("a line") };
            prop_assert_eq!(read, Some(ask));
        }
    }

    #[test]
    fn a_subtraction_reads_back_and_its_exchanges_keep_the_number(a in 0_i64..=999_999, b in 0_i64..=999_999) {
        let (top, bottom) = (a.max(b), a.min(b));
        let given = [("operation", t("subtract")), ("top", n(top)), ("bottom", n(bottom)), ("show", t("worked"))];
        let ReadBack::ColumnMethod { top: read_top, bottom: read_bottom, answer, exchanges, .. } =
            super::read("column-method", given) else { panic!("a column method") };
        prop_assert_eq!((read_top, read_bottom, answer), (top, bottom, Some(top - bottom)));
        let change: i64 = exchanges.iter().map(|one| (one.becomes - one.from) * 10_i64.pow(one.place as u32)).sum();
        prop_assert_eq!(change, 0);
        for place in 0..6 {
            let digit = |number: i64| number / 10_i64.pow(place as u32) % 10;
            let have = exchanges.iter().find(|one| one.place == place).map_or(digit(top), |one| one.becomes);
            prop_assert_eq!(have - digit(bottom), digit(top - bottom));
        }
    }

    #[test]
    fn an_angle_reads_back_its_numbers(degrees in 1_i64..360, turn in 0_i64..360, arm in 3_i64..=10) {
        let given = [("degrees", n(degrees)), ("turn", n(turn)), ("arms", super::l([n(arm), n(7)]))];
        let ReadBack::Angle { degrees: read, turn: turned, arms, .. } = super::read("angle", given) else { panic!("an angle") };
        prop_assert_eq!((read, turned, arms), (degrees, turn, vec![ratio(arm, 1), ratio(7, 1)]));
    }
}

// Returns how many were drawn, so that a sweep that refuses everything cannot pass.
fn sweep(kind: &str, all: Vec<Fields>) -> usize {
    all.iter().for_each(|given| check(kind, given));
    all.iter().filter(|given| build(kind, given).is_ok()).count()
}

#[test]
fn labels_are_apart_in_bars_and_strips_of_every_size() {
    let mut bars = Vec::new();
    let mut strips = Vec::new();
    for parts in 1..=24_i64 {
        for label in ["7", "24", "125", "1/8", "11/12", "2 1/2", "?", "x", "8 cm"] {
            for size in ["1", "2/3", "1/4", "1/20"] {
                let pairs = [
                    ("parts", n(parts)),
                    ("part-label", t(label)),
                    ("shaded", n(parts / 3 + 1)),
                    ("size", t(size)),
                ];
                let mut bar = fields(pairs);
                bar.insert("whole".to_owned(), t("12 3/4 litres"));
                bar.insert("shaded-label".to_owned(), t(label));
                bars.push(bar);
            }
        }
        for shaded in 0..=2 * parts {
            let rows = super::l([t(&format!("{shaded}/{parts}")), t("1/2"), t("3/4")]);
            strips.push(fields([("rows", rows), ("unknown", n(1 + shaded % 3))]));
        }
    }
    assert!(sweep("bar", bars) > 300);
    assert!(sweep("strips", strips) > 400);
}

#[test]
fn labels_are_apart_on_number_lines_of_every_size() {
    let mut lines = Vec::new();
    for (from, to) in
        [(0, 1), (0, 2), (-3, 3), (0, 10), (0, 100), (-1000, 1000), (0, 1_000_000), (995, 1005)]
    {
        for parts in [1, 2, 3, 4, 5, 8, 10, 12, 20, 40, 60] {
            for labels in ["ends", "wholes", "all", "none"] {
                for form in ["mixed", "improper", "decimal"] {
                    let at = |i: i64| Field::from(&ratio(from, 1) + &ratio(i * (to - from), 20));
                    let mut line = fields([
                        ("from", n(from)),
                        ("to", n(to)),
                        ("parts", n(parts)),
                        ("labels", t(labels)),
                    ]);
                    line.insert("form".to_owned(), t(form));
                    lines.push(line.clone());
                    line.insert("ask".to_owned(), at(9));
                    lines.push(line.clone());
                    line.insert("marks".to_owned(), super::l([at(4), at(5), at(18)]));
                    lines.push(line);
                }
            }
        }
    }
    assert!(sweep("number-line", lines) > 800);
}

#[test]
fn labels_are_apart_at_angles_of_every_size() {
    let mut angles = Vec::new();
    for degrees in 1..360 {
        for (turn, arms, label) in [(0, [8, 8], "value"), (35, [3, 10], "?"), (200, [10, 5], "abc")]
        {
            let arms = super::l(arms.map(n));
            let mut angle = fields([
                ("degrees", n(degrees)),
                ("turn", n(turn)),
                ("arms", arms),
                ("label", t(label)),
            ]);
            angles.push(angle.clone());
            angle.insert("protractor".to_owned(), Field::Flag(true));
            angles.push(angle);
        }
    }
    assert_eq!(sweep("angle", angles), 3 * (359 + 180));
}

#[test]
fn labels_are_apart_in_charts_models_and_columns() {
    let names = ["Apples", "Pears", "Plums", "Figs", "Grapes", "Kiwis", "Limes", "Melons"];
    let chart = |bars: usize, most: i64| {
        let values = (0..bars as i64).map(|i| n(most - i * (most / 10))).collect();
        let given = [
            ("categories", Field::List(names[..bars].iter().map(|name| t(name)).collect())),
            ("values", Field::List(values)),
        ];
        let mut given = fields(given);
        given.insert("title".to_owned(), t("Favourite fruit in our school"));
        given.insert("axis-label".to_owned(), t("Number of pupils"));
        given.insert("unknown".to_owned(), t("Apples"));
        given
    };
    let charts = (1..=8)
        .flat_map(|bars| [8, 10, 37, 950, 8_000, 40_000].map(|most| chart(bars, most)))
        .collect();
    assert_eq!(sweep("bar-chart", charts), 48);
    let parts = ["x", "2", "30", "400", "1/2", "?", "12y"];
    let mut models = Vec::new();
    for top in parts {
        for left in parts {
            let cells = super::l([t("12xy"), t("1 1/2"), t("?"), t("90000")]);
            models.push(fields([
                ("top", super::l([t(top), t("5")])),
                ("left", super::l([t(left), t("x")])),
                ("cells", cells),
            ]));
        }
    }
    assert_eq!(sweep("area-model", models), 49);
    let mut columns = Vec::new();
    for (top, bottom) in
        [(10, 1), (100_000, 1), (40_030, 9_999), (523, 178), (999_999, 999_999), (7, 7)]
    {
        for show in ["question", "worked"] {
            for operation in ["add", "subtract"] {
                let numbers = [
                    ("top", n(top)),
                    ("bottom", n(bottom)),
                    ("show", t(show)),
                    ("operation", t(operation)),
                ];
                columns.push(fields(numbers));
            }
        }
    }
    assert_eq!(sweep("column-method", columns), 24);
}

#[test]
fn ids_are_unique_to_the_value() {
    let id = |parts: i64| {
        let svg = build("bar", &fields([("parts", n(parts))])).unwrap().draw().svg;
        svg.split("aria-labelledby=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!((1..=24).map(id).collect::<BTreeSet<_>>().len(), 24);
}

#[test]
fn only_what_changed_glows() {
    let bar = |shaded: i64| {
        build("bar", &fields([("whole", n(8)), ("parts", n(4)), ("shaded", n(shaded))])).unwrap()
    };
    let svg = bar(2).draw_after(&bar(1)).svg;
    assert_eq!(svg.matches("t-change").count(), 1);
    assert!(!bar(2).draw_after(&bar(2)).svg.contains("t-change"));
    assert!(read_back(&svg).is_ok());
}

#[test]
fn the_documentation_lists_every_kind_and_field() {
    let is_true = include_str!("../../../../docs/representations.md") == catalogue();
    assert!(
        is_true,
        "run `cargo run -p represent --example gallery -- gallery.html docs/representations.md`"
    );
}

#[test]
fn a_broken_drawing_is_an_error_not_a_panic() {
    let svg = build("angle", &fields([("degrees", n(30))])).unwrap().draw().svg;
    for end in (0..svg.len()).filter(|end| svg.is_char_boundary(*end)) {
        assert!(read_back(&svg[..end]).is_err());
    }
    assert!(read_back(&svg.replace("d-angle\"", "d-angel\"")).is_err());
}
