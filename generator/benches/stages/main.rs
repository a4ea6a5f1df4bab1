//! Each stage of the pipeline alone, over the repository's own document and over a larger one.
//!
//! `weigh DOCUMENT COPIES TIMES` generates and does nothing else; see `weigh`.

use std::process::ExitCode;

use divan::{Bencher, black_box};
use specsmith_generator::api::Api;
use specsmith_generator::emit::{self, SourceFile};
use specsmith_generator::plan::Plan;
use specsmith_generator::read::{Document, Source};
use specsmith_generator::report::Report;
use specsmith_generator::resolve::Resolved;
use specsmith_generator::{Input, Setting, generate, lower, plan, print, read, resolve};

mod copies;
mod documents;
mod weigh;

fn main() -> ExitCode {
    let done = weigh::asked().unwrap_or_else(|| {
        copies::check();
        weigh::check().map(|()| divan::main())
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            eprintln!("{said}");
            ExitCode::FAILURE
        }
    }
}

/// The crate that is generated.
#[derive(Clone, Copy, Debug)]
enum Of {
    Own,
    Large,
}

const ALL: [Of; 2] = [Of::Own, Of::Large];

impl Of {
    fn bytes(self) -> Vec<u8> {
        match self {
            Self::Own => documents::OWN.to_vec(),
            Self::Large => documents::large().to_string().into_bytes(),
        }
    }

    /// Both documents are compiled in or made here, never a user's, and `weigh::check` has generated from them before a stage is timed.
    fn document(self) -> Document {
        read::read(&input(self.bytes()).document, &mut Report::new()).expect("checked before: it can be read")
    }

    fn api(self) -> Api {
        lower::lower(&self.document(), "bench", &mut Report::new()).expect("checked before: it can be lowered")
    }

    fn resolved(self) -> Resolved {
        resolve::resolve(self.api(), &mut Report::new())
    }
}

fn input(bytes: Vec<u8>) -> Input {
    let document = read::Input::new(Source { name: "openapi".to_owned(), bytes });
    Input { document, name: Some("bench".to_owned()), setting: setting() }
}

fn setting() -> Setting {
    Setting { standalone: true, ..Setting::with_runtime_at("../runtime") }
}

#[divan::bench(args = ALL)]
fn a_read(bencher: Bencher<'_, '_>, of: Of) {
    let input = input(of.bytes()).document;
    bencher.bench(|| read::read(black_box(&input), &mut Report::new()).is_some());
}

#[divan::bench(args = ALL)]
fn b_lower(bencher: Bencher<'_, '_>, of: Of) {
    let document = of.document();
    bencher.bench_local(|| lower::lower(black_box(&document), "bench", &mut Report::new()));
}

#[divan::bench(args = ALL)]
fn c_resolve(bencher: Bencher<'_, '_>, of: Of) {
    let api = of.api();
    bencher.with_inputs(|| api.clone()).bench_values(|api| resolve::resolve(api, &mut Report::new()));
}

#[divan::bench(args = ALL)]
fn d_plan(bencher: Bencher<'_, '_>, of: Of) {
    let resolved = of.resolved();
    bencher.bench(|| plan::plan(black_box(&resolved), &setting()).files.len());
}

/// On one core; dropping the tokens is counted.
#[divan::bench(args = ALL)]
fn e_emit(bencher: Bencher<'_, '_>, of: Of) {
    let resolved = of.resolved();
    let plan = plan::plan(&resolved, &setting());
    bencher.bench_local(|| files(black_box(&plan)).len());
}

/// On one core.
#[divan::bench(args = ALL)]
fn f_print(bencher: Bencher<'_, '_>, of: Of) {
    let resolved = of.resolved();
    let plan = plan::plan(&resolved, &setting());
    let text = |file| print::print(file).map_or(0, |file| file.text.len());
    bencher.with_inputs(|| files(&plan)).bench_local_values(|files| files.into_iter().map(text).sum::<usize>());
}

/// All of it, on all cores.
#[divan::bench(args = ALL)]
fn generate_all(bencher: Bencher<'_, '_>, of: Of) {
    let input = input(of.bytes());
    bencher.bench_local(|| generate(black_box(&input)).map(|output| output.files.len()).is_ok());
}

fn files(plan: &Plan<'_>) -> Vec<SourceFile> {
    plan.files.iter().map(|file| emit::file(plan, file)).collect()
}
