//! `x-specsmith-profiles`: other ways in which an API is served.

use serde_json::{Map, Value};

use super::super::super::{Lowering, suggestion};
use super::super::rules::fields::{Fault, Members};
use super::super::sites::Site;
use super::placement;
use super::setting::{self, Source};
use crate::api::{ClientSetting, Docs, Location, Operation, PlacedCredential, Profile, SecurityScheme, SettingPlace};
use crate::naming::{MethodName, Scope};
use crate::pointer::Pointer;
use crate::read::settings::{self, VARIABLE_FORM, admits_placement, admits_settings, is_variable};
use crate::report::{Code, Problem};

/// The keys of a profile.
const KEYS: [&str; 8] = ["description", "server", "env", "credentials", "headers", "query", "values", "paths"];

/// The parts of the API that profiles refer to.
#[derive(Clone, Copy)]
pub(super) struct Known<'a, 'd> {
    pub(super) sites: &'a [Site<'d>],
    pub(super) schemes: &'a [SecurityScheme],
    pub(super) settings: &'a [ClientSetting],
    /// For each site, its operation.
    pub(super) operations: &'a [Operation],
}

/// Reads all profiles. An invalid part of a profile is reported and left out.
pub(super) fn all<'d>(lowering: &mut Lowering<'d>, api: Known<'_, 'd>, names: &mut Scope) -> Vec<Profile> {
    let document = lowering.document;
    let Some(map) = document.openapi.extensions.get(settings::PROFILES).and_then(Value::as_object) else {
        return Vec::new();
    };
    let root = Pointer::root().child(settings::PROFILES);
    let texts: Vec<Vec<String>> = map.keys().map(|name| vec![name.clone(), format!("{name} profile")]).collect();
    let methods: Vec<MethodName> = names.claim_all(&texts);
    for (name, method) in map.keys().zip(&methods) {
        lowering.check_given(name, method, &root.child(name));
    }
    let mut profiles = Vec::new();
    let mut known = api.settings.to_vec();
    for ((name, value), method) in map.iter().zip(methods) {
        let mut reader = Reader { lowering, api, at: root.child(name) };
        match Members::of(value, &KEYS) {
            Ok(members) => {
                let profile = reader.profile(method, members, &known, names);
                known.extend(profile.settings.iter().cloned());
                profiles.push(profile);
            }
            Err(fault) => reader.report(&root.child(name), fault),
        }
    }
    profiles
}

/// A profile while it is read.
struct Reader<'a, 'd> {
    lowering: &'a mut Lowering<'d>,
    api: Known<'a, 'd>,
    at: Pointer,
}

impl Reader<'_, '_> {
    fn profile(
        &mut self,
        name: MethodName,
        members: Members<'_>,
        known: &[ClientSetting],
        names: &mut Scope,
    ) -> Profile {
        let settings = self.settings(members, known, names);
        Profile {
            name,
            docs: Docs(self.text(members, "description").unwrap_or_default()),
            server: self.server(members),
            env: self.variable(members),
            credentials: self.credentials(members),
            paths: self.paths(members, &settings),
            settings,
        }
    }

    fn text(&mut self, members: Members<'_>, key: &str) -> Option<String> {
        match members.text(key) {
            Ok(text) => text,
            Err(fault) => {
                let at = self.at.child(key);
                self.report(&at, fault);
                None
            }
        }
    }

    fn server(&mut self, members: Members<'_>) -> Option<String> {
        let server = self.text(members, "server")?;
        if is_server(&server) {
            return Some(server);
        }
        let hint = "write `https://api.example.com/v1`, or the path `/v1`";
        self.report(&self.at.child("server"), Fault::new(format!("`{server}` is neither a URL nor a path"), hint));
        None
    }

    fn variable(&mut self, members: Members<'_>) -> Option<String> {
        let env = self.text(members, "env")?;
        if is_variable(&env) {
            return Some(env);
        }
        self.report(&self.at.child("env"), no_variable());
        None
    }

    fn settings(&mut self, members: Members<'_>, known: &[ClientSetting], names: &mut Scope) -> Vec<ClientSetting> {
        let mut sources = Vec::new();
        for (key, place) in
            [("headers", SettingPlace::Header), ("query", SettingPlace::Query), ("values", SettingPlace::Path)]
        {
            let Some(value) = members.get(key) else { continue };
            let at = self.at.child(key);
            match value.as_object().filter(|_| admits_settings(value, place == SettingPlace::Header)) {
                Some(values) => sources.push(Source { place, at, values: Some(values) }),
                None => self.report(&at, Fault::new("these are no settings", settings::SETTINGS_FORM)),
            }
        }
        setting::read(self.lowering, &sources, known, names)
    }

    fn credentials(&mut self, members: Members<'_>) -> Vec<PlacedCredential> {
        let at = self.at.child("credentials");
        let Some(value) = members.get("credentials") else { return Vec::new() };
        let Some(map) = value.as_object() else {
            self.report(&at, Fault::new("it is no object", "give an object of placements, by security schemes"));
            return Vec::new();
        };
        let mut placed = Vec::new();
        for (id, value) in map {
            let at = at.child(id);
            let Some(scheme) = self.api.schemes.iter().find(|scheme| scheme.id == *id) else {
                let known: Vec<&str> = self.api.schemes.iter().map(|scheme| scheme.id.as_str()).collect();
                let hint = suggestion(id, &known, "the security schemes");
                self.lowering.setting_problem(&at, format!("there is no security scheme `{id}`"), hint);
                continue;
            };
            let mut place = value.clone();
            let env = place.as_object_mut().and_then(|place| place.remove("env"));
            let env = match env.as_ref().map(|env| env.as_str().filter(|env| is_variable(env))) {
                None => scheme.env.clone(),
                Some(Some(env)) => env.to_owned(),
                Some(None) => {
                    self.report(&at.child("env"), no_variable());
                    scheme.env.clone()
                }
            };
            if value.as_object().is_some_and(Map::is_empty) && !moves(members) {
                self.report(&at, Fault::new("it says nothing", "give a placement or `env`, or remove it"));
            }
            let says_place = place.as_object().is_none_or(|place| !place.is_empty());
            if says_place && !admits_placement(&place) {
                self.report(&at, Fault::new("this is no place of a credential", settings::PLACEMENT_FORM));
                continue;
            }
            let kind = placement::read(&place).unwrap_or_else(|| scheme.kind.clone());
            placed.push(PlacedCredential { id: id.clone(), kind, env });
        }
        placed
    }

    fn paths(&mut self, members: Members<'_>, own: &[ClientSetting]) -> Vec<(String, String)> {
        let at = self.at.child("paths");
        let pairs = match members.pairs("paths") {
            Ok(pairs) => pairs,
            Err(fault) => {
                self.report(&at, fault);
                return Vec::new();
            }
        };
        let mut paths: Vec<(String, String)> = Vec::new();
        let mut places = Vec::new();
        for (written, template) in pairs {
            let at = at.child(&written);
            match self.path(&written, &template, own) {
                Ok(key) if paths.iter().any(|(known, _)| *known == key) => {
                    let message = format!("`{written}` is the same as `{key}`");
                    self.lowering.setting_problem(&at, message, "remove one of the two");
                }
                Ok(key) => {
                    paths.push((key, template));
                    places.push(at);
                }
                Err(Fault { problem, hint, .. }) => self.lowering.setting_problem(&at, problem, hint),
            }
        }
        self.report_never_used(&paths, &places);
        paths
    }

    /// Reports paths without a method that are never used, since a key with a method wins.
    fn report_never_used(&mut self, paths: &[(String, String)], places: &[Pointer]) {
        let has_own = |operation: &Operation| {
            let key = format!("{} {}", operation.method, operation.path);
            paths.iter().any(|(known, _)| *known == key)
        };
        for ((key, _), at) in paths.iter().zip(places) {
            let mut operations = self.api.operations.iter().filter(|operation| operation.path == *key);
            if split(key).0.is_none() && operations.all(has_own) {
                let message = format!("every operation at `{key}` has a path with its method");
                self.lowering.setting_problem(at, message, "remove it");
            }
        }
    }

    /// Returns the key of a path as the client compares it. Every name of the template must have a value somewhere.
    fn path(&self, key: &str, template: &str, own: &[ClientSetting]) -> Result<String, Fault> {
        let (method, path) = split(key);
        let of_path = |site: &&(usize, &Site<'_>)| {
            (site.1.path_key == path || site.1.path.wire == path)
                && method.as_ref().is_none_or(|method| *method == site.1.method)
        };
        let sites: Vec<(usize, &Site<'_>)> = self.api.sites.iter().enumerate().collect();
        let operations: Vec<&Operation> =
            sites.iter().filter(of_path).filter_map(|(index, _)| self.api.operations.get(*index)).collect();
        let Some(first) = operations.first() else {
            let known: Vec<&str> = self.api.sites.iter().map(|site| site.path_key).collect();
            return Err(Fault::new(format!("there is no operation `{key}`"), suggestion(path, &known, "the paths")));
        };
        if !template.starts_with('/') || template.contains(['?', '#']) || has_gaps(template) {
            return Err(Fault::new(format!("`{template}` is no path"), "write a path that begins with `/`"));
        }
        if !has_pairs(template) {
            let problem = format!("`{template}` has braces that are not around a name");
            return Err(Fault::new(problem, "write each name as `{name}`"));
        }
        let is_set = |name: &str| own.iter().any(|own| own.place == SettingPlace::Path && own.wire == name);
        for name in template.split('{').skip(1).map(|rest| rest.split_once('}').map_or(rest, |(name, _)| name)) {
            if !is_set(name) && !operations.iter().any(|operation| has_input(operation, name)) {
                let hint =
                    "name a path parameter, a member of the body or a query parameter, or declare it in `values`";
                return Err(Fault::new(format!("no request has a value for `{{{name}}}`"), hint));
            }
        }
        let path = &first.path;
        Ok(method.map_or_else(|| path.clone(), |method| format!("{method} {path}")))
    }

    fn report(&mut self, at: &Pointer, Fault { problem, hint, .. }: Fault) {
        let message = format!("`{}` cannot be followed: {problem}", settings::PROFILES);
        self.lowering.report(Problem::warning(Code::BadExtension, at, message, hint));
    }
}

/// Returns the method and the path of a key. What begins with `/` is a path, even with a space in it.
fn split(key: &str) -> (Option<String>, &str) {
    match key.split_once(' ').filter(|_| !key.starts_with('/')) {
        Some((method, path)) => (Some(method.to_ascii_uppercase()), path.trim_start()),
        None => (None, key),
    }
}

/// Returns true for a template with names in its braces.
fn has_pairs(template: &str) -> bool {
    let mut parts = template.split('{');
    let has_no_end = |text: &str| !text.contains('}');
    let is_name = |part: &str| part.split_once('}').is_some_and(|(name, rest)| !name.is_empty() && has_no_end(rest));
    parts.next().is_none_or(has_no_end) && parts.all(is_name)
}

/// Returns true for a profile whose calls have another server. It reads only the credentials that it lists, so that a list of names has an effect.
fn moves(members: Members<'_>) -> bool {
    ["server", "env"].iter().any(|key| members.get(key).is_some())
}

fn no_variable() -> Fault {
    Fault::new("it is no environment variable", format!("give {VARIABLE_FORM}"))
}

/// Returns true for a URL without query and templates, or for a path.
fn is_server(server: &str) -> bool {
    let host = server.strip_prefix("https://").or_else(|| server.strip_prefix("http://"));
    let is_path = server.starts_with('/') && !server.starts_with("//");
    let is_url = host.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', ':', '@']));
    (is_path || is_url) && !has_gaps(server) && !server.contains(['?', '#', '{', '}', '"', '\\'])
}

/// Returns true for text with white space or control characters.
fn has_gaps(text: &str) -> bool {
    text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Returns true if a request has a value of this name: as a parameter, or as a member of its body.
fn has_input(operation: &Operation, name: &str) -> bool {
    let is_param =
        |param: &crate::api::Param| matches!(param.location, Location::Path | Location::Query) && param.wire == name;
    let in_body = operation.body.as_ref().is_some_and(|body| match &body.fields {
        Some(fields) => fields.iter().any(|field| field.wire == name),
        // A body of several forms may have it.
        None => true,
    });
    operation.params.iter().any(is_param) || in_body
}
