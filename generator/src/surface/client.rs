//! The items of the crate as a whole: the builder's setters, servers, header getters, features and webhooks.

use super::item::{Argument, Item, Kind};
use super::list::List;
use super::ty::{Type, Wrapper};
use super::whole::credential;
use super::wire::{Travel, Wire};
use crate::api::{Api, SchemeKind};
use crate::plan::Plan;
use crate::plan::package::Contents;
use crate::pointer::Pointer;
use crate::resolve::Resolved;

/// Adds all of them.
pub(super) fn add(list: &mut List, resolved: &Resolved, plan: &Plan<'_>) {
    let api = resolved.api();
    let mut features: Vec<&str> = resolved.features().iter().map(|feature| feature.name.as_str()).collect();
    if plan.contents() == Contents::Client {
        credentials(list, api);
        servers(list, api);
        settings(list, api);
        headers(list, api);
        events(list, api, plan.webhooks_feature.as_slice());
        features.extend(api.runtime_features());
        features.extend(api.optional_features());
    }
    for name in features {
        let path = format!("feature {name}");
        list.add(None, Item::new(Kind::Feature, path, Pointer::root().child("paths"), name));
    }
    for webhook in &api.webhooks {
        let travel = Travel { sent: false, received: true };
        let path = format!("webhook {}", webhook.name);
        let item = Item::new(Kind::Webhook, path, webhook.origin.clone(), &*webhook.name);
        list.add(None, Item { gives: Some(Type::owned(api, &webhook.ty)), wire: Wire::Value(travel), ..item });
    }
}

/// Adds the method that takes signed requests of the API, and the setter of their secret.
fn events(list: &mut List, api: &Api, features: &[String]) {
    let Some(events) = &api.webhook_events else { return };
    let place = Pointer::root().child("webhooks");
    let client = list.0.iter().position(|item| item.kind == Kind::Resource && item.path == "Client");
    let gives = Some(Type::owned(api, &events.ty).within(Wrapper::Webhooks));
    let travel = Travel { sent: false, received: true };
    let wire = Wire::Text { values: vec![format!("{}*", events.prefix)], travel };
    let path = format!("Client::{}", events.method);
    let method = Item::new(Kind::Accessor, path, place.clone(), "webhook events");
    let features = features.to_vec();
    list.add(client, Item { gives, wire, features: features.clone(), ..method });
    let setter = Item::new(Kind::ClientSetter, "ClientBuilder::webhook_secret".to_owned(), place, "webhook secret");
    let (takes, variables) = (vec![text("secret")], vec![events.env.clone()]);
    list.add(None, Item { takes, variables, features, ..setter });
}

fn settings(list: &mut List, api: &Api) {
    let travel = Travel { sent: true, received: false };
    for (setting, name) in api.client.setters() {
        let path = format!("ClientBuilder::{name}");
        let item = Item::new(Kind::ClientSetter, path, Pointer::root(), &*setting.wire);
        let wire = Wire::Text { values: setting.default.iter().cloned().collect(), travel };
        let variables = setting.env.iter().cloned().collect();
        list.add(None, Item { takes: vec![text("value")], wire, variables, ..item });
    }
    for profile in &api.client.profiles {
        let path = format!("ClientBuilder::{}", profile.name);
        let item = Item::new(Kind::ClientSetter, path, Pointer::root(), format!("profile {}", profile.name));
        let paths = profile.paths.iter().map(|(of, template)| format!("{of} at {template}"));
        let wire = Wire::Text { values: profile.server.iter().cloned().chain(paths).collect(), travel };
        let credentials = profile.credentials.iter().map(|placed| placed.env.clone());
        let variables = profile.env.iter().cloned().chain(credentials).collect();
        list.add(None, Item { wire, variables, ..item });
    }
}

fn headers(list: &mut List, api: &Api) {
    for header in &api.headers {
        let path = format!("ResponseHeaders::{}", header.name);
        let gives = Some(Type::owned(api, &header.ty).within(Wrapper::Option));
        let item = Item::new(Kind::Header, path, Pointer::root().child("paths"), &*header.wire);
        list.add(None, Item { gives, ..item });
    }
}

fn text(name: &str) -> Argument {
    Argument { name: name.to_owned(), ty: Type::Std("String"), nullable: false, input: None }
}

fn credentials(list: &mut List, api: &Api) {
    for scheme in &api.schemes {
        let takes = match scheme.kind {
            SchemeKind::Transport => continue,
            SchemeKind::Basic => {
                ["user", "password"].map(|name| Argument { ty: Type::Std("&str"), ..text(name) }).into()
            }
            SchemeKind::Bearer
            | SchemeKind::Header(_)
            | SchemeKind::PrefixedHeader { .. }
            | SchemeKind::Query(_)
            | SchemeKind::Cookie(_) => {
                vec![text("credential")]
            }
        };
        let place = Pointer::root().child("components").child("securitySchemes").child(&scheme.id);
        let item = Item::new(Kind::ClientSetter, format!("ClientBuilder::{}", scheme.name), place, &*scheme.id);
        let travel = Travel { sent: true, received: false };
        let wire = Wire::Text { values: vec![credential(&scheme.kind)], travel };
        let variables = Some(scheme.env.clone()).filter(|name| !name.is_empty()).into_iter().collect();
        list.add(None, Item { takes, wire, variables, ..item });
    }
}

fn servers(list: &mut List, api: &Api) {
    let place = Pointer::root().child("servers");
    let travel = Travel { sent: true, received: false };
    if api.servers.choices.len() > 1 {
        let own = list.add(None, Item::new(Kind::Constants, "Server".to_owned(), place.clone(), "servers"));
        for choice in &api.servers.choices {
            let Some(server) = api.servers.chosen(choice) else { continue };
            let place = place.child(choice.place);
            let item = Item::new(Kind::Variant, format!("Server::{}", choice.name), place, &*server.template);
            let wire = Wire::Text { values: vec![server.template.clone()], travel };
            list.add(Some(own), Item { wire, ..item });
        }
        let setter = Item::new(Kind::ClientSetter, "ClientBuilder::server".to_owned(), place.clone(), "servers");
        let ty = Type::Item("Server".to_owned());
        let takes = vec![Argument { name: "server".to_owned(), ty, nullable: false, input: None }];
        list.add(None, Item { takes, ..setter });
    }
    for setter in &api.servers.setters {
        let path = format!("ClientBuilder::{}", setter.name);
        let item = Item::new(Kind::ClientSetter, path, place.clone(), format!("variable {}", setter.variable.name));
        let wire = Wire::Text { values: vec![setter.variable.default.clone()], travel };
        list.add(None, Item { takes: vec![text("value")], wire, ..item });
    }
}
