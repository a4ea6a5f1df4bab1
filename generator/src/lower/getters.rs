//! The extension `x-specsmith-getter`: methods that return the value at a path.

use std::rc::Rc;

use serde_json::Value;

use super::Lowering;
use super::custom::Custom;
use super::node::NodeId;
use crate::api::{Docs, Getter, GetterStep, Literal, Scalar, TypeId, TypeKind, TypeRef, route};
use crate::naming::{FieldName, Scope};
use crate::pointer::Pointer;
use crate::read::settings::{self, GETTER_KEYS};
use crate::read::{Step, steps};

/// A problem of a getter, and the remedy.
type Fault = (String, String);

impl Lowering<'_> {
    /// Adds getters to types, once all types are known.
    pub(super) fn add_getters(&mut self) {
        let customs: Vec<(NodeId, Rc<Custom>)> =
            self.nodes.customs.iter().filter(|(_, custom)| !custom.getters.is_empty()).cloned().collect();
        for (node, custom) in customs {
            if let Some(own) = &custom.replace {
                self.report_beside(own, "getters", &custom.at.child(settings::GETTER));
                continue;
            }
            let at = custom.at.child(settings::GETTER);
            let Some(mut types) = self.types_of(node, &at) else { continue };
            types.retain(|id| self.has_getters(*id));
            if types.is_empty() {
                let message = "the schema has no struct or enum of its own that could have getters";
                self.setting_problem(&at, message, "move it to a schema of an object or a union");
            }
            types.into_iter().for_each(|id| self.add_getters_to(id, &custom));
        }
    }

    /// Returns true for a record or a union.
    fn has_getters(&self, id: TypeId) -> bool {
        let kind = self.types.get(id.0).map(|def| &def.kind);
        matches!(kind, Some(TypeKind::Record(_) | TypeKind::Union(_)))
    }

    fn add_getters_to(&mut self, id: TypeId, custom: &Custom) {
        let mut names = Scope::new();
        // A method of this name hides the one of `Display`; clippy refuses it.
        names.reserve("to_string");
        if let Some(TypeKind::Record(record)) = self.types.get(id.0).map(|def| &def.kind) {
            for field in &record.fields {
                names.reserve(field.name.plain());
                field.null_setter.iter().for_each(|name| names.reserve(name.plain()));
            }
        }
        for (name, value) in &custom.getters {
            let at = custom.key(settings::GETTER, name);
            match self.getter(id, name, value, &mut names, &at) {
                Ok(getter) => self.types.get_mut(id.0).into_iter().for_each(|def| def.getters.push(getter.clone())),
                Err((problem, hint)) => self.setting_problem(&at, problem, hint),
            }
        }
    }

    fn getter(
        &mut self,
        id: TypeId,
        name: &str,
        value: &Value,
        names: &mut Scope,
        at: &Pointer,
    ) -> Result<Getter, Fault> {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let [path_key, join_key, description_key] = GETTER_KEYS;
        let path = value.as_str().or_else(|| text(path_key)).unwrap_or_default();
        let join = text(join_key).map(str::to_owned);
        let steps = steps(path).map_err(|why| {
            let hint = "write it as `output[*].content[?@.type == 'text'].text`";
            (format!("the getter's path cannot be followed: {why}"), hint.to_owned())
        })?;
        let steps: Vec<GetterStep> = steps.into_iter().map(step).collect::<Option<_>>().ok_or_else(|| {
            ("the getter's path compares with no text, number or truth value".to_owned(), "compare with one".to_owned())
        })?;
        let found = route(&self.types, id, &steps).map_err(|why| {
            (
                format!("the getter's path does not fit the type: {why}"),
                "follow the properties of the schema".to_owned(),
            )
        })?;
        let is_text = found.target == TypeRef::Scalar(Scalar::String);
        if join.is_some() && !(is_text && found.many) {
            let problem = "the getter's path does not lead to a list of texts, so that nothing can be joined";
            return Err((problem.to_owned(), format!("remove `{join_key}`")));
        }
        let method: FieldName = names.claim_first(&[name, &format!("get {name}")]);
        self.check_given(name, &method, at);
        let docs = Docs(text(description_key).unwrap_or_default().to_owned());
        Ok(Getter { name: method, path: path.to_owned(), steps, join, docs })
    }
}

fn step(step: Step) -> Option<GetterStep> {
    Some(match step {
        Step::Member(name) => GetterStep::Member(name),
        Step::Each => GetterStep::Each,
        Step::Only(name, Value::String(text)) => GetterStep::Only(name, Literal::Str(text)),
        Step::Only(name, Value::Bool(flag)) => GetterStep::Only(name, Literal::Bool(flag)),
        Step::Only(name, Value::Number(number)) => GetterStep::Only(name, Literal::Int(number.as_i64()?.into())),
        Step::Only(..) => return None,
    })
}
