//! The program as a child, which may take a gigabyte and so much processor time, no more.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// Address space of a child, in KiB: one gigabyte.
const MEMORY_KIB: u32 = 1 << 20;

/// Processor time of a child, in seconds: commands are told to stop after [`TIME_LIMIT`].
const SECONDS: u32 = 30;

/// What commands that know `--time-limit` are given.
pub(crate) const TIME_LIMIT: &str = "3s";

/// By the clock on the wall, in case a child waits for ever; other work may be on the machine.
const LONGEST: Duration = Duration::from_mins(15);

/// What a child left.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// None where it was killed: of memory, of time or by its own abort.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The build that is tried: our own, or the one that `SWITCHROOM_HOSTILE_PROGRAM` names.
pub(crate) fn program() -> PathBuf {
    let own = || PathBuf::from(env!("CARGO_BIN_EXE_switchroom"));
    std::env::var_os("SWITCHROOM_HOSTILE_PROGRAM").map_or_else(own, PathBuf::from)
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, arguments: &[String]) -> Told {
    // The shell sets the limits, so that no unsafe code has to.
    let limited =
        format!(r#"ulimit -v {MEMORY_KIB}; ulimit -t {SECONDS}; ulimit -c 0; exec "$0" "$@""#);
    let output = assert_cmd::Command::new("sh")
        .current_dir(folder)
        .args(["-c", &limited])
        .arg(program())
        .args(arguments)
        .env("NO_COLOR", "1")
        .env_remove("CI")
        .env_remove("GITHUB_ACTIONS")
        .timeout(LONGEST)
        .output()
        .expect("a shell can be started");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Told { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}
