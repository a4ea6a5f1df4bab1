//! A program that is run with a limit, and watched while it runs.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Time between two looks at a program: short at first, for most are done at once.
const LOOKS: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(50));

/// How a program ended.
#[derive(Debug)]
pub(super) struct Ran {
    /// `None` when it was stopped because it took too long.
    pub(super) status: Option<ExitStatus>,
    /// Most memory it had, in KiB, its own children not counted; 0 where the system does not tell.
    pub(super) peak: u64,
}

/// Runs a program whose output goes to two files, and stops it, with everything it started, when it takes longer than `limit`.
///
/// # Errors
///
/// When a file cannot be made or the program does not start.
pub(super) fn run(mut command: Command, limit: Duration, stdout: &Path, stderr: &Path) -> io::Result<Ran> {
    for path in [stdout, stderr] {
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    }
    command.stdin(Stdio::null()).stdout(File::create(stdout)?).stderr(File::create(stderr)?);
    // A group of its own, so that the compilers that cargo starts end with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    watch(command.spawn()?, limit)
}

fn watch(mut child: Child, limit: Duration) -> io::Result<Ran> {
    let start = Instant::now();
    let mut pause = LOOKS.0;
    let mut peak = 0;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Ran { status: Some(status), peak });
        }
        peak = peak.max(memory(child.id()));
        if start.elapsed() >= limit {
            stop(&mut child)?;
            return Ok(Ran { status: None, peak });
        }
        thread::sleep(pause);
        pause = (pause * 2).min(LOOKS.1);
    }
}

fn stop(child: &mut Child) -> io::Result<()> {
    #[cfg(unix)]
    {
        let group = format!("-{}", child.id());
        // Where there is no `kill`, the child alone is stopped.
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    }
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// The most memory that a process has had so far, in KiB.
fn memory(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, limit: Duration) -> (Ran, String) {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let (stdout, stderr) = (folder.path().join("a/out"), folder.path().join("a/err"));
        let ran = run(command, limit, &stdout, &stderr).unwrap();
        (ran, fs::read_to_string(stdout).unwrap())
    }

    #[test]
    fn output_and_status_are_kept() {
        let (ran, text) = shell("echo said; exit 3", Duration::from_secs(20));
        assert_eq!(ran.status.and_then(|status| status.code()), Some(3));
        assert_eq!(text, "said\n");
    }

    #[test]
    fn what_takes_too_long_ends_with_all_it_started() {
        let start = Instant::now();
        let (ran, _) = shell("sleep 60 & sleep 60", Duration::from_millis(100));
        assert!(ran.status.is_none());
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
