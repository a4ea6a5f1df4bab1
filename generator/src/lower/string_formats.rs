//! The formats of strings.

use crate::api::Scalar;

/// Returns the scalar that a string's format makes of it. Each keeps text it cannot parse, so a wrong format loses nothing.
pub(super) fn text(format: &str) -> Option<Scalar> {
    Some(match format {
        "date-time" | "datetime" => Scalar::DateTime,
        "date" | "full-date" => Scalar::Date,
        "time" | "partial-time" | "full-time" => Scalar::Time,
        "duration" => Scalar::Duration,
        "uuid" => Scalar::Uuid,
        "uri" | "url" | "iri" | "uri-reference" | "iri-reference" => Scalar::Uri,
        "ip" | "ipv4" | "ipv6" | "ip-address" => Scalar::Ip,
        "byte" | "base64" => Scalar::Base64,
        "base64url" => Scalar::Base64Url,
        "binary" => Scalar::Binary,
        "decimal" | "big-decimal" | "bigdecimal" => Scalar::Decimal,
        _ => return None,
    })
}

/// Formats that only strings have, in the JSON Schema and OpenAPI registries of formats.
pub(super) fn is_text_format(format: &str) -> bool {
    const OTHERS: &[&str] = &[
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "password",
        "regex",
        "json-pointer",
        "uri-template",
        "html",
    ];
    (text(format).is_some() && format != "decimal") || OTHERS.contains(&format)
}
