//! Writes one of each sheet to a folder, to be looked at: `cargo run -p print --example sheets -- FOLDER`.

#[path = "../tests/it/samples.rs"]
#[allow(dead_code)]
mod samples;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "sheets".to_owned()));
    std::fs::create_dir_all(&folder)?;
    for (name, sheet) in samples::all() {
        let made = print::sheet(&sheet).map_err(|why| format!("{name}: {why}"))?;
        std::fs::write(folder.join(name).with_extension("pdf"), made)?;
    }
    Ok(())
}
