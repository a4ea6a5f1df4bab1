//! `cargo run --manifest-path xtask/Cargo.toml [-- --check]`: brings the clients of this workspace up to date.

use std::path::Path;
use std::process::ExitCode;

use specsmith::Options;

fn main() -> ExitCode {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let check = std::env::args().any(|argument| argument == "--check");
    let options = Options {
        check,
        ..Options::default()
    };
    specsmith::generate(&workspace.join("specsmith.toml"), &[], &options).into()
}
