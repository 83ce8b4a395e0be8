//! The drawing tool in a teacher's words: what each field is called, and what a picture is used for.
//!
//! Content knows fields by short names; a form says what they are. Unknown names are said as they are written, with
//! spaces, so that a new drawing has a form before anybody has found better words.

/// What a field is called in the form of a kind of drawing.
pub fn field(kind: &str, name: &str) -> String {
    let special = FIELDS.iter().find(|(of, known, _)| *of == kind && *known == name);
    let usual = || FIELDS.iter().find(|(of, known, _)| of.is_empty() && *known == name);
    match special.or_else(usual) {
        Some((_, _, words)) => (*words).to_owned(),
        None => name.replace('-', " "),
    }
}

/// What a kind of drawing is used for, beside its name: words that a search finds it by.
pub fn uses(kind: &str) -> &'static str {
    USES.iter().find(|(of, _)| *of == kind).map_or("", |(_, words)| words)
}

/// Kind (empty: any), field, words.
const FIELDS: [(&str, &str, &str); 80] = [
    ("", "parts", "how many parts"),
    ("number-line", "parts", "how many steps on the whole line"),
    ("part-whole", "parts", "what stands in the parts"),
    ("", "whole", "the whole"),
    ("strips", "whole", "an uncut strip at the top"),
    ("", "shaded", "how many are shaded"),
    ("", "unequal", "parts that are not equal"),
    ("", "part-label", "what is written in the parts"),
    ("", "whole-label", "what is written over the whole"),
    ("", "shaded-label", "what is written under the shaded parts"),
    ("", "unknown", "what is left blank"),
    ("", "whole-at", "where the whole stands"),
    ("bar", "size", "length beside other bars"),
    ("number-line", "from", "first number"),
    ("number-line", "to", "last number"),
    ("number-line", "per", "steps in each 1"),
    ("number-line", "marks", "numbers marked with a point"),
    ("number-line", "mark-labels", "what is written at the points"),
    ("number-line", "labels", "which numbers are written"),
    ("number-line", "form", "how fractions are written"),
    ("number-line", "arrow", "goes on past its ends"),
    ("number-line", "ask", "number with a blank box"),
    ("strips", "rows", "a fraction for each strip"),
    ("strips", "labels", "what is written on the strips"),
    ("strips", "guide", "a dotted line down from the first"),
    ("shape", "cut", "how it is cut"),
    ("", "turn", "how far it is turned, in degrees"),
    ("", "total", "how many altogether"),
    ("comparison-bars", "total", "what is written for all bars together"),
    ("", "groups", "how many groups"),
    ("", "shaded-groups", "how many groups are shaded"),
    ("", "arrange", "how they are set out"),
    ("column-method", "top", "number at the top"),
    ("column-method", "bottom", "number under it"),
    ("rekenrek", "top", "beads on the top rod"),
    ("rekenrek", "bottom", "beads on the bottom rod"),
    ("", "show", "what is shown"),
    ("column-method", "answer", "somebody's answer"),
    ("", "categories", "names, with commas between"),
    ("", "values", "numbers, with commas between"),
    ("", "axis-label", "what the numbers count"),
    ("", "category-label", "what the names are"),
    ("", "degrees", "size in degrees"),
    ("angle", "arms", "lengths of the two arms"),
    ("area-model", "left", "parts down the left side"),
    ("area-model", "top", "parts along the top"),
    ("", "cells", "what stands in the cells, row by row"),
    ("", "signed", "with negative parts"),
    ("ten-frame", "filled", "counters of the first colour"),
    ("ten-frame", "second", "counters of the second colour"),
    ("ten-frame", "total", "how many places"),
    ("ten-frame", "states", "counters one by one"),
    ("", "boxes", "what one box is worth"),
    ("", "box-label", "what is written in each box"),
    ("", "difference", "what is written for the difference"),
    ("", "jumps", "jumps in order"),
    ("", "x-from", "left end of the x-axis"),
    ("", "x-to", "right end of the x-axis"),
    ("", "x-step", "step of the x-axis"),
    ("", "y-from", "lower end of the y-axis"),
    ("", "y-to", "upper end of the y-axis"),
    ("", "y-step", "step of the y-axis"),
    ("", "x-name", "name of the x-axis"),
    ("", "y-name", "name of the y-axis"),
    ("", "x-label", "what is written along the bottom"),
    ("", "y-label", "what is written up the side"),
    ("polygon", "points", "corners, each as [across, up]"),
    ("", "points", "points, each as [across, up]"),
    ("polygon", "regular", "sides of a regular polygon"),
    ("polygon", "equal", "strokes that show equal sides"),
    ("polygon", "parallel", "arrow heads that show parallel sides"),
    ("polygon", "accurate", "drawn accurately"),
    ("cubes", "heights", "cubes on each square, row by row"),
    ("cubes", "view", "where it is seen from"),
    ("circle", "parts", "parts of the circle"),
    ("circle", "labels", "what is written at them"),
    ("circle", "spread", "degrees round the centre"),
    ("angles-at-a-point", "angles", "sizes in degrees"),
    ("", "angle", "angle in degrees"),
    ("parallel-lines", "labels", "what is written in the eight angles"),
];

/// Kind, words.
const USES: [(&str, &str); 43] = [
    ("bar", "fraction, percentage, part and whole, addition, subtraction, word problem, singapore"),
    ("number-line", "fraction, decimal, rounding, negative numbers, order, estimate"),
    ("strips", "fraction wall, equivalent fractions, comparing fractions"),
    ("shape", "fraction of a shape, half, quarter, pizza, circle, equal parts"),
    ("counters", "fraction of a quantity, groups, multiplication, division, sharing"),
    ("column-method", "addition, subtraction, exchange, carrying, regrouping, written method"),
    ("bar-chart", "statistics, data, graph"),
    ("angle", "protractor, measure, acute, obtuse, reflex, right angle"),
    ("area-model", "multiplication, grid method, expanding brackets, algebra, distributive"),
    ("ten-frame", "number bonds, tens frame, five, twenty, addition"),
    ("rekenrek", "number bonds, beads, abacus, addition"),
    ("part-whole", "cherry, number bonds, addition, subtraction, partition"),
    ("comparison-bars", "difference, times as many, ratio, word problem, bar model"),
    ("open-number-line", "empty number line, jumps, mental addition, subtraction, counting on"),
    ("base-ten", "dienes, place value, hundreds, tens, ones, exchange, decimals"),
    ("place-value-counters", "place value, exchange, decimals, thousands"),
    ("place-value-chart", "place value, multiply by ten, divide by ten, decimals"),
    ("gattegno", "place value, number names, tens chart"),
    ("hundred-square", "counting, multiples, patterns, tables"),
    ("array", "multiplication, tables, factors, rows, square numbers"),
    ("rods", "cuisenaire, fraction, ratio, length"),
    ("hundred-grid", "percentage, hundredths, decimals, fraction"),
    ("two-colour-counters", "negative numbers, zero pairs, integers, directed numbers"),
    ("coordinate-grid", "coordinates, position, points, plotting"),
    ("graph", "line, curve, function, straight line, quadratic, inequality, algebra"),
    ("double-number-line", "ratio, proportion, percentage, conversion"),
    ("ratio-table", "ratio, proportion, scaling, recipe"),
    ("function-machine", "function, inverse, operations, algebra"),
    ("algebra-tiles", "expanding, factorising, like terms, equations"),
    ("balance", "equations, solving, equal, scales"),
    ("clock", "time, minutes, hours"),
    ("venn", "sets, sorting, probability, factors, multiples"),
    ("tree-diagram", "probability"),
    ("sample-space", "probability, outcomes, dice"),
    ("polygon", "triangle, quadrilateral, square, rectangle, perimeter, area, symmetry, geometry"),
    ("transformation", "reflection, rotation, translation, enlargement, symmetry"),
    ("division", "short division, long division, remainder, bus stop, written method"),
    ("cubes", "three dimensions, plan, elevation, volume, isometric, views"),
    ("net", "three dimensions, cube, cuboid, surface area, faces, fold"),
    (
        "solid",
        "three dimensions, cube, cuboid, prism, pyramid, cylinder, cone, sphere, volume, faces, edges, vertices",
    ),
    (
        "circle",
        "radius, diameter, circumference, chord, tangent, arc, sector, segment, centre, geometry",
    ),
    (
        "angles-at-a-point",
        "straight line, whole turn, half turn, missing angle, vertically opposite",
    ),
    ("parallel-lines", "transversal, corresponding, alternate, co-interior, missing angle"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_for_drawings_and_fields_that_there_are() {
        let kinds = represent::kinds();
        let has = |kind: &str| kinds.iter().any(|known| known.slug == kind);
        for (kind, field, words) in FIELDS {
            let of: Vec<_> =
                kinds.iter().filter(|known| kind.is_empty() || known.slug == kind).collect();
            let is_known = of.iter().any(|known| known.fields.iter().any(|one| one.name == field));
            assert!(is_known, "{kind} {field}: {words}");
        }
        for (kind, words) in USES {
            assert!(has(kind), "{kind}: {words}");
        }
    }

    #[test]
    fn a_field_is_called_by_what_it_is() {
        for (kind, name, words) in [
            ("bar", "parts", "how many parts"),
            ("number-line", "parts", "how many steps on the whole line"),
            ("clock", "hour", "hour"),
            ("tree-diagram", "no-such-field", "no such field"),
        ] {
            assert_eq!(field(kind, name), words);
        }
    }
}
