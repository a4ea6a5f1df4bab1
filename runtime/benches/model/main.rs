//! A page of a thousand roles: this crate's models beside the same types with serde's derive.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use specsmith_runtime::model::{self, DecodeMode, Tree, Value};

mod derived;
mod forged;

const ROLE: &str = r#"{"object":"role","id":"role_01HZX5Y2W8QJ4T6V","name":"API Project Key Manager","description":"Allows managing the API keys of a project","permissions":["api.organization.projects.api_keys.read","api.organization.projects.api_keys.write"],"resource_type":"api.project","predefined_role":false}"#;

/// A page of a thousand roles.
fn page() -> String {
    let roles = vec![ROLE; 1000].join(",");
    format!(r#"{{"object":"list","data":[{roles}],"has_more":true,"next":"role_01HZX5Y2W8QJ4T6V"}}"#)
}

fn main() {
    divan::main();
}

/// Measures what becomes of the page's text.
fn of_page<T>(bencher: Bencher<'_, '_>, work: impl Fn(&[u8]) -> T + Sync) {
    let page = page();
    bencher.counter(BytesCount::of_str(&page)).bench(|| work(black_box(page.as_bytes())));
}

#[divan::bench]
fn decode_derived(bencher: Bencher<'_, '_>) {
    of_page(bencher, |json| serde_json::from_slice::<derived::RoleList>(json).map(|page| page.data.len()));
}

#[divan::bench]
fn decode_forged(bencher: Bencher<'_, '_>) {
    of_page(bencher, |json| model::from_slice::<forged::RoleList>(json).map(|page| page.data.len()));
}

#[divan::bench]
fn decode_value(bencher: Bencher<'_, '_>) {
    of_page(bencher, |json| serde_json::from_slice::<Value>(json).map(|value| value.is_object()));
}

#[divan::bench]
fn parse_tree(bencher: Bencher<'_, '_>) {
    of_page(bencher, |json| Tree::parse(json).map(drop));
}

#[divan::bench]
fn decode_tree(bencher: Bencher<'_, '_>) {
    let page = page();
    let Ok(tree) = Tree::parse(page.as_bytes()) else { return };
    bencher
        .counter(BytesCount::of_str(&page))
        .bench(|| black_box(&tree).decode::<forged::RoleList>(DecodeMode::Strict).map(|page| page.data.len()));
}

#[divan::bench]
fn encode_derived(bencher: Bencher<'_, '_>) {
    let page = page();
    let Ok(list) = serde_json::from_str::<derived::RoleList>(&page) else { return };
    bencher.counter(BytesCount::of_str(&page)).bench(|| serde_json::to_vec(black_box(&list)));
}

#[divan::bench]
fn encode_forged(bencher: Bencher<'_, '_>) {
    let page = page();
    let Ok(list) = model::from_str::<forged::RoleList>(&page) else { return };
    bencher.counter(BytesCount::of_str(&page)).bench(|| model::to_vec(black_box(&list)));
}
