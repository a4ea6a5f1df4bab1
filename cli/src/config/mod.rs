//! `specsmith.toml`.

mod client_keys;
mod json;
mod key;
pub(crate) mod keys;
mod overrides;
mod rule_keys;
mod schema;
mod table;
mod template;
mod values;
mod words;

use std::path::{Component, Path, PathBuf};

use specsmith_generator::naming::CrateName;
use specsmith_generator::pointer::Pointer;
use specsmith_generator::read::{Overrides, Selection, Source, closest_of};
use specsmith_generator::report::Place;
use specsmith_generator::{Contents, Dependency, DependencyKey, Layout, PackageKeys};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::code::{Code, Problem};
use crate::vendored;
pub use schema::json_schema;
pub(crate) use table::quoted;
use table::{Reader, place};
pub use template::{set, template};
use values::{Values, strings};

/// Name of the file.
pub const FILE: &str = "specsmith.toml";

/// The contents of a configuration. Its paths are relative to the current folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The clients, in the order of their names.
    pub clients: Vec<ClientConfig>,
    /// Folder of the vendored runtime.
    pub vendored_out: PathBuf,
    /// The vendored runtime's package.
    pub vendored: vendored::Package,
}

/// `[client.NAME]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientConfig {
    /// Its name.
    pub name: String,
    /// The document.
    pub document: PathBuf,
    /// The document's path as written in the configuration.
    pub document_key: String,
    /// The URL that the document is fetched from.
    pub url: Option<Url>,
    /// Overlays, in the order of application.
    pub overlays: Vec<PathBuf>,
    /// The operations to keep.
    pub selection: Selection,
    /// Settings of the document, with the effect of its extensions.
    pub overrides: Overrides,
    /// Allows overlay actions and patterns that match nothing.
    pub allow_unmatched: bool,
    /// The output folder.
    pub out: PathBuf,
    /// A crate or a module.
    pub layout: Layout,
    /// A client, or types alone.
    pub contents: Contents,
    /// Makes warnings errors.
    pub strict: bool,
    /// The source of the runtime.
    pub runtime: RuntimeConfig,
    /// Name of the crate.
    pub crate_name: String,
    /// Keys of `[package]`.
    pub package: PackageKeys,
}

/// The URL of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// The URL.
    pub text: String,
    /// Its place in the configuration.
    pub place: Place,
}

/// The source of a client's runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeConfig {
    /// The sources that the command writes.
    Vendored,
    /// The registry, the workspace's dependencies, or a git repository.
    Elsewhere(specsmith_generator::Runtime),
    /// A folder.
    At {
        /// The folder.
        path: PathBuf,
        /// A version requirement.
        version: Option<String>,
        /// Name of the package if it is not the usual one.
        package: Option<String>,
    },
}

/// Reads a configuration.
///
/// # Errors
///
/// Every unknown key and every invalid value, with its place.
pub fn parse(path: &Path, source: &Source) -> Result<Config, Vec<Problem>> {
    let broken = |message: &str, offset| {
        let message = message.lines().collect::<Vec<_>>().join(" ");
        let hint = "see https://toml.io for the form of TOML";
        vec![Problem::error(Code::BadConfig, &Pointer::root(), message, hint).at(place(source, offset))]
    };
    let text = std::str::from_utf8(&source.bytes)
        .map_err(|error| broken("the configuration is not text", error.valid_up_to()))?;
    let table = DeTable::parse(text)
        .map_err(|error| broken(error.message(), error.span().map_or(0, |span| span.start)))?
        .into_inner();
    let mut reader = Reader { source, problems: Vec::new() };
    reader.check(&table, keys::TOP, "");
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let config = config(&table, folder, &mut reader);
    if reader.problems.is_empty() { Ok(config) } else { Err(reader.problems) }
}

fn config(table: &DeTable<'_>, folder: &Path, reader: &mut Reader<'_>) -> Config {
    let vendored = Values(table).table("vendored");
    let package = vendored::Package::default();
    let package = vendored::Package {
        // No client can have the runtime's own name; the runtime can.
        name: match vendored.text("name") {
            Some(name) if name != package.name => crate_name(&vendored, "name", name, reader),
            _ => package.name,
        },
        publish: vendored.flag("publish").unwrap_or(package.publish),
    };
    let out = vendored.text("out").unwrap_or_else(|| format!("clients/{}", package.name));
    let clients = Values(table).table("client");
    let clients = clients.0.iter().filter_map(|(name, value)| {
        let DeValue::Table(table) = value.get_ref() else { return None };
        client(name, Values(table), folder, reader)
    });
    let clients: Vec<ClientConfig> = clients.collect();
    let config = Config { clients, vendored_out: folder.join(out), vendored: package };
    check_folders(table, &config, reader);
    config
}

/// Reports a client whose output folder is that of another client, or of the runtime.
fn check_folders(table: &DeTable<'_>, config: &Config, reader: &mut Reader<'_>) {
    let tables = Values(table).table("client");
    let runtime = config.clients.iter().any(|client| client.runtime == RuntimeConfig::Vendored);
    let mut taken: Vec<(PathBuf, String)> = Vec::new();
    taken.extend(runtime.then(|| (plain(&config.vendored_out), "the runtime's sources".to_owned())));
    for client in &config.clients {
        let out = plain(&client.out);
        let owner = taken.iter().find(|(other, _)| *other == out).map(|(_, owner)| owner.clone());
        if let Some(owner) = owner {
            let of_name = tables.0.iter().find(|(name, _)| *name.get_ref() == client.name).map(|(name, _)| name.span());
            let span = tables.table(&client.name).get("out").map(Spanned::span).or(of_name).unwrap_or(0..0);
            let message = format!("`client.{}` and {owner} have one output folder, `{}`", client.name, out.display());
            reader.wrong(span, message, "give each a folder of its own with `out`");
        }
        taken.push((out, format!("`client.{}`", client.name)));
    }
}

/// Returns a path without `.` and, as far as possible, without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

fn client(
    name: &Spanned<std::borrow::Cow<'_, str>>,
    values: Values<'_>,
    folder: &Path,
    reader: &mut Reader<'_>,
) -> Option<ClientConfig> {
    let package = values.table("package");
    let crate_name = match package.text("name") {
        Some(given) => crate_name(&package, "name", given, reader),
        None => CrateName::new(name.get_ref()).as_str().to_owned(),
    };
    let name_text = name.get_ref().clone().into_owned();
    let Some(document) = values.text("document") else {
        let message = format!("`[client.{name_text}]` names no document");
        reader.wrong(name.span(), message, "add `document = \"openapi.yaml\"`");
        return None;
    };
    check_version(&package, reader);
    if values.flag("module") != Some(true) {
        check_types(&values, &dependencies(&package, folder), reader);
    }
    Some(ClientConfig {
        document: folder.join(&document),
        url: url(&values, reader),
        document_key: document,
        overlays: values.texts("overlays").iter().map(|path| folder.join(path)).collect(),
        selection: Selection {
            include: values.patterns("include", reader),
            exclude: values.patterns("exclude", reader),
        },
        overrides: overrides::of(&values, reader),
        allow_unmatched: values.flag("allow-unmatched").unwrap_or_default(),
        out: folder.join(values.text("out").unwrap_or_else(|| format!("clients/{name_text}"))),
        layout: if values.flag("module") == Some(true) { Layout::Module } else { Layout::Crate },
        contents: if values.flag("types-only") == Some(true) { Contents::Types } else { Contents::Client },
        strict: values.flag("strict").unwrap_or_default(),
        runtime: runtime(&values, folder, reader),
        crate_name,
        package: package_keys(&package, folder),
        name: name_text,
    })
}

/// Reports a version that cargo refuses, for example a misspelt `auto`.
fn check_version(package: &Values<'_>, reader: &mut Reader<'_>) {
    let Some(at) = package.get("version") else { return };
    let Some(version) = at.get_ref().as_str() else { return };
    let numbers = version.split(['-', '+']).next().unwrap_or_default();
    let is_number = |number: &str| number.parse::<u64>().is_ok_and(|value| value.to_string() == number);
    let is_whole = numbers.split('.').count() == 3 && numbers.split('.').all(is_number);
    if !is_whole && version != "auto" {
        let message = format!("`{version}` is no version");
        let hint = match closest_of(["auto"], version) {
            Some(_) => "did you mean `auto`?",
            None => "write three numbers, as `0.1.0`, or `auto`",
        };
        reader.wrong(at.span(), message, hint);
    }
}

/// Reports types from crates that the output does not depend on.
fn check_types(values: &Values<'_>, dependencies: &[Dependency], reader: &mut Reader<'_>) {
    for (_, value) in values.table("replace").0.iter() {
        let of_table = value.get_ref().as_table().and_then(|table| Values(table).get("type"));
        let at = of_table.unwrap_or(value);
        check_crate(at, dependencies, reader);
    }
    let of_types = values.table("types");
    let tables = of_types.0.iter().filter_map(|(_, value)| Some(Values(value.get_ref().as_table()?)));
    for table in tables.chain([Values(values.0)]) {
        let paths = table.get("derive").and_then(|derives| derives.get_ref().as_array());
        paths.into_iter().flatten().for_each(|path| check_crate(path, dependencies, reader));
    }
}

/// Reports a Rust path into a crate that the output does not depend on.
fn check_crate(at: &Spanned<DeValue<'_>>, dependencies: &[Dependency], reader: &mut Reader<'_>) {
    // The generator knows where `crate` leads.
    const KNOWN: [&str; 6] = ["std", "core", "alloc", "crate", "specsmith_model", "specsmith_runtime"];
    let Some((krate, _)) = at.get_ref().as_str().and_then(|path| path.split_once("::")) else { return };
    let is_named = dependencies.iter().any(|dependency| dependency.name.replace('-', "_") == krate);
    if !is_named && !KNOWN.contains(&krate) {
        let message = format!("the crate does not depend on `{krate}`");
        reader.wrong(at.span(), message, format!("add `{krate}` to `package.dependencies` of the client"));
    }
}

/// Returns the crates of the user's own types. Paths in them are relative to the current folder.
fn dependencies(values: &Values<'_>, folder: &Path) -> Vec<Dependency> {
    let dependency = |(name, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        let table = match value.get_ref() {
            DeValue::Table(table) => Values(table),
            version => {
                let version = DependencyKey::Text(version.as_str()?.to_owned());
                return Some(Dependency { name: name.get_ref().to_string(), keys: vec![("version", version)] });
            }
        };
        let keys = keys::DEPENDENCY.iter().filter_map(|key| {
            let value = match key.kind {
                keys::Kind::Flag => DependencyKey::Flag(table.flag(key.name)?),
                keys::Kind::Texts => DependencyKey::Texts(strings(table.get(key.name)?.get_ref())),
                _ if key.name == "path" => {
                    DependencyKey::Text(folder.join(table.text(key.name)?).to_string_lossy().into_owned())
                }
                _ => DependencyKey::Text(table.text(key.name)?),
            };
            Some((key.name, value))
        });
        Some(Dependency { name: name.get_ref().to_string(), keys: keys.collect() })
    };
    values.table("dependencies").0.iter().filter_map(dependency).collect()
}

/// Returns the URL of a client's document.
fn url(values: &Values<'_>, reader: &mut Reader<'_>) -> Option<Url> {
    let (value, text) = (values.get("url")?, values.text("url")?);
    if !text.starts_with("https://") && !text.starts_with("http://") {
        let message = format!("`{text}` is no URL of a document");
        reader.wrong(value.span(), message, "write one that begins with `https://`");
    }
    Some(Url { text, place: place(reader.source, value.span().start) })
}

/// Checks and returns the name of a package.
fn crate_name(values: &Values<'_>, key: &str, name: String, reader: &mut Reader<'_>) -> String {
    let legal = CrateName::new(&name);
    if legal.as_str() != name {
        let span = values.get(key).map_or(0..0, Spanned::span);
        reader.wrong(span, format!("no crate can have the name `{name}`"), format!("did you mean `{legal}`?"));
    }
    name
}

fn runtime(values: &Values<'_>, folder: &Path, reader: &mut Reader<'_>) -> RuntimeConfig {
    use specsmith_generator::{Origin, Runtime};
    let elsewhere = |origin, version, package| RuntimeConfig::Elsewhere(Runtime { origin, version, package });
    let Some(value) = values.get("runtime") else { return RuntimeConfig::Vendored };
    let DeValue::Table(table) = value.get_ref() else {
        return match value.get_ref().as_str() {
            Some("registry") => elsewhere(Origin::Registry, Some(vendored::VERSION.to_owned()), None),
            Some("workspace") => elsewhere(Origin::Workspace, None, None),
            _ => RuntimeConfig::Vendored,
        };
    };
    let table = Values(table);
    let (version, package) = (table.text("version"), table.text("package"));
    match (table.text("path"), table.text("git"), table.text("rev")) {
        (Some(path), None, None) => RuntimeConfig::At { path: folder.join(path), version, package },
        (None, Some(url), rev) => elsewhere(Origin::Git { url, rev }, version, package),
        (None, None, None) if version.is_some() => elsewhere(Origin::Registry, version, package),
        _ => {
            let message = "`runtime` names no place, or two".to_owned();
            reader.wrong(
                value.span(),
                message,
                "write `{ path = \"…\" }`, `{ git = \"…\", rev = \"…\" }` or `{ version = \"…\" }`",
            );
            RuntimeConfig::Vendored
        }
    }
}

fn package_keys(values: &Values<'_>, folder: &Path) -> PackageKeys {
    let text = |key| values.shared(key, |value| value.as_str().map(str::to_owned));
    let texts = |key| values.shared(key, |value| Some(strings(value)));
    PackageKeys {
        version: text("version"),
        description: text("description"),
        edition: text("edition"),
        rust_version: text("rust-version"),
        license: text("license"),
        repository: text("repository"),
        homepage: text("homepage"),
        documentation: text("documentation"),
        authors: texts("authors"),
        keywords: texts("keywords"),
        categories: texts("categories"),
        publish: values.shared("publish", |value| value.as_bool()),
        dependencies: dependencies(values, folder),
    }
}

#[cfg(test)]
mod tests;
