//! From the text of a `$ref` to the node that it names.
//!
//! Every reference and every node on a chain is looked at once and remembered, so that documents whose references lead through each other cost no more than
//! their size. What is left to a document that is made to be slow is held by a budget of steps.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::at::FileId;
use super::found::{Found, Lost, Start, address, component, pure_reference, reference_of};
use super::keys;
use super::sources::Sources;
use super::uri::{file_part, has_scheme, join, percent_decode};
use super::walk::Section;

/// References within the path of a reference, one inside the other.
const MAX_NESTED: usize = 200;

/// Nodes that all references of a document may lead through on the way.
const MAX_STEPS: usize = 4_000_000;

/// Names that may be compared with misspelt ones, in all.
const MAX_COMPARED: usize = 2_000_000;

/// The way a reference was resolved; `None` while that is being found out.
type Hop<'d> = Option<Result<Found<'d>, Lost>>;

/// Resolves references, and remembers the results.
pub(super) struct Resolver<'d> {
    sources: &'d Sources,
    is_swagger: bool,
    hops: RefCell<HashMap<(Start, &'d str), Hop<'d>>>,
    chains: RefCell<HashMap<(usize, Section), Result<Found<'d>, Lost>>>,
    steps_left: Cell<usize>,
    compared_left: Cell<usize>,
}

impl<'d> Resolver<'d> {
    /// Returns a resolver that has resolved nothing yet.
    pub(super) fn new(sources: &'d Sources, is_swagger: bool) -> Self {
        Self {
            sources,
            is_swagger,
            hops: RefCell::default(),
            chains: RefCell::default(),
            steps_left: Cell::new(MAX_STEPS),
            compared_left: Cell::new(MAX_COMPARED),
        }
    }

    /// Returns the first node on the chain that is a component or is not only a reference. Fails if the chain has no end.
    pub(super) fn chase(&self, section: Section, reference: &'d str, file: FileId) -> Result<Found<'d>, Lost> {
        let found = self.hop(reference, file, 0)?;
        self.chain(section, found)
    }

    /// Returns the end of the chain from a node. The result is cached for each node, so that chains with a common end are walked once.
    fn chain(&self, section: Section, first: Found<'d>) -> Result<Found<'d>, Lost> {
        let mut passed: Vec<Found<'d>> = Vec::new();
        let mut seen = HashSet::new();
        let mut found = first;
        let mut end = loop {
            if let Some(known) = self.chains.borrow().get(&(address(found.node), section)) {
                break known.clone();
            }
            if let Some((other, _)) = component(&found, self.is_swagger)
                && other != section
            {
                break Err(Lost::Wrong(other.noun()));
            }
            if !seen.insert(address(found.node)) {
                break Err(Lost::Cyclic);
            }
            let file = found.file;
            let next = reference_of(found.node);
            passed.push(found.clone());
            let Some(next) = next else { break Ok(found) };
            match self.hop(next, file, 0) {
                Ok(next) => found = next,
                Err(lost) => break Err(lost),
            }
        };
        for found in passed.into_iter().rev() {
            let speaks = component(&found, self.is_swagger).is_some() || pure_reference(found.node).is_none();
            let key = (address(found.node), section);
            end = match end {
                Ok(_) | Err(Lost::Wrong(_)) if speaks => Ok(found),
                // A schema that refers nowhere is still a schema: it is built as a dangling one.
                Err(ref lost) if speaks && section == Section::Schemas && *lost != Lost::Cyclic => Ok(found),
                end => end,
            };
            self.chains.borrow_mut().insert(key, end.clone());
        }
        end
    }

    /// Returns the node that a reference names, in one step.
    pub(super) fn hop(&self, reference: &'d str, file: FileId, depth: usize) -> Result<Found<'d>, Lost> {
        let start = self.sources.start(reference, file);
        match self.hops.borrow().get(&(start, reference)) {
            Some(Some(known)) => return known.clone(),
            // It is needed to find out what it is.
            Some(None) => return Err(Lost::Cyclic),
            None => {}
        }
        if depth >= MAX_NESTED {
            return Err(Lost::Long);
        }
        self.hops.borrow_mut().insert((start, reference), None);
        let found = self.resolve(reference, start, depth);
        if depth > 0 && matches!(found, Err(Lost::Long)) {
            // From another start it may be near enough.
            self.hops.borrow_mut().remove(&(start, reference));
        } else {
            self.hops.borrow_mut().insert((start, reference), Some(found.clone()));
        }
        found
    }

    fn resolve(&self, reference: &'d str, start: Start, depth: usize) -> Result<Found<'d>, Lost> {
        let (part, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if part.is_empty() {
            return self.fragment(start, fragment, depth);
        }
        let file = start.file;
        let path = &self.sources.file(file).path;
        let bases = self.sources.bases();
        let uri = percent_decode(part);
        if let Some(resource) = bases.named(start.resource, path, &uri) {
            let start = Start { file: bases.get(resource).file, resource: Some(resource) };
            return self.fragment(start, fragment, depth);
        }
        if has_scheme(part) {
            let tokens = [reference, part].into_iter().find_map(|uri| self.sources.named(file, uri));
            return match tokens {
                Some(tokens) => self.node(file, tokens.to_vec(), depth),
                None => Err(Lost::Network),
            };
        }
        let Some(part) = file_part(reference) else { return self.bare(file, reference, depth) };
        let base = start.resource.map(|resource| bases.get(resource).uri.as_str()).filter(|base| !has_scheme(base));
        let below = base.and_then(|base| self.sources.at_path(&join(base, &part)?));
        let path = join(path, &part).unwrap_or(part);
        match below.or_else(|| self.sources.at_path(&path)) {
            Some(file) => self.fragment(self.sources.root_of(file), fragment, depth),
            None => self.bare(file, reference, depth).map_err(|_| Lost::NoFile(path)),
        }
    }

    /// Returns the node that a fragment names in a file, or in a schema that is a resource of its own.
    fn fragment(&self, start: Start, fragment: &str, depth: usize) -> Result<Found<'d>, Lost> {
        let resource = start.resource.map(|resource| self.sources.bases().get(resource));
        let base = resource.map_or(&[][..], |resource| &resource.path);
        if !fragment.is_empty() && !fragment.contains('/') {
            let name = percent_decode(fragment);
            let own = resource.and_then(|resource| resource.anchor(&name));
            return match own.or_else(|| self.sources.named(start.file, &name)) {
                Some(tokens) => self.node(start.file, tokens.to_vec(), depth),
                None => Err(Lost::NoNode(None)),
            };
        }
        let within = tokens(fragment);
        if base.is_empty() {
            return self.node(start.file, within, depth);
        }
        let found = self.node(start.file, base.iter().chain(&within).cloned().collect(), depth);
        match found {
            // Many write pointers into the document below an `$id` as well.
            Err(Lost::NoNode(close)) => self.node(start.file, within, depth).map_err(|_| Lost::NoNode(close)),
            found => found,
        }
    }

    /// Resolves a bare name, early Swagger's reference to a model, or a bare path, which lacks its `#`.
    fn bare(&self, file: FileId, name: &str, depth: usize) -> Result<Found<'d>, Lost> {
        if name.starts_with('/') {
            return self.node(file, tokens(name), depth);
        }
        let path = if self.is_swagger { vec!["definitions"] } else { vec!["components", "schemas"] };
        let tokens = path.into_iter().chain([name]).map(str::to_owned).collect();
        self.node(FileId::MAIN, tokens, depth)
    }

    /// Returns the node at a path, which may go on behind a node that is a reference.
    fn node(&self, file: FileId, tokens: Vec<String>, depth: usize) -> Result<Found<'d>, Lost> {
        let mut at = Found { node: &self.sources.file(file).value, file, tokens: [].into() };
        // The path within the file, from a reference that it led through.
        let mut path: Vec<String> = Vec::new();
        for token in tokens {
            let child = loop {
                match (child_of(at.node, &token), reference_of(at.node)) {
                    (Some(child), _) => break child,
                    (None, Some(reference)) => {
                        self.step()?;
                        at = self.hop(reference, at.file, depth + 1)?;
                        path = at.tokens.to_vec();
                    }
                    (None, None) => return Err(Lost::NoNode(self.closest(at.node, &token))),
                }
            };
            at.node = child;
            path.push(token);
        }
        Ok(Found { tokens: path.into(), ..at })
    }

    fn step(&self) -> Result<(), Lost> {
        let left = self.steps_left.get().checked_sub(1).ok_or(Lost::Long)?;
        self.steps_left.set(left);
        Ok(())
    }

    /// Returns the key that is most similar to a misspelt one, unless too many have been compared already.
    fn closest(&self, node: &Value, wanted: &str) -> Option<String> {
        let names = node.as_object()?.len();
        let left = self.compared_left.get().checked_sub(names)?;
        self.compared_left.set(left);
        keys::closest(node, wanted)
    }
}

fn child_of<'v>(node: &'v Value, token: &str) -> Option<&'v Value> {
    match node {
        Value::Object(map) => map.get(token),
        Value::Array(items) => token.parse().ok().and_then(|index: usize| items.get(index)),
        _ => None,
    }
}

/// Returns the tokens of a fragment that is a JSON pointer: percent-encoding and `~` escapes undone.
fn tokens(fragment: &str) -> Vec<String> {
    let unescape = |token: &str| percent_decode(token).replace("~1", "/").replace("~0", "~");
    match fragment.strip_prefix('/').unwrap_or(fragment) {
        "" if fragment.is_empty() => Vec::new(),
        path => path.split('/').map(unescape).collect(),
    }
}
