//! Comparison of calls on the wire, apart from their inputs.

use super::pairs::Pairs;
use super::what::{Rule, What};
use crate::surface::{ApiWire, Call, RuleTexts, Type};

/// Notes the changes of a call.
pub(super) fn compare(pairs: &Pairs<'_>, old: &Call, new: &Call, note: &mut impl FnMut(What)) {
    if old.method != new.method {
        note(What::MethodChanged { from: old.method.clone(), to: new.method.clone() });
    }
    if bare(&old.path) != bare(&new.path) {
        note(What::PathChanged { from: old.path.clone(), to: new.path.clone() });
    }
    if old.fixed != new.fixed {
        note(What::ConstantsChanged { from: old.fixed.clone(), to: new.fixed.clone() });
    }
    if old.bodies != new.bodies {
        note(What::BodyChanged { from: old.bodies.clone(), to: new.bodies.clone() });
    }
    if old.credentials != new.credentials {
        note(What::CredentialsChanged { from: old.credentials.clone(), to: new.credentials.clone() });
    }
    if old.server != new.server {
        note(What::ServerChanged { from: old.server.clone(), to: new.server.clone() });
    }
    if old.paging != new.paging {
        note(What::PagingChanged { from: old.paging.clone(), to: new.paging.clone() });
    }
    if old.retry != new.retry {
        note(What::RetryChanged { from: old.retry.clone(), to: new.retry.clone() });
    }
    rules(&old.rules, &new.rules, note);
    let added = |response| What::ResponseAdded { response };
    let removed = |response| What::ResponseRemoved { response };
    responses(pairs, (&old.responses, &new.responses), added, removed, note);
    let added = |response| What::ErrorAdded { response };
    let removed = |response| What::ErrorRemoved { response };
    responses(pairs, (&old.failures, &new.failures), added, removed, note);
}

/// Notes the changes of the settings for all calls.
pub(super) fn compare_api(old: &ApiWire, new: &ApiWire, note: &mut impl FnMut(What)) {
    if old.server != new.server {
        note(What::ServerChanged { from: old.server.clone(), to: new.server.clone() });
    }
    if old.headers != new.headers {
        note(What::ConstantsChanged { from: old.headers.clone(), to: new.headers.clone() });
    }
    if old.reading != new.reading {
        note(What::ReadingChanged { from: old.reading, to: new.reading });
    }
}

fn rules(old: &RuleTexts, new: &RuleTexts, note: &mut impl FnMut(What)) {
    for (rule, from, to) in [
        (Rule::Polling, &old.polling, &new.polling),
        (Rule::StructuredOutput, &old.structured_output, &new.structured_output),
        (Rule::Accumulation, &old.accumulation, &new.accumulation),
        (Rule::WebSocket, &old.websocket, &new.websocket),
    ] {
        if from != to {
            note(What::RuleChanged { rule, from: from.clone(), to: to.clone() });
        }
    }
}

/// Returns a path without the names of its parameters, which are not sent.
fn bare(path: &str) -> String {
    let mut bare = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        bare.push(character);
    }
    bare
}

type Typed = [(String, Option<Type>)];

fn responses(
    pairs: &Pairs<'_>,
    (old, new): (&Typed, &Typed),
    added: fn(String) -> What,
    removed: fn(String) -> What,
    note: &mut impl FnMut(What),
) {
    let describe = |key: &str, ty: Option<&Type>| ty.map_or_else(|| key.to_owned(), |ty| format!("{key} ({ty})"));
    let mapped: Vec<_> = old.iter().map(|(key, ty)| (key, ty.as_ref().map(|ty| pairs.mapped(ty)))).collect();
    for (key, ty) in new {
        let before = mapped.iter().find(|(other, _)| *other == key);
        if before.is_none_or(|(_, before)| before != ty) {
            note(added(describe(key, ty.as_ref())));
        }
    }
    for (key, ty) in &mapped {
        if !new.iter().any(|(other, now)| other == *key && now == ty) {
            note(removed(describe(key, ty.as_ref())));
        }
    }
}
