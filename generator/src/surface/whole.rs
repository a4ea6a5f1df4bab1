//! The facts that all calls of a client share: server, headers, reading and credentials.

use super::wire::ApiWire;
use crate::api::{Api, ClientSetting, Reading, SchemeKind, SettingPlace};

/// Returns the facts that all calls share.
pub(super) fn wire(api: &Api) -> ApiWire {
    let reading = api.reading.map(|reading| match reading {
        Reading::Strict => "strict",
        Reading::Tolerant => "tolerant",
        Reading::Lenient => "lenient",
    });
    let server = api.servers.default().map(|server| server.template.clone());
    let settings = api.client.settings.iter().filter_map(setting_text);
    ApiWire { server, headers: headers_text(&api.headers_of_all).chain(settings).collect(), reading }
}

/// Returns a header or query parameter that is sent unless another one is given.
fn setting_text(setting: &ClientSetting) -> Option<String> {
    let place = match setting.place {
        SettingPlace::Header => "header",
        SettingPlace::Query => "query",
        SettingPlace::Path => "path",
    };
    setting.default.as_ref().map(|value| format!("{place} {}={value}", setting.wire))
}

/// Returns the headers that are always sent.
pub(super) fn headers_text(headers: &[(String, String)]) -> impl Iterator<Item = String> {
    headers.iter().map(|(name, value)| format!("header {name}={value}"))
}

/// Returns the form of a credential, in words.
pub(super) fn credential(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "bearer token".to_owned(),
        SchemeKind::Basic => "basic authentication".to_owned(),
        SchemeKind::Header(name) => format!("header {name}"),
        SchemeKind::PrefixedHeader { name, prefix } => format!("header {name}: {prefix}"),
        SchemeKind::Query(name) => format!("query parameter {name}"),
        SchemeKind::Cookie(name) => format!("cookie {name}"),
        SchemeKind::Transport => "transport".to_owned(),
    }
}
