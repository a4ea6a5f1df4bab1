//! Statuses as words.

use crate::api::StatusSpec;

/// Returns a status as words: its reason phrase (RFC 9110 §15, and the registry of status codes it sets up), or its number.
pub(in super::super) fn word(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => reason(code).map_or_else(|| format!("status {code}"), str::to_owned),
        StatusSpec::Range(2) => "success".to_owned(),
        StatusSpec::Range(4) => "client error".to_owned(),
        StatusSpec::Range(5) => "server error".to_owned(),
        StatusSpec::Range(digit) => format!("status {digit}xx"),
        StatusSpec::Default => "default".to_owned(),
    }
}

fn reason(code: u16) -> Option<&'static str> {
    const REASONS: [(u16, &str); 53] = [
        (200, "ok"),
        (201, "created"),
        (202, "accepted"),
        (203, "non authoritative"),
        (204, "no content"),
        (205, "reset content"),
        (206, "partial content"),
        (207, "multi status"),
        (208, "already reported"),
        (300, "multiple choices"),
        (301, "moved permanently"),
        (302, "found"),
        (303, "see other"),
        (304, "not modified"),
        (307, "temporary redirect"),
        (308, "permanent redirect"),
        (400, "bad request"),
        (401, "unauthorized"),
        (402, "payment required"),
        (403, "forbidden"),
        (404, "not found"),
        (405, "method not allowed"),
        (406, "not acceptable"),
        (407, "proxy authentication required"),
        (408, "request timeout"),
        (409, "conflict"),
        (410, "gone"),
        (411, "length required"),
        (412, "precondition failed"),
        (413, "content too large"),
        (414, "uri too long"),
        (415, "unsupported media type"),
        (416, "range not satisfiable"),
        (417, "expectation failed"),
        (421, "misdirected request"),
        (422, "unprocessable content"),
        (423, "locked"),
        (424, "failed dependency"),
        (425, "too early"),
        (426, "upgrade required"),
        (428, "precondition required"),
        (429, "too many requests"),
        (431, "request header fields too large"),
        (451, "unavailable for legal reasons"),
        (500, "internal server error"),
        (501, "not implemented"),
        (502, "bad gateway"),
        (503, "service unavailable"),
        (504, "gateway timeout"),
        (505, "http version not supported"),
        (507, "insufficient storage"),
        (508, "loop detected"),
        (511, "network authentication required"),
    ];
    REASONS.iter().find(|(known, _)| *known == code).map(|(_, reason)| *reason)
}
