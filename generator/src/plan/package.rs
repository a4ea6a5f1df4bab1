//! Contents of the crate's `Cargo.toml`, from the document.

use std::collections::BTreeSet;

use super::version::version;
use crate::api::{Api, Foreign, Info};
use crate::resolve::Feature;

/// Longest description, in characters.
const DESCRIPTION: usize = 200;

/// Licences that are named in `Cargo.toml`, by their SPDX identifiers.
const SPDX: &[&str] = &[
    "0BSD",
    "AGPL-3.0",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC-BY-3.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "EPL-2.0",
    "EUPL-1.2",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "ISC",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "ODbL-1.0",
    "Unlicense",
    "Zlib",
];

/// The Rust version that the runtime and generated crates need: the first of edition 2024.
const RUST_VERSION: &str = "1.85";

/// Package settings of the output, and its dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The source of the runtime.
    pub runtime: Runtime,
    /// True if the crate is its own workspace: it is written into no other, or beside one.
    pub standalone: bool,
    /// Keys of `[package]` that do not come from the document.
    pub package: PackageKeys,
    /// A crate, or a module of one.
    pub layout: Layout,
    /// A client, or types alone.
    pub contents: Contents,
    /// The inputs besides the document, for the manifest.
    pub ingredients: Ingredients,
}

/// The inputs of an output besides its document: a SHA-256 of each, where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ingredients {
    /// Of the client's configuration.
    pub config: Option<String>,
    /// Of all overlays.
    pub overlays: Option<String>,
    /// Of the files beside the document that it refers to.
    pub files: Option<String>,
}

impl Setting {
    /// Returns a crate with the runtime at a path.
    pub fn with_runtime_at(path: impl Into<String>) -> Self {
        let runtime = Runtime { origin: Origin::Path(path.into()), version: None, package: None };
        Self {
            runtime,
            standalone: false,
            package: PackageKeys::default(),
            layout: Layout::Crate,
            contents: Contents::Client,
            ingredients: Ingredients::default(),
        }
    }
}

/// Form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A crate.
    #[default]
    Crate,
    /// A module, whose root is `mod.rs`, to be included anywhere in a crate that depends on the runtime.
    Module,
}

/// The parts of an API that an output has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contents {
    /// The types, and the client with its resources.
    #[default]
    Client,
    /// The types alone, which need the crate of models and nothing that makes requests.
    Types,
}

/// A dependency on the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// Source of the package.
    pub origin: Origin,
    /// The version requirement.
    pub version: Option<String>,
    /// The package's name where it is not `specsmith-runtime`.
    pub package: Option<String>,
}

/// Returns the name of the crate of models beside a runtime of this name: `acme-model` beside `acme-runtime`.
pub fn model_package(runtime: &str) -> String {
    format!("{}-model", runtime.strip_suffix("-runtime").unwrap_or(runtime))
}

/// Source of a dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In a folder, by its path from the crate, with `/`.
    Path(String),
    /// In the registry.
    Registry,
    /// In a git repository, at a revision, if one is given.
    Git {
        /// The repository.
        url: String,
        /// The revision.
        rev: Option<String>,
    },
    /// The workspace's dependency of this name.
    Workspace,
}

/// A key of `[package]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Key<T> {
    /// The default: from the document or from Specsmith.
    #[default]
    Default,
    /// This value.
    Given(T),
    /// The workspace's value.
    Workspace,
}

/// Keys of `[package]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackageKeys {
    /// `version`; by default the document's.
    pub version: Key<String>,
    /// `description`; by default of the document's title.
    pub description: Key<String>,
    /// `edition`; by default 2024.
    pub edition: Key<String>,
    /// `rust-version`; by default 1.85.
    pub rust_version: Key<String>,
    /// `license`; by default the document's, if Cargo knows it.
    pub license: Key<String>,
    /// `repository`.
    pub repository: Key<String>,
    /// `homepage`.
    pub homepage: Key<String>,
    /// `documentation`.
    pub documentation: Key<String>,
    /// `authors`.
    pub authors: Key<Vec<String>>,
    /// `keywords`.
    pub keywords: Key<Vec<String>>,
    /// `categories`.
    pub categories: Key<Vec<String>>,
    /// `publish`; by default false.
    pub publish: Key<bool>,
    /// The crates that the user's own types come from.
    pub dependencies: Vec<Dependency>,
}

/// A dependency besides the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its name.
    pub name: String,
    /// Its keys in `Cargo.toml`, with their values.
    pub keys: Vec<(&'static str, DependencyKey)>,
}

/// The value of a key of a dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DependencyKey {
    /// A text, such as a version requirement.
    Text(String),
    /// `true` or `false`.
    Flag(bool),
    /// A list of features.
    Texts(Vec<String>),
}

impl PackageKeys {
    /// Returns the keys with the document's values in place of defaults.
    fn completed(&self, api: &Api, contents: Contents) -> Self {
        let or = |key: &Key<String>, value: Option<String>| match (key, value) {
            (Key::Default, Some(value)) => Key::Given(value),
            _ => key.clone(),
        };
        Self {
            version: or(&self.version, Some(version(&api.info.version))),
            description: or(&self.description, Some(description(&api.info, contents))),
            edition: or(&self.edition, Some("2024".to_owned())),
            rust_version: or(&self.rust_version, Some(RUST_VERSION.to_owned())),
            license: or(&self.license, api.info.license.as_deref().and_then(license)),
            publish: if self.publish == Key::Default { Key::Given(false) } else { self.publish.clone() },
            ..self.clone()
        }
    }
}

/// A line of `[features]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeaturePlan {
    /// Its name.
    pub name: String,
    /// The features that come with it.
    pub implies: Vec<String>,
}

impl FeaturePlan {
    fn of(feature: &Feature, all: &[Feature]) -> Self {
        let implied = feature.implies.iter().filter_map(|id| all.get(id.0));
        Self {
            name: feature.name.as_str().to_owned(),
            implies: implied.map(|feature| feature.name.as_str().to_owned()).collect(),
        }
    }
}

/// Values of `Cargo.toml`. All are written as TOML strings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// `package.name`.
    pub name: String,
    /// The other keys of `[package]`, complete.
    pub keys: PackageKeys,
    /// A feature for each part of the API, all of them on by default.
    pub features: Vec<FeaturePlan>,
    /// Features of the runtime that only some APIs have a use for, on by default as well.
    pub runtime_features: Vec<&'static str>,
    /// Features that are off by default.
    pub optional_features: Vec<&'static str>,
    /// Types of other crates, which the crate re-exports with the features of the runtime that they need.
    pub foreign: BTreeSet<Foreign>,
    /// Workspace that the crate is written to.
    pub setting: Setting,
}

impl Package {
    /// Returns the crates of types that fields and arguments have: each the name of a feature of the runtime and of a module there.
    pub fn foreign_crates(&self) -> BTreeSet<&'static str> {
        self.foreign.iter().filter_map(|foreign| foreign.feature()).collect()
    }

    /// Returns the package of an API.
    pub(super) fn of(api: &Api, features: &[Feature], foreign: BTreeSet<Foreign>, setting: &Setting) -> Self {
        Self {
            foreign,
            name: api.crate_name.as_str().to_owned(),
            keys: setting.package.completed(api, setting.contents),
            features: features.iter().map(|feature| FeaturePlan::of(feature, features)).collect(),
            runtime_features: match setting.contents {
                Contents::Client => api.runtime_features(),
                Contents::Types => Vec::new(),
            },
            optional_features: match setting.contents {
                Contents::Client => api.optional_features(),
                Contents::Types => Vec::new(),
            },
            setting: setting.clone(),
        }
    }
}

/// Returns a line about the crate: its API's title.
fn description(info: &Info, contents: Contents) -> String {
    let shown = |char: char| char.is_alphanumeric() || char.is_ascii_punctuation() || "–—…‘’“”™®©·".contains(char);
    let title: String = info.title.chars().map(|char| if shown(char) { char } else { ' ' }).collect();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let (some, own) = match contents {
        Contents::Client => ("A client", "Client"),
        Contents::Types => ("Types", "Types"),
    };
    if title.is_empty() {
        return format!("{some} generated from an OpenAPI document.");
    }
    let mut text: String = format!("{own} of the API \u{201c}{title}\u{201d}").chars().take(DESCRIPTION).collect();
    text.push('.');
    text
}

/// Returns the licence, when it reads as an SPDX expression: anything else is a name that Cargo does not know.
fn license(text: &str) -> Option<String> {
    let text = text.trim();
    let known = match text {
        "Apache 2.0" | "Apache License 2.0" | "Apache License, Version 2.0" | "Apache-2" => "Apache-2.0",
        "MIT License" | "The MIT License" => "MIT",
        other => other,
    };
    let words: Vec<&str> = known.split(' ').collect();
    let alternate = |(at, word): (usize, &&str)| if at % 2 == 0 { SPDX.contains(word) } else { *word == "OR" };
    (words.len() % 2 == 1 && words.iter().enumerate().all(alternate)).then(|| known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crate_of_models_is_named_after_the_runtime() {
        for (runtime, model) in
            [("specsmith-runtime", "specsmith-model"), ("acme-runtime", "acme-model"), ("acme", "acme-model")]
        {
            assert_eq!(model_package(runtime), model);
        }
    }

    #[test]
    fn licences_are_spdx_or_left_out() {
        assert_eq!(license("MIT"), Some("MIT".to_owned()));
        assert_eq!(license("Apache 2.0"), Some("Apache-2.0".to_owned()));
        assert_eq!(license("MIT OR Apache-2.0"), Some("MIT OR Apache-2.0".to_owned()));
        assert_eq!(license("Acme Terms of Service"), None);
        assert_eq!(license("MIT\"\nevil = 1"), None);
        assert_eq!(license(""), None);
    }

    #[test]
    fn descriptions_are_one_line() {
        let info = Info { title: "A\n\"quoted\"\u{0} title".to_owned(), ..Info::default() };
        assert_eq!(description(&info, Contents::Client), "Client of the API \u{201c}A \"quoted\" title\u{201d}.");
        assert_eq!(description(&info, Contents::Types), "Types of the API \u{201c}A \"quoted\" title\u{201d}.");
    }
}
