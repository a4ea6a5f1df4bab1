//! Packed responses, and bombs.

use std::io::Write;

use specsmith_runtime::transport::mock::MockReply;
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

fn packers() -> [Packer; 3] {
    [("gzip", gzip), ("br", brotli), ("zstd", |bytes| zstd::encode_all(bytes, 3).unwrap())]
}

/// A reply that comes in pieces of a few bytes.
fn reply(coding: &str, packed: &[u8], step: usize) -> MockReply {
    let reply = MockReply::new(200).header("content-encoding", coding);
    packed.chunks(step).fold(reply, |reply, piece| reply.piece(piece.to_vec()))
}

#[tokio::test]
async fn they_are_asked_for_and_unpacked() {
    let text = format!("[{}]", (0..500).map(|n| n.to_string()).collect::<Vec<_>>().join(","));
    for (coding, pack) in packers() {
        let (mock, client) = mocked_with(|builder| builder);
        let packed = pack(text.as_bytes());
        for step in [1, 7, 100_000] {
            mock.on_any().reply(reply(coding, &packed, step));
            let response = client.request("GET", "/x").await.unwrap();
            assert_eq!(response.headers().get("content-encoding"), None);
            assert_eq!(&response.value()[..], text.as_bytes(), "{coding} {step}");
        }
        assert_eq!(mock.last_request().unwrap().header("accept-encoding"), Some("gzip, br, zstd"));
        mock.on_any().reply(MockReply::new(200).header("content-encoding", coding));
        assert!(client.request("GET", "/x").await.unwrap().value().is_empty(), "{coding}: nothing, packed or not");
    }
}

#[tokio::test]
async fn what_the_caller_asked_for_is_the_callers_to_unpack() {
    let (mock, client) = mocked_with(|builder| builder);
    mock.on_any().always(reply("gzip", b"as it is", 99));
    let response = client.request("GET", "/x").header("accept-encoding", "gzip").await.unwrap();
    assert_eq!(&response.value()[..], b"as it is");
    assert_eq!(&client.request("GET", "/x").header("range", "bytes=0-7").await.unwrap().value()[..], b"as it is");
}

#[tokio::test]
async fn small_answers_may_expand_as_they_like() {
    let zeros = vec![0_u8; 4 << 20];
    for (coding, pack) in packers() {
        let (mock, client) = mocked_with(|builder| builder);
        let packed = pack(&zeros);
        assert!(packed.len() < zeros.len() / 300, "{coding}");
        mock.on_any().reply(reply(coding, &packed, 4096).header("content-length", &packed.len().to_string()));
        let response = client.request("GET", "/x").await.unwrap();
        assert_eq!(response.headers().get("content-length"), None, "{coding}: it would be of the packed answer");
        assert_eq!(response.value().len(), zeros.len(), "{coding}");
    }
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_fills_the_memory() {
    let zeros = vec![0_u8; 12 << 20];
    for (coding, pack) in packers() {
        let (mock, client) = mocked_with(|builder| builder);
        let packed = pack(&zeros);
        assert!(packed.len() < 100_000, "{coding} {}", packed.len());
        mock.on_any().always(reply(coding, &packed, 4096));
        let error = client.request("GET", "/x").await.unwrap_err();
        assert_eq!((error.kind(), error.limit()), (ErrorKind::TooLarge, Some(Limit::Expansion)), "{coding}: {error}");
        assert_eq!(mock.requests().len(), 1);
        let (mock, client) = mocked_with(|builder| builder.max_expansion(u64::MAX).max_response_bytes(5 << 20));
        mock.on_any().always(reply(coding, &packed, 4096));
        let error = client.request("GET", "/x").await.unwrap_err();
        assert_eq!(error.limit(), Some(Limit::ResponseBytes), "{coding}: {error}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_damaged_is_asked_for_again() {
    for (coding, pack) in packers() {
        let (mock, client) = mocked_with(|builder| builder);
        let packed = pack(b"some text, some text, some other text");
        let cut = &packed[..packed.len() - 3];
        mock.on_any().reply(reply(coding, cut, 5)).reply(reply(coding, b"\x00nonsense\xff\xff\xff", 5));
        mock.on_any().reply(reply(coding, &packed, 5));
        let response = client.request("GET", "/x").await.unwrap();
        assert_eq!((response.retries(), response.value().len()), (2, 37), "{coding}");
    }
}
