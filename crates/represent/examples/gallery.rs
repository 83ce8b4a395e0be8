//! Writes a page of every example drawing to look at: `cargo run -p represent --example gallery -- gallery.html`.
//!
//! A second path is where to write the catalogue of kinds and fields, `docs/representations.md`.
//! A third is a list of kinds with commas between, to draw only those.

use std::fmt::Write as _;

use represent::{Representation, build, kinds};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("say where to write the page, such as gallery.html")?;
    if let Some(path) = arguments.next().filter(|path| path != "-") {
        std::fs::write(path, represent::catalogue())?;
    }
    let only = arguments.next();
    let mut page = String::from(
        "<!doctype html><meta charset=\"utf-8\"><title>Drawings</title><style>\
         body{font:16px sans-serif;background:#fffdf8;margin:16px;columns:2}\
         figure{break-inside:avoid;margin:0 0 24px;border-bottom:1px solid #ddd}\
         figcaption{color:#444;font-size:13px;padding:4px 0 8px}svg{background:#fff}\
         @media (max-width:1300px){body{filter:grayscale(1)}}</style>",
    );
    for kind in kinds() {
        if only.as_ref().is_some_and(|only| !only.split(',').any(|one| one == kind.slug)) {
            continue;
        }
        for (fields, written) in kind.example_fields().iter().zip(kind.examples) {
            match build(kind.slug, fields) {
                Ok(picture) => figure(&mut page, &picture)?,
                Err(error) => {
                    write!(page, "<figure><b>{}: {written}</b> {error}</figure>", kind.slug)?;
                }
            }
        }
    }
    std::fs::write(path, page)?;
    Ok(())
}

fn figure(page: &mut String, picture: &Representation) -> std::fmt::Result {
    let drawing = picture.draw();
    write!(page, "<figure>{}<figcaption>{}</figcaption></figure>", drawing.svg, drawing.description)
}
