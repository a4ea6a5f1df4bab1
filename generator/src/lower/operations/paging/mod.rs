//! How the pages of a list follow each other: inferred from the shape of parameters and reply, or configured.
//!
//! Conservative: a rule fires only when the parameter, the reply's field and the list of items are all there. In order:
//! a cursor of the reply that a parameter takes; the last item's id, where the reply says whether there is more; a URL
//! of the reply; a declared `Link` header; a page number whose first value is known; an offset beside a limit.

mod config;
mod rules;
mod view;

pub(super) use config::{Configured, configured};
pub(super) use view::View;

use crate::api::{Next, Paging, Param};
use crate::naming::FieldName;
use rules::{Meaning, has_more};
use view::{Items, Leaf};

/// Infers the paging of an operation, if it is sure.
pub(super) fn infer(view: &View<'_>) -> Option<Paging> {
    let items = view.items()?;
    let leaves = view.leaves(&items);
    let has_more = leaves.iter().find(|leaf| has_more(leaf)).map(|leaf| leaf.path[0].clone());
    let (next, how) = cursor(view, &leaves)
        .or_else(|| last_item(view, &items, has_more.is_some()))
        .or_else(|| url(&leaves))
        .or_else(|| if view.is_one_thing() { None } else { of_any_list(view, &leaves) })?;
    let held = match items.path.last() {
        Some((key, _)) => format!("`{key}` holds the items"),
        None => "the reply is the list of items".to_owned(),
    };
    Some(Paging { items: items.path, next, has_more, reason: format!("{how}; {held}.") })
}

/// Keys of a reply with the fields they became.
type FieldPath = Vec<(String, FieldName)>;

type Found = Option<(Next, String)>;

fn cursor(view: &View<'_>, leaves: &[Leaf<'_>]) -> Found {
    let usable = |param: &&Param| !view.optional_query().any(|other| rules::switches_on(&other.wire, &param.wire));
    for param in view.optional_query().filter(usable) {
        for key in rules::cursor_keys(&param.wire) {
            let leaf = leaves.iter().find(|leaf| leaf.meaning() == Meaning::Text && leaf.is_called(key));
            if let Some(leaf) = leaf.filter(|leaf| leaf.nothing_but_cursor()) {
                let how = format!("`{}` of the reply is sent as the query parameter `{}`", leaf.dotted(), param.wire);
                return Some((Next::Cursor { from: leaf.path.clone(), param: param.wire.clone() }, how));
            }
        }
    }
    None
}

fn last_item(view: &View<'_>, items: &Items<'_>, has_more: bool) -> Found {
    let param = view.optional_query().find(|param| rules::takes_last_id(&param.wire))?;
    let key = view.id_of(items.item).filter(|_| has_more)?;
    let how = format!("the last item's `{key}` is sent as the query parameter `{}`", param.wire);
    Some((Next::LastItem { key: key.to_owned(), param: param.wire.clone() }, how))
}

fn url(leaves: &[Leaf<'_>]) -> Found {
    let leaf = leaves.iter().find(|leaf| rules::is_next_url(leaf))?;
    Some((Next::Url { from: leaf.path.clone() }, format!("the URL in `{}` of the reply is followed", leaf.dotted())))
}

/// Rules that say nothing of the list they are about: they need a reply that is nothing but a page.
fn of_any_list(view: &View<'_>, leaves: &[Leaf<'_>]) -> Found {
    link_header(view).or_else(|| page(view, leaves)).or_else(|| offset(view))
}

fn link_header(view: &View<'_>) -> Found {
    view.link_header.then(|| (Next::LinkHeader, "the reply's `Link` header is followed".to_owned()))
}

fn page(view: &View<'_>, leaves: &[Leaf<'_>]) -> Found {
    let param = view.optional_query().find(|param| rules::is_page_number(param, view))?;
    let sized =
        view.optional_query().any(|param| rules::is_size(&param.wire)) || leaves.iter().any(rules::counts_pages);
    let first = rules::first_page(param).filter(|_| sized)?;
    let how = format!("the query parameter `{}` counts pages from {first}", param.wire);
    Some((Next::Page { param: param.wire.clone(), first }, how))
}

fn offset(view: &View<'_>) -> Found {
    let param = view.optional_query().find(|param| rules::is_offset(param, view))?;
    view.optional_query().find(|param| rules::is_size(&param.wire))?;
    let how = format!("the query parameter `{}` skips the items received", param.wire);
    Some((Next::Offset { param: param.wire.clone() }, how))
}

#[cfg(test)]
mod tests;
