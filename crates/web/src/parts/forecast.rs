//! A forecast as it is read: a picture in which what is recorded is filled and what is foreseen is open, and the same as
//! a table.
//!
//! Never among counts, and every number of the picture stands in the table too. Start at [`drawn`] and [`rows`].

use maud::{Markup, html};
use programme::{Foreseen, ForeseenYear, SchoolYear};

const WIDTH: usize = 720;
const HEIGHT: usize = 320;
const LEFT: usize = 70;
const RIGHT: usize = 60;
const TOP: usize = 40;
const BOTTOM: usize = 56;

/// "8,461".
pub fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The heads of the table.
pub const HEADS: [&str; 5] = [
    "School year",
    "What it is",
    "Schools that ever began",
    "Range",
    "Foretold from the years before",
];

/// The rows of the table: what is recorded, then what is foreseen.
pub fn rows(foreseen: &Foreseen) -> Vec<Vec<String>> {
    let recorded = foreseen.recorded.iter().map(|(year, n)| {
        let tried = foreseen.tried.iter().find(|one| one.year == *year);
        let tried = tried.map_or(String::new(), |one| thousands(one.foretold));
        vec![year.to_string(), "recorded".to_owned(), thousands(*n), String::new(), tried]
    });
    let ahead = foreseen.years.iter().map(|one| {
        let range = format!("{} to {}", thousands(one.low), thousands(one.high));
        let middle = thousands(one.middle);
        vec![one.year.to_string(), "forecast".to_owned(), middle, range, String::new()]
    });
    recorded.chain(ahead).collect()
}

/// A number that is easily read, at least `n` and a whole number of four equal parts.
fn round_up(n: usize) -> usize {
    let mut step = 1;
    loop {
        for times in [1, 2, 5] {
            if step * times * 4 >= n {
                return step * times * 4;
            }
        }
        step *= 10;
    }
}

/// The picture.
pub fn drawn(title: &str, foreseen: &Foreseen) -> Markup {
    let most = foreseen.years.iter().map(|one| one.high);
    let most = most.chain(foreseen.recorded.iter().map(|(_, n)| *n)).max().unwrap_or(0);
    let top = round_up(most.max(4));
    let n_recorded = foreseen.recorded.len();
    let n = n_recorded + foreseen.years.len();
    let x = |at: usize| LEFT + 30 + at * (WIDTH - LEFT - RIGHT - 60) / (n - 1).max(1);
    let y = |of: usize| HEIGHT - BOTTOM - of * (HEIGHT - TOP - BOTTOM) / top;
    let between = (x(n_recorded - 1) + x(n_recorded)) / 2;
    let line: Vec<String> = foreseen
        .recorded
        .iter()
        .enumerate()
        .map(|(at, (_, of))| format!("{},{}", x(at), y(*of)))
        .collect();
    let all = foreseen.recorded.iter().map(|(year, _)| *year);
    let years: Vec<SchoolYear> = all.chain(foreseen.years.iter().map(|one| one.year)).collect();
    html! {
        svg.forecast viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" {
            title { (title) }
            @for part in 0..=4 {
                @let of = top / 4 * part;
                line.fc-grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y(of)) y2=(y(of)) {}
                text.fc-words x=(LEFT - 10) y=(y(of) + 5) text-anchor="end" { (thousands(of)) }
            }
            @for (at, year) in years.iter().enumerate() { text.fc-words x=(x(at)) y=(HEIGHT - BOTTOM + 24) text-anchor="middle" { (year) } }
            line.fc-between x1=(between) x2=(between) y1=(TOP - 22) y2=(HEIGHT - BOTTOM) {}
            text.fc-words x=(between - 10) y=(TOP - 10) text-anchor="end" { "recorded" }
            text.fc-words x=(between + 10) y=(TOP - 10) { "forecast" }
            polyline.fc-line points=(line.join(" ")) {}
            @for (at, (_, of)) in foreseen.recorded.iter().enumerate() { circle.fc-recorded cx=(x(at)) cy=(y(*of)) r="6" {} }
            @for (at, one) in foreseen.years.iter().enumerate() { (ahead(x(n_recorded + at), one, &y)) }
        }
    }
}

fn ahead(x: usize, one: &ForeseenYear, y: &dyn Fn(usize) -> usize) -> Markup {
    html! {
        line.fc-range x1=(x) x2=(x) y1=(y(one.low)) y2=(y(one.high)) {}
        @for end in [one.low, one.high] { line.fc-range x1=(x - 8) x2=(x + 8) y1=(y(end)) y2=(y(end)) {} }
        circle.fc-ahead cx=(x) cy=(y(one.middle)) r="6" {}
    }
}
