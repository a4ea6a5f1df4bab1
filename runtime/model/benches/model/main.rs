//! A page of a thousand roles, and unions in unions: this crate's models beside the same types with serde's derive.
//!
//! `weigh CASE TIMES` does one of them and nothing else; see `weigh`.

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};
use specsmith_model::{self as model, Decode, DecodeError, DecodeMode, Tree, Value};

mod derived;
mod derived_filter;
mod forged;
mod forged_filter;
mod texts;
mod weigh;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    if weigh::asked().is_none() {
        assert!(all_do_the_same(), "a type does not write what it read");
        divan::main();
    }
}

/// Returns true if each kind of type reads and writes a text whole: a comparison of different work would mean nothing.
fn all_do_the_same() -> bool {
    let (page, filter) = (texts::page(), texts::filter());
    let forged =
        |text: &str| model::from_str::<forged_filter::Filter>(text).is_ok_and(|value| model::to_string(&value) == text);
    let derived =
        serde_json::from_str::<derived_filter::Filter>(&filter).and_then(|value| serde_json::to_string(&value));
    let pages = model::from_str::<forged::RoleList>(&page).is_ok_and(|value| model::to_string(&value) == page);
    forged(&filter) && derived.is_ok_and(|text| text == filter) && pages
}

/// Measures what becomes of a text.
fn of<T>(bencher: Bencher<'_, '_>, json: &str, work: impl Fn(&[u8]) -> T + Sync) {
    bencher.counter(BytesCount::of_str(json)).bench(|| work(black_box(json.as_bytes())));
}

fn decode<T: Decode>(json: &[u8], mode: DecodeMode) -> Result<T, DecodeError> {
    Tree::parse(json)?.decode(mode)
}

mod page {
    use super::*;

    #[divan::bench]
    fn decode_derived(bencher: Bencher<'_, '_>) {
        of(bencher, &texts::page(), |json| {
            serde_json::from_slice::<derived::RoleList>(json).map(|page| page.data.len())
        });
    }

    #[divan::bench]
    fn decode_forged(bencher: Bencher<'_, '_>) {
        of(bencher, &texts::page(), |json| model::from_slice::<forged::RoleList>(json).map(|page| page.data.len()));
    }

    #[divan::bench]
    fn decode_forged_leniently(bencher: Bencher<'_, '_>) {
        of(bencher, &texts::page(), |json| {
            decode::<forged::RoleList>(json, DecodeMode::Lenient).map(|page| page.data.len())
        });
    }

    #[divan::bench]
    fn decode_value(bencher: Bencher<'_, '_>) {
        of(bencher, &texts::page(), |json| serde_json::from_slice::<Value>(json).map(|value| value.is_object()));
    }

    #[divan::bench]
    fn parse_tree(bencher: Bencher<'_, '_>) {
        of(bencher, &texts::page(), |json| Tree::parse(json).map(drop));
    }

    #[divan::bench]
    fn decode_tree(bencher: Bencher<'_, '_>) {
        let page = texts::page();
        let Ok(tree) = Tree::parse(page.as_bytes()) else { return };
        bencher
            .counter(BytesCount::of_str(&page))
            .bench(|| black_box(&tree).decode::<forged::RoleList>(DecodeMode::Strict).map(|page| page.data.len()));
    }

    #[divan::bench]
    fn encode_derived(bencher: Bencher<'_, '_>) {
        let page = texts::page();
        let Ok(list) = serde_json::from_str::<derived::RoleList>(&page) else { return };
        bencher.counter(BytesCount::of_str(&page)).bench(|| serde_json::to_vec(black_box(&list)));
    }

    #[divan::bench]
    fn encode_forged(bencher: Bencher<'_, '_>) {
        let page = texts::page();
        let Ok(list) = model::from_str::<forged::RoleList>(&page) else { return };
        bencher.counter(BytesCount::of_str(&page)).bench(|| model::to_vec(black_box(&list)));
    }
}

mod union {
    use super::*;

    #[divan::bench]
    fn decode_derived(bencher: Bencher<'_, '_>) {
        of(bencher, &texts::filter(), |json| serde_json::from_slice::<derived_filter::Filter>(json).is_ok());
    }

    #[divan::bench]
    fn decode_forged(bencher: Bencher<'_, '_>) {
        of(bencher, &texts::filter(), |json| model::from_slice::<forged_filter::Filter>(json).is_ok());
    }

    #[divan::bench]
    fn decode_forged_leniently(bencher: Bencher<'_, '_>) {
        of(bencher, &texts::filter(), |json| decode::<forged_filter::Filter>(json, DecodeMode::Lenient).is_ok());
    }

    #[divan::bench]
    fn encode_derived(bencher: Bencher<'_, '_>) {
        let filter = texts::filter();
        let Ok(tree) = serde_json::from_str::<derived_filter::Filter>(&filter) else { return };
        bencher.counter(BytesCount::of_str(&filter)).bench(|| serde_json::to_vec(black_box(&tree)));
    }

    #[divan::bench]
    fn encode_forged(bencher: Bencher<'_, '_>) {
        let filter = texts::filter();
        let Ok(tree) = model::from_str::<forged_filter::Filter>(&filter) else { return };
        bencher.counter(BytesCount::of_str(&filter)).bench(|| model::to_vec(black_box(&tree)));
    }
}
