//! The audit: a comparison of the document as written with the model that is printed.
//!
//! Other diagnostics are what a stage remembers to report. The audit asks no stage: it walks the raw document beside the finished [`Api`],
//! counts and compares facts (media types, parameters, servers, properties, values, variants, tags), and reports [`Code::NotAsDeclared`]
//! wherever they differ and no other diagnostic explains it.

mod declared;
mod excuses;
mod looks;
mod media;
mod operation;
mod parameter;
mod record;
mod response;
mod scalar;
mod schema;
mod servers;
mod swagger;
mod tags;
#[cfg(test)]
mod tests;
mod types;
mod union;
mod values;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use crate::api::{Api, TypeRef};
use crate::pointer::Pointer;
use crate::read::{Document, Node, Written};
use crate::report::{Code, Problem, Report};
use declared::Declared;
use excuses::Excuses;

/// A difference between the document and the model.
struct Finding<'d> {
    /// The object of the document that declares it.
    holder: Node<'d>,
    /// Keys from it to the declaration.
    keys: Vec<String>,
    /// The difference.
    message: String,
}

/// The audit of one run.
struct Audit<'d> {
    written: Written<'d>,
    api: &'d Api,
    /// Types of the schemas that the manifest has.
    targets: HashMap<usize, &'d TypeRef>,
    /// Nodes that were compared with their entry.
    audited: HashSet<usize>,
    /// Pairs of a node and a type that were compared, and whether they agree.
    fits: HashMap<(usize, usize, bool), bool>,
    /// The values of enums as text.
    words: HashMap<usize, Rc<BTreeSet<String>>>,
    /// Declarations of the schemas that were looked at last.
    recent: RefCell<HashMap<usize, Rc<Declared<'d>>>>,
    /// Bodies of forms that were compared.
    forms: HashSet<usize>,
    /// Several schemas and a type that were compared.
    compared_together: HashSet<Vec<usize>>,
    /// Comparisons that the present one is part of.
    depth: usize,
    findings: Vec<Finding<'d>>,
    /// Number of parts of schemas that may still be examined.
    budget: Cell<usize>,
    /// Pairs of a schema and a type that may still be compared.
    comparisons: usize,
}

/// References that lead to the entry of a component.
const MOST_HOPS: usize = 64;

/// Parts of schemas that a run may look at: some ten times as many as the largest public documents have.
const MOST_LOOKS: usize = 400_000;

/// Maximum number of comparisons of a schema and a type, including cached ones: unions that refer to each other need each pair many times. The largest public
/// documents take 50,000.
const MOST_COMPARISONS: usize = 400_000;

/// Reports the differences between the document and the model.
pub(crate) fn audit(document: &Document, api: &Api, report: &mut Report) {
    let mut audit = Audit {
        written: document.written(),
        api,
        targets: HashMap::new(),
        audited: HashSet::new(),
        fits: HashMap::new(),
        words: HashMap::new(),
        recent: RefCell::default(),
        forms: HashSet::new(),
        compared_together: HashSet::new(),
        depth: 0,
        findings: Vec::new(),
        budget: Cell::new(MOST_LOOKS),
        comparisons: MOST_COMPARISONS,
    };
    audit.servers();
    audit.entries();
    audit.operations();
    audit.finish(report);
}

impl<'d> Audit<'d> {
    /// Compares every schema that the manifest has, and looks for those that it lacks.
    fn entries(&mut self) {
        let mut found = Vec::new();
        for entry in &self.api.schemas {
            if let Some(node) = self.written.at(&entry.pointer)
                && self.audited.insert(node.address())
            {
                self.targets.insert(node.address(), &entry.ty);
                found.push((node, &entry.ty));
            }
        }
        for (node, ty) in found {
            self.compare(node, ty, true);
        }
        let root = self.written.root();
        let components = root.get("components").and_then(|components| components.get("schemas"));
        for (_, schema) in components.or_else(|| root.get("definitions")).into_iter().flat_map(Node::members) {
            // A reference is the entry that it leads to.
            let mut chain = std::iter::successors(Some(schema), |node| self.written.hop(*node)).take(MOST_HOPS);
            if !chain.any(|node| self.audited.contains(&node.address())) {
                self.find(schema, &[], "the schema has no type");
            }
        }
    }

    /// Takes one look from the budget; false when there is none left.
    fn look(&self) -> bool {
        let left = self.budget.get();
        self.budget.set(left.saturating_sub(1));
        left > 0
    }

    /// Returns the type of the schema that a reference leads to, as the manifest has it.
    fn entry(&self, target: Node<'d>) -> Option<&'d TypeRef> {
        self.targets.get(&target.address()).copied()
    }

    /// Notes a difference. False, as the answer to whether all agrees.
    fn find(&mut self, holder: Node<'d>, keys: &[&str], message: impl Into<String>) -> bool {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        self.findings.push(Finding { holder, keys, message: message.into() });
        false
    }

    /// Returns true if a comparison has no findings; its findings are dropped.
    fn tries(&mut self, comparison: impl FnOnce(&mut Self) -> bool) -> bool {
        let before = self.findings.len();
        let fits = comparison(self);
        self.findings.truncate(before);
        fits
    }

    /// Reports each place once, unless something else explains it.
    fn finish(self, report: &mut Report) {
        if self.budget.get() == 0 || self.comparisons == 0 {
            let message = "the schemas have too many parts to be compared with their types: some were not";
            let hint = "the figure of what is represented exactly may be too high";
            report.add(Problem::note(Code::TooLarge, &Pointer::root(), message, hint));
        }
        if self.findings.is_empty() {
            return;
        }
        let excuses = Excuses::of(report);
        let mut reported: HashSet<Pointer> = HashSet::new();
        for Finding { holder, keys, message } in &self.findings {
            let holder = self.written.place(*holder);
            let place = keys.iter().fold(holder.clone(), |at, key| at.child(key));
            if !excuses.explain(&holder, &place) && reported.insert(place.clone()) {
                let hint = "this is a limit or a defect of the generator: please report it";
                report.add(Problem::warning(Code::NotAsDeclared, &place, message.clone(), hint));
            }
        }
    }
}
