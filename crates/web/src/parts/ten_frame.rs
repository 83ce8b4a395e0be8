//! The ten frame as the mark of the project and as the picture of a class: one counter a pupil.
//!
//! Counters carry shape as well as colour: filled, half, ring, dashed, dotted.

use maud::{Markup, PreEscaped, html};

/// How one counter looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// Ready for the next lesson: filled.
    Ready,
    /// Nearly: half filled.
    Nearly,
    /// Keep-up: a thick ring.
    KeepUp,
    /// Not seen: dashed.
    NotSeen,
    /// Absent: dotted.
    Absent,
    /// Has answered (nothing said about how): filled.
    Answered,
    /// Some answers in, others to come: three dots in a thin ring.
    Answering,
    /// Nothing yet: an empty place.
    Open,
}

impl Counter {
    /// The class that draws it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Nearly => "nearly",
            Self::KeepUp => "keep-up",
            Self::NotSeen => "not-seen",
            Self::Absent => "absent",
            Self::Answered => "answered",
            Self::Answering => "answering",
            Self::Open => "open",
        }
    }

    /// The words beside it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ready => "ready for the next lesson",
            Self::Nearly => "nearly",
            Self::KeepUp => "keep-up",
            Self::NotSeen => "not seen",
            Self::Absent => "absent",
            Self::Answered => "has answered",
            Self::Answering => "still answering",
            Self::Open => "not yet",
        }
    }

    /// The counter alone.
    pub fn draw(self) -> Markup {
        html! { span class={ "counter " (self.class()) } aria-hidden="true" {} }
    }
}

/// Ten frames filled from the left with `n_filled` of `n_total`, in no pupil order: fit for the projector.
pub fn count(n_filled: usize, n_total: usize, words: &str) -> Markup {
    html! {
        div.frames role="img" aria-label={ (n_filled) " of " (n_total) " " (words) } {
            @for frame_idx in 0..n_total.div_ceil(10) {
                div.frame {
                    @for place_idx in 0..10 {
                        @let idx = frame_idx * 10 + place_idx;
                        span { @if idx < n_total {
                            (if idx < n_filled { Counter::Answered } else { Counter::Open }.draw())
                        } }
                    }
                }
            }
        }
    }
}

/// What the counters mean; only the states given are listed.
pub fn key(counters: &[Counter]) -> Markup {
    html! { div.key { @for counter in counters { span { (counter.draw()) (counter.words()) } } } }
}

/// The mark of the project: a ten frame with seven counters.
pub fn mark() -> Markup {
    PreEscaped(include_str!("../../assets/mark.svg").to_owned())
}
