//! A first run without an account: starts a stand-in for the roles API on this machine, and runs the program in
//! `tests/consumer` against it. With `--serve` the stand-in stays until it is interrupted.

use std::error::Error;
use std::io;
use std::process::{ExitCode, Stdio};

use specsmith_tests::server::Server;
use specsmith_tests::stand_in::StandIn;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let stand_in = StandIn::default();
    let server = Server::start(move |request, _| {
        println!("  → {}", request.line());
        stand_in.answer(request)
    })
    .await?;
    println!("A stand-in for the roles API listens at {}.", server.url());
    if std::env::args().any(|argument| argument == "--serve") {
        println!("Set OPENAI_BASE_URL to it and OPENAI_ADMIN_KEY to any text; interrupt to end.");
        std::future::pending::<()>().await;
    }
    println!("Lines with an arrow are what the server receives; the others are what the program prints.\n");
    run(server.url()).await
}

/// Runs the program as a user would, with the environment pointing at the stand-in.
async fn run(url: &str) -> Result<ExitCode, Box<dyn Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut program = Command::new(cargo)
        .args(["run", "--quiet", "--package", "roles-consumer"])
        .env("OPENAI_BASE_URL", url)
        .env("OPENAI_ADMIN_KEY", "sk-admin-any-text")
        .stdout(Stdio::piped())
        .spawn()?;
    let output = program.stdout.take().ok_or_else(|| io::Error::other("the program has no output"))?;
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await? {
        println!("{line}");
    }
    Ok(if program.wait().await?.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
