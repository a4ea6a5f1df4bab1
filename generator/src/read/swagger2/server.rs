//! `host`, `basePath` and `schemes`, as servers.

use openapiv3::Server;
use serde_json::Value;

use crate::read::at::At;
use crate::read::map::Map;
use crate::read::value_reader::ValueReader;

/// Returns the servers of the document.
pub(in crate::read) fn servers(values: &mut ValueReader<'_>, root: &Map) -> Vec<Server> {
    let schemes = root.get("schemes").map(|value| values.texts(value, &At::ROOT.key("schemes")));
    servers_of(root, schemes.unwrap_or_default())
}

/// Returns the servers of an operation that has schemes of its own.
pub(in crate::read) fn operation_servers(
    values: &mut ValueReader<'_>,
    root: &Map,
    schemes: &Value,
    at: &At<'_>,
) -> Vec<Server> {
    servers_of(root, values.texts(schemes, at))
}

/// Returns one server for each scheme of the web, the safe one first.
fn servers_of(root: &Map, schemes: Vec<String>) -> Vec<Server> {
    let text = |key: &str| root.get(key).and_then(Value::as_str).unwrap_or_default().trim();
    let (host, base) = (text("host"), text("basePath"));
    let base = match base.trim_end_matches('/') {
        "" => String::new(),
        base if base.starts_with('/') => base.to_owned(),
        base => format!("/{base}"),
    };
    let server = |url: String| Server { url, ..Server::default() };
    // Some authors write the scheme into the host.
    if host.is_empty() || host.contains("://") {
        let url = format!("{}{base}", host.trim_end_matches('/'));
        return if url.is_empty() { Vec::new() } else { vec![server(url)] };
    }
    let mut schemes: Vec<String> = schemes.into_iter().filter(|scheme| scheme == "https" || scheme == "http").collect();
    if schemes.is_empty() {
        schemes.push("https".to_owned());
    }
    schemes.sort_by_key(|scheme| scheme != "https");
    schemes.dedup();
    let host = host.trim_end_matches('/');
    schemes.into_iter().map(|scheme| server(format!("{scheme}://{host}{base}"))).collect()
}
