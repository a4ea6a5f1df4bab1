//! State of lowering a document.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexMap;

use super::effort::Effort;
use super::family::Family;
use super::formats::Formats;
use super::member_names::MemberNames;
use super::merging::Merging;
use super::node::{ComponentId, NodeId, Nodes, Role};
use crate::api::{DeriveRequest, OwnType, Record, SchemaEntry, TypeDef, TypeId, TypeKind, TypeRef};
use crate::naming::Scope;
use crate::pointer::Pointer;
use crate::read::Document;
use crate::report::{Code, Problem, Report};
use crate::schema::SchemaRef;

pub(super) use super::notes::{NameHint, Notes};

/// The type of a schema where it is used.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    /// Type of a value that is not null; never `Nullable` itself.
    pub(super) ty: TypeRef,
    /// True if `null` is allowed.
    pub(super) nullable: bool,
}

impl Typed {
    /// Returns the type of any JSON.
    pub(super) fn json() -> Self {
        Self { ty: TypeRef::Json, nullable: false }
    }

    /// Returns the type with its nullability in it, for a list's items, a body or a response. Any JSON may be null as it is.
    pub(super) fn into_ref(self) -> TypeRef {
        match self.ty {
            TypeRef::Json => TypeRef::Json,
            ty if self.nullable => TypeRef::Nullable(Box::new(ty)),
            ty => ty,
        }
    }
}

/// The lowering of one document.
pub(super) struct Lowering<'d> {
    /// The document.
    pub(super) document: &'d Document,
    /// True if the output is a module of the user's crate.
    pub(super) is_module: bool,
    /// Names of `types`.
    pub(super) type_names: Scope,
    /// Named types so far.
    pub(super) types: Vec<TypeDef>,
    /// The user's own types for schemas.
    pub(super) own_types: Vec<OwnType>,
    /// The types of other crates that replace scalars.
    pub(super) formats: Formats,
    /// Every schema met so far.
    pub(super) nodes: Nodes,
    /// Base schemas whose discriminator makes them unions of their children.
    pub(super) families: HashMap<ComponentId, Family>,
    /// Results for nodes; see [`Memory`].
    pub(super) memory: Memory,
    /// Merged `allOf`.
    pub(super) merging: Merging,
    /// Nodes that are known to admit null, or not to.
    pub(super) nullable: HashMap<NodeId, bool>,
    /// Names of unions' members.
    pub(super) labels: MemberNames,
    /// Unions whose tags are being searched, outermost first.
    pub(super) deciding: Vec<NodeId>,
    /// Rest of the budget for comparing and merging schemas.
    pub(super) effort: Effort,
    entries: Vec<SchemaEntry>,
    report: &'d mut Report,
    reported: HashSet<(Code, Pointer)>,
}

/// Results for nodes.
#[derive(Default)]
pub(super) struct Memory {
    /// Named types of nodes, from the moment that their names are claimed.
    pub(super) slots: HashMap<NodeId, TypeId>,
    /// Types of nodes that have no name.
    pub(super) built: HashMap<NodeId, TypeRef>,
    /// The own fields of bases that stand for their children.
    pub(super) bases: HashMap<ComponentId, NodeId>,
    /// Enums beside which the document admits any text.
    pub(super) open_constants: HashSet<TypeId>,
    /// Schemas of operations, by place.
    pub(super) roots: HashMap<Pointer, NodeId>,
    /// The settings of schemas that something matched.
    pub(super) used_settings: HashSet<Pointer>,
    /// Settings that stand at many places, by where the user wrote them: the problem of those that say nothing at any place so far.
    pub(super) settings_of_patterns: IndexMap<Pointer, Option<(Pointer, String, String)>>,
    /// The schemas that have others as parts, by these, once they are asked for.
    pub(super) holders: Option<Rc<HashMap<NodeId, Vec<NodeId>>>>,
    /// The places of the media types that come first in long lists of them, by the address of the list.
    pub(super) short_lists: HashMap<usize, Rc<[usize]>>,
    /// Depth of the schema that is being lowered.
    pub(super) depth: usize,
}

/// The result of lowering schemas.
pub(super) struct Finished {
    /// The types found.
    pub(super) types: Vec<TypeDef>,
    /// The manifest's entries.
    pub(super) schemas: Vec<SchemaEntry>,
    /// The derives that settings request.
    pub(super) derive_requests: Vec<DeriveRequest>,
}

impl<'d> Lowering<'d> {
    /// Surveys and lowers every component schema.
    pub(super) fn new(document: &'d Document, is_module: bool, report: &'d mut Report) -> Self {
        let mut lowering = Self {
            document,
            is_module,
            type_names: Scope::new(),
            types: Vec::new(),
            own_types: Vec::new(),
            formats: Formats::of_document(document),
            nodes: Nodes::default(),
            families: HashMap::new(),
            memory: Memory::default(),
            merging: Merging::default(),
            nullable: HashMap::new(),
            labels: MemberNames::default(),
            deciding: Vec::new(),
            effort: Effort::default(),
            entries: Vec::new(),
            report,
            reported: HashSet::new(),
        };
        lowering.survey();
        lowering.components();
        lowering
    }

    /// Completes the types.
    pub(super) fn finish(mut self) -> Finished {
        self.cut_endless_types();
        self.shorten_aliases();
        self.close_types();
        let derive_requests = self.derive_requests();
        self.name_required();
        self.add_getters();
        self.report_unused_settings();
        self.report_unmatched_patterns();
        self.report_effort();
        Finished { types: self.types, schemas: self.entries, derive_requests }
    }

    /// Returns the type of a schema at a place of the rewritten document; the same one for the same place. The hint names an inline schema; a reference has a
    /// name already.
    pub(super) fn type_of(&mut self, schema: &SchemaRef, at: &Pointer, hint: &NameHint) -> Typed {
        let node = self.root(schema, at, hint);
        self.lower(node)
    }

    /// Returns the description, constraints and other annotations of a schema.
    pub(super) fn notes_of(&mut self, schema: &SchemaRef, at: &Pointer) -> Notes {
        let node = self.root(schema, at, &NameHint::new("value"));
        self.notes(node)
    }

    pub(super) fn root(&mut self, schema: &SchemaRef, at: &Pointer, hint: &NameHint) -> NodeId {
        if let SchemaRef::Component(key) = schema
            && let Some(component) = self.nodes.by_key.get(key)
        {
            return self.nodes.component(*component).node;
        }
        if let Some(node) = self.memory.roots.get(at) {
            let node = *node;
            let unnamed = !self.memory.slots.contains_key(&node) && !self.memory.built.contains_key(&node);
            if unnamed {
                self.nodes.list[node.0].role = Role::Root(hint.clone());
            }
            return node;
        }
        let node = self.nodes.import(schema, at.clone(), Role::Root(hint.clone()));
        self.memory.roots.insert(at.clone(), node);
        node
    }

    /// Returns the record a type is, through aliases. `None` for anything else.
    pub(super) fn record_of(&self, ty: &TypeRef) -> Option<&Record> {
        match &self.named(ty)?.kind {
            TypeKind::Record(record) => Some(record),
            TypeKind::Union(_) | TypeKind::Constants(_) | TypeKind::Errors(_) => None,
            TypeKind::Alias(_) | TypeKind::Newtype(_) => None,
        }
    }

    /// Returns the named type behind a reference and any aliases. `None` when it has no name of its own.
    pub(super) fn named(&self, ty: &TypeRef) -> Option<&TypeDef> {
        let mut ty = ty;
        // An alias never leads back to itself in the end, but at this point one may.
        for _ in 0..=self.types.len() {
            let TypeRef::Named(id) = ty else { return None };
            let found = self.types.get(id.0)?;
            match &found.kind {
                TypeKind::Alias(target) => ty = target,
                _ => return Some(found),
            }
        }
        None
    }

    /// Returns the type behind a name that is an alias of a type without a name.
    pub(super) fn target<'t>(&'t self, ty: &'t TypeRef) -> Option<&'t TypeRef> {
        let mut ty = ty;
        for _ in 0..=self.types.len() {
            let TypeRef::Named(id) = ty else { return Some(ty) };
            match &self.types.get(id.0)?.kind {
                TypeKind::Alias(target) => ty = target,
                _ => return None,
            }
        }
        None
    }

    /// Notes in the manifest which type a schema became.
    pub(super) fn enter(&mut self, at: &Pointer, typed: &Typed) {
        let pointer = self.document.origin(at);
        self.entries.push(SchemaEntry { pointer, ty: typed.clone().into_ref() });
    }

    /// Reports a problem, once for each place. Its pointer is into the rewritten document.
    pub(super) fn report(&mut self, mut problem: Problem) {
        problem.pointer = self.document.origin(&problem.pointer);
        if self.reported.insert((problem.code, problem.pointer.clone())) {
            self.report.add(problem);
        }
    }

    /// The place of a setting where the user wrote it: in the document, in an overlay or in the configuration.
    pub(super) fn source_of(&self, at: &Pointer) -> Pointer {
        self.report.origin(&self.document.origin(at))
    }

    /// Returns true for a place that the user's configuration gave the document.
    pub(super) fn is_configured(&self, at: &Pointer) -> bool {
        let origin = self.source_of(at);
        self.document.configuration.is_some() && origin.file() == self.document.configuration.as_deref()
    }

    /// Returns the place of a node in the rewritten document.
    pub(super) fn at(&self, node: NodeId) -> Pointer {
        self.nodes.get(node).at.clone()
    }
}
