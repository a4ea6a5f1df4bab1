//! Rules of operations that the document gives as extensions. What is wrong with one is reported, and the operation goes without.

mod accumulate;
mod defaults;
pub(super) mod fields;
pub(super) mod polling;
mod structured_output;
#[cfg(test)]
mod tests;
mod websocket;

use serde_json::Value;

use super::super::Lowering;
use super::reply;
use super::sites::Site;
use crate::api::{Body, Param, Rules};
use crate::read::settings;
use fields::{Fault, only_whole, report};

/// The rules of an operation, but for what concerns other operations.
pub(super) fn of_operation(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    reply: &reply::Lowered,
    params: &[Param],
    body: Option<&Body>,
) -> Rules {
    let json = only_whole(&reply.cases).cloned();
    let accumulation = rule(lowering, site, settings::ACCUMULATE, |setting| accumulate::read(setting, json.clone()));
    let polling = rule(lowering, site, settings::POLLING, polling::read);
    let structured_output =
        rule(lowering, site, settings::STRUCTURED_OUTPUT, |setting| structured_output::read(setting, json.clone()));
    let websocket = site.operation.extensions.get(settings::WEBSOCKET).and_then(|setting| {
        let has_body = site.operation.request_body.is_some();
        match websocket::read(lowering, setting, &site.method, has_body) {
            Ok(rule) => Some(rule),
            Err(Fault { problem, hint }) => {
                report(lowering, site, settings::WEBSOCKET, problem, hint);
                None
            }
        }
    });
    Rules {
        accumulation,
        polling,
        structured_output,
        defaults: defaults::read(lowering, site, params, body),
        websocket,
    }
}

fn rule<R>(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    name: &'static str,
    read: impl FnOnce(&Value) -> Result<R, Fault>,
) -> Option<R> {
    let setting = site.operation.extensions.get(name)?;
    match read(setting) {
        Ok(rule) => Some(rule),
        Err(Fault { problem, hint }) => {
            report(lowering, site, name, problem, hint);
            None
        }
    }
}
