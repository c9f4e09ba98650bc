//! Any bytes as each CSV file of a scenario that reads four: the first byte says which.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;

#[path = "../furnished.rs"]
mod furnished;
#[path = "../../tests/it/support/hostile.rs"]
mod hostile;

const FILES: [&str; 4] = ["volumes.csv", "staffing.csv", "shifts.csv", "values.csv"];

fuzz_target!(|bytes: &[u8]| {
    let Some((&which, text)) = bytes.split_first() else { return };
    furnished::with(|folder| {
        let path = folder.join(FILES[usize::from(which) % FILES.len()]);
        let whole = fs::read(&path).expect("a file of the corpus");
        fs::write(&path, text).expect("a file in our own folder");
        hostile::fate_of(&folder.join("everything.json"));
        fs::write(&path, whole).expect("a file in our own folder");
    });
});
