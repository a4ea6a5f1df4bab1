//! Parameters in the path. A value never leaves its segment and never leaves it out: what would is refused.

use super::{BLUE, EMPTY, Form, Is, LIST, MAP, Refused, SEGMENT, SPECIAL, UNICODE, styled};

/// OpenAPI 3.1.1 §4.8.12.4, rows `simple`, `label` and `matrix`; RFC 6570 §3.2.2, §3.2.5 and §3.2.7.
///
/// One row differs from RFC 6570 in the spelling, not in the meaning: alone in its segment, a text keeps the characters that a
/// segment may hold (RFC 3986 §3.3). `null` is a text like any other, as in the path templates of several SDKs.
pub(crate) const FORMS: &[Form] = &[
    styled(
        "style: simple, explode: false",
        &[
            (BLUE, Is("blue")),
            ("7", Is("7")),
            ("-1.5", Is("-1.5")),
            ("true", Is("true")),
            ("null", Is("null")),
            (EMPTY, Refused),
            (r#"".""#, Refused),
            (r#""..""#, Refused),
            (r#""%2e%2E""#, Refused),
            (r#""...""#, Is("...")),
            (SPECIAL, Is("a%20b%25c%2Fd%3Fe%23f%5Bg%5Dh%7Ci%22j")),
            (SEGMENT, Is("!$&'()*+,;=:@")),
            (UNICODE, Is("gr%C3%B6%C3%9Fe%2F%E6%97%A5%E6%9C%AC")),
            (LIST, Is("blue,black,brown")),
            (r#"["a,b","c/d",""]"#, Is("a%2Cb,c%2Fd,")),
            (r#"[1,null,2]"#, Is("1,2")),
            ("[]", Refused),
            (MAP, Is("R,100,G,200,B,150")),
            (r#"{"a=b":"c,d","é":null}"#, Is("a%3Db,c%2Cd")),
            ("{}", Refused),
        ],
    ),
    styled(
        "style: simple, explode: true",
        &[
            (BLUE, Is("blue")),
            (EMPTY, Refused),
            (LIST, Is("blue,black,brown")),
            (MAP, Is("R=100,G=200,B=150")),
            (r#"{"a=b":"c,d"}"#, Is("a%3Db=c%2Cd")),
        ],
    ),
    styled(
        "style: label, explode: false",
        &[
            (BLUE, Is(".blue")),
            // `.` alone, as the table has it, is a step to the folder itself.
            (EMPTY, Refused),
            (r#"".""#, Refused),
            ("null", Is(".null")),
            (SEGMENT, Is(".%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40")),
            (UNICODE, Is(".gr%C3%B6%C3%9Fe%2F%E6%97%A5%E6%9C%AC")),
            (LIST, Is(".blue,black,brown")),
            (r#"["a.b","c,d"]"#, Is(".a.b,c%2Cd")),
            ("[]", Refused),
            (MAP, Is(".R,100,G,200,B,150")),
        ],
    ),
    styled(
        "style: label, explode: true",
        &[
            (BLUE, Is(".blue")),
            (LIST, Is(".blue.black.brown")),
            (MAP, Is(".R=100.G=200.B=150")),
            (r#"{"a b":"=."}"#, Is(".a%20b=%3D.")),
        ],
    ),
    styled(
        "style: matrix, explode: false",
        &[
            (BLUE, Is(";color=blue")),
            (EMPTY, Is(";color")),
            ("null", Is(";color=null")),
            (SEGMENT, Is(";color=%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40")),
            (LIST, Is(";color=blue,black,brown")),
            (r#"["a,b",""]"#, Is(";color=a%2Cb,")),
            ("[]", Refused),
            (MAP, Is(";color=R,100,G,200,B,150")),
        ],
    ),
    styled(
        "style: matrix, explode: true",
        &[
            (BLUE, Is(";color=blue")),
            (EMPTY, Is(";color")),
            (LIST, Is(";color=blue;color=black;color=brown")),
            (r#"["a;b",""]"#, Is(";color=a%3Bb;color")),
            (MAP, Is(";R=100;G=200;B=150")),
            (r#"{"a":"","b;":1}"#, Is(";a;b%3B=1")),
        ],
    ),
    // The defaults: `simple`, not exploded (OpenAPI 3.1.1 §4.8.12.2.1).
    styled("", &[(LIST, Is("blue,black,brown")), (MAP, Is("R,100,G,200,B,150"))]),
    // RFC 6570 §3.2.3, but for `/`, `?` and `#`, which would end the segment (OpenAPI 3.2.0 §4.12.2.2).
    styled(
        "allowReserved: true",
        &[
            (SEGMENT, Is("!$&'()*+,;=:@")),
            (r##""a/b?c#d%20%""##, Is("a%2Fb%3Fc%23d%20%25")),
            (r#""%2E.""#, Refused),
            (r#"["a;b","c"]"#, Is("a;b,c")),
        ],
    ),
    Form {
        members: "",
        shape: "content: {application/json: {schema: {}}}",
        rows: &[(MAP, Is("%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D")), (EMPTY, Is("%22%22"))],
    },
];
