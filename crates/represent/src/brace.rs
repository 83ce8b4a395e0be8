//! Curly braces that point at their label, drawn as a textbook draws them.
//!
//! A brace runs from one end of what it measures to the other; its middle points away from it.

use crate::canvas::{Canvas, Fill, Line};
use crate::length::{Hundredths, px, text};

/// How far a brace reaches from what it measures to its point.
pub(crate) const BRACE: Hundredths = px(16);

/// Which way a brace points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Points {
    Up,
    Down,
}

/// Draws a brace from `left` to `right`; its ends are at `y`.
pub(crate) fn brace(
    canvas: &mut Canvas,
    role: &str,
    left: Hundredths,
    right: Hundredths,
    y: Hundredths,
    points: Points,
) {
    let way = if points == Points::Up { -1 } else { 1 };
    let (half, tip) = (y + way * BRACE / 2, y + way * BRACE);
    let curve = ((right - left) / 4).min(px(10));
    let middle = (left + right) / 2;
    let d = format!(
        "M {l} {y} Q {l} {h} {l_in} {h} L {m_left} {h} Q {m} {h} {m} {tip} Q {m} {h} {m_right} {h} L {r_in} {h} Q {r} {h} {r} {y}",
        l = text(left),
        y = text(y),
        h = text(half),
        l_in = text(left + curve),
        m_left = text(middle - curve),
        m = text(middle),
        tip = text(tip),
        m_right = text(middle + curve),
        r_in = text(right - curve),
        r = text(right),
    );
    canvas.path(role, &d, Fill::None, Line::Ink);
}

/// Draws a brace from `top` to `bottom` that points right; its ends are at `x`.
pub(crate) fn brace_right(
    canvas: &mut Canvas,
    role: &str,
    top: Hundredths,
    bottom: Hundredths,
    x: Hundredths,
) {
    let (half, tip) = (x + BRACE / 2, x + BRACE);
    let curve = ((bottom - top) / 4).min(px(10));
    let middle = (top + bottom) / 2;
    let d = format!(
        "M {x} {t} Q {h} {t} {h} {t_in} L {h} {m_up} Q {h} {m} {tip} {m} Q {h} {m} {h} {m_down} L {h} {b_in} Q {h} {b} {x} {b}",
        x = text(x),
        t = text(top),
        h = text(half),
        t_in = text(top + curve),
        m_up = text(middle - curve),
        m = text(middle),
        tip = text(tip),
        m_down = text(middle + curve),
        b_in = text(bottom - curve),
        b = text(bottom),
    );
    canvas.path(role, &d, Fill::None, Line::Ink);
}
