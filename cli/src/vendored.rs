//! The sources of the runtime, which are part of the command and are written into a workspace once for all its clients: the crate of the runtime and, in its
//! folder `model`, that of models, which crates of types depend on alone.

use serde::Serialize;
use sha2::{Digest, Sha256};
use toml::{Table, Value};

use crate::writer::MANIFEST;
use specsmith_generator::{Contents, model_package};

/// The sources of both crates: paths relative to the runtime's folder, and texts.
const SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/vendored.rs"));

/// The runtime's own `Cargo.toml`.
const CARGO_TOML: &str = include_str!("../vendored/runtime.toml");

/// The `Cargo.toml` of the crate of models.
const MODEL_TOML: &str = include_str!("../vendored/model.toml");

/// The name of the model crate in source code.
const MODEL: &str = "specsmith-model";
const MODEL_FOLDER: &str = "model";

const LICENSES: [(&str, &str); 2] =
    [("LICENSE-APACHE", include_str!("../LICENSE-APACHE")), ("LICENSE-MIT", include_str!("../LICENSE-MIT"))];

const RUSTFMT_FILE: &str = "rustfmt.toml";

/// The sources have the format of the runtime, independent of the workspace's settings.
const RUSTFMT: &str = "# The sources are a copy: `cargo fmt` leaves them alone.\ndisable_all_formatting = true\n";

#[derive(Serialize)]
struct Manifest<'a> {
    generator: &'a str,
    files: Vec<Owned<'a>>,
}

#[derive(Serialize)]
struct Owned<'a> {
    path: &'a str,
    sha256: String,
}

/// The package of the vendored runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The package's name.
    pub name: String,
    /// True if it may be published.
    pub publish: bool,
}

impl Default for Package {
    fn default() -> Self {
        Self { name: "specsmith-runtime".to_owned(), publish: false }
    }
}

/// Returns true if this build includes the sources.
pub fn is_carried() -> bool {
    !SOURCES.is_empty()
}

/// Version of the runtime that is included.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Returns the files of a vendored runtime, the manifest last; for crates of types, those of the model crate alone. Independent of the machine and of the
/// build.
pub fn files(package: &Package, contents: Contents) -> Vec<(String, String)> {
    let model = model_package(&package.name);
    let readmes = [
        (
            "README.md",
            readme(&package.name, "The runtime of the clients that Specsmith generates", "specsmith-runtime"),
        ),
        ("model/README.md", readme(&model, "What the types that Specsmith generates are made of", MODEL)),
    ];
    let mut files = vec![
        ("Cargo.toml".to_owned(), cargo_toml(CARGO_TOML, package, &package.name)),
        (format!("{MODEL_FOLDER}/Cargo.toml"), cargo_toml(MODEL_TOML, package, &model)),
        (RUSTFMT_FILE.to_owned(), RUSTFMT.to_owned()),
    ];
    files.extend(readmes.map(|(path, text)| (path.to_owned(), text)));
    // A checkout may have line ends of its own.
    let normal = |text: &str| text.replace("\r\n", "\n");
    for (name, text) in LICENSES {
        files.push((name.to_owned(), normal(text)));
        files.push((format!("{MODEL_FOLDER}/{name}"), normal(text)));
    }
    files.extend(SOURCES.iter().map(|(path, text)| ((*path).to_owned(), normal(text))));
    if contents == Contents::Types {
        files.retain(|(path, _)| path.starts_with(MODEL_FOLDER) || path == RUSTFMT_FILE);
    }
    files.sort();
    let owned = files.iter().map(|(path, text)| Owned { path, sha256: sha256(text) }).collect();
    let manifest = Manifest { generator: concat!("specsmith ", env!("CARGO_PKG_VERSION")), files: owned };
    // Strings only: this cannot fail.
    let manifest = serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n";
    files.push((MANIFEST.to_owned(), manifest));
    files
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn readme(name: &str, what: &str, original: &str) -> String {
    format!(
        "# {name}\n\n{what}: a copy of `{original}` {VERSION}, written by `specsmith \
         generate` and kept up to date by it. Do not edit it; a changed file is not overwritten without `--force`.\n\nLicensed under MIT or \
         Apache-2.0, at your option.\n"
    )
}

/// Returns the `Cargo.toml` of a vendored crate, made of the original without tests, benchmarks, examples and keys inherited from a workspace.
fn cargo_toml(own: &str, package: &Package, name: &str) -> String {
    // The manifest is one of ours: Cargo has read it before it got here.
    let own: Table = own.parse().unwrap_or_default();
    let description = own.get("package").and_then(|package| package.get("description")).and_then(Value::as_str);
    let mut text = String::from("# Written by Specsmith; do not edit.\n\n[package]\n");
    let mut add = |key: &str, value: Value| text.push_str(&format!("{key} = {}\n", inline(&value)));
    add("name", name.into());
    add("version", VERSION.into());
    add("description", description.unwrap_or_default().into());
    add("edition", "2024".into());
    add("rust-version", own_rust_version(&own).into());
    add("license", "MIT OR Apache-2.0".into());
    add("publish", package.publish.into());
    // Unit tests and examples need packages that users do not.
    text.push_str("autotests = false\nautobenches = false\nautoexamples = false\n\n[lib]\ntest = false\ndoctest = false\nbench = false\n");
    let mut tables: Vec<(String, Option<&Value>)> =
        ["features", "dependencies"].map(|name| (name.to_owned(), own.get(name))).into();
    for (cfg, table) in own.get("target").and_then(Value::as_table).into_iter().flatten() {
        tables.push((format!("target.'{cfg}'.dependencies"), table.get("dependencies")));
    }
    for (name, table) in tables {
        text.push_str(&format!("\n[{name}]\n"));
        for (key, value) in table.and_then(Value::as_table).into_iter().flatten() {
            text.push_str(&format!("{key} = {}\n", inline(&dependency(key, value, package))));
        }
    }
    text
}

/// Returns a dependency or a feature for a vendored crate, in which the model crate has its usual name.
fn dependency(key: &str, value: &Value, package: &Package) -> Value {
    let mut value = value.clone();
    if key == MODEL
        && model_package(&package.name) != MODEL
        && let Value::Table(table) = &mut value
    {
        table.insert("package".to_owned(), model_package(&package.name).into());
    }
    value
}

fn own_rust_version(own: &Table) -> &str {
    own.get("package").and_then(|package| package.get("rust-version")).and_then(Value::as_str).unwrap_or("1.85")
}

/// Returns a TOML value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let parts: Vec<String> = table.iter().map(|(key, value)| format!("{key} = {}", inline(value))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
        Value::Array(values) => format!("[{}]", values.iter().map(inline).collect::<Vec<_>>().join(", ")),
        // The strings of the manifest are names, versions and sentences, for which the forms of JSON and TOML are one.
        Value::String(text) => serde_json::to_string(text).unwrap_or_default(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Datetime(time) => time.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendored_manifest_needs_no_workspace() {
        let own = "[package]\nname = \"x\"\nversion.workspace = true\ndescription = \"D.\"\nrust-version = \"1.85\"\n[features]\nb = []\n\
                   a = [\"dep:c\"]\n[dependencies]\nc = { version = \"1\", optional = true }\n[dependencies.d]\nversion = \"2\"\n[dependencies.specsmith-model]\npath = \"model\"\nversion = \"1\"\n\
                   [target.'cfg(unix)'.dependencies]\nf = \"1\"\n[dev-dependencies]\ne = \"1\"\n[lints]\nworkspace = true\n";
        let package = Package { name: "acme-runtime".to_owned(), publish: true };
        let text = cargo_toml(own, &package, &package.name);
        assert!(text.contains("name = \"acme-runtime\"\n") && text.contains("publish = true\n"), "{text}");
        assert!(text.ends_with(
            "\n[features]\na = [\"dep:c\"]\nb = []\n\n[dependencies]\nc = { optional = true, version = \"1\" }\nd = { version = \"2\" }\n\
             specsmith-model = { package = \"acme-model\", path = \"model\", version = \"1\" }\n\n\
             [target.'cfg(unix)'.dependencies]\nf = \"1\"\n"
        ), "{text}");
        assert!(!text.contains("workspace") && !text.contains("dev-"), "{text}");
    }

    #[cfg(feature = "vendored")]
    #[test]
    fn every_source_of_the_runtime_is_carried() {
        let types = files(&Package::default(), Contents::Types);
        assert!(types.iter().all(|(path, _)| !path.starts_with("src/") && path != "Cargo.toml"), "models alone");
        assert!(types.iter().any(|(path, _)| path == "model/Cargo.toml"));
        let files = files(&Package::default(), Contents::Client);
        for path in [
            "src/lib.rs",
            "src/client/mod.rs",
            "Cargo.toml",
            "LICENSE-MIT",
            "model/src/lib.rs",
            "model/Cargo.toml",
            "model/LICENSE-MIT",
        ] {
            assert!(files.iter().any(|(name, _)| name == path), "{path}");
        }
        assert_eq!(files.last().map(|(name, _)| name.as_str()), Some(MANIFEST));
        assert!(files.iter().all(|(_, text)| !text.contains(env!("CARGO_MANIFEST_DIR"))), "no place of this machine");
    }
}
