//! `cargo xtask tidy`: the rules of the repository, checked by program.
//!
//! A rule looks at the sources as tokens ([`source::SourceFile`]) or at the uses between files ([`modules::Modules`]), and complains. What a rule cannot ask
//! for yet stands in [`exceptions`], with the number of complaints that are allowed: more of them fail, and so do fewer, so that the list only shrinks.

mod complaint;
mod exceptions;
mod graph;
mod modules;
mod repository;
mod rules;
mod source;
mod use_tree;

use std::path::Path;
use std::process::ExitCode;

use complaint::Complaint;
use repository::Repository;

use crate::workspace::workspace;

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    let complaints = match complaints(&workspace()) {
        Ok(complaints) => complaints,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    for complaint in &complaints {
        println!("{complaint}");
    }
    ExitCode::from(u8::from(!complaints.is_empty()))
}

/// Returns the complaints about a repository, exceptions aside.
fn complaints(root: &Path) -> std::io::Result<Vec<Complaint>> {
    let repository = Repository::read(root)?;
    Ok(exceptions::apply(rules::check(&repository), exceptions::EXCEPTIONS))
}

#[cfg(test)]
mod tests;
