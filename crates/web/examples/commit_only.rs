//! A bare server of the same design: takes an answer, commits it with others, acknowledges it, and does nothing else.
//!
//! What the whole program adds (sign-in, marking, the live lesson) is told by answering to both side by side:
//! `node tests/load/rates.mjs`. `commit_only DIR` or `commit_only postgres://...`; stop it by a signal.

use std::io::Write;
use std::process::ExitCode;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use desk::Desk;
use serde_json::{Value, json};
use store::{Place, Store};

#[path = "../../store/examples/desk/desk.rs"]
mod desk;

#[tokio::main]
async fn main() -> ExitCode {
    let Some(place) = std::env::args().nth(1).filter(|place| !place.starts_with('-')) else {
        // Nothing can be done when even the message cannot be written.
        let _ =
            writeln!(std::io::stderr(), "usage: commit_only DIR, or commit_only postgres://...");
        return ExitCode::from(2);
    };
    let store = Store::open_at(&Place::read(&place)).await.expect("the store opens");
    let desk = Desk::find_or_make(&store).await.expect("a desk");
    let router = Router::new().route("/answers", post(keep)).with_state((store, desk));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("a listener has an address");
    writeln!(std::io::stdout(), "The bare server is ready at http://{address}")
        .expect("standard output is open");
    axum::serve(listener, router).await.expect("it serves until it is stopped");
    ExitCode::SUCCESS
}

async fn keep(
    State((store, desk)): State<(Store, Desk)>,
    Json(items): Json<Vec<Value>>,
) -> Result<Json<Value>, StatusCode> {
    let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
    let facts = items.iter().map(|item| {
        desk.response(&text(item, "device"), item["counter"].as_i64().unwrap_or_default())
    });
    let kept = store.append(facts.collect()).await;
    let kept = kept.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(kept.iter().map(|_| json!({ "kept": true })).collect()))
}
