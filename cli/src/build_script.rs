//! Generation of a client without a configuration: by a build script or another program.

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
    /// Returns a generator of the client for an OpenAPI document.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        let (document, selection) = (document.into(), Selection::default());
        Self { document, overlays: Vec::new(), selection, name: None, strict: false, contents: Contents::Client }
    }

    /// Adds an OpenAPI Overlay, which is applied after the previous ones.
    #[must_use]
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.overlays.push(overlay.into());
        self
    }

    /// Keeps only the operations that match one of the patterns of all calls: `listPets`, `GET /pets/**`, `tag:store`, `resource:pets`.
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

    /// Sets the client's name, which is also that of the `User-Agent`; by default the document's title.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Refuses a document if a part of it cannot be represented exactly.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Generates only types; the crate that includes the module then depends on `specsmith-model` alone.
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

    /// Writes `$OUT_DIR/MODULE/mod.rs` in a build script, tells Cargo the files that the result depends on, and prints the diagnostics.
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
