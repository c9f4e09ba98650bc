//! Any bytes as a scenario or a what-if file, in a folder with the corpus.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;

#[path = "../furnished.rs"]
mod furnished;
#[path = "../../tests/it/support/hostile.rs"]
mod hostile;

fuzz_target!(|bytes: &[u8]| {
    furnished::with(|folder| {
        let path = folder.join("mutant.json");
        fs::write(&path, bytes).expect("a file in our own folder");
        hostile::fate_of(&path);
    });
});
