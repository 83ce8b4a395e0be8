//! What can be said exactly of a polygon from its corners: sides, right angles, parallel sides, lines of symmetry.
//!
//! Whole-number arithmetic only, so nothing is nearly true. A corner is `[x, y]`; corners stand in order, once round.

use super::functions::Function;
use crate::value::Value;

/// Corners a polygon may have.
const CORNERS: std::ops::RangeInclusive<usize> = 3..=12;
/// How far from nought a coordinate may lie, so that no product leaves an `i64`.
const FARTHEST: i64 = 1_000;

type Point = (i64, i64);

/// The value of a polygon's function; none when the list is not the corners of a polygon, or `by` is not a pair.
pub(super) fn of_polygon(
    function: Function,
    points: &[Value],
    by: Option<&[Value]>,
) -> Option<Value> {
    let points = corners(points)?;
    Some(match function {
        Function::SideSquares => {
            let squares = sides(&points).into_iter().map(|side| Value::from(dot(side, side)));
            Value::List(squares.collect())
        }
        Function::RightAngles => {
            count(angles(&points).iter().filter(|(dot, cross)| *dot == 0 && *cross > 0).count())
        }
        Function::EqualAngles => {
            let angles = angles(&points);
            Value::Flag(angles.windows(2).all(|pair| is_same_angle(pair[0], pair[1])))
        }
        Function::ParallelPairs => count(parallel_pairs(&points)),
        Function::SymmetryLines => count(symmetry_lines(&points)),
        Function::Spin => {
            let by = point_list(by?)?;
            let spun = points.iter().map(|(x, y)| (x * by.0 - y * by.1, x * by.1 + y * by.0));
            Value::List(
                spun.map(|(x, y)| Value::List(vec![Value::from(x), Value::from(y)])).collect(),
            )
        }
        _ => return None,
    })
}

fn corners(points: &[Value]) -> Option<Vec<Point>> {
    let point = |value: &Value| match value {
        Value::List(pair) => point_list(pair),
        _ => None,
    };
    let points: Vec<Point> = points.iter().map(point).collect::<Option<_>>()?;
    CORNERS.contains(&points.len()).then_some(points)
}

fn point_list(pair: &[Value]) -> Option<Point> {
    let whole = |value: &Value| value.as_number()?.to_i64().filter(|n| n.abs() <= FARTHEST);
    match pair {
        [x, y] => Some((whole(x)?, whole(y)?)),
        _ => None,
    }
}

fn count(n: usize) -> Value {
    Value::from(i64::try_from(n).unwrap_or(i64::MAX))
}

fn dot(a: Point, b: Point) -> i64 {
    a.0 * b.0 + a.1 * b.1
}

fn cross(a: Point, b: Point) -> i64 {
    a.0 * b.1 - a.1 * b.0
}

/// Each side as the step from one corner to the next.
fn sides(points: &[Point]) -> Vec<Point> {
    let next = |at: usize| points[(at + 1) % points.len()];
    points.iter().enumerate().map(|(at, (x, y))| (next(at).0 - x, next(at).1 - y)).collect()
}

/// At each corner the dot and cross product of its two sides, the cross product above 0 where the corner is less than
/// half a turn.
fn angles(points: &[Point]) -> Vec<(i64, i64)> {
    let sides = sides(points);
    let around: i64 = points
        .iter()
        .enumerate()
        .map(|(at, from)| cross(*from, points[(at + 1) % points.len()]))
        .sum();
    let n = sides.len();
    let corner = |at: usize| {
        let (before, after) = (sides[(at + n - 1) % n], sides[at]);
        let back = (-before.0, -before.1);
        (dot(back, after), cross(before, after) * around.signum())
    };
    (0..n).map(corner).collect()
}

fn is_same_angle(a: (i64, i64), b: (i64, i64)) -> bool {
    a.0 * b.1 == b.0 * a.1 && a.0.signum() == b.0.signum() && a.1.signum() == b.1.signum()
}

fn parallel_pairs(points: &[Point]) -> usize {
    let sides = sides(points);
    let pairs = (0..sides.len()).flat_map(|a| (a + 1..sides.len()).map(move |b| (a, b)));
    pairs.filter(|(a, b)| cross(sides[*a], sides[*b]) == 0).count()
}

/// A line of symmetry turns the corners and sides, read the other way round, into themselves.
fn symmetry_lines(points: &[Point]) -> usize {
    let lengths: Vec<i64> = sides(points).into_iter().map(|side| dot(side, side)).collect();
    let ring: Vec<(i64, i64)> = angles(points)
        .into_iter()
        .zip(lengths)
        .flat_map(|(angle, length)| [angle, (length, 0)])
        .collect();
    let n = ring.len();
    // An axis goes through a corner or the middle of a side at each end, so each is met twice on the way round.
    let is_axis =
        |at: &usize| (0..n).all(|step| ring[(at + step) % n] == ring[(at + n - step) % n]);
    (0..n).filter(is_axis).count() / 2
}

#[cfg(test)]
mod tests {
    use crate::expression::{Expression, Scope};

    #[test]
    fn shapes_have_what_they_have() {
        for (points, says) in [
            ("[[0, 0], [4, 0], [4, 4], [0, 4]]", "[16, 16, 16, 16] 4 true 2 4"),
            ("[[2, 0], [4, 2], [2, 4], [0, 2]]", "[8, 8, 8, 8] 4 true 2 4"),
            ("[[0, 0], [0, 4], [6, 4], [6, 0]]", "[16, 36, 16, 36] 4 true 2 2"),
            ("[[0, 0], [4, 3], [9, 3], [5, 0]]", "[25, 25, 25, 25] 0 false 2 2"),
            ("[[0, 0], [6, 0], [8, 3], [2, 3]]", "[36, 13, 36, 13] 0 false 2 0"),
            ("[[0, 0], [6, 0], [4, 3], [1, 3]]", "[36, 13, 9, 10] 0 false 1 0"),
            ("[[0, 0], [6, 0], [5, 3], [1, 3]]", "[36, 10, 16, 10] 0 false 1 1"),
            ("[[0, 0], [4, 0], [0, 3]]", "[16, 25, 9] 1 false 0 0"),
            ("[[0, 0], [4, 0], [2, 5]]", "[16, 29, 29] 0 false 0 1"),
            (
                "[[0, 0], [4, 0], [4, 2], [2, 2], [2, 4], [0, 4]]",
                "[16, 4, 4, 4, 4, 16] 5 false 6 1",
            ),
        ] {
            let all = [
                "side-squares",
                "right-angles",
                "equal-angles",
                "parallel-pairs",
                "symmetry-lines",
            ]
            .map(|name| {
                let read = Expression::read(&format!("{name}({points})")).unwrap();
                read.value(&Scope::new()).unwrap().to_source()
            });
            assert_eq!(all.join(" "), says, "{points}");
            for name in ["right-angles", "equal-angles", "parallel-pairs", "symmetry-lines"] {
                let law = format!("{name}({points}) = {name}(spin({points}, [2, 1]))");
                let held = Expression::read(&law).unwrap().value(&Scope::new()).unwrap();
                assert_eq!(held.to_source(), "true", "{law}");
            }
        }
    }
}
