//! Security schemes, and which of them an operation needs.

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme as Scheme};
use serde_json::Value;

use super::super::Lowering;
use super::client;
use super::route::snake;
use super::surface::Surface;
use crate::api::{Docs, SchemeKind, SecurityScheme};
use crate::naming::{CrateName, MethodName, Scope, reserved, words};
use crate::pointer::Pointer;
use crate::read::{ext, settings};
use crate::report::{Code, Problem};

/// Alternatives of credentials that an operation may have; each of its list is written to each operation.
const MOST_ALTERNATIVES: usize = 100;

/// Lowers every scheme the document declares.
pub(super) fn schemes(lowering: &mut Lowering<'_>, crate_name: &CrateName) -> Vec<SecurityScheme> {
    let document = lowering.document;
    let Some(components) = &document.openapi.components else { return Vec::new() };
    let at = Pointer::root().child("components").child("securitySchemes");
    let mut names = Scope::new();
    names.reserve_all(reserved::ON_BUILDER);
    let mut declared = Vec::new();
    for (id, scheme) in &components.security_schemes {
        let Some(scheme) = document.security_scheme(scheme) else { continue };
        let placed = parts(scheme).0.get(settings::PLACEMENT).and_then(client::placement::read);
        declared.push((id, scheme, placed.unwrap_or_else(|| kind(lowering, scheme, &at.child(id)))));
    }
    let texts = declared.iter().map(|(id, scheme, _)| {
        let name = ext::text(parts(scheme).0, settings::NAME).unwrap_or(id);
        vec![name.to_owned(), format!("{name} credential")]
    });
    let texts: Vec<Vec<String>> = texts.collect();
    let minted: Vec<MethodName> = names.claim_all(&texts);
    let ids: Vec<(&str, &str)> =
        declared.iter().zip(&minted).map(|((id, ..), name)| (id.as_str(), name.plain())).collect();
    let base_url = super::servers::base_url_env(lowering, crate_name);
    let envs = env_names(crate_name, &ids, &base_url);
    let schemes = declared.into_iter().zip(minted).zip(envs).map(|(((id, scheme, kind), name), env)| {
        let (extensions, description) = parts(scheme);
        let env = ext::text(extensions, settings::ENV).map_or(env, str::to_owned);
        SecurityScheme { id: id.clone(), name, env, kind, docs: Docs(description.unwrap_or_default().to_owned()) }
    });
    schemes.collect()
}

fn parts(scheme: &Scheme) -> (&IndexMap<String, Value>, Option<&str>) {
    let (extensions, description) = match scheme {
        Scheme::APIKey { extensions, description, .. }
        | Scheme::HTTP { extensions, description, .. }
        | Scheme::OAuth2 { extensions, description, .. }
        | Scheme::OpenIDConnect { extensions, description, .. } => (extensions, description),
    };
    (extensions, description.as_deref())
}

fn kind(lowering: &mut Lowering<'_>, scheme: &Scheme, at: &Pointer) -> SchemeKind {
    match scheme {
        Scheme::APIKey { location: APIKeyLocation::Header, name, .. } => SchemeKind::Header(name.clone()),
        Scheme::APIKey { location: APIKeyLocation::Query, name, .. } => SchemeKind::Query(name.clone()),
        Scheme::APIKey { location: APIKeyLocation::Cookie, name, .. } => SchemeKind::Cookie(name.clone()),
        Scheme::OAuth2 { .. } | Scheme::OpenIDConnect { .. } => SchemeKind::Bearer,
        Scheme::HTTP { .. } if ext::is_mutual_tls(scheme) => SchemeKind::Transport,
        Scheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => SchemeKind::Bearer,
        Scheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => SchemeKind::Basic,
        Scheme::HTTP { scheme, .. } => {
            let message = format!("the HTTP authentication scheme `{scheme}` is not one the runtime computes");
            let hint = "give the whole value of the header `Authorization` as the credential";
            lowering.report(Problem::warning(Code::UnknownSecurityScheme, at, message, hint));
            SchemeKind::Header("Authorization".to_owned())
        }
    }
}

/// Returns the environment variables of schemes, of which the ids and the names are given. Where two would share one, each has its own name in it, and so
/// has one that would share the base URL's, which is no credential.
fn env_names(crate_name: &CrateName, schemes: &[(&str, &str)], base_url: &str) -> Vec<String> {
    let prefix = words(crate_name.as_str());
    let plain: Vec<String> = schemes.iter().map(|(id, _)| env_name(&prefix, id)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    plain.iter().map(String::as_str).chain([base_url]).for_each(|env| *counts.entry(env).or_default() += 1);
    let own = |(env, (_, name)): (&String, &(&str, &str))| match counts.get(env.as_str()) {
        Some(2..) => {
            let longer = [snake(&prefix), (*name).to_owned()].join("_").to_ascii_uppercase();
            if counts.contains_key(longer.as_str()) { longer + "_CREDENTIAL" } else { longer }
        }
        _ => env.clone(),
    };
    plain.iter().zip(schemes).map(own).collect()
}

/// Returns `OPENAI_ADMIN_API_KEY` of the crate `openai` and the scheme `AdminApiKeyAuth`.
fn env_name(prefix: &[String], id: &str) -> String {
    let mut parts = join_oauth(words(id));
    if parts.last().is_some_and(|word| word == "auth") {
        let rest = &parts[..parts.len() - 1];
        // A letter alone, or nothing but the crate's name, would not say what is read.
        if rest != prefix && rest.iter().any(|word| word.len() > 1) {
            parts.pop();
        }
    }
    if !parts.starts_with(prefix) {
        parts.splice(0..0, prefix.iter().cloned());
    }
    snake(&parts).to_ascii_uppercase()
}

/// Joins the two words that a capital letter makes of `OAuth`.
fn join_oauth(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            Some(last) if last == "o" && word.starts_with("auth") => last.push_str(&word),
            _ => joined.push(word),
        }
    }
    joined
}

/// Returns the credentials to state once for the API: those of most operations; if several are as frequent, those that the document declares for all, else
/// the first.
pub(super) fn usual(lowering: &mut Lowering<'_>, surface: &Surface) -> Vec<Vec<String>> {
    let declared = requirements(lowering, None, &Pointer::root());
    let mut counts: IndexMap<&[Vec<String>], usize> = IndexMap::new();
    for operation in &surface.operations {
        *counts.entry(&operation.security).or_default() += 1;
    }
    let most = counts.into_iter().rev().max_by_key(|(needed, count)| (*count, **needed == *declared));
    most.map_or(Vec::new(), |(needed, _)| needed.to_vec())
}

/// Returns the alternatives of a list of requirements: its own, or the document's (OpenAPI 3.1 §4.8.10).
pub(super) fn requirements(
    lowering: &mut Lowering<'_>,
    own: Option<&Vec<SecurityRequirement>>,
    at: &Pointer,
) -> Vec<Vec<String>> {
    let document = lowering.document;
    // The document's own list is told of once, and not with each operation.
    let is_first = own.is_some() || *at == Pointer::root();
    let (list, at) = match (own, &document.openapi.security) {
        (Some(own), _) => (own, at.child("security")),
        (None, Some(global)) => (global, Pointer::root().child("security")),
        (None, None) => return Vec::new(),
    };
    let schemes = document.openapi.components.as_ref().map(|components| &components.security_schemes);
    let is_declared =
        |id: &str| schemes.and_then(|all| all.get(id)).and_then(|scheme| document.security_scheme(scheme)).is_some();
    let mut alternatives = IndexSet::new();
    for (index, requirement) in list.iter().enumerate() {
        if index == MOST_ALTERNATIVES {
            if is_first {
                let message = format!(
                    "only the first {MOST_ALTERNATIVES} of {} alternatives of credentials are used",
                    list.len()
                );
                let hint = "remove those that no client has";
                lowering.report(Problem::warning(Code::TooLarge, &at, message, hint));
            }
            break;
        }
        let mut needed = Vec::new();
        for id in requirement.keys() {
            if is_declared(id) {
                needed.push(id.clone());
                continue;
            }
            let message = format!("the security scheme `{id}` is not declared, so no credential is sent for it");
            let hint = "declare it under `components/securitySchemes`";
            lowering.report(Problem::warning(Code::UnknownSecurityScheme, &at.child(index).child(id), message, hint));
        }
        alternatives.insert(needed);
    }
    alternatives.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oauth_is_one_word_of_an_environment_variable() {
        for (id, expected) in [
            ("OAuth", "A_OAUTH"),
            ("oAuth", "A_OAUTH"),
            ("OAuth2", "A_OAUTH2"),
            ("oauth", "A_OAUTH"),
            ("o-auth", "A_OAUTH"),
            ("GoogleOAuth", "A_GOOGLE_OAUTH"),
            ("OAuth2AuthorizationCode", "A_OAUTH2_AUTHORIZATION_CODE"),
            ("OAuthAuth", "A_OAUTH"),
            ("AudioAuth", "A_AUDIO"),
        ] {
            assert_eq!(env_name(&["a".to_owned()], id), expected, "{id}");
        }
    }

    #[test]
    fn environment_variables() {
        let name = |krate: &str, id: &str| env_name(&words(krate), id);
        assert_eq!(name("openai", "AdminApiKeyAuth"), "OPENAI_ADMIN_API_KEY");
        assert_eq!(name("openai", "openai_key"), "OPENAI_KEY");
        assert_eq!(name("pet-store", "auth"), "PET_STORE_AUTH");
        assert_eq!(name("pet-store", "petStoreAuth"), "PET_STORE_AUTH");
        assert_eq!(name("pet-store", "x-auth"), "PET_STORE_X_AUTH");
        let schemes = [("key", "key_plain"), ("keyAuth", "key_auth"), ("other", "other")];
        let envs = |schemes: &[(&str, &str)]| env_names(&CrateName::new("a"), schemes, "A_BASE_URL");
        assert_eq!(envs(&schemes), ["A_KEY_PLAIN", "A_KEY_AUTH", "A_OTHER"]);
        assert_eq!(envs(&[("base_url", "base_url_credential"), ("k", "k")]), ["A_BASE_URL_CREDENTIAL", "A_K"]);
    }
}
