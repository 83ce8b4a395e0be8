//! Writes the invented register of `fixtures/register/`: schools and links as the official files have them.
//!
//! `cargo run -p programme --example invented_register -- FOLDER [--schools 2000] [--seed 1]`
//! A test holds the fixture to what this writes.

use std::path::Path;

use programme::invent;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let folder = Path::new(arguments.first().ok_or("expected a folder")?);
    let n: usize = option("--schools").map_or(Ok(2_000), |text| text.parse())?;
    let seed: u64 = option("--seed").map_or(Ok(1), |text| text.parse())?;
    let made = invent(seed, n);
    std::fs::write(folder.join("schools.csv"), made.schools_csv())?;
    std::fs::write(folder.join("links.csv"), made.links_csv())?;
    Ok(())
}
