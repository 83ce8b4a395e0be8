//! PostgreSQL: how a session is opened, how values travel, what its errors mean.
//!
//! A session belongs to one thread at a time and waits for its answers there; nothing of it is awaited elsewhere.
//! Statements that give no rows are sent together with the next one that does, to save a journey.
//! A lost line is mended when the next transaction begins. Start at [`Session::connect`].

use std::cell::{Cell as Flag, RefCell};
use std::collections::HashMap;
use std::future::Future;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::BytesMut;
use futures_util::StreamExt;
use futures_util::future::{join, maybe_done, try_join_all};
use tokio::runtime::Runtime;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, NoTls, Statement};

use crate::cell::{Cell, Row};
use crate::engine::OnRow;
use crate::engine::server::{Server, said};
use crate::engine::tls::Tls;
use crate::registry::{Effect, Query, Reach};
use crate::{OpenError, StoreError};

// Our choice, as on SQLite: long enough for another program's import, short enough that a page still answers.
const WAIT_FOR_ANOTHER_PROGRAM: &str = "5s";
const CONNECTING_TAKES: Duration = Duration::from_secs(5);

/// `server_version_num` of PostgreSQL 15.
const OLDEST: i64 = 150_000;

/// Writers of every program take turns on one schema, as they do on one SQLite file.
const TAKE_TURNS: &str =
    "begin; select pg_advisory_xact_lock(hashtextextended(current_schema(), 7010))";
const SEE_ONE_MOMENT: &str = "begin isolation level repeatable read read only";

/// The tables in the store's schema.
pub(crate) const LIST_TABLES: &str = "select cast(tablename as text) from pg_catalog.pg_tables \
     where schemaname = current_schema() order by tablename collate \"C\"";

/// The triggers that keep facts append-only and are not there or not switched on.
pub(crate) const MISSING_TRIGGERS: &str = "select name from \
     (values ('fact_is_never_changed', 'fact'), ('fact_is_never_removed', 'fact'), \
         ('hub_fact_is_never_changed', 'hub_fact'), ('hub_fact_is_never_removed', 'hub_fact'), \
         ('nation_fact_is_never_changed', 'nation_fact'), ('nation_fact_is_never_removed', 'nation_fact'), \
         ('school_fact_is_never_changed', 'school_fact'), ('school_fact_is_never_removed', 'school_fact')) as needed (name, holder) \
     where not exists (select 1 from pg_trigger where tgname = name and tgenabled = 'O' \
         and tgrelid = to_regclass(holder)) order by name";

/// After a migration: text is compared and ordered by its bytes, as on SQLite, whatever the database's language.
pub(crate) const COMPARE_TEXT_BY_BYTES: &str = r#"
    do $do$
    declare the_table text; columns text;
    begin
        for the_table, columns in
            select table_name, string_agg(
                format('alter column %I type text collate "C"', column_name), ', ' order by ordinal_position)
            from information_schema.columns
            where table_schema = current_schema() and data_type = 'text'
                and collation_name is distinct from 'C'
            group by table_name
        loop
            execute format('alter table %I %s', the_table, columns);
        end loop;
    end
    $do$"#;

/// A connection to a server, and the small runtime that carries it.
pub(crate) struct Session {
    server: Server,
    runtime: Option<Runtime>,
    client: RefCell<Option<Client>>,
    prepared: RefCell<HashMap<&'static str, Statement>>,
    ahead: RefCell<String>,
    has_failed: Flag<bool>,
}

impl Session {
    /// Connects, and makes the schema where there is none.
    pub fn connect(server: &Server) -> Result<Self, StoreError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| StoreError::Engine(error.to_string()))?;
        let session = Self {
            server: server.clone(),
            runtime: Some(runtime),
            client: RefCell::new(None),
            prepared: RefCell::default(),
            ahead: RefCell::default(),
            has_failed: Flag::new(false),
        };
        session.open()?;
        Ok(session)
    }

    fn open(&self) -> Result<(), StoreError> {
        self.client.take();
        self.prepared.borrow_mut().clear();
        self.ahead.borrow_mut().clear();
        self.has_failed.set(false);
        let mut config = self.server.config.clone();
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECTING_TAKES);
        }
        let lost = |why: String| StoreError::Unreachable { why };
        let client = if config.get_ssl_mode() == tokio_postgres::config::SslMode::Disable {
            let (client, line) =
                self.wait(config.connect(NoTls)).map_err(|error| lost(said(&error)))?;
            self.carry(line);
            client
        } else {
            let tls = Tls::new(self.server.roots.as_deref()).map_err(|error| {
                lost(format!("the trusted certificates cannot be read: {error}"))
            })?;
            let (client, line) =
                self.wait(config.connect(tls)).map_err(|error| lost(said(&error)))?;
            self.carry(line);
            client
        };
        let schema = &self.server.schema;
        // A server that was told not to wait for its disk is told to wait in this session. Of two programs that find
        // no schema one makes it and the other waits: `if not exists` alone lets both try.
        let settings = format!(
            "set lock_timeout = '{WAIT_FOR_ANOTHER_PROGRAM}';
             select set_config('synchronous_commit', 'on', false)
                 where current_setting('synchronous_commit') in ('off', 'local');
             set client_min_messages = warning;
             do $do$ begin
                 if to_regnamespace('{schema}') is null then
                     perform pg_advisory_xact_lock(hashtextextended('{schema}', 7010));
                     create schema if not exists {schema};
                 end if;
             end $do$;
             set search_path = {schema}"
        );
        self.wait(client.batch_execute(&settings)).map_err(|error| engine_error(&error))?;
        self.client.replace(Some(client));
        Ok(())
    }

    fn carry(
        &self,
        line: impl Future<Output = Result<(), tokio_postgres::Error>> + Send + 'static,
    ) {
        // How the line ended is told by the next statement.
        drop(self.runtime().spawn(async move { drop(line.await) }));
    }

    fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().expect("the runtime is there until the session is dropped")
    }

    fn wait<T>(&self, what: impl Future<Output = T>) -> T {
        self.runtime().block_on(what)
    }

    /// Refuses a server that is too old, or that keeps text other than as UTF-8.
    pub fn check_suitable(&self) -> Result<(), OpenError> {
        const ASK: Query = Query {
            name: "what the server is",
            text: "select cast(current_setting('server_version_num') as bigint), \
                   current_setting('server_encoding'), current_setting('fsync')",
            effect: Effect::Read,
            reach: Reach::WholeStore,
        };
        let mut found = Vec::new();
        let store = || self.server.shown.clone();
        let fails =
            |error: StoreError| OpenError::Engine { store: store(), why: error.to_string() };
        self.each_row("server", &ASK, &[], &mut |row| {
            found.push((row.number::<i64>(0)?, row.text(1)?, row.text(2)?));
            Ok(())
        })
        .map_err(fails)?;
        let Some((version, encoding, fsync)) = found.pop() else { return Ok(()) };
        let unsuitable = |why: String| Err(OpenError::Unsuitable { store: store(), why });
        if version < OLDEST {
            return unsuitable(format!(
                "its PostgreSQL is {}: 15 or newer is needed",
                version / 10_000
            ));
        }
        if encoding != "UTF8" {
            return unsuitable(format!(
                "its text is kept as {encoding}: make a database with encoding UTF8"
            ));
        }
        if fsync != "on" {
            tracing::warn!("this server has fsync off: a power cut may lose what was acknowledged");
        }
        Ok(())
    }

    /// Whether the line is lost.
    pub fn is_lost(&self) -> bool {
        self.client.borrow().as_ref().is_none_or(Client::is_closed)
    }

    pub fn begin_writing(&self) -> Result<(), StoreError> {
        self.begin(TAKE_TURNS)
    }

    pub fn begin_reading(&self) -> Result<(), StoreError> {
        self.begin(SEE_ONE_MOMENT)
    }

    // Nothing has been done yet, so a lost line may be mended without anybody being told.
    fn begin(&self, text: &str) -> Result<(), StoreError> {
        if !self.is_lost() {
            match self.execute(text) {
                Err(_) if self.is_lost() => {}
                Err(error) => {
                    self.roll_back();
                    return Err(error);
                }
                Ok(()) => return Ok(()),
            }
        }
        tracing::warn!(server = %self.server.shown, "the line to the database was lost; connecting again");
        self.open()?;
        self.execute(text)
    }

    pub fn commit(&self) -> Result<(), StoreError> {
        if self.has_failed.get() {
            return Err(StoreError::Engine(
                "a failed part was not undone before the commit".to_owned(),
            ));
        }
        self.execute("commit")
    }

    pub fn roll_back(&self) {
        self.ahead.borrow_mut().clear();
        self.has_failed.set(false);
        if !self.is_lost() {
            // What cannot be rolled back is dropped with the connection.
            drop(self.execute("rollback"));
            self.has_failed.set(false);
        }
    }

    pub fn begin_part(&self) -> Result<(), StoreError> {
        self.later("savepoint job");
        Ok(())
    }

    pub fn end_part(&self, keep: bool) -> Result<(), StoreError> {
        if keep {
            self.later("release savepoint job");
            return Ok(());
        }
        self.later("rollback to savepoint job; release savepoint job");
        self.has_failed.set(false);
        self.execute("")
    }

    fn later(&self, text: &str) {
        let mut ahead = self.ahead.borrow_mut();
        ahead.push_str(text);
        ahead.push(';');
    }

    /// Runs what was put off, then `text`.
    pub fn execute(&self, text: &str) -> Result<(), StoreError> {
        let all = self.ahead.take() + text;
        if all.is_empty() {
            return Ok(());
        }
        let client = self.client.borrow();
        let client = client.as_ref().ok_or_else(lost)?;
        self.noted(self.wait(client.batch_execute(&all)))
    }

    pub fn each_row(
        &self,
        what: &'static str,
        query: &Query,
        cells: &[Cell],
        on_row: &mut OnRow<'_>,
    ) -> Result<(), StoreError> {
        let statement = self.prepared(query, cells)?;
        let client = self.client.borrow();
        let client = client.as_ref().ok_or_else(lost)?;
        let ahead = self.ahead.take();
        let found = self.wait(async {
            let before = async {
                if ahead.is_empty() { Ok(()) } else { client.batch_execute(&ahead).await }
            };
            // Both are sent in this order before either is waited for.
            let (before, found) = join(before, client.query_raw(&statement, cells)).await;
            before.and(found)
        });
        let mut found = pin!(self.noted(found)?);
        while let Some(row) = self.wait(found.next()) {
            on_row(row_of(what, &self.noted(row)?)?)?;
        }
        Ok(())
    }

    /// Sends every row before the first answer is waited for; gives the row or none that each gave.
    pub fn row_each(
        &self,
        what: &'static str,
        query: &Query,
        rows: &[&[Cell]],
    ) -> Result<Vec<Option<Row>>, StoreError> {
        let Some(first) = rows.first() else { return Ok(Vec::new()) };
        let statement = self.prepared(query, first)?;
        let client = self.client.borrow();
        let client = client.as_ref().ok_or_else(lost)?;
        let ahead = self.ahead.take();
        let found = self.wait(async {
            let mut before = pin!(maybe_done(client.batch_execute(&ahead)));
            if !ahead.is_empty() {
                begun(&mut before).await;
            }
            let mut sent = Vec::with_capacity(rows.len());
            for cells in rows {
                let mut one = Box::pin(maybe_done(only_row(client, &statement, cells)));
                begun(&mut one).await;
                sent.push(one);
            }
            if !ahead.is_empty() {
                before.as_mut().await;
                before.as_mut().take_output().transpose()?;
            }
            let mut found = Vec::with_capacity(sent.len());
            for mut one in sent {
                one.as_mut().await;
                found.push(one.as_mut().take_output().transpose()?.flatten());
            }
            Ok(found)
        });
        let found = self.noted(found)?;
        found.iter().map(|row| row.as_ref().map(|row| row_of(what, row)).transpose()).collect()
    }

    pub fn run(&self, query: &Query, cells: &[Cell]) -> Result<usize, StoreError> {
        let statement = self.prepared(query, cells)?;
        let client = self.client.borrow();
        let client = client.as_ref().ok_or_else(lost)?;
        let ahead = self.ahead.take();
        let changed = self.wait(async {
            let before = async {
                if ahead.is_empty() { Ok(()) } else { client.batch_execute(&ahead).await }
            };
            let (before, changed) = join(before, client.execute_raw(&statement, cells)).await;
            before.and(changed)
        });
        self.noted(changed).map(|changed| usize::try_from(changed).unwrap_or(usize::MAX))
    }

    /// Sends every row before the first answer is waited for.
    pub fn run_each(&self, query: &Query, rows: &[Vec<Cell>]) -> Result<(), StoreError> {
        let Some(first) = rows.first() else { return Ok(()) };
        let statement = self.prepared(query, first)?;
        self.execute("")?;
        let client = self.client.borrow();
        let client = client.as_ref().ok_or_else(lost)?;
        let all = rows.iter().map(|cells| client.execute_raw(&statement, cells));
        self.noted(self.wait(try_join_all(all))).map(|_| ())
    }

    fn prepared(&self, query: &Query, cells: &[Cell]) -> Result<Statement, StoreError> {
        let known = self.prepared.borrow().get(query.name).cloned();
        let statement = match known {
            Some(statement) => statement,
            None => {
                // Preparing within a transaction that failed would fail too, so what undoes it goes first.
                self.execute("")?;
                let client = self.client.borrow();
                let client = client.as_ref().ok_or_else(lost)?;
                let statement = self.noted(self.wait(client.prepare(query.text)))?;
                self.prepared.borrow_mut().insert(query.name, statement.clone());
                statement
            }
        };
        let (takes, given) = (statement.params().len(), cells.len());
        if takes != given {
            return Err(StoreError::Engine(format!(
                "`{}` takes {takes} parameters, was given {given}",
                query.name
            )));
        }
        Ok(statement)
    }

    // After a failed statement the server refuses the rest of the transaction until it is undone.
    fn noted<T>(&self, result: Result<T, tokio_postgres::Error>) -> Result<T, StoreError> {
        result.map_err(|error| {
            self.has_failed.set(true);
            engine_error(&error)
        })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.client.take();
        // A runtime may not be dropped where others are awaited; this one has nothing left to do.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A request is sent when it is first asked after, so those begun in turn are sent in turn.
async fn begun<F: Future + Unpin>(request: &mut F) -> Option<F::Output> {
    std::future::poll_fn(|context| match pin!(&mut *request).poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}

async fn only_row(
    client: &Client,
    statement: &Statement,
    cells: &[Cell],
) -> Result<Option<tokio_postgres::Row>, tokio_postgres::Error> {
    let mut rows = pin!(client.query_raw(statement, cells).await?);
    let mut first = None;
    while let Some(row) = rows.next().await {
        first = first.or(Some(row?));
    }
    Ok(first)
}

fn row_of(what: &'static str, row: &tokio_postgres::Row) -> Result<Row, StoreError> {
    let cells = (0..row.len()).map(|position| row.try_get::<_, Cell>(position));
    let cells = cells.collect::<Result<_, _>>().map_err(|error| engine_error(&error))?;
    Ok(Row { what, cells })
}

fn lost() -> StoreError {
    StoreError::Unreachable { why: "the line to the database is lost".to_owned() }
}

impl ToSql for Cell {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self, kind) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Integer(number), &Type::INT8) => number.to_sql(kind, out),
            (Self::Text(text), &Type::TEXT) => text.to_sql(kind, out),
            (Self::Integer(_), _) => Err(format!("a whole number was given for {kind}").into()),
            (Self::Text(_), _) => Err(format!("a text was given for {kind}").into()),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::TEXT)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell {
    fn from_sql(
        kind: &Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        match *kind {
            Type::INT8 => i64::from_sql(kind, raw).map(Self::Integer),
            _ => String::from_sql(kind, raw).map(Self::Text),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::TEXT)
    }
}

/// What an error of the server or the line means to the caller.
fn engine_error(error: &tokio_postgres::Error) -> StoreError {
    let Some(refusal) = error.as_db_error() else {
        return match error.is_closed() || is_of_the_line(error) {
            true => StoreError::Unreachable { why: said(error) },
            false => StoreError::Engine(said(error)),
        };
    };
    match refusal.code() {
        &SqlState::DISK_FULL => StoreError::Full,
        &SqlState::UNIQUE_VIOLATION => {
            let table = refusal.table().unwrap_or_default();
            StoreError::Taken { what: unique(table, refusal.constraint().unwrap_or_default()) }
        }
        &SqlState::ADMIN_SHUTDOWN | &SqlState::CRASH_SHUTDOWN | &SqlState::CANNOT_CONNECT_NOW => {
            StoreError::Unreachable { why: refusal.message().to_owned() }
        }
        // The class of what is raised by a trigger, and that of broken rules.
        code if code == &SqlState::RAISE_EXCEPTION || code.code().starts_with("23") => {
            StoreError::refused(format!("the store's rules refuse this ({})", refusal.message()))
        }
        _ => StoreError::Engine(refusal.message().to_owned()),
    }
}

fn is_of_the_line(error: &tokio_postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>())
}

// PostgreSQL names the constraint `staff_school_id_email_key`; SQLite says `staff email`.
fn unique(table: &str, constraint: &str) -> String {
    let columns = constraint.strip_prefix(table).unwrap_or(constraint);
    let columns = columns.strip_suffix("_key").unwrap_or(columns);
    let column = columns.strip_prefix("_school_id").unwrap_or(columns);
    format!("{table}{}", column.replace('_', " "))
}
