//! The project's commands, run as `cargo xtask COMMAND`. This is the only place that reads documents from disk and writes output folders;
//! the generator itself is a pure function.

mod bench;
mod child;
mod cli;
mod codegen;
mod columns;
mod corpus;
mod diagnostics;
mod progress;
mod writer;

use std::process::ExitCode;

use cli::Task;

#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::parse() {
        Task::Codegen(args) => codegen::run(&args),
        Task::Corpus(args) => corpus::run(&args),
        Task::Bench(args) => bench::run(&args),
    }
}
