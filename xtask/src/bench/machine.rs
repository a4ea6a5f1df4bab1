//! Machine on which the figures were measured.

use std::process::Command;
use std::{env, fs, thread};

use serde::Serialize;

/// Description of a machine, as far as known.
#[derive(Debug, Serialize)]
pub(super) struct Machine {
    /// Model of the processor.
    pub(super) cpu: String,
    /// Number of cores available.
    pub(super) cores: usize,
    /// Memory in bytes; 0 if unknown.
    pub(super) memory: u64,
    /// Operating system and its kernel.
    pub(super) system: String,
    /// Output of `rustc --version`.
    pub(super) rustc: String,
    /// Load average of the last minute before the start; `None` if unknown.
    pub(super) load: Option<f64>,
}

impl Machine {
    /// Describes this machine.
    pub(super) fn look() -> Self {
        Self {
            cpu: cpu().unwrap_or_else(|| format!("an unknown {} processor", env::consts::ARCH)),
            cores: thread::available_parallelism().map_or(1, usize::from),
            memory: memory().unwrap_or_default(),
            system: system(),
            rustc: said("rustc", &["--version"]).unwrap_or_else(|| "no rustc".to_owned()),
            load: fs::read_to_string("/proc/loadavg").ok().and_then(|text| text.split(' ').next()?.parse().ok()),
        }
    }

    /// Returns the description as one line.
    pub(super) fn sentence(&self) -> String {
        let Self { cpu, cores, memory, system, rustc, load } = self;
        let mut parts = vec![format!("{cpu}, {cores} cores")];
        if *memory > 0 {
            parts.push(format!("{:.0} GB", *memory as f64 / 1e9));
        }
        parts.extend([system.clone(), rustc.clone()]);
        if let Some(load) = load {
            parts.push(format!("load {load:.1} at the start"));
        }
        parts.join(", ")
    }
}

fn cpu() -> Option<String> {
    match fs::read_to_string("/proc/cpuinfo") {
        Ok(text) => value(&text, "model name"),
        Err(_) => said("sysctl", &["-n", "machdep.cpu.brand_string"]),
    }
}

fn memory() -> Option<u64> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let kib: u64 = value(&text, "MemTotal")?.trim_end_matches(" kB").parse().ok()?;
    Some(kib * 1024)
}

fn system() -> String {
    let release = fs::read_to_string("/etc/os-release").ok();
    let name = release.and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
        Some(line.trim_matches('"').to_owned())
    });
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").ok().or_else(|| said("uname", &["-r"]));
    let name = name.unwrap_or_else(|| env::consts::OS.to_owned());
    kernel.map_or(name.clone(), |kernel| format!("{name}, kernel {}", kernel.trim()))
}

/// Returns the value of a key in text of the form `key : value`.
fn value(text: &str, key: &str) -> Option<String> {
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.into_iter().find(|(name, _)| name.trim() == key).map(|(_, value)| value.trim().to_owned())
}

/// Returns the first line that a program prints.
pub(super) fn said(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout).lines().next()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_has_what_is_known() {
        let mut machine = Machine {
            cpu: "A chip".to_owned(),
            cores: 2,
            memory: 24_683_656 * 1024,
            system: "An OS, kernel 6.1".to_owned(),
            rustc: "rustc 1.95.0".to_owned(),
            load: Some(0.25),
        };
        assert_eq!(
            machine.sentence(),
            "A chip, 2 cores, 25 GB, An OS, kernel 6.1, rustc 1.95.0, load 0.2 at the start"
        );
        (machine.memory, machine.load) = (0, None);
        assert_eq!(machine.sentence(), "A chip, 2 cores, An OS, kernel 6.1, rustc 1.95.0");
    }

    #[test]
    fn values_stand_after_colons() {
        let text = "processor\t: 0\nmodel name\t: A: chip\nmodel name\t: B\n";
        assert_eq!(value(text, "model name").as_deref(), Some("A: chip"));
        assert_eq!(value(text, "model"), None);
    }

    #[test]
    fn this_machine_tells_something() {
        let machine = Machine::look();
        assert!(machine.cores > 0 && machine.rustc.starts_with("rustc "), "{machine:?}");
    }
}
