//! Properties of `application/x-www-form-urlencoded` bodies.

use super::{Absent, BLUE, EMPTY, Form, Is, LIST, MAP};

const fn encoded(encoding: &'static str, rows: &'static [(&'static str, super::Wire)]) -> Form {
    Form { members: encoding, shape: "", rows }
}

/// OpenAPI 3.1.1 §4.8.15.1 and §4.8.15.1.1: a style as in the query; without one, by content type: a text as it is, each element
/// of a list by itself, an object as JSON. The characters are those of WHATWG URL §5.2.
pub(crate) const FORMS: &[Form] = &[
    encoded(
        "",
        &[
            (BLUE, Is("color=blue")),
            (EMPTY, Is("color=")),
            ("null", Absent),
            ("7", Is("color=7")),
            (r#""a b+c&d=e%~*é""#, Is("color=a+b%2Bc%26d%3De%25%7E*%C3%A9")),
            (LIST, Is("color=blue&color=black&color=brown")),
            ("[]", Absent),
            (MAP, Is("color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D")),
            (r#"[{"a":1}]"#, Is("color=%7B%22a%22%3A1%7D")),
            // The specification's own example, but for `:` and `,`, which are encoded as browsers do.
            (
                r#"{"streetAddress":"123 Example Dr.","zip":"99999+1234"}"#,
                Is("color=%7B%22streetAddress%22%3A%22123+Example+Dr.%22%2C%22zip%22%3A%2299999%2B1234%22%7D"),
            ),
        ],
    ),
    encoded(
        "style: form, explode: true",
        &[(LIST, Is("color=blue&color=black&color=brown")), (MAP, Is("R=100&G=200&B=150"))],
    ),
    encoded(
        "style: form, explode: false",
        &[
            (LIST, Is("color=blue,black,brown")),
            (MAP, Is("color=R,100,G,200,B,150")),
            (r#"["a b",","]"#, Is("color=a+b,%2C")),
        ],
    ),
    encoded("style: spaceDelimited, explode: false", &[(LIST, Is("color=blue%20black%20brown"))]),
    encoded("style: pipeDelimited, explode: false", &[(LIST, Is("color=blue%7Cblack%7Cbrown"))]),
    encoded(
        "style: deepObject, explode: true",
        &[
            (MAP, Is("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150")),
            (r#"{"a":[{"b":"x y"}]}"#, Is("color%5Ba%5D%5B0%5D%5Bb%5D=x+y")),
        ],
    ),
    encoded(
        "contentType: application/json",
        &[(LIST, Is("color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D")), (BLUE, Is("color=%22blue%22"))],
    ),
    encoded("contentType: text/plain", &[(BLUE, Is("color=blue"))]),
    encoded("allowReserved: true", &[(r#""a/b c&d+""#, Is("color=a/b%20c%26d%2B"))]),
];
