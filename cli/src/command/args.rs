//! Arguments of several commands.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};

use crate::project::Project;
use crate::run::Outcome;

/// Returns a command for some clients of a configuration.
pub(super) fn clients(name: &'static str, about: &'static str) -> Command {
    Command::new(name)
        .about(about)
        .arg(
            Arg::new("client")
                .value_name("CLIENT")
                .action(ArgAction::Append)
                .help("A client of specsmith.toml; all when none is named"),
        )
        .arg(config_argument())
        .arg(flag("verbose", "Print every diagnostic, notes too").short('v'))
}

/// Returns the argument for the path of a configuration.
pub(super) fn config_argument() -> Arg {
    Arg::new("config")
        .long("config")
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .help("Configuration [default: specsmith.toml of this folder, or of the nearest above]")
}

/// Returns an argument for the path of a file.
pub(super) fn file_argument(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    let argument = Arg::new(name).long(name).value_name(value).help(help);
    argument.value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath)
}

/// Returns a flag.
pub(super) fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// Returns the value of an argument.
pub(super) fn one<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> Option<T> {
    matches.get_one(name).cloned()
}

/// Returns the names of the clients on the command line.
pub(super) fn names(matches: &ArgMatches) -> Vec<String> {
    matches.get_many("client").into_iter().flatten().cloned().collect()
}

/// Reads the configuration on the command line, or the nearest one.
pub(super) fn project(matches: &ArgMatches) -> Result<Project, Box<Outcome>> {
    Project::load(&one(matches, "config").unwrap_or_else(Project::nearest))
}
