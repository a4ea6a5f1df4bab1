//! Rules of operations in words, each complete: two rules that do the same read the same.

use super::wire::RuleTexts;
use crate::api::{Accumulation, Api, Folding, Polling, Rules, Source, StructuredOutput, WebSocket};

/// Returns the rules of an operation.
pub(super) fn texts(api: &Api, rules: &Rules) -> RuleTexts {
    RuleTexts {
        polling: rules.polling.as_ref().map(|rule| polling(api, rule)),
        structured_output: rules.structured_output.as_ref().map(structured_output),
        accumulation: rules.accumulation.as_ref().map(accumulation),
        websocket: rules.websocket.as_ref().map(websocket),
    }
}

/// Returns the protocols in the document's order, in which they are offered; the types of the events are in the type of the request.
fn websocket(rule: &WebSocket) -> String {
    let WebSocket { sent: _, received: _, protocols } = rule;
    match protocols.as_slice() {
        [] => "without protocols".to_owned(),
        some => format!("offering {}", some.join(", ")).replace('`', "'"),
    }
}

fn polling(api: &Api, rule: &Polling) -> String {
    let Polling { state, until, after, ask, value: _ } = rule;
    let mut said = vec![format!("until {state} is {}", until.join(" or "))];
    said.extend(after.as_ref().map(|header| format!("pausing as {header} says")));
    if let Some(ask) = ask {
        let asked = api.operation(ask.operation);
        let input = |(name, source): &(String, Source)| match source {
            Source::Argument(argument) => format!("{name} from the argument {argument}"),
            Source::Member(member) => format!("{name} from {member}"),
        };
        let inputs = ask.inputs.iter().map(input);
        said.push(format!("asking {} {}", asked.method, asked.path));
        said.extend(inputs);
    }
    said.join(", ")
}

fn structured_output(rule: &StructuredOutput) -> String {
    let StructuredOutput { to, form, text, refusal, response: _ } = rule;
    let refusal = refusal.as_ref().map(|refusal| format!(", refusals at {refusal}")).unwrap_or_default();
    format!("{to} = {form}, text at {text}{refusal}")
}

fn accumulation(rule: &Accumulation) -> String {
    let Accumulation { way, text, last, whole: _ } = rule;
    let mut said = match way {
        Folding::Steps { tag, steps } => {
            let step = |step: &crate::api::Step| {
                let verb = if step.appends { "appends" } else { "sets" };
                format!("{} {verb} `{}` from `{}`", step.kind, step.to, step.from)
            };
            let steps = steps.iter().map(step);
            [format!("by {tag}")].into_iter().chain(steps).collect::<Vec<_>>()
        }
        Folding::Merge { delta: (delta, whole), index, keep, set, drop } => {
            let mut said = vec![format!("joining {delta} into {whole} by {index}")];
            said.extend((!keep.is_empty()).then(|| format!("keeping {}", keep.join(" and "))));
            said.extend((!drop.is_empty()).then(|| format!("without {}", drop.join(" and "))));
            said.extend(set.iter().map(|(name, text)| format!("{name} = {text}")));
            said
        }
    };
    said.extend(text.as_ref().map(|text| format!("text at {text}")));
    said.extend((!last.is_empty()).then(|| format!("complete with {}", last.join(" or "))));
    // The texts are shown between backquotes.
    said.join(", ").replace('`', "'")
}
