//! Application of settings to schemas: names and presence of types, fields and variants.

use std::rc::Rc;

use super::context::Lowering;
use super::custom::{Custom, suggestion};
use super::node::{Keywords, NodeId, Role};
use crate::api::{Field, FieldSettings, OwnType, OwnTypeId, Presence, Scalar, TypeRef};
use crate::naming::{FieldName, Name, Scope, VariantName, is_reserved, words};
use crate::pointer::Pointer;
use crate::read::settings;
use crate::report::{Code, Problem, Severity};

impl Lowering<'_> {
    /// Returns the settings of a record's fields in the order of its properties; none at all where it has none.
    pub(super) fn fields_settings(&mut self, keywords: &Keywords) -> Vec<Option<Box<FieldSettings>>> {
        if keywords.custom.is_empty() {
            return Vec::new();
        }
        let wires: Vec<&String> = keywords.core.properties.keys().collect();
        let mut all: Vec<Option<Box<FieldSettings>>> =
            wires.iter().map(|wire| self.field_settings(keywords, wire)).collect();
        let given = |settings: &Option<Box<FieldSettings>>| settings.as_ref().and_then(|it| it.name.clone());
        let plain = |text: &str| Scope::new().claim::<FieldName>(text);
        let names: Vec<FieldName> =
            wires.iter().zip(&all).map(|(wire, settings)| plain(given(settings).as_ref().unwrap_or(wire))).collect();
        for (index, wire) in wires.iter().enumerate() {
            if let Some(given) = given(&all[index]) {
                self.check_given(&given, &names[index], &field_key(keywords, wire));
            }
            let is_taken = names.iter().enumerate().any(|(other, name)| other != index && *name == names[index]);
            if is_taken && given(&all[index]).is_some() {
                let message = format!("another field is called `{}`: the name was ignored", names[index]);
                self.setting_problem(&field_key(keywords, wire), message, "choose another name");
                all[index].iter_mut().for_each(|settings| settings.name = None);
            }
        }
        all
    }

    /// Applies the settings of a field, except its name.
    pub(super) fn set_field(field: &mut Field, settings: Box<FieldSettings>) {
        field.presence = Presence::of(
            settings.required.unwrap_or(field.presence.is_required()),
            settings.nullable.unwrap_or(field.presence.is_nullable()),
        );
        field.settings = Some(settings);
    }

    /// Returns the settings of a property's field: the schema's own, else those of a part.
    fn field_settings(&mut self, keywords: &Keywords, wire: &str) -> Option<Box<FieldSettings>> {
        let mut found: Option<FieldSettings> = None;
        for custom in &keywords.custom {
            let Some(own) = custom.fields.get(wire) else { continue };
            self.memory.used_settings.insert(custom.key(settings::FIELDS, wire));
            let FieldSettings { name, required, nullable } = found.get_or_insert_default();
            *name = name.take().or_else(|| own.name.clone());
            (*required, *nullable) = (required.or(own.required), nullable.or(own.nullable));
        }
        found.map(Box::new)
    }

    /// Returns the name that settings set for a variant, by the first of these keys that they have.
    pub(super) fn variant_setting(&mut self, keywords: &Keywords, keys: &[&str]) -> Option<String> {
        for (custom, key) in keywords.custom.iter().flat_map(|custom| keys.iter().map(move |key| (custom, key))) {
            if let Some(name) = custom.variants.get(*key) {
                let at = custom.key(settings::VARIANTS, key);
                self.check_given(name, &Scope::new().claim::<VariantName>(name), &at);
                self.memory.used_settings.insert(at);
                return Some(name.clone());
            }
        }
        None
    }

    /// Returns the name that a setting sets for the type of an inline schema.
    pub(super) fn type_setting(&mut self, node: NodeId) -> Option<(String, Pointer)> {
        if self.nodes.customs.is_empty() || self.nodes.is_ref(node) {
            return None;
        }
        let keywords = self.nodes.keywords(node);
        let custom = keywords.custom.first().filter(|custom| custom.at == self.nodes.get(node).at)?;
        let name = custom.name.clone()?;
        let at = custom.at.child(settings::NAME);
        self.memory.used_settings.insert(at.clone());
        Some((name, at))
    }

    /// Returns the user's own type for the schema at a node.
    pub(super) fn replacement(&mut self, node: NodeId) -> Option<TypeRef> {
        if self.nodes.customs.is_empty() || self.nodes.is_ref(node) {
            return None;
        }
        let keywords = self.nodes.keywords(node);
        let custom = keywords.custom.first().filter(|custom| custom.at == self.nodes.get(node).at)?;
        let own = custom.replace.clone()?;
        self.memory.used_settings.insert(custom.at.child(settings::REPLACE));
        let known = self.own_types.iter().position(|known| *known == own);
        let id = known.unwrap_or_else(|| {
            self.own_types.push(own);
            self.own_types.len() - 1
        });
        Some(TypeRef::Scalar(Scalar::Own(OwnTypeId(id))))
    }

    /// Reports a name in a setting that is taken, so that the item got another one.
    pub(super) fn check_given<N: Name>(&mut self, given: &str, name: &N, at: &Pointer) {
        let plain: N = Scope::new().claim(given);
        let message = if words(given).is_empty() {
            format!("the name `{given}` has neither letters nor digits; it is `{}`", name.as_str())
        } else if is_reserved::<N>(given) {
            format!("the name `{given}` is taken here; it is `{}`", name.as_str())
        } else if plain.as_str() != name.as_str() {
            format!("the name `{}` is taken here; it is `{}`", plain.as_str(), name.as_str())
        } else {
            return;
        };
        self.setting_problem(at, message, "choose another name");
    }

    /// Reports a setting that cannot be followed: an error where the user's configuration has it.
    pub(super) fn setting_problem(&mut self, at: &Pointer, message: impl Into<String>, hint: impl Into<String>) {
        let severity = self.severity_at(at);
        self.report(Problem { severity, ..Problem::warning(Code::UnmatchedSetting, at, message, hint) });
    }

    /// Notes that a setting says something at a place, or why not. A setting of a pattern stands at many places, and is reported if it says nothing at
    /// any of them.
    pub(super) fn setting_of_pattern(&mut self, at: &Pointer, unmatched: Option<(String, String)>) {
        let said = self.source_of(at);
        match unmatched {
            None => drop(self.memory.settings_of_patterns.insert(said, None)),
            Some((message, hint)) => {
                let unmatched = Some((at.clone(), message, hint));
                self.memory.settings_of_patterns.entry(said).or_insert(unmatched);
            }
        }
    }

    /// Reports the settings of patterns that say nothing at any place.
    pub(super) fn report_unmatched_patterns(&mut self) {
        for (at, message, hint) in std::mem::take(&mut self.memory.settings_of_patterns).into_values().flatten() {
            self.setting_problem(&at, message, hint);
        }
    }

    /// Returns the severity of a setting that cannot be followed.
    pub(super) fn severity_at(&self, at: &Pointer) -> Severity {
        match (self.is_configured(at), self.document.allow_unmatched) {
            (true, false) => Severity::Error,
            (true, true) => Severity::Note,
            (false, _) => Severity::Warning,
        }
    }

    /// Reports the settings that match nothing.
    pub(super) fn report_unused_settings(&mut self) {
        for (node, custom) in std::mem::take(&mut self.nodes.customs) {
            if let Some(name) = custom.name.as_deref() {
                let at = custom.at.child(settings::NAME);
                if !self.memory.used_settings.contains(&at) && !self.is_component(node) {
                    let message = format!("the schema has no type of its own that could be called `{name}`");
                    self.setting_problem(&at, message, "name a schema of an object, an enum or a union");
                }
            }
            self.report_inline_newtype(node, &custom);
            let at = custom.at.child(settings::REPLACE);
            custom.replace.iter().for_each(|own| self.check_path(&own.path, &at));
            if custom.replace.is_some() && !self.memory.used_settings.contains(&at) {
                let message = "the schema has no type that another one could stand for";
                self.setting_problem(&at, message, "name a schema that is used where it stands");
            }
            match &custom.replace {
                None => self.report_unused_keys(node, &custom),
                // A schema that merges this one may have used some.
                Some(own) => {
                    for (setting, noun, keys) in custom.keys() {
                        for (_, at) in self.unused(&custom, setting, keys) {
                            self.report_beside(own, noun, &at);
                        }
                    }
                }
            }
        }
    }

    /// Reports a setting of a schema that has the user's own type.
    pub(super) fn report_beside(&mut self, own: &OwnType, noun: &str, at: &Pointer) {
        let message = format!("the schema has your own type `{}`, which gets no {noun}", own.path);
        self.setting_problem(at, message, format!("remove it, or `{}`", settings::REPLACE));
    }

    pub(super) fn is_component(&self, node: NodeId) -> bool {
        matches!(self.nodes.get(node).role, Role::Component(_))
    }

    /// Returns the keys of a setting that nothing used, with their places.
    fn unused(&self, custom: &Custom, setting: &str, keys: Vec<&String>) -> Vec<(String, Pointer)> {
        let keys = keys.into_iter().map(|key| (key.clone(), custom.key(setting, key)));
        keys.filter(|(_, at)| !self.memory.used_settings.contains(at)).collect()
    }

    fn report_unused_keys(&mut self, node: NodeId, custom: &Rc<Custom>) {
        let [fields, variants] = custom.keys().map(|(setting, _, keys)| self.unused(custom, setting, keys));
        if fields.is_empty() && variants.is_empty() {
            return;
        }
        let flat = self.flat(node);
        let properties: Vec<&str> = flat.core.properties.keys().map(String::as_str).collect();
        for (key, at) in fields {
            let hint = suggestion(&key, &properties, "its properties");
            self.setting_problem(&at, format!("the schema has no property `{key}`"), hint);
        }
        let mut known: Vec<String> = flat.core.values.iter().map(super::constants::text_of).collect();
        known.extend(self.labels.keys(node).iter().cloned());
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        for (key, at) in variants {
            let hint = suggestion(&key, &known, "its variants");
            self.setting_problem(&at, format!("the schema has no variant `{key}`"), hint);
        }
    }
}

/// Returns the place of the setting that names a property's field.
fn field_key(keywords: &Keywords, wire: &str) -> Pointer {
    let is_named = |custom: &&Rc<Custom>| custom.fields.get(wire).is_some_and(|it| it.name.is_some());
    keywords.custom.iter().find(is_named).map_or_else(Pointer::root, |custom| custom.key(settings::FIELDS, wire))
}
