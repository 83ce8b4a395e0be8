//! Two-colour counters for directed numbers: the value is the positives less the negatives.
//!
//! A zero pair is one of each, ringed together; it changes nothing.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::marks::write;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, spots, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Counters worth 1 and counters worth −1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoColourCounters {
    positive: i64,
    negative: i64,
    pairs: i64,
}

const EDGE: Hundredths = px(16);
const PITCH: Hundredths = px(44);

impl TwoColourCounters {
    pub(crate) const SPEC: KindSpec = kind! {
        "two-colour-counters": "Counters worth 1 over counters worth −1, with zero pairs ringed.";
        "positive" ("0") "how many counters are worth 1, 0 to 12";
        "negative" ("0") "how many counters are worth −1, 0 to 12";
        "pairs" ("0") "how many zero pairs are ringed, from the left";
        example r#"positive = 5, negative = 3, pairs = 3"#;
        example r#"positive = 2, negative = 7"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let positive = fields.whole("positive", 0, 12)?.unwrap_or(0);
        let negative = fields.whole("negative", 0, 12)?.unwrap_or(0);
        let pairs = fields.whole("pairs", 0, positive.min(negative))?.unwrap_or(0);
        if positive + negative == 0 {
            return Err(fields.wrong("positive", "at least one counter"));
        }
        Ok(Self { positive, negative, pairs })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let across = self.positive.max(self.negative);
        let mut canvas = Canvas::new(across * PITCH + 2 * EDGE, 2 * px(48) + 2 * EDGE);
        for i in 0..self.pairs {
            let at = (EDGE + i * PITCH + px(1), EDGE);
            canvas.rect("d-pair", at, (PITCH - px(2), px(96)), px(20), Fill::None, Line::Dashed);
        }
        let rows = [
            (self.positive, Fill::Shaded, "+", px(24)),
            (self.negative, Fill::ShadedB, "−", px(72)),
        ];
        for (count, fill, sign, down) in rows {
            for i in 0..count {
                let at = (EDGE + i * PITCH + PITCH / 2, EDGE + down);
                canvas.circle("d-counter", at, px(17), fill, Line::Ink);
                write(&mut canvas, "d-sign", sign, at);
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (counters, signs) = (frames(svg, "d-counter")?, spots(svg, "d-sign")?);
        let (mut positive, mut negative) = (0, 0);
        for (counter, sign) in counters.iter().zip(&signs) {
            match (sign.text.as_str(), counter.fill.as_str(), counter.holds((sign.x, sign.y))) {
                ("+", "#1f4e8c", true) => positive += 1,
                ("−", "#e08a1e", true) => negative += 1,
                _ => return unlike("a counter's sign and colour do not agree"),
            }
        }
        let mut pairs = 0;
        for pair in frames(svg, "d-pair")? {
            let n_inside = counters.iter().filter(|counter| pair.holds(counter.middle())).count();
            if n_inside != 2 {
                return unlike("a ring does not hold a zero pair");
            }
            pairs += 1;
        }
        Ok(fields([
            ("positive", positive.into()),
            ("negative", negative.into()),
            ("pairs", pairs.into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        "Two-colour counters".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let mut said = format!(
            "{} worth 1 and {} worth negative 1.",
            words::count(self.positive, "counter"),
            words::count(self.negative, "counter")
        );
        if self.pairs > 0 {
            said.push_str(&format!(
                " {} ringed.",
                words::sentence(&words::count_is(self.pairs, "zero pair"))
            ));
        }
        said
    }
}
