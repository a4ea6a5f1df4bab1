//! The progress of uploads, over memory and over sockets whose other end reads slowly or leaves.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;
use specsmith_runtime::ClientBuilder;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::transport::{BoxFuture, RequestBody, ResponseBody, Transport, TransportError, UploadProgress};

use crate::support::{API, mocked};

static PUT: Operation = Operation::new("put", "PUT", "/file").bytes_body(true, "application/octet-stream");
static FORM: Operation = Operation::new("form", "POST", "/form").retry_always().multipart_body(true, &[]);

/// More than the buffers of a connection hold.
const LARGE: usize = 48 << 20;

#[derive(Clone, Default)]
struct Reports(Arc<Mutex<Vec<UploadProgress>>>);

impl Reports {
    fn hook(&self) -> impl Fn(UploadProgress) + Send + Sync + 'static {
        let reports = self.clone();
        move |progress| reports.0.lock().unwrap().push(progress)
    }

    fn all(&self) -> Vec<UploadProgress> {
        self.0.lock().unwrap().clone()
    }

    /// Attempt, bytes and total of each.
    fn rows(&self) -> Vec<(u32, u64, Option<u64>)> {
        self.all().into_iter().map(|it| (it.attempt(), it.sent(), it.total())).collect()
    }

    fn sent(&self) -> u64 {
        self.0.lock().unwrap().last().map_or(0, |it| it.sent())
    }
}

/// The reports of one attempt: from zero, by steps of at most 64 KiB, up to `end`.
fn check(reports: &[UploadProgress], attempt: u32, total: Option<u64>, end: u64) {
    assert_eq!((reports[0].attempt(), reports[0].sent(), reports[0].total()), (attempt, 0, total));
    for pair in reports.windows(2) {
        let step = pair[1].sent().checked_sub(pair[0].sent()).expect("bytes are not taken back");
        assert!(step > 0 && step <= 64 * 1024, "{pair:?}");
        assert_eq!((pair[1].attempt(), pair[1].total()), (attempt, total));
    }
    assert_eq!(reports.last().unwrap().sent(), end);
}

fn pieces(count: usize, len: usize) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> + Send + 'static {
    futures_util::stream::iter((0..count).map(move |_| Ok(Bytes::from(vec![1; len]))))
}

/// A server that handles connections one after the other, each by its own rule, and the base URL of it.
fn server<const N: usize>(rules: [Box<dyn FnOnce(Connection) + Send>; N]) -> (Handle, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        for rule in rules {
            let stream = listener.accept().unwrap().0;
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                reader.read_line(&mut head).unwrap();
            }
            rule(Connection { stream, reader, head: head.to_ascii_lowercase() });
        }
    });
    (ClientBuilder::new(&API).base_url(base).build().unwrap(), thread)
}

/// A request whose head was read.
struct Connection {
    stream: TcpStream,
    reader: BufReader<TcpStream>,
    head: String,
}

impl Connection {
    fn len(&self) -> usize {
        let (_, rest) = self.head.split_once("content-length: ").expect("a length that is announced");
        rest.split("\r\n").next().unwrap().parse().unwrap()
    }

    fn read(&mut self, len: usize) -> Vec<u8> {
        let mut body = vec![0; len];
        self.reader.read_exact(&mut body).unwrap();
        body
    }

    fn fail(mut self) {
        let head = b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
        self.stream.write_all(head).unwrap();
    }

    fn respond(mut self) {
        self.stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}").unwrap();
    }
}

/// Waits until no more is sent.
fn stalled(reports: &Reports) -> u64 {
    let mut last = 0;
    loop {
        std::thread::sleep(Duration::from_millis(150));
        match reports.sent() {
            sent if sent == last && sent > 0 => return sent,
            sent => last = sent,
        }
    }
}

#[tokio::test]
async fn reports_follow_what_a_slow_reader_takes() {
    let total = LARGE as u64;
    for upload in [
        Upload::bytes(vec![7; LARGE]),
        Upload::reader(std::io::repeat(7).take(total), total),
        Upload::replayable(|| pieces(3, LARGE / 3), total),
    ] {
        let reports = Reports::default();
        let seen = reports.clone();
        let (client, thread) = server([Box::new(move |mut connection| {
            let held = stalled(&seen);
            assert!(held < total, "{held} bytes were counted before any was read");
            connection.read(LARGE / 2);
            let held = stalled(&seen);
            assert!(held >= total / 2, "{held}");
            connection.read(LARGE / 2);
            connection.respond();
        })]);
        let mut call = client.call(&PUT);
        call.upload_body(upload.on_progress(reports.hook()));
        call.send::<Raw>().await.unwrap();
        thread.join().unwrap();
        check(&reports.all(), 1, Some(total), total);
    }
}

#[tokio::test]
async fn each_file_of_a_form_is_reported_by_itself() {
    let path = std::env::temp_dir().join(format!("specsmith-progress-{}", std::process::id()));
    std::fs::write(&path, vec![3; 200_000]).unwrap();
    let (one, two, three) = (Reports::default(), Reports::default(), Reports::default());
    let (client, thread) = server([Box::new(|mut connection| {
        let len = connection.len();
        assert!(len > 200_000 + 100_000 + 70_000);
        connection.read(len);
        connection.respond();
    })]);
    let mut call = client.call(&FORM);
    call.field("purpose", &"test");
    call.field("one", &Upload::path(&path).unwrap().on_progress(one.hook()));
    call.field("two", &Upload::bytes(vec![1; 100_000]).on_progress(two.hook()));
    call.field("three", &Upload::stream(pieces(7, 10_000), 70_000).on_progress(three.hook()));
    call.send::<Raw>().await.unwrap();
    thread.join().unwrap();
    std::fs::remove_file(&path).unwrap();
    for (reports, total) in [(one, 200_000), (two, 100_000), (three, 70_000)] {
        check(&reports.all(), 1, Some(total), total);
        assert!(reports.all().last().unwrap().is_complete());
    }
}

#[tokio::test]
async fn a_retry_begins_again_with_the_next_attempt() {
    let total = LARGE as u64;
    for multipart in [false, true] {
        let reports = Reports::default();
        let seen = reports.clone();
        let (client, thread) = server([
            Box::new(move |mut connection| {
                connection.read(100_000);
                stalled(&seen);
            }),
            Box::new(|mut connection| {
                let len = connection.len();
                connection.read(len);
                connection.respond();
            }),
        ]);
        let upload = Upload::bytes(vec![7; LARGE]).on_progress(reports.hook());
        let mut call = client.call(if multipart { &FORM } else { &PUT });
        match multipart {
            true => call.field("file", &upload),
            false => call.upload_body(upload),
        }
        let response = call.send::<Raw>().await.unwrap();
        thread.join().unwrap();
        assert_eq!(response.retries(), 1);
        let (first, second): (Vec<_>, Vec<_>) = reports.all().into_iter().partition(|it| it.attempt() == 1);
        assert!(!first.iter().any(|it| it.is_complete()));
        check(&first, 1, Some(total), first.last().unwrap().sent());
        check(&second, 2, Some(total), total);
    }
}

#[tokio::test]
async fn an_empty_upload_is_reported_once_in_each_attempt() {
    let path = std::env::temp_dir().join(format!("specsmith-empty-{}", std::process::id()));
    std::fs::write(&path, "").unwrap();
    for upload in [Upload::bytes(""), Upload::path(&path).unwrap(), Upload::replayable(|| pieces(0, 0), 0)] {
        let reports = Reports::default();
        let (client, thread) = server([Box::new(Connection::fail), Box::new(Connection::respond)]);
        let mut call = client.call(&PUT);
        call.upload_body(upload.on_progress(reports.hook()));
        call.send::<Raw>().await.unwrap();
        thread.join().unwrap();
        assert_eq!(reports.rows(), [(1, 0, Some(0)), (2, 0, Some(0))]);
        assert!(reports.all().iter().all(|it| it.is_complete()));
    }
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn a_transport_sees_the_bytes_whose_progress_is_reported() {
    let reports = Reports::default();
    let signer = Signer::default();
    let client = ClientBuilder::new(&API).transport(signer.clone()).build().unwrap();
    for upload in [Upload::bytes("hi"), Upload::bytes("hi").on_progress(reports.hook())] {
        client.request("POST", "/x").bytes(upload).await.unwrap();
    }
    assert_eq!(*signer.0.lock().unwrap(), [Some(Bytes::from("hi")), Some(Bytes::from("hi"))]);
    assert_eq!(reports.rows(), [(1, 0, Some(2)), (1, 2, Some(2))]);
}

/// Takes the bytes of bodies before it reads them.
#[derive(Clone, Default)]
struct Signer(Arc<Mutex<Vec<Option<Bytes>>>>);

impl Transport for Signer {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let body = request.into_body();
            let bytes = body.as_bytes().cloned();
            assert_eq!(bytes.clone().unwrap_or_default(), body.clone().into_bytes());
            self.0.lock().unwrap().push(bytes);
            body.collect().await.unwrap();
            Ok(http::Response::new(ResponseBody::Bytes(Bytes::from("{}"))))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn the_end_of_an_unknown_length_is_reported() {
    let (mock, client) = mocked();
    mock.on_any().respond(MockResponse::json(503, "{}")).always(MockResponse::json(200, "{}"));
    for (upload, expected) in [
        (
            Upload::replayable(|| pieces(2, 5), None),
            vec![
                (1, 0, None),
                (1, 5, None),
                (1, 10, None),
                (1, 10, Some(10)),
                (2, 0, None),
                (2, 5, None),
                (2, 10, None),
                (2, 10, Some(10)),
            ],
        ),
        (Upload::stream(pieces(0, 0), None), vec![(1, 0, None), (1, 0, Some(0))]),
        (Upload::bytes(""), vec![(1, 0, Some(0))]),
    ] {
        let reports = Reports::default();
        let mut call = client.call(&PUT);
        call.upload_body(upload.on_progress(reports.hook()));
        call.send::<Raw>().await.unwrap();
        assert_eq!(reports.rows(), expected);
        let last = *reports.all().last().unwrap();
        assert!(last.is_complete());
        assert_eq!(last.fraction(), Some(1.0));
    }
}

#[tokio::test]
async fn a_failure_is_not_reported_as_the_end() {
    let (mock, client) = mocked();
    mock.on_any().always(MockResponse::json(200, "{}"));
    let reports = Reports::default();
    let mut call = client.call(&PUT);
    call.upload_body(Upload::stream(pieces(1, 3), 4).on_progress(reports.hook()));
    call.set_max_retries(0);
    call.send::<Raw>().await.unwrap_err();
    assert_eq!(reports.rows(), [(1, 0, Some(4)), (1, 3, Some(4))]);
}

#[tokio::test]
async fn a_hook_changes_neither_bytes_nor_json() {
    let (mock, client) = mocked();
    mock.on_any().always(MockResponse::json(200, "{}"));
    let reports = Reports::default();
    let upload = Upload::bytes("hi").on_progress(reports.hook());
    assert_eq!((upload.as_bytes(), upload.len()), (Some(&Bytes::from("hi")), Some(2)));
    assert_eq!(upload, Upload::bytes("hi"));
    client.request("POST", "/x").json(&upload).await.unwrap();
    assert_eq!(mock.last_request().unwrap().body_text(), "\"aGk=\"");
    assert_eq!(reports.rows(), []);
    // The same upload in two calls is two bodies.
    for _ in 0..2 {
        client.request("POST", "/x").bytes(upload.clone()).await.unwrap();
        assert_eq!(mock.last_request().unwrap().body_text(), "hi");
    }
    assert_eq!(reports.rows(), [(1, 0, Some(2)), (1, 2, Some(2)), (1, 0, Some(2)), (1, 2, Some(2))]);
}
