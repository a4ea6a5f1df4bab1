//! Uploads: from memory, from files, from readers and streams; alone and in multipart bodies; over memory and over a socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;

use bytes::Bytes;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::TransportErrorKind;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{ClientBuilder, ErrorKind, RetryStop};

use crate::support::{API, mocked};

static PUT: Operation = Operation::new("put", "PUT", "/file").bytes_body(true, "application/octet-stream");
static FORM: Operation = Operation::new("form", "POST", "/form").retry_always().multipart_body(true, &[]);

fn pieces(
    pieces: &'static [&'static str],
) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> + Send + 'static {
    futures_util::stream::iter(pieces.iter().map(|piece| Ok(Bytes::from(*piece))))
}

struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("specsmith-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: &[u8]) -> std::path::PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn whole_bodies() {
    let folder = Folder::new("whole");
    let path = folder.file("a.bin", &[7; 200_000]);
    let uploads = [
        (Upload::bytes("abc"), Bytes::from("abc"), "application/octet-stream"),
        (Upload::stream(pieces(&["ab", "", "c"]), 3), Bytes::from("abc"), "application/octet-stream"),
        (Upload::stream(pieces(&["ab", "c"]), None).content_type("image/png"), Bytes::from("abc"), "image/png"),
        (Upload::replayable(|| pieces(&["x"]), 1), Bytes::from("x"), "application/octet-stream"),
        (
            Upload::reader(std::io::Cursor::new(vec![1; 100_000]), None),
            vec![1; 100_000].into(),
            "application/octet-stream",
        ),
        (Upload::path(&path).unwrap(), vec![7; 200_000].into(), "application/octet-stream"),
    ];
    for (upload, wanted, media) in uploads {
        let (mock, client) = mocked();
        mock.on_any().always(MockResponse::json(200, "{}"));
        let mut call = client.call(&PUT);
        call.upload_body(upload);
        call.send::<Raw>().await.unwrap();
        let request = mock.last_request().unwrap();
        assert_eq!((request.body(), request.header("content-type")), (&wanted, Some(media)));
    }
    // A file that grew is as long as was announced.
    let upload = Upload::path(&path).unwrap();
    std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"more").unwrap();
    let (mock, client) = mocked();
    mock.on_any().json(200, "{}");
    client.request("PUT", "/file").bytes(upload).await.unwrap();
    assert_eq!(mock.last_request().unwrap().body().len(), 200_000);
    assert!(Upload::path(folder.0.join("none")).is_err() && Upload::path(&folder.0).is_err());
}

#[tokio::test]
async fn multipart_bodies_stream_what_is_a_stream() {
    let folder = Folder::new("multipart");
    let path = folder.file("a.txt", b"from disk");
    let (mock, client) = mocked();
    mock.on_any().always(MockResponse::json(200, "{}"));
    let mut call = client.call(&FORM);
    call.field("purpose", &"test");
    call.field("file", &Upload::path(&path).unwrap());
    call.field(
        "more",
        &Upload::stream(pieces(&["from ", "a stream"]), 13).file_name("s.txt").content_type("text/plain"),
    );
    call.send::<Raw>().await.unwrap();
    let request = mock.last_request().unwrap();
    let boundary = request.header("content-type").unwrap().split_once("boundary=").unwrap().1.to_owned();
    let wanted = "--B\nContent-Disposition: form-data; name=\"purpose\"\n\ntest\n\
        --B\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\nContent-Type: text/plain\n\nfrom disk\n\
        --B\nContent-Disposition: form-data; name=\"more\"; filename=\"s.txt\"\nContent-Type: text/plain\n\nfrom a stream\n--B--\n";
    let sent = String::from_utf8(request.body().to_vec()).unwrap();
    assert_eq!(sent.replace(&boundary, "B").replace("\r\n", "\n"), wanted);
}

/// Uploads that are sent again, and those that are not, if the API is busy.
#[tokio::test(start_paused = true)]
async fn what_cannot_be_sent_again_is_not() {
    for (upload, attempts) in
        [(Upload::bytes("a"), 3), (Upload::replayable(|| pieces(&["a"]), 1), 3), (Upload::stream(pieces(&["a"]), 1), 1)]
    {
        for multipart in [false, true] {
            let (mock, client) = mocked();
            mock.on_any().always(MockResponse::json(503, "{}"));
            let mut call = client.call(if multipart { &FORM } else { &PUT });
            match multipart {
                true => call.field("file", &upload),
                false => call.upload_body(upload.clone()),
            }
            let error = call.send::<Raw>().await.unwrap_err();
            // The second round of a stream finds it gone.
            let gone = attempts == 1 && multipart;
            assert_eq!(mock.requests().len(), if gone { 0 } else { attempts }, "{error}");
            if attempts == 1 {
                assert_eq!(error.not_retried_because(), Some(RetryStop::BodyGone), "{error}");
            }
        }
    }
}

/// A redirect that keeps the body asks for it once more.
#[tokio::test]
async fn what_cannot_be_sent_again_is_not_redirected() {
    for (upload, status, method) in [
        (Upload::replayable(|| pieces(&["a"]), 1), 307, Some("POST")),
        (Upload::stream(pieces(&["a"]), 1), 307, None),
        (Upload::stream(pieces(&["a"]), 1), 303, Some("GET")),
    ] {
        let (mock, client) = mocked();
        mock.on_any().respond(MockResponse::new(status).header("location", "/v1/y")).json(200, "{}");
        let outcome = client.request("POST", "/x").bytes(upload).await;
        match method {
            Some(method) => {
                outcome.unwrap();
                let request = mock.last_request().unwrap();
                assert_eq!(
                    (request.method().as_str(), request.body_text().as_str()),
                    (method, if status == 307 { "a" } else { "" })
                );
            }
            None => {
                let error = outcome.unwrap_err();
                assert_eq!(
                    (error.kind(), error.status().map(|status| status.as_u16())),
                    (ErrorKind::Redirect, Some(307))
                );
                assert!(error.message().ends_with("whose body cannot be sent again"), "{error}");
                assert_eq!(mock.requests().len(), 1);
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_never_got_a_connection_is_tried_again() {
    use specsmith_runtime::transport::{BoxFuture, RequestBody, ResponseBody, Transport, TransportError};

    /// No connection at first, then a server.
    struct Late(std::sync::atomic::AtomicU32);
    impl Transport for Late {
        fn send(
            &self,
            request: http::Request<RequestBody>,
        ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
            Box::pin(async {
                if self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 {
                    return Err(TransportError::new(TransportErrorKind::Connect, "nobody there"));
                }
                Ok(http::Response::new(ResponseBody::bytes(request.into_body().collect().await.unwrap())))
            })
        }
    }
    let client = ClientBuilder::new(&API).transport(Late(0.into())).build().unwrap();
    let mut call = client.call(&PUT);
    call.upload_body(Upload::stream(pieces(&["once"]), None));
    let response = call.send::<Raw>().await.unwrap();
    assert_eq!((response.retries(), response.value()), (1, &Bytes::from("once")));
}

#[tokio::test]
async fn a_wrong_length_is_an_error() {
    let folder = Folder::new("short");
    let path = folder.file("a.txt", b"0123456789");
    let shrunk = Upload::path(&path).unwrap();
    folder.file("a.txt", b"01234");
    let removed = Upload::path(folder.file("b.txt", b"x")).unwrap();
    std::fs::remove_file(folder.0.join("b.txt")).unwrap();
    for (upload, message) in [
        (shrunk, "the body ended after 5 of the 10 bytes announced"),
        (removed, "b.txt` cannot be read"),
        (Upload::stream(pieces(&["abc"]), 4), "the body ended after 3 of the 4 bytes announced"),
        (Upload::stream(pieces(&["abc"]), 2), "the body is longer than the 2 bytes announced"),
    ] {
        let (mock, client) = mocked();
        mock.on_any().always(MockResponse::json(200, "{}"));
        let mut call = client.call(&PUT);
        call.upload_body(upload);
        call.set_max_retries(0);
        let error = call.send::<Raw>().await.unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
    }
}

/// A server that takes one request, and tells its head and its body as they came.
fn server() -> (Handle, mpsc::Receiver<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            reader.read_line(&mut head).unwrap();
        }
        let head = head.to_ascii_lowercase();
        let mut body = Vec::new();
        match head.split_once("content-length: ") {
            Some((_, rest)) => {
                body.resize(rest.split("\r\n").next().unwrap().parse().unwrap(), 0);
                reader.read_exact(&mut body).unwrap();
            }
            None => while read_chunk(&mut reader, &mut body) {},
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").unwrap();
        tell.send((head, body)).unwrap();
    });
    (ClientBuilder::new(&API).base_url(base).build().unwrap(), told)
}

fn read_chunk(reader: &mut impl BufRead, body: &mut Vec<u8>) -> bool {
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let len = usize::from_str_radix(line.trim(), 16).unwrap();
    let start = body.len();
    body.resize(start + len + 2, 0);
    reader.read_exact(&mut body[start..]).unwrap();
    body.truncate(start + len);
    len > 0
}

#[tokio::test]
async fn over_a_socket() {
    let folder = Folder::new("socket");
    let content: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let path = folder.file("big.bin", &content);
    let (client, told) = server();
    let mut call = client.call(&PUT);
    call.upload_body(Upload::path(&path).unwrap());
    call.send::<Raw>().await.unwrap();
    let (head, body) = told.recv().unwrap();
    assert!(head.contains("content-length: 3000000\r\n") && !head.contains("transfer-encoding"), "{head}");
    assert!(body == content);

    let (client, told) = server();
    let mut call = client.call(&PUT);
    call.upload_body(Upload::stream(pieces(&["ab", "c"]), None));
    call.send::<Raw>().await.unwrap();
    let (head, body) = told.recv().unwrap();
    assert!(head.contains("transfer-encoding: chunked\r\n") && !head.contains("content-length"), "{head}");
    assert_eq!(body, b"abc");

    let (client, told) = server();
    let mut call = client.call(&FORM);
    call.field("file", &Upload::path(&path).unwrap());
    call.send::<Raw>().await.unwrap();
    let (head, body) = told.recv().unwrap();
    assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{head}");
    assert!(body.windows(1000).any(|window| window == &content[..1000]));

    // A body that fails on the way is an error, not a request that was cut short and taken for whole.
    let (client, _told) = server();
    let mut call = client.call(&PUT);
    call.upload_body(Upload::stream(pieces(&["abc"]), 4));
    let error = call.send::<Raw>().await.unwrap_err();
    assert_eq!((error.kind(), error.retries()), (ErrorKind::Connection, 0), "{error}");
    assert!(error.to_string().contains("ended after 3 of the 4 bytes"), "{error}");
}
