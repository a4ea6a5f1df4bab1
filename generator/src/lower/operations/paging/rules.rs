//! Tables of names and their meanings, compared word by word, so that `nextCursor` and `next_cursor` are the same.

use serde_json::Value;

use super::meaning::{Meaning, mentions_url};
use super::view::{Input, Leaf, View};
use crate::naming::words;

/// For each parameter that takes a cursor, the fields of a response it may come from, best first.
const CURSORS: [(&str, &[&str]); 24] = [
    ("after", &["next", "next_after", "next_cursor", "after", "end_cursor", "last_id", "cursor"]),
    ("after_id", &["next_after_id", "last_id"]),
    ("after_cursor", &["next_cursor", "after_cursor", "end_cursor", "after"]),
    ("bookmark", &["next_bookmark", "bookmark"]),
    ("continuation_token", &["next_continuation_token", "continuation_token"]),
    ("continue", &["continue"]),
    ("cursor", &["next_cursor", "next_page_cursor", "cursor", "next", "end_cursor"]),
    ("iterator", &["iterator"]),
    ("marker", &["next_marker", "marker"]),
    ("next", &["next"]),
    ("next_cursor", &["next_cursor"]),
    ("next_page_token", &["next_page_token"]),
    ("next_token", &["next_token"]),
    ("offset", &["next_offset", "offset", "next"]),
    ("page", &["next_page", "next_page_token", "next"]),
    ("page_after", &["next", "after", "end_cursor", "next_cursor"]),
    ("page_cursor", &["next_page_cursor", "next_cursor", "page_cursor", "next"]),
    ("page_marker", &["next_page_marker", "next_marker"]),
    ("page_token", &["next_page_token", "next_token", "next_page", "next_cursor", "page_token"]),
    ("pagination_token", &["next_pagination_token", "next_page_token", "next_token", "pagination_token"]),
    ("start_cursor", &["next_cursor"]),
    ("starting_after", &["next_starting_after", "last_id"]),
    ("stream_position", &["next_stream_position"]),
    ("token", &["next_token"]),
];

const LAST_IDS: [&str; 4] = ["after", "after_id", "start_after", "starting_after"];

const MORE: [&str; 6] = ["has_more", "has_next", "has_next_page", "more", "more_available", "has_more_items"];

const NEXT_URLS: [&str; 8] = [
    "next_href",
    "next_link",
    "next_page_link",
    "next_page_uri",
    "next_page_url",
    "next_uri",
    "next_url",
    "odata_next_link",
];

const PAGES: [&str; 6] = ["current_page", "page", "page_index", "page_no", "page_num", "page_number"];

const OFFSETS: [&str; 5] = ["offset", "page_offset", "skip", "start", "start_at"];

const SIZES: [&str; 19] = [
    "count",
    "items_per_page",
    "limit",
    "max",
    "max_items",
    "max_page_size",
    "max_results",
    "page_limit",
    "page_size",
    "pagesize",
    "per_page",
    "perpage",
    "results_per_page",
    "rows",
    "size",
    "take",
    "top",
    "max_size",
    "num_items",
];

const COUNTS: [&str; 12] = [
    "count",
    "last_page",
    "num_pages",
    "page",
    "page_count",
    "pages",
    "total",
    "total_count",
    "total_items",
    "total_pages",
    "total_results",
    "current_page",
];

fn key(name: &str) -> String {
    words(name).join("_")
}

/// Returns the fields of a response that a parameter of this name may take its value from.
pub(super) fn cursor_keys(param: &str) -> &'static [&'static str] {
    let name = key(param);
    CURSORS.iter().find(|(known, _)| *known == name).map_or(&[], |(_, keys)| keys)
}

/// Returns true for a field that holds a cursor: a text, or a number whose name says that it is of the next page or of the last item. Other numbers tell
/// where this page is.
pub(super) fn is_cursor(leaf: &Leaf<'_>, key: &str) -> bool {
    match leaf.meaning() {
        Meaning::Text => true,
        Meaning::Number => key.starts_with("next") || key == "last_id",
        Meaning::Url | Meaning::Flag | Meaning::Other => false,
    }
}

/// Returns true for a parameter without which another has no effect: `usemarker` of `marker`.
pub(super) fn switches_on(name: &str, cursor: &str) -> bool {
    words(name).concat() == format!("use{}", words(cursor).concat())
}

/// Returns true for a parameter that takes the id of the last item received.
pub(super) fn takes_last_id(param: &str) -> bool {
    LAST_IDS.contains(&key(param).as_str())
}

/// Returns true for a flag for further pages, in the response itself or in an object about the page.
pub(super) fn has_more(leaf: &Leaf<'_>) -> bool {
    leaf.meaning() == Meaning::Flag && MORE.contains(&key(&leaf.field.wire).as_str())
}

/// Returns true for a URL of the next page: by its name, or called `next` and a URL by its format, example or description.
pub(super) fn is_next_url(leaf: &Leaf<'_>) -> bool {
    if !matches!(leaf.meaning(), Meaning::Text | Meaning::Url) {
        return false;
    }
    let name = key(&leaf.field.wire);
    let above = leaf.path.len().checked_sub(2).map(|at| key(&leaf.path[at]));
    let in_links = above.as_deref().is_some_and(|key| matches!(key, "links" | "pages"));
    let of_next = above.as_deref().is_some_and(|key| matches!(key, "next" | "next_page"));
    NEXT_URLS.contains(&name.as_str())
        || (name == "next" && (in_links || leaf.meaning() == Meaning::Url || mentions_url(leaf.field)))
        || (of_next && matches!(name.as_str(), "href" | "uri" | "url"))
}

/// Returns true for a parameter that counts pages.
pub(super) fn is_page_number<'a>(param: &Input<'a>, view: &View<'a>) -> bool {
    is_number(param, view) && PAGES.contains(&key(param.wire).as_str())
}

/// Returns true for a parameter that skips items. `start` only where nothing comes before zero.
pub(super) fn is_offset<'a>(param: &Input<'a>, view: &View<'a>) -> bool {
    let name = key(param.wire);
    let known = OFFSETS.contains(&name.as_str());
    let from_zero = param.facts.default.as_deref().and_then(Value::as_i64) == Some(0);
    is_number(param, view) && known && (!name.starts_with("start") || from_zero)
}

fn is_number<'a>(param: &Input<'a>, view: &View<'a>) -> bool {
    view.meaning(param.ty) == Meaning::Number
}

/// Returns true for a parameter with the number of items of a page.
pub(super) fn is_size(param: &str) -> bool {
    SIZES.contains(&key(param).as_str())
}

/// Returns true for a field that tells how many pages or items there are, or which page this is.
pub(super) fn counts_pages(leaf: &Leaf<'_>) -> bool {
    leaf.meaning() == Meaning::Number && COUNTS.contains(&key(&leaf.field.wire).as_str())
}

/// Returns the number of the first page, where the document lets it be known.
pub(super) fn first_page(param: &Input<'_>) -> Option<i64> {
    let default = param.facts.default.as_deref().and_then(Value::as_i64);
    if let Some(default) = default {
        return matches!(default, 0 | 1).then_some(default);
    }
    if param.facts.minimum.as_ref().is_some_and(|(text, exclusive)| text == if *exclusive { "0" } else { "1" }) {
        return Some(1);
    }
    let docs = param.docs.0.to_ascii_lowercase();
    let says = |forms: &[&str]| forms.iter().any(|form| docs.contains(form));
    if says(&["1-based", "one-based", "starts at 1", "starting at 1", "starts from 1", "starting from 1", "default: 1"])
    {
        return Some(1);
    }
    says(&["0-based", "zero-based", "starts at 0", "starting at 0", "starts from 0", "starting from 0", "default: 0"])
        .then_some(0)
}
