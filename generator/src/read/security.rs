//! Security schemes and requirements of OpenAPI 3.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow, OAuth2Flows,
    PasswordOAuth2Flow, SecurityRequirement, SecurityScheme,
};
use serde_json::Value;

use super::at::At;
use super::ext;
use super::map::{Extensions, Map};
use super::references::References;
use super::spec_version::SpecVersion;
use super::value_reader::ValueReader;
use super::walk::Section;
use crate::report::Code;

/// The members of a scheme, for every type.
#[derive(Default)]
struct Parts<'d> {
    ty: String,
    location: Option<String>,
    name: String,
    scheme: String,
    bearer_format: Option<String>,
    flows: Option<&'d Value>,
    connect_url: String,
    description: Option<String>,
    extensions: Extensions,
}

/// Reads a scheme; `None` for one that no client could use.
pub(super) fn security_scheme<'d>(
    values: &mut ValueReader<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> Option<SecurityScheme> {
    let map = values.object(value, at)?;
    let parts = scheme_parts(values, map, at);
    scheme(values, parts, at)
}

fn scheme_parts<'d>(values: &mut ValueReader<'d>, map: &'d Map, at: &At<'_>) -> Parts<'d> {
    let mut parts = Parts::default();
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "type" => parts.ty = values.text(value, &at).unwrap_or_default(),
            "in" => parts.location = values.text(value, &at),
            "name" => parts.name = values.text(value, &at).unwrap_or_default(),
            "scheme" => parts.scheme = values.text(value, &at).unwrap_or_default(),
            "bearerFormat" => parts.bearer_format = values.text(value, &at),
            "flows" => parts.flows = Some(value),
            "openIdConnectUrl" => parts.connect_url = values.text(value, &at).unwrap_or_default(),
            "description" => parts.description = values.text(value, &at),
            // 3.2
            "deprecated" | "oauth2MetadataUrl" => {}
            _ => values.other(&mut parts.extensions, "a security scheme", key, value, &at),
        }
    }
    parts
}

fn scheme<'d>(values: &mut ValueReader<'d>, parts: Parts<'d>, at: &At<'_>) -> Option<SecurityScheme> {
    let Parts { ty, description, mut extensions, .. } = parts;
    Some(match ty.to_ascii_lowercase().as_str() {
        "apikey" => {
            let location = key_location(values, parts.location.as_deref(), at);
            if parts.name.is_empty() {
                return bad_scheme(
                    values,
                    "an `apiKey` scheme needs the `name` of its header, query parameter or cookie",
                    at,
                );
            }
            SecurityScheme::APIKey { location, name: parts.name, description, extensions }
        }
        "http" => {
            if parts.scheme.is_empty() {
                return bad_scheme(values, "an `http` scheme needs `scheme`: basic, bearer or another", at);
            }
            SecurityScheme::HTTP { scheme: parts.scheme, bearer_format: parts.bearer_format, description, extensions }
        }
        // Swagger's own type, seen in documents converted by hand.
        "basic" | "bearer" => {
            let scheme = ty.to_ascii_lowercase();
            SecurityScheme::HTTP { scheme, bearer_format: parts.bearer_format, description, extensions }
        }
        "oauth2" => {
            let flows = parts.flows.map(|flows| oauth_flows(values, flows, &at.key("flows"))).unwrap_or_default();
            SecurityScheme::OAuth2 { flows, description, extensions }
        }
        "openidconnect" => {
            let open_id_connect_url = parts.connect_url;
            SecurityScheme::OpenIDConnect { open_id_connect_url, description, extensions }
        }
        "mutualtls" => {
            extensions.insert(ext::MUTUAL_TLS.to_owned(), Value::Bool(true));
            SecurityScheme::HTTP { scheme: "mutualTLS".to_owned(), bearer_format: None, description, extensions }
        }
        _ => return bad_scheme(values, &format!("`{ty}` is no type of security scheme"), at),
    })
}

/// Reports a scheme that is left out.
pub(super) fn bad_scheme(values: &mut ValueReader<'_>, message: &str, at: &At<'_>) -> Option<SecurityScheme> {
    values.warn(
        Code::BadSecurity,
        at,
        format!("{message}; the scheme was ignored"),
        "use apiKey, http, oauth2, openIdConnect or mutualTLS, each with its members",
    );
    None
}

pub(super) fn key_location(values: &mut ValueReader<'_>, location: Option<&str>, at: &At<'_>) -> APIKeyLocation {
    match location {
        Some("query") => APIKeyLocation::Query,
        Some("cookie") => APIKeyLocation::Cookie,
        Some("header") => APIKeyLocation::Header,
        _ => {
            values.warn(
                Code::BadSecurity,
                &at.key("in"),
                "an `apiKey` is in a header, the query or a cookie; this one was read as a header",
                "write `in: header`, `in: query` or `in: cookie`",
            );
            APIKeyLocation::Header
        }
    }
}

fn oauth_flows<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> OAuth2Flows {
    let mut flows = OAuth2Flows::default();
    let Some(map) = values.object(value, at) else { return flows };
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "implicit" | "password" | "clientCredentials" | "authorizationCode" => {
                flow(values, &mut flows, key, value, &at)
            }
            "deviceAuthorization" => {}
            _ => values.other(&mut flows.extensions, "OAuth flows", key, value, &at),
        }
    }
    flows
}

fn flow<'d>(values: &mut ValueReader<'d>, flows: &mut OAuth2Flows, kind: &str, value: &'d Value, at: &At<'_>) {
    let Some(map) = values.object(value, at) else { return };
    let (mut authorization_url, mut token_url, mut refresh_url) = (String::new(), String::new(), None);
    let (mut scopes, mut extensions) = (IndexMap::new(), Extensions::new());
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "authorizationUrl" => authorization_url = values.text(value, &at).unwrap_or_default(),
            "tokenUrl" => token_url = values.text(value, &at).unwrap_or_default(),
            "refreshUrl" => refresh_url = values.text(value, &at),
            "scopes" => scopes = oauth_scopes(values, value, &at),
            _ => values.other(&mut extensions, "an OAuth flow", key, value, &at),
        }
    }
    match kind {
        "implicit" => flows.implicit = Some(ImplicitOAuth2Flow { authorization_url, refresh_url, scopes, extensions }),
        "password" => flows.password = Some(PasswordOAuth2Flow { refresh_url, token_url, scopes, extensions }),
        "clientCredentials" => {
            flows.client_credentials = Some(ClientCredentialsOAuth2Flow { refresh_url, token_url, scopes, extensions });
        }
        _ => {
            let flow = AuthorizationCodeOAuth2Flow { authorization_url, token_url, refresh_url, scopes, extensions };
            flows.authorization_code = Some(flow);
        }
    }
}

/// Reads `scopes`: name to description; a list of names is read as names without one.
pub(super) fn oauth_scopes<'d>(
    values: &mut ValueReader<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> IndexMap<String, String> {
    match value {
        Value::Object(map) => {
            let scopes = map.iter().filter(|(name, _)| !name.starts_with("x-"));
            scopes.map(|(name, value)| (name.clone(), values.text(value, &at.key(name)).unwrap_or_default())).collect()
        }
        Value::Array(_) => {
            values.wrong(value, "an object of scope names", "it was read as names without a description", at);
            values.texts(value, at).into_iter().map(|name| (name, String::new())).collect()
        }
        other => {
            values.wrong(other, "an object of scope names", "it was ignored", at);
            IndexMap::new()
        }
    }
}

/// Reads `security`: a list of alternatives.
pub(super) fn requirements<'d>(
    values: &mut ValueReader<'d>,
    references: &mut References<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> Option<Vec<SecurityRequirement>> {
    if value.is_null() {
        values.wrong(value, "a list", "it was ignored", at);
        return None;
    }
    let items = values.objects(value, at);
    let mut requirements = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let at = at.index(index);
        match item {
            Value::Object(map) => requirements.push(requirement(values, references, map, &at)),
            Value::String(name) => {
                values.wrong(item, "an object", "it was read as a scheme's name", &at);
                requirements.push(SecurityRequirement::from([(name.clone(), Vec::new())]));
            }
            other => values.wrong(other, "an object", "it was ignored", &at),
        }
    }
    Some(requirements)
}

fn requirement<'d>(
    values: &mut ValueReader<'d>,
    references: &mut References<'d>,
    map: &'d Map,
    at: &At<'_>,
) -> SecurityRequirement {
    let mut requirement = SecurityRequirement::new();
    for (name, scopes) in map {
        let at = at.key(name);
        let scopes = if scopes.is_null() { Vec::new() } else { values.texts(scopes, &at) };
        requirement.insert(required_scheme(values, references, name, &at), scopes);
    }
    requirement
}

/// The scheme that a requirement names: a component or, since 3.2 (Security Requirement Object), one that a URI leads to.
fn required_scheme<'d>(
    values: &mut ValueReader<'d>,
    references: &mut References<'d>,
    name: &'d str,
    at: &At<'_>,
) -> String {
    let schemes = references.section(Section::SecuritySchemes);
    if values.version() < SpecVersion::V3_2 || schemes.is_some_and(|schemes| schemes.contains_key(name)) {
        return name.to_owned();
    }
    references.key(Section::SecuritySchemes, name, at.file).unwrap_or_else(|_| name.to_owned())
}
