//! Build time and size of a program that makes one call, compared with the same call by hand on reqwest.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use anstyle::Style;

use super::complaint::complaint;
use super::figures::Trial;
use super::machine::Machine;
use crate::child::{self, Cost};
use crate::columns;
use crate::progress::Progress;
use crate::refuse::refuse;
use crate::workspace::workspace;

/// Time limit of a build.
const LIMIT: Duration = Duration::from_secs(3_600);
const HEAD: Style = Style::new().bold();

/// A program, as a package of its own.
struct Program {
    name: &'static str,
    code: &'static str,
    /// Dependencies as lines of its manifest; `{root}` is replaced by the path of this workspace.
    needs: &'static str,
}

const OURS: Program = Program {
    name: "one-call",
    code: include_str!("ours.rs"),
    needs: r#"openai-roles = { path = "{root}/generated" }"#,
};

/// The same call by hand, with the same transport and TLS.
const BY_HAND: Program = Program {
    name: "one-call-by-hand",
    code: include_str!("by_hand.rs"),
    needs: r#"reqwest = { version = "0.13", default-features = false, features = ["json", "rustls-no-provider"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "1", features = ["derive"] }"#,
};

/// Packages that are rebuilt in each round, for one of the programs; all others are built before.
const ROUNDS: [(&str, &Program, &[&str]); 4] = [
    ("the program, its crate and the runtime", &OURS, &["one-call", "openai-roles", "specsmith-runtime"]),
    ("the program and its crate", &OURS, &["one-call", "openai-roles"]),
    ("the program", &OURS, &["one-call"]),
    ("the program by hand", &BY_HAND, &["one-call-by-hand"]),
];

/// Builds both programs, and prints the costs.
pub(super) fn run(runs: usize, out: &Path) -> ExitCode {
    let progress = Progress::start("building");
    let done = measure(runs, &out.join("release"), |what| progress.step(what));
    drop(progress);
    match done {
        Ok((trials, sizes)) => {
            // A reader that went away (`| head`) has seen enough.
            let _ = print(&mut anstream::stdout().lock(), runs, &trials, sizes);
            ExitCode::SUCCESS
        }
        Err(message) => refuse(&message),
    }
}

fn measure(runs: usize, out: &Path, say: impl Fn(String)) -> Result<(Vec<Trial>, [u64; 2]), String> {
    let homes =
        [&OURS, &BY_HAND].map(|program| Home { folder: out.join(program.name), target: out.join("target"), program });
    for home in &homes {
        say(format!("building {} and what it depends on", home.program.name));
        home.write().map_err(|error| error.to_string())?;
        home.build()?;
    }
    let sizes = homes.each_ref().map(|home| fs::metadata(home.executable()).map_or(0, |file| file.len()));
    let mut trials: Vec<Trial> = ROUNDS.iter().map(|_| Trial::default()).collect();
    for run in 0..runs {
        for ((what, program, packages), trial) in ROUNDS.iter().zip(&mut trials) {
            say(format!("building {what}, {} of {runs}", run + 1));
            let home = homes.iter().find(|home| home.program.name == program.name);
            trial.add(home.ok_or("no such program")?.again(packages));
        }
    }
    match trials.iter().find_map(|trial| trial.error.clone()) {
        Some(error) => Err(error),
        None => Ok((trials, sizes)),
    }
}

/// Build folder of a program.
struct Home {
    folder: PathBuf,
    target: PathBuf,
    program: &'static Program,
}

impl Home {
    fn write(&self) -> io::Result<()> {
        let Program { name, code, needs } = self.program;
        let root = workspace().display().to_string().replace('\\', "/");
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[workspace]\n\n[profile.release]\nstrip = true\n\n[dependencies]\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n{}\n",
            needs.replace("{root}", &root)
        );
        fs::create_dir_all(self.folder.join("src"))?;
        fs::write(self.folder.join("Cargo.toml"), manifest)?;
        fs::write(self.folder.join("src/main.rs"), code)?;
        // The versions this repository is tested with.
        fs::copy(workspace().join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        Ok(())
    }

    fn executable(&self) -> PathBuf {
        self.target.join("release").join(format!("{}{}", self.program.name, std::env::consts::EXE_SUFFIX))
    }

    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args([command, "--release", "--quiet", "--manifest-path"]).arg(self.folder.join("Cargo.toml"));
        cargo.env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0");
        cargo
    }

    fn build(&self) -> Result<Cost, String> {
        let (stdout, stderr) = (self.folder.join("build.out"), self.folder.join("build.err"));
        let ran = child::run(self.cargo("build"), LIMIT, &stdout, &stderr).map_err(|error| error.to_string())?;
        if ran.succeeded() {
            return Ok(ran.cost);
        }
        Err(complaint(&stderr, &stdout).unwrap_or_else(|| format!("{} does not build", self.program.name)))
    }

    /// Rebuilds packages that were built before.
    fn again(&self, packages: &[&str]) -> Result<Cost, String> {
        let mut clean = self.cargo("clean");
        clean.args(packages.iter().flat_map(|package| ["--package", package]));
        let cleaned = clean.output().map_err(|error| error.to_string())?;
        if !cleaned.status.success() {
            return Err(String::from_utf8_lossy(&cleaned.stderr).lines().next().unwrap_or_default().to_owned());
        }
        self.build()
    }
}

fn print(out: &mut dyn Write, runs: usize, trials: &[Trial], [ours, by_hand]: [u64; 2]) -> io::Result<()> {
    writeln!(out, "{}", Machine::look().sentence())?;
    writeln!(out, "medians of {runs}; what each depends on was built before")?;
    let mut lines = vec![["cargo build --release of", "CPU", "clock", "peak"].map(str::to_owned).to_vec()];
    for ((what, ..), trial) in ROUNDS.iter().zip(trials) {
        let Some(median) = trial.median else { continue };
        let peak = format!("{:.0} MB", median.peak_bytes / 1e6);
        lines.push(vec![(*what).to_owned(), format!("{:.2} s", median.cpu_s), format!("{:.2} s", median.wall_s), peak]);
    }
    for (index, line) in columns::align(&lines, 1).iter().enumerate() {
        let style = if index == 0 { HEAD } else { Style::new() };
        writeln!(out, "{style}{line}{style:#}")?;
    }
    let more = (ours as f64 - by_hand as f64) / 1e6;
    let [ours, by_hand] = [ours, by_hand].map(|bytes| bytes as f64 / 1e6);
    writeln!(out, "stripped program: {ours:.2} MB, by hand {by_hand:.2} MB, difference {more:+.2} MB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests_are_whole() {
        let folder = tempfile::tempdir().unwrap();
        for program in [&OURS, &BY_HAND] {
            let home = Home { folder: folder.path().join(program.name), target: folder.path().join("target"), program };
            home.write().unwrap();
            let manifest: toml::Table = fs::read_to_string(home.folder.join("Cargo.toml")).unwrap().parse().unwrap();
            assert_eq!(manifest["package"]["name"].as_str(), Some(program.name));
            let needs = manifest["dependencies"].as_table().unwrap();
            for need in needs.values().filter_map(|need| need.get("path")?.as_str()) {
                assert!(Path::new(need).join("Cargo.toml").is_file(), "{need}");
            }
            assert!(needs.len() >= 2 && home.folder.join("src/main.rs").is_file());
        }
    }

    #[test]
    fn both_times_and_the_difference_of_sizes_are_printed() {
        let mut trials = Vec::new();
        for seconds in [4, 3, 1, 2] {
            let mut trial = Trial::default();
            trial.add(Ok(Cost { cpu: Duration::from_secs(seconds), ..Cost::default() }));
            trials.push(trial);
        }
        let mut out = anstream::StripStream::new(Vec::new());
        print(&mut out, 1, &trials, [3_200_000, 2_900_000]).unwrap();
        let text = String::from_utf8(out.into_inner()).unwrap();
        assert!(text.contains("the program by hand                     2.00 s"), "{text}");
        assert!(text.ends_with("stripped program: 3.20 MB, by hand 2.90 MB, difference +0.30 MB\n"), "{text}");
    }
}
