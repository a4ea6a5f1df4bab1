//! The configuration that `specsmith init` writes: all keys with comments; optional keys are commented out.

use super::keys::{CLIENT, PACKAGE, VENDORED};

/// Replaces the example value of a template's key; of the first, if several have the name.
pub fn set(text: &str, key: &str, value: &str) -> String {
    let start = format!("# {key} = ");
    let mut is_set = false;
    let lines = text.lines().map(|line| {
        if is_set || !line.starts_with(&start) {
            return line.to_owned();
        }
        is_set = true;
        format!("{key} = {value}")
    });
    lines.map(|line| line + "\n").collect()
}

/// Returns the text of a configuration with one client.
pub fn template(client: &str, document: &str) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let mut text = String::from(
        "# The clients that `specsmith generate` writes. Paths count from this file's folder.\n# All keys are here; those that are commented \
         out show an example, or the value that holds without them.\n",
    );
    text.push_str(&format!("\n[client.{client}]\n"));
    for key in CLIENT.iter().filter(|key| key.name != "package") {
        text.push_str(&format!("# {}\n", key.docs));
        match key.name {
            "document" => text.push_str(&format!("document = {}\n", quoted(document))),
            "out" => text.push_str(&format!("out = {}\n", quoted(&format!("clients/{client}")))),
            _ => text.push_str(&format!("# {} = {}\n", key.name, key.example)),
        }
    }
    for (table, keys, what) in [
        (
            format!("client.{client}.package"),
            PACKAGE,
            "The crate's `[package]`. A value may also be `{ workspace = true }`.",
        ),
        (
            "vendored".to_owned(),
            VENDORED,
            "The runtime's sources, written once for all clients with `runtime = \"vendored\"`.",
        ),
    ] {
        text.push_str(&format!("\n# {what}\n[{table}]\n"));
        for key in keys {
            text.push_str(&format!("# {}\n# {} = {}\n", key.docs, key.name, key.example));
        }
    }
    text
}
