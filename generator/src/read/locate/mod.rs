//! Pointers to lines and columns, for all diagnostics of a run at once: one pass over each text, when the run is over.
//!
//! A member's place is that of its key, an element's that of its value. A pointer to something that the text does not have
//! gets the place of the nearest node above it that it has.

mod json;
mod targets;

use std::borrow::Cow;
use std::collections::HashMap;

use self::json::Json;
use self::targets::Targets;
use super::text::{decode, is_json};
use super::tree::Refusal;
use super::yaml::{self, Scalar, Sink};
use super::{Input, Source};
use crate::changes::Changes;
use crate::pointer::Pointer;
use crate::report::{Code, Place, Problem, Report};

/// Completes the places of a report, and puts its problems in the order of the text.
pub fn locate(input: &Input, report: &mut Report) {
    let configuration = input.overrides.configuration.as_ref();
    let (problems, changes) = report.problems_mut();
    // A node that an overlay moved or added is found where it was written.
    let written: Vec<Cow<'_, Pointer>> = problems.iter().map(|problem| written(problem, changes)).collect();
    let mut by_file: HashMap<Option<String>, Vec<usize>> = HashMap::new();
    for (index, _) in problems.iter().enumerate().filter(|(_, problem)| needs_place(problem)) {
        by_file.entry(written[index].file().map(str::to_owned)).or_default().push(index);
    }
    let mut found = Vec::new();
    for (file, indices) in &by_file {
        if let Some(configuration) = configuration.filter(|it| file.as_ref() == Some(&it.name)) {
            let place = |index: &usize| (*index, configuration.place(written[*index].tokens()), None);
            found.extend(indices.iter().map(place));
            continue;
        }
        let Some((name, bytes)) = source(input, file.as_deref()) else { continue };
        let Ok(text) = decode(bytes) else { continue };
        let mut targets = Targets::default();
        indices.iter().for_each(|index| targets.want(written[*index].tokens()));
        find(&mut targets, text);
        let lines = targets.lines(text);
        let place =
            |at: usize| lines.get(&at).map(|(line, column)| Place { file: name.clone(), line: *line, column: *column });
        for index in indices {
            let (last, first) = targets.place(written[*index].tokens());
            found.push((*index, last.and_then(place), first.filter(|_| first != last).and_then(place)));
        }
    }
    for (index, place, first) in found {
        let problem = &mut problems[index];
        problem.place = problem.place.take().or(place);
        if problem.code == Code::DuplicateKey && problem.other.is_none() {
            problem.other = first;
        }
    }
    let own = input.spec.name.as_str();
    problems.sort_by_cached_key(|problem| {
        problem.place.as_ref().map(|place| (place.file != own, place.file.clone(), place.line, place.column))
    });
}

/// Returns the places of nodes of a document that was read with this report.
pub fn places(input: &Input, report: &Report, pointers: &[&Pointer]) -> Vec<Option<Place>> {
    let mut targets = report.emptied();
    for (index, pointer) in pointers.iter().enumerate() {
        targets.add(Problem::note(Code::GeneratorBug, pointer, index.to_string(), ""));
    }
    locate(input, &mut targets);
    let mut places = vec![None; pointers.len()];
    for problem in targets.problems() {
        let index: Option<usize> = problem.message.parse().ok();
        index.into_iter().for_each(|index| places[index] = problem.place.clone());
    }
    places
}

/// Returns the location of a problem's node in the document that the user wrote.
fn written<'p>(problem: &'p Problem, changes: &Changes) -> Cow<'p, Pointer> {
    let is_moved = !changes.is_empty() && needs_place(problem) && problem.pointer.file().is_none();
    if is_moved { Cow::Owned(changes.origin(&problem.pointer)) } else { Cow::Borrowed(&problem.pointer) }
}

fn needs_place(problem: &Problem) -> bool {
    problem.place.is_none() || (problem.code == Code::DuplicateKey && problem.other.is_none())
}

/// Returns the text that a pointer is into, and its name for the user.
fn source<'i>(input: &'i Input, file: Option<&str>) -> Option<(String, &'i [u8])> {
    let Source { name, bytes } = &input.spec;
    let Some(file) = file else { return Some((name.clone(), bytes)) };
    if let Some(overlay) = input.overlays.iter().find(|overlay| overlay.name == file) {
        return Some((overlay.name.clone(), &overlay.bytes));
    }
    let folder = name.rfind(['/', '\\']).map_or("", |slash| &name[..=slash]);
    Some((format!("{folder}{file}"), input.files.get(file)?))
}

/// Looks through a text.
fn find(targets: &mut Targets, text: &str) {
    if is_json(text) && (Json { text, at: 0, targets }).root() {
        return;
    }
    // If the parser fails, the targets before the error have been found.
    let _ = yaml::parse(text, &mut Yaml { targets, stack: Vec::new() });
}

/// Listens to the YAML parser for targets.
struct Yaml<'w> {
    targets: &'w mut Targets,
    stack: Vec<Frame>,
}

/// A list or mapping being read.
struct Frame {
    /// The target it is, if it is one.
    node: Option<usize>,
    /// Number of items of a list so far; `None` for a mapping.
    items: Option<usize>,
    /// The target that the value after a key is.
    value: Option<usize>,
}

impl Yaml<'_> {
    /// Returns the target that the value beginning here is.
    fn enter(&mut self, at: usize) -> Option<usize> {
        let Some(frame) = self.stack.last_mut() else {
            self.targets.see(0, at);
            return Some(0);
        };
        let Some(index) = frame.items.as_mut() else { return frame.value.take() };
        let token = *index;
        *index += 1;
        let child = frame.node.filter(|node| self.targets.has_children(*node))?;
        let child = self.targets.child(child, &token.to_string())?;
        self.targets.see(child, at);
        Some(child)
    }

    fn enter_key(&mut self, key: &str, at: usize) {
        let Some(frame) = self.stack.last_mut() else { return };
        frame.value = frame.node.and_then(|node| self.targets.child(node, key));
        if let Some(child) = frame.value {
            self.targets.see(child, at);
        }
    }
}

impl<'t> Sink<'t> for Yaml<'_> {
    fn scalar(&mut self, _: Scalar<'t>, at: usize) -> Result<(), Refusal> {
        self.enter(at);
        Ok(())
    }

    fn alias(&mut self, _: &'t str, at: usize) -> Result<(), Refusal> {
        self.enter(at);
        Ok(())
    }

    fn open_list(&mut self, _: Option<&'t str>, at: usize) -> Result<(), Refusal> {
        let node = self.enter(at);
        self.stack.push(Frame { node, items: Some(0), value: None });
        Ok(())
    }

    fn open_map(&mut self, _: Option<&'t str>, at: usize) -> Result<(), Refusal> {
        let node = self.enter(at);
        self.stack.push(Frame { node, items: None, value: None });
        Ok(())
    }

    fn key(&mut self, key: Scalar<'t>, at: usize) -> Result<(), Refusal> {
        self.enter_key(&key.text, at);
        Ok(())
    }

    fn key_alias(&mut self, _: &'t str, _: usize) -> Result<(), Refusal> {
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refusal> {
        self.stack.pop();
        Ok(())
    }

    fn second_document(&mut self) {}
}
