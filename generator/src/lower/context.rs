//! What the lowering of one document knows and has found so far.

use std::collections::HashSet;

use openapiv3::{ReferenceOr, Schema};

use crate::api::{Docs, Facts, Record, SchemaEntry, TypeDef, TypeKind, TypeRef};
use crate::naming::Scope;
use crate::pointer::Pointer;
use crate::read::Document;
use crate::report::{Problem, Report};

/// The type of a schema where it is used.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    /// Type of a value that is not null; never `Nullable` itself.
    pub(super) ty: TypeRef,
    /// `null` is allowed.
    pub(super) nullable: bool,
}

impl Typed {
    /// Any JSON.
    pub(super) fn json() -> Self {
        Self { ty: TypeRef::Json, nullable: false }
    }

    /// The type with its nullability in it, for a list's items, a body or a reply.
    pub(super) fn into_ref(self) -> TypeRef {
        if self.nullable { TypeRef::Nullable(Box::new(self.ty)) } else { self.ty }
    }
}

/// What a schema says besides its type, for docs.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// Description, Markdown.
    pub(super) docs: Docs,
    /// `title`.
    pub(super) title: Option<String>,
    /// Constraints and default.
    pub(super) facts: Facts,
    /// `deprecated: true`.
    pub(super) deprecated: bool,
    /// Only in replies.
    pub(super) read_only: bool,
    /// Only in requests.
    pub(super) write_only: bool,
}

/// What an inline schema is called after: the thing that holds it.
#[derive(Clone, Debug)]
pub(super) struct NameHint {
    alternatives: Vec<String>,
}

impl NameHint {
    /// Any text; its words become the name. `NameHint::new("update role body")` gives `UpdateRoleBody`.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { alternatives: vec![text.into()] }
    }

    /// A longer form, with more context, used only when the forms before are taken.
    #[must_use]
    pub(super) fn or(mut self, text: impl Into<String>) -> Self {
        self.alternatives.push(text.into());
        self
    }

    /// The forms, shortest first.
    pub(super) fn alternatives(&self) -> &[String] {
        &self.alternatives
    }
}

/// The lowering of one document.
pub(super) struct Lowering<'d> {
    /// The document.
    pub(super) document: &'d Document,
    /// Names of `types`.
    pub(super) type_names: Scope,
    /// Named types so far.
    pub(super) types: Vec<TypeDef>,
    entries: Vec<SchemaEntry>,
    report: &'d mut Report,
    reported: HashSet<(&'static str, Pointer)>,
}

impl<'d> Lowering<'d> {
    /// Surveys and lowers every component schema.
    pub(super) fn new(document: &'d Document, report: &'d mut Report) -> Self {
        Self {
            document,
            type_names: Scope::new(),
            types: Vec::new(),
            entries: Vec::new(),
            report,
            reported: HashSet::new(),
        }
    }

    /// The types found, and the manifest's entries.
    pub(super) fn finish(self) -> (Vec<TypeDef>, Vec<SchemaEntry>) {
        (self.types, self.entries)
    }

    /// The type of a schema that stands at a place of the rewritten document. Asking twice for one place gives one type.
    /// The hint names what is inline; a reference has its name already.
    pub(super) fn type_of(&mut self, schema: &ReferenceOr<Schema>, at: &Pointer, hint: &NameHint) -> Typed {
        let (_, _, _) = (schema, at, hint.alternatives());
        Typed::json()
    }

    /// What the schema says besides its type.
    pub(super) fn notes_of(&mut self, schema: &ReferenceOr<Schema>, at: &Pointer) -> Notes {
        let (_, _) = (schema, at);
        Notes::default()
    }

    /// The record a type is, through aliases. `None` for anything else.
    pub(super) fn record_of(&self, ty: &TypeRef) -> Option<&Record> {
        let mut ty = ty;
        // An alias never leads back to itself, but a broken model must not hang.
        for _ in 0..=self.types.len() {
            let TypeRef::Named(id) = ty else { return None };
            match &self.types.get(id.0)?.kind {
                TypeKind::Record(record) => return Some(record),
                TypeKind::Alias(target) => ty = target,
                TypeKind::Union(_) | TypeKind::Words(_) => return None,
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
}
