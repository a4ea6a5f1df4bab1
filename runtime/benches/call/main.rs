//! A small call over loopback: through this crate, and by hand on reqwest with derived types. Same process, same server, same thread.
//!
//! By hand means with the same care: path parameters are encoded, time is limited, redirects are not followed, and the base URL is parsed once.
//!
//! On a machine that others use too, the sides are better compared in turn: `cargo bench -p specsmith-runtime --bench call -- --in-turn 400` makes so
//! many rounds of both sides and shows the median of their ratios. With the name of a side behind it, only that one is called, which is
//! for callgrind.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use divan::{AllocProfiler, Bencher, black_box};
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::{Client, ClientBuilder, RetryBudget};

#[path = "../../model/benches/model/derived.rs"]
#[allow(dead_code, reason = "the benchmark of models uses the rest")]
mod derived;
#[path = "../../model/benches/model/forged.rs"]
#[allow(dead_code, reason = "the benchmark of models uses the rest")]
mod forged;
mod in_turn;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

static API: Api = Api::new("bench", "1.0.0").schemes(&[Scheme::bearer("Bearer", "BENCH_TOKEN")]);
static RETRIEVE: Operation = Operation::new("retrieve", "GET", "/projects/{project_id}/roles/{role_id}")
    .params(&[Param::path("project_id"), Param::path("role_id")])
    .security(&[&["Bearer"]]);
static UPDATE: Operation = Operation::new("update", "POST", "/projects/{project_id}/roles/{role_id}")
    .params(&[Param::path("project_id"), Param::path("role_id")])
    .json_body(true)
    .security(&[&["Bearer"]]);

const ROLE: &str = r#"{"object":"role","id":"role_01HZX5Y2W8QJ4T6V","name":"API Project Key Manager","description":"Allows managing the API keys of a project","permissions":["api.organization.projects.api_keys.read"],"resource_type":"api.project","predefined_role":false}"#;

fn main() {
    let mut args = std::env::args().skip_while(|arg| arg != "--in-turn").skip(1);
    match args.next().map(|rounds| rounds.parse()) {
        Some(Ok(rounds)) => in_turn::compare(rounds, args.next().as_deref()),
        Some(Err(_)) | None => divan::main(),
    }
}

/// A server that gives every request the same response.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}/v1", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    base
}

fn answer(mut stream: TcpStream) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_1\r\ncontent-length: {}\r\n\r\n{ROLE}",
        ROLE.len()
    );
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut line = String::new();
    loop {
        let mut length = 0;
        loop {
            line.clear();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(text) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = text.trim().parse().ok()?;
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        std::io::Read::read_exact(&mut reader, &mut body).ok()?;
        stream.write_all(response.as_bytes()).ok()?;
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

fn forged_client() -> Client {
    let builder = ClientBuilder::new(&API).base_url(serve()).credential("Bearer", "sk-bench");
    builder.retry_budget(RetryBudget::default()).build().expect("a client")
}

fn client_by_hand() -> reqwest::Client {
    // A second call finds it installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).referer(false);
    let builder = builder.connect_timeout(Duration::from_secs(5)).timeout(Duration::from_secs(600));
    builder.user_agent("bench/1.0.0").build().expect("a client")
}

/// The URL of a role, its parameters encoded.
fn url_by_hand(base: &reqwest::Url) -> reqwest::Url {
    let mut url = base.clone();
    let segments = ["projects", black_box("proj_abc"), "roles", black_box("role_01HZX5Y2W8QJ4T6V")];
    url.path_segments_mut().expect("a base").extend(segments);
    url
}

fn ids(call: &mut Call) {
    call.path("project_id", "proj_abc");
    call.path("role_id", "role_01HZX5Y2W8QJ4T6V");
}

/// One call each time it is run.
type Side = Box<dyn FnMut()>;

/// A side of the comparison, ready and connected.
fn side(mut call: impl FnMut() + 'static) -> Side {
    call();
    Box::new(call)
}

fn get_forged() -> Side {
    let (runtime, client) = (runtime(), forged_client());
    side(move || {
        let mut call = client.call(&RETRIEVE);
        ids(&mut call);
        black_box(runtime.block_on(call.send::<Json<forged::Role>>()).expect("a role"));
    })
}

fn get_by_hand() -> Side {
    let (runtime, base, client) = (runtime(), serve().parse().expect("a URL"), client_by_hand());
    let get = async move || -> Result<derived::Role, Box<dyn std::error::Error>> {
        let request = client.get(url_by_hand(&base)).bearer_auth("sk-bench").header("accept", "application/json");
        let body = request.send().await?.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&body)?)
    };
    side(move || drop(black_box(runtime.block_on(get()).expect("a role"))))
}

fn post_forged() -> Side {
    let (runtime, client) = (runtime(), forged_client());
    side(move || {
        let mut call = client.call(&UPDATE);
        ids(&mut call);
        call.field("role_name", "API Project Key Manager");
        call.field_list("permissions", ["api.organization.projects.api_keys.read"]);
        call.field_null("description");
        black_box(runtime.block_on(call.send::<Json<forged::Role>>()).expect("a role"));
    })
}

#[derive(serde::Serialize)]
struct Change {
    role_name: String,
    permissions: Vec<String>,
    description: Option<String>,
}

fn post_by_hand() -> Side {
    let (runtime, base, client) = (runtime(), serve().parse().expect("a URL"), client_by_hand());
    let post = async move || -> Result<derived::Role, Box<dyn std::error::Error>> {
        let change = Change {
            role_name: "API Project Key Manager".to_owned(),
            permissions: vec!["api.organization.projects.api_keys.read".to_owned()],
            description: None,
        };
        let request = client.post(url_by_hand(&base)).bearer_auth("sk-bench").header("accept", "application/json");
        let request = request.header("content-type", "application/json").body(serde_json::to_vec(&change)?);
        let body = request.send().await?.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&body)?)
    };
    side(move || drop(black_box(runtime.block_on(post()).expect("a role"))))
}

/// Name and constructor of a side.
type Named = (&'static str, fn() -> Side);

/// The sides, each of ours before the same by hand.
const SIDES: [Named; 4] = [
    ("get_forged", get_forged),
    ("get_by_hand", get_by_hand),
    ("post_forged", post_forged),
    ("post_by_hand", post_by_hand),
];

#[divan::bench(args = SIDES.map(|(name, _)| name), sample_count = 300, sample_size = 20)]
fn call(bencher: Bencher<'_, '_>, name: &str) {
    let (_, make) = SIDES.into_iter().find(|(known, _)| *known == name).expect("a side");
    bencher.bench_local(make());
}
