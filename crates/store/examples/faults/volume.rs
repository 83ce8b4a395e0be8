//! A real small volume that is filled, and given room again while the store stays open.
//!
//! Start at [`fill`].

use std::path::Path;

use store::{Store, StoreError};

use crate::desk::Desk;
use crate::trials::script::{Kept, compare};

/// Takes the room of the volume in advance, so that the store runs out of it soon, and gives it back later.
const BALLAST: &str = "ballast";

// Our choice: some hundreds of answers.
const ROOM_LEFT: usize = 1024 * 1024;

/// Answers until the volume is full, makes room, and goes on without opening the store again.
pub async fn fill(volume: &Path) -> Result<(), String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let folder = volume.join("store");
    let store = Store::open(&folder).map_err(|error| said(&error))?;
    let desk = Desk::find_or_make(&store).await.map_err(|error| said(&error))?;
    take_room(&volume.join(BALLAST)).map_err(|error| said(&error))?;
    let mut kept = Vec::new();
    let mut refused = None;
    // Our choice: a volume of some megabytes holds far fewer.
    for counter in 0..100_000 {
        match store.append(vec![desk.response("slate", counter)]).await {
            Ok(appended) => kept.push(Kept {
                device: "slate".to_owned(),
                counter,
                fact_id: appended[0].fact.id.as_str().to_owned(),
                by: 0,
            }),
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    if refused != Some(StoreError::Full) {
        return Err(format!("after {} answers it said {refused:?}", kept.len()));
    }
    std::fs::remove_file(volume.join(BALLAST)).map_err(|error| said(&error))?;
    let next = kept.len() as i64;
    let went_on = store.append(vec![desk.response("slate", next)]).await;
    store.close().await;
    let appended = went_on.map_err(|error| format!("with room again it says: {error}"))?;
    let fact_id = appended[0].fact.id.as_str().to_owned();
    kept.push(Kept { device: "slate".to_owned(), counter: next, fact_id, by: 0 });
    compare(&folder, &kept).await
}

// Writes until the volume is full, then gives some back.
fn take_room(file: &Path) -> std::io::Result<()> {
    use std::io::Write;
    let mut ballast = std::fs::File::create(file)?;
    let piece = vec![0_u8; 64 * 1024];
    while ballast.write_all(&piece).is_ok() {}
    let length = ballast.metadata()?.len();
    ballast.set_len(length.saturating_sub(ROOM_LEFT as u64))
}
