//! A workspace with a `specsmith.toml`: its clients and their vendored runtime.

use std::path::{Path, PathBuf};

use specsmith_generator::pointer::Pointer;
use specsmith_generator::read::{Source, closest_of};
use specsmith_generator::report::Place;
use specsmith_generator::{Contents, DependencyKey, Ingredients, Key, Layout, Origin, PackageKeys, Runtime, Setting};

use crate::code::{Code, Problem};
use crate::config::{self, ClientConfig, Config, RuntimeConfig, quoted};
#[cfg(feature = "command")]
use crate::fetch::{self, Download};
use crate::job::Job;
use crate::paths::{absolute, relative};
use crate::run::{End, Options, Outcome, Start, run};
use crate::writer::{self, Edited, Generated, Local, Plan};
use crate::{output, source, vendored};

/// The value of `version` for a client whose version `specsmith release` increments.
const AUTO: &str = "auto";

/// The version of such a client before its first release.
const FIRST_VERSION: &str = "0.1.0";

/// A configuration in memory.
#[derive(Debug)]
pub struct Project {
    config: Config,
    source: Source,
}

/// Returns the keys of a client's package, with paths of dependencies relative to its own folder.
fn package_from(client: &ClientConfig) -> PackageKeys {
    let mut package = client.package.clone();
    for (key, value) in package.dependencies.iter_mut().flat_map(|dependency| &mut dependency.keys) {
        if let ("path", DependencyKey::Text(path)) = (*key, value) {
            *path = relative(&absolute(&client.out), &absolute(Path::new(path)));
        }
    }
    package
}

impl Project {
    /// Reads a configuration.
    ///
    /// # Errors
    ///
    /// The outcome of the run, with the errors in the file.
    pub fn load(path: &Path) -> Result<Self, Box<Outcome>> {
        let source = source::read(path).map_err(|problem| refused(vec![missing(*problem)], Vec::new()))?;
        match config::parse(path, &source) {
            Ok(config) => Ok(Self { config, source }),
            Err(problems) => Err(refused(problems, vec![source])),
        }
    }

    /// Returns the relative path of the configuration in the current folder or the nearest folder above it; of the current folder if there is none.
    pub fn nearest() -> PathBuf {
        let here = std::env::current_dir().unwrap_or_default();
        let above = here.ancestors().position(|folder| folder.join(config::FILE).is_file()).unwrap_or_default();
        let up: PathBuf = std::iter::repeat_n("..", above).collect();
        up.join(config::FILE)
    }

    /// Returns the jobs of the named clients; of all clients if no name is given.
    ///
    /// # Errors
    ///
    /// The outcome of the run, if a client does not exist, or if there is no client at all.
    pub fn jobs(&self, names: &[String]) -> Result<Vec<Job>, Box<Outcome>> {
        let clients = &self.config.clients;
        let known: Vec<&str> = clients.iter().map(|client| client.name.as_str()).collect();
        let at = |problem: Problem| problem.at(Place { file: self.source.name.clone(), line: 1, column: 1 });
        let unknown = |name: &String| {
            let hint = closest_of(known.iter().copied(), name).map_or_else(
                || format!("the clients are {}", quoted(&known)),
                |name| format!("did you mean `{name}`?"),
            );
            at(Problem::error(Code::UnknownClient, &Pointer::root(), format!("there is no client `{name}`"), hint))
        };
        let mut problems: Vec<Problem> =
            names.iter().filter(|name| !known.contains(&name.as_str())).map(unknown).collect();
        if clients.is_empty() {
            let message = "the configuration has no client";
            problems.push(at(Problem::error(Code::BadConfig, &Pointer::root(), message, "add `[client.NAME]`")));
        }
        if !problems.is_empty() {
            return Err(refused(problems, vec![self.source.clone()]));
        }
        let chosen = clients.iter().filter(|client| names.is_empty() || names.contains(&client.name));
        Ok(chosen.map(|client| self.job(client)).collect())
    }

    /// Generates the named clients, or all, and the vendored runtime; returns the outcome of each step.
    pub fn run(&self, names: &[String], options: &Options) -> Vec<Outcome> {
        let jobs = match self.jobs(names) {
            Ok(jobs) => jobs,
            Err(outcome) => return vec![*outcome],
        };
        let mut outcomes: Vec<Outcome> = jobs.into_iter().map(|job| run(self.start(job), options)).collect();
        // A run that is refused writes nothing, the runtime neither.
        if outcomes.iter().any(|outcome| outcome.end != End::Refused) {
            outcomes.splice(0..0, self.vendor_for(names, options));
        }
        outcomes
    }

    /// Returns the input of one run.
    pub(crate) fn start(&self, job: Job) -> Start {
        let named = vec![PathBuf::from(&self.source.name)];
        Start { job: Ok(job), sources: vec![self.source.clone()], named }
    }

    /// Writes the vendored runtime, if one of the named clients, or of all, has it.
    pub(crate) fn vendor_for(&self, names: &[String], options: &Options) -> Option<Outcome> {
        let chosen = |client: &&ClientConfig| names.is_empty() || names.contains(&client.name);
        let vendors = |client: &ClientConfig| client.runtime == RuntimeConfig::Vendored;
        self.config.clients.iter().filter(chosen).any(vendors).then(|| self.vendor(options))
    }

    /// Returns the documents to fetch for the named clients, or for all with a URL; each document once.
    ///
    /// # Errors
    ///
    /// The outcome of the run, if a client does not exist or has no URL.
    #[cfg(feature = "command")]
    pub(crate) fn wanted(&self, names: &[String]) -> Result<Vec<Download>, Box<Outcome>> {
        self.jobs(names)?;
        let mut wanted: Vec<Download> = Vec::new();
        let mut problems = Vec::new();
        for client in self.config.clients.iter().filter(|client| names.is_empty() || names.contains(&client.name)) {
            let refuse = |message: String, hint: &str, place: Place| {
                Problem::error(Code::BadConfig, &Pointer::root(), message, hint).at(place)
            };
            let start = || Place { file: self.source.name.clone(), line: 1, column: 1 };
            let file = absolute(&client.document);
            let same = |wanted: &[Download]| wanted.iter().find(|known| absolute(&known.document) == file).cloned();
            match &client.url {
                None if names.is_empty() => {}
                None => {
                    let message = format!("the client `{}` has no URL to fetch its document from", client.name);
                    problems.push(refuse(message, "add `url = \"https://…\"`", start()));
                }
                Some(url) if !fetch::is_allowed(&url.text) => {
                    let message = format!("`{}` is not fetched: it is not HTTPS, or names a user", url.text);
                    problems.push(refuse(message, "name an HTTPS URL that needs no password", url.place.clone()));
                }
                Some(url) if same(&wanted).is_some_and(|known| known.url == url.text) => {}
                Some(url) if same(&wanted).is_some() => {
                    let message = format!("`{}` is fetched from another URL by another client", client.document_key);
                    let hint = "name one URL, or give each client a document of its own";
                    problems.push(refuse(message, hint, url.place.clone()));
                }
                Some(url) => wanted.push(Download {
                    document: client.document.clone(),
                    key: client.document_key.clone(),
                    url: url.text.clone(),
                    place: Some(url.place.clone()),
                }),
            }
        }
        if wanted.is_empty() && problems.is_empty() {
            let message = "no client has a URL to fetch its document from".to_owned();
            let hint = "add `url = \"https://…\"` to `[client.NAME]`";
            let place = Place { file: self.source.name.clone(), line: 1, column: 1 };
            problems.push(Problem::error(Code::BadConfig, &Pointer::root(), message, hint).at(place));
        }
        if problems.is_empty() { Ok(wanted) } else { Err(refused(problems, vec![self.source.clone()])) }
    }

    /// Returns the configuration's folder.
    #[cfg(feature = "command")]
    pub(crate) fn folder(&self) -> PathBuf {
        Path::new(&self.source.name).parent().map(Path::to_path_buf).unwrap_or_default()
    }

    fn job(&self, client: &ClientConfig) -> Job {
        let runtime = match &client.runtime {
            RuntimeConfig::Elsewhere(runtime) => runtime.clone(),
            RuntimeConfig::At { path, version, package } => Runtime {
                origin: Origin::Path(relative(&absolute(&client.out), &absolute(path))),
                version: version.clone(),
                package: package.clone(),
            },
            RuntimeConfig::Vendored => self.vendored_runtime(client),
        };
        let mut package = package_from(client);
        if is_auto(client) {
            package.version = Key::Given(output::version(&client.out).unwrap_or_else(|| FIRST_VERSION.to_owned()));
        }
        let ingredients = Ingredients { config: Some(self.hash_of(client)), ..Ingredients::default() };
        let (layout, contents) = (client.layout, client.contents);
        let setting = Setting { runtime, standalone: false, package, layout, contents, ingredients };
        Job {
            document: client.document.clone(),
            overlays: client.overlays.clone(),
            selection: client.selection.clone(),
            overrides: client.overrides.clone(),
            allow_unmatched: client.allow_unmatched,
            out: client.out.clone(),
            name: Some(client.crate_name.clone()),
            setting,
            strict: client.strict,
            refresh: "`specsmith generate`".to_owned(),
        }
    }

    /// Returns the SHA-256 of the client's part of the configuration, independent of order and comments.
    fn hash_of(&self, client: &ClientConfig) -> String {
        let text = String::from_utf8_lossy(&self.source.bytes);
        let table = text.parse::<toml::Table>().unwrap_or_default();
        let own = table.get("client").and_then(|clients| clients.get(&client.name));
        // A value of TOML always has a form in JSON.
        output::sha256(&[serde_json::to_vec(&(own, table.get("vendored"))).unwrap_or_default().as_slice()])
    }

    /// Generates a new version of the named clients, or of all, if their version is `auto`.
    #[cfg(feature = "command")]
    pub(crate) fn release(&self, names: &[String], version: &str) -> Vec<Outcome> {
        let clients = self.config.clients.iter().filter(|client| names.is_empty() || names.contains(&client.name));
        let release = |client: &ClientConfig| {
            let mut job = self.job(client);
            job.setting.package.version = Key::Given(version.to_owned());
            run(self.start(job), &Options::default())
        };
        clients.filter(|client| is_auto(client)).map(release).collect()
    }

    fn vendored_runtime(&self, client: &ClientConfig) -> Runtime {
        let usual = vendored::Package::default().name;
        let name = &self.config.vendored.name;
        Runtime {
            origin: Origin::Path(relative(&absolute(&client.out), &absolute(&self.config.vendored_out))),
            // A crate that is published depends on a published runtime.
            version: Some(vendored::VERSION.to_owned()),
            package: (*name != usual).then(|| name.clone()),
        }
    }

    /// Writes the vendored runtime; with `--check`, only compares it.
    fn vendor(&self, options: &Options) -> Outcome {
        let out = &self.config.vendored_out;
        if !vendored::is_carried() {
            let message = "this build of Specsmith carries no runtime";
            let hint = "build it with the feature `vendored`, or set `runtime` to another place";
            return *refused(vec![Problem::error(Code::NoRuntime, &Pointer::root(), message, hint)], Vec::new());
        }
        let clients = self.config.clients.iter().filter(|client| client.runtime == RuntimeConfig::Vendored);
        let carried = if clients.clone().all(|client| client.contents == Contents::Types) {
            Contents::Types
        } else {
            Contents::Client
        };
        let files = vendored::files(&self.config.vendored, carried);
        let files: Vec<Generated<'_>> = files.iter().map(|(path, text)| Generated { path, text }).collect();
        let edited = if options.force || options.check { Edited::Overwrite } else { Edited::Refuse };
        let plan = match Plan::of(out, &files, edited) {
            Ok(plan) => plan,
            Err(problems) => return *refused(problems, Vec::new()),
        };
        let (written, removed) = plan.counts();
        let name = &self.config.vendored.name;
        let done = |end, message, stale| Outcome { end, problems: Vec::new(), message, stale, sources: Vec::new() };
        if options.check && written + removed > 0 {
            let message = format!("{}: stale; run `specsmith generate` to bring it up to date", out.display());
            return done(End::Stale, message, Some(plan));
        }
        if let Err(problem) = writer::apply(&Local, &plan) {
            return *refused(vec![*problem], Vec::new());
        }
        let what = if written + removed == 0 { "up to date" } else { "written" };
        done(End::Done, format!("{}: {name} {}, {what}", out.display(), vendored::VERSION), None)
    }

    /// Returns true if no client has been written yet.
    pub fn is_first_run(&self) -> bool {
        self.config.clients.iter().all(|client| !client.out.join(writer::MANIFEST).exists())
    }

    /// Returns the commands to suggest after the first run, for clients that are crates.
    pub fn next_steps(&self) -> Vec<String> {
        let crates = self.config.clients.iter().filter(|client| client.layout == Layout::Crate);
        crates.map(|client| format!("cargo add --path {}", client.out.display())).collect()
    }
}

/// Returns true if the client's version is that of its output, which `specsmith release` increments.
fn is_auto(client: &ClientConfig) -> bool {
    client.package.version == Key::Given(AUTO.to_owned())
}

/// Generates the clients of a configuration and prints the outcomes. For a user's own `xtask`.
pub fn generate(config: &Path, names: &[String], options: &Options) -> End {
    let outcomes = match Project::load(config) {
        Ok(project) => project.run(names, options),
        Err(outcome) => vec![*outcome],
    };
    outcomes.iter().for_each(|outcome| outcome.print(false));
    worst(&outcomes)
}

/// Returns the worst end of several outcomes.
pub fn worst(outcomes: &[Outcome]) -> End {
    let rank = |end: &End| match end {
        End::Done => 0,
        End::Stale | End::Unfaithful => 1,
        End::Refused => 2,
    };
    outcomes.iter().map(|outcome| outcome.end).max_by_key(rank).unwrap_or(End::Done)
}

fn refused(problems: Vec<Problem>, sources: Vec<Source>) -> Box<Outcome> {
    let message = "nothing was written".to_owned();
    Box::new(Outcome { end: End::Refused, problems, message, stale: None, sources })
}

fn missing(problem: Problem) -> Problem {
    match problem.code {
        Code::MissingFile => Problem { hint: "`specsmith init DOCUMENT` writes one".to_owned(), ..problem },
        _ => problem,
    }
}
