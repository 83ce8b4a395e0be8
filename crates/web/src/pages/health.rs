//! For whoever looks after the machine: whether it is well, and a few counts. Nothing about anybody.
//!
//! Start at [`health`] and [`metrics`].

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use crate::app::App;

/// `ready` once a page could be served and an answer kept; else why not.
pub async fn health(State(app): State<App>) -> impl IntoResponse {
    match app.store.health().await {
        Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, format!("{error}\n")),
    }
}

/// Counts in the text form that Prometheus reads.
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let rows = [
        (
            "tenframe_commits_total",
            "counter",
            "Commits made; many writes share one.",
            app.store.n_commits(),
        ),
        (
            "tenframe_writes_waiting",
            "gauge",
            "Writes waiting for the next commit.",
            app.store.n_waiting() as u64,
        ),
        (
            "tenframe_open_lessons",
            "gauge",
            "Lessons held in memory.",
            app.live.n_open().await as u64,
        ),
        (
            "tenframe_up_seconds",
            "gauge",
            "Seconds since this program started.",
            app.started.elapsed().as_secs(),
        ),
    ];
    let text: String = rows
        .iter()
        .map(|(name, kind, help, value)| {
            format!("# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n")
        })
        .collect();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}
