//! The command line.

mod args;
mod bench;
mod conformance;
mod openai;
mod semver;

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, ValueHint, value_parser};
use specsmith_generator::naming::CrateName;

use args::{flag, many, one, path};
pub(crate) use bench::{Bench, What};
pub(crate) use conformance::Conformance;
pub(crate) use openai::OpenAi;
pub(crate) use semver::Semver;

/// Task with its arguments.
#[derive(Debug)]
pub(crate) enum Task {
    /// Generates a crate, or checks one.
    Codegen(Codegen),
    /// Generates a crate from every document of a folder.
    Corpus(Corpus),
    /// Tests what the crates of documents send and read against other implementations.
    Conformance(Conformance),
    /// Measures generation and compilation.
    Bench(Bench),
    /// Checks the rules of the repository.
    Tidy,
    /// Generates the crate of OpenAI's document and compares its method tree.
    OpenAi(OpenAi),
    /// Tests the verdicts of the diff with the compiler.
    Semver(Semver),
}

/// Arguments of `codegen`.
#[derive(Debug)]
pub(crate) struct Codegen {
    /// The document; `None` for the repository's own.
    pub(crate) spec: Option<PathBuf>,
    /// Overlays, in the order of application.
    pub(crate) overlays: Vec<PathBuf>,
    /// Configuration.
    pub(crate) config: Option<PathBuf>,
    /// Output folder.
    pub(crate) out: Option<PathBuf>,
    /// Name of the crate.
    pub(crate) name: Option<String>,
    /// Compares only.
    pub(crate) check: bool,
    /// File for the report.
    pub(crate) report: Option<PathBuf>,
    /// Makes warnings errors.
    pub(crate) strict: bool,
    /// Generates the types without a client.
    pub(crate) types_only: bool,
    /// Prints every diagnostic.
    pub(crate) verbose: bool,
    /// Minimum share of the document that must be represented exactly, in percent.
    pub(crate) min_fidelity: Option<f64>,
}

/// Arguments of `corpus`.
#[derive(Debug)]
pub(crate) struct Corpus {
    /// Folder of documents.
    pub(crate) dir: PathBuf,
    /// Slugs of documents to test; if empty, all.
    pub(crate) only: Vec<String>,
    /// Compiles and lints each crate.
    pub(crate) check: bool,
    /// Documents each crate.
    pub(crate) doc: bool,
    /// Decodes and encodes the examples.
    pub(crate) examples: bool,
    /// Folder for the crates.
    pub(crate) out: Option<PathBuf>,
    /// File for the table as JSON.
    pub(crate) json: Option<PathBuf>,
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXIT_CODES: &str = "\
Exit codes:
  0  done; warnings may have been printed
  1  the output is stale (--check), or a bar was not met (--min-fidelity, corpus)
  2  the input or the arguments are wrong; nothing was written";

const CODEGEN_HELP: &str = "\
Without --spec, the repository's own job is done: spec/openapi.yaml becomes the crate openai-roles in generated/.

Files of yours in the output folder are never touched: Specsmith replaces and deletes only what its specsmith-manifest.json lists.

Examples:
  cargo xtask codegen                                            bring generated/ up to date
  cargo xtask codegen --check                                    say whether it is, with a diff
  cargo xtask codegen --spec api.yaml --out ../acme --name acme  a crate from any document

Exit codes:
  0  done; warnings may have been printed
  1  the output is stale (--check), or too little is represented exactly (--min-fidelity)
  2  the input or the arguments are wrong; nothing was written";

/// Reads the command line; exits after printing help or an error.
pub(crate) fn parse() -> Task {
    task(&command().get_matches())
}

fn command() -> Command {
    Command::new("cargo xtask")
        .bin_name("cargo xtask")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Generates a Rust client crate from an OpenAPI document")
        .styles(STYLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .after_help(EXIT_CODES)
        .subcommand(codegen())
        .subcommand(corpus())
        .subcommand(conformance::command())
        .subcommand(bench::command())
        .subcommand(
            Command::new("tidy")
                .about("Check the rules of the repository: layers, import circles, lengths, names and words"),
        )
        .subcommand(openai::command())
        .subcommand(semver::command())
}

fn codegen() -> Command {
    Command::new("codegen")
        .about("Write a client crate from an OpenAPI document, or check that one is up to date")
        .after_help(CODEGEN_HELP)
        .arg(path("spec", "FILE", "OpenAPI document, YAML or JSON, version 2.0 to 3.2").requires("target"))
        .group(ArgGroup::new("target").args(["out", "config"]).multiple(true))
        .arg(
            path("overlay", "FILE", "OpenAPI Overlay to apply to the document; may be given several times")
                .action(ArgAction::Append),
        )
        .arg(path("config", "FILE", "TOML with spec, overlays, out, name and strict; arguments win over it"))
        .arg(path("out", "DIR", "Output folder; made if it is missing").value_hint(ValueHint::DirPath))
        .arg(
            Arg::new("name")
                .long("name")
                .value_name("CRATE")
                .value_parser(crate_name)
                .help("Name of the crate [default: from the document's title]"),
        )
        .arg(flag("check", "Write nothing; print a diff and exit with 1 if the output is stale"))
        .arg(path("report", "FILE", "Write the diagnostics and counts as JSON"))
        .arg(flag("strict", "Refuse what would be a warning"))
        .arg(flag("types-only", "Write the types without a client"))
        .arg(
            Arg::new("min-fidelity")
                .long("min-fidelity")
                .value_name("PERCENT")
                .value_parser(percent)
                .help("Write nothing, and exit with 1, if less of the document is represented exactly"),
        )
        .arg(flag("verbose", "Print every diagnostic, notes too").short('v'))
}

fn corpus() -> Command {
    Command::new("corpus")
        .about("Generate a crate from every document in a folder; a table of what each gave")
        .after_help(EXIT_CODES)
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("Folder of documents, or one that holds raw/ and examples/"),
        )
        .arg(
            Arg::new("only")
                .long("only")
                .value_name("SLUG")
                .action(ArgAction::Append)
                .help("Take this document (its file name without extension); may be given several times"),
        )
        .arg(flag("check", "Build and lint each crate, warnings being errors"))
        .arg(flag("doc", "Document each crate, warnings being errors"))
        .arg(flag("examples", "Decode examples/SLUG.jsonl and compare what is encoded again"))
        .arg(path("out", "DIR", "Where the crates and their shared target folder go [default: target/corpus]"))
        .arg(path("json", "FILE", "Where to write the table as JSON [default: corpus.json in --out]"))
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').parse::<f64>().ok();
    number.filter(|number| (0.0..=100.0).contains(number)).ok_or_else(|| "a number from 0 to 100".to_owned())
}

/// Checks the name of a crate, and suggests a valid one if it is invalid.
fn crate_name(text: &str) -> Result<String, String> {
    let legal = CrateName::new(text);
    if legal.as_str() == text {
        Ok(text.to_owned())
    } else {
        Err(format!("no crate can have this name; did you mean `{legal}`?"))
    }
}

fn task(matches: &ArgMatches) -> Task {
    match matches.subcommand() {
        Some(("codegen", matches)) => Task::Codegen(codegen_task(matches)),
        Some(("corpus", matches)) => Task::Corpus(corpus_task(matches)),
        Some(("conformance", matches)) => Task::Conformance(conformance::task(matches)),
        Some(("bench", matches)) => Task::Bench(bench::task(matches)),
        Some(("tidy", _)) => Task::Tidy,
        Some(("openai", matches)) => Task::OpenAi(openai::task(matches)),
        Some(("semver", matches)) => Task::Semver(semver::task(matches)),
        // All subcommands are above and one is required; should another be added, this says so.
        _ => command().error(ErrorKind::InvalidSubcommand, "this subcommand does nothing yet").exit(),
    }
}

fn corpus_task(matches: &ArgMatches) -> Corpus {
    Corpus {
        dir: one(matches, "dir").unwrap_or_default(),
        only: many(matches, "only"),
        check: matches.get_flag("check"),
        doc: matches.get_flag("doc"),
        examples: matches.get_flag("examples"),
        out: one(matches, "out"),
        json: one(matches, "json"),
    }
}

fn codegen_task(matches: &ArgMatches) -> Codegen {
    Codegen {
        spec: one(matches, "spec"),
        overlays: many(matches, "overlay"),
        config: one(matches, "config"),
        out: one(matches, "out"),
        name: one(matches, "name"),
        check: matches.get_flag("check"),
        report: one(matches, "report"),
        strict: matches.get_flag("strict"),
        types_only: matches.get_flag("types-only"),
        verbose: matches.get_flag("verbose"),
        min_fidelity: one(matches, "min-fidelity"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, clap::Error> {
        command()
            .try_get_matches_from(["cargo xtask"].into_iter().chain(line.split_whitespace()))
            .map(|found| task(&found))
    }

    #[test]
    fn the_command_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn codegen_takes_any_document() {
        let Task::Codegen(found) = parsed("codegen --spec a.yaml --overlay b --overlay c --out d --strict").unwrap()
        else {
            panic!("another task")
        };
        assert_eq!(found.spec.as_deref(), Some("a.yaml".as_ref()));
        assert_eq!(found.overlays.len(), 2);
        assert!(found.strict && !found.check);
    }

    #[test]
    fn bench_takes_documents_rivals_and_numbers() {
        let bench = |line: &str| match parsed(line) {
            Ok(Task::Bench(found)) => Ok(found),
            Ok(_) => panic!("another task"),
            Err(error) => Err(error.to_string()),
        };
        let found = bench("bench").unwrap();
        assert_eq!((found.documents.len(), found.rivals.len(), found.runs, found.checks), (0, 0, 5, 0));
        let found = bench("bench --doc a --vs ploidy,openapi-to-rust --doc b --vs ploidy --check --runs 3").unwrap();
        assert_eq!((found.documents.len(), found.runs, found.checks), (2, 3, 1));
        assert_eq!(found.rivals, ["ploidy", "openapi-to-rust"]);
        assert_eq!(bench("bench --check=4").unwrap().checks, 4);
        assert_eq!(bench("bench --instructions --keep").unwrap().what, What::Instructions { keep: true });
        assert_eq!(bench("bench --release --runs 2").unwrap().what, What::Program);
        for (line, hint) in
            [("--vs ploydi", "ploidy"), ("--runs 0", "--runs"), ("--runs many", "--runs"), ("--keep", "--instructions")]
        {
            assert!(bench(&format!("bench {line}")).unwrap_err().contains(hint), "{line}");
        }
    }

    #[test]
    fn a_document_needs_an_output_folder() {
        let error = parsed("codegen --spec a.yaml").unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains("--out <DIR>"), "{error}");
        assert!(parsed("codegen --spec a.yaml --config b.toml").is_ok());
    }

    #[test]
    fn the_public_api_is_judged_alone() {
        let Task::Semver(found) = parsed("semver --public v1 --program p").unwrap() else { panic!("another task") };
        assert_eq!((found.public.as_deref(), found.program.as_path()), (Some("v1"), "p".as_ref()));
        for rest in ["--pairs 3", "--seed 1", "--rows", "--old a --new b", "--out d"] {
            let error = parsed(&format!("semver --public v1 {rest}")).unwrap_err();
            assert_eq!((error.exit_code(), error.kind()), (2, clap::error::ErrorKind::ArgumentConflict), "{rest}");
            parsed(&format!("semver {rest}")).unwrap();
        }
    }

    #[test]
    fn a_slip_gets_a_suggestion() {
        for (line, hint) in [("codegn", "codegen"), ("codegen --chek", "--check"), ("corpus --onyl x y", "--only")] {
            let error = parsed(line).unwrap_err();
            assert_eq!(error.exit_code(), 2);
            assert!(error.to_string().contains(hint), "{error}");
        }
    }
}
