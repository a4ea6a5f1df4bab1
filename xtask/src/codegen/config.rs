//! `--config FILE`: the arguments of a job kept in a file, TOML, beside the document they are about.
//!
//! ```toml
//! spec = "openapi.yaml"          # paths count from the file's own folder
//! overlays = ["names.yaml"]
//! out = "../clients/acme"
//! name = "acme"
//! strict = true
//! ```
//!
//! What the command line says wins.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use specsmith_generator::naming::CrateName;
use specsmith_generator::pointer::Pointer;
use specsmith_generator::read::Source;
use specsmith_generator::report::Place;

use specsmith::code::{Code, Problem};

/// Keys of a configuration; each has the meaning of the argument of the same name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Config {
    /// `--spec`
    pub(super) spec: Option<PathBuf>,
    /// `--overlay`, each
    pub(super) overlays: Vec<PathBuf>,
    /// `--out`
    pub(super) out: Option<PathBuf>,
    /// `--name`
    pub(super) name: Option<String>,
    /// `--strict`
    pub(super) strict: bool,
}

/// Reads a configuration; its paths then count from where the command runs.
///
/// # Errors
///
/// Text that is not TOML, a key that means nothing, or a value of the wrong type, with its place.
pub(super) fn parse(path: &Path, source: &Source) -> Result<Config, Box<Problem>> {
    let text = std::str::from_utf8(&source.bytes)
        .map_err(|error| wrong(source, "the configuration is not text", error.valid_up_to()))?;
    let mut config: Config = toml::from_str(text)
        .map_err(|error| wrong(source, error.message(), error.span().map_or(0, |span| span.start)))?;
    if let Some(name) = config.name.as_deref().filter(|name| CrateName::new(name).as_str() != *name) {
        let offset = text.find("name").unwrap_or_default();
        let message = format!("no crate can have the name `{name}`; did you mean `{}`?", CrateName::new(name));
        return Err(wrong(source, &message, offset));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    for path in [&mut config.spec, &mut config.out].into_iter().flatten().chain(&mut config.overlays) {
        *path = folder.join(&*path);
    }
    Ok(config)
}

fn wrong(source: &Source, message: &str, offset: usize) -> Box<Problem> {
    let before = String::from_utf8_lossy(&source.bytes[..offset.min(source.bytes.len())]);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let message = message.lines().collect::<Vec<_>>().join(" ");
    let hint = "a configuration may hold `spec`, `overlays`, `out`, `name` and `strict`";
    let place = Place { file: source.name.clone(), line, column };
    Box::new(Problem::error(Code::BadConfig, &Pointer::root(), message, hint).at(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Config, Box<Problem>> {
        let source = Source { name: "conf/acme.toml".to_owned(), bytes: text.as_bytes().to_vec() };
        parse(Path::new("conf/acme.toml"), &source)
    }

    #[test]
    fn paths_count_from_the_file() {
        let config = parsed("spec = 'api.yaml'\noverlays = ['a.yaml']\nout = '/abs'\nstrict = true\n").unwrap();
        assert_eq!(config.spec, Some("conf/api.yaml".into()));
        assert_eq!(config.overlays, [PathBuf::from("conf/a.yaml")]);
        assert_eq!(config.out, Some("/abs".into()));
        assert!(config.strict);
    }

    #[test]
    fn slips_have_a_place() {
        for (text, line, column) in [
            ("spec = 'a'\nname = 'a b'\n", 2, 1),
            ("spec = 'a'\nouut = 'b'\n", 2, 1),
            ("spec = \n", 1, 8),
            ("strict = 'yes'\n", 1, 10),
        ] {
            let problem = parsed(text).unwrap_err();
            let place = problem.place.unwrap();
            assert_eq!((place.line, place.column), (line, column), "{text:?}: {}", problem.message);
        }
    }
}
