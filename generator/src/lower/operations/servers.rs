//! Base URLs: of the document, and of single paths and operations.

use openapiv3::Server as Declared;

use super::super::Lowering;
use super::settings;
use super::sites::Site;
use super::verbs::snake;
use crate::api::{Docs, Server, ServerVariable};
use crate::naming::{CrateName, words};
use crate::pointer::Pointer;
use crate::read::ext;
use crate::report::{Problem, code};

/// The document's servers, in its order.
pub(super) fn servers(lowering: &mut Lowering<'_>) -> Vec<Server> {
    let at = Pointer::root().child("servers");
    let servers = lowering.document.openapi.servers.iter().enumerate();
    servers.map(|(index, server)| lower(lowering, server, &at.child(index))).collect()
}

/// The environment variable that overrides the base URL: `OPENAI_BASE_URL`.
pub(super) fn base_url_env(lowering: &Lowering<'_>, crate_name: &CrateName) -> String {
    let first = lowering.document.openapi.servers.first();
    match first.and_then(|server| ext::text(&server.extensions, settings::ENV)) {
        Some(name) => name.to_owned(),
        None => format!("{}_BASE_URL", snake(&words(crate_name.as_str())).to_ascii_uppercase()),
    }
}

/// The base URL an operation has of its own, when it differs from the document's.
pub(super) fn own(lowering: &mut Lowering<'_>, site: &Site<'_>, servers: &[Server]) -> Option<String> {
    let of_item = site.item.and_then(|item| item.servers.first()).map(|server| (server, &site.item_at));
    let of_operation = site.operation.servers.first().map(|server| (server, &site.at));
    let (server, at) = of_operation.or(of_item)?;
    let url = lower(lowering, server, &at.child("servers").child(0)).url;
    let default = servers.first().map_or("", |server| server.url.as_str());
    let url = resolve(default, &url);
    (url.trim_end_matches('/') != default.trim_end_matches('/')).then_some(url)
}

fn lower(lowering: &mut Lowering<'_>, server: &Declared, at: &Pointer) -> Server {
    let declared = server.variables.iter().flatten();
    let variables: Vec<ServerVariable> = declared
        .map(|(name, variable)| ServerVariable {
            name: name.clone(),
            default: variable.default.clone(),
            values: variable.enumeration.clone(),
            docs: Docs(variable.description.clone().unwrap_or_default()),
        })
        .collect();
    let (url, unknown) = fill(&server.url, &variables);
    for name in unknown {
        let message = format!("The server URL `{}` has `{{{name}}}`, which no variable declares.", server.url);
        let hint = "Declare it under the server's `variables`; until then the base URL must be set by hand.";
        lowering.report(Problem::warning(code::SERVER_VARIABLE, &at.child("url"), message, hint));
    }
    Server { url, docs: Docs(server.description.clone().unwrap_or_default()), variables }
}

/// Replaces `{variables}` by their defaults; gives the names that have none, which stay as they are.
fn fill(template: &str, variables: &[ServerVariable]) -> (String, Vec<String>) {
    let mut url = String::with_capacity(template.len());
    let mut unknown = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        url.push_str(before);
        match variables.iter().find(|variable| variable.name == name) {
            Some(variable) => url.push_str(&variable.default),
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

/// A relative URL, against the document's own (RFC 3986 §5.2, for the forms servers have).
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
