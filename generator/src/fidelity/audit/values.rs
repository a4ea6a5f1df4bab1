//! Constants and enums: the same values, spelled as they are written.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Audit;
use super::declared::Declared;
use crate::api::{Constants, Literal};
use crate::read::Node;

impl<'d> Audit<'d> {
    /// Returns the values that a schema allows, as text, `null` aside; `None` where there are lists or objects among them.
    fn texts(&self, declared: &Declared<'d>) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        let is_text = declared.types == ["string"];
        for list in &declared.values {
            for (index, value) in list.elements().enumerate() {
                texts.extend(self.text(*list, &index.to_string(), value, is_text)?);
            }
        }
        for holder in &declared.constants {
            let Some(value) = holder.get("const") else { continue };
            texts.extend(self.text(*holder, "const", value, is_text)?);
        }
        Some(texts)
    }

    fn text(&self, holder: Node<'d>, key: &str, value: Node<'d>, is_text: bool) -> Option<Option<String>> {
        use serde_json::Value;
        match value.value {
            Value::Null => Some(None),
            Value::String(text) => Some(Some(text.clone())),
            Value::Bool(_) | Value::Number(_) if is_text => Some(Some(self.written.spelled(holder, key, value.value))),
            Value::Bool(value) => Some(Some(value.to_string())),
            Value::Number(number) => Some(Some(match number.as_f64() {
                // 1 and 1.0 are one number, and digits beyond 64 bits are in the text alone.
                Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9.0e15 => format!("{float:.0}"),
                Some(float) if number.is_f64() && float.fract() == 0.0 => {
                    let spelled = self.written.spelled(holder, key, value.value);
                    if spelled.parse::<i128>().is_ok() { spelled } else { float.to_string() }
                }
                Some(float) if number.is_f64() => float.to_string(),
                _ => number.to_string(),
            })),
            Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// Audits a value that the schema fixes; true if nothing differs.
    pub(super) fn constant(&mut self, node: Node<'d>, declared: &Declared<'d>, literal: &Literal) -> bool {
        let key = if declared.values.is_empty() { "const" } else { "enum" };
        match self.texts(declared) {
            None => true,
            Some(texts) if texts.is_empty() => self.find(node, &[], "the type is one value, the schema is not"),
            Some(texts)
                if texts.iter().any(|text| *text == literal.to_text())
                    && (all_same(&texts) || declared.values.len() > 1) =>
            {
                true
            }
            Some(_) => self.find(node, &[key], format!("`{}` is not what the schema allows", literal.to_text())),
        }
    }

    /// Audits an enum; true if nothing differs.
    pub(super) fn words(&mut self, node: Node<'d>, declared: &Declared<'d>, words: &Constants, exact: bool) -> bool {
        let Some(texts) = self.texts(declared) else { return true };
        // An enum that is part of another takes any text.
        if texts.is_empty() {
            return !exact || self.find(node, &[], "the type is an enum, the schema is not");
        }
        let key = if declared.values.is_empty() { "const" } else { "enum" };
        let written: BTreeSet<&str> = texts.iter().map(String::as_str).collect();
        let known = self.known(words);
        // Parts of an `allOf` narrow each other.
        if declared.values.len() > 1 {
            return true;
        }
        if let Some(missing) = written.iter().find(|text| !known.contains(**text)) {
            return self.find(node, &[key], format!("the value `{missing}` has no variant"));
        }
        // Each of many constants that became one enum would ask for every variant.
        if !exact {
            return true;
        }
        match known.iter().find(|text| !written.contains(text.as_str())) {
            Some(added) => self.find(node, &[key], format!("the variant `{added}` is not among the values")),
            None => true,
        }
    }

    /// Returns the values of an enum as text: each of many constants may be compared with it.
    fn known(&mut self, words: &Constants) -> Rc<BTreeSet<String>> {
        let known = self.words.entry(std::ptr::from_ref(words).addr());
        let texts = || Rc::new(words.variants.iter().map(|word| word.value.to_text()).collect());
        Rc::clone(known.or_insert_with(texts))
    }

    /// Returns true if a schema allows some values only, and a plain scalar takes them all.
    pub(super) fn has_values(&self, declared: &Declared<'d>) -> bool {
        self.texts(declared).is_some_and(|texts| !texts.is_empty())
    }

    /// Returns true if `true` and `false` are among the allowed values.
    pub(super) fn has_both(&self, declared: &Declared<'d>) -> bool {
        self.texts(declared)
            .is_some_and(|texts| ["true", "false"].iter().all(|text| texts.iter().any(|own| own == text)))
    }
}

fn all_same(texts: &[String]) -> bool {
    texts.windows(2).all(|pair| pair[0] == pair[1])
}
