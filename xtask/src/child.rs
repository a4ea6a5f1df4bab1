//! Runs a program with a time limit, and measures its cost.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use wait4::Wait4;

/// Result of a program that has ended.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Exit status; `None` if the program was stopped at the time limit.
    pub(crate) status: Option<ExitStatus>,
    /// Time and memory that the program took.
    pub(crate) cost: Cost,
}

/// Time and memory of a program, including all programs that it started and waited for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// Processor time, including the system's.
    pub(crate) cpu: Duration,
    /// Wall-clock time.
    pub(crate) wall: Duration,
    /// Most memory that it, or one of the programs it started, had at once, in bytes; 0 where the system does not tell. Not less than what
    /// this program has, of which each starts as a copy.
    pub(crate) peak: u64,
}

impl Ran {
    /// Returns true if it ended by itself with success.
    pub(crate) fn succeeded(&self) -> bool {
        self.status.is_some_and(|status| status.success())
    }
}

/// Runs a program with output to two files, and stops it and all programs that it started at the time limit.
///
/// # Errors
///
/// When a file cannot be made or the program does not start.
pub(crate) fn run(mut command: Command, limit: Duration, stdout: &Path, stderr: &Path) -> io::Result<Ran> {
    for path in [stdout, stderr] {
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    }
    command.stdin(Stdio::null()).stdout(File::create(stdout)?).stderr(File::create(stderr)?);
    // A group of its own, so that the compilers that cargo starts end with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    watch(Instant::now(), command.spawn()?, limit)
}

/// Waits for a program by blocking: polling would round the wall-clock time.
fn watch(start: Instant, child: Child, limit: Duration) -> io::Result<Ran> {
    let id = child.id();
    let (done, ended) = mpsc::channel::<()>();
    let guard = thread::spawn(move || {
        let late = ended.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
        if late {
            stop(id);
        }
        late
    });
    let used = child.wait4();
    let wall = start.elapsed();
    drop(done);
    let late = guard.join().unwrap_or(false);
    let used = used?;
    let cost = Cost { cpu: used.rusage.utime + used.rusage.stime, wall, peak: used.rusage.maxrss };
    Ok(Ran { status: (!late).then_some(used.status), cost })
}

/// Stops a program and all programs that it started, by the system's own means.
fn stop(id: u32) {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("taskkill");
        command.args(["/T", "/F", "/PID", &id.to_string()]);
        command
    } else {
        let mut command = Command::new("kill");
        command.args(["-KILL", "--", &format!("-{id}")]);
        command
    };
    // Without such a command, the program runs to its end.
    let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
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

    #[test]
    fn work_of_programs_it_started_is_counted_and_waiting_is_not() {
        let (ran, _) =
            shell("sh -c 'i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done'; sleep 0.5", Duration::from_secs(60));
        let Cost { cpu, wall, peak } = ran.cost;
        assert!(cpu > Duration::from_millis(5), "{cpu:?}");
        assert!(wall >= cpu / 2 && wall >= Duration::from_millis(500), "{wall:?}");
        assert!((100_000..500_000_000).contains(&peak), "{peak}");
    }
}
