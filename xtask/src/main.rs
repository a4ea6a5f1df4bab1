//! The project's commands, run as `cargo xtask COMMAND`.

mod bench;
mod child;
mod cli;
mod codegen;
mod conformance;
mod corpus;
mod entrants;
mod openai;
mod refuse;
mod semver;
mod tidy;
mod workspace;

use std::process::ExitCode;

use cli::Task;
use specsmith::{columns, diagnostics, progress, writer};

#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::parse() {
        Task::Codegen(args) => codegen::run(&args),
        Task::Corpus(args) => corpus::run(&args),
        Task::Conformance(args) => conformance::run(&args),
        Task::Bench(args) => bench::run(&args),
        Task::Tidy => tidy::run(),
        Task::OpenAi(args) => openai::run(&args),
        Task::Semver(args) => semver::run(&args),
    }
}
