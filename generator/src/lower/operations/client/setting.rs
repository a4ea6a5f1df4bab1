//! Settings: values that a client has once and sends with every call.

use serde_json::{Map, Value};

use super::super::super::Lowering;
use crate::api::{ClientSetting, Docs, SettingPlace};
use crate::naming::{MethodName, Scope};
use crate::pointer::Pointer;

/// Settings of one place, by their names on the wire.
pub(super) struct Source<'d> {
    pub(super) place: SettingPlace,
    pub(super) at: Pointer,
    pub(super) values: Option<&'d Map<String, Value>>,
}

/// Reads settings and names their setters. Those among `known` keep their setter.
pub(super) fn read(
    lowering: &mut Lowering<'_>,
    sources: &[Source<'_>],
    known: &[ClientSetting],
    names: &mut Scope,
) -> Vec<ClientSetting> {
    let mut all: Vec<ClientSetting> = Vec::new();
    let mut unnamed: Vec<(usize, Vec<String>)> = Vec::new();
    let mut given: Vec<Option<(String, Pointer)>> = Vec::new();
    for source in sources {
        for (wire, value) in source.values.into_iter().flatten() {
            let same = |other: &&ClientSetting| is_same(other, source.place, wire);
            if all.iter().any(|other| is_same(other, source.place, wire)) {
                let at = source.at.child(wire);
                lowering.setting_problem(&at, format!("`{wire}` is set twice"), "remove one of the two");
                continue;
            }
            let mut setting = one(source.place, wire, value);
            match known.iter().find(same).and_then(|other| other.setter.clone()) {
                Some(name) => setting.setter = Some(name),
                None if value.is_object() => {
                    let name = value.get("name").and_then(Value::as_str);
                    given.push(name.map(|name| (name.to_owned(), source.at.child(wire).child("name"))));
                    unnamed.push((all.len(), texts(source.place, wire, value)));
                }
                None => {}
            }
            all.push(setting);
        }
    }
    let wanted: Vec<Vec<String>> = unnamed.iter().map(|(_, texts)| texts.clone()).collect();
    let minted: Vec<MethodName> = names.claim_all(&wanted);
    for (((at, _), name), given) in unnamed.into_iter().zip(minted).zip(given) {
        if let Some((given, place)) = given {
            lowering.check_given(&given, &name, &place);
        }
        if let Some(setting) = all.get_mut(at) {
            setting.setter = Some(name);
        }
    }
    all
}

fn is_same(setting: &ClientSetting, place: SettingPlace, wire: &str) -> bool {
    let same = match place {
        SettingPlace::Header => setting.wire.eq_ignore_ascii_case(wire),
        SettingPlace::Query | SettingPlace::Path => setting.wire == wire,
    };
    setting.place == place && same
}

/// Reads a setting without a name: a text is its value, an object has more.
fn one(place: SettingPlace, wire: &str, value: &Value) -> ClientSetting {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    ClientSetting {
        place,
        wire: wire.to_owned(),
        default: value.as_str().map(str::to_owned).or_else(|| text("default")),
        env: text("env"),
        required: value.get("required").and_then(Value::as_bool).unwrap_or_default(),
        setter: None,
        docs: Docs(text("description").unwrap_or_default()),
    }
}

/// Returns the texts that a setter may be named after, best first.
fn texts(place: SettingPlace, wire: &str, value: &Value) -> Vec<String> {
    let name = value.get("name").and_then(Value::as_str).unwrap_or(wire);
    let noun = match place {
        SettingPlace::Header => "header",
        SettingPlace::Query => "query",
        SettingPlace::Path => "path",
    };
    vec![name.to_owned(), format!("{name} {noun}")]
}
