//! `specsmith-manifest.json`: the inputs of the crate, and the Rust item of each part of the document.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::api::{BodyMedia, OperationId, Reach, Status};
use crate::emit::rust_type::{self, Viewpoint};
use crate::lock::Lock;
use crate::plan::Plan;
use crate::plan::package::{Contents, Ingredients};
use crate::plan::resources::ResourcePlan;
use crate::print::File;
use crate::report::{Code, Report, Severity};

/// Path of the manifest in the crate.
const PATH: &str = "specsmith-manifest.json";

struct Manifest<'a> {
    generator: &'static str,
    spec: Spec<'a>,
    inputs: Inputs<'a>,
    operations: Vec<Operation<'a>>,
    schemas: Vec<Schema<'a>>,
    files: Vec<Owned<'a>>,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Spec<'a> {
    title: &'a str,
    version: &'a str,
    openapi: &'a str,
    sha256: &'a str,
}

/// Hashes of the other inputs of the crate.
#[derive(Serialize)]
struct Inputs<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    config: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overlays: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lock: Option<String>,
}

impl<'a> Inputs<'a> {
    fn of(ingredients: &'a Ingredients, lock: Option<&Lock>) -> Self {
        let Ingredients { config, overlays, files } = ingredients;
        Self {
            config: config.as_deref(),
            overlays: overlays.as_deref(),
            files: files.as_deref(),
            lock: lock.map(|lock| sha256(&lock.text())),
        }
    }

    fn is_empty(&self) -> bool {
        self.config.is_none() && self.overlays.is_none() && self.files.is_none() && self.lock.is_none()
    }
}

#[derive(Serialize)]
struct Operation<'a> {
    id: &'a str,
    method: &'a str,
    path: &'a str,
    rust: String,
    /// Further methods that make the same request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    status: &'static str,
    /// Ways to send the body in its other media types.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bodies: Vec<OtherBody<'a>>,
}

#[derive(Serialize)]
struct OtherBody<'a> {
    media_type: &'a str,
    /// The method, or the setter of the request; nothing for an untyped request.
    rust: String,
}

#[derive(Serialize)]
struct Schema<'a> {
    pointer: &'a str,
    rust: String,
}

#[derive(Serialize)]
struct Owned<'a> {
    path: &'a str,
    sha256: String,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    code: Code,
    severity: Severity,
    pointer: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    hint: &'a str,
}

/// Returns the manifest of a crate: of every operation, of every schema, and of every file but itself. `lock` has the names of the crate, where it keeps them.
pub(crate) fn manifest(plan: &Plan<'_>, files: &[File], lock: Option<&Lock>, report: &Report) -> File {
    let info = &plan.api.info;
    let spec = Spec { title: &info.title, version: &info.version, openapi: &info.openapi, sha256: &info.sha256 };
    let manifest = Manifest {
        generator: concat!("specsmith ", env!("CARGO_PKG_VERSION")),
        spec,
        inputs: Inputs::of(&plan.package.setting.ingredients, lock),
        operations: operations(plan),
        schemas: schemas(plan),
        files: files.iter().map(|file| Owned { path: &file.path, sha256: sha256(&file.text) }).collect(),
        diagnostics: diagnostics(report),
    };
    File { path: PATH.to_owned(), text: text(&manifest) }
}

/// Returns the manifest as JSON with a line for each entry, so that a change of it is read at a glance.
fn text(manifest: &Manifest<'_>) -> String {
    let mut parts =
        vec![format!("\"generator\": {}", json(&manifest.generator)), format!("\"spec\": {}", json(&manifest.spec))];
    parts.extend((!manifest.inputs.is_empty()).then(|| format!("\"inputs\": {}", json(&manifest.inputs))));
    parts.extend([
        list("operations", &manifest.operations),
        list("schemas", &manifest.schemas),
        list("files", &manifest.files),
        list("diagnostics", &manifest.diagnostics),
    ]);
    format!("{{\n  {}\n}}\n", parts.join(",\n  "))
}

fn list<T: Serialize>(name: &str, entries: &[T]) -> String {
    let lines: Vec<String> = entries.iter().map(|entry| format!("\n    {}", json(entry))).collect();
    let end = if lines.is_empty() { "" } else { "\n  " };
    format!("\"{name}\": [{}{end}]", lines.join(","))
}

/// Strings, numbers and structs of them always have a form in JSON.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Returns every operation in document order, with its method's dotted path; none where there is no client.
fn operations<'a>(plan: &Plan<'a>) -> Vec<Operation<'a>> {
    let has_client = plan.contents() == Contents::Client;
    let all = plan.api.operations.iter().enumerate();
    let declared = all.filter(|(_, operation)| has_client && operation.alternative_of.is_none());
    let operations = declared.map(|(at, operation)| {
        let resource = plan.resource(operation.resource);
        let name = operation.name.as_str();
        Operation {
            id: &operation.id,
            method: &operation.method,
            path: &operation.path_key,
            rust: resource.map_or_else(String::new, |resource| resource.dotted(name)),
            aliases: aliases(plan, OperationId(at)),
            status: match operation.status {
                Status::Typed => "typed",
                Status::Raw => "raw",
            },
            bodies: resource.map_or_else(Vec::new, |resource| bodies(operation, resource)),
        }
    });
    operations.collect()
}

/// Returns the dotted paths of an operation's further methods.
fn aliases(plan: &Plan<'_>, of: OperationId) -> Vec<String> {
    let aliases = plan.api.aliases.iter().filter(|alias| alias.of == of);
    aliases.filter_map(|alias| Some(plan.resource(alias.resource)?.dotted(alias.name.as_str()))).collect()
}

fn bodies<'a>(operation: &'a crate::api::Operation, resource: &ResourcePlan<'_>) -> Vec<OtherBody<'a>> {
    let media = operation.body.iter().flat_map(|body| &body.media).skip(1);
    let own = || resource.dotted(operation.name.as_str());
    let item = |media: &'a BodyMedia| OtherBody {
        media_type: &media.media_type,
        rust: match &media.reach {
            Reach::Own | Reach::Header => own(),
            Reach::Method(name) => resource.dotted(name.as_str()),
            Reach::Setter(name) => format!("{}.{name}", own()),
        },
    };
    media.map(item).collect()
}

fn schemas<'a>(plan: &Plan<'a>) -> Vec<Schema<'a>> {
    let krate = plan.api.crate_name.ident();
    let schemas = plan.api.schemas.iter().map(|entry| Schema {
        pointer: entry.pointer.as_str(),
        rust: rust_type::text(plan.api, &entry.ty, Viewpoint::Outside(&krate)),
    });
    schemas.collect()
}

fn diagnostics(report: &Report) -> Vec<Diagnostic<'_>> {
    let problems = report.problems().iter().map(|problem| Diagnostic {
        code: problem.code,
        severity: problem.severity,
        pointer: problem.pointer.as_str(),
        line: problem.place.as_ref().map(|place| place.line),
        column: problem.place.as_ref().map(|place| place.column),
        message: &problem.message,
        hint: &problem.hint,
    });
    problems.collect()
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
