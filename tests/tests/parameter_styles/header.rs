//! Headers: `simple`, and never percent-encoded.

use super::{Absent, BLUE, EMPTY, Form, Is, LIST, MAP, Refused, styled};

/// OpenAPI 3.1.1 §4.8.12.4, row `simple`; 3.2.0 §4.12.2.1: the values of headers are not percent-encoded.
pub(crate) const FORMS: &[Form] = &[
    styled(
        "style: simple, explode: false",
        &[
            (BLUE, Is("blue")),
            (EMPTY, Is("")),
            ("null", Absent),
            ("7", Is("7")),
            (r#""a b%20c,d;\"e\"""#, Is(r#"a b%20c,d;"e""#)),
            (r#""größe""#, Is("größe")),
            (r#""a\r\nx-evil: 1""#, Refused),
            (r#""\u0000""#, Refused),
            (LIST, Is("blue,black,brown")),
            ("[]", Absent),
            (MAP, Is("R,100,G,200,B,150")),
            ("{}", Absent),
        ],
    ),
    styled("style: simple, explode: true", &[(LIST, Is("blue,black,brown")), (MAP, Is("R=100,G=200,B=150"))]),
    styled("", &[(LIST, Is("blue,black,brown")), (MAP, Is("R,100,G,200,B,150"))]),
    Form { members: "", shape: "content: {application/json: {schema: {}}}", rows: &[(MAP, Is(MAP)), (BLUE, Is(BLUE))] },
];
