//! Settings of whole types: derives, openness of enums and unions, newtypes of scalars.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexSet;
use serde_json::Value;

use super::context::{Lowering, Typed};
use super::custom::{self, Custom};
use super::node::{Body, NodeId};
use crate::api::{Derive, DeriveRequest, Flattened, Record, Scalar, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;
use crate::read::settings;
use crate::report::Severity;

impl Lowering<'_> {
    /// Returns a setting of the document that is `true` or `false`.
    fn flag_of_all(&self, name: &str) -> Option<bool> {
        self.document.openapi.extensions.get(name).and_then(Value::as_bool)
    }

    /// Returns the settings of schemas that pass a test.
    fn customs(&self, says: impl Fn(&Custom) -> bool) -> Vec<(NodeId, Rc<Custom>)> {
        self.nodes.customs.iter().filter(|(_, custom)| says(custom)).cloned().collect()
    }

    /// Returns the named type that a schema became, through aliases.
    fn named_id(&mut self, node: NodeId) -> Option<TypeId> {
        let Typed { mut ty, .. } = self.lower(node);
        for _ in 0..=self.types.len() {
            let TypeRef::Named(id) = ty else { return None };
            match &self.types.get(id.0)?.kind {
                TypeKind::Alias(target) => ty = target.clone(),
                _ => return Some(id),
            }
        }
        None
    }

    /// Returns the schemas whose types a schema's settings are about: itself, or the schemas that it is an inline part of. An unused schema has no type.
    fn wholes(&mut self, node: NodeId) -> Vec<NodeId> {
        let (mut wholes, mut seen, mut work) = (Vec::new(), HashSet::from([node]), vec![node]);
        while let Some(node) = work.pop() {
            if self.is_component(node) || self.memory.slots.contains_key(&node) || self.memory.built.contains_key(&node)
            {
                wholes.push(node);
            } else {
                work.extend(self.holders().get(&node).into_iter().flatten().filter(|holder| seen.insert(**holder)));
            }
        }
        wholes
    }

    /// Returns the schemas that have others as parts, by these.
    fn holders(&mut self) -> Rc<HashMap<NodeId, Vec<NodeId>>> {
        let list = &self.nodes.list;
        let found = self.memory.holders.get_or_insert_with(|| {
            let mut holders: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
            for (index, node) in list.iter().enumerate() {
                let Body::Schema(keywords) = &node.body else { continue };
                for part in &keywords.all_of {
                    holders.entry(*part).or_default().push(NodeId(index));
                }
            }
            Rc::new(holders)
        });
        Rc::clone(found)
    }

    /// Returns the types that a schema's setting is about, each once; `None` if the schema is but another name of one, which is reported.
    pub(super) fn types_of(&mut self, node: NodeId, at: &Pointer) -> Option<Vec<TypeId>> {
        let (mut types, mut is_reported) = (IndexSet::new(), false);
        for whole in self.wholes(node) {
            let Some(id) = self.named_id(whole) else { continue };
            if self.is_other_name(whole, Some(id), at) {
                is_reported = true;
            } else {
                types.insert(id);
            }
        }
        (!types.is_empty() || !is_reported).then(|| types.into_iter().collect())
    }

    /// Closes the enums and unions that settings close. An enum beside which the document admits any text stays open.
    pub(super) fn close_types(&mut self) {
        if self.flag_of_all(settings::OPEN) == Some(false) {
            for (index, def) in self.types.iter_mut().enumerate() {
                if let Some(open) = openness(&mut def.kind) {
                    *open = self.memory.open_constants.contains(&TypeId(index));
                }
            }
        }
        for (node, custom) in self.customs(|custom| custom.open.is_some()) {
            let at = custom.at.child(settings::OPEN);
            let Some(ids) = self.types_of(node, &at) else { continue };
            let mut is_used = false;
            for id in ids {
                let id = self.flattened_in(id);
                if self.memory.open_constants.contains(&id) && custom.open == Some(false) {
                    let message = "the schema admits any text beside its values, so its enum is open";
                    self.setting_problem(&at, message, "remove the setting, or the schema of the text");
                    is_used = true;
                    continue;
                }
                let open = self.types.get_mut(id.0).and_then(|def| openness(&mut def.kind));
                is_used |= open.is_some();
                open.into_iter().zip(custom.open).for_each(|(open, said)| *open = said);
            }
            if !is_used {
                let message = "the schema has no enum or union of its own that could be open or closed";
                self.setting_problem(&at, message, "move it to a schema with `enum`, `oneOf` or `anyOf`");
            }
        }
    }

    /// Returns the union that is flattened into a record; any other type itself.
    fn flattened_in(&self, id: TypeId) -> TypeId {
        match self.types.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Record(Record { flattened: Some(Flattened { ty: TypeRef::Named(union), .. }), .. })) => {
                *union
            }
            _ => id,
        }
    }

    /// Returns the derives that the document and its schemas request.
    pub(super) fn derive_requests(&mut self) -> Vec<DeriveRequest> {
        let mut wishes = Vec::new();
        let of_all = custom::derives(&self.document.openapi.extensions);
        if !of_all.is_empty() {
            let at = Pointer::root().child(settings::DERIVE);
            self.check_derives(&of_all, &at);
            let at = self.document.origin(&at);
            wishes.push(DeriveRequest { ty: None, derives: of_all, at, severity: Severity::Note });
        }
        for (node, custom) in self.customs(|custom| !custom.derives.is_empty()) {
            let at = custom.at.child(settings::DERIVE);
            self.check_derives(&custom.derives, &at);
            if let Some(own) = &custom.replace {
                self.report_beside(own, "derives", &at);
                continue;
            }
            let Some(types) = self.types_of(node, &at) else { continue };
            if types.is_empty() {
                let message = "the schema has no struct or enum of its own that could derive";
                self.setting_problem(&at, message, "move it to a schema of an object, an enum or a union");
            }
            let severity = self.severity_at(&at);
            let at = self.document.origin(&at);
            let wish = |ty| DeriveRequest { ty: Some(ty), derives: custom.derives.clone(), at: at.clone(), severity };
            wishes.extend(types.into_iter().map(wish));
        }
        wishes
    }

    fn check_derives(&mut self, derives: &[Derive], at: &Pointer) {
        for derive in derives {
            if let Derive::Macro(path) = derive {
                self.check_path(path, at);
            }
        }
    }

    /// Reports a path of the user's that leads into the generated crate, which has nothing of theirs: in every output, `crate` is the user's crate.
    pub(super) fn check_path(&mut self, path: &str, at: &Pointer) {
        if path.starts_with("crate::") && !self.is_module {
            let message = format!("`{path}` would be in the generated crate, where nothing is yours");
            let hint =
                "move it into a crate of its own and name that crate, or set `module` to write a module of your crate";
            self.setting_problem(at, message, hint);
        }
    }

    /// Returns true for a shared scalar for which settings request a type of its own.
    pub(super) fn is_newtype(&mut self, node: NodeId, ty: &TypeRef) -> bool {
        let keywords = self.nodes.keywords(node);
        let own = keywords.custom.first().filter(|custom| custom.at == self.nodes.get(node).at).cloned();
        let said = own.as_ref().and_then(|custom| custom.newtype);
        let is_fit = matches!(ty, TypeRef::Scalar(scalar) if has_newtype(*scalar));
        if let Some(custom) = own.filter(|custom| custom.newtype.is_some()) {
            let at = custom.at.child(settings::NEWTYPE);
            self.memory.used_settings.insert(at.clone());
            let target = if let TypeRef::Named(id) = ty { Some(*id) } else { None };
            if !is_fit && !self.is_other_name(node, target, &at) {
                self.report_no_scalar(&at);
            }
        }
        is_fit && said.or_else(|| self.flag_of_all(settings::NEWTYPE)) == Some(true)
    }

    fn report_no_scalar(&mut self, at: &Pointer) {
        let message = "the schema is no text, number or truth value, and has no newtype";
        self.setting_problem(at, message, "remove the setting, or move it to a shared schema of a scalar");
    }

    /// Reports a setting of a newtype that no shared schema has.
    pub(super) fn report_inline_newtype(&mut self, node: NodeId, custom: &Custom) {
        let at = custom.at.child(settings::NEWTYPE);
        if custom.newtype.is_none() || self.memory.used_settings.contains(&at) {
            return;
        }
        if self.nodes.components.iter().any(|component| component.node == node) {
            return self.report_no_scalar(&at);
        }
        let target = if let TypeRef::Named(id) = self.lower(node).ty { Some(id) } else { None };
        if !self.is_other_name(node, target, &at) {
            let message = "the schema has no name of its own that a newtype could have";
            self.setting_problem(&at, message, "move the schema to `components/schemas`");
        }
    }

    /// Returns true for a schema that is but another name of a shared one, as one that refers to it is. A setting at it is reported: it would change the type
    /// of all that refer to the shared one.
    fn is_other_name(&mut self, node: NodeId, target: Option<TypeId>, at: &Pointer) -> bool {
        let shared = self.nodes.components.iter().find(|component| Some(component.id) == target);
        let Some(name) = shared.filter(|shared| shared.node != node).map(|shared| shared.key.clone()) else {
            return false;
        };
        let message = format!("the schema is another name of `{name}`, whose type all that refer to it have");
        self.setting_problem(at, message, format!("name `{name}` instead"));
        true
    }
}

/// Returns the flag of an enum or a union for keeping unknown values.
fn openness(kind: &mut TypeKind) -> Option<&mut bool> {
    match kind {
        TypeKind::Constants(words) => Some(&mut words.open),
        TypeKind::Union(union) => Some(&mut union.open),
        TypeKind::Record(_) | TypeKind::Errors(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => None,
    }
}

/// Returns true for scalars that are texts, numbers or truth values. Bytes and lists of floats are none; the user's own types have a name already.
fn has_newtype(scalar: Scalar) -> bool {
    !matches!(scalar, Scalar::Binary | Scalar::File | Scalar::Floats | Scalar::Own(_))
}
