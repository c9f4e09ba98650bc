//! What every page of figures must say.

use super::{stderr, stdout, switchroom, with_what_if};

#[test]
fn every_page_says_what_its_headings_mean() {
    let folder = with_what_if();
    let scan = "contact_types.*.volume=0.9,1.1";
    let pages: [&[&str]; 6] = [
        &["run", "centre.json", "--replications", "4"],
        &["compare", "whatif.json", "--replications", "4"],
        &["sweep", "centre.json", "--scan-scale", scan, "--replications", "4"],
        &["best", "whatif.json", "--max-replications", "200"],
        &["staff", "centre.json", "--target", "total.abandon_rate<=0.2", "--replications", "40"],
        &["risk", "centre.json", "--draws", "4"],
    ];
    for page in pages {
        let output = switchroom(folder.path(), page);
        let text = stdout(&output);
        let meaning = text.split_once("What the headings mean").map(|(_, after)| after);
        let meaning = meaning.unwrap_or_else(|| panic!("{page:?}: {text}{}", stderr(&output)));
        assert!(meaning.contains(": "), "{page:?} defines nothing: {meaning}");
    }
}
