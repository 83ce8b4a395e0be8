//! `tenframe serve`, and the serving that `demo` shares: listen, say where, stop in order.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use store::{Place, Store};
use tokio::net::TcpListener;
use web::{App, Press, Settings};

use crate::content;
use crate::out::say;
use crate::{backup, backups};

/// Where a school is served unless told otherwise.
pub const LISTEN: &str = "127.0.0.1:7010";

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    data: crate::Data,
    /// The address and port to serve on.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = LISTEN)]
    listen: SocketAddr,
    /// A folder of the school's own content, laid over what is shipped.
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// Where backups are made while serving; without it, the folder `backups` beside the store.
    #[arg(long, value_name = "DIR")]
    backups: Option<PathBuf>,
    /// Make no backups while serving.
    #[arg(long, conflicts_with = "backups")]
    no_backups: bool,
    #[command(flatten)]
    secret: backup::Passphrase,
}

/// Our choice: a set-up link works for a day.
const SETUP_LINK_LASTS: i64 = 24 * 3_600_000_000;

/// Serves a school from its folder.
pub async fn run(serve: Serve) -> Result<ExitCode> {
    let listener = listen(serve.listen).await?;
    let place = serve.data.place();
    let store = open(&place).await?;
    let settings =
        Settings { is_demo: false, is_open_to_network: !serve.listen.ip().is_loopback() };
    let app = app(&store, serve.content.as_deref(), settings).await?;
    let address = listener.local_addr()?;
    if store.schools().await?.is_empty() {
        let token = store.make_setup_link(web::clock::now() + SETUP_LINK_LASTS).await?;
        say(&format!(
            "This store holds no school yet. Set it up here, once, within a day:\n  http://{address}/set-up/{token}"
        ));
    }
    say(&format!("The store is in {place}"));
    let beside = match &place {
        Place::Folder(folder) => Some(backups_beside(folder)),
        Place::Server(_) => None,
    };
    let keeping = match serve.backups.or(beside).filter(|_| !serve.no_backups) {
        Some(folder) => {
            say(&format!("Backups are made in {}; copy them to another machine", folder.display()));
            Some(tokio::spawn(backups::keep(store.clone(), folder, serve.secret.read()?)))
        }
        None => {
            say("No backups are made by this program (--backups DIR makes them)");
            None
        }
    };
    let code = until_stopped(listener, app, store).await;
    if let Some(keeping) = keeping {
        keeping.abort();
    }
    code
}

/// Where the backups of a store in a folder are, unless told otherwise.
pub fn backups_beside(folder: &Path) -> PathBuf {
    folder.join("backups")
}

/// Opens the store in a folder or a database.
pub async fn open(place: &Place) -> Result<Store> {
    Store::open_at(place)
        .await
        .with_context(|| format!("the store in `{place}` could not be opened"))
}

/// Opens a store that is there already; a command that only looks never makes one.
pub async fn open_existing(place: &Place) -> Result<Store> {
    if let Place::Folder(folder) = place
        && !folder.join(store::FILE).exists()
    {
        bail!(
            "there is no store in `{}`: give the folder that holds `{}`",
            folder.display(),
            store::FILE
        );
    }
    open(place).await
}

/// The application with its content; problems of content are told, and the sound rest is used.
pub async fn app(store: &Store, own: Option<&Path>, settings: Settings) -> Result<App> {
    let loaded = content::load(own)?;
    for problem in &loaded.problems {
        eprintln!("{problem}\n");
    }
    if !loaded.problems.is_empty() {
        eprintln!(
            "{} problems in the content; what is sound is used. `tenframe content check` lists them all.",
            loaded.problems.len()
        );
    }
    Ok(App::new(store.clone(), loaded.content, Press(print::sheet), settings).await?)
}

/// Takes the port, or says how to choose another.
pub async fn listen(address: SocketAddr) -> Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("port {} on {} is taken, perhaps by another Tenframe. Choose another with --listen {}:{}", address.port(), address.ip(), address.ip(), address.port().wrapping_add(1))
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on {address}; give an address of this machine with --listen ADDRESS:PORT")),
    }
}

/// Our choice: a page being written is finished; streams that never end are cut, and open pages find the next start.
const GRACE: Duration = Duration::from_secs(2);

/// Serves until told to stop, finishes what was asked for, then closes the store in order.
pub async fn until_stopped(listener: TcpListener, app: App, store: Store) -> Result<ExitCode> {
    say(&format!("Tenframe is ready at http://{}", listener.local_addr()?));
    let (stop, asked) = tokio::sync::oneshot::channel::<()>();
    let serving = axum::serve(listener, web::router(app)).with_graceful_shutdown(async {
        stop_asked().await;
        // Nobody listens any more only when serving has ended.
        let _ = stop.send(());
    });
    let cut_short = async {
        if asked.await.is_ok() {
            tracing::info!("stopping");
        }
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = serving.into_future() => served?,
        () = cut_short => {}
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Waits for Ctrl-C or, on Unix, the signal a service manager sends. Open pages wait for the next start by themselves.
async fn stop_asked() {
    let interrupted = async {
        // Without a handler the process simply ends, and nothing acknowledged is lost.
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        let terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminated) = terminated {
            tokio::select! { () = interrupted => {}, _ = terminated.recv() => {} }
            return;
        }
    }
    interrupted.await;
}
