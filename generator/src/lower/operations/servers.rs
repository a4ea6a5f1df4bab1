//! Base URLs: of the document, and of single paths and operations.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::Server as Declared;

use super::super::Lowering;
use super::route::snake;
use super::sites::Site;
use super::surface::Surface;
use crate::api::{Docs, Server, ServerChoice, ServerSetter, ServerVariable, Servers};
use crate::naming::{CrateName, Scope, reserved, words};
use crate::pointer::Pointer;
use crate::read::{ext, settings};
use crate::report::{Code, Problem};

/// A description of no more words than this is a name.
const MOST_WORDS: usize = 4;

/// Returns the document's servers, in its order, and which of them can be chosen.
pub(super) fn lower(lowering: &mut Lowering<'_>) -> Servers {
    let document = lowering.document;
    let at = Pointer::root().child("servers");
    let declared = document.openapi.servers.iter();
    let all: Vec<Server> =
        declared.clone().enumerate().map(|(index, server)| one(lowering, server, &at.child(index))).collect();
    let mut chosen: Vec<usize> = Vec::new();
    let mut texts: Vec<Vec<String>> = Vec::new();
    // The places of those that are chosen from, by template.
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, (server, declared)) in all.iter().zip(declared).enumerate() {
        let same = |other: &Server| other.template == server.template && other.variables == server.variables;
        let alike: &mut Vec<usize> = places.entry(&server.template).or_default();
        if (server.is_absolute() || server.is_relative()) && !alike.iter().any(|place| same(&all[*place])) {
            alike.push(place);
            chosen.push(place);
            texts.push(called(server, declared));
        }
    }
    let names = Scope::new().claim_all(&texts);
    let choices = chosen.into_iter().zip(names).map(|(place, name)| ServerChoice { place, name }).collect();
    Servers { all, choices, setters: Vec::new() }
}

/// Returns the possible names of a server, best first: its name (3.2), its description if that is short, its host, its URL.
fn called(server: &Server, declared: &Declared) -> Vec<String> {
    let mut names: Vec<String> = ext::server_name(declared).map(str::to_owned).into_iter().collect();
    let described = words(&server.docs.0);
    let article = described.first().is_some_and(|word| matches!(word.as_str(), "a" | "an" | "the"));
    let described = &described[usize::from(article)..];
    if (1..=MOST_WORDS).contains(&described.len()) {
        names.push(described.join(" "));
    }
    let host = server.template.split_once("://").map_or(server.template.as_str(), |(_, rest)| rest);
    names.push(host.split('/').next().unwrap_or(host).to_owned());
    names.push(server.template.clone());
    names.push("same host".to_owned());
    names.retain(|name| !words(name).is_empty());
    names
}

/// Returns the setters of all variables there are.
pub(super) fn setters(surface: &Surface) -> Vec<ServerSetter> {
    let mut names = Scope::new();
    names.reserve_all(reserved::ON_BUILDER);
    surface.schemes.iter().for_each(|scheme| names.reserve(scheme.name.as_str()));
    surface.client.setters().iter().for_each(|(_, name)| names.reserve(name.as_str()));
    surface.client.profiles.iter().for_each(|profile| names.reserve(profile.name.as_str()));
    let chosen = surface.servers.choices.iter().filter_map(|choice| surface.servers.chosen(choice));
    let own = surface.operations.iter().filter_map(|operation| operation.server.as_ref());
    let mut variables: IndexMap<&str, ServerVariable> = IndexMap::new();
    for variable in chosen.chain(own).flat_map(|server| &server.variables) {
        let known = variables.entry(&variable.name).or_insert_with(|| variable.clone());
        if known.docs.is_empty() {
            known.docs = variable.docs.clone();
        }
    }
    let text = |name: &&str| {
        let plain = words(name).first().is_some_and(|word| word == "server");
        vec![if plain { (*name).to_owned() } else { format!("server {name}") }]
    };
    let texts: Vec<Vec<String>> = variables.keys().map(text).collect();
    let names = names.claim_all(&texts).into_iter();
    names.zip(variables.into_values()).map(|(name, variable)| ServerSetter { name, variable }).collect()
}

/// Returns the environment variable that overrides the base URL: `OPENAI_BASE_URL`.
pub(super) fn base_url_env(lowering: &Lowering<'_>, crate_name: &CrateName) -> String {
    let first = lowering.document.openapi.servers.first();
    match first.and_then(|server| ext::text(&server.extensions, settings::ENV)) {
        Some(name) => name.to_owned(),
        None => format!("{}_BASE_URL", snake(&words(crate_name.as_str())).to_ascii_uppercase()),
    }
}

/// Returns the base URL an operation has of its own, when it differs from the document's. A relative one is below the server that is chosen.
pub(super) fn own(lowering: &mut Lowering<'_>, site: &Site<'_>, servers: &[Server]) -> Option<Server> {
    let of_operation = Some((site.operation.servers.as_slice(), &site.at)).filter(|(servers, _)| !servers.is_empty());
    let of_item = site.item.map(|item| (item.servers.as_slice(), &site.item_at));
    let (declared, at) = of_operation.or(of_item)?;
    let server = declared.first()?;
    if declared.len() > 1 {
        let count = declared.len();
        let message = format!("only the first of these {count} servers is used: a single operation offers no choice");
        let hint = "move servers to choose from to the document's `servers`, or set another one with `base_url`";
        lowering.report(Problem::note(Code::OtherServers, &at.child("servers"), message, hint));
    }
    let mut server = one(lowering, server, &at.child("servers").child(0));
    if server.template.is_empty() {
        // The host that serves the document, not the document's own server (OpenAPI 3.1.1 §4.8.5).
        "/".clone_into(&mut server.template);
        server.url.clone_from(&server.template);
    }
    let (default, variables) = servers.first().map_or(("", &[][..]), |first| (&first.template, &first.variables));
    let same = resolve(default, &server.template).trim_end_matches('/') == default.trim_end_matches('/');
    (!same || server.variables != variables).then_some(server)
}

fn one(lowering: &mut Lowering<'_>, server: &Declared, at: &Pointer) -> Server {
    // A reference without a scheme takes the one by which the document was fetched; nobody should have fetched it without TLS.
    let template = if server.url.starts_with("//") { format!("https:{}", server.url) } else { server.url.clone() };
    let declared = server.variables.iter().flatten();
    let variables: Vec<ServerVariable> = declared
        .map(|(name, variable)| ServerVariable {
            name: name.clone(),
            default: variable.default.clone(),
            values: variable.enumeration.clone(),
            docs: Docs(variable.description.clone().unwrap_or_default()),
        })
        .collect();
    let named: HashSet<&str> = template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
    let used = |variable: &ServerVariable| named.contains(variable.name.as_str());
    let variables: Vec<ServerVariable> = variables.into_iter().filter(used).collect();
    let (url, unknown) = fill(&template, &variables);
    for name in unknown {
        let message = format!("the server URL `{}` has `{{{name}}}`, which no variable declares", server.url);
        let hint = "declare it under the server's `variables`; until then the base URL must be set by hand";
        lowering.report(Problem::warning(Code::ServerVariable, &at.child("url"), message, hint));
    }
    let docs = Docs(server.description.clone().unwrap_or_default());
    let server = Server { template, url, docs, variables };
    if !server.is_absolute() && !server.is_relative() {
        let message =
            format!("the server URL `{}` is neither http nor https, so no call can go there", server.template);
        let hint = "name an http or https URL, or set one with `base_url` on the client builder";
        lowering.report(Problem::warning(Code::ServerScheme, &at.child("url"), message, hint));
    }
    server
}

/// Replaces `{variables}` by their defaults. Returns also the names without a default, which stay as they are.
fn fill(template: &str, variables: &[ServerVariable]) -> (String, Vec<String>) {
    let defaults: HashMap<&str, &str> =
        variables.iter().map(|variable| (variable.name.as_str(), variable.default.as_str())).collect();
    let mut url = String::with_capacity(template.len());
    let mut unknown = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        url.push_str(before);
        match defaults.get(name) {
            Some(default) => url.push_str(default),
            None => {
                url.push_str(&format!("{{{name}}}"));
                unknown.push(name.to_owned());
            }
        }
        rest = tail;
    }
    url.push_str(rest);
    (url, unknown)
}

/// Returns a relative URL, against the document's own (RFC 3986 §5.2, for the forms servers have).
fn resolve(base: &str, url: &str) -> String {
    let Some((scheme, rest)) = base.split_once("://") else { return url.to_owned() };
    let host = rest.split('/').next().unwrap_or(rest);
    if url.starts_with("//") {
        format!("{scheme}:{url}")
    } else if url.starts_with('/') {
        format!("{scheme}://{host}{url}")
    } else if url.contains("://") {
        url.to_owned()
    } else {
        let folder = base.rfind('/').filter(|at| *at > scheme.len() + 2).map_or(base, |at| &base[..at]);
        format!("{folder}/{}", url.trim_start_matches("./"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(name: &str, default: &str) -> ServerVariable {
        ServerVariable { name: name.to_owned(), default: default.to_owned(), values: Vec::new(), docs: Docs::default() }
    }

    #[test]
    fn defaults_fill_the_template() {
        let variables = [variable("region", "eu"), variable("port", "443")];
        assert_eq!(fill("https://{region}.x:{port}/v1", &variables), ("https://eu.x:443/v1".to_owned(), Vec::new()));
        assert_eq!(fill("https://{host}/{", &[]), ("https://{host}/{".to_owned(), vec!["host".to_owned()]));
    }

    #[test]
    fn relative_urls() {
        assert_eq!(resolve("https://x.y/v1", "/v2"), "https://x.y/v2");
        assert_eq!(resolve("https://x.y", "v2"), "https://x.y/v2");
        assert_eq!(resolve("https://x.y/a/b", "c"), "https://x.y/a/c");
        assert_eq!(resolve("https://x.y/v1", "//z/q"), "https://z/q");
        assert_eq!(resolve("https://x.y/v1", "http://z"), "http://z");
        assert_eq!(resolve("/v1", "/v2"), "/v2");
    }
}
