//! The models in another engine: see `benches/peers/README.md`.

use std::path::PathBuf;
use std::process::Command;

use super::page::Row;
use super::race::Race;

const MANIFEST: &str = "benches/peers/Cargo.toml";
const TARGET: &str = "target/peers";

/// Builds the program; none where that fails, for example without a network.
pub(crate) fn built() -> Option<PathBuf> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let arguments =
        ["build", "--release", "--locked", "--manifest-path", MANIFEST, "--target-dir", TARGET];
    let built = Command::new(cargo).args(arguments).status();
    if built.is_ok_and(|ended| ended.success()) {
        return Some(PathBuf::from(TARGET).join("release/switchroom-peers"));
    }
    eprintln!("the peers cannot be built here and are left out");
    None
}

/// How a peer of a model is called.
pub(crate) fn name(model: &str) -> String {
    format!("{} in desque", model.to_uppercase())
}

/// The peer must cost more: that is all that is asked.
pub(crate) fn rows(race: &Race) -> Vec<Row> {
    ["B1", "B2"].map(|model| race.row(model, &name(model), 1.0)).into()
}
