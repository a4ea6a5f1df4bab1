//! One piece of work, so that a tool that counts instructions sees that and little else.

use divan::black_box;
use specsmith_model::{self as model, Tree};

use crate::{forged, forged_filter, texts};

/// Does what `weigh CASE TIMES` asks for. `None` when the command line is another.
pub(crate) fn asked() -> Option<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [verb, case, times] = words.as_slice() else { return None };
    let times: usize = times.parse().ok().filter(|_| verb == "weigh")?;
    let (page, filter) = (texts::page(), texts::filter());
    let list = model::from_str::<forged::RoleList>(&page).ok()?;
    let tree = model::from_str::<forged_filter::Filter>(&filter).ok()?;
    for _ in 0..times {
        match case.as_str() {
            "parse-page" => drop(black_box(Tree::parse(black_box(page.as_bytes())))),
            "decode-page" => drop(black_box(model::from_str::<forged::RoleList>(black_box(&page)))),
            "encode-page" => drop(black_box(model::to_vec(black_box(&list)))),
            "decode-union" => drop(black_box(model::from_str::<forged_filter::Filter>(black_box(&filter)))),
            "encode-union" => drop(black_box(model::to_vec(black_box(&tree)))),
            _ => return None,
        }
    }
    Some(())
}
