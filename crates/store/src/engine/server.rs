//! Which PostgreSQL server, which database, which schema: read from `postgres://...`.
//!
//! It never shows a password. To a server elsewhere it goes by TLS unless told `sslmode=disable`.
//! Start at [`Server::read`].

use std::path::PathBuf;

use tokio_postgres::config::{Host, SslMode};

use crate::OpenError;

/// Where a PostgreSQL store is.
#[derive(Clone)]
pub(crate) struct Server {
    /// How to reach it.
    pub config: tokio_postgres::Config,
    /// The schema its tables are in; made where there is none.
    pub schema: String,
    /// Certificates to trust instead of the system's.
    pub roots: Option<PathBuf>,
    /// As said in messages, without the password.
    pub shown: String,
}

/// Where the tables are unless the address says otherwise: PostgreSQL's own first schema.
const SCHEMA: &str = "public";

impl Server {
    /// Reads an address such as `postgres://user:password@host:5432/database?schema=oak&sslrootcert=ca.pem`.
    pub fn read(url: &str) -> Result<Self, OpenError> {
        let wrong = |why: String| OpenError::Address { why };
        if !is_server(url) {
            return Err(wrong("it does not begin with postgres://".to_owned()));
        }
        let (address, options) = url.split_once('?').unwrap_or((url, ""));
        let (mut schema, mut roots, mut others) = (SCHEMA.to_owned(), None, Vec::new());
        let mut has_mode = false;
        for option in options.split('&').filter(|option| !option.is_empty()) {
            match option.split_once('=') {
                Some(("schema", name)) => schema = sound_schema(name).map_err(wrong)?,
                Some(("sslrootcert", path)) => roots = Some(PathBuf::from(path)),
                Some(("sslmode", "verify-full")) => {
                    has_mode = true;
                    others.push("sslmode=require");
                }
                _ => {
                    has_mode |= option.starts_with("sslmode=");
                    others.push(option);
                }
            }
        }
        let plain = if others.is_empty() {
            address.to_owned()
        } else {
            format!("{address}?{}", others.join("&"))
        };
        let mut config: tokio_postgres::Config =
            plain.parse().map_err(|error: tokio_postgres::Error| wrong(said(&error)))?;
        if !has_mode {
            let mode = if is_here(&config) { SslMode::Disable } else { SslMode::Require };
            config.ssl_mode(mode);
        }
        if config.get_application_name().is_none() {
            config.application_name("tenframe");
        }
        let shown = shown(&config, &schema);
        Ok(Self { config, schema, roots, shown })
    }
}

/// Whether this is the address of a server rather than a folder.
pub(crate) fn is_server(place: &str) -> bool {
    place.starts_with("postgres://") || place.starts_with("postgresql://")
}

// Written into statements as it is, so nothing but plain letters.
fn sound_schema(name: &str) -> Result<String, String> {
    let is_plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let begins = name.starts_with(|letter: char| letter.is_ascii_lowercase());
    match begins && name.len() <= 63 && name.chars().all(is_plain) {
        true => Ok(name.to_owned()),
        false => {
            Err(format!("schema `{name}` should be small letters, digits and _, a letter first"))
        }
    }
}

fn is_here(config: &tokio_postgres::Config) -> bool {
    config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    })
}

fn shown(config: &tokio_postgres::Config, schema: &str) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "localhost".to_owned(),
    };
    let port = config.get_ports().first().map_or(String::new(), |port| format!(":{port}"));
    let database = config.get_dbname().or(config.get_user()).unwrap_or_default();
    let schema = if schema == SCHEMA { String::new() } else { format!("?schema={schema}") };
    format!("postgres://{host}{port}/{database}{schema}")
}

/// What the library or the server said, with what was behind it.
pub(crate) fn said(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: &str) {
        let actual = match Server::read(url) {
            Ok(server) => format!("{} {:?}", server.shown, server.config.get_ssl_mode()),
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected, "{url}");
    }

    #[test]
    fn an_address_is_read_and_shown_without_its_password() {
        check("postgres://reed:secret@127.0.0.1:5433/oak", "postgres://127.0.0.1:5433/oak Disable");
        check(
            "postgresql://reed@localhost/oak?schema=s1",
            "postgres://localhost:5432/oak?schema=s1 Disable",
        );
        check("postgres://reed:secret@db.example/oak", "postgres://db.example:5432/oak Require");
        check(
            "postgres://reed@db.example/oak?sslmode=disable",
            "postgres://db.example:5432/oak Disable",
        );
        check(
            "postgres://reed@db.example/oak?sslmode=verify-full&sslrootcert=ca.pem",
            "postgres://db.example:5432/oak Require",
        );
    }

    #[test]
    fn what_is_not_an_address_is_refused() {
        let help = "; one is written postgres://user:password@host:5432/database";
        check(
            "mysql://x",
            &format!(
                "the database's address cannot be read (it does not begin with postgres://){help}"
            ),
        );
        check(
            "postgres://localhost/oak?schema=Oak;",
            &format!(
                "the database's address cannot be read (schema `Oak;` should be small letters, digits and _, a letter first){help}"
            ),
        );
    }
}
