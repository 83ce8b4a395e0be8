//! Checks each dependency's licence against the `allow` list of `deny.toml`.
//!
//! Reads `cargo metadata`; downloads nothing that a build would not. `cargo deny check` says more where it is
//! installed. Start at [`report`].

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::Report;

/// Lists every dependency whose licence is not allowed, or says how many were looked at.
pub fn report(root: &Path) -> Result<Report> {
    let deny = std::fs::read_to_string(root.join("deny.toml")).context("reading deny.toml")?;
    let allowed = allow_list(&deny)?;
    let metadata = cargo_metadata(root)?;
    let packages = metadata["packages"].as_array().context("`cargo metadata` lists no packages")?;
    let mut text = String::new();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("none stated");
        if !is_allowed(licence, &allowed) {
            let (name, version) = (package["name"].as_str(), package["version"].as_str());
            writeln!(
                text,
                "{} {} has the licence `{licence}`, which deny.toml does not allow; use another crate",
                name.unwrap_or("?"),
                version.unwrap_or("?"),
            )?;
        }
    }
    let is_sound = text.is_empty();
    if is_sound {
        writeln!(text, "licences: {} packages, all allowed", packages.len())?;
    }
    Ok(Report { text, is_sound })
}

fn cargo_metadata(root: &Path) -> Result<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .context("running `cargo metadata`")?;
    ensure!(
        output.status.success(),
        "`cargo metadata` failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).context("reading what `cargo metadata` printed")
}

fn allow_list(deny: &str) -> Result<BTreeSet<String>> {
    let table: toml::Table = deny.parse().context("deny.toml")?;
    let allow = table.get("licenses").and_then(|licenses| licenses.get("allow"));
    let allow =
        allow.and_then(toml::Value::as_array).context("deny.toml has no [licenses] allow")?;
    Ok(allow.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect())
}

/// Reads an SPDX expression such as `(MIT OR Apache-2.0) AND Unicode-3.0`; the older `MIT/Apache-2.0` means OR.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any_of(&words, &mut at, allowed) && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut is_allowed = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        is_allowed |= all_of(words, at, allowed);
    }
    is_allowed
}

fn all_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut is_allowed = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        is_allowed &= one(words, at, allowed);
    }
    is_allowed
}

fn one(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(&word) = words.get(*at) else { return false };
    *at += 1;
    if word == "(" {
        let is_allowed = any_of(words, at, allowed);
        let is_closed = words.get(*at) == Some(&")");
        *at += 1;
        return is_allowed && is_closed;
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).copied().unwrap_or_default();
        *at += 2;
        return allowed.contains(&format!("{word} WITH {exception}"));
    }
    allowed.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_allowed_when_its_expression_can_be_met() {
        let deny = "[licenses]\nallow = ['MIT', 'Apache-2.0', 'Unicode-3.0', 'Apache-2.0 WITH LLVM-exception']";
        let allowed = allow_list(deny).unwrap();
        for (expression, expected) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("MIT OR GPL-3.0", true),
            ("MIT AND GPL-3.0", false),
            ("MIT/Apache-2.0", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(MIT OR Apache-2.0) AND LGPL-2.1", false),
            ("Apache-2.0 WITH LLVM-exception OR GPL-2.0", true),
            ("Apache-2.0 WITH Other-exception", false),
            ("(MIT", false),
            ("none stated", false),
            ("", false),
        ] {
            assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
        }
    }
}
