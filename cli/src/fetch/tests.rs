use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use super::*;
use crate::code::Code;

const DOCUMENT: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n";

/// A local server that answers requests with a list of responses, and records the requests.
struct Server {
    url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

fn serve(responses: Vec<String>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/api.yaml", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    std::thread::spawn(move || {
        for response in responses {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).unwrap() > 0 {}
            kept.lock().unwrap().push(head.to_lowercase());
            reader.get_mut().write_all(response.as_bytes()).unwrap();
        }
    });
    Server { url, seen }
}

fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}")
}

fn fetched(folder: &Path, url: &str, options: Options) -> Outcome {
    let document = folder.join("api/openapi.yaml");
    let wanted = Download { document, key: "api/openapi.yaml".to_owned(), url: url.to_owned(), place: None };
    run(folder, &[wanted], options).remove(0)
}

#[test]
fn a_document_is_downloaded_once_and_asked_for_by_its_tag_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let next = DOCUMENT.replace("'1'", "'2'");
    let server = serve(vec![
        response("200 OK", "etag: \"a\"\r\n", DOCUMENT),
        response("304 Not Modified", "", ""),
        response("200 OK", "etag: \"b\"\r\n", &next),
        response("200 OK", "etag: \"b\"\r\n", &next),
    ]);
    let kept = || fs::read_to_string(folder.path().join("api/openapi.yaml")).unwrap();
    let plain = Options::default();
    assert_eq!(fetched(folder.path(), &server.url, plain).end, End::Done);
    assert_eq!(kept(), DOCUMENT);
    let lock = fs::read_to_string(folder.path().join(LOCK)).unwrap();
    assert!(lock.contains("[document.\"api/openapi.yaml\"]") && lock.contains(&sha256(DOCUMENT.as_bytes())), "{lock}");
    assert!(fetched(folder.path(), &server.url, plain).message.contains("unchanged"));
    assert!(server.seen.lock().unwrap()[1].contains("if-none-match: \"a\""));
    let check = Options { check: true, force: false };
    assert_eq!(fetched(folder.path(), &server.url, check).end, End::Stale);
    assert_eq!(kept(), DOCUMENT, "a check writes nothing");
    assert_eq!(fetched(folder.path(), &server.url, plain).end, End::Done);
    assert_eq!(kept(), next);
}

#[test]
fn a_document_that_was_edited_is_kept_unless_it_is_forced() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(vec![response("200 OK", "", DOCUMENT); 3]);
    fs::create_dir(folder.path().join("api")).unwrap();
    fs::write(folder.path().join("api/openapi.yaml"), "mine: 1").unwrap();
    let refused = fetched(folder.path(), &server.url, Options::default());
    assert_eq!((refused.end, refused.problems[0].code), (End::Refused, Code::EditedDocument));
    assert_eq!(fs::read(folder.path().join("api/openapi.yaml")).unwrap(), b"mine: 1");
    let force = Options { check: false, force: true };
    assert_eq!(fetched(folder.path(), &server.url, force).end, End::Done);
    assert_eq!(fs::read_to_string(folder.path().join("api/openapi.yaml")).unwrap(), DOCUMENT);
    assert_eq!(fetched(folder.path(), &server.url, Options::default()).end, End::Done);
}

#[test]
fn what_cannot_be_a_document_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let redirect = response("302 Found", "location: /again\r\n", "");
    for (responses, said) in [
        (vec![response("404 Not Found", "", "")], "404"),
        (vec![response("200 OK", "", "<html>Log in</html>")], "no OpenAPI document"),
        (vec![response("302 Found", "location: http://a.example/x\r\n", "")], "not HTTPS"),
        (vec![response("302 Found", "", "")], "redirects nowhere"),
        (vec![redirect; 6], "more than 5 times"),
        (
            vec![response("200 OK", "", DOCUMENT).replace("content-length: 5", "content-length: 99")],
            "cannot be fetched",
        ),
        (vec!["HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\n\r\n".to_owned()], "cannot be fetched"),
    ] {
        let outcome = fetched(folder.path(), &serve(responses).url, Options::default());
        assert_eq!(outcome.end, End::Refused, "{said}");
        assert!(outcome.problems[0].message.contains(said), "{said}: {:?}", outcome.problems);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{said}");
    }
}

#[test]
fn redirects_are_followed() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(vec![response("301 Moved", "location: /b.yaml\r\n", ""), response("200 OK", "", DOCUMENT)]);
    assert_eq!(fetched(folder.path(), &server.url, Options::default()).end, End::Done);
    assert!(server.seen.lock().unwrap()[1].starts_with("get /b.yaml "));
}

#[test]
fn a_document_as_it_was_fetched_is_replaced_when_its_url_changes() {
    let folder = tempfile::tempdir().unwrap();
    let next = DOCUMENT.replace("'1'", "'2'");
    let first = serve(vec![response("200 OK", "etag: \"a\"\r\n", DOCUMENT)]);
    assert_eq!(fetched(folder.path(), &first.url, Options::default()).end, End::Done);
    let second = serve(vec![response("200 OK", "", &next)]);
    assert_eq!(fetched(folder.path(), &second.url, Options::default()).end, End::Done);
    assert_eq!(fs::read_to_string(folder.path().join("api/openapi.yaml")).unwrap(), next);
    assert!(!second.seen.lock().unwrap()[0].contains("if-none-match"), "a tag is for one URL");
    let lock = fs::read_to_string(folder.path().join(LOCK)).unwrap();
    assert!(lock.contains(&second.url) && !lock.contains(&first.url), "{lock}");
}
