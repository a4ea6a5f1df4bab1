//! Settings of schemas by `x-specsmith-*`, as `read/settings.rs` admits them.
//!
//! They take effect in `customize.rs` (names, presence, types of the user's own), `type_settings.rs` (derives, open enums, newtypes) and `getters.rs`.

use indexmap::IndexMap;
use serde_json::Value;

use crate::api::{Derive, FieldSettings, OwnType};
use crate::pointer::Pointer;
use crate::read::{closest_of, settings};

/// The settings of one schema.
#[derive(Clone, Debug)]
pub(super) struct Custom {
    /// Place of the schema in the rewritten document.
    pub(super) at: Pointer,
    /// Name of its type.
    pub(super) name: Option<String>,
    /// Settings of fields, by their properties.
    pub(super) fields: IndexMap<String, FieldSettings>,
    /// The derives besides those that every type has.
    pub(super) derives: Vec<Derive>,
    /// The enum or union takes values that it does not know, or takes none.
    pub(super) open: Option<bool>,
    /// The scalar is a type of its own, or is none.
    pub(super) newtype: Option<bool>,
    /// The user's own type for the schema.
    pub(super) replace: Option<OwnType>,
    /// Names of variants.
    pub(super) variants: IndexMap<String, String>,
    /// Getters by name: a path, or an object with more settings.
    pub(super) getters: IndexMap<String, Value>,
}

impl Custom {
    /// Reads the settings among a schema's extensions. `read` has checked their form.
    pub(super) fn of(extensions: &IndexMap<String, Value>, at: &Pointer) -> Option<Self> {
        if extensions.is_empty() {
            return None;
        }
        let object = |name: &str| extensions.get(name).and_then(Value::as_object).into_iter().flatten();
        let name = extensions.get(settings::NAME).and_then(Value::as_str).map(str::to_owned);
        let fields = object(settings::FIELDS).map(|(key, value)| (key.clone(), field(value))).collect();
        let text = |(key, value): (&String, &Value)| Some((key.clone(), value.as_str()?.to_owned()));
        let variants = object(settings::VARIANTS).filter_map(text).collect();
        let getters = object(settings::GETTER).map(|(name, value)| (name.clone(), value.clone())).collect();
        let replace = extensions.get(settings::REPLACE).and_then(own_type);
        let derives = derives(extensions);
        let flag = |name: &str| extensions.get(name).and_then(Value::as_bool);
        let (open, newtype) = (flag(settings::OPEN), flag(settings::NEWTYPE));
        let custom = Self { at: at.clone(), name, fields, derives, open, newtype, replace, variants, getters };
        let is_empty = custom.name.is_none()
            && custom.derives.is_empty()
            && custom.open.is_none()
            && custom.newtype.is_none()
            && custom.replace.is_none()
            && custom.fields.is_empty()
            && custom.variants.is_empty()
            && custom.getters.is_empty();
        (!is_empty).then_some(custom)
    }

    /// Returns the settings with a key for each part of a schema, with the noun of such parts.
    pub(super) fn keys(&self) -> [(&'static str, &'static str, Vec<&String>); 2] {
        let (fields, variants) = (self.fields.keys().collect(), self.variants.keys().collect());
        [(settings::FIELDS, "fields", fields), (settings::VARIANTS, "variants", variants)]
    }

    /// Returns the place of an entry of a setting.
    pub(super) fn key(&self, setting: &str, key: &str) -> Pointer {
        self.at.child(setting).child(key)
    }
}

/// Reads the derives that the extensions of the document or a schema request.
pub(super) fn derives(extensions: &IndexMap<String, Value>) -> Vec<Derive> {
    let names = extensions.get(settings::DERIVE).and_then(Value::as_array).into_iter().flatten();
    names.filter_map(Value::as_str).map(Derive::of).collect()
}

/// Returns the type that a setting names: a text for one with serde's traits, or an object with its traits.
fn own_type(value: &Value) -> Option<OwnType> {
    let path = value.as_str().or_else(|| value.get(settings::REPLACE_TYPE)?.as_str())?;
    let is_serde = value.get(settings::REPLACE_TRAITS).and_then(Value::as_str) != Some(settings::OUR_TRAITS);
    Some(OwnType { path: path.to_owned(), is_serde })
}

/// Reads what a setting says of a field or a parameter: its name alone, or an object.
pub(super) fn field(value: &Value) -> FieldSettings {
    let flag = |key: &str| value.get(key).and_then(Value::as_bool);
    let name = value.as_str().or_else(|| value.get(settings::FIELD_NAME)?.as_str());
    FieldSettings {
        name: name.map(str::to_owned),
        required: flag(settings::FIELD_REQUIRED),
        nullable: flag(settings::FIELD_NULLABLE),
    }
}

/// Returns the name that is most like one that does not exist, else all names.
pub(super) fn suggestion(wanted: &str, known: &[&str], noun: &str) -> String {
    match closest_of(known.iter().copied(), wanted) {
        Some(close) => format!("did you mean `{close}`?"),
        None if known.is_empty() => format!("leave it out: {noun} are none"),
        None => format!("{noun} are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}
