//! `securityDefinitions`.

use indexmap::IndexMap;
use openapiv3::{
    AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow, OAuth2Flows, PasswordOAuth2Flow,
    SecurityScheme,
};
use serde_json::Value;

use crate::read::at::At;
use crate::read::reader::{Extensions, Reader};

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

impl<'d> Reader<'d> {
    /// Reads one definition.
    pub(in crate::read) fn security_definition(&mut self, value: &'d Value, at: &At<'_>) -> Option<SecurityScheme> {
        let map = self.values.object(value, at)?;
        let mut parts = Parts::default();
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                "type" => parts.ty = self.values.text(value, &at).unwrap_or_default(),
                "name" => parts.name = self.values.text(value, &at).unwrap_or_default(),
                "in" => parts.location = self.values.text(value, &at),
                "flow" => parts.flow = self.values.text(value, &at).unwrap_or_default(),
                "authorizationUrl" => parts.authorization_url = self.values.text(value, &at).unwrap_or_default(),
                "tokenUrl" => parts.token_url = self.values.text(value, &at).unwrap_or_default(),
                "scopes" => parts.scopes = self.scopes(value, &at),
                "description" => parts.description = self.values.text(value, &at),
                _ => self.values.other(&mut parts.extensions, "a security definition", key, value, &at),
            }
        }
        self.definition(parts, at)
    }

    fn definition(&mut self, parts: Parts, at: &At<'_>) -> Option<SecurityScheme> {
        match parts.ty.as_str() {
            "basic" => Some(SecurityScheme::HTTP {
                scheme: "basic".to_owned(),
                bearer_format: None,
                description: parts.description,
                extensions: parts.extensions,
            }),
            "apiKey" if !parts.name.is_empty() => {
                let location = self.key_location(parts.location.as_deref(), at);
                let (name, description, extensions) = (parts.name, parts.description, parts.extensions);
                Some(SecurityScheme::APIKey { location, name, description, extensions })
            }
            "apiKey" => self.bad_scheme("an `apiKey` scheme needs the `name` of its header or query parameter", at),
            "oauth2" => {
                let (description, extensions) = (parts.description.clone(), parts.extensions.clone());
                Some(SecurityScheme::OAuth2 { flows: flows(parts), description, extensions })
            }
            other => self.bad_scheme(&format!("`{other}` is no type of security scheme"), at),
        }
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
