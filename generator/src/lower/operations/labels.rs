//! Names that settings give an operation's arguments and setters, and the presence that they give its parameters.

use serde_json::Value;

use super::super::{Lowering, custom, suggestion};
use super::input_names::{Given, InputLocation};
use super::params::Gathered;
use super::sites::Site;
use crate::api::{Body, FieldSettings, Param};
use crate::pointer::Pointer;
use crate::read::settings;

/// Names that settings give to an operation's inputs.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// The names.
    pub(super) names: Given,
    /// The settings, each with its location.
    sources: Vec<(InputLocation, String, Pointer)>,
    /// The presence that settings give to inputs.
    pub(super) presences: Vec<InputPresence>,
}

/// The presence that a setting gives to an input.
#[derive(Debug)]
pub(super) struct InputPresence {
    /// The place of the input.
    pub(super) place: InputLocation,
    /// Its name on the wire.
    pub(super) wire: String,
    /// The setting.
    pub(super) said: FieldSettings,
    /// The place of the setting.
    pub(super) at: Pointer,
}

impl Labels {
    fn add(&mut self, place: InputLocation, wire: &str, name: &str, at: Pointer) {
        self.names.0.insert((place, wire.to_owned()), name.to_owned());
        self.sources.push((place, wire.to_owned(), at));
    }
}

/// Collects the names in settings: those of a body's fields, of parameters, and of the operation's own list, which win.
pub(super) fn given(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    gathered: &Gathered<'_>,
    params: &[Param],
    bodies: &[&mut Body],
) -> Labels {
    let mut labels = Labels::default();
    for field in bodies.iter().flat_map(|body| body.fields.iter().flatten()) {
        if let Some(label) = &field.label {
            labels.names.0.insert((InputLocation::Body, field.wire.clone()), label.clone());
        }
    }
    for (location, wire, name, at) in gathered.names() {
        labels.add(InputLocation::Param(location), wire, name, at);
    }
    let Some(Value::Object(own)) = site.operation.extensions.get(settings::PARAMETERS) else { return labels };
    let known = inputs(params, bodies);
    for (key, value) in own {
        let at = site.at.child(settings::PARAMETERS).child(key);
        let said = custom::field(value);
        let matches = |(place, wire): &&(InputLocation, String)| wire == key || is_at(key, *place, wire);
        let found: Vec<&(InputLocation, String)> = known.iter().filter(matches).collect();
        let unmatched = found.is_empty().then(|| {
            let known: Vec<&str> = known.iter().map(|(_, wire)| wire.as_str()).collect();
            let hint = suggestion(key, &known, "its parameters and properties");
            (format!("the operation has no parameter or property `{key}`"), hint)
        });
        lowering.setting_of_pattern(&at, unmatched);
        for (place, wire) in found {
            said.name.iter().for_each(|name| labels.add(*place, wire, name, at.clone()));
            if said.required.is_some() || said.nullable.is_some() {
                let (place, wire, said, at) = (*place, wire.clone(), said.clone(), at.clone());
                labels.presences.push(InputPresence { place, wire, said, at });
            }
        }
    }
    labels
}

/// Returns true for a key with a place in front: `query:id`.
fn is_at(key: &str, place: InputLocation, wire: &str) -> bool {
    key.split_once(':').is_some_and(|(word, name)| word == place.word() && name == wire)
}

fn inputs(params: &[Param], bodies: &[&mut Body]) -> Vec<(InputLocation, String)> {
    let params = params.iter().map(|param| (InputLocation::Param(param.location), param.wire.clone()));
    let fields = bodies.iter().flat_map(|body| body.fields.iter().flatten());
    params.chain(fields.map(|field| (InputLocation::Body, field.wire.clone()))).collect()
}

/// Reports the names that could not be given, since another input has them.
pub(super) fn check(lowering: &mut Lowering<'_>, labels: &Labels, params: &[Param], bodies: &[&mut Body]) {
    for (place, wire, at) in &labels.sources {
        let Some(given) = labels.names.0.get(&(*place, wire.clone())) else { continue };
        let param = params.iter().find(|param| InputLocation::Param(param.location) == *place && param.wire == *wire);
        let field = bodies.iter().flat_map(|body| body.fields.iter().flatten());
        let field = field.filter(|_| *place == InputLocation::Body).find(|field| field.wire == *wire);
        if let Some(name) = param.map(|param| &param.name).or(field.map(|field| &field.name)) {
            lowering.check_given(given, name, at);
        }
    }
}
