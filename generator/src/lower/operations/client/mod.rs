//! The settings of a client and the profiles of an API: `x-specsmith-headers`, `x-specsmith-query`,
//! `x-specsmith-headers-env` and `x-specsmith-profiles`.

pub(super) mod placement;
mod profile;
mod setting;

use super::super::Lowering;
use super::sites::Site;
use crate::api::{ClientSettings, Operation, Profile, SecurityScheme, SettingPlace};
use crate::naming::{Scope, reserved};
use crate::pointer::Pointer;
use crate::read::{ext, settings};
use profile::Known;
use setting::Source;

/// Returns the names of a builder that are taken already.
fn taken(schemes: &[SecurityScheme]) -> Scope {
    let mut names = Scope::new();
    names.reserve_all(reserved::ON_BUILDER);
    schemes.iter().for_each(|scheme| names.reserve(scheme.name.as_str()));
    names
}

/// Returns the settings of the API itself.
pub(super) fn lower(lowering: &mut Lowering<'_>, schemes: &[SecurityScheme]) -> ClientSettings {
    let mut names = taken(schemes);
    let extensions = &lowering.document.openapi.extensions;
    let of = |place: SettingPlace, key: &str| Source {
        place,
        at: Pointer::root().child(key),
        values: extensions.get(key).and_then(serde_json::Value::as_object),
    };
    let sources = [of(SettingPlace::Header, settings::HEADERS), of(SettingPlace::Query, settings::QUERY)];
    let headers_env = ext::text(extensions, settings::HEADERS_ENV).map(str::to_owned);
    // A header with nothing but a value is a constant of all requests.
    let mut all = setting::read(lowering, &sources, &[], &mut names);
    all.retain(|setting| setting.place != SettingPlace::Header || setting.setter.is_some());
    ClientSettings { settings: all, headers_env, profiles: Vec::new() }
}

/// Returns the profiles, once the operations are known.
pub(super) fn profiles<'d>(
    lowering: &mut Lowering<'d>,
    sites: &[Site<'d>],
    schemes: &[SecurityScheme],
    client: &ClientSettings,
    operations: &[Operation],
) -> Vec<Profile> {
    let mut names = taken(schemes);
    client.setters().iter().for_each(|(_, name)| names.reserve(name.as_str()));
    let known = Known { sites, schemes, settings: &client.settings, operations };
    profile::all(lowering, known, &mut names)
}
