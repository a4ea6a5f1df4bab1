//! A client that is generated without a configuration: by a build script, or by a program of one's own.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use specsmith_generator::read::{Overrides, Pattern, Selection};
use specsmith_generator::{Contents, Layout, Setting};

use crate::job::Job;
use crate::run::{Options, Outcome, Start, run};

/// A client to generate from a document.
///
/// In a build script:
///
/// ```no_run
/// fn main() -> std::process::ExitCode {
///     specsmith::Client::new("openapi.yaml").build("acme")
/// }
/// ```
///
/// and in the crate, which depends on `specsmith-runtime`:
///
/// ```ignore
/// pub mod acme {
///     include!(concat!(env!("OUT_DIR"), "/acme/mod.rs"));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    document: PathBuf,
    overlays: Vec<PathBuf>,
    selection: Selection,
    name: Option<String>,
    strict: bool,
    contents: Contents,
}

impl Client {
    /// A client of the API that a document describes.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        let (document, selection) = (document.into(), Selection::default());
        Self { document, overlays: Vec::new(), selection, name: None, strict: false, contents: Contents::Client }
    }

    /// Applies an OpenAPI Overlay, after those before it.
    #[must_use]
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.overlays.push(overlay.into());
        self
    }

    /// Keeps the operations that match a pattern, and those of other calls: `listPets`, `GET /pets/**`, `tag:store`, `resource:pets`.
    #[must_use]
    pub fn include(mut self, pattern: impl Into<String>) -> Self {
        self.selection.include.push(Pattern { text: pattern.into(), place: None });
        self
    }

    /// Leaves out the operations that match a pattern.
    #[must_use]
    pub fn exclude(mut self, pattern: impl Into<String>) -> Self {
        self.selection.exclude.push(Pattern { text: pattern.into(), place: None });
        self
    }

    /// Sets the client's name, of which the `User-Agent` is made; by default the document's title.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Refuses a document of which something cannot be represented exactly.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Leaves out the client: the crate around the module depends on `specsmith-model` alone.
    #[must_use]
    pub fn types_only(mut self) -> Self {
        self.contents = Contents::Types;
        self
    }

    /// Writes the client into a folder as a module, whose root is `mod.rs`.
    pub fn write_module(&self, out: impl Into<PathBuf>) -> Outcome {
        let job = Job {
            document: self.document.clone(),
            overlays: self.overlays.clone(),
            selection: self.selection.clone(),
            overrides: Overrides::default(),
            allow_unmatched: false,
            out: out.into(),
            name: self.name.clone(),
            setting: Setting { layout: Layout::Module, contents: self.contents, ..Setting::with_runtime_at("") },
            strict: self.strict,
            refresh: "the build".to_owned(),
        };
        let options = Options { force: true, ..Options::default() };
        run(Start { job: Ok(job), sources: Vec::new(), named: Vec::new() }, &options)
    }

    /// In a build script: writes `$OUT_DIR/MODULE/mod.rs`, tells Cargo which files the result depends on, and prints what there is to say.
    pub fn build(&self, module: &str) -> ExitCode {
        let out = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
        let outcome = self.write_module(out.join(module));
        println!("cargo::rerun-if-changed=build.rs");
        let named = [&self.document].into_iter().chain(&self.overlays).map(PathBuf::as_path);
        let read = outcome.sources.iter().map(|source| Path::new(&source.name));
        for path in named.chain(read) {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        outcome.print(false);
        outcome.end.into()
    }
}
