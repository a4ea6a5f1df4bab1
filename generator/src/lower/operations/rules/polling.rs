//! The extension `x-specsmith-polling`: waiting for the job that an operation starts.

use serde_json::Value;

use super::super::super::Lowering;
use super::super::sites::Site;
use super::fields::{Fault, Members, only_whole, report};
use super::paths::{Paths, near};
use crate::api::{Ask, Location, Operation, OperationId, Polling, Source, TypeRef};
use crate::read::{closest_of, settings};

/// The member of a response that identifies the created thing.
const ID: &str = "id";

/// The keys of the rule.
const KEYS: [&str; 5] = ["state", "until", "after", "operation", "inputs"];

/// Reads the rule, except the operation that it polls.
pub(super) fn read(setting: &Value) -> Result<Polling, Fault> {
    let members = Members::of(setting, &KEYS)?;
    let until = members.texts("until")?;
    if until.is_empty() {
        return Err(Fault::new("`until` names no state", "list the states that end the wait"));
    }
    let state = members.text("state")?.unwrap_or_else(|| "status".to_owned());
    Ok(Polling { state, until, after: members.text("after")?, ask: None, value: TypeRef::Json })
}

/// Finds the operations that are polled, once all are known.
pub(crate) fn link(lowering: &mut Lowering<'_>, operations: &mut [Operation], sites: &[Site<'_>]) {
    for (at, site) in sites.iter().enumerate() {
        let Some(setting) = site.operation.extensions.get(settings::POLLING) else { continue };
        if operations.get(at).is_none_or(|operation| operation.rules.polling.is_none()) {
            continue;
        }
        let paths = Paths::new(lowering);
        let asked = asked(setting, at, operations, paths).and_then(|(ask, value)| {
            let polling = operations.get(at).and_then(|operation| operation.rules.polling.as_ref());
            polling.map_or(Ok(()), |polling| check_states(polling, &value, paths))?;
            Ok((ask, value))
        });
        match asked {
            Ok((ask, value)) => {
                let rules = operations.get_mut(at).map(|operation| &mut operation.rules);
                if let Some(polling) = rules.and_then(|rules| rules.polling.as_mut()) {
                    (polling.ask, polling.value) = (ask, value);
                }
            }
            Err(fault) => {
                report(lowering, site, settings::POLLING, fault);
                operations.get_mut(at).into_iter().for_each(|operation| operation.rules.polling = None);
            }
        }
    }
}

/// Returns the operation that is polled, by its id or as `GET /path`, and the type of its response.
fn asked(
    setting: &Value,
    own: usize,
    operations: &[Operation],
    paths: Paths<'_>,
) -> Result<(Option<Ask>, TypeRef), Fault> {
    let members = Members::of(setting, &KEYS)?;
    let value = |at: usize| {
        let cases = operations.get(at).map(|operation| operation.response.cases.as_slice()).unwrap_or_default();
        let hint = "describe the response as JSON";
        only_whole(cases).cloned().ok_or_else(|| Fault::new("the response is not JSON of one type", hint))
    };
    let Some(name) = members.text("operation")? else { return Ok((None, value(own)?)) };
    let is_named =
        |operation: &Operation| operation.id == name || format!("{} {}", operation.method, operation.path_key) == name;
    let at = operations.iter().position(is_named).filter(|at| *at != own);
    let at = at.ok_or_else(|| no_operation(&name, operations.iter().enumerate().filter(|(at, _)| *at != own)))?;
    let given = members.pairs("inputs")?;
    let value = value(at)?;
    let (Some(own), Some(other)) = (operations.get(own), operations.get(at)) else { return Ok((None, value)) };
    let in_path = |operation: &Operation| -> Vec<String> {
        let params = operation.params.iter().filter(|param| param.location == Location::Path);
        params.map(|param| param.wire.clone()).collect()
    };
    let (arguments, asked) = (in_path(own), in_path(other));
    if let Some((name, _)) = given.iter().find(|(name, _)| !asked.contains(name)) {
        let known = asked.iter().map(String::as_str).collect();
        let hint = near(name, known, "its path parameters");
        let problem = format!("`{} {}` has no path parameter `{name}`", other.method, other.path_key);
        return Err(Fault::new(problem, hint).at(name).at("inputs"));
    }
    let inputs = asked.into_iter().map(|name| {
        let source = match given.iter().find(|(known, _)| *known == name) {
            Some((_, member)) => Source::Member(member.clone()),
            None if arguments.contains(&name) => Source::Argument(name.clone()),
            None => Source::Member(ID.to_owned()),
        };
        (name, source)
    });
    let inputs: Vec<(String, Source)> = inputs.collect();
    if let Some(first) = only_whole(&own.response.cases) {
        check_members(&inputs, first, paths)?;
    }
    Ok((Some(Ask { operation: OperationId(at), inputs }), value))
}

/// Makes the error for an operation that does not exist.
fn no_operation<'o>(name: &str, others: impl Iterator<Item = (usize, &'o Operation)>) -> Fault {
    let names = others.flat_map(|(_, other)| [other.id.clone(), format!("{} {}", other.method, other.path_key)]);
    let names: Vec<String> = names.collect();
    let hint = match closest_of(names.iter().map(String::as_str), name) {
        Some(close) => format!("did you mean `{close}`?"),
        None => "name an operation by its `operationId` or as `GET /path`".to_owned(),
    };
    Fault::new(format!("there is no operation `{name}` to ask"), hint).at("operation")
}

/// Checks that the members of the first response that inputs come from exist.
fn check_members(inputs: &[(String, Source)], first: &TypeRef, paths: Paths<'_>) -> Result<(), Fault> {
    for (name, source) in inputs {
        let Source::Member(member) = source else { continue };
        paths.dotted(first, member, false).map_err(|fault| {
            let problem = format!("the first response has no member `{member}` for the path parameter `{name}`");
            Fault { problem, ..fault }.at(name).at("inputs")
        })?;
    }
    Ok(())
}

/// Checks that the member with the state exists, and has the states.
fn check_states(polling: &Polling, value: &TypeRef, paths: Paths<'_>) -> Result<(), Fault> {
    let values = paths.dotted(value, &polling.state, false).map_err(|fault| fault.at("state"))?;
    let Some(known) = paths.texts(&values) else { return Ok(()) };
    let Some((index, state)) = polling.until.iter().enumerate().find(|(_, state)| !known.contains(state)) else {
        return Ok(());
    };
    let hint = near(state, known.iter().map(String::as_str).collect(), "its values");
    Err(Fault::new(format!("`{}` is never `{state}`", polling.state), hint).at(index).at("until"))
}
