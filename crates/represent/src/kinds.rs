//! Every kind of drawing with its fields: the one list that building, messages and the documentation share.

/// A kind of representation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindSpec {
    /// Its name in content, such as `number-line`.
    pub slug: &'static str,
    /// What it is for, in one line.
    pub meaning: &'static str,
    /// Its fields, in the order in which the documentation lists them.
    pub fields: &'static [FieldSpec],
}

/// A field of a kind of representation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// Its name in content.
    pub name: &'static str,
    /// What it is when left out; `needed` when it cannot be.
    pub default: &'static str,
    /// What it holds, in one line.
    pub meaning: &'static str,
}

const fn field(name: &'static str, default: &'static str, meaning: &'static str) -> FieldSpec {
    FieldSpec { name, default, meaning }
}

/// Every kind of representation, in the order in which the documentation lists them.
#[must_use]
pub const fn kinds() -> &'static [KindSpec] {
    KINDS
}

/// The documentation page of every kind with its fields, in Markdown.
#[must_use]
pub fn catalogue() -> String {
    let mut page = String::from(
        "# Representations\n\n\
         A drawing is asked for by its kind and its fields, as in `show = { kind = \"bar\", whole = 24, parts = 4 }`.\n\
         Every field may be left out unless it is needed; the empty text means the same as leaving it out, and no label where a label is meant.\n\
         A label is a short text or a number: `\"1 3/4\"` is drawn stacked, `\"?\"` is a blank box.\n\
         A number may be written as text, `\"3/4\"`; a list of one may be written without brackets.\n",
    );
    for kind in KINDS {
        page.push_str(&format!(
            "\n## `{}`\n\n{}\n\n| Field | Default | Meaning |\n| --- | --- | --- |\n",
            kind.slug, kind.meaning
        ));
        for field in kind.fields {
            page.push_str(&format!(
                "| `{}` | {} | {} |\n",
                field.name, field.default, field.meaning
            ));
        }
    }
    page.push_str(
        "\n## Colours\n\n\
         Every mark has colours that print well in grey, and a class that a screen theme may colour instead.\n\
         `text.t-ink` takes the colour as its fill; on any other shape `t-ink` and `t-muted` colour the stroke, and `t-paper`, `t-tint`, `t-a` and `t-b` the fill.\n\
         `t-change` is on what a drawing has and the one before it had not.\n\
         Classes that begin `d-` name what a mark is, such as `d-part` or `d-tick`.\n",
    );
    page
}

const KINDS: &[KindSpec] = &[
    KindSpec {
        slug: "bar",
        meaning: "One whole cut in parts, some shaded, with a brace over the whole.",
        fields: &[
            field(
                "whole",
                "none",
                "what the whole is worth; the label over the brace unless `whole-label` says otherwise",
            ),
            field("parts", "1, or as many as `unequal` has", "how many parts, 1 to 24"),
            field("shaded", "0", "how many parts are shaded, from the left"),
            field(
                "part-label",
                "none",
                "one label for every part, or a list with one for each part; `\"?\"` is a blank box",
            ),
            field("whole-label", "`whole`", "the label over the brace; `\"\"` for no brace"),
            field("shaded-label", "none", "the label under a brace below the shaded parts"),
            field(
                "unequal",
                "none",
                "a list of widths, one for each part: a non-example, or unequal parts of a whole",
            ),
            field(
                "size",
                "1",
                "how long the bar is beside the longest one shown with it, 1/20 to 1",
            ),
            field(
                "unknown",
                "none",
                "`\"whole\"`, `\"part\"` or `\"shaded\"`: that label is a blank box",
            ),
        ],
    },
    KindSpec {
        slug: "number-line",
        meaning: "A line with numbers at equal intervals, marks on it and one that asks.",
        fields: &[
            field("from", "0", "the number at the left end"),
            field("to", "1", "the number at the right end"),
            field(
                "parts",
                "one for each 1, or 1",
                "how many equal intervals on the whole line, 1 to 60",
            ),
            field("per", "none", "how many equal intervals in each 1; instead of `parts`"),
            field("marks", "none", "a list of numbers drawn as points"),
            field(
                "mark-labels",
                "the numbers in `marks` as written",
                "a list of labels for the points; `\"\"` for none",
            ),
            field(
                "labels",
                "\"ends\"",
                "`\"ends\"`, `\"wholes\"`, `\"all\"` or `\"none\"`: which ticks are labelled",
            ),
            field(
                "form",
                "\"mixed\"",
                "`\"mixed\"`, `\"improper\"`, `\"simplest\"` or `\"decimal\"`: how ticks between whole numbers are labelled",
            ),
            field("arrow", "true", "whether the line goes on past its ends; not to the left of 0"),
            field("ask", "none", "the number that a blank box points to"),
        ],
    },
    KindSpec {
        slug: "strips",
        meaning: "The same whole again and again, each cut in its own number of equal parts.",
        fields: &[
            field(
                "rows",
                "needed",
                "a list of 1 to 6 fractions, each `\"3/4\"` or `[3, 4]`; above 1 they use more wholes",
            ),
            field(
                "labels",
                "the fractions in `rows` as written",
                "a list of labels, one for each row; `\"\"` for none, `\"?/8\"` for a blank",
            ),
            field("unknown", "none", "the number of the row whose label is a blank box, from 1"),
            field("whole", "false", "whether an uncut whole stands at the top"),
            field(
                "guide",
                "false",
                "whether a dotted line runs down from the end of the first shading",
            ),
        ],
    },
    KindSpec {
        slug: "shape",
        meaning: "A shape cut in parts: examples, turned examples and near misses.",
        fields: &[
            field(
                "shape",
                "\"rectangle\"",
                "`\"square\"`, `\"circle\"`, `\"rectangle\"` or `\"triangle\"`",
            ),
            field("parts", "1, or as many as `unequal` has", "how many parts, 1 to 24"),
            field("shaded", "0", "how many parts are shaded, or a list of part numbers from 1"),
            field(
                "unequal",
                "false",
                "true, or a list of widths: parts that are visibly not equal",
            ),
            field("turn", "0", "how far it is turned, in whole degrees anticlockwise"),
            field(
                "cut",
                "\"vertical\"; \"sectors\" in a circle",
                "`\"vertical\"`, `\"horizontal\"`, `\"grid\"`, `\"diagonal\"` or `\"sectors\"`",
            ),
        ],
    },
    KindSpec {
        slug: "counters",
        meaning: "A set of counters in equal groups, outlined as one whole.",
        fields: &[
            field("total", "needed", "how many counters, 1 to 100"),
            field("groups", "1", "how many equal groups, a factor of `total`, at most 12"),
            field("shaded-groups", "0", "how many groups are shaded"),
            field("shaded", "0", "how many counters are shaded; instead of `shaded-groups`"),
            field(
                "arrange",
                "\"array\"",
                "`\"array\"` (a row for each group) or `\"row\"` (all in one row)",
            ),
        ],
    },
    KindSpec {
        slug: "column-method",
        meaning: "A column addition or subtraction, with exchange marks.",
        fields: &[
            field("operation", "needed", "`\"subtract\"` or `\"add\"`"),
            field("top", "needed", "the top number, 0 to 999999"),
            field("bottom", "needed", "the bottom number, at most `top` in a subtraction"),
            field(
                "show",
                "\"question\"",
                "`\"question\"` (blank answer) or `\"worked\"` (answer and every exchange)",
            ),
            field(
                "answer",
                "none",
                "somebody's answer, right or wrong, without marks; instead of `show`",
            ),
        ],
    },
    KindSpec {
        slug: "bar-chart",
        meaning: "A bar for each category, against an axis from 0.",
        fields: &[
            field("categories", "needed", "a list of 1 to 8 names"),
            field("values", "needed", "a list of numbers, 0 or more, one for each category"),
            field(
                "step",
                "1, 2, 5, 10, 20 and so on, for at most 10 steps",
                "the step of the axis, at most 12 of them",
            ),
            field("axis-label", "none", "what the numbers count"),
            field("category-label", "none", "what the categories are"),
            field("title", "none", "a heading over the chart"),
            field("unknown", "none", "the category whose bar is a blank box"),
        ],
    },
    KindSpec {
        slug: "angle",
        meaning: "Two arms with an arc, and a protractor if asked for.",
        fields: &[
            field("degrees", "needed", "its size, 1 to 359"),
            field(
                "turn",
                "0",
                "the direction of the first arm, in whole degrees anticlockwise from rightwards",
            ),
            field("arms", "[8, 8]", "the lengths of the two arms, 3 to 10"),
            field("label", "\"value\"", "`\"value\"`, `\"?\"`, `\"\"` or a name such as `\"a\"`"),
            field(
                "protractor",
                "false",
                "whether a protractor with both scales lies on it (to 180 degrees)",
            ),
        ],
    },
    KindSpec {
        slug: "area-model",
        meaning: "A rectangle with its sides in parts and partial products in its cells.",
        fields: &[
            field("left", "needed", "a list of 1 to 4 parts down the left side, such as `[\"3\"]`"),
            field(
                "top",
                "needed",
                "a list of 1 to 4 parts along the top, such as `[\"x\", \"2\"]`",
            ),
            field("cells", "all empty", "a list of products, row by row; `\"?\"` is a blank box"),
            field("signed", "false", "whether parts may be negative: a grid, not lengths"),
        ],
    },
    KindSpec {
        slug: "ten-frame",
        meaning: "Two rows of five, filled from the left, top row first.",
        fields: &[
            field(
                "total",
                "10, or as many as there are counters",
                "how many cells are needed, 1 to 60, drawn as whole frames",
            ),
            field("filled", "0", "how many counters of the first colour"),
            field("second", "0", "how many counters of the second colour, after the first"),
            field(
                "states",
                "none",
                "a list of `\"filled\"`, `\"second\"`, `\"half\"`, `\"ring\"`, `\"absent\"`, `\"open\"` or `\"empty\"`, cell by cell; instead of counts",
            ),
        ],
    },
];
