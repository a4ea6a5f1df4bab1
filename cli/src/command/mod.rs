//! The command line of `specsmith`.

mod args;
mod changelog;
mod committed;
mod diff;
mod format;
mod init;
mod kept_names;
mod operations;
mod release;
mod verify;
mod watch;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use clap_complete::Shell;

use args::{clients, config_argument, file_argument, flag, names, one, project};

use crate::project::worst;
use crate::run::{End, Options};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXIT_CODES: &str = "\
Exit codes:
  0  done; warnings may have been printed
  1  the output is stale (check), or a change is denied (diff --deny)
  2  the input or the arguments are wrong; nothing was written";

const START: &str = "\
To begin, in a workspace of yours:
  specsmith init openapi.yaml   write specsmith.toml
  specsmith generate            write the client, and the runtime it needs";

/// Runs the command with the process's arguments.
pub fn main() -> ExitCode {
    let matches = command().get_matches();
    match matches.subcommand() {
        Some(("init", matches)) => init::run(&init(matches)).into(),
        Some(("generate", matches)) => generate(matches, false).into(),
        Some(("check", matches)) => generate(matches, true).into(),
        Some(("operations", matches)) => operations(matches).into(),
        Some(("fetch", matches)) => fetch(matches).into(),
        Some(("diff", matches)) => diff::run(matches).into(),
        Some(("verify", matches)) => verify::run(matches).into(),
        Some(("watch", matches)) => watch::run(matches).into(),
        Some(("release", matches)) => release::run(matches).into(),
        Some(("lock", matches)) => kept_names::lock(matches).into(),
        Some(("rename", matches)) => kept_names::rename(matches).into(),
        Some(("effective", matches)) => effective(matches).into(),
        Some(("explain", matches)) => explain(&one::<String>(matches, "code").unwrap_or_default()).into(),
        Some(("completions", matches)) => completions(matches).into(),
        // All subcommands are here or above, and one is required.
        _ => man().into(),
    }
}

/// Returns the whole command line.
pub fn command() -> Command {
    Command::new("specsmith")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Generates an idiomatic Rust client crate from an OpenAPI document.")
        .styles(STYLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .after_help(format!("{START}\n\n{EXIT_CODES}"))
        .subcommand(init_command())
        .subcommand(
            clients("generate", "Write the clients of specsmith.toml, and the vendored runtime")
                .arg(format_argument())
                .arg(flag("force", "Overwrite files that were edited by hand")),
        )
        .subcommand(
            clients("check", "Write nothing; print a diff and exit with 1 if the output is stale")
                .arg(format_argument()),
        )
        .subcommand(
            clients("operations", "List the operations: path, call in Rust, and whether the call is typed")
                .arg(flag("json", "Print the list as JSON"))
                .arg(flag("why", "Say what the resource and the name of each method follow from")),
        )
        .subcommand(
            clients("fetch", "Download the documents that have a `url`, and keep what is known of them in a lock")
                .arg(flag("check", "Write nothing; exit with 1 if a document is out of date"))
                .arg(flag("force", "Overwrite documents that were edited by hand")),
        )
        .subcommand(diff::command())
        .subcommand(release::command())
        .subcommand(verify::command())
        .subcommand(watch::command())
        .subcommand(kept_names::lock_command())
        .subcommand(kept_names::rename_command())
        .subcommand(clients(
            "effective",
            "Print the document of a client after overlays and selection, in the form it is written in",
        ))
        .subcommand(
            Command::new("explain")
                .about("Print the page of a diagnostic code")
                .arg(Arg::new("code").value_name("CODE").required(true).help("The code, as `dangling-ref`")),
        )
        .subcommand(Command::new("completions").about("Print a script that completes the command line in a shell").arg(
            Arg::new("shell").value_name("SHELL").required(true).value_parser(value_parser!(Shell)).help("The shell"),
        ))
        .subcommand(Command::new("man").about("Print the manual page, in roff"))
}

fn init(matches: &ArgMatches) -> init::Init {
    let document = one(matches, "document").or_else(|| one(matches, "spec"));
    init::Init { document, from: one(matches, "from"), config: one(matches, "config") }
}

fn init_command() -> Command {
    Command::new("init")
        .about("Write a specsmith.toml with every key, commented; asks nothing")
        .arg(
            Arg::new("document")
                .value_name("DOCUMENT")
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::FilePath)
                .help("OpenAPI document [default: the one found in this folder]"),
        )
        .arg(file_argument("spec", "DOCUMENT", "The document, beside `--from`").conflicts_with("document"))
        .arg(file_argument("from", "STAINLESS_YML", "Carry a configuration of Stainless over, as an overlay"))
        .arg(config_argument())
}

fn format_argument() -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(["human", "json", "sarif"])
        .default_value("human")
        .help("Form of the diagnostics; JSON and SARIF 2.1.0 go to standard output")
}

fn generate(matches: &ArgMatches, check: bool) -> End {
    let force = !check && matches.get_flag("force");
    let options = Options { check, force, ..Options::default() };
    let (outcomes, next) = match project(matches) {
        Ok(project) => {
            let is_first = project.is_first_run();
            let outcomes = project.run(&names(matches), &options);
            let done = worst(&outcomes) == End::Done;
            (outcomes, if done && is_first && !check { project.next_steps() } else { Vec::new() })
        }
        Err(outcome) => (vec![*outcome], Vec::new()),
    };
    let log = match one::<String>(matches, "format").as_deref() {
        Some("json") => Some(format::as_json(&outcomes)),
        Some("sarif") => Some(format::as_sarif(&outcomes)),
        _ => None,
    };
    match log {
        // Strings and numbers only: this cannot fail. A reader that went away has seen enough.
        Some(log) => drop(writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&log).unwrap_or_default())),
        None => outcomes.iter().for_each(|outcome| outcome.print(matches.get_flag("verbose"))),
    }
    if !next.is_empty() {
        anstream::eprintln!("next: {}", next.join("; "));
    }
    worst(&outcomes)
}

fn operations(matches: &ArgMatches) -> End {
    let jobs = project(matches).and_then(|project| project.jobs(&names(matches)));
    match jobs {
        Ok(jobs) => operations::run(jobs, &operations::Options::of(matches)),
        Err(outcome) => {
            outcome.print(false);
            outcome.end
        }
    }
}

fn fetch(matches: &ArgMatches) -> End {
    let options = crate::fetch::Options { check: matches.get_flag("check"), force: matches.get_flag("force") };
    let wanted = project(matches).and_then(|project| Ok((project.folder(), project.wanted(&names(matches))?)));
    let outcomes = match wanted {
        Ok((folder, wanted)) => crate::fetch::run(&folder, &wanted, options),
        Err(outcome) => vec![*outcome],
    };
    outcomes.iter().for_each(|outcome| outcome.print(matches.get_flag("verbose")));
    worst(&outcomes)
}

fn effective(matches: &ArgMatches) -> End {
    let jobs = project(matches).and_then(|project| project.jobs(&names(matches)));
    let jobs = match jobs {
        Ok(jobs) => jobs,
        Err(outcome) => {
            outcome.print(false);
            return outcome.end;
        }
    };
    let [job] = jobs.as_slice() else {
        anstream::eprintln!("there are {} clients; name the one whose document to print", jobs.len());
        return End::Refused;
    };
    let (outcome, text) = crate::run::effective(job);
    // A reader that went away (`| head`) has seen enough.
    let _ = io::stdout().write_all(text.unwrap_or_default().as_bytes());
    if !outcome.problems.is_empty() {
        outcome.print(matches.get_flag("verbose"));
    }
    outcome.end
}

fn explain(code: &str) -> End {
    match crate::explain::page(code) {
        Some(page) => {
            // A reader that went away (`| head`) has seen enough.
            let _ = writeln!(io::stdout(), "{code}\n\n{page}");
            End::Done
        }
        None => {
            anstream::eprintln!("there is no diagnostic `{code}`; {}", crate::explain::hint(code));
            End::Refused
        }
    }
}

fn completions(matches: &ArgMatches) -> End {
    if let Some(shell) = one::<Shell>(matches, "shell") {
        clap_complete::generate(shell, &mut command(), "specsmith", &mut io::stdout());
    }
    End::Done
}

fn man() -> End {
    let mut out = Vec::new();
    // A reader that went away (`| head`) has seen enough.
    let _ = clap_mangen::Man::new(command()).render(&mut out).and_then(|()| io::stdout().write_all(&out));
    End::Done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn a_slip_gets_a_suggestion() {
        for (line, hint) in [("generat", "generate"), ("generate --forse", "--force"), ("chek", "check")] {
            let error = command().try_get_matches_from(["specsmith"].into_iter().chain(line.split(' '))).unwrap_err();
            assert_eq!(error.exit_code(), 2);
            assert!(error.to_string().contains(hint), "{error}");
        }
    }
}
