//! Spreading a store over the machines of a Citus cluster: whose tables go where, and what is missing when they cannot.
//!
//! What belongs to a school or a hub is distributed by it, so that one house's rows lie together on one machine; the
//! rest are reference tables, whole on each. The statements stay the same. Start at [`Store::distribute`].

use std::collections::BTreeMap;

use crate::cell::cells;
use crate::engine::{Connection, Link};
use crate::migration::LEDGER_NAME;
use crate::registry::{Effect, Query, Reach};
use crate::tables::{TABLES, Table};
use crate::{Store, StoreError};

/// The column that a school's rows are kept together by.
const BY_SCHOOL: &str = "school_id";

/// The column that a hub's rows are kept together by; a hub is a house among the schools, with the same ids.
const BY_HUB: &str = "hub_id";

/// The table that the others lie beside: one house's rows of all of them are on one machine.
const BESIDE: &str = "school";

const AVAILABLE: &str =
    "select cast(count(*) as bigint) from pg_available_extensions where name = 'citus'";
const INSTALLED: &str = "select cast(count(*) as bigint) from pg_extension where extname = 'citus'";
const WORKERS: &str = "select cast(count(*) as bigint) from pg_dist_node where isactive and noderole = 'primary' and shouldhaveshards";
const LIE: &str = "select cast(relname as text), cast(partmethod as text), \
     coalesce(cast(column_to_column_name(logicalrelid, partkey) as text), '') \
     from pg_dist_partition join pg_class on pg_class.oid = pg_dist_partition.logicalrelid \
     where relnamespace = to_regnamespace(current_schema())";

/// Triggers of our own keep facts append-only. Citus takes them on distributed tables only when told so; ours look at
/// one row and write nothing. One statement at a time, since what one does to a machine the next relies on.
const ALLOW: &str = "set local citus.enable_unsafe_triggers = on; set local citus.multi_shard_modify_mode = 'sequential'";

/// How a table lies on a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lies {
    /// Its rows are spread by their school.
    BySchool,
    /// Its rows are spread by their hub.
    ByHub,
    /// It is whole on every machine.
    Everywhere,
}

/// What became of a store on a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distributed {
    /// How many machines hold rows.
    pub n_workers: i64,
    /// Each table, how it lies now, and whether it was made to by this call.
    pub tables: Vec<(&'static str, Lies, bool)>,
}

impl Store {
    /// Makes distributed and reference tables of a store on a Citus cluster, with what they hold; all or none.
    ///
    /// Tables that lie as they should are left alone, so it may be asked again.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] with what is missing and what to do: on SQLite, on a server without the extension or
    /// without machines, and where a table lies otherwise.
    pub async fn distribute(&self) -> Result<Distributed, StoreError> {
        self.write(|link| {
            if let Connection::Sqlite(_) = link.connection() {
                return Err(StoreError::refused(
                    "a store in a folder is on one machine: restore a backup of it into PostgreSQL with the extension \
                     `citus`, and distribute that",
                ));
            }
            let n_workers = workers(link)?;
            link.connection().execute(ALLOW)?;
            let lie = lie(link)?;
            let mut tables = Vec::new();
            for (name, wanted) in wanted() {
                let is_new = match lie.get(name) {
                    Some(found) if *found == wanted => false,
                    Some(_) => return Err(StoreError::refused(lies_otherwise(name, wanted))),
                    None => {
                        link.rows("table", &spread(name, wanted), cells![])?;
                        true
                    }
                };
                tables.push((name, wanted, is_new));
            }
            Ok(Distributed { n_workers, tables })
        })
        .await
    }
}

/// Every table, how it should lie, in an order in which none comes before one it names.
pub(crate) fn wanted() -> impl Iterator<Item = (&'static str, Lies)> {
    // What belongs to a school or a hub begins with it; a code that leads to a school does not.
    let lies = |table: &Table| match table.columns.first() {
        Some(&BY_SCHOOL) => Lies::BySchool,
        Some(&BY_HUB) => Lies::ByHub,
        _ => Lies::Everywhere,
    };
    let ours = TABLES.iter().map(move |table| (table.name, lies(table)));
    ours.chain([(LEDGER_NAME, Lies::Everywhere)])
}

fn workers(link: &Link<'_>) -> Result<i64, StoreError> {
    if number(link, INSTALLED)? == 0 {
        return Err(StoreError::refused(match number(link, AVAILABLE)? {
            0 => {
                "the extension `citus` is not on this server: install it there and on every worker, name it in \
                 shared_preload_libraries, restart, and run `create extension citus` in the database of each"
            }
            _ => {
                "the extension `citus` is on this server and not in this database: run `create extension citus` in \
                 it, here and on every worker"
            }
        }));
    }
    match number(link, WORKERS)? {
        0 => Err(StoreError::refused(
            "no machine of this cluster may hold rows: name each with \
             `select citus_add_node('HOST', 5432)`, then try again",
        )),
        n_workers => Ok(n_workers),
    }
}

fn number(link: &Link<'_>, text: &'static str) -> Result<i64, StoreError> {
    let rows = link.rows("cluster", &ask(text), cells![])?;
    rows.first().map_or(Ok(0), |row| row.number(0))
}

/// How the tables of this schema lie now; those that lie on one machine are not named.
fn lie(link: &Link<'_>) -> Result<BTreeMap<String, Lies>, StoreError> {
    let rows = link.rows("table", &ask(LIE), cells![])?;
    rows.iter()
        .map(|row| {
            // `h`: by the hash of a column; `n`: by none, which is a reference table.
            let lies = match (row.text(1)?.as_str(), row.text(2)?.as_str()) {
                ("h", BY_HUB) => Lies::ByHub,
                ("h", _) => Lies::BySchool,
                _ => Lies::Everywhere,
            };
            Ok((row.text(0)?, lies))
        })
        .collect()
}

fn lies_otherwise(name: &str, wanted: Lies) -> String {
    let wanted = match wanted {
        Lies::BySchool => "spread by school",
        Lies::ByHub => "spread by hub",
        Lies::Everywhere => "whole on every machine",
    };
    format!(
        "the table `{name}` should be {wanted} and lies otherwise: run `select undistribute_table('{name}')` first"
    )
}

/// The statement that spreads a table; its name is one of our own.
pub(crate) fn spread(name: &'static str, wanted: Lies) -> Query {
    let beside = |by: &str| {
        format!(
            "select cast(create_distributed_table('{name}', '{by}', colocate_with => '{BESIDE}') as text)"
        )
    };
    let text = match wanted {
        Lies::BySchool if name == BESIDE => {
            format!("select cast(create_distributed_table('{name}', '{BY_SCHOOL}') as text)")
        }
        Lies::BySchool => beside(BY_SCHOOL),
        Lies::ByHub => beside(BY_HUB),
        Lies::Everywhere => format!("select cast(create_reference_table('{name}') as text)"),
    };
    ask(text.leak())
}

// Named by its own text, since it is not one of the registered ones.
fn ask(text: &'static str) -> Query {
    Query { name: text, text, effect: Effect::Read, reach: Reach::WholeStore }
}
