//! The configuration of a client together with its profile and the API.

use crate::config::Config;
use crate::operation::api::{Api, PlacedScheme};
use crate::operation::setting::{Setting, SettingPlace};

impl Config {
    /// Returns the settings of a client: those of its profile, and those of the API that it does not replace.
    pub(crate) fn settings(&self, api: &Api) -> impl Iterator<Item = &'static Setting> + use<> {
        let own: &'static [Setting] = self.custom.profile.map_or(&[], |profile| profile.settings);
        let same = |a: &Setting, b: &Setting| a.place == b.place && a.name.eq_ignore_ascii_case(b.name);
        let rest = api.settings.iter().filter(move |setting| !own.iter().any(|known| same(known, setting)));
        own.iter().chain(rest)
    }

    /// Returns true if a value was given for a setting.
    pub(crate) fn is_given(&self, setting: &Setting) -> bool {
        let named = |list: &[(String, String)]| list.iter().any(|(name, _)| name == setting.name);
        match setting.place {
            SettingPlace::Header => self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(setting.name)),
            SettingPlace::Query => named(&self.custom.query),
            SettingPlace::Path => named(&self.custom.path_values),
        }
    }

    /// Returns a scheme of the API, as the client sends its credential.
    pub(crate) fn scheme(&self, api: &Api, id: &str) -> Option<PlacedScheme<'_>> {
        let scheme = api.scheme(id)?;
        let own = self.custom.placements.iter().find(|(known, _)| known == id).map(|(_, placement)| placement.kind());
        let of_profile = || Some(self.custom.profile?.scheme(id)?.kind);
        let kind = own.or_else(of_profile).unwrap_or(scheme.kind);
        Some(PlacedScheme { id: scheme.id, env: self.scheme_env(scheme.id, scheme.env), kind })
    }

    /// Returns the environment variable of a scheme's credential. Where a profile leads to another server, the credentials of the API's own are not for it.
    pub(crate) fn scheme_env(&self, id: &str, usual: Option<&'static str>) -> Option<&'static str> {
        match self.custom.profile {
            Some(profile) => match profile.scheme(id) {
                Some(scheme) => scheme.env,
                None if profile.moves() => None,
                None => usual,
            },
            None => usual,
        }
    }

    /// Returns all schemes of the API, as the client sends their credentials.
    pub(crate) fn schemes<'a>(&'a self, api: &'static Api) -> impl Iterator<Item = PlacedScheme<'a>> {
        api.schemes.iter().filter_map(move |scheme| self.scheme(api, scheme.id))
    }

    /// Returns the environment variable that names the base URL.
    pub(crate) fn base_url_env(&self, api: &Api) -> Option<&'static str> {
        match self.custom.profile {
            Some(profile) if profile.moves() => profile.base_url_env,
            _ => api.base_url_env,
        }
    }
}
