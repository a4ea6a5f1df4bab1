//! Idempotency keys: headers that the runtime fills in, so that a retry does not act twice.

use regex::Regex;
use serde_json::Value;

use super::Lowering;
use super::sites::Site;
use crate::api::{Location, Param, Scalar, TypeRef};
use crate::read::settings;

/// Names of headers that carry a key, without `x-`.
const NAMES: [&str; 4] = ["idempotency-key", "idempotence-key", "idempotent-key", "idempotency-token"];
/// Keys as the runtime makes them: version 4 UUIDs (RFC 9562 §5.4).
const KEYS: [&str; 3] = [
    "00000000-0000-4000-8000-000000000000",
    "ffffffff-ffff-4fff-bfff-ffffffffffff",
    "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
];

/// Returns the header that carries an idempotency key: configured, or declared as a parameter, which the runtime then fills in.
pub(super) fn header(lowering: &Lowering<'_>, site: &Site<'_>, params: &mut [Param]) -> Option<String> {
    if matches!(site.method.as_str(), "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY") {
        return None;
    }
    let declared = params.iter_mut().find(|param| is_key(param)).map(|param| {
        param.required = false;
        param.wire.clone()
    });
    let own = site.operation.extensions.get(settings::IDEMPOTENCY);
    let global = lowering.document.openapi.extensions.get(settings::IDEMPOTENCY);
    own.or(global).and_then(Value::as_str).map(str::to_owned).or(declared)
}

/// Returns true for a parameter that has the name of a key and takes each key that the runtime makes.
fn is_key(param: &Param) -> bool {
    let name = param.wire.to_ascii_lowercase();
    let named = param.location == Location::Header && NAMES.contains(&name.strip_prefix("x-").unwrap_or(&name));
    named && takes_text(&param.ty) && KEYS.iter().all(|key| takes(param, key))
}

fn takes_text(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Nullable(inner) => takes_text(inner),
        TypeRef::Scalar(scalar) => matches!(scalar, Scalar::String | Scalar::Uuid),
        TypeRef::Json => true,
        _ => false,
    }
}

/// Returns true if the constraints of the parameter allow the key.
fn takes(param: &Param, key: &str) -> bool {
    let facts = &param.facts;
    let size = key.len() as u64;
    // A pattern that this crate cannot read is not known to match.
    let matches = |pattern: &String| Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(key));
    facts.min_size.is_none_or(|least| least <= size)
        && facts.max_size.is_none_or(|most| size <= most)
        && facts.pattern.as_ref().is_none_or(matches)
}
