//! Writes the client into `OUT_DIR`.

use std::process::ExitCode;

fn main() -> ExitCode {
    specsmith::Client::new("openapi.yaml")
        .overlay("types.yaml")
        .build("anvils")
}
