//! The figures as tables on the terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::figures::{Document, Figures, Outcome, Output, Sample, Trial};
use crate::columns;

const BAD: Style = AnsiColor::Red.on_default().bold();
const HEAD: Style = Style::new().bold();

/// Prints the machine, and a table for each document.
pub(super) fn print(out: &mut dyn Write, figures: &Figures) -> io::Result<()> {
    writeln!(out, "{}", figures.machine.sentence())?;
    writeln!(
        out,
        "medians; a ratio is how many times what Specsmith takes; peak memory is that of the largest process"
    )?;
    if figures.debug_build {
        writeln!(out, "{BAD}Specsmith is a debug build here: its times of generating mean nothing{BAD:#}")?;
    }
    figures.documents.iter().try_for_each(|document| one(out, document, figures))
}

fn one(out: &mut dyn Write, document: &Document, figures: &Figures) -> io::Result<()> {
    let Figures { runs, checks, .. } = figures;
    let checked = if *checks > 0 { format!(", compiled {checks} ×") } else { String::new() };
    let size = document.bytes as f64 / 1e6;
    writeln!(out, "\n{HEAD}{}{HEAD:#}, {size:.2} MB, generated {runs} ×{checked}", document.name)?;
    let ours = document.results.first();
    let mut lines = vec![header(*checks > 0)];
    lines.extend(document.results.iter().map(|outcome| cells(outcome, ours, *checks > 0)));
    for (index, line) in columns::align(&lines, 1).iter().enumerate() {
        let style = if index == 0 { HEAD } else { Style::new() };
        writeln!(out, "  {style}{line}{style:#}")?;
    }
    for Outcome { name, generate, check, .. } in &document.results {
        for (what, error) in
            [("generate", &generate.error), ("compile", &check.as_ref().and_then(|trial| trial.error.clone()))]
        {
            if let Some(error) = error {
                writeln!(out, "  {BAD}{name} did not {what}:{BAD:#} {error}")?;
            }
        }
    }
    Ok(())
}

fn header(checked: bool) -> Vec<String> {
    let mut names = vec!["", "generate CPU", "ratio", "clock", "peak", "ratio", "files", "lines", "Rust", "MB"];
    if checked {
        names.extend(["check CPU", "ratio", "clock", "peak", "ratio"]);
    }
    names.into_iter().map(str::to_owned).collect()
}

fn cells(outcome: &Outcome, ours: Option<&Outcome>, checked: bool) -> Vec<String> {
    let mut cells = vec![format!("{} {}", outcome.name, outcome.version)];
    cells.extend(trial(Some(&outcome.generate), ours.map(|ours| &ours.generate)));
    cells.extend(output(outcome.output));
    if checked {
        cells.extend(trial(outcome.check.as_ref(), ours.and_then(|ours| ours.check.as_ref())));
    }
    cells
}

fn trial(trial: Option<&Trial>, ours: Option<&Trial>) -> Vec<String> {
    let Some(Sample { cpu_s, wall_s, peak_bytes }) = trial.and_then(|trial| trial.median) else {
        let failed = trial.is_some_and(|trial| trial.error.is_some());
        let first = if failed { "failed" } else { "-" };
        return [first, "-", "-", "-", "-"].map(str::to_owned).to_vec();
    };
    let ours = ours.and_then(|ours| ours.median);
    let ratio = |figure: f64, ours: Option<f64>| match ours {
        Some(ours) if ours > 0.0 => format!("{:.2}", figure / ours),
        _ => "-".to_owned(),
    };
    vec![
        format!("{cpu_s:.2} s"),
        ratio(cpu_s, ours.map(|ours| ours.cpu_s)),
        format!("{wall_s:.2} s"),
        format!("{:.0} MB", peak_bytes / 1e6),
        ratio(peak_bytes, ours.map(|ours| ours.peak_bytes)),
    ]
}

fn output(output: Option<Output>) -> Vec<String> {
    match output {
        None => vec!["-".to_owned(); 4],
        Some(Output { files, lines, bytes, rust_lines }) => {
            vec![files.to_string(), lines.to_string(), rust_lines.to_string(), format!("{:.2}", bytes as f64 / 1e6)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::machine::Machine;
    use super::*;

    fn trial(cpu_s: f64) -> Trial {
        let sample = Sample { cpu_s, wall_s: cpu_s / 2.0, peak_bytes: cpu_s * 100e6 };
        Trial { samples: vec![sample], median: Some(sample), error: None }
    }

    fn failed(error: &str) -> Trial {
        Trial { error: Some(error.to_owned()), ..Trial::default() }
    }

    fn figures() -> Figures {
        let output = |files, lines| Some(Output { files, lines, bytes: lines * 40, rust_lines: lines - 10 });
        let outcome =
            |name, generate, output, check| Outcome { name, version: "1.0".to_owned(), generate, output, check };
        let machine = Machine {
            cpu: "A chip".to_owned(),
            cores: 2,
            memory: 0,
            system: "An OS".to_owned(),
            rustc: "rustc 1.95.0".to_owned(),
            load: None,
        };
        let results = vec![
            outcome("specsmith", trial(0.5), output(40, 115_000), Some(trial(20.0))),
            outcome("quick", trial(0.25), output(2, 1000), Some(failed("error[E0308]: mismatched types"))),
            outcome("broken", failed("panicked"), None, None),
        ];
        let document = Document { name: "api.yaml".to_owned(), bytes: 3_000_000, results };
        Figures { machine, debug_build: false, runs: 5, checks: 1, documents: vec![document] }
    }

    fn printed(figures: &Figures) -> String {
        let mut out = anstream::StripStream::new(Vec::new());
        print(&mut out, figures).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn ratios_are_to_ours_and_failures_say_why() {
        insta::assert_snapshot!(printed(&figures()), @r"
        A chip, 2 cores, An OS, rustc 1.95.0
        medians; a ratio is how many times what Specsmith takes; peak memory is that of the largest process

        api.yaml, 3.00 MB, generated 5 ×, compiled 1 ×
                         generate CPU  ratio   clock   peak  ratio  files   lines    Rust    MB  check CPU  ratio    clock     peak  ratio
          specsmith 1.0        0.50 s   1.00  0.25 s  50 MB   1.00     40  115000  114990  4.60    20.00 s   1.00  10.00 s  2000 MB   1.00
          quick 1.0            0.25 s   0.50  0.12 s  25 MB   0.50      2    1000     990  0.04     failed      -        -        -      -
          broken 1.0           failed      -       -      -      -      -       -       -     -          -      -        -        -      -
          quick did not compile: error[E0308]: mismatched types
          broken did not generate: panicked
        ");
    }

    #[test]
    fn columns_of_what_was_not_done_are_not_there() {
        let text = printed(&Figures { checks: 0, debug_build: true, ..figures() });
        assert!(!text.contains("check CPU") && !text.contains("compiled"), "{text}");
        assert!(text.contains("debug build"), "{text}");
    }
}
