//! A small reader of the tags in a drawing: elements, attributes and text, nested as written.
//!
//! Strict: a drawing that is not well formed is refused with the place where it goes wrong.

use std::collections::BTreeMap;

use super::ReadBackError;

/// One element with all that is inside it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String, // Text directly inside and inside children, in order.
}

impl Element {
    /// The attribute as a number of pixels; a missing one is an error.
    pub(crate) fn length(&self, name: &str) -> Result<f64, ReadBackError> {
        let written = self
            .attributes
            .get(name)
            .ok_or_else(|| ReadBackError::new(format!("a `{}` has no `{name}`", self.name)))?;
        written
            .parse()
            .map_err(|_| ReadBackError::new(format!("`{name}` is `{written}`: expected a length")))
    }

    /// The attribute as text; empty when missing.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// Whether `class` is one of the element's classes.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").split(' ').any(|one| one == class)
    }

    /// The elements directly inside that have `class`, in order.
    pub(crate) fn with_class<'a>(&'a self, class: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.has_class(class))
    }
}

/// Reads one element and all that is inside it.
pub(crate) fn read(svg: &str) -> Result<Element, ReadBackError> {
    let mut open: Vec<Element> = vec![Element::default()];
    let mut rest = svg;
    while !rest.is_empty() {
        let at = svg.len() - rest.len();
        if let Some(after) = rest.strip_prefix("</") {
            let (name, after) = after.split_once('>').ok_or_else(|| broken(at))?;
            let element =
                open.pop().filter(|element| element.name == name).ok_or_else(|| broken(at))?;
            close(&mut open, element, at)?;
            rest = after;
        } else if let Some(after) = rest.strip_prefix('<') {
            let (element, is_closed, after) = open_tag(after, at)?;
            if is_closed {
                close(&mut open, element, at)?;
            } else {
                open.push(element);
            }
            rest = after;
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let text = unescape(&rest[..end], at)?;
            open.last_mut().ok_or_else(|| broken(at))?.text.push_str(&text);
            rest = &rest[end..];
        }
    }
    let mut page = open.pop().filter(|_| open.is_empty()).ok_or_else(|| broken(svg.len()))?;
    match (page.name.as_str(), page.children.pop()) {
        ("", Some(only)) if page.children.is_empty() && page.text == only.text => Ok(only),
        _ => Err(broken(svg.len())),
    }
}

fn close(open: &mut [Element], element: Element, at: usize) -> Result<(), ReadBackError> {
    let parent = open.last_mut().ok_or_else(|| broken(at))?;
    parent.text.push_str(&element.text);
    parent.children.push(element);
    Ok(())
}

// What follows `<`: the element, whether it closes itself, and the rest.
fn open_tag(after: &str, at: usize) -> Result<(Element, bool, &str), ReadBackError> {
    let end = after.find(|c: char| !c.is_ascii_alphanumeric()).ok_or_else(|| broken(at))?;
    let mut element = Element { name: after[..end].to_owned(), ..Element::default() };
    if element.name.is_empty() {
        return Err(broken(at));
    }
    let mut rest = &after[end..];
    loop {
        if let Some(after) = rest.strip_prefix("/>") {
            return Ok((element, true, after));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Ok((element, false, after));
        }
        let attribute = rest.strip_prefix(' ').ok_or_else(|| broken(at))?;
        let (name, value) = attribute.split_once("=\"").ok_or_else(|| broken(at))?;
        let (value, after) = value.split_once('"').ok_or_else(|| broken(at))?;
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let is_new = element.attributes.insert(name.to_owned(), unescape(value, at)?).is_none();
        if !is_name || !is_new || value.contains('<') {
            return Err(broken(at));
        }
        rest = after;
    }
}

fn unescape(raw: &str, at: usize) -> Result<String, ReadBackError> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let (name, after) = after.split_once(';').ok_or_else(|| broken(at))?;
        text.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            _ => return Err(broken(at)),
        });
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

fn broken(at: usize) -> ReadBackError {
    ReadBackError::new(format!("the drawing is not well formed near byte {at}"))
}
