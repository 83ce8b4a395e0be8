//! Files copied from elsewhere are the files that were recorded: same name, same SHA-256, licence beside them.
//!
//! Each folder's `README.md` holds one table row a file, its name first and its hash last, both between backticks.
//! Start at [`check`].

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::tree::{Problem, Tree};

const FOLDERS: &[&str] = &["crates/print/fonts/", "crates/web/assets/fonts/"];

/// How the name of a licence text begins.
const LICENCES: &[&str] = &["LICENSE", "OFL"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    FOLDERS.iter().flat_map(|folder| check_folder(tree, folder)).collect()
}

fn check_folder(tree: &Tree, folder: &str) -> Vec<Problem> {
    let readme = format!("{folder}README.md");
    let recorded = recorded(tree.text(&readme).unwrap_or_default());
    let mut problems = Vec::new();
    let mut has_licence = false;
    for (path, bytes) in tree.files_under(folder).filter(|(path, _)| *path != readme) {
        let name = path.strip_prefix(folder).unwrap_or(path);
        if LICENCES.iter().any(|start| name.starts_with(start)) {
            has_licence = true;
            continue;
        }
        let hash = hex(&Sha256::digest(bytes));
        match recorded.get(name) {
            None => {
                let help =
                    format!("add a row to {readme}: file, source, version, licence, `{hash}`");
                problems.push(Problem::new(path, 0, "the file is not recorded", help));
            }
            Some((_, expected)) if *expected != hash => {
                let help =
                    format!("put the recorded file back, or record its new version and `{hash}`");
                problems.push(Problem::new(path, 0, "the file is not the one recorded", help));
            }
            Some(_) => {}
        }
    }
    for (name, (line, _)) in recorded {
        if !tree.has(&format!("{folder}{name}")) {
            let help = "put the file back, or take its row out";
            problems.push(Problem::new(&readme, line, format!("`{name}` does not exist"), help));
        } else if !has_licence {
            let help = "put the licence text in this folder as LICENSE-<name>.txt";
            problems.push(Problem::new(&readme, line, "no licence text beside the files", help));
        }
    }
    problems
}

// File name to (line, hash), from rows such as "| `a.js` | ... | `e3b0...` |".
fn recorded(readme: &str) -> BTreeMap<&str, (usize, &str)> {
    let rows = readme.lines().enumerate().filter(|(_, line)| line.starts_with("| `"));
    rows.filter_map(|(i, line)| {
        let mut quoted = line.split('`').skip(1).step_by(2);
        Some((quoted.next()?, (i + 1, quoted.last()?)))
    })
    .collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    // SHA-256 of "abc", from FIPS 180-2, appendix B.1.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const FOLDER: &str = "crates/web/assets/fonts/";

    #[track_caller]
    fn check(readme: &str, files: &[(&str, &str)], expected: &[&str]) {
        let place = |name: &str| format!("{FOLDER}{name}");
        let mut all = vec![(place("README.md"), readme)];
        all.extend(files.iter().map(|(name, text)| (place(name), *text)));
        let all: Vec<(&str, &str)> =
            all.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let expected: Vec<String> = expected.iter().map(|row| place(row)).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        tree::check(super::check, &all, &expected);
    }

    #[test]
    fn a_copied_file_is_the_one_recorded() {
        let readme = format!("| File | Hash |\n| `a.js` | npm `a` | `{ABC}` |");
        let licence = ("LICENSE-a.txt", "Do as you like.");
        check(&readme, &[("a.js", "abc"), licence], &[]);
        check(&readme, &[("a.js", "abd"), licence], &["a.js:0"]);
        check(&readme, &[("a.js", "abc"), ("b.js", "b"), licence], &["b.js:0"]);
        check(&readme, &[licence], &["README.md:2"]);
        check(&readme, &[("a.js", "abc")], &["README.md:2"]);
    }
}
