//! Import of a Stainless configuration (`stainless.yml`): as an overlay with Specsmith's extensions, and as keys of `specsmith.toml`.

mod document;
mod endpoint;
mod method;
mod pagination;
mod place;
mod resources;
mod settings;
mod yaml;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value, json};
use specsmith_generator::Setting;
use specsmith_generator::read::{Input, Source};

use document::Document;
use pagination::Scheme;

use crate::code::{Code, Problem};

/// Name of the overlay in its own diagnostics.
const OVERLAY: &str = "overlay.yaml";

/// The result of an import.
#[derive(Debug)]
pub(crate) struct Imported {
    /// The client's name, if the configuration has one.
    pub(crate) name: Option<String>,
    /// Text of the overlay.
    pub(crate) overlay: String,
    /// Number of the overlay's actions.
    pub(crate) actions: usize,
    /// Keys of `[client.NAME]`, with their values as TOML.
    pub(crate) keys: Vec<(&'static str, String)>,
    /// Keys of `[client.NAME.package]`, with their values as TOML.
    pub(crate) package: Vec<(&'static str, String)>,
    /// Number of methods that were imported.
    pub(crate) methods: usize,
    /// Settings that were not imported, with reasons.
    pub(crate) problems: Vec<Problem>,
}

/// Imports a configuration for a document.
///
/// # Errors
///
/// If one of the two cannot be parsed.
pub(crate) fn import(config: &Source, document_source: &Source) -> Result<Imported, Box<Problem>> {
    let value = yaml::parse(config)?;
    let document = Document::new(yaml::parse(document_source)?);
    let mut import = Import::new(config, &document);
    import.schemes = pagination::schemes(value.get("pagination"));
    let empty = Map::new();
    // Options name the security schemes.
    let (first, rest): (Vec<_>, Vec<_>) =
        value.as_object().unwrap_or(&empty).iter().partition(|(key, _)| *key == "security_schemes");
    first.into_iter().chain(rest).for_each(|(key, value)| import.top(key, value));
    value.get("environments").into_iter().for_each(|value| import.environments(value));
    import.send_options();
    import.leave_out_the_rest();
    Ok(import.finish(document_source))
}

/// The state of an import.
struct Import<'a> {
    source: &'a Source,
    document: &'a Document,
    schemes: Vec<Scheme>,
    name: Option<String>,
    actions: Vec<Value>,
    keys: Vec<(&'static str, String)>,
    package: Vec<(&'static str, String)>,
    /// Number of methods for each operation that has any.
    used: HashMap<(String, String), usize>,
    /// Operations that the configuration omits on purpose.
    skipped: HashSet<(String, String)>,
    /// Options that are sent with each request, with true for required ones.
    options: Vec<(String, bool)>,
    /// The security that the configuration requires of operations.
    security: Option<Vec<Value>>,
    /// Variables of the servers' URLs, with their values.
    variables: Vec<(String, String)>,
    /// Names that types have been given, in normalised form, and the schemas that have been renamed.
    named: HashSet<String>,
    renamed: HashSet<String>,
    methods: usize,
    has_rust: bool,
    problems: Vec<Problem>,
}

impl<'a> Import<'a> {
    fn new(source: &'a Source, document: &'a Document) -> Self {
        Self {
            source,
            document,
            schemes: Vec::new(),
            name: None,
            actions: Vec::new(),
            keys: Vec::new(),
            package: Vec::new(),
            used: HashMap::new(),
            skipped: HashSet::new(),
            options: Vec::new(),
            security: None,
            variables: Vec::new(),
            named: HashSet::new(),
            renamed: HashSet::new(),
            methods: 0,
            has_rust: place::find(source, &["targets", "rust"]).is_some(),
            problems: Vec::new(),
        }
    }

    fn top(&mut self, key: &str, value: &Value) {
        match key {
            "organization" => self.organization(value),
            "resources" => self.resources(value, &["resources".to_owned()], &[]),
            "client_settings" => self.client_settings(value),
            "security_schemes" => self.update("$", json!({ "components": { "securitySchemes": value } })),
            "security" => self.security(value),
            // Read afterwards: options may be parts of their URLs.
            "environments" => {}
            "query_settings" => self.query_settings(value),
            "settings" => self.settings(value),
            "targets" | "package" => self.targets(key, value),
            "unspecified_endpoints" => self.unspecified(value),
            "openapi" => self.openapi(value),
            // Read beforehand: methods need it.
            "pagination" => {}
            "readme" => self.not_carried(&[key], "the examples of the documentation are made from the document"),
            "custom_casings" => self.not_carried(&[key], "names follow Rust's own conventions: `LumaAi`, `luma_ai`"),
            "diagnostics" => self.not_carried(&[key], "they are those of Stainless itself"),
            "streaming" => {
                self.not_carried(&[key], "streams, and the event that ends them, are inferred from the document")
            }
            "edition" => self.not_carried(&[key], "it numbers the behaviour of Stainless itself"),
            _ => self.not_carried(&[key], "there is no counterpart"),
        }
    }

    /// Reports a setting that is not imported.
    fn not_carried(&mut self, path: &[&str], reason: &str) {
        let message = format!("`{}` is not carried over: {reason}", path.join("."));
        let hint = "`specsmith explain not-carried` lists what can be done by hand";
        let problem = Problem::note(Code::NotCarried, &specsmith_generator::pointer::Pointer::root(), message, hint);
        self.problems.push(problem.at(place::of(self.source, path)));
    }

    /// Adds an action `update` to the overlay.
    fn update(&mut self, target: &str, update: Value) {
        self.actions.push(json!({ "target": target, "update": update }));
    }

    fn remove(&mut self, target: &str) {
        self.actions.push(json!({ "target": target, "remove": true }));
    }

    /// Replaces a list at the root of the document.
    fn replace_list(&mut self, key: &str, list: Vec<Value>) {
        if self.document.root().get(key).is_some() {
            self.remove(&format!("$.{key}"));
        }
        self.update("$", json!({ key: list }));
    }

    fn organization(&mut self, value: &Value) {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        self.name = text("name").map(str::to_owned);
        if let Some(docs) = text("docs").filter(|docs| docs.starts_with("http")) {
            self.package.push(("homepage", quoted(docs)));
        }
    }

    fn unspecified(&mut self, value: &Value) {
        for endpoint in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
            let found = endpoint::endpoint(endpoint).and_then(|(method, path)| self.document.find(&method, &path));
            match found {
                Some(key) => drop(self.skipped.insert(key)),
                None => self.not_carried(&["unspecified_endpoints"], &format!("the document has no `{endpoint}`")),
            }
        }
    }

    /// Removes operations that are in no resource: they have no method, as in Stainless.
    fn leave_out_the_rest(&mut self) {
        let all = self.document.operations();
        let rest: Vec<&(String, String)> = all.iter().filter(|key| !self.used.contains_key(*key)).collect();
        let forgotten = rest.iter().filter(|key| !self.skipped.contains(**key)).count();
        if !rest.is_empty() && !self.used.is_empty() {
            let patterns: Vec<String> =
                rest.iter().map(|(method, path)| quoted(&format!("{} {path}", method.to_uppercase()))).collect();
            self.keys.push(("exclude", format!("[\n    {},\n]", patterns.join(",\n    "))));
        }
        if forgotten > 0 {
            let reason = format!(
                "{forgotten} of the document's operations are in no resource; take them out of `exclude` to have them"
            );
            self.not_carried(&["resources"], &reason);
        }
    }

    /// Returns the overlay without the actions whose target this document does not have.
    fn checked(&mut self, document: &Source) -> String {
        // An action may need the result of another: those that are left are tried again.
        for _ in 0..3 {
            let text = self.overlay();
            let mut input = Input::new(document.clone());
            input.allow_unmatched = true;
            input.overlays.push(Source { name: OVERLAY.to_owned(), bytes: text.clone().into_bytes() });
            let setting = Setting::with_runtime_at("");
            let input = specsmith_generator::Input { document: input, name: None, setting };
            let report = match specsmith_generator::effective(&input) {
                Ok((_, report)) | Err(report) => report,
            };
            let of_overlay = report.problems().iter().filter(|problem| problem.pointer.file() == Some(OVERLAY));
            let failed: BTreeMap<usize, String> = of_overlay
                .filter_map(|it| Some((it.pointer.tokens().nth(1)?.parse().ok()?, it.message.clone())))
                .collect();
            if failed.is_empty() {
                return text;
            }
            for (index, reason) in failed.into_iter().rev() {
                let action = self.actions.remove(index);
                let target = action["target"].as_str().unwrap_or_default();
                let key = if target.starts_with("$.paths") { "resources" } else { "openapi" };
                self.not_carried(&[key], &format!("the action for `{target}` does not fit the document: {reason}"));
            }
        }
        self.overlay()
    }

    fn overlay(&self) -> String {
        let overlay = json!({
            "overlay": "1.1.0",
            "info": { "title": "What stainless.yml said", "version": "1.0.0" },
            "actions": self.actions,
        });
        let text = serde_yaml::to_string(&overlay).unwrap_or_default();
        format!("# Written by `specsmith init --from`. It is yours to edit.\n{text}")
    }

    fn finish(mut self, document: &Source) -> Imported {
        let overlay = self.checked(document);
        Imported {
            name: self.name,
            overlay,
            actions: self.actions.len(),
            keys: self.keys,
            package: self.package,
            methods: self.methods,
            problems: self.problems,
        }
    }
}

/// Returns a text as a TOML string.
fn quoted(text: &str) -> String {
    // A text is always JSON, whose escapes are TOML's as well.
    serde_json::to_string(text).unwrap_or_default()
}

/// Returns the JSONPath segment of a member.
fn member(name: &str) -> String {
    format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests;
