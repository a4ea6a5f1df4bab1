//! `specsmith operations`.

use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::columns;
use crate::job::Job;
use crate::pipeline::counted;
use crate::run::{End, Outcome, preview};
use crate::writer::MANIFEST;

#[derive(Deserialize)]
struct Manifest {
    operations: Vec<Operation>,
}

#[derive(Deserialize, Serialize)]
struct Operation {
    id: String,
    method: String,
    path: String,
    rust: String,
    status: String,
}

/// The operations of a client.
#[derive(Serialize)]
struct Listed {
    #[serde(rename = "crate")]
    name: String,
    operations: Vec<Operation>,
}

/// Lists the operations of clients, as they would be generated.
pub(super) fn run(jobs: Vec<Job>, json: bool, verbose: bool) -> End {
    let mut listed = Vec::new();
    for job in jobs {
        let name = job.name.clone().unwrap_or_default();
        let (outcome, files) = preview(job);
        let manifest = files.into_iter().find(|file| file.path == MANIFEST);
        let Some(Manifest { operations }) = manifest.and_then(|file| serde_json::from_str(&file.text).ok()) else {
            outcome.print(verbose);
            return End::Refused;
        };
        if verbose {
            Outcome { message: format!("{name}: {}", counted(operations.len(), "operation")), ..outcome }.print(true);
        }
        listed.push(Listed { name, operations });
    }
    // Strings only: this cannot fail.
    let text = if json { serde_json::to_string_pretty(&listed).unwrap_or_default() + "\n" } else { table(&listed) };
    // A reader that went away (`| head`) has seen enough.
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
    End::Done
}

fn table(listed: &[Listed]) -> String {
    let head = ["operation", "method", "path", "call", "status"].map(str::to_owned).to_vec();
    let mut lines = vec![head];
    for operation in listed.iter().flat_map(|client| &client.operations) {
        let Operation { id, method, path, rust, status } = operation;
        let cells = [id, method, path, &call(rust), status];
        lines.push(cells.map(|cell| crate::diagnostics::plain(cell)).to_vec());
    }
    columns::align(&lines, 5).join("\n") + "\n"
}

/// `admin.roles.list` as one writes it: `client.admin().roles().list(…)`.
fn call(dotted: &str) -> String {
    let mut parts: Vec<&str> = dotted.split('.').collect();
    let method = parts.pop().unwrap_or_default();
    let resources: String = parts.iter().map(|part| format!(".{part}()")).collect();
    format!("client{resources}.{method}(…)")
}
