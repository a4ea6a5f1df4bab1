//! `client.rs` of a program: a client with every credential, and an origin where the document has none.

use std::fmt::Write;

use specsmith_generator::api::{SchemeKind, SecurityScheme};
use specsmith_generator::plan::Plan;

use super::calls::{Call, Prepared};

/// Writes the file.
pub(super) fn file(plan: &Plan<'_>, prepared: &Prepared) -> String {
    let krate = plan.api.crate_name.ident();
    let relative = plan.api.servers.default().is_none_or(|server| !server.is_absolute());
    let base = if relative { ".base_url(\"http://loopback.test\")" } else { "" };
    let credentials: String = plan.api.schemes.iter().map(|scheme| credential(scheme, prepared)).collect();
    let mut text = format!(
        "use {krate}::{{Client, ClientBuilder}};\n\nuse crate::Error;\nuse crate::loopback::Loopback;\n\n\
         pub(crate) fn client(transport: Loopback, call: usize) -> Result<Client, Error> {{\n    \
         settled(Client::builder().transport(transport).max_retries(0){base}{credentials}, call).build()\n}}\n\n\
         fn settled(client: ClientBuilder, call: usize) -> ClientBuilder {{\n    match call {{\n"
    );
    for call in &prepared.calls {
        let setters = setters(plan, call);
        if !setters.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "        {} => client{setters},", call.id);
        }
    }
    text.push_str("        _ => client,\n    }\n}\n");
    text
}

fn credential(scheme: &SecurityScheme, prepared: &Prepared) -> String {
    let recorded = prepared.credentials.get(&scheme.id).map(String::as_str);
    let text = match scheme.kind {
        SchemeKind::Transport => return String::new(),
        SchemeKind::Basic => recorded.unwrap_or("user:password"),
        _ => recorded.unwrap_or("token"),
    };
    format!(".credential({:?}, {text:?})", scheme.id)
}

/// The settings of a call's client.
fn setters(plan: &Plan<'_>, call: &Call) -> String {
    let setters = plan.api.client.setters();
    let own = setters.iter().filter_map(|(setting, setter)| {
        let of_wire = |(name, _): &(&String, &String)| name.eq_ignore_ascii_case(&setting.wire);
        let (_, value) = call.settings.iter().find(of_wire)?;
        Some(format!(".{}({value:?})", setter.as_str()))
    });
    own.collect()
}
