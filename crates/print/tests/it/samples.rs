//! One of each sheet, as a class might print them: for the tests, the pictures and the bench.

use paper::{
    Answer, Answers, Contrast, Did, ExitSlips, KeepUp, Panel, Picture, Practice, PrintItem, Report,
    ReportTable, Sheet, SlipsPerPage, Text, Tint,
};

/// Every sample by name.
pub fn all() -> Vec<(&'static str, Sheet)> {
    let mut large = practice();
    large.large = true;
    large.tint = Some(Tint::Cream);
    large.items.truncate(6);
    let mut few = practice();
    few.stem = None;
    few.items.truncate(4);
    few.items[0].drawing = Some(bar(4, 1, 480));
    few.items[1].drawing = Some(bar(8, 1, 480));
    vec![
        ("practice", Sheet::Practice(practice())),
        ("practice-large", Sheet::Practice(large)),
        ("practice-wide", Sheet::Practice(few)),
        ("practice-algebra", Sheet::Practice(algebra())),
        ("practice-drawn-a", Sheet::Practice(drawn(0, 5))),
        ("practice-drawn-b", Sheet::Practice(drawn(5, 5))),
        ("answers", Sheet::Answers(answers())),
        ("slips-two", Sheet::ExitSlips(slips(SlipsPerPage::Two))),
        ("slips-four", Sheet::ExitSlips(slips(SlipsPerPage::Four))),
        ("keep-up", Sheet::KeepUp(Box::new(keep_up()))),
        ("report", Sheet::Report(report())),
    ]
}

/// Two tables of figures, one of them with a hidden number.
pub fn report() -> Report {
    let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    let table = |caption: &str, rows: Vec<Vec<String>>| ReportTable {
        caption: caption.to_owned(),
        heads: row(["Figure", "2020/21", "2021/22"]),
        rows,
    };
    Report {
        title: "Reach and completion".to_owned(),
        of: "Millford Maths Hub".to_owned(),
        date: "3 March 2022".to_owned(),
        about: vec!["Figures are of schools, never of teachers or pupils.".to_owned()],
        tables: vec![
            table(
                "Every programme",
                vec![row(["Started", "12", "18"]), row(["Completed", "9", "0"])],
            ),
            table("Primary Development", vec![row(["Started", "fewer than 5", "14"])]),
        ],
        definitions: vec![("Started".to_owned(), "Schools that began in the year.".to_owned())],
        ..Report::default()
    }
}

/// A strip in equal parts, some of them shaded.
pub fn bar(parts: u32, shaded: u32, width: u32) -> Picture {
    let each = (width - 4) / parts;
    let cell = |n: u32| {
        let fill = if n < shaded { "#1f4e8c" } else { "#ffffff" };
        format!(
            r##"<rect x="{}" y="2" width="{each}" height="44" fill="{fill}" stroke="#1b2230" stroke-width="2"/>"##,
            2 + n * each
        )
    };
    let cells: String = (0..parts).map(cell).collect();
    Picture {
        svg: format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 48" role="img">{cells}</svg>"#
        ),
        width,
        height: 48,
        alt: format!("A strip in {parts} equal parts, {shaded} shaded"),
    }
}

/// A question with one line to write on.
pub fn item(number: usize, text: &str) -> PrintItem {
    PrintItem { number: number.to_string(), text: text.into(), lines: 1, ..PrintItem::default() }
}

/// Ten questions on fractions.
pub fn practice() -> Practice {
    let prompt = |s: &str| Some(s.to_owned());
    let mut items: Vec<PrintItem> = [
        "What fraction of the strip is shaded?",
        "What fraction of the strip is shaded?",
        "What fraction of the strip is shaded?",
        "Find `1/4` of 12.",
        "Find `1/4` of 24.",
        "Find `3/4` of 24.",
        "Which is equal to `2/4`?",
        "`1 3/4` is how many quarters? `1 3/4 = [ ]/4`",
        "Write a sum whose answer is `7/8`.",
        "True for every fraction? `1/2 < 1/3`",
    ]
    .into_iter()
    .enumerate()
    .map(|(n, text)| item(n + 1, text))
    .collect();
    items[0].drawing = Some(bar(4, 1, 220));
    items[1].drawing = Some(bar(8, 1, 220));
    items[1].prompt = prompt("What changed? What do you expect?");
    items[2].drawing = Some(bar(8, 3, 220));
    items[2].prompt = prompt("What changed? What do you expect?");
    items[4].prompt = prompt("What changed? What do you expect?");
    items[6].choices = ["`1/2`", "`4/2`", "`2/8`"].map(Text::from).to_vec();
    items[8].lines = 2;
    Practice {
        title: "Unit and non-unit fractions".into(),
        step: "Describe parts of a whole that is equally divided".into(),
        class_name: "4 Oak".into(),
        date: "Tuesday 3 March".into(),
        code: "K7M2QX9B".into(),
        stem: Some(
            "The whole is divided into [ ] equal parts. Each part is [ ] of the whole.".into(),
        ),
        items,
        ..Practice::default()
    }
}

/// Twelve questions on brackets.
pub fn algebra() -> Practice {
    let items = [
        "Expand `3(x + 2)`.",
        "Expand `3(x + 4)`.",
        "Expand `3(2x + 4)`.",
        "Expand `-3(2x - 4)`.",
        "Factorise `6x + 12`.",
        "Factorise `6x^2 + 12x`.",
        "Fill the gaps: `_(x + 5) = 4x + _`",
        "Simplify `(x + 1)/2 + x/2`.",
        "Find `x` if `sqrt(x + 1) = 3`.",
        "Ben says `3(x + 2) = 3x + 2`. Is he right? Explain.",
        "Always, sometimes or never: `2(x + 3) > 2x + 3`",
        "Write two expressions equal to `12x - 6`.",
    ];
    Practice {
        title: "Expand and factorise: one relationship".into(),
        step: "Expand a single bracket".into(),
        class_name: "8B2".into(),
        date: "Friday 6 March".into(),
        code: "P4RT8WNA".into(),
        items: items
            .into_iter()
            .enumerate()
            .map(|(n, text)| PrintItem { lines: if n > 8 { 2 } else { 1 }, ..item(n + 1, text) })
            .collect(),
        ..Practice::default()
    }
}

/// Answers with reasons.
pub fn answers() -> Answers {
    let rows = [
        ("1", "Strip, 1 of 4 shaded", "`1/4`", None),
        (
            "2",
            "Strip, 1 of 8 shaded",
            "`1/8`",
            Some("`1/7` compares the shaded part with the rest."),
        ),
        ("4", "Find `1/4` of 12.", "`3`", None),
        ("5", "Find `1/4` of 24.", "`6`", Some("The whole doubles, so the quarter doubles.")),
        ("8", "`1 3/4 = [ ]/4`", "`7/4`", Some("`4/4` and `3/4` more.")),
        ("9", "Expand `3(x+2)`", "`3x + 6`", None),
    ];
    Answers {
        title: "Unit and non-unit fractions".into(),
        step: "Describe parts of a whole that is equally divided".into(),
        class_name: "4 Oak".into(),
        date: "Tuesday 3 March".into(),
        code: "K7M2QX9B".into(),
        answers: rows
            .into_iter()
            .map(|(number, text, answer, why)| Answer {
                number: number.into(),
                text: text.into(),
                answer: answer.into(),
                why: why.map(Text::from),
            })
            .collect(),
    }
}

/// Three questions to end with.
pub fn slips(per_page: SlipsPerPage) -> ExitSlips {
    let mut items: Vec<PrintItem> = [
        "What fraction of the strip is shaded?",
        "Find `3/4` of 20.",
        "Write `7/4` as a mixed number.",
    ]
    .into_iter()
    .enumerate()
    .map(|(n, text)| item(n + 1, text))
    .collect();
    items[0].drawing = Some(bar(5, 2, 260));
    ExitSlips {
        title: "Before you go".into(),
        step: "Parts of a whole".into(),
        class_name: "4 Oak".into(),
        date: "Tuesday 3 March".into(),
        code: "K7M2QX9B".into(),
        items,
        names: vec!["Amira K".into()],
        blank: 1,
        per_page,
    }
}

/// A page for two pupils.
pub fn keep_up() -> KeepUp {
    let panel = |parts, text: &str| Panel { text: text.into(), drawing: Some(bar(parts, 1, 240)) };
    let mut first = item(1, "What fraction of the strip is shaded?");
    first.drawing = Some(bar(6, 1, 240));
    let mut check = item(1, "What fraction of the strip is shaded?");
    check.drawing = Some(bar(5, 2, 300));
    KeepUp {
        pupils: vec!["Amira K".into(), "Jay P".into()],
        step: "Describe parts of a whole that is equally divided".into(),
        class_name: "4 Oak".into(),
        date: "Tuesday 3 March".into(),
        code: "H3QD5VTE".into(),
        did: vec![
            Did {
                question: "What fraction of the strip is shaded? (1 of 4)".into(),
                response: "`1/3`".into(),
                answer: Some("`1/4`".into()),
                verb: None,
            },
            Did {
                question: "Shade `2/5` of the strip.".into(),
                response: "2 of 7".into(),
                answer: Some("2 of 5".into()),
                verb: Some("chose".into()),
            },
        ],
        because: "They may be comparing the shaded part with **the rest**, not with the whole."
            .into(),
        put_out:
            "Two paper strips of the same length, one folded in 4 equal parts, scissors, a pencil."
                .into(),
        put_out_drawing: Some(bar(4, 0, 300)),
        contrast: Some(Contrast {
            say: "Same shaded part, same rest? Only one of these is `1/3` of its whole.".into(),
            left: panel(3, "1 of 3 equal parts: `1/3`"),
            right: panel(4, "1 part and 3 more: `1/4`"),
        }),
        ask: vec![
            "How many equal parts is the **whole** divided into?".into(),
            "Where is the whole? Run your finger along all of it.".into(),
            "If I cover the shaded part, is the whole still there?".into(),
        ],
        listen_for: vec![
            "“one out of four”, said while pointing at all four".into(),
            "“one and three”: still comparing part with part".into(),
        ],
        stem: Some(
            "The whole is divided into [4] equal parts. Each part is [one quarter] of the whole."
                .into(),
        ),
        try_these: vec![first, item(2, "Shade `3/8` of a strip. What fraction is not shaded?")],
        try_answers: vec!["`1/6`".into(), "`5/8`".into()],
        recheck: vec![
            check,
            item(2, "A ribbon is cut in 7 equal parts. Two are red. What fraction is red?"),
        ],
        recheck_answers: vec!["`2/5`".into(), "`2/7`".into()],
        is_before: false,
    }
}

/// One drawing of every kind of representation.
pub fn drawings() -> Vec<Picture> {
    let n = |number: i64| represent::Field::from(number);
    let t = |text: &str| represent::Field::from(text);
    let l = |all: Vec<represent::Field>| represent::Field::List(all);
    let kinds = [
        ("bar", vec![("whole", n(24)), ("parts", n(4)), ("shaded", n(3)), ("unknown", t("part"))]),
        ("number-line", vec![("from", n(0)), ("to", n(2)), ("per", n(4)), ("labels", t("wholes"))]),
        ("strips", vec![("rows", l(vec![t("1/2"), t("2/4"), t("3/6")]))]),
        ("shape", vec![("shape", t("circle")), ("parts", n(6)), ("shaded", n(2))]),
        ("counters", vec![("total", n(12)), ("groups", n(4)), ("shaded-groups", n(1))]),
        ("column-method", vec![("operation", t("subtract")), ("top", n(402)), ("bottom", n(178))]),
        (
            "bar-chart",
            vec![
                ("categories", l(vec![t("Mon"), t("Tue"), t("Wed")])),
                ("values", l(vec![n(6), n(9), n(3)])),
            ],
        ),
        ("angle", vec![("degrees", n(65))]),
        ("area-model", vec![("left", l(vec![t("3")])), ("top", l(vec![t("x"), t("2")]))]),
        ("ten-frame", vec![("total", n(10)), ("filled", n(7))]),
    ];
    let draw = |(kind, fields): (&str, Vec<(&str, represent::Field)>)| {
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Picture::from(&represent::build(kind, &fields).expect("the sample is sound").draw())
    };
    kinds.map(draw).to_vec()
}

/// A sheet of drawings, `count` of them from the one at `from`.
pub fn drawn(from: usize, count: usize) -> Practice {
    let picture = |(n, picture): (usize, Picture)| PrintItem {
        drawing: Some(picture),
        ..item(n + 1, "What do you see?")
    };
    Practice {
        items: drawings().into_iter().enumerate().skip(from).take(count).map(picture).collect(),
        stem: None,
        ..practice()
    }
}
