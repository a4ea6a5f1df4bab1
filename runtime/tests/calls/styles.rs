//! Parameter styles on the wire: OpenAPI 3.1.1 §4.8.12.4 and RFC 6570, style by style.

use specsmith_runtime::call::prelude::*;

use crate::support::{leak, mocked, sent};

const EMPTY: &str = r#""""#;
const TEXT: &str = r#""blue""#;
const ODD: &str = r#""a b/c?&=+%é,;""#;
const LIST: &str = r#"["blue","black","brown"]"#;
/// Its keys are sorted, so that it does not matter whether `serde_json` keeps their order.
const MAP: &str = r#"{"B":150,"G":200,"R":100}"#;

/// Returns the text of a path parameter.
async fn in_path(param: Param, json: &str) -> String {
    let (mock, client) = mocked();
    let operation = leak(Operation::new("x", "GET", "/x/{color}/y").params(Box::leak(Box::new([param]))));
    let mut call = client.call(operation);
    call.path("color", &value(json));
    let request = sent(&mock, call).await;
    request.path().strip_prefix("/v1/x/").unwrap().strip_suffix("/y").unwrap().to_owned()
}

/// Returns the text of a query parameter.
async fn in_query(param: Param, json: &str) -> String {
    let (mock, client) = mocked();
    let operation = leak(Operation::new("x", "GET", "/x").params(Box::leak(Box::new([param]))));
    let mut call = client.call(operation);
    call.query("color", &value(json));
    sent(&mock, call).await.query().to_owned()
}

/// Returns the text of a header, if it is sent.
async fn in_header(param: Param, json: &str) -> Option<String> {
    let (mock, client) = mocked();
    let operation = leak(Operation::new("x", "GET", "/x").params(Box::leak(Box::new([param]))));
    let mut call = client.call(operation);
    call.header("color", &value(json));
    let request = sent(&mock, call).await;
    request.headers().get("color").map(|value| String::from_utf8(value.as_bytes().to_vec()).unwrap())
}

/// Returns the text of a cookie, if it is sent.
async fn in_cookie(param: Param, json: &str) -> Option<String> {
    let (mock, client) = mocked();
    let operation = leak(Operation::new("x", "GET", "/x").params(Box::leak(Box::new([param]))));
    let mut call = client.call(operation);
    call.cookie("color", &value(json));
    sent(&mock, call).await.header("cookie").map(str::to_owned)
}

fn value(json: &str) -> Value {
    specsmith_runtime::model::from_str(json).unwrap()
}

#[tokio::test]
async fn path_styles() {
    let odd_value = "a%20b%2Fc%3F%26%3D%2B%25%C3%A9%2C%3B";
    let table = [
        // `simple`: a plain value keeps what a segment may hold; in lists and maps everything reserved is encoded.
        (Style::Simple, false, TEXT, "blue".to_owned()),
        (Style::Simple, false, ODD, "a%20b%2Fc%3F&=+%25%C3%A9,;".to_owned()),
        (Style::Simple, false, LIST, "blue,black,brown".to_owned()),
        (Style::Simple, true, LIST, "blue,black,brown".to_owned()),
        (Style::Simple, false, MAP, "B,150,G,200,R,100".to_owned()),
        (Style::Simple, true, MAP, "B=150,G=200,R=100".to_owned()),
        (Style::Simple, false, r#"["a,b","c"]"#, "a%2Cb,c".to_owned()),
        (Style::Label, false, TEXT, ".blue".to_owned()),
        (Style::Label, false, ODD, format!(".{odd_value}")),
        (Style::Label, false, LIST, ".blue,black,brown".to_owned()),
        (Style::Label, true, LIST, ".blue.black.brown".to_owned()),
        (Style::Label, false, MAP, ".B,150,G,200,R,100".to_owned()),
        (Style::Label, true, MAP, ".B=150.G=200.R=100".to_owned()),
        (Style::Matrix, false, TEXT, ";color=blue".to_owned()),
        (Style::Matrix, true, ODD, format!(";color={odd_value}")),
        (Style::Matrix, false, LIST, ";color=blue,black,brown".to_owned()),
        (Style::Matrix, true, LIST, ";color=blue;color=black;color=brown".to_owned()),
        (Style::Matrix, true, r#"["",1]"#, ";color;color=1".to_owned()),
        (Style::Matrix, false, MAP, ";color=B,150,G,200,R,100".to_owned()),
        (Style::Matrix, true, MAP, ";B=150;G=200;R=100".to_owned()),
        (Style::Simple, false, "7", "7".to_owned()),
        (Style::Simple, false, "true", "true".to_owned()),
        (Style::Simple, false, "[1,null,2]", "1,2".to_owned()),
    ];
    for (style, explode, json, wanted) in table {
        assert_eq!(
            in_path(Param::path("color").style(style, explode), json).await,
            wanted,
            "{style:?} {explode} {json}"
        );
    }
}

#[tokio::test]
async fn query_styles() {
    let odd = "a%20b%2Fc%3F%26%3D%2B%25%C3%A9%2C%3B";
    let table = [
        (Style::Form, true, EMPTY, "color=".to_owned()),
        (Style::Form, true, TEXT, "color=blue".to_owned()),
        (Style::Form, true, ODD, format!("color={odd}")),
        (Style::Form, true, LIST, "color=blue&color=black&color=brown".to_owned()),
        (Style::Form, false, LIST, "color=blue,black,brown".to_owned()),
        (Style::Form, false, r#"["a,b","&"]"#, "color=a%2Cb,%26".to_owned()),
        (Style::Form, true, MAP, "B=150&G=200&R=100".to_owned()),
        (Style::Form, false, MAP, "color=B,150,G,200,R,100".to_owned()),
        (Style::SpaceDelimited, false, LIST, "color=blue%20black%20brown".to_owned()),
        (Style::SpaceDelimited, true, LIST, "color=blue&color=black&color=brown".to_owned()),
        (Style::SpaceDelimited, false, MAP, "color=B%20150%20G%20200%20R%20100".to_owned()),
        (Style::PipeDelimited, false, LIST, "color=blue%7Cblack%7Cbrown".to_owned()),
        (Style::PipeDelimited, true, LIST, "color=blue&color=black&color=brown".to_owned()),
        (Style::PipeDelimited, false, MAP, "color=B%7C150%7CG%7C200%7CR%7C100".to_owned()),
        (Style::TabDelimited, false, LIST, "color=blue%09black%09brown".to_owned()),
        (Style::DeepObject, true, MAP, "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100".to_owned()),
        (
            Style::DeepObject,
            true,
            r#"{"a":{"b":[1,2]},"c":null}"#,
            "color%5Ba%5D%5Bb%5D%5B%5D=1&color%5Ba%5D%5Bb%5D%5B%5D=2".to_owned(),
        ),
        (Style::DeepObject, true, r#"[{"p":"x&"}]"#, "color%5B0%5D%5Bp%5D=x%26".to_owned()),
        (Style::DeepObject, true, TEXT, "color=blue".to_owned()),
    ];
    for (style, explode, json, wanted) in table {
        assert_eq!(
            in_query(Param::query("color").style(style, explode), json).await,
            wanted,
            "{style:?} {explode} {json}"
        );
    }
}

#[tokio::test]
async fn undefined_values_are_not_sent() {
    for style in [Style::Form, Style::SpaceDelimited, Style::PipeDelimited, Style::TabDelimited, Style::DeepObject] {
        for explode in [false, true] {
            for json in ["null", "[]", "{}", "[null]", r#"{"a":null}"#] {
                let param = Param::query("color").style(style, explode);
                assert_eq!(in_query(param, json).await, "", "{style:?} {explode} {json}");
            }
        }
    }
    assert_eq!(in_header(Param::header("color"), "[]").await, None);
    assert_eq!(in_header(Param::header("color"), "null").await, None);
    assert_eq!(in_cookie(Param::cookie("color"), "null").await, None);
}

#[tokio::test]
async fn reserved_characters_may_be_kept_but_not_those_that_end_a_value() {
    let param = Param::query("color").allow_reserved();
    let wanted = "color=a:/?[]@!$'()*,;=%26%2B%23%20%25%20";
    assert_eq!(in_query(param, r##""a:/?[]@!$'()*,;=&+# %%20""##).await, wanted);
}

#[tokio::test]
async fn headers() {
    let table = [
        (false, TEXT, "blue"),
        (false, EMPTY, ""),
        (false, r#""a b,c%""#, "a b,c%"),
        (false, r#""é""#, "é"),
        (false, LIST, "blue,black,brown"),
        (false, MAP, "B,150,G,200,R,100"),
        (true, MAP, "B=150,G=200,R=100"),
    ];
    for (explode, json, wanted) in table {
        let param = Param::header("color").style(Style::Simple, explode);
        assert_eq!(in_header(param, json).await.as_deref(), Some(wanted), "{explode} {json}");
    }
    assert_eq!(in_header(Param::header("color").content("application/json"), MAP).await.as_deref(), Some(MAP));
}

#[tokio::test]
async fn cookies() {
    let table = [
        (true, TEXT, "color=blue"),
        (true, r#""abc=/+==""#, "color=abc=/+=="),
        (true, r#""a;b c""#, "color=a%3Bb%20c"),
        (false, LIST, "color=blue,black,brown"),
        (true, LIST, "color=blue; color=black; color=brown"),
        (true, MAP, "B=150; G=200; R=100"),
    ];
    for (explode, json, wanted) in table {
        let param = Param::cookie("color").style(Style::Form, explode);
        assert_eq!(in_cookie(param, json).await.as_deref(), Some(wanted), "{explode} {json}");
    }
}

#[tokio::test]
async fn content() {
    let json = Param::query("color").content("application/json");
    assert_eq!(in_query(json, r#"{"a":[1]}"#).await, "color=%7B%22a%22%3A%5B1%5D%7D");
    assert_eq!(in_query(json, TEXT).await, "color=%22blue%22");
    assert_eq!(in_query(Param::query("color").content("text/plain"), TEXT).await, "color=blue");
    assert_eq!(in_path(Param::path("color").content("application/json"), "[1]").await, "%5B1%5D");
}

#[tokio::test]
async fn fixed_pairs_parameters_and_the_callers_pairs() {
    let (mock, client) = mocked();
    static OPERATION: Operation = Operation::new("x", "GET", "/x")
        .params(&[Param::query("a"), Param::query("b")])
        .fixed_query(&[("beta", "true"), ("k v", "&")]);
    let mut call = client.call(&OPERATION);
    call.query("a", "1");
    call.query("a", "2");
    call.query("b", "3");
    call.extra_query("b", 4);
    call.extra_query("c", "x y");
    call.extra_query("c", true);
    assert_eq!(sent(&mock, call).await.query(), "beta=true&k%20v=%26&a=2&b=4&c=x%20y&c=true");
}
