//! Inputs and outputs of a run.

use std::path::{Path, PathBuf};

use specsmith::Job;
use specsmith::code::{Code, Problem};
use specsmith::paths::{absolute, relative};
use specsmith_generator::pointer::Pointer;
use specsmith_generator::read::{Overrides, Selection};
use specsmith_generator::report::Place;
use specsmith_generator::{Contents, Setting};

use super::config::Config;
use crate::cli::Codegen;
use crate::workspace::workspace;

/// Makes the job of the arguments, then the configuration; by default that of the repository's own document.
///
/// # Errors
///
/// When a document of one's own has no output folder: the default one belongs to the repository's document.
pub(super) fn of(args: &Codegen, config: Config) -> Result<Job, Box<Problem>> {
    let spec = args.spec.clone().or(config.spec);
    let out = args.out.clone().or(config.out);
    let own = spec.is_none();
    if !own && out.is_none() {
        return Err(no_output(args));
    }
    let root = shown(&workspace());
    let out = out.unwrap_or_else(|| root.join("generated"));
    Ok(Job {
        document: spec.unwrap_or_else(|| root.join("spec/openapi.yaml")),
        overlays: config.overlays.into_iter().chain(args.overlays.iter().cloned()).collect(),
        selection: Selection::default(),
        overrides: Overrides::default(),
        allow_unmatched: false,
        setting: Setting {
            contents: if args.types_only { Contents::Types } else { Contents::Client },
            ..setting(&out)
        },
        out,
        name: args.name.clone().or(config.name).or_else(|| own.then(|| "openai-roles".to_owned())),
        strict: args.strict || config.strict,
        refresh: if own { "`cargo xtask codegen`" } else { "the same command without --check" }.to_owned(),
    })
}

/// An output depends on this repository's runtime, by a relative path: it holds no more names of this machine than it must. Below this
/// workspace, one that is no member of it stands alone: Cargo would look for it among the members.
fn setting(out: &Path) -> Setting {
    let (out, root) = (absolute(out), absolute(&workspace()));
    Setting {
        standalone: out.starts_with(&root) && out != root.join("generated"),
        ..with_runtime_at(relative(&out, &root.join("runtime")))
    }
}

/// Returns the runtime at a path, by a version as well: it is needed to package an output.
fn with_runtime_at(path: String) -> Setting {
    let mut setting = Setting::with_runtime_at(path);
    setting.runtime.version = Some(specsmith::vendored::VERSION.to_owned());
    setting
}

fn no_output(args: &Codegen) -> Box<Problem> {
    let file = args.config.clone().unwrap_or_default().display().to_string();
    let message = "the configuration names a document and no output folder";
    let problem = Problem::error(Code::BadConfig, &Pointer::root(), message, "add `out = \"DIR\"`, or --out DIR");
    Box::new(problem.at(Place { file, line: 1, column: 1 }))
}

/// Returns the path as one would type it here.
fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf)).unwrap_or_else(|| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_job_is_the_default() {
        let job = of(&arguments(), Config::default()).unwrap();
        assert!(job.document.ends_with("spec/openapi.yaml") && job.out.ends_with("generated"));
        assert_eq!(job.name.as_deref(), Some("openai-roles"));
        assert_eq!(job.setting, with_runtime_at("../runtime".to_owned()));
        assert_eq!(job.refresh, "`cargo xtask codegen`");
    }

    #[test]
    fn arguments_win_over_the_configuration() {
        let config = Config {
            spec: Some("c.yaml".into()),
            out: Some("c".into()),
            name: Some("c".to_owned()),
            ..Config::default()
        };
        let args = Codegen { out: Some("a".into()), ..arguments() };
        let job = of(&args, config.clone()).unwrap();
        assert_eq!((job.document, job.out, job.name.as_deref()), ("c.yaml".into(), "a".into(), Some("c")));
        let error = of(&arguments(), Config { out: None, ..config }).unwrap_err();
        assert_eq!(error.code, Code::BadConfig);
    }

    fn arguments() -> Codegen {
        Codegen {
            spec: None,
            overlays: Vec::new(),
            config: None,
            out: None,
            name: None,
            check: false,
            report: None,
            strict: false,
            types_only: false,
            verbose: false,
            min_fidelity: None,
        }
    }
}
