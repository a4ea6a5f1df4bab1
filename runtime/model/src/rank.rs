//! Ranking of a union's cases by their similarity to a value.

use std::borrow::Cow;

use crate::cases::Case;
use crate::fault::Miss;
use crate::json::number;
use crate::kinds::Kinds;
use crate::node::{Node, NodeKind};

/// Similarity of a case to a value: the first number that differs decides, then the order of the cases.
pub(crate) type Rank = (usize, usize, usize);

/// Ranks a case by anything but an object.
pub(crate) fn rank_value(case: &Case, node: Node<'_>) -> Result<Rank, Miss> {
    match node.kind() {
        NodeKind::Array if case.kinds.meets(Kinds::ARRAY) => Ok((0, 0, 0)),
        NodeKind::Boolean if case.kinds.meets(Kinds::BOOLEAN) => Ok((0, 0, 0)),
        NodeKind::Null if case.kinds.meets(Kinds::NULL) => Ok((0, 0, 0)),
        NodeKind::String if case.kinds.meets(Kinds::STRING) => {
            let listed = node.as_str().is_some_and(|text| case.words.contains(&text));
            // One of its words, then any text, then a word it does not know yet.
            Ok((if listed { 2 } else { usize::from(case.words.is_empty()) }, 0, 0))
        }
        NodeKind::Integer | NodeKind::Number => rank_number(case, node),
        _ => Err(Miss::Kind(case.kinds)),
    }
}

/// Ranks a number. An integer is best taken as one, so that none of its digits are lost.
fn rank_number(case: &Case, node: Node<'_>) -> Result<Rank, Miss> {
    let written_integer = node.kind() == NodeKind::Integer;
    let integer = case.kinds.meets(Kinds::INTEGER);
    let number = case.kinds.meets(Kinds::NUMBER);
    if written_integer && integer {
        return Ok((1, 0, 0));
    }
    if number {
        return Ok((usize::from(!written_integer), 0, 0));
    }
    if integer && node.as_number().and_then(number::to_i128).is_some() {
        return Ok((0, 0, 0));
    }
    Err(Miss::Kind(case.kinds))
}

/// Ranks a case by an object: the constants it has, and how many required and known keys. `missing` says what a required key is that is not there.
pub(crate) fn rank_object(
    case: &Case,
    node: Node<'_>,
    missing: impl Fn(&'static str) -> Result<(), Miss> + Copy,
) -> Result<Rank, Miss> {
    let mut constants = 0;
    for (key, values) in case.constants {
        if let Some(member) = node.get(key).filter(|member| !member.is_null()) {
            if !values.iter().any(|value| value.is(member)) {
                return Err(Miss::Constant(key));
            }
            constants += 1;
        }
    }
    let mut required = 0;
    for key in case.required {
        match node.get(key) {
            Some(_) => required += 1,
            None => missing(key)?,
        }
    }
    let mut known = 0;
    for member in node.all_members() {
        if case.known.contains(&member.key()) {
            known += 1;
        } else if case.closed {
            return Err(Miss::Unknown(member.index()));
        }
    }
    let inner = case.variants.iter().filter_map(|variant| rank_object(variant, node, missing).ok()).max();
    match inner {
        Some((inner, required, known)) => Ok((constants.max(inner), required, known)),
        None => Ok((constants, required, known)),
    }
}

/// Returns a tag as text. Mappings are of texts, to which tags of other types are converted (OpenAPI 3.1.1 section 4.8.25, "Discriminator Object").
pub(crate) fn tag_text(member: Node<'_>) -> Option<Cow<'_, str>> {
    match member.kind() {
        NodeKind::String => member.as_str().map(Cow::Borrowed),
        NodeKind::Integer | NodeKind::Number => member.as_number().map(number::canonical),
        NodeKind::Boolean => member.as_bool().map(|value| Cow::Borrowed(if value { "true" } else { "false" })),
        NodeKind::Null | NodeKind::Array | NodeKind::Object => None,
    }
}
