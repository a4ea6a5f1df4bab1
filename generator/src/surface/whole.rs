//! What holds for all calls of a client: its server, headers, reading and credentials.

use super::wire::ApiWire;
use crate::api::{Api, Reading, SchemeKind};

/// What holds for all calls.
pub(super) fn wire(api: &Api) -> ApiWire {
    let reading = api.reading.map(|reading| match reading {
        Reading::Strict => "strict",
        Reading::Tolerant => "tolerant",
        Reading::Lenient => "lenient",
    });
    let server = api.servers.default().map(|server| server.template.clone());
    ApiWire { server, headers: headers_text(&api.headers_of_all).collect(), reading }
}

/// Headers that are always sent.
pub(super) fn headers_text(headers: &[(String, String)]) -> impl Iterator<Item = String> {
    headers.iter().map(|(name, value)| format!("header {name}={value}"))
}

/// What a credential is sent as.
pub(super) fn credential(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "bearer token".to_owned(),
        SchemeKind::Basic => "basic authentication".to_owned(),
        SchemeKind::Header(name) => format!("header {name}"),
        SchemeKind::Query(name) => format!("query parameter {name}"),
        SchemeKind::Cookie(name) => format!("cookie {name}"),
        SchemeKind::Transport => "transport".to_owned(),
    }
}
