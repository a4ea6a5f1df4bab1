//! `specsmith release`.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use specsmith_generator::diff::Level;

use super::args::one;
use super::changelog::inserted;
use super::diff::{self, Pair};
use crate::changes::{self, Comparison};
use crate::output;
use crate::project::{Project, worst};
use crate::run::End;

/// Returns the command with its arguments.
pub(super) fn command() -> Command {
    diff::documents(
        Command::new("release").about("Propose the next version of a client, with an entry for its changelog"),
    )
    .arg(
        Arg::new("version")
            .long("version")
            .value_name("VERSION")
            .help("The version that was released last [default: that of the Cargo.toml of the old output]"),
    )
    .arg(
        Arg::new("changelog")
            .long("changelog")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Put the entry in front of those of this file"),
    )
}

/// Compares both documents, and writes the entry of the changelog.
pub(super) fn run(matches: &ArgMatches) -> End {
    let pair = match Pair::of(matches) {
        Ok(pair) => pair,
        Err(outcome) => {
            outcome.print(false);
            return outcome.end;
        }
    };
    let last = one::<String>(matches, "version").or_else(|| output::version(&pair.old.out));
    let Some(last) = last.as_deref().and_then(Version::parse) else {
        anstream::eprintln!("the last version is not known; name it with `--version`, as in `--version 1.2.0`");
        return End::Refused;
    };
    let (outcome, comparison) = pair.compare();
    let Some(comparison) = comparison else {
        outcome.print(false);
        return outcome.end;
    };
    let next = last.next(comparison.level());
    let entry = entry(next, &comparison);
    if let Some(path) = one::<PathBuf>(matches, "changelog")
        && let Err(error) = insert(&path, &next.to_string(), &entry)
    {
        anstream::eprintln!("`{}` stays as it is: {error}", path.display());
        return End::Refused;
    }
    // A reader that went away (`| head`) has seen enough.
    let _ = anstream::stdout().lock().write_all(entry.as_bytes());
    move_on(matches, &next.to_string())
}

/// Generates the new version of the client if its version is `auto`.
fn move_on(matches: &ArgMatches, version: &str) -> End {
    let config = one(matches, "config").unwrap_or_else(Project::nearest);
    let client: Vec<String> = one(matches, "client").into_iter().collect();
    if !config.is_file() {
        return End::Done;
    }
    let outcomes = match Project::load(&config) {
        Ok(project) => project.release(&client, version),
        Err(outcome) => vec![*outcome],
    };
    outcomes.iter().for_each(|outcome| outcome.print(false));
    worst(&outcomes)
}

/// Returns the changelog's entry of a version.
fn entry(version: Version, comparison: &Comparison) -> String {
    format!("## {version}\n\n{}\n", changes::markdown(comparison))
}

/// Inserts an entry into a changelog, which is created if it does not exist.
fn insert(path: &Path, version: &str, entry: &str) -> io::Result<()> {
    let kept = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => "# Changelog\n".to_owned(),
        kept => kept?,
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    fs::write(&beside, inserted(&kept, version, entry))?;
    fs::rename(beside, path)
}

/// A version, without pre-release and build parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version(u64, u64, u64);

impl Version {
    fn parse(text: &str) -> Option<Self> {
        let core = text.split(['-', '+']).next()?;
        let mut numbers = core.split('.').map(|number| number.parse().ok());
        let version = Self(numbers.next()??, numbers.next()??, numbers.next()??);
        numbers.next().is_none().then_some(version)
    }

    /// Returns the next version after changes of a level. Below 1.0.0, a break increments the second number (The Cargo Book, "SemVer Compatibility").
    fn next(self, level: Option<Level>) -> Self {
        let Self(major, minor, patch) = self;
        match (level, major) {
            (Some(Level::Major), 0) => Self(0, minor.saturating_add(1), 0),
            (Some(Level::Major), _) => Self(major.saturating_add(1), 0, 0),
            (Some(Level::Minor), 1..) => Self(major, minor.saturating_add(1), 0),
            _ => Self(major, minor, patch.saturating_add(1)),
        }
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version_says_what_breaks() {
        for (last, level, next) in [
            ("1.2.3", Some(Level::Major), "2.0.0"),
            ("1.2.3", Some(Level::Minor), "1.3.0"),
            ("1.2.3", Some(Level::Patch), "1.2.4"),
            ("1.2.3", None, "1.2.4"),
            ("0.2.3", Some(Level::Major), "0.3.0"),
            ("0.2.3-rc.1", Some(Level::Minor), "0.2.4"),
        ] {
            assert_eq!(Version::parse(last).unwrap().next(level).to_string(), next, "{last} {level:?}");
        }
        assert_eq!(Version::parse("1.2"), None);
    }

    #[test]
    fn a_changelog_that_cannot_be_read_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("CHANGELOG.md");
        fs::write(&path, b"# Journal d\xe9taill\xe9\n").unwrap();
        assert!(insert(&path, "1.0.0", "## 1.0.0\n").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"# Journal d\xe9taill\xe9\n");
        fs::remove_file(&path).unwrap();
        insert(&path, "1.0.0", "## 1.0.0\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "# Changelog\n\n## 1.0.0\n");
    }
}
