//! Encoded streams of events over real sockets: what is spoilt ends them, what breaks off is taken up again.

use std::io::Write;

use specsmith_runtime::ErrorKind;
use specsmith_runtime::call::prelude::*;

use crate::server::{Act, Server};
use crate::support::{client_once, failed, within};

static WATCH: Operation = Operation::new("watch", "GET", "/events").security(&[&["Bearer"]]);

const FIRST: &[u8] = b"id: a\nretry: 10\ndata: 1\n\n";

/// A content coding, and a stream of it: one event flushed, then another that ends it.
type Encoded = (&'static str, Vec<u8>, Vec<u8>);

fn gzip(rest: &[u8]) -> Encoded {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(FIRST).unwrap();
    encoder.flush().unwrap();
    let first = std::mem::take(encoder.get_mut());
    encoder.write_all(rest).unwrap();
    ("gzip", first, encoder.finish().unwrap())
}

fn brotli(rest: &[u8]) -> Encoded {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 3, 22);
    encoder.write_all(FIRST).unwrap();
    encoder.flush().unwrap();
    let first = std::mem::take(encoder.get_mut());
    encoder.write_all(rest).unwrap();
    ("br", first, encoder.into_inner())
}

fn zstd(rest: &[u8]) -> Encoded {
    let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    encoder.write_all(FIRST).unwrap();
    encoder.flush().unwrap();
    let first = std::mem::take(encoder.get_mut());
    encoder.write_all(rest).unwrap();
    ("zstd", first, encoder.finish().unwrap())
}

fn encoders() -> [fn(&[u8]) -> Encoded; 3] {
    [gzip, brotli, zstd]
}

/// A response in chunks, whose framing is whole.
fn answer(coding: &str, pieces: &[&[u8]]) -> Vec<u8> {
    [begin(coding, pieces), b"0\r\n\r\n".to_vec()].concat()
}

/// A response in chunks, to which more may come.
fn begin(coding: &str, pieces: &[&[u8]]) -> Vec<u8> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked";
    let mut answer = format!("{head}\r\ncontent-encoding: {coding}\r\n\r\n").into_bytes();
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        answer.extend(format!("{:x}\r\n", piece.len()).bytes());
        answer.extend_from_slice(piece);
        answer.extend(b"\r\n");
    }
    answer
}

/// The events of a server until the end, or the error.
async fn all(server: &Server) -> (Vec<Value>, Option<Error>) {
    let mut stream = client_once(server).call(&WATCH).send::<DataEvents<Value>>().await.unwrap().reconnect(5);
    let mut found = Vec::new();
    loop {
        match stream.next_event().await {
            Ok(Some(value)) => found.push(value),
            Ok(None) => return (found, None),
            Err(error) => {
                assert!(stream.next_event().await.unwrap().is_none(), "it is the last item");
                return (found, Some(error));
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_decoded_ends_the_stream() {
    for encode in encoders() {
        let (coding, first, _) = encode(b"");
        let server = Server::new([Act::Say(answer(coding, &[&first, &[0xff; 100]]))]).await;
        let (found, error) = within(5, all(&server)).await;
        assert_eq!(found, [1], "{coding}");
        let error = failed(error.map_or(Ok(()), Err), ErrorKind::Decode, "the response cannot be decoded");
        assert_eq!((error.operation(), error.status().map(|status| status.as_u16())), (Some("watch"), Some(200)));
        assert!(std::error::Error::source(&error).is_some(), "{coding}");
        assert_eq!(server.requests().len(), 1, "{coding}: asked again, it would come again");
    }
}

#[tokio::test]
async fn a_sum_that_is_wrong_ends_the_stream() {
    let (coding, first, mut rest) = gzip(b"data: 2\n\n");
    let sum = rest.len() - 6;
    rest[sum] ^= 0xff;
    let server = Server::new([Act::Say(answer(coding, &[&first, &rest]))]).await;
    let (found, error) = within(5, all(&server)).await;
    assert_eq!(found[0], 1);
    failed(error.map_or(Ok(()), Err), ErrorKind::Decode, "the response cannot be decoded");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn what_breaks_off_is_taken_up_again() {
    for encode in encoders() {
        let (coding, first, rest) = encode(b"data: 2\n\n");
        for cut in 0..rest.len() {
            let server = Server::new([
                Act::Say(answer(coding, &[&first, &rest[..cut]])),
                Act::Say(answer(coding, &[&first, &rest])),
            ]);
            let server = server.await;
            let (found, error) = within(5, all(&server)).await;
            assert!(error.is_none(), "{coding} {cut}: {error:?}");
            assert_eq!((found.first(), found.last()), (Some(&1.into()), Some(&2.into())), "{coding} {cut}");
            let requests = server.requests();
            assert_eq!(requests.len(), 2, "{coding} {cut}");
            assert!(requests[1].to_ascii_lowercase().contains("\r\nlast-event-id: a\r\n"), "{coding} {cut}");
        }
    }
}

#[tokio::test]
async fn events_come_when_they_are_sent() {
    for encode in encoders() {
        let (coding, first, _) = encode(b"");
        let server = Server::new([Act::SayAndStall(begin(coding, &[&first]))]).await;
        let mut stream = client_once(&server).call(&WATCH).send::<DataEvents<i64>>().await.unwrap();
        assert_eq!(within(5, stream.next_event()).await.unwrap(), Some(1), "{coding}");
        drop(stream);
        server.until_closed().await;
    }
}

/// Not only when it is dropped.
#[tokio::test]
async fn a_stream_hangs_up_at_its_end() {
    for (events, kind) in [
        ("data: [DONE]\n\n", None),
        ("event: error\ndata: {}\n\n", Some(ErrorKind::Stream)),
        ("data: {\"error\":{\"message\":\"no\"}}\n\n", Some(ErrorKind::Stream)),
    ] {
        let server = Server::new([Act::SayAndStall(begin("identity", &[events.as_bytes()]))]).await;
        let mut stream = client_once(&server).call(&WATCH).send::<DataEvents<Value>>().await.unwrap();
        let end = within(5, stream.next_event()).await;
        assert_eq!(end.as_ref().err().map(Error::kind), kind, "{events}");
        assert!(matches!(end, Ok(None) | Err(_)), "{events}");
        server.until_closed().await;
        assert!(stream.next_event().await.unwrap().is_none());
    }
}
