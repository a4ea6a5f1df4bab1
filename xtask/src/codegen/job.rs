//! What a run reads and writes.

use std::path::{Component, Path, PathBuf};

use crate::cli::Codegen;

/// Inputs and outputs of one run.
#[derive(Debug)]
pub(crate) struct Job {
    /// The document.
    pub(crate) spec: PathBuf,
    /// Overlays, in the order they apply.
    pub(crate) overlays: Vec<PathBuf>,
    /// Configuration.
    pub(crate) config: Option<PathBuf>,
    /// Output folder.
    pub(crate) out: PathBuf,
    /// Name of the crate, unless the document's title is to give it.
    pub(crate) name: Option<String>,
}

impl Job {
    /// The job the arguments ask for: the repository's own, but for what they name.
    pub(crate) fn of(args: &Codegen) -> Self {
        let own = args.spec.is_none();
        let root = shown(&workspace());
        Self {
            spec: args.spec.clone().unwrap_or_else(|| root.join("spec/openapi.yaml")),
            overlays: args.overlays.clone(),
            config: args.config.clone(),
            out: args.out.clone().unwrap_or_else(|| root.join("generated")),
            name: args.name.clone().or_else(|| own.then(|| "openai-roles".to_owned())),
        }
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
        let none = Codegen {
            spec: None,
            overlays: Vec::new(),
            config: None,
            out: None,
            name: None,
            check: false,
            report: None,
            strict: false,
            verbose: false,
        };
        let job = Job::of(&none);
        assert!(job.spec.ends_with("spec/openapi.yaml") && job.out.ends_with("generated"));
        assert_eq!(job.name.as_deref(), Some("openai-roles"));
        assert_eq!(job.runtime_path(), "../runtime");
        let other = Job::of(&Codegen { spec: Some("a.yaml".into()), out: Some("b".into()), ..none });
        assert_eq!(other.name, None);
    }
}
