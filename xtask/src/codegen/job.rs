//! What a run reads and writes.

use std::path::{Component, Path, PathBuf};

use specsmith_generator::pointer::Pointer;
use specsmith_generator::report::{Place, Problem};

use super::config::Config;
use crate::cli::Codegen;

/// Inputs and outputs of one run.
#[derive(Debug)]
pub(crate) struct Job {
    /// The repository's own job: neither arguments nor configuration name a document.
    pub(crate) own: bool,
    /// The document.
    pub(crate) spec: PathBuf,
    /// Overlays, in the order they apply.
    pub(crate) overlays: Vec<PathBuf>,
    /// Output folder.
    pub(crate) out: PathBuf,
    /// Name of the crate, unless the document's title is to give it.
    pub(crate) name: Option<String>,
    /// Warnings refuse.
    pub(crate) strict: bool,
}

impl Job {
    /// The job the arguments ask for, then the configuration: the repository's own, but for what they name.
    ///
    /// # Errors
    ///
    /// When a document of one's own has no output folder: the default one belongs to the repository's document.
    pub(super) fn of(args: &Codegen, config: Config) -> Result<Self, Box<Problem>> {
        let spec = args.spec.clone().or(config.spec);
        let out = args.out.clone().or(config.out);
        let own = spec.is_none();
        if !own && out.is_none() {
            return Err(no_output(args));
        }
        let root = shown(&workspace());
        Ok(Self {
            own,
            spec: spec.unwrap_or_else(|| root.join("spec/openapi.yaml")),
            overlays: config.overlays.into_iter().chain(args.overlays.iter().cloned()).collect(),
            out: out.unwrap_or_else(|| root.join("generated")),
            name: args.name.clone().or(config.name).or_else(|| own.then(|| "openai-roles".to_owned())),
            strict: args.strict || config.strict,
        })
    }

    /// Path from the output folder to the runtime, as `Cargo.toml` writes it: with `/`, and relative, so that it holds no more names of
    /// this machine than it must.
    pub(crate) fn runtime_path(&self) -> String {
        relative(&absolute(&self.out), &absolute(&workspace().join("runtime")))
    }

    /// True for an output below this workspace that is no member of it: Cargo would look for it among the members.
    pub(crate) fn stands_alone(&self) -> bool {
        let (out, root) = (absolute(&self.out), absolute(&workspace()));
        out.starts_with(&root) && out != root.join("generated")
    }
}

fn no_output(args: &Codegen) -> Box<Problem> {
    let file = args.config.clone().unwrap_or_default().display().to_string();
    let message = "the configuration names a document and no output folder";
    let problem = Problem::error("bad-config", &Pointer::root(), message, "add `out = \"DIR\"`, or --out DIR");
    Box::new(problem.at(Place { file, line: 1, column: 1 }))
}

/// The folder of this workspace.
pub(crate) fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The path as one would type it here.
fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf)).unwrap_or_else(|| path.to_path_buf())
}

/// The path from the root of the file system, links of existing folders resolved, `.` and `..` taken out.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for existing in full.ancestors() {
        if let (Ok(real), Ok(rest)) = (existing.canonicalize(), full.strip_prefix(existing)) {
            return flat(&real.join(rest));
        }
    }
    flat(&full)
}

fn flat(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// The way from one absolute path to another.
fn relative(from: &Path, to: &Path) -> String {
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(common).map(|_| "..".to_owned());
    let down = to.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_folders() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("/a/repo/generated", "/a/repo/runtime"), "../runtime");
        assert_eq!(way("/b/out", "/a/repo/runtime"), "../../a/repo/runtime");
        assert_eq!(way("/a", "/a"), ".");
    }

    #[test]
    fn a_folder_that_is_not_there_yet_has_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        assert_eq!(absolute(&folder.path().join("x/../new/out")), real.join("new/out"));
    }

    #[test]
    fn the_own_job_is_the_default() {
        let job = Job::of(&arguments(), Config::default()).unwrap();
        assert!(job.own && job.spec.ends_with("spec/openapi.yaml") && job.out.ends_with("generated"));
        assert_eq!(job.name.as_deref(), Some("openai-roles"));
        assert_eq!(job.runtime_path(), "../runtime");
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
        let job = Job::of(&args, config.clone()).unwrap();
        assert_eq!((job.spec, job.out, job.name.as_deref()), ("c.yaml".into(), "a".into(), Some("c")));
        let error = Job::of(&arguments(), Config { out: None, ..config }).unwrap_err();
        assert_eq!(error.code, "bad-config");
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
            verbose: false,
            min_fidelity: None,
        }
    }
}
