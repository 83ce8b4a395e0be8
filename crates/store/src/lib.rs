//! Where facts are kept: SQLite, migrations, one SQL file a query, group commit.
//!
//! Start at `Store`.
