//! `tenframe serve`, and the serving that `demo` shares: listen, say where, stop in order.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use store::Store;
use tokio::net::TcpListener;
use web::{App, Settings};

use crate::content::{self, say};

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
}

/// Our choice: a set-up link works for a day.
const SETUP_LINK_LASTS: i64 = 24 * 3_600_000_000;

/// Serves a school from its folder.
pub async fn run(serve: Serve) -> Result<ExitCode> {
    let listener = listen(serve.listen).await?;
    let store = open(&serve.data.data)?;
    let settings =
        Settings { is_demo: false, is_open_to_network: !serve.listen.ip().is_loopback() };
    let app = app(&store, serve.content.as_deref(), settings).await?;
    let address = listener.local_addr()?;
    if store.schools().await?.is_empty() {
        let token = store.make_setup_link(web::clock::now() + SETUP_LINK_LASTS).await?;
        say(&format!(
            "This folder holds no school yet. Set it up here, once, within a day:\n  http://{address}/set-up/{token}"
        ));
    }
    say(&format!("The store is in {}", serve.data.data.display()));
    until_stopped(listener, app, store).await
}

/// Opens the store in a folder.
pub fn open(folder: &Path) -> Result<Store> {
    Store::open(folder)
        .with_context(|| format!("the store in `{}` could not be opened", folder.display()))
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
    Ok(App::new(store.clone(), loaded.content, settings).await?)
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

/// Serves until told to stop, then closes the store in order.
pub async fn until_stopped(listener: TcpListener, app: App, store: Store) -> Result<ExitCode> {
    say(&format!("Tenframe is ready at http://{}", listener.local_addr()?));
    tokio::select! {
        served = axum::serve(listener, web::router(app)).into_future() => served?,
        () = stop_asked() => {}
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
