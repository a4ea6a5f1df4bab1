//! `x-specsmith-websocket`: an operation opens a WebSocket, on which events go both ways.

use serde_json::Value;

use super::super::super::Lowering;
use super::fields::{Fault, Members};
use crate::api::{TypeRef, WebSocket};
use crate::lower::custom::suggestion;
use crate::read::schema_key;
use crate::read::settings::is_token;

/// Reads the rule: the schemas of the events, by their keys or as references.
pub(super) fn read(lowering: &Lowering<'_>, setting: &Value, method: &str, has_body: bool) -> Result<WebSocket, Fault> {
    let members = Members::of(setting, &["send", "receive", "protocols"])?;
    if method != "GET" || has_body {
        let hint = "put it on a `get` operation without a body";
        return Err(Fault::new("a WebSocket is opened by GET without a body (RFC 6455 \u{a7}4.1)", hint));
    }
    let sent = event(lowering, &members.needed("send")?)?;
    let received = event(lowering, &members.needed("receive")?)?;
    let protocols = members.texts("protocols")?;
    let known = |at: usize, name: &String| protocols.iter().take(at).any(|other| other == name);
    match protocols.iter().enumerate().find(|(at, name)| !is_token(name) || known(*at, name)) {
        Some((_, name)) => {
            let problem = format!("`{name}` is no protocol, or is listed twice (RFC 6455 \u{a7}4.1)");
            Err(Fault::new(problem, "list names of visible ASCII characters, each once"))
        }
        None => Ok(WebSocket { sent, received, protocols }),
    }
}

fn event(lowering: &Lowering<'_>, name: &str) -> Result<TypeRef, Fault> {
    let key = schema_key(name).unwrap_or(name);
    match lowering.nodes.by_key.get(key) {
        Some(component) => Ok(TypeRef::Named(lowering.nodes.component(*component).id)),
        None => {
            let known: Vec<&str> = lowering.nodes.by_key.keys().map(|key| key.as_ref()).collect();
            Err(Fault::new(format!("there is no schema `{key}`"), suggestion(key, &known, "the schemas")))
        }
    }
}
