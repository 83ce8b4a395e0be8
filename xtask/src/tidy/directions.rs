//! Which crate may use which: maths <- represent <- curriculum <- learning, then the edges.
//!
//! Pure crates may use only the listed libraries, none of which asks the machine for anything. Start at [`MAY_USE`].

use super::tree::{Problem, Tree};

const DOMAIN: &[&str] = &["maths", "represent", "curriculum", "learning", "programme"];

/// Each crate with the crates of this workspace that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("maths", &[]),
    ("represent", &["maths"]),
    ("curriculum", &["maths", "represent"]),
    ("learning", &["maths", "represent", "curriculum"]),
    ("programme", &[]),
    ("faults", &[]),
    // `faults` for its tests and trials alone.
    ("store", &["maths", "represent", "curriculum", "learning", "programme", "faults"]),
    ("paper", &["represent"]),
    ("print", &["maths", "represent", "paper"]),
    (
        "web",
        &["maths", "represent", "curriculum", "learning", "programme", "store", "paper", "print"],
    ),
    (
        "tenframe",
        &[
            "maths",
            "represent",
            "curriculum",
            "learning",
            "programme",
            "store",
            "paper",
            "print",
            "web",
        ],
    ),
];

/// What the pure crates may use from outside; each is a calculation without files, clock, network or chance.
const PURE_LIBRARIES: &[&str] = &[
    "csv",
    "encoding_rs",
    "libm",
    "num-bigint",
    "num-integer",
    "num-rational",
    "num-traits",
    "serde",
    "serde_json",
    "sha2",
    "smallvec",
    "thiserror",
    "toml",
    "toml_edit",
];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let crates = tree.crates();
    crates.iter().flat_map(|name| check_crate(tree, name, &crates)).collect()
}

fn check_crate(tree: &Tree, name: &str, crates: &[&str]) -> Vec<Problem> {
    let path = format!("crates/{name}/Cargo.toml");
    let Some((_, may_use)) = MAY_USE.iter().find(|(known, _)| *known == name) else {
        let help = "say which crates it may use in xtask/src/tidy/directions.rs and name it in ARCHITECTURE.md";
        return vec![Problem::new(
            &path,
            1,
            format!("`{name}` has no place in the directions"),
            help,
        )];
    };
    let text = tree.text(&path).unwrap_or_default();
    let mut problems = Vec::new();
    for (line, table, dependency) in dependencies(text) {
        let is_ours = crates.contains(&dependency);
        if is_ours && !may_use.contains(&dependency) {
            let help =
                "turn the dependency round, or hand the value in from a crate that may use both";
            problems.push(Problem::new(
                &path,
                line,
                format!("`{name}` may not use `{dependency}`"),
                help,
            ));
        }
        let is_for_tests = table == "dev-dependencies";
        if DOMAIN.contains(&name)
            && !is_ours
            && !is_for_tests
            && !PURE_LIBRARIES.contains(&dependency)
        {
            let message = format!("`{name}` is pure and may not use `{dependency}`");
            let help = "do this at the edge, or list the library in xtask/src/tidy/directions.rs if it is pure itself";
            problems.push(Problem::new(&path, line, message, help));
        }
    }
    problems
}

// (line, table, name) of each dependency: lines `name = ...` or `name.workspace = true` in a dependency table.
fn dependencies(manifest: &str) -> Vec<(usize, &str, &str)> {
    let mut table = "";
    let mut found = Vec::new();
    for (i, line) in manifest.lines().map(str::trim).enumerate() {
        if let Some(header) = line.strip_prefix('[') {
            table = header.trim_end_matches(']');
            if let Some((tail, name)) = table.rsplit_once('.')
                && tail.ends_with("dependencies")
            {
                found.push((i + 1, tail, name));
            }
        } else if table.ends_with("dependencies") && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            if !name.is_empty() {
                found.push((i + 1, table, name));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        tree::check(super::check, files, expected);
    }

    #[test]
    fn dependencies_point_one_way() {
        let maths = ("crates/maths/Cargo.toml", "[dependencies]\nserde.workspace = true");
        check(
            &[maths, ("crates/represent/Cargo.toml", "[dependencies]\nmaths.workspace = true")],
            &[],
        );
        let turned = ("crates/maths/Cargo.toml", "[dependencies]\nrepresent.workspace = true");
        check(
            &[turned, ("crates/represent/Cargo.toml", "[dependencies]")],
            &["crates/maths/Cargo.toml:2"],
        );
        let for_tests =
            ("crates/maths/Cargo.toml", "[dev-dependencies]\nrepresent.workspace = true");
        check(
            &[for_tests, ("crates/represent/Cargo.toml", "[dependencies]")],
            &["crates/maths/Cargo.toml:2"],
        );
    }

    #[test]
    fn pure_crates_use_pure_libraries() {
        check(&[("crates/learning/Cargo.toml", "[dependencies]\nlibm.workspace = true")], &[]);
        check(
            &[("crates/learning/Cargo.toml", "[dependencies]\ntokio = \"1\"")],
            &["crates/learning/Cargo.toml:2"],
        );
        check(
            &[("crates/learning/Cargo.toml", "[dependencies.uuid]\nversion = \"1\"")],
            &["crates/learning/Cargo.toml:1"],
        );
        check(&[("crates/learning/Cargo.toml", "[dev-dependencies]\nproptest = \"1\"")], &[]);
        check(&[("crates/web/Cargo.toml", "[dependencies]\ntokio = \"1\"")], &[]);
    }

    #[test]
    fn every_crate_has_a_place() {
        check(&[("crates/news/Cargo.toml", "[package]")], &["crates/news/Cargo.toml:1"]);
    }
}
