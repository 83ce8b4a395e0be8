//! Style, scripts and fonts, embedded in the program; nothing is asked of another host.

use axum::body::Body;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::error::PageError;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// Serves a file under `/assets/`; anything else is a page that does not exist.
pub async fn serve(uri: Uri) -> Response {
    let Some(path) = uri.path().strip_prefix("/assets/") else {
        return PageError::not_found("page").into_response();
    };
    let Some(file) = Assets::get(path) else {
        return (StatusCode::NOT_FOUND, "There is no such file").into_response();
    };
    let kind = file.metadata.mimetype().to_owned();
    let fonts_never_change =
        if path.ends_with(".woff2") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let tag = file
        .metadata
        .sha256_hash()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    (
        [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, fonts_never_change.to_owned()),
            (header::ETAG, format!("\"{tag}\"")),
        ],
        Body::from(file.data.into_owned()),
    )
        .into_response()
}

/// The bytes of a file of `assets/`; none when there is no such file.
pub fn file(path: &str) -> Option<Vec<u8>> {
    Some(Assets::get(path)?.data.into_owned())
}
