//! `$ref`: what each one names, and under which component key the named node is shared.
//!
//! A node that is referred to but is no component (`#/paths/…`, a property, `$defs`, another file) is hoisted: it gets a key in
//! `components`, and the place it was written at refers to it too. Nodes are known by their address, which does not
//! change while the trees are only read. Each reference is resolved once ([`super::resolver`]).

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::Value;

use super::at::FileId;
use super::found::{Found, Lost, Start, address, component, pure_reference};
use super::keys;
use super::resolver::Resolver;
use super::sources::Sources;
use super::walk::{Kind, Section, walk};

/// A node outside `components` that gets a key there.
#[derive(Clone, Debug)]
pub(super) struct Hoist<'d> {
    /// Section of `components` that it goes into.
    pub(super) section: Section,
    /// Its key.
    pub(super) key: String,
    /// The node.
    pub(super) found: Found<'d>,
}

/// Every reference of a run.
pub(super) struct Refs<'d> {
    sources: &'d Sources,
    is_swagger: bool,
    resolver: Resolver<'d>,
    homes: HashMap<(usize, Section), String>,
    taken: HashSet<(Section, String)>,
    /// The number that the keys of each section got, by the text before it.
    numbers: HashMap<Section, HashMap<String, usize>>,
    queue: VecDeque<Hoist<'d>>,
    keys: HashMap<(Start, &'d str, Section), Result<String, Lost>>,
}

impl<'d> Refs<'d> {
    /// Finds every reference of the document, so that hoisted nodes are known before any is built.
    pub(super) fn survey(sources: &'d Sources, is_swagger: bool) -> Self {
        let root = &sources.file(FileId::MAIN).value;
        let mut refs = Self {
            sources,
            is_swagger,
            resolver: Resolver::new(sources, is_swagger),
            homes: HashMap::new(),
            taken: HashSet::new(),
            numbers: HashMap::new(),
            queue: VecDeque::new(),
            keys: HashMap::new(),
        };
        let mut work = vec![(Kind::Root, root, FileId::MAIN)];
        refs.adopt(&mut work);
        refs.follow(work);
        refs
    }

    /// Returns the members of a section of the document, as written.
    pub(super) fn section(&self, section: Section) -> Option<&'d serde_json::Map<String, Value>> {
        let root = &self.sources.file(FileId::MAIN).value;
        let holder =
            if self.is_swagger { root.get(section.swagger_key()?) } else { root.get("components")?.get(section.key()) };
        holder?.as_object()
    }

    /// Makes components that only refer to a node elsewhere the homes of those nodes.
    fn adopt(&mut self, work: &mut Vec<(Kind, &'d Value, FileId)>) {
        for section in Section::ALL {
            for (key, value) in self.section(section).into_iter().flatten() {
                self.taken.insert((section, key.clone()));
                let Some(reference) = pure_reference(value) else { continue };
                let Ok(found) = self.chase(section, reference, FileId::MAIN) else { continue };
                if self.component(&found).is_none() && !self.homes.contains_key(&(address(found.node), section)) {
                    self.homes.insert((address(found.node), section), key.clone());
                    work.push((kind_of(section), found.node, found.file));
                }
            }
        }
    }

    fn follow(&mut self, mut work: Vec<(Kind, &'d Value, FileId)>) {
        let mut seen = HashSet::new();
        let mut walked = 0;
        while let Some((kind, node, file)) = work.pop() {
            if !seen.insert((address(node), kind)) {
                continue;
            }
            let mut references = Vec::new();
            walk(kind, node, &mut |kind, _, reference| references.push((kind, reference)));
            for (kind, reference) in references {
                let Some(section) = kind.section() else { continue };
                if kind.is_inlined() {
                    if let Ok(found) = self.chase(section, reference, file) {
                        work.push((kind, found.node, found.file));
                    }
                } else {
                    let _ = self.component_key(section, reference, file);
                }
            }
            for hoist in self.queue.iter().skip(walked) {
                work.push((kind_of(hoist.section), hoist.found.node, hoist.found.file));
            }
            walked = self.queue.len();
        }
    }

    /// Returns the component key for a reference; a node without one gets it here.
    pub(super) fn component_key(&mut self, section: Section, reference: &'d str, file: FileId) -> Result<String, Lost> {
        let memo = (self.sources.start(reference, file), reference, section);
        if let Some(known) = self.keys.get(&memo) {
            return known.clone();
        }
        let key = self.chase(section, reference, file).map(|found| match self.component(&found) {
            Some((_, key)) => key.to_owned(),
            None => self.home(section, &found),
        });
        self.keys.insert(memo, key.clone());
        key
    }

    /// Returns the next node that waits to become a component.
    pub(super) fn next_hoist(&mut self) -> Option<Hoist<'d>> {
        self.queue.pop_front()
    }

    /// Returns the key of a node that is shared although it is written in place.
    pub(super) fn home_of(&self, section: Section, node: &Value) -> Option<&str> {
        if self.homes.is_empty() { None } else { self.homes.get(&(address(node), section)).map(String::as_str) }
    }

    fn home(&mut self, section: Section, found: &Found<'d>) -> String {
        let home = (address(found.node), section);
        if let Some(key) = self.homes.get(&home) {
            return key.clone();
        }
        let file = &self.sources.file(found.file).path;
        let taken = &self.taken;
        let numbers = self.numbers.entry(section).or_default();
        let is_free = |key: &str| !taken.contains(&(section, key.to_owned()));
        let key = keys::name(found.file, file, &found.tokens, numbers, is_free);
        self.taken.insert((section, key.clone()));
        self.homes.insert(home, key.clone());
        self.queue.push_back(Hoist { section, key: key.clone(), found: found.clone() });
        key
    }

    /// Returns the first node on the chain that is a component or is not only a reference. Fails if the chain has no end.
    pub(super) fn chase(&self, section: Section, reference: &'d str, file: FileId) -> Result<Found<'d>, Lost> {
        self.resolver.chase(section, reference, file)
    }

    /// Returns the node that a reference names, in one step.
    pub(super) fn hop(&self, reference: &'d str, file: FileId) -> Option<Found<'d>> {
        self.resolver.hop(reference, file, 0).ok()
    }

    /// Returns the component that a node is, if it is one.
    pub(super) fn component<'f>(&self, found: &'f Found<'d>) -> Option<(Section, &'f str)> {
        component(found, self.is_swagger)
    }
}

fn kind_of(section: Section) -> Kind {
    match section {
        Section::Schemas => Kind::Schema,
        Section::Responses => Kind::Response,
        Section::Parameters => Kind::Parameter,
        Section::Examples => Kind::Example,
        Section::RequestBodies => Kind::RequestBody,
        Section::Headers => Kind::Header,
        Section::SecuritySchemes => Kind::SecurityScheme,
        Section::Links => Kind::Link,
        Section::Callbacks => Kind::Callback,
        Section::PathItems => Kind::PathItem,
        Section::MediaTypes => Kind::MediaType,
    }
}
