//! The items of the crate as a whole: the builder's setters, servers, header getters, features and webhooks.

use super::calls::credential;
use super::item::{Argument, Item, Kind};
use super::list::List;
use super::ty::{Type, Wrapper};
use super::wire::{Travel, Wire};
use crate::api::{Api, SchemeKind};
use crate::plan::package::Contents;
use crate::pointer::Pointer;
use crate::settle::Settled;

/// Adds all of them.
pub(super) fn add(list: &mut List, settled: &Settled, contents: Contents) {
    let api = settled.api();
    if contents == Contents::Client {
        credentials(list, api);
        servers(list, api);
        headers(list, api);
    }
    for feature in settled.features() {
        let name = feature.name.as_str();
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

fn headers(list: &mut List, api: &Api) {
    for header in &api.headers {
        let path = format!("ReplyHeaders::{}", header.name);
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
            SchemeKind::Bearer | SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => {
                vec![text("credential")]
            }
        };
        let place = Pointer::root().child("components").child("securitySchemes").child(&scheme.id);
        let item = Item::new(Kind::ClientSetter, format!("ClientBuilder::{}", scheme.name), place, &*scheme.id);
        let travel = Travel { sent: true, received: false };
        let wire = Wire::Text { values: vec![credential(&scheme.kind)], travel };
        list.add(None, Item { takes, wire, ..item });
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
