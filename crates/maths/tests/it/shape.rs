//! Whether MathML and typst source hold together, told by readers that know nothing of how they were written.

/// Every element of MathML closes in its place and belongs to MathML Core, its text has no stray signs, and what takes
/// two or three elements has so many.
#[track_caller]
pub fn check_mathml(mathml: &str) {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut rest = mathml;
    while let Some(from) = rest.find('<') {
        let (text, after) = (&rest[..from], &rest[from + 1..]);
        check_text(text, mathml);
        let to = after.find('>').unwrap_or_else(|| panic!("a tag of {mathml} does not end"));
        let tag = &after[..to];
        rest = &after[to + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let (opened, n) =
                open.pop().unwrap_or_else(|| panic!("{name} closes nothing in {mathml}"));
            assert_eq!(opened, name, "{mathml}");
            let right = match name {
                "mfrac" | "msup" | "mroot" | "mover" => n == 2,
                "mn" | "mi" | "mo" | "mtext" => n == 0,
                _ => true,
            };
            assert!(right, "{name} holds {n} elements in {mathml}");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(NAMES.contains(&name), "{name} in {mathml}");
        assert_eq!(attributes.matches('"').count() % 2, 0, "{mathml}");
        assert_eq!(attributes.is_empty(), !attributes.ends_with('"'), "{mathml}");
        check_text(attributes, mathml);
        if let Some((_, n)) = open.last_mut() {
            *n += 1;
        }
        open.push((name, 0));
    }
    assert!(open.is_empty() && rest.is_empty(), "{mathml} goes on after its end or does not end");
}

const NAMES: [&str; 15] = [
    "math", "mrow", "mn", "mi", "mo", "mtext", "mfrac", "msup", "msqrt", "mroot", "mover",
    "mtable", "mtr", "mtd", "mspace",
];

#[track_caller]
fn check_text(text: &str, whole: &str) {
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;"];
        assert!(known.iter().any(|entity| text[at..].starts_with(entity)), "{whole}");
    }
}

/// Typst source is one equation whose strings and brackets close; outside of strings nothing is markup.
#[track_caller]
pub fn check_typst(source: &str) {
    let body = source.strip_prefix("#math.equation(alt: ").unwrap_or_else(|| panic!("{source}"));
    assert!(body.ends_with(")$.body)"), "{source}");
    let (mut depth, mut letters) = (0_i32, body.chars());
    let mut outside = String::new();
    while let Some(found) = letters.next() {
        match found {
            '"' => {
                loop {
                    match letters
                        .next()
                        .unwrap_or_else(|| panic!("a string does not end: {source}"))
                    {
                        '\\' => drop(letters.next()),
                        '"' => break,
                        _ => {}
                    }
                }
                outside.push('"');
            }
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        outside.push(found);
    }
    assert_eq!(depth, -1, "{source}");
    assert_eq!(outside.matches('$').count(), 2, "{source}");
    assert_eq!(outside.matches('#').count(), outside.matches("#box(width").count(), "{source}");
    assert!(
        !outside.contains(['[', ']', '{', '}', '_', '^', '&', '\\', '@', ';', '\'']),
        "{source}"
    );
}
