//! Cookies: pairs of the one `Cookie` field, whatever else is in it.

use super::{Absent, BLUE, EMPTY, Form, Is, LIST, MAP, styled};

/// OpenAPI 3.1.1 §4.8.12.4, row `form`, with the separator that cookies have (RFC 6265 §4.2.1) instead of `&`; what a cookie's
/// value cannot hold (§4.1.1) is percent-encoded.
///
/// 3.2.0 §4.12.3, style `cookie`: nothing is percent-encoded. What a cookie cannot hold is all the same, as it would end the pair.
pub(crate) const FORMS: &[Form] = &[
    styled(
        "style: form, explode: false",
        &[
            (BLUE, Is("color=blue")),
            (EMPTY, Is("color=")),
            ("null", Absent),
            (r#""a;b, c\"%""#, Is("color=a%3Bb%2C%20c%22%25")),
            (r#""é""#, Is("color=%C3%A9")),
            (r#""abc=/+==""#, Is("color=abc=/+==")),
            (LIST, Is("color=blue,black,brown")),
            ("[]", Absent),
            (MAP, Is("color=R,100,G,200,B,150")),
        ],
    ),
    styled(
        "style: form, explode: true",
        &[
            (BLUE, Is("color=blue")),
            (LIST, Is("color=blue; color=black; color=brown")),
            (MAP, Is("R=100; G=200; B=150")),
            (r#"{"a":"x;y"}"#, Is("a=x%3By")),
        ],
    ),
    styled("", &[(LIST, Is("color=blue; color=black; color=brown"))]),
    styled(
        "style: cookie, explode: false",
        &[
            (BLUE, Is("color=blue")),
            (EMPTY, Is("color=")),
            (r#""a%20b&c=d""#, Is("color=a%20b&c=d")),
            (r#""a;b c""#, Is("color=a%3Bb%20c")),
            (LIST, Is("color=blue,black,brown")),
            (MAP, Is("color=R,100,G,200,B,150")),
        ],
    ),
    styled(
        "style: cookie, explode: true",
        &[(LIST, Is("color=blue; color=black; color=brown")), (MAP, Is("R=100; G=200; B=150"))],
    ),
    styled("style: cookie", &[(LIST, Is("color=blue; color=black; color=brown"))]),
];
