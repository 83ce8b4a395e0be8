//! Every route stands in the router table, where one reader can see path, handler, roles and whose object.
//!
//! Start at [`check`].

use super::rust_text::{code_only, line_of};
use super::tree::{Problem, Tree};

const TABLE: &str = "crates/web/src/router.rs";
const CALLS: &[&str] = &[".route(", ".route_service(", ".nest(", ".nest_service("];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for folder in ["crates/web/src/", "crates/tenframe/src/"] {
        for (path, text) in tree.texts(folder, ".rs").filter(|(path, _)| *path != TABLE) {
            let code = code_only(text);
            for call in CALLS {
                problems.extend(code.match_indices(call).map(|(at, _)| {
                    let help = format!("add a row to the table in {TABLE}");
                    Problem::new(path, line_of(&code, at), "a route outside the router table", help)
                }));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[test]
    fn routes_stand_in_the_table() {
        let route = "//! A.\nrouter.route(\"/a\", get(a))";
        tree::check(super::check, &[("crates/web/src/router.rs", route)], &[]);
        let page = "crates/web/src/pages/today.rs";
        tree::check(super::check, &[(page, route)], &["crates/web/src/pages/today.rs:2"]);
        tree::check(super::check, &[(page, "//! See .route(\nlet route = 1;")], &[]);
    }
}
