//! `x-specsmith-polling`: how one waits for what an operation has begun.

use serde_json::Value;

use super::super::super::Lowering;
use super::super::sites::Site;
use super::fields::{Fault, Members, only_whole, report};
use crate::api::{Ask, Location, Operation, OperationId, Polling, Source, TypeRef};
use crate::read::settings;

/// The member of a response that identifies what was made.
const ID: &str = "id";

/// The keys of the rule.
const KEYS: [&str; 5] = ["state", "until", "after", "operation", "inputs"];

/// Reads the rule, but for the operation it asks.
pub(super) fn read(setting: &Value) -> Result<Polling, Fault> {
    let members = Members::of(setting, &KEYS)?;
    let until = members.texts("until")?;
    if until.is_empty() {
        return Err(Fault::new("`until` names no state", "list the states that end the wait"));
    }
    let state = members.text("state")?.unwrap_or_else(|| "status".to_owned());
    Ok(Polling { state, until, after: members.text("after")?, ask: None, value: TypeRef::Json })
}

/// Finds the operations that are asked, once all are known.
pub(crate) fn link(lowering: &mut Lowering<'_>, operations: &mut [Operation], sites: &[Site<'_>]) {
    for (at, site) in sites.iter().enumerate() {
        let Some(setting) = site.operation.extensions.get(settings::POLLING) else { continue };
        if operations.get(at).is_none_or(|operation| operation.rules.polling.is_none()) {
            continue;
        }
        match asked(setting, at, operations) {
            Ok((ask, value)) => {
                let rules = operations.get_mut(at).map(|operation| &mut operation.rules);
                if let Some(polling) = rules.and_then(|rules| rules.polling.as_mut()) {
                    (polling.ask, polling.value) = (ask, value);
                }
            }
            Err(Fault { problem, hint }) => {
                report(lowering, site, settings::POLLING, problem, hint);
                operations.get_mut(at).into_iter().for_each(|operation| operation.rules.polling = None);
            }
        }
    }
}

/// The operation that is asked, by its id or as `GET /path`, and the type of its response.
fn asked(setting: &Value, own: usize, operations: &[Operation]) -> Result<(Option<Ask>, TypeRef), Fault> {
    let members = Members::of(setting, &KEYS)?;
    let value = |at: usize| {
        let cases = operations.get(at).map(|operation| operation.reply.cases.as_slice()).unwrap_or_default();
        let hint = "describe the response as JSON";
        only_whole(cases).cloned().ok_or_else(|| Fault::new("the response is not JSON of one type", hint))
    };
    let Some(name) = members.text("operation")? else { return Ok((None, value(own)?)) };
    let is_named =
        |operation: &Operation| operation.id == name || format!("{} {}", operation.method, operation.path_key) == name;
    let hint = "name an operation by its `operationId` or as `GET /path`";
    let at = operations.iter().position(is_named);
    let at =
        at.filter(|at| *at != own).ok_or_else(|| Fault::new(format!("there is no operation `{name}` to ask"), hint))?;
    let given = members.pairs("inputs")?;
    let value = value(at)?;
    let (Some(own), Some(other)) = (operations.get(own), operations.get(at)) else { return Ok((None, value)) };
    let in_path = |operation: &Operation| -> Vec<String> {
        let params = operation.params.iter().filter(|param| param.location == Location::Path);
        params.map(|param| param.wire.clone()).collect()
    };
    let arguments = in_path(own);
    let inputs = in_path(other).into_iter().map(|name| {
        let source = match given.iter().find(|(known, _)| *known == name) {
            Some((_, member)) => Source::Member(member.clone()),
            None if arguments.contains(&name) => Source::Argument(name.clone()),
            None => Source::Member(ID.to_owned()),
        };
        (name, source)
    });
    Ok((Some(Ask { operation: OperationId(at), inputs: inputs.collect() }), value))
}
