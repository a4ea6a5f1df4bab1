//! Ten thousand list calls at once against a server on loopback that spoils one in a hundred, many rounds of it: all must succeed, and
//! memory must settle.
//!
//! ```console
//! $ cargo run --release -p specsmith-runtime --example load -- 10000 24
//! ```
//!
//! Memory climbs for some rounds, until the buffers of each connection that is kept have reached their size; in the last quarter of the
//! rounds, what is allocated must not grow by more than a twentieth. Beside it stands what the process has of the system: an allocator does not
//! give back all that is freed.
//!
//! The server is a process of its own, so that the figures are the client's. Calls are repeated four times at most: by the default of two,
//! one call in a million would meet three spoilt attempts in a row. Each call may need a connection: 10,000 calls take
//! `ulimit -n` of somewhat more than that.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::{Client, ClientBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[global_allocator]
static ALLOCATED: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

static API: Api = Api::new("load", "1.0.0").schemes(&[Scheme::bearer("Bearer", "LOAD_TOKEN")]);
static LIST: Operation = Operation::new("list", "GET", "/roles").security(&[&["Bearer"]]);

type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let mut args = std::env::args().skip(1);
    let first = args.next();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    if first.as_deref() == Some("serve") {
        return runtime.block_on(serve());
    }
    let calls = first.map_or(Ok(10_000), |text| text.parse())?;
    let rounds = args.next().map_or(Ok(24), |text| text.parse())?;
    let mut server = Command::new(std::env::current_exe()?).arg("serve").stdout(Stdio::piped()).spawn()?;
    let outcome = runtime.block_on(client(&mut server, calls, rounds));
    server.kill()?;
    server.wait()?;
    outcome
}

async fn client(server: &mut Child, calls: usize, rounds: usize) -> Outcome {
    let mut url = String::new();
    BufReader::new(server.stdout.take().ok_or("no output")?).read_line(&mut url)?;
    let client = ClientBuilder::new(&API).base_url(url.trim()).credential("Bearer", "token").max_retries(4).build()?;
    let mut memory = Vec::new();
    let mut failures = 0;
    println!("before: {} KiB allocated, {} KiB resident", allocated(), resident());
    for number in 1..=rounds {
        let start = Instant::now();
        let (failed, retries) = round(&client, calls).await;
        let elapsed = start.elapsed();
        // The memory of the round is freed within a moment.
        tokio::time::sleep(Duration::from_millis(200)).await;
        memory.push(allocated());
        failures += failed;
        println!(
            "round {number}: {calls} calls in {elapsed:.2?}, {failed} failed, {retries} repeated; {} KiB allocated, {} KiB resident, {} tasks",
            allocated(),
            resident(),
            tokio::runtime::Handle::current().metrics().num_alive_tasks()
        );
    }
    let settled = memory.get(rounds * 3 / 4).copied().unwrap_or_default();
    let last = memory.last().copied().unwrap_or_default();
    let flat = last <= settled + settled / 20;
    println!("{failures} failures; memory is {}", if flat { "flat" } else { "growing" });
    Ok(if failures == 0 && flat { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Makes all calls at once; how many failed, and how many attempts were repeated.
async fn round(client: &Client, calls: usize) -> (usize, u32) {
    let running: Vec<_> = (0..calls)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.call(&LIST).send_with_response::<Json<Value>>().await })
        })
        .collect();
    let (mut failed, mut retries) = (0, 0);
    for call in running {
        match call.await {
            Ok(Ok(response)) => retries += response.retries(),
            Ok(Err(error)) => {
                failed += 1;
                if failed <= 5 {
                    eprintln!("{error} {:?}", error.not_retried_because());
                }
            }
            Err(fault) => {
                failed += 1;
                eprintln!("{fault}");
            }
        }
    }
    (failed, retries)
}

/// Returns the allocated memory in KiB.
fn allocated() -> usize {
    ALLOCATED.current_usage() / 1024
}

/// The memory of this process, in KiB; 0 where the system does not tell.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

async fn serve() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let requests = Arc::new(AtomicUsize::new(0));
    loop {
        // With no descriptors left, accepting fails for a while.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(1)).await;
            continue;
        };
        let requests = Arc::clone(&requests);
        tokio::spawn(async move {
            let _ = connection(stream, &requests).await;
        });
    }
}

async fn connection(mut stream: TcpStream, requests: &AtomicUsize) -> std::io::Result<()> {
    let body = format!(r#"{{"object":"list","data":[{}]}}"#, [r#"{"id":"role_1","name":"Reader"}"#; 20].join(","));
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    let mut read = Vec::new();
    loop {
        while !read.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut read).await? == 0 {
                return Ok(());
            }
        }
        read.clear();
        tokio::time::sleep(Duration::from_millis(20)).await;
        match requests.fetch_add(1, Ordering::Relaxed) % 400 {
            99 => return stream.set_zero_linger(),
            199 => return Ok(()),
            299 => {
                stream.write_all(head.as_bytes()).await?;
                return stream.set_zero_linger();
            }
            399 => stream.write_all(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n").await?,
            _ => stream.write_all(format!("{head}{body}").as_bytes()).await?,
        }
    }
}
