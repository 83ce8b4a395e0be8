//! What is said of every kind of drawing: its name, its fields and examples of it.
//!
//! Each drawing's own file holds its [`KindSpec`], written with `kind!`; building, messages, the documentation and
//! the page where a teacher draws share it. Start at [`kinds`]; [`catalogue`] is the documentation page.

use crate::field::Fields;
use crate::representation::KINDS;
use crate::written;

/// A kind of representation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindSpec {
    /// Its name in content, such as `number-line`.
    pub slug: &'static str,
    /// What it is for, in one line.
    pub meaning: &'static str,
    /// Its fields, in the order in which the documentation lists them.
    pub fields: &'static [FieldSpec],
    /// Fields that make a good drawing of it, as content writes them; one or more.
    pub examples: &'static [&'static str],
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

/// Writes a [`KindSpec`]: `"slug": "meaning";`, then `"field" ("default") "meaning";` and `example r#"…"#;` lines.
macro_rules! kind {
    ($slug:literal: $meaning:literal;
     $($name:literal ($default:literal) $what:literal;)*
     $(example $example:literal;)+) => {
        KindSpec {
            slug: $slug,
            meaning: $meaning,
            fields: &[$(crate::kinds::FieldSpec { name: $name, default: $default, meaning: $what },)*],
            examples: &[$($example),+],
        }
    };
}
pub(crate) use kind;

/// Every kind of representation, in the order in which the documentation lists them.
#[must_use]
pub const fn kinds() -> &'static [KindSpec] {
    KINDS
}

impl KindSpec {
    /// The fields of each example, in order.
    #[must_use]
    pub fn example_fields(&self) -> Vec<Fields> {
        self.examples.iter().filter_map(|example| written::fields(example)).collect()
    }
}

impl FieldSpec {
    /// The choices a field has, when it holds one of a few names; else none.
    #[must_use]
    pub fn choices(&self) -> Vec<&'static str> {
        let names = self.meaning.split(':').next().unwrap_or_default();
        let is_choice = names.starts_with("`\"") && !names.contains("such as");
        let quoted = names.split("`\"").skip(1).filter_map(|rest| rest.split("\"`").next());
        let choices: Vec<&'static str> = quoted.collect();
        if is_choice && choices.len() > 1 { choices } else { Vec::new() }
    }

    /// Whether the field holds yes or no.
    #[must_use]
    pub fn is_flag(&self) -> bool {
        matches!(self.default, "true" | "false") && self.choices().is_empty()
    }
}

/// The documentation page of every kind with its fields, in Markdown.
#[must_use]
pub fn catalogue() -> String {
    let mut page = String::from(
        "# Representations\n\n\
         A drawing is asked for by its kind and its fields, as in `show = { kind = \"bar\", whole = 24, parts = 4 }`.\n\
         Every field may be left out unless it is needed; the empty text means the same as leaving it out, and no label where a label is meant.\n\
         A label is a short text or a number: `\"1 3/4\"` is drawn stacked, `\"?\"` is a blank box.\n\
         A number may be written as text, `\"3/4\"`; a list of one may be written without brackets.\n\n",
    );
    page.push_str("Every kind: ");
    let links: Vec<String> = KINDS.iter().map(|kind| format!("[{0}](#{0})", kind.slug)).collect();
    page.push_str(&format!("{}.\n", links.join(", ")));
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
        page.push_str("\n```toml\n");
        for example in kind.examples {
            page.push_str(&format!("show = {{ kind = \"{}\", {example} }}\n", kind.slug));
        }
        page.push_str("```\n");
    }
    page.push_str(
        "\n## Colours\n\n\
         Every mark has colours that print well in grey, and a class that a screen theme may colour instead.\n\
         `text.t-ink` takes the colour as its fill; on any other shape `t-ink` and `t-muted` colour the stroke, and `t-paper`, `t-tint`, `t-a` and `t-b` the fill; `t-line-a` colours a stroke.\n\
         `t-change` is on what a drawing has and the one before it had not.\n\
         Classes that begin `d-` name what a mark is, such as `d-part` or `d-tick`.\n",
    );
    page
}
