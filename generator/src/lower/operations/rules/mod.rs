//! Rules of operations that the document states in extensions. An invalid rule is reported, and the operation has none.

mod accumulate;
mod accumulate_check;
mod defaults;
pub(super) mod fields;
mod paths;
pub(super) mod polling;
mod structured_output;
#[cfg(test)]
mod tests;
mod websocket;

use serde_json::Value;

use super::super::Lowering;
use super::response;
use super::sites::Site;
use crate::api::{Body, Param, ResponseForm, Rules};
use crate::read::settings;
use fields::{Fault, only_whole, report};
use paths::Paths;

/// Returns the rules of an operation, but for what concerns other operations.
pub(super) fn of_operation(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    response: &response::Lowered,
    params: &[Param],
    body: Option<&Body>,
) -> Rules {
    let json = only_whole(&response.cases).cloned();
    let element = response.cases.iter().find_map(|case| match &case.form {
        ResponseForm::Stream(form) => form.item(),
        _ => None,
    });
    let accumulation = rule(lowering, site, settings::ACCUMULATE, |setting, paths| {
        accumulate::read(setting, json.clone(), element, paths)
    });
    let polling = rule(lowering, site, settings::POLLING, |setting, _| polling::read(setting));
    let sent = body.and_then(|body| body.media.first()?.form.ty());
    let structured_output = rule(lowering, site, settings::STRUCTURED_OUTPUT, |setting, paths| {
        structured_output::read(setting, json.clone(), sent, paths)
    });
    let websocket = site.operation.extensions.get(settings::WEBSOCKET).and_then(|setting| {
        let has_body = site.operation.request_body.is_some();
        match websocket::read(lowering, setting, &site.method, has_body) {
            Ok(rule) => Some(rule),
            Err(fault) => {
                report(lowering, site, settings::WEBSOCKET, fault);
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
    read: impl FnOnce(&Value, Paths<'_>) -> Result<R, Fault>,
) -> Option<R> {
    let setting = site.operation.extensions.get(name)?;
    match read(setting, Paths::new(lowering)) {
        Ok(rule) => Some(rule),
        Err(fault) => {
            report(lowering, site, name, fault);
            None
        }
    }
}
