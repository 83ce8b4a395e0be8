//! Writes a page of drawings to look at: `cargo run -p represent --example gallery -- gallery.html`.
//!
//! A second path is where to write the catalogue of kinds and fields, `docs/representations.md`.

use std::fmt::Write as _;

use represent::{Field, Fields, Representation, build};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path =
        std::env::args().nth(1).ok_or("say where to write the page, such as gallery.html")?;
    let mut page = String::from(
        "<!doctype html><meta charset=\"utf-8\"><title>Drawings</title><style>\
         body{font:16px sans-serif;background:#fffdf8;margin:16px;columns:2}\
         figure{break-inside:avoid;margin:0 0 24px;border-bottom:1px solid #ddd}\
         figcaption{color:#444;font-size:13px;padding:4px 0 8px}\
         @media (max-width:1300px){body{filter:grayscale(1)}}</style>",
    );
    for (kind, fields) in examples() {
        let picture = build(kind, &fields)?;
        figure(&mut page, &picture)?;
    }
    std::fs::write(path, page)?;
    if let Some(path) = std::env::args().nth(2) {
        std::fs::write(path, represent::catalogue())?;
    }
    Ok(())
}

fn figure(page: &mut String, picture: &Representation) -> std::fmt::Result {
    let drawing = picture.draw();
    write!(page, "<figure>{}<figcaption>{}</figcaption></figure>", drawing.svg, drawing.description)
}

fn fields<const N: usize>(pairs: [(&str, Field); N]) -> Fields {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn n(number: i64) -> Field {
    number.into()
}

fn t(text: &str) -> Field {
    text.into()
}

fn l<const N: usize>(items: [Field; N]) -> Field {
    Field::List(items.into())
}

fn examples() -> Vec<(&'static str, Fields)> {
    let yes = || Field::Flag(true);
    vec![
        (
            "bar",
            fields([("whole", n(24)), ("parts", n(4)), ("shaded", n(1)), ("unknown", t("part"))]),
        ),
        (
            "bar",
            fields([
                ("whole", n(24)),
                ("parts", n(4)),
                ("shaded", n(3)),
                ("part-label", n(6)),
                ("unknown", t("shaded")),
            ]),
        ),
        (
            "bar",
            fields([
                ("parts", n(5)),
                ("shaded", n(1)),
                ("part-label", n(7)),
                ("unknown", t("whole")),
            ]),
        ),
        (
            "bar",
            fields([
                ("whole", n(1)),
                ("parts", n(8)),
                ("shaded", n(3)),
                ("part-label", t("1/8")),
                ("shaded-label", t("3/8")),
            ]),
        ),
        (
            "bar",
            fields([
                ("whole", n(1)),
                ("parts", n(3)),
                ("shaded", n(1)),
                ("unequal", l([n(2), n(1), n(1)])),
            ]),
        ),
        (
            "bar",
            fields([
                ("whole", n(13)),
                ("unequal", l([n(8), n(5)])),
                ("part-label", l([n(8), t("?")])),
            ]),
        ),
        (
            "bar",
            fields([
                ("whole", n(12)),
                ("parts", n(3)),
                ("size", t("1/2")),
                ("part-label", n(4)),
                ("shaded", n(1)),
            ]),
        ),
        (
            "bar",
            fields([
                ("whole", t("2 1/2 kg")),
                ("parts", n(24)),
                ("part-label", n(10)),
                ("shaded", n(7)),
            ]),
        ),
        ("number-line", fields([("per", n(4)), ("labels", t("all")), ("marks", l([t("3/4")]))])),
        (
            "number-line",
            fields([("to", n(2)), ("per", n(4)), ("labels", t("wholes")), ("ask", t("5/4"))]),
        ),
        ("number-line", fields([("to", n(3)), ("per", n(3)), ("labels", t("all"))])),
        (
            "number-line",
            fields([
                ("to", n(2)),
                ("per", n(5)),
                ("labels", t("all")),
                ("form", t("improper")),
                ("marks", l([t("3/5"), t("1 2/5")])),
            ]),
        ),
        (
            "number-line",
            fields([
                ("from", n(-5)),
                ("to", n(5)),
                ("labels", t("all")),
                ("marks", l([n(-2), n(3)])),
                ("mark-labels", l([t("A"), t("B")])),
            ]),
        ),
        (
            "number-line",
            fields([
                ("to", n(1000)),
                ("parts", n(10)),
                ("marks", l([n(340), n(430), n(720)])),
                ("ask", n(900)),
            ]),
        ),
        (
            "number-line",
            fields([
                ("to", n(1)),
                ("parts", n(10)),
                ("labels", t("all")),
                ("form", t("decimal")),
                ("ask", t("0.7")),
            ]),
        ),
        (
            "strips",
            fields([
                ("rows", l([t("1/2"), t("2/4"), t("4/8")])),
                ("whole", yes()),
                ("guide", yes()),
            ]),
        ),
        (
            "strips",
            fields([("rows", l([t("3/4"), t("6/8")])), ("labels", l([t("3/4"), t("?/8")]))]),
        ),
        ("strips", fields([("rows", l([t("7/4"), t("5/3")])), ("unknown", n(2))])),
        ("shape", fields([("shape", t("circle")), ("parts", n(4)), ("shaded", n(1))])),
        ("shape", fields([("shape", t("circle")), ("parts", n(6)), ("shaded", l([n(1), n(4)]))])),
        (
            "shape",
            fields([
                ("shape", t("circle")),
                ("parts", n(3)),
                ("shaded", n(1)),
                ("cut", t("vertical")),
                ("unequal", yes()),
            ]),
        ),
        (
            "shape",
            fields([
                ("shape", t("square")),
                ("parts", n(4)),
                ("shaded", l([n(1), n(3)])),
                ("cut", t("diagonal")),
                ("turn", n(20)),
            ]),
        ),
        (
            "shape",
            fields([
                ("shape", t("square")),
                ("parts", n(4)),
                ("shaded", n(1)),
                ("cut", t("diagonal")),
                ("unequal", yes()),
            ]),
        ),
        (
            "shape",
            fields([
                ("shape", t("rectangle")),
                ("parts", n(6)),
                ("shaded", l([n(1), n(5)])),
                ("cut", t("grid")),
            ]),
        ),
        (
            "shape",
            fields([
                ("shape", t("rectangle")),
                ("parts", n(3)),
                ("shaded", n(1)),
                ("unequal", yes()),
                ("turn", n(-15)),
            ]),
        ),
        (
            "shape",
            fields([
                ("shape", t("triangle")),
                ("parts", n(3)),
                ("shaded", n(1)),
                ("cut", t("diagonal")),
            ]),
        ),
        (
            "shape",
            fields([
                ("shape", t("triangle")),
                ("parts", n(3)),
                ("shaded", n(1)),
                ("cut", t("horizontal")),
                ("unequal", yes()),
            ]),
        ),
        (
            "shape",
            fields([
                ("shape", t("triangle")),
                ("parts", n(9)),
                ("shaded", n(4)),
                ("cut", t("grid")),
            ]),
        ),
        ("counters", fields([("total", n(12)), ("groups", n(3)), ("shaded-groups", n(1))])),
        (
            "counters",
            fields([
                ("total", n(12)),
                ("groups", n(4)),
                ("shaded-groups", n(3)),
                ("arrange", t("row")),
            ]),
        ),
        ("counters", fields([("total", n(23)), ("shaded", n(7))])),
        (
            "column-method",
            fields([("operation", t("subtract")), ("top", n(403)), ("bottom", n(127))]),
        ),
        (
            "column-method",
            fields([
                ("operation", t("subtract")),
                ("top", n(4003)),
                ("bottom", n(1287)),
                ("show", t("worked")),
            ]),
        ),
        (
            "column-method",
            fields([
                ("operation", t("subtract")),
                ("top", n(523)),
                ("bottom", n(178)),
                ("show", t("worked")),
            ]),
        ),
        (
            "column-method",
            fields([
                ("operation", t("add")),
                ("top", n(678)),
                ("bottom", n(547)),
                ("show", t("worked")),
            ]),
        ),
        (
            "column-method",
            fields([
                ("operation", t("subtract")),
                ("top", n(523)),
                ("bottom", n(178)),
                ("answer", n(455)),
            ]),
        ),
        (
            "bar-chart",
            fields([
                ("categories", l([t("Apples"), t("Pears"), t("Plums"), t("Grapes")])),
                ("values", l([n(6), n(9), n(0), n(4)])),
                ("step", n(2)),
                ("axis-label", t("Number of pupils")),
                ("category-label", t("Fruit")),
                ("title", t("Favourite fruit")),
            ]),
        ),
        (
            "bar-chart",
            fields([
                ("categories", l([t("Mon"), t("Tue"), t("Wed"), t("Thu"), t("Fri")])),
                ("values", l([n(15), n(20), n(35), n(5), n(28)])),
                ("step", n(5)),
                ("axis-label", t("Books read")),
                ("unknown", t("Thu")),
            ]),
        ),
        ("angle", fields([("degrees", n(60))])),
        (
            "angle",
            fields([
                ("degrees", n(135)),
                ("turn", n(30)),
                ("arms", l([n(5), n(8)])),
                ("label", t("?")),
            ]),
        ),
        ("angle", fields([("degrees", n(250)), ("label", t("a"))])),
        ("angle", fields([("degrees", n(90)), ("turn", n(25))])),
        ("angle", fields([("degrees", n(12)), ("turn", n(10))])),
        ("angle", fields([("degrees", n(47)), ("protractor", yes()), ("label", t("?"))])),
        ("angle", fields([("degrees", n(130)), ("protractor", yes()), ("turn", n(-20))])),
        (
            "area-model",
            fields([
                ("left", l([n(3)])),
                ("top", l([t("x"), n(2)])),
                ("cells", l([t("3x"), t("?")])),
            ]),
        ),
        (
            "area-model",
            fields([
                ("left", l([n(10), n(4)])),
                ("top", l([n(20), n(3)])),
                ("cells", l([n(200), n(30), n(80), n(12)])),
            ]),
        ),
        (
            "area-model",
            fields([
                ("left", l([t("x"), n(3)])),
                ("top", l([t("x"), n(2)])),
                ("cells", l([t("x^2"), t("2x"), t("3x"), n(6)])),
            ]),
        ),
        (
            "area-model",
            fields([
                ("left", l([t("x"), n(-3)])),
                ("top", l([t("2x"), n(5)])),
                ("cells", l([t("2x^2"), t("5x"), t("-6x"), n(-15)])),
                ("signed", yes()),
            ]),
        ),
        (
            "area-model",
            fields([
                ("left", l([n(6)])),
                ("top", l([n(100), n(40), n(3)])),
                ("cells", l([n(600), t("?"), n(18)])),
            ]),
        ),
        ("ten-frame", fields([("filled", n(7))])),
        ("ten-frame", fields([("total", n(20)), ("filled", n(8)), ("second", n(5))])),
        (
            "ten-frame",
            fields([(
                "states",
                l([
                    t("filled"),
                    t("half"),
                    t("ring"),
                    t("absent"),
                    t("open"),
                    t("empty"),
                    t("second"),
                ]),
            )]),
        ),
        ("ten-frame", fields([("total", n(30)), ("filled", n(24))])),
    ]
}
