//! Writes the program of a document: a function for each call, and the harness around them.

use std::collections::HashMap;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use specsmith_generator::plan::Plan;

use super::base64;
use super::call::Methods;
use super::calls::{Prepared, Response};
use super::client;
use super::declared::Declared;
use super::express::Reason;
use super::files::{self, Texts};
use super::{headers, outcome};

/// Functions in a file. Larger files make the compiler no faster.
const IN_A_FILE: usize = 50;

/// Files that do not depend on the document.
const HARNESS: [(&str, &str); 6] = [
    ("main.rs", include_str!("program/main.rs")),
    ("base64.rs", include_str!("base64.rs")),
    ("loopback.rs", include_str!("program/loopback.rs")),
    ("run.rs", include_str!("program/run.rs")),
    ("server.rs", include_str!("program/server.rs")),
    ("show.rs", include_str!("program/show.rs")),
];

/// A call that cannot be expressed by the types.
#[derive(Debug, Serialize)]
pub(super) struct Skipped {
    id: usize,
    reason: Reason,
    what: String,
}

/// Summary of the written program.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) skipped: Vec<Skipped>,
    /// Calls some of whose members are given beside the types.
    pub(super) loose: usize,
}

/// The functions of a program while they are written.
#[derive(Default)]
struct Functions {
    texts: Vec<String>,
    /// Calls that are written alike are one function.
    known: HashMap<String, usize>,
    /// Call and function.
    calls: Vec<(usize, usize)>,
}

/// Writes the program into `folder`, whose neighbour `client` holds the generated crate.
pub(super) fn write(
    plan: &Plan<'_>,
    declared: &Declared,
    prepared: &Prepared,
    folder: &Path,
    names: &Names<'_>,
) -> io::Result<Outcome> {
    let mut texts: Texts = HARNESS.map(|(name, text)| (PathBuf::from("src").join(name), text.to_owned())).into();
    let methods = Methods::new(plan, declared);
    let mut functions = Functions::default();
    let mut outcome = Outcome::default();
    for call in &prepared.calls {
        match methods.write(call) {
            Ok(written) => {
                outcome.loose += usize::from(written.loose > 0);
                functions.add(call.id, written.text);
            }
            Err(skip) => outcome.skipped.push(Skipped { id: call.id, reason: skip.reason, what: skip.what }),
        }
    }
    let krate = plan.api.crate_name.ident();
    functions.write(&mut texts, &krate);
    texts.insert("src/client.rs".into(), client::file(plan, prepared));
    texts.insert("src/errors.rs".into(), outcome::error_functions(plan));
    texts.insert("src/headers.rs".into(), headers::reading_function(plan));
    texts.insert("Cargo.toml".into(), manifest(names));
    files::replace(folder, &texts)?;
    Ok(outcome)
}

/// Names and places that the program's manifest needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    /// Name of the program's package.
    pub(super) program: &'a str,
    /// Name of the generated package.
    pub(super) client: &'a str,
    /// Features of the generated package.
    pub(super) features: &'a [String],
    /// Folder of the runtime.
    pub(super) runtime: &'a Path,
}

fn manifest(names: &Names<'_>) -> String {
    let Names { program, client, features, runtime } = names;
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let features: Vec<String> = features.iter().map(|name| quoted(name)).collect();
    format!(
        "[package]\nname = {program}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         {client} = {{ path = \"../client\", default-features = false, features = [{features}] }}\n\
         specsmith-runtime = {{ path = {runtime}, default-features = false, features = [\"reqwest\"] }}\n\
         bytes = \"1\"\nhttp = \"1\"\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"io-util\", \"net\", \"rt\", \"time\"] }}\n",
        program = quoted(program),
        features = features.join(", "),
        runtime = quoted(&runtime.to_string_lossy()),
    )
}

impl Functions {
    fn add(&mut self, id: usize, text: String) {
        let at = *self.known.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            self.texts.len() - 1
        });
        self.calls.push((id, at));
    }

    fn write(&self, into: &mut Texts, krate: &str) {
        let files = self.texts.len().div_ceil(IN_A_FILE);
        for (file, texts) in self.texts.chunks(IN_A_FILE).enumerate() {
            let mut text = format!(
                "use specsmith_runtime::model::prelude::*;\nuse {krate}::Client;\n\nuse crate::{{Running, json, number, run, show}};\n"
            );
            // A crate without types has no module of them.
            if texts.iter().any(|text| text.contains("types::")) {
                let _ = writeln!(text, "use {krate}::types;");
            }
            for (at, body) in texts.iter().enumerate() {
                let at = file * IN_A_FILE + at;
                // Writing to a string cannot fail.
                let _ = write!(text, "\npub(super) fn call_{at}(client: &Client) -> Running {{\n{body}}}\n");
            }
            into.insert(format!("src/calls/part_{file}.rs").into(), text);
        }
        let mut text = String::new();
        for file in 0..files {
            let _ = writeln!(text, "mod part_{file};");
        }
        let _ = write!(text, "\npub(crate) type Call = fn(&{krate}::Client) -> crate::Running;\n\n");
        let _ = writeln!(text, "/// Each call and its function.\npub(crate) static ALL: &[(usize, Call)] = &[");
        for (id, at) in &self.calls {
            let _ = writeln!(text, "    ({id}, part_{}::call_{at}),", at / IN_A_FILE);
        }
        text.push_str("];\n");
        into.insert("src/calls/mod.rs".into(), text);
    }
}

/// Returns the responses, a line a call.
pub(super) fn responses(prepared: &Prepared) -> String {
    let mut text = String::new();
    for call in &prepared.calls {
        let response = &call.response;
        let _ = write!(text, "{} {} {}", call.id, response.status, base64::encode(&response.bytes()));
        for (name, value) in headers_of(response) {
            let _ = write!(text, " {}:{}", base64::encode(name.as_bytes()), base64::encode(value.as_bytes()));
        }
        text.push('\n');
    }
    text
}

fn headers_of(response: &Response) -> impl Iterator<Item = (&str, &str)> {
    let declared = response.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let named = response.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let media = response.media_type.as_deref().filter(|_| !named).map(|media| ("content-type", media));
    declared.chain(media)
}
