//! A folder of this process with the corpus in it, where files can refer to each other.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

thread_local! {
    static FOLDER: OnceCell<TempDir> = const { OnceCell::new() };
}

/// Does something in the folder, which is furnished on first use.
pub(crate) fn with(act: impl FnOnce(&Path)) {
    FOLDER.with(|folder| act(folder.get_or_init(furnished).path()));
}

fn furnished() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder of our own");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    for entry in fs::read_dir(corpus).expect("the corpus is beside the code") {
        let from = entry.expect("an entry of the corpus").path();
        let name = from.file_name().expect("files have names");
        fs::copy(&from, folder.path().join(name)).expect("a file in our own folder");
    }
    folder
}
