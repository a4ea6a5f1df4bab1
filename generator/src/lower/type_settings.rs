//! Settings of types as a whole: what they derive, whether they take unknown values, which scalars have types of their own.

use std::rc::Rc;

use serde_json::Value;

use super::context::{Lowering, Typed};
use super::custom::{self, Custom};
use super::node::NodeId;
use crate::api::{DeriveRequest, Scalar, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;
use crate::read::settings;
use crate::report::Severity;

impl Lowering<'_> {
    /// A setting of the document that is `true` or `false`.
    fn flag_of_all(&self, name: &str) -> Option<bool> {
        self.document.openapi.extensions.get(name).and_then(Value::as_bool)
    }

    /// The settings of schemas that say something.
    fn customs(&self, says: impl Fn(&Custom) -> bool) -> Vec<(NodeId, Rc<Custom>)> {
        self.nodes.customs.iter().filter(|(_, custom)| says(custom)).cloned().collect()
    }

    /// The named type that a schema became, through aliases.
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
            let id = self.named_id(node);
            if id.is_some_and(|id| self.memory.open_constants.contains(&id)) && custom.open == Some(false) {
                let message = "the schema admits any text beside its values, so its enum is open";
                self.setting_problem(&at, message, "remove the setting, or the schema of the text");
                continue;
            }
            if self.is_other_name(node, id, &at) {
                continue;
            }
            let open = id.and_then(|id| self.types.get_mut(id.0)).and_then(|def| openness(&mut def.kind));
            match open.zip(custom.open) {
                Some((open, said)) => *open = said,
                None => {
                    let message = "the schema has no enum or union of its own that could be open or closed";
                    self.setting_problem(&at, message, "move it to a schema with `enum`, `oneOf` or `anyOf`");
                }
            }
        }
    }

    /// The derives that the document and its schemas ask for.
    pub(super) fn derive_requests(&mut self) -> Vec<DeriveRequest> {
        let mut wishes = Vec::new();
        let of_all = custom::derives(&self.document.openapi.extensions);
        if !of_all.is_empty() {
            let at = Pointer::root().child(settings::DERIVE);
            let at = self.document.origin(&at);
            wishes.push(DeriveRequest { ty: None, derives: of_all, at, severity: Severity::Note });
        }
        for (node, custom) in self.customs(|custom| !custom.derives.is_empty()) {
            let at = custom.at.child(settings::DERIVE);
            if let Some(own) = &custom.replace {
                self.report_beside(own, "derives", &at);
                continue;
            }
            let Some(ty) = self.named_id(node) else {
                let message = "the schema has no struct or enum of its own that could derive";
                self.setting_problem(&at, message, "move it to a schema of an object, an enum or a union");
                continue;
            };
            if self.is_other_name(node, Some(ty), &at) {
                continue;
            }
            let severity = self.severity_at(&at);
            let at = self.document.origin(&at);
            wishes.push(DeriveRequest { ty: Some(ty), derives: custom.derives.clone(), at, severity });
        }
        wishes
    }

    /// Returns true for a shared scalar that settings give a type of its own.
    pub(super) fn is_newtype(&mut self, node: NodeId, ty: &TypeRef) -> bool {
        let keywords = self.nodes.keywords(node);
        let own = keywords.custom.first().filter(|custom| custom.at == self.nodes.get(node).at).cloned();
        let said = own.as_ref().and_then(|custom| custom.newtype);
        let wanted = said.or_else(|| self.flag_of_all(settings::NEWTYPE)) == Some(true);
        if !wanted {
            return false;
        }
        let is_fit = matches!(ty, TypeRef::Scalar(scalar) if has_newtype(*scalar));
        if let Some(custom) = own.filter(|custom| custom.newtype == Some(true)) {
            let at = custom.at.child(settings::NEWTYPE);
            self.memory.used_settings.insert(at.clone());
            let target = if let TypeRef::Named(id) = ty { Some(*id) } else { None };
            if !is_fit && !self.is_other_name(node, target, &at) {
                self.report_no_scalar(&at);
            }
        }
        is_fit
    }

    fn report_no_scalar(&mut self, at: &Pointer) {
        let message = "the schema is no text, number or truth value, and has no newtype";
        self.setting_problem(at, message, "remove the setting, or move it to a shared schema of a scalar");
    }

    /// Reports a wish for a newtype that no shared schema has.
    pub(super) fn report_inline_newtype(&mut self, node: NodeId, custom: &Custom) {
        let at = custom.at.child(settings::NEWTYPE);
        if custom.newtype != Some(true) || self.memory.used_settings.contains(&at) {
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

/// Returns the flag that says of an enum or a union that it takes unknown values.
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
