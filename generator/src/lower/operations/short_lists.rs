//! The media types of a body or response that an operation has, when the document has too many for all of them.

use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::super::Lowering;
use super::super::effort::SHORT_LIST;
use super::content;
use super::conventions::Preferred;
use super::media::MediaKind;
use crate::pointer::Pointer;

/// Returns the media types that an operation has, in document order. If they do not fit in the budget, those that it prefers, JSON and streams come first.
pub(super) fn media_types<'d>(
    lowering: &mut Lowering<'d>,
    content: &'d IndexMap<String, MediaType>,
    preferred: Preferred<'d>,
    at: &Pointer,
) -> Vec<(&'d String, &'d MediaType)> {
    if lowering.effort.part(content.len()) == content.len() {
        return content.iter().collect();
    }
    let lost = format!("only {SHORT_LIST} of its {} media types are known", content.len());
    lowering.report_unshared(at, &lost);
    let usual = usual(lowering, content);
    let mut chosen: Vec<usize> = Vec::with_capacity(SHORT_LIST);
    for index in
        preferred.names().take(SHORT_LIST).filter_map(|name| content.get_index_of(name)).chain(usual.iter().copied())
    {
        if chosen.len() < SHORT_LIST && !chosen.contains(&index) {
            chosen.push(index);
        }
    }
    chosen.sort_unstable();
    chosen.into_iter().filter_map(|index| content.get_index(index)).collect()
}

/// Returns the places of the first media types of JSON and streams, then of others. They are searched once for each list, since many operations may share it.
fn usual(lowering: &mut Lowering<'_>, content: &IndexMap<String, MediaType>) -> Rc<[usize]> {
    let address = std::ptr::from_ref(content).addr();
    if let Some(known) = lowering.memory.short_lists.get(&address) {
        return Rc::clone(known);
    }
    let is_first = |(key, media): (&String, &MediaType)| {
        let kind = content::kind(lowering.document, key, media);
        matches!(kind, MediaKind::Json | MediaKind::Events | MediaKind::JsonLines)
    };
    let first = content.iter().enumerate().filter(|(_, entry)| is_first(*entry)).map(|(index, _)| index);
    let mut found: Vec<usize> = first.take(SHORT_LIST).collect();
    found.extend(0..content.len().min(SHORT_LIST));
    let found: Rc<[usize]> = found.into();
    lowering.memory.short_lists.insert(address, Rc::clone(&found));
    found
}
