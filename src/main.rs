//! The command `switchroom`; everything is in [`switchroom::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    switchroom::cli::main()
}
