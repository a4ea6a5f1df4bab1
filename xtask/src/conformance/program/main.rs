//! Makes each call of `calls.json` through the generated client, against a server on loopback, and writes down what was sent and what came
//! of the response: `record.jsonl`, a line a call.

#![allow(clippy::all)]
// Deprecated items of the document are called as well.
#![allow(deprecated, dead_code, unused_imports, unused_variables, unused_mut, unused_parens)]

mod base64;
mod calls;
mod client;
mod errors;
mod headers;
mod loopback;
mod run;
mod server;
mod show;

use std::fs::File;
use std::future::Future;
use std::io::Write;
use std::path::Path;
use std::pin::Pin;
use std::time::Duration;

use specsmith_runtime::model::Value;

pub(crate) use specsmith_runtime::Error;
pub(crate) use specsmith_runtime::model::Number;

use run::Ended;
use server::{Prepared, Server};

/// A call under way.
pub(crate) type Running = Pin<Box<dyn Future<Output = Ended> + Send>>;

/// Longest time a call may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Any JSON value.
pub(crate) fn json(text: &str) -> Value {
    specsmith_runtime::model::from_str(text).expect("JSON")
}

/// Returns a number by its text.
pub(crate) fn number(text: &str) -> Number {
    Number::parse(text).expect("a JSON number")
}

fn main() {
    let folder = std::env::args().nth(1).expect("the folder of the calls");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(all(Path::new(&folder)));
}

async fn all(folder: &Path) {
    // A panic is an outcome, and needs no text on the terminal.
    std::panic::set_hook(Box::new(|_| {}));
    let prepared = Prepared::read(&folder.join("responses.txt"));
    let server = Server::start().await;
    let mut record = File::create(folder.join("record.jsonl")).expect("a file");
    for (id, call) in calls::ALL {
        server.prepare(prepared.response(*id));
        let transport = server.transport();
        let (call, started) = (*call, client::client(transport, *id));
        let ended = match started {
            Ok(client) => {
                let running = tokio::spawn(async move { call(&client).await });
                match tokio::time::timeout(PATIENCE, running).await {
                    Ok(Ok(ended)) => ended,
                    Ok(Err(panic)) => Ended::without_headers(show::failed("other", &format!("panicked: {panic}"))),
                    Err(_) => Ended::without_headers(show::failed("other", "no end within 30 s")),
                }
            }
            Err(error) => Ended::without_headers(show::failed("other", &error.to_string())),
        };
        let request = server.taken().map(|request| format!("\"request\":{},", request.json())).unwrap_or_default();
        let Ended { outcome, headers } = ended;
        let line = format!("{{\"id\":{id},{request}\"outcome\":{outcome}{headers}}}\n");
        record.write_all(line.as_bytes()).and_then(|()| record.flush()).expect("a file");
    }
}
