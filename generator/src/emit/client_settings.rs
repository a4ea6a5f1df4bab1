//! The settings that a client sends with every call, and the profiles of an API.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Doc, code};
use super::idents::{ident, operator_note};
use super::schemes::{scheme_of, sent};
use crate::api::{Api, ClientSetting, Profile, SettingPlace};
use crate::naming::MethodName;

/// Returns `.settings(&[Setting::header("Acme-Org").env("ACME_ORG")])`
pub(super) fn settings_call(settings: &[ClientSetting]) -> Option<TokenStream> {
    let all = settings.iter().map(setting);
    (!settings.is_empty()).then(|| quote!(.settings(&[#(#all),*])))
}

fn setting(setting: &ClientSetting) -> TokenStream {
    let wire = &setting.wire;
    let place = match setting.place {
        SettingPlace::Header => quote!(header),
        SettingPlace::Query => quote!(query),
        SettingPlace::Path => quote!(path),
    };
    let default = setting.default.as_ref().map(|value| quote!(.default(#value)));
    let env = setting.env.as_ref().map(|variable| quote!(.env(#variable)));
    let required = setting.required.then(|| quote!(.required()));
    quote!(specsmith_runtime::Setting::#place(#wire) #default #env #required)
}

/// Returns the builder's methods for settings and profiles.
pub(super) fn setters(api: &Api) -> Vec<TokenStream> {
    let settings = api.client.setters().into_iter().map(|(setting, name)| setter(setting, name));
    settings.chain(api.client.profiles.iter().map(|own| profile(api, own))).collect()
}

fn setter(setting: &ClientSetting, name: &MethodName) -> TokenStream {
    let wire = &setting.wire;
    let docs = setting_docs(setting).outer();
    let note = operator_note(name.as_str());
    let name = ident(name.as_str());
    let (value_type, builder_method) = match setting.place {
        SettingPlace::Header => (quote!(Secret), quote!(header)),
        SettingPlace::Query => (quote!(String), quote!(query)),
        SettingPlace::Path => (quote!(String), quote!(path_value)),
    };
    quote! {
        #docs
        #note
        pub fn #name(mut self, value: impl Into<#value_type>) -> Self {
            self.inner = self.inner.#builder_method(#wire, value);
            self
        }
    }
}

fn setting_docs(setting: &ClientSetting) -> Doc {
    let wire = code(&setting.wire);
    let sent = match setting.place {
        SettingPlace::Header => format!("Sends the header {wire} with every call."),
        SettingPlace::Query => format!("Sends the query parameter {wire} with every call that does not set it."),
        SettingPlace::Path => format!("Puts this value into paths for {wire}, instead of that of the request."),
    };
    let default = setting.default.as_ref().map(|value| format!("Default: {}.", code(value)));
    let env = setting.env.as_ref().map(|variable| format!("`from_env` reads it from {}.", code(variable)));
    let required = setting.required.then(|| "Required to build a client.".to_owned());
    let facts: Vec<String> = [default, env, required].into_iter().flatten().collect();
    Doc::new().paragraph(sent).author(&setting.docs).paragraph(facts.join(" "))
}

fn profile(api: &Api, profile: &Profile) -> TokenStream {
    let docs = profile_docs(api, profile).outer();
    let note = operator_note(profile.name.as_str());
    let name = ident(profile.name.as_str());
    let server = profile.server.as_ref().map(|url| quote!(.server(#url)));
    let env = profile.env.as_ref().map(|variable| quote!(.base_url_env(#variable)));
    let schemes = profile.credentials.iter().map(|placed| scheme_of(&placed.id, &placed.kind, &placed.env));
    let schemes = (!profile.credentials.is_empty()).then(|| quote!(.schemes(&[#(#schemes),*])));
    let settings = settings_call(&profile.settings);
    let paths = profile.paths.iter().map(|(of, template)| quote!((#of, #template)));
    let paths = (!profile.paths.is_empty()).then(|| quote!(.paths(&[#(#paths),*])));
    quote! {
        #docs
        #note
        pub fn #name(mut self) -> Self {
            static PROFILE: specsmith_runtime::Profile =
                specsmith_runtime::Profile::new() #server #env #schemes #settings #paths;
            self.inner = self.inner.profile(&PROFILE);
            self
        }
    }
}

fn profile_docs(api: &Api, profile: &Profile) -> Doc {
    let mut items = Vec::new();
    let server = profile.server.as_ref().map(|url| match url.split(['/', '?']).next() {
        Some(start) if start.contains(':') => format!("- Calls go to {}.", code(url)),
        _ => format!("- A base URL without a path gets the path {}.", code(url)),
    });
    items.extend(server);
    items.extend(profile.env.iter().map(|env| format!("- `build_from_env` reads the base URL from {}.", code(env))));
    items.extend(profile.credentials.iter().filter_map(|placed| {
        let scheme = api.schemes.iter().find(|scheme| scheme.id == placed.id)?;
        let sent = sent(&placed.kind);
        Some(format!("- The credential `{}` is sent {sent}, and read from {}.", scheme.name, code(&placed.env)))
    }));
    let paths = profile.paths.iter().map(|(of, template)| format!("- {} goes to {}.", code(of), code(template)));
    items.extend(paths);
    let name = profile.name.as_str();
    Doc::new()
        .paragraph(format!("Uses the API as {} serves it.", code(name)))
        .author(&profile.docs)
        .paragraph(items.join("\n"))
}
