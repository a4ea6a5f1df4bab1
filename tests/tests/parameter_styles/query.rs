//! Parameters in the query. What is undefined (RFC 6570 §2.3) is not sent; an empty text is.

use super::{Absent, BLUE, EMPTY, Form, Is, LIST, MAP, SEGMENT, SPECIAL, UNICODE, styled};

/// OpenAPI 3.1.1 §4.8.12.4, rows `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`; RFC 6570 §3.2.8. What the table has
/// as `n/a` is read in the way that servers are seen to take.
pub(crate) const FORMS: &[Form] = &[
    styled(
        "style: form, explode: false",
        &[
            (BLUE, Is("color=blue")),
            (EMPTY, Is("color=")),
            ("null", Absent),
            ("false", Is("color=false")),
            (SPECIAL, Is("color=a%20b%25c%2Fd%3Fe%23f%5Bg%5Dh%7Ci%22j")),
            (SEGMENT, Is("color=%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40")),
            (UNICODE, Is("color=gr%C3%B6%C3%9Fe%2F%E6%97%A5%E6%9C%AC")),
            (LIST, Is("color=blue,black,brown")),
            (r#"["a,b","&",""]"#, Is("color=a%2Cb,%26,")),
            (r#"[null,1]"#, Is("color=1")),
            ("[]", Absent),
            ("[null]", Absent),
            (MAP, Is("color=R,100,G,200,B,150")),
            (r#"{"a b":"c,d"}"#, Is("color=a%20b,c%2Cd")),
            ("{}", Absent),
            (r#"{"a":null}"#, Absent),
        ],
    ),
    styled(
        "style: form, explode: true",
        &[
            (BLUE, Is("color=blue")),
            (EMPTY, Is("color=")),
            ("null", Absent),
            (LIST, Is("color=blue&color=black&color=brown")),
            (r#"["a&b","",null]"#, Is("color=a%26b&color=")),
            ("[]", Absent),
            (MAP, Is("R=100&G=200&B=150")),
            (r#"{"a&":"=","b":null,"c":""}"#, Is("a%26=%3D&c=")),
            ("{}", Absent),
        ],
    ),
    styled(
        "style: spaceDelimited, explode: false",
        &[
            (LIST, Is("color=blue%20black%20brown")),
            (MAP, Is("color=R%20100%20G%20200%20B%20150")),
            (BLUE, Is("color=blue")),
            ("[]", Absent),
            (r#"["é"]"#, Is("color=%C3%A9")),
        ],
    ),
    styled(
        "style: spaceDelimited, explode: true",
        &[(LIST, Is("color=blue&color=black&color=brown")), (MAP, Is("R=100&G=200&B=150"))],
    ),
    styled(
        "style: pipeDelimited, explode: false",
        &[
            (LIST, Is("color=blue%7Cblack%7Cbrown")),
            (MAP, Is("color=R%7C100%7CG%7C200%7CB%7C150")),
            (BLUE, Is("color=blue")),
            ("null", Absent),
        ],
    ),
    styled(
        "style: pipeDelimited, explode: true",
        &[(LIST, Is("color=blue&color=black&color=brown")), (MAP, Is("R=100&G=200&B=150"))],
    ),
    styled(
        "style: deepObject, explode: true",
        &[
            (MAP, Is("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150")),
            (r#"{"a b":"&","n":null}"#, Is("color%5Ba%20b%5D=%26")),
            (r#"{"a":{"b":[1,2]}}"#, Is("color%5Ba%5D%5Bb%5D%5B%5D=1&color%5Ba%5D%5Bb%5D%5B%5D=2")),
            (r#"[{"p":1},{"p":2}]"#, Is("color%5B0%5D%5Bp%5D=1&color%5B1%5D%5Bp%5D=2")),
            (LIST, Is("color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown")),
            (BLUE, Is("color=blue")),
            ("{}", Absent),
        ],
    ),
    styled("style: deepObject, explode: false", &[(MAP, Is("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"))]),
    styled("style: deepObject", &[(MAP, Is("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"))]),
    // The defaults: `form`, exploded; any other style is not exploded (OpenAPI 3.1.1 §4.8.12.2.1).
    styled("", &[(LIST, Is("color=blue&color=black&color=brown")), (MAP, Is("R=100&G=200&B=150"))]),
    styled("style: pipeDelimited", &[(LIST, Is("color=blue%7Cblack%7Cbrown"))]),
    styled("explode: false", &[(LIST, Is("color=blue,black,brown"))]),
    // RFC 6570 §3.2.3, but for `#`, `&` and `+`, which would end the value or be read as a space. The default transport encodes
    // `'`, as WHATWG URL §1.3 has it.
    styled(
        "allowReserved: true",
        &[
            (r##"":/?[]@!$'()*,;=""##, Is("color=:/?[]@!$%27()*,;=")),
            (r##""#&+ é""##, Is("color=%23%26%2B%20%C3%A9")),
            (r#""50%20%""#, Is("color=50%20%25")),
            (r#"["a/b","c"]"#, Is("color=a/b&color=c")),
        ],
    ),
    styled("allowEmptyValue: true", &[(EMPTY, Is("color=")), ("null", Absent)]),
    Form {
        members: "",
        shape: "content: {application/json: {schema: {}}}",
        rows: &[
            (MAP, Is("color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D")),
            (BLUE, Is("color=%22blue%22")),
            ("[]", Is("color=%5B%5D")),
        ],
    },
    Form { members: "", shape: "content: {text/plain: {schema: {type: string}}}", rows: &[(BLUE, Is("color=blue"))] },
];

/// OpenAPI 3.2.0 §4.12.1, `in: querystring`: the value is the whole query.
pub(crate) const WHOLE: &[Form] = &[
    Form {
        members: "",
        shape: "content: {application/x-www-form-urlencoded: {schema: {}}}",
        rows: &[
            (r#"{"a":"b c&","d":[1,2],"e":null,"é":""}"#, Is("a=b+c%26&d=1&d=2&%C3%A9=")),
            ("{}", Absent),
            ("null", Absent),
        ],
    },
    Form {
        members: "",
        shape: "content: {application/x-www-form-urlencoded: {schema: {}, encoding: {d: {explode: false}}}}",
        rows: &[(r#"{"d":[1,2]}"#, Is("d=1,2"))],
    },
    Form {
        members: "",
        shape: "content: {application/json: {schema: {}}}",
        // The specification's own example.
        rows: &[(r#"{"numbers":[1,2],"flag":null}"#, Is("%7B%22numbers%22%3A%5B1%2C2%5D%2C%22flag%22%3Anull%7D"))],
    },
    Form {
        members: "",
        shape: "content: {application/jsonpath: {schema: {type: string}}}",
        rows: &[(r#""$.a.b[1:1]""#, Is("%24.a.b%5B1%3A1%5D"))],
    },
];
