//! Encoded responses, and bombs.

use std::io::Write;

use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{ErrorKind, Limit};

use crate::support::mocked_with;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 3, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).unwrap();
    out
}

/// A content coding, and what packs by it.
type Packer = (&'static str, fn(&[u8]) -> Vec<u8>);

fn encoders() -> [Packer; 3] {
    [("gzip", gzip), ("br", brotli), ("zstd", |bytes| zstd::encode_all(bytes, 3).unwrap())]
}

/// A response that comes in pieces of a few bytes.
fn response(coding: &str, encoded: &[u8], step: usize) -> MockResponse {
    let response = MockResponse::new(200).header("content-encoding", coding);
    encoded.chunks(step).fold(response, |response, piece| response.piece(piece.to_vec()))
}

#[tokio::test]
async fn they_are_asked_for_and_decoded() {
    let text = format!("[{}]", (0..500).map(|n| n.to_string()).collect::<Vec<_>>().join(","));
    for (coding, encode) in encoders() {
        let (mock, client) = mocked_with(|builder| builder);
        let encoded = encode(text.as_bytes());
        for step in [1, 7, 100_000] {
            mock.on_any().respond(response(coding, &encoded, step));
            let response = client.request("GET", "/x").await.unwrap();
            assert_eq!(response.headers().get("content-encoding"), None);
            assert_eq!(&response.value()[..], text.as_bytes(), "{coding} {step}");
        }
        assert_eq!(mock.last_request().unwrap().header("accept-encoding"), Some("gzip, br, zstd"));
        mock.on_any().respond(MockResponse::new(200).header("content-encoding", coding));
        assert!(client.request("GET", "/x").await.unwrap().value().is_empty(), "{coding}: nothing, encoded or not");
    }
}

#[tokio::test]
async fn what_the_caller_asked_for_is_the_callers_to_decode() {
    let (mock, client) = mocked_with(|builder| builder);
    mock.on_any().always(response("gzip", b"as it is", 99));
    let response = client.request("GET", "/x").header("accept-encoding", "gzip").await.unwrap();
    assert_eq!(&response.value()[..], b"as it is");
    assert_eq!(&client.request("GET", "/x").header("range", "bytes=0-7").await.unwrap().value()[..], b"as it is");
}

#[tokio::test]
async fn small_answers_may_expand_as_they_like() {
    let zeros = vec![0_u8; 4 << 20];
    for (coding, encode) in encoders() {
        let (mock, client) = mocked_with(|builder| builder);
        let encoded = encode(&zeros);
        assert!(encoded.len() < zeros.len() / 300, "{coding}");
        mock.on_any().respond(response(coding, &encoded, 4096).header("content-length", &encoded.len().to_string()));
        let response = client.request("GET", "/x").await.unwrap();
        assert_eq!(response.headers().get("content-length"), None, "{coding}: it would be of the encoded answer");
        assert_eq!(response.value().len(), zeros.len(), "{coding}");
    }
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_fills_the_memory() {
    let zeros = vec![0_u8; 12 << 20];
    for (coding, encode) in encoders() {
        let (mock, client) = mocked_with(|builder| builder);
        let encoded = encode(&zeros);
        assert!(encoded.len() < 100_000, "{coding} {}", encoded.len());
        mock.on_any().always(response(coding, &encoded, 4096));
        let error = client.request("GET", "/x").await.unwrap_err();
        assert_eq!((error.kind(), error.limit()), (ErrorKind::TooLarge, Some(Limit::Expansion)), "{coding}: {error}");
        assert_eq!(mock.requests().len(), 1);
        let (mock, client) = mocked_with(|builder| builder.max_expansion(u64::MAX).max_response_bytes(5 << 20));
        mock.on_any().always(response(coding, &encoded, 4096));
        let error = client.request("GET", "/x").await.unwrap_err();
        assert_eq!(error.limit(), Some(Limit::ResponseBytes), "{coding}: {error}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_damaged_is_asked_for_again() {
    for (coding, encode) in encoders() {
        let (mock, client) = mocked_with(|builder| builder);
        let encoded = encode(b"some text, some text, some other text");
        let cut = &encoded[..encoded.len() - 3];
        mock.on_any().respond(response(coding, cut, 5)).respond(response(coding, b"\x00nonsense\xff\xff\xff", 5));
        mock.on_any().respond(response(coding, &encoded, 5));
        let response = client.request("GET", "/x").await.unwrap();
        assert_eq!((response.retries(), response.value().len()), (2, 37), "{coding}");
    }
}
