//! `enum` and `const`: enums of constants, and constants.

use std::collections::HashSet;

use serde_json::Value;

use super::context::Lowering;
use super::node::{Choice, Core, JsonType, Keywords, NodeId};
use crate::api::{Constant, Constants, ConstantsForm, Docs, Literal, Scalar, TypeKind, TypeRef};
use crate::naming::{Scope, VariantName};
use crate::report::{Code, Problem};

/// Returns a JSON value as a constant; `None` for null, lists and objects.
pub(super) fn literal(value: &Value) -> Option<Literal> {
    match value {
        Value::String(text) => Some(Literal::Str(text.clone())),
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::Number(number) => {
            let integer = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
            Some(match (integer, number.as_f64()) {
                (Some(number), _) => Literal::Int(number),
                // A number enum's values come as floats; 1.0 is the number 1.
                (None, Some(number)) if number.fract() == 0.0 && number.abs() < 9.0e15 => Literal::Int(number as i128),
                (None, Some(number)) => Literal::Float(number),
                (None, None) => return None,
            })
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Returns a value as settings name it.
pub(super) fn text_of(choice: &Choice) -> String {
    choice.literal().map(|literal| literal.to_text()).unwrap_or_default()
}

impl Choice {
    /// Returns the value as a constant, with all its digits.
    pub(super) fn literal(&self) -> Option<Literal> {
        let large = self.digits.as_ref().and_then(|digits| digits.parse().ok()).map(Literal::Int);
        large.or_else(|| literal(&self.value))
    }
}

impl Lowering<'_> {
    /// Lowers `enum`.
    pub(super) fn words(&mut self, node: NodeId, keywords: &Keywords) -> TypeRef {
        let choices = self.fitting(node, &keywords.core.values, &keywords.core.types);
        self.check_digits(node, &choices);
        let literals: Option<Vec<(Choice, Literal)>> =
            choices.into_iter().map(|choice| choice.literal().map(|value| (choice, value))).collect();
        let Some(literals) = literals else { return self.complex_values(node, keywords) };
        // 1 and 1.0 are one number.
        let mut seen = HashSet::new();
        let distinct = literals.into_iter().filter(|(_, value)| match value {
            Literal::Int(number) => seen.insert(*number),
            Literal::Str(_) | Literal::Float(_) | Literal::Bool(_) => true,
        });
        let (choices, literals): (Vec<Choice>, Vec<Literal>) = distinct.unzip();
        match literals.as_slice() {
            [] => return TypeRef::Json,
            [only] if !keywords.core.open => return TypeRef::Const(only.clone()),
            [Literal::Bool(_), Literal::Bool(_)] => return TypeRef::Scalar(Scalar::Bool),
            _ => {}
        }
        let id = self.slot(node, "kind");
        let choices = self.named_choices(keywords, choices, &literals);
        let names = variant_names(&choices, &literals);
        let variants = names.into_iter().zip(literals).zip(choices);
        let variants: Vec<Constant> =
            variants.map(|((name, value), choice)| Constant { name, value, docs: Docs(choice.docs) }).collect();
        let form = form(&variants);
        if keywords.core.open {
            self.memory.open_constants.insert(id);
        }
        self.define(id, node, TypeKind::Constants(Constants { form, variants, open: true }))
    }

    /// Applies the names of settings to values.
    fn named_choices(&mut self, keywords: &Keywords, mut choices: Vec<Choice>, literals: &[Literal]) -> Vec<Choice> {
        if !keywords.custom.is_empty() {
            for (choice, literal) in choices.iter_mut().zip(literals) {
                let name = self.variant_setting(keywords, &[&literal.to_text()]);
                choice.name = name.or(choice.name.take());
            }
        }
        choices
    }

    /// Reports an integer with more digits than any integer type has: it is sent as the nearest `f64`.
    fn check_digits(&mut self, node: NodeId, choices: &[Choice]) {
        let mut rounded = choices.iter().filter_map(|choice| choice.digits.as_ref());
        if let Some(digits) = rounded.find(|digits| digits.parse::<i128>().is_err()) {
            let at = self.at(node);
            self.report(Problem::warning(
                Code::EnumValues,
                &at,
                format!("the integer {digits} does not fit 128 bits; it is rounded"),
                "make it a string",
            ));
        }
    }

    /// Lowers an enum of lists or objects to the declared type, which cannot list them.
    fn complex_values(&mut self, node: NodeId, keywords: &Keywords) -> TypeRef {
        let at = self.at(node);
        let core = Core { values: Vec::new(), open: false, ..keywords.core.clone() };
        if core.json_types().is_empty() && core.unions.is_empty() {
            self.report(Problem::warning(
                Code::EnumValues,
                &at,
                "an `enum` of lists or objects has no type of its own",
                "describe the values with a schema; they are offered as any JSON",
            ));
            return TypeRef::Json;
        }
        self.report(Problem::note(
            Code::EnumValues,
            &at,
            "an `enum` of lists or objects is not checked",
            "nothing to do: the values have the declared type",
        ));
        self.shape(node, &Keywords { core, ..keywords.clone() })
    }

    /// Returns the values that the declared type admits. Those it does not are a slip of the pen (`"1"` for 1) or can never occur.
    fn fitting(&mut self, node: NodeId, choices: &[Choice], types: &[JsonType]) -> Vec<Choice> {
        let mut fitting: Vec<Choice> = Vec::new();
        let mut seen = HashSet::new();
        let mut repaired = false;
        for choice in choices {
            let fits = types.is_empty() || types.iter().any(|kind| kind.admits(&choice.value));
            repaired |= !fits;
            let value = if fits { Some(choice.value.clone()) } else { repair(&choice.value, types) };
            let Some(value) = value else { continue };
            let choice = Choice { value, ..choice.clone() };
            if seen.insert(choice.key()) {
                fitting.push(choice);
            }
        }
        if repaired {
            let at = self.at(node);
            self.report(Problem::warning(
                Code::EnumType,
                &at,
                "the `enum` has values that its `type` does not admit",
                "write them as the type asks; they are read that way, or left out",
            ));
        }
        if fitting.is_empty() { choices.to_vec() } else { fitting }
    }
}

/// Returns a value as the declared type would have it.
fn repair(value: &Value, types: &[JsonType]) -> Option<Value> {
    types.iter().find_map(|kind| match (kind, value) {
        (JsonType::String, Value::Number(number)) => Some(Value::String(number.to_string())),
        (JsonType::String, Value::Bool(value)) => Some(Value::String(value.to_string())),
        (JsonType::Integer, Value::String(text)) => text.parse::<i64>().ok().map(Value::from),
        (JsonType::Number, Value::String(text)) => {
            text.parse::<i64>().ok().map(Value::from).or_else(|| text.parse::<f64>().ok().map(Value::from))
        }
        (JsonType::Boolean, Value::String(text)) => text.parse::<bool>().ok().map(Value::from),
        _ => None,
    })
}

fn variant_names(choices: &[Choice], literals: &[Literal]) -> Vec<VariantName> {
    let texts = choices.iter().zip(literals).map(|(choice, value)| {
        let (text, kind) = match value {
            Literal::Str(text) => (text.clone(), None),
            Literal::Int(number) => (number.to_string(), Some("integer")),
            Literal::Float(number) => (number.to_string(), Some("number")),
            Literal::Bool(value) => (value.to_string(), Some("boolean")),
        };
        match (&choice.name, kind) {
            (Some(name), _) => vec![name.clone(), format!("{name} {text}")],
            (None, Some(kind)) => vec![text.clone(), format!("{text} {kind}")],
            (None, None) => vec![text],
        }
    });
    Scope::new().claim_all(&texts.collect::<Vec<Vec<String>>>())
}

fn form(variants: &[Constant]) -> ConstantsForm {
    if variants.iter().all(|word| matches!(word.value, Literal::Str(_))) {
        ConstantsForm::Strings
    } else if variants.iter().all(|word| matches!(word.value, Literal::Int(value) if i64::try_from(value).is_ok())) {
        ConstantsForm::Integers
    } else {
        ConstantsForm::Mixed
    }
}
