//! A spinner on standard error for runs that take longer than a second. Silent when standard error is not a terminal.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Time before anything is shown.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two frames of the spinner.
const TICK: Duration = Duration::from_millis(120);
const PICTURES: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/// Shows the current step until it is dropped.
#[derive(Debug)]
pub struct Progress {
    worker: Option<(Sender<String>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts with a first label.
    pub fn start(label: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { worker: None };
        }
        let (sender, labels) = mpsc::channel();
        let label = label.to_owned();
        let worker = thread::spawn(move || spin(label, &labels));
        Self { worker: Some((sender, worker)) }
    }

    /// Sets the label of the current step.
    pub fn say(&self, label: impl Into<String>) {
        if let Some((sender, _)) = &self.worker {
            // The worker lives until the sender is dropped.
            let _ = sender.send(label.into());
        }
    }
}

impl Progress {
    /// Sets the label of a step of minutes; without a terminal, prints it as a line.
    pub fn step(&self, label: impl Into<String>) {
        if self.worker.is_some() {
            self.say(label);
        } else {
            let _ = writeln!(std::io::stderr().lock(), "{}", label.into());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, worker)) = self.worker.take() {
            drop(sender);
            let _ = worker.join();
        }
    }
}

fn spin(mut label: String, labels: &mpsc::Receiver<String>) {
    let start = Instant::now();
    let mut shown = false;
    for picture in PICTURES.iter().cycle() {
        match labels.recv_timeout(TICK) {
            Ok(next) => label = next,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let elapsed = start.elapsed();
        if elapsed >= PATIENCE {
            shown = true;
            draw(&format!("{picture} {label} ({}s)", elapsed.as_secs()));
        }
    }
    if shown {
        draw("");
    }
}

/// Replaces the current line. A closed terminal is ignored.
fn draw(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = write!(out, "\r\x1b[2K{text}");
    let _ = out.flush();
}
