//! `securityDefinitions`.

use indexmap::IndexMap;
use openapiv3::{
    AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow, OAuth2Flows, PasswordOAuth2Flow,
    SecurityScheme,
};
use serde_json::Value;

use crate::read::at::At;
use crate::read::map::Extensions;
use crate::read::security::{bad_scheme, key_location, oauth_scopes};
use crate::read::value_reader::ValueReader;

/// The members of a definition.
#[derive(Default)]
struct Parts {
    ty: String,
    name: String,
    location: Option<String>,
    flow: String,
    authorization_url: String,
    token_url: String,
    scopes: IndexMap<String, String>,
    description: Option<String>,
    extensions: Extensions,
}

/// Reads one definition.
pub(in crate::read) fn security_definition<'d>(
    values: &mut ValueReader<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> Option<SecurityScheme> {
    let map = values.object(value, at)?;
    let mut parts = Parts::default();
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "type" => parts.ty = values.text(value, &at).unwrap_or_default(),
            "name" => parts.name = values.text(value, &at).unwrap_or_default(),
            "in" => parts.location = values.text(value, &at),
            "flow" => parts.flow = values.text(value, &at).unwrap_or_default(),
            "authorizationUrl" => parts.authorization_url = values.text(value, &at).unwrap_or_default(),
            "tokenUrl" => parts.token_url = values.text(value, &at).unwrap_or_default(),
            "scopes" => parts.scopes = oauth_scopes(values, value, &at),
            "description" => parts.description = values.text(value, &at),
            _ => values.other(&mut parts.extensions, "a security definition", key, value, &at),
        }
    }
    definition(values, parts, at)
}

fn definition(values: &mut ValueReader<'_>, parts: Parts, at: &At<'_>) -> Option<SecurityScheme> {
    match parts.ty.as_str() {
        "basic" => Some(SecurityScheme::HTTP {
            scheme: "basic".to_owned(),
            bearer_format: None,
            description: parts.description,
            extensions: parts.extensions,
        }),
        "apiKey" if !parts.name.is_empty() => {
            let location = key_location(values, parts.location.as_deref(), at);
            let (name, description, extensions) = (parts.name, parts.description, parts.extensions);
            Some(SecurityScheme::APIKey { location, name, description, extensions })
        }
        "apiKey" => bad_scheme(values, "an `apiKey` scheme needs the `name` of its header or query parameter", at),
        "oauth2" => {
            let (description, extensions) = (parts.description.clone(), parts.extensions.clone());
            Some(SecurityScheme::OAuth2 { flows: flows(parts), description, extensions })
        }
        other => bad_scheme(values, &format!("`{other}` is no type of security scheme"), at),
    }
}

fn flows(parts: Parts) -> OAuth2Flows {
    let Parts { authorization_url, token_url, scopes, .. } = parts;
    let (refresh_url, extensions) = (None, Extensions::new());
    let mut flows = OAuth2Flows::default();
    match parts.flow.as_str() {
        "implicit" => flows.implicit = Some(ImplicitOAuth2Flow { authorization_url, refresh_url, scopes, extensions }),
        "password" => flows.password = Some(PasswordOAuth2Flow { refresh_url, token_url, scopes, extensions }),
        "application" => {
            flows.client_credentials = Some(ClientCredentialsOAuth2Flow { refresh_url, token_url, scopes, extensions });
        }
        _ => {
            let flow = AuthorizationCodeOAuth2Flow { authorization_url, token_url, refresh_url, scopes, extensions };
            flows.authorization_code = Some(flow);
        }
    }
    flows
}
