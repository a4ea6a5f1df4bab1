//! Rules of operations, as the runtime's data.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use crate::api::{Accumulation, Folding, Polling, Rules, Source, Step, StructuredOutput};
use crate::plan::calls::AskedPlan;

/// Returns `.rules(&Rules::new()…)`, where there is one.
pub(super) fn rules(rules: &Rules) -> Option<TokenStream> {
    let accumulation = rules.accumulation.as_ref().map(accumulation);
    let polling = rules.polling.as_ref().map(polling);
    let structured = rules.structured_output.as_ref().map(structured_output);
    let websocket = rules.websocket.as_ref().map(|socket| {
        let protocols = &socket.protocols;
        quote!(.websocket(&[#(#protocols),*]))
    });
    let any = accumulation.is_some() || polling.is_some() || structured.is_some() || websocket.is_some();
    any.then(|| quote!(.rules(&specsmith_runtime::call::Rules::new() #accumulation #polling #structured #websocket)))
}

/// Returns `.polling("status", &["completed"], None)`
fn polling(rule: &Polling) -> TokenStream {
    let Polling { state, until, after, .. } = rule;
    let after = option(after.as_ref());
    quote!(.polling(#state, &[#(#until),*], #after))
}

fn structured_output(rule: &StructuredOutput) -> TokenStream {
    let StructuredOutput { to, form, text, refusal, .. } = rule;
    let refusal = option(refusal.as_ref());
    quote!(.structured_output(#to, #form, #text, #refusal))
}

fn option(text: Option<&String>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

/// Returns `.asked(&Asked::new(&CREATE_STATE, &[…]))`
pub(super) fn asked(asked: &AskedPlan<'_>) -> TokenStream {
    let name = ident(&asked.descriptor);
    let inputs = asked.inputs.iter().map(|(name, source)| match source {
        Source::Argument(argument) => quote!(specsmith_runtime::call::Ask::argument(#name, #argument)),
        Source::Member(member) => quote!(specsmith_runtime::call::Ask::member(#name, #member)),
    });
    let headers = asked.headers.iter().map(|(name, value)| quote!(specsmith_runtime::call::Ask::header(#name, #value)));
    let inputs = inputs.chain(headers);
    quote!(.asked(&specsmith_runtime::call::Asked::new(&#name, &[#(#inputs),*])))
}

/// Returns `.accumulate(…)`
fn accumulation(rule: &Accumulation) -> TokenStream {
    let way = match &rule.way {
        Folding::Steps { tag, steps } => {
            let steps = steps.iter().map(step);
            quote!(steps(#tag, &[#(#steps),*]))
        }
        Folding::Merge { delta: (delta, whole), index, keep, set, drop } => {
            let set = (!set.is_empty()).then(|| {
                let set = set.iter().map(|(name, text)| quote!((#name, #text)));
                quote!(.set(&[#(#set),*]))
            });
            let drop = (!drop.is_empty()).then(|| quote!(.drop(&[#(#drop),*])));
            quote!(merge(#delta, #whole, #index, &[#(#keep),*]) #set #drop)
        }
    };
    let text = rule.text.as_ref().map(|text| quote!(.text(#text)));
    let last = (!rule.last.is_empty()).then(|| {
        let last = &rule.last;
        quote!(.last(&[#(#last),*]))
    });
    quote!(.accumulate(specsmith_runtime::call::Accumulation::#way #text #last))
}

fn step(step: &Step) -> TokenStream {
    let Step { kind, appends, to, from } = step;
    let verb = if *appends { quote!(append) } else { quote!(set) };
    quote!(specsmith_runtime::call::Step::#verb(#kind, #to, #from))
}
