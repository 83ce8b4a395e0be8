//! A module is called by its subject: no `utils`, `common`, `helpers`, `types` or `manager`.
//!
//! Start at [`check`].

use super::tree::{Problem, Tree};

const EMPTY_NAMES: &[&str] =
    &["util", "utils", "common", "helper", "helpers", "types", "manager", "managers", "misc"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, _) in tree.texts("", ".rs") {
        let path_of_names = path.trim_end_matches(".rs");
        if let Some(name) = path_of_names.split('/').find(|name| EMPTY_NAMES.contains(name)) {
            let help = "name it after what it holds, in the field's words";
            problems.push(Problem::new(
                path,
                0,
                format!("`{name}` says nothing of its subject"),
                help,
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[test]
    fn a_module_is_called_by_its_subject() {
        tree::check(super::check, &[("crates/maths/src/number.rs", "")], &[]);
        tree::check(
            super::check,
            &[("crates/web/src/utils.rs", "")],
            &["crates/web/src/utils.rs:0"],
        );
        tree::check(
            super::check,
            &[("crates/web/src/types/a.rs", "")],
            &["crates/web/src/types/a.rs:0"],
        );
        tree::check(super::check, &[("crates/web/src/number_types.rs", "")], &[]);
    }
}
