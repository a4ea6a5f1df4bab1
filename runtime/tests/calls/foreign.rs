//! Multipart bodies and URL-encoded forms as crates that know nothing of this one read them: `multer` and `form_urlencoded`.

use multer::Multipart;
use proptest::prelude::*;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockRequest;

use crate::support::{leak, mocked, sent};

/// A part: name, file name, content type, bytes.
type Part = (String, Option<String>, Option<String>, Vec<u8>);

static UPLOAD: Operation = Operation::new("x", "POST", "/x").multipart_body(true, &[]);
static FORM: Operation = Operation::new("x", "POST", "/x").form_body(true, &[]);

async fn request_of(operation: &'static Operation, fill: impl FnOnce(&mut Call)) -> MockRequest {
    let (mock, client) = mocked();
    let mut call = client.call(operation);
    fill(&mut call);
    sent(&mock, call).await
}

/// A name as it was before it was written: multer leaves the escapes of WHATWG HTML §4.10.21.8 as they are.
fn unescaped(name: &str) -> String {
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

fn reader(request: &MockRequest) -> Multipart<'static> {
    let boundary = multer::parse_boundary(request.header("content-type").unwrap()).unwrap();
    let body = bytes::Bytes::copy_from_slice(request.body());
    Multipart::new(futures_util::stream::once(async { Ok::<_, std::io::Error>(body) }), boundary)
}

async fn parts(request: &MockRequest) -> Vec<Part> {
    let mut reader = reader(request);
    let mut found = Vec::new();
    while let Some(field) = reader.next_field().await.unwrap() {
        let (name, file_name) = (unescaped(field.name().unwrap()), field.file_name().map(unescaped));
        let media = field.headers().get("content-type").map(|media| media.to_str().unwrap().to_owned());
        found.push((name, file_name, media, field.bytes().await.unwrap().to_vec()));
    }
    found
}

fn file(name: &str, file_name: &str, bytes: &[u8]) -> Part {
    (name.to_owned(), Some(file_name.to_owned()), Some("application/octet-stream".to_owned()), bytes.to_vec())
}

fn text(name: &str, text: &str) -> Part {
    (name.to_owned(), None, None, text.as_bytes().to_vec())
}

fn upload(file_name: &str, bytes: &[u8]) -> Upload {
    Upload::bytes(bytes.to_vec()).file_name(file_name)
}

#[tokio::test]
async fn files_arrive_byte_for_byte() {
    // Line ends, zeros, what looks like a boundary, and nothing at all.
    let contents: [&[u8]; 5] = [b"\r\n--x--\r\n", b"\0\0\xff\xfe", b"", b"--", b"\r\n"];
    let request = request_of(&UPLOAD, |call| {
        call.field("files", &contents.map(|bytes| upload("f", bytes)).to_vec());
        call.field("one", &upload("g", b"1"));
    })
    .await;
    let mut wanted: Vec<Part> = contents.iter().map(|bytes| file("files", "f", bytes)).collect();
    wanted.push(file("one", "g", b"1"));
    assert_eq!(parts(&request).await, wanted);
}

#[tokio::test]
async fn names_arrive_whatever_they_are_made_of() {
    for name in ["a b", "a\"b", "a\r\nX-Evil: 1", "\u{e4}\u{4e2d}\u{1f600}", "a;b=c, d", "f[]", "'", "a/b"] {
        let request = request_of(&UPLOAD, |call| call.extra_field(name, "v")).await;
        assert_eq!(parts(&request).await, [text(name, "v")]);
        let request = request_of(&UPLOAD, |call| call.field("f", &upload(name, b"v"))).await;
        assert_eq!(parts(&request).await, [file("f", name, b"v")]);
    }
}

#[tokio::test]
async fn values_are_text_and_json_by_their_shape() {
    let request = request_of(&UPLOAD, |call| {
        call.field("list", &vec!["a", "", "c"]);
        call.field("number", &1.5);
        call.field("object", &specsmith_runtime::model::from_str::<Value>(r#"{"k":[1,{"l":null}]}"#).unwrap());
        call.field_null("gone");
    })
    .await;
    let json = ("object".to_owned(), None, Some("application/json".to_owned()), br#"{"k":[1,{"l":null}]}"#.to_vec());
    let wanted = [text("list", "a"), text("list", ""), text("list", "c"), text("number", "1.5"), json];
    assert_eq!(parts(&request).await, wanted);
}

#[tokio::test]
async fn parts_have_the_headers_of_their_encoding() {
    static ENCODINGS: [Encoding; 1] =
        [Encoding::new("f").content_type("image/png").headers(&[("X-Kind", "photo"), ("X-Count", "2")])];
    let operation = leak(Operation::new("x", "POST", "/x").multipart_body(true, &ENCODINGS));
    let request = request_of(operation, |call| call.field("f", &upload("a.png", b"1"))).await;
    let field = reader(&request).next_field().await.unwrap().unwrap();
    assert_eq!(field.content_type().unwrap().essence_str(), "image/png");
    assert_eq!(field.headers()["x-kind"], "photo");
    assert_eq!(field.headers()["x-count"], "2");
}

#[tokio::test]
async fn brackets_name_lists_and_members() {
    let operation = leak(Operation::new("x", "POST", "/x").multipart_body(true, &[]).brackets());
    let request = request_of(operation, |call| {
        call.field("files", &vec![upload("a", b"1"), upload("b", b"2")]);
        call.field("o", &specsmith_runtime::model::from_str::<Value>(r#"{"k":{"l":[1]},"m":[{"n":2}]}"#).unwrap());
        call.field("t[]", &vec!["x"]);
    })
    .await;
    let files = [file("files[]", "a", b"1"), file("files[]", "b", b"2")];
    let values = [text("o[k][l][]", "1"), text("o[m][][n]", "2"), text("t[]", "x")];
    assert_eq!(parts(&request).await, [&files[..], &values[..]].concat());
}

/// Names without what `multer` reads otherwise than it is written: controls, the escapes themselves, and a backslash, which browsers do
/// not escape.
const NAME: &str = "[^\\p{C}\\\\%]{1,8}";

/// As such a name, and without an ending, which would say of what type the file is.
const FILE_NAME: &str = "[^\\p{C}\\\\%.]{1,8}";

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_parts_arrive_as_they_were_given(
        given in proptest::collection::btree_map(
            NAME,
            (proptest::option::of(FILE_NAME), proptest::collection::vec(prop_oneof![any::<u8>(), Just(b'-'), Just(b'\r'), Just(b'\n')], 0..64)),
            0..6,
        )
    ) {
        let wanted: Vec<Part> = given.iter().map(|(name, (file_name, bytes))| match file_name {
            Some(file_name) => file(name, file_name, bytes),
            None => text(name, &String::from_utf8_lossy(bytes)),
        }).collect();
        let found = block_on(async {
            let (mock, client) = mocked();
            let mut call = client.call(&UPLOAD);
            for (name, (file_name, bytes)) in &given {
                let name: &'static str = name.clone().leak();
                match file_name {
                    Some(file_name) => call.field(name, &upload(file_name, bytes)),
                    None => call.field(name, &*String::from_utf8_lossy(bytes)),
                }
            }
            parts(&sent(&mock, call).await).await
        });
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn any_form_arrives_as_it_was_given(
        given in proptest::collection::btree_map(any::<String>(), proptest::collection::vec(any::<String>(), 1..4), 0..6)
    ) {
        let wanted: Vec<(String, String)> = given
            .iter()
            .flat_map(|(name, values)| values.iter().map(|value| (name.clone(), value.clone())))
            .collect();
        let body = block_on(async {
            let (mock, client) = mocked();
            let mut call = client.call(&FORM);
            for (name, values) in &given {
                call.field(name.clone().leak(), &values.to_vec());
            }
            sent(&mock, call).await.body().to_vec()
        });
        prop_assert_eq!(form_urlencoded::parse(&body).into_owned().collect::<Vec<_>>(), wanted);
    }
}
