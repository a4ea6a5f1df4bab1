//! The rules.

mod cycles;
mod doc_openings;
mod identifiers;
mod impl_blocks;
mod layers;
mod lengths;
mod links;
mod module_style;
mod packages;
mod pages;
mod panics;
mod stages;
mod words;

use super::complaint::Complaint;
use super::modules::Modules;
use super::repository::Repository;

/// Everything that is wrong with a repository.
pub(super) fn check(repository: &Repository) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (source, files) in &repository.crates {
        let modules = Modules::new(source, files);
        let arrows = modules.arrows();
        cycles::check(source, &arrows, &mut complaints);
        impl_blocks::check(source, files, &modules, &mut complaints);
        if layers::SOURCES.contains(&source.as_str()) {
            layers::check(files, &arrows, &mut complaints);
        }
        if source == stages::SOURCE {
            stages::check(&arrows, &mut complaints);
        }
        module_style::check(files, &mut complaints);
    }
    for file in repository.files() {
        lengths::check(file, &mut complaints);
        panics::check(file, &mut complaints);
        identifiers::check(file, &mut complaints);
        words::check(file, &mut complaints);
    }
    for file in repository.files().chain(&repository.others) {
        doc_openings::check(file, &mut complaints);
    }
    pages::check(repository, &mut complaints);
    links::check(repository, &mut complaints);
    packages::check(repository, &mut complaints);
    complaints.sort();
    complaints
}
