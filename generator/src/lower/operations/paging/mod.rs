//! Paging rules: inferred from the shape of parameters and response, or configured.
//!
//! Conservative: a rule fires only when the parameter, the response's field and the list of items are all there. In order:
//! a cursor of the response that a parameter takes; the last item's id, where the response says whether there is more; a URL
//! of the response; a declared `Link` header; a page number whose first value is known; an offset beside a limit.

mod config;
mod meaning;
mod rules;
mod view;

pub(super) use config::{Configured, configured};
pub(super) use view::{View, inputs};

use crate::api::{Next, Paging};
use rules::has_more;
use view::{Input, Items, Leaf};

/// Infers the paging of an operation by its method: what only reads is followed by its query, a search that is posted by its body.
pub(super) fn infer_for(method: &str, mut view: View<'_>) -> Option<Paging> {
    match method {
        "GET" => view.inputs.retain(|input| !input.in_body),
        // Whatever else a `POST` names, a URL say, need not be asked for with the same body.
        "POST" => view.inputs.retain(|input| input.in_body),
        "QUERY" => {}
        _ => return None,
    }
    infer(&view).filter(|paging| method != "POST" || paging.in_body)
}

/// Returns the key of a list's flag for further pages.
pub(super) fn more_key(view: &View<'_>) -> Option<String> {
    let items = view.items()?;
    view.leaves(&items).iter().find(|leaf| has_more(leaf)).map(Leaf::dotted)
}

/// Infers the paging of an operation, if it is sure.
fn infer(view: &View<'_>) -> Option<Paging> {
    let items = view.items()?;
    let leaves = view.leaves(&items);
    let has_more = leaves.iter().find(|leaf| has_more(leaf)).map(|leaf| leaf.path.clone()).unwrap_or_default();
    let Found { next, how, in_body } = cursor(view, &leaves)
        .or_else(|| last_item(view, &items, !has_more.is_empty()))
        .or_else(|| url(&leaves))
        .or_else(|| if view.is_one_thing() { None } else { of_any_list(view, &leaves) })?;
    let held = match items.path.last() {
        Some((key, _)) => format!("`{key}` holds the items"),
        None => "the response is the list of items".to_owned(),
    };
    Some(Paging { in_body, items: items.path, next, has_more, reason: format!("{how}; {held}") })
}

/// A rule that fits, in words too.
struct Found {
    next: Next,
    how: String,
    /// True if the input that addresses a page is a member of the body.
    in_body: bool,
}

impl Found {
    fn of(next: Next, how: String) -> Self {
        Self { next, how, in_body: false }
    }

    /// Makes a rule from an input.
    fn by(input: &Input<'_>, next: Next, how: String) -> Self {
        Self { next, how, in_body: input.in_body }
    }
}

fn cursor(view: &View<'_>, leaves: &[Leaf<'_>]) -> Option<Found> {
    let usable = |param: &&Input<'_>| !view.optional().any(|other| rules::switches_on(other.wire, param.wire));
    // A body is not a list of texts to be sent: its member takes a cursor of its own type alone.
    let fits = |param: &Input<'_>, leaf: &Leaf<'_>| !param.in_body || view.meaning(param.ty) == leaf.meaning();
    for param in view.optional().filter(usable) {
        for key in rules::cursor_keys(param.wire) {
            let is_cursor = |leaf: &&Leaf<'_>| rules::is_cursor(leaf, key) && leaf.is_called(key) && fits(param, leaf);
            let leaf = leaves.iter().find(is_cursor);
            if let Some(leaf) = leaf.filter(|leaf| leaf.nothing_but_cursor()) {
                let how =
                    format!("`{}` of the response is sent as the {} `{}`", leaf.dotted(), param.noun(), param.wire);
                let next = Next::Cursor { from: leaf.path.clone(), param: param.wire.to_owned() };
                return Some(Found::by(param, next, how));
            }
        }
    }
    None
}

fn last_item(view: &View<'_>, items: &Items<'_>, has_more: bool) -> Option<Found> {
    let param = view.optional().find(|param| rules::takes_last_id(param.wire))?;
    let key = view.id_of(items.item).filter(|_| has_more)?;
    let how = format!("the last item's `{key}` is sent as the {} `{}`", param.noun(), param.wire);
    Some(Found::by(param, Next::LastItem { key: key.to_owned(), param: param.wire.to_owned() }, how))
}

fn url(leaves: &[Leaf<'_>]) -> Option<Found> {
    let leaf = leaves.iter().find(|leaf| rules::is_next_url(leaf))?;
    let how = format!("the URL in `{}` of the response is followed", leaf.dotted());
    Some(Found::of(Next::Url { from: leaf.path.clone() }, how))
}

/// Returns rules that do not depend on the list: they need a response that is only a page.
fn of_any_list(view: &View<'_>, leaves: &[Leaf<'_>]) -> Option<Found> {
    link_header(view).or_else(|| page(view, leaves)).or_else(|| offset(view))
}

fn link_header(view: &View<'_>) -> Option<Found> {
    view.link_header.then(|| Found::of(Next::LinkHeader, "the response's `Link` header is followed".to_owned()))
}

fn page(view: &View<'_>, leaves: &[Leaf<'_>]) -> Option<Found> {
    let param = view.optional().find(|param| rules::is_page_number(param, view))?;
    let sized = view.optional().any(|param| rules::is_size(param.wire)) || leaves.iter().any(rules::counts_pages);
    let first = rules::first_page(param).filter(|_| sized)?;
    let how = format!("the {} `{}` counts pages from {first}", param.noun(), param.wire);
    Some(Found::by(param, Next::Page { param: param.wire.to_owned(), first }, how))
}

fn offset(view: &View<'_>) -> Option<Found> {
    let param = view.optional().find(|param| rules::is_offset(param, view))?;
    view.optional().find(|param| rules::is_size(param.wire))?;
    let how = format!("the {} `{}` skips the items received", param.noun(), param.wire);
    Some(Found::by(param, Next::Offset { param: param.wire.to_owned() }, how))
}

#[cfg(test)]
mod tests;
