//! Downloads.

use std::time::Duration;

use futures_util::TryStreamExt;
use specsmith_runtime::ErrorKind;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::stream::ByteStream;
use specsmith_runtime::transport::mock::MockResponse;

use crate::support::mocked_with;

static GET: Operation = Operation::new("get", "GET", "/file");

async fn download(response: MockResponse) -> ByteStream {
    let (mock, client) = mocked_with(|builder| builder.max_response_bytes(4));
    mock.on("GET", "/file").respond(response);
    client.call(&GET).send::<ByteChunks>().await.unwrap()
}

fn file() -> MockResponse {
    MockResponse::new(200).header("content-length", "6").header("content-type", "image/png").piece("abc").piece("def")
}

#[tokio::test]
async fn chunk_by_chunk() {
    let mut stream = download(file()).await;
    assert_eq!((stream.content_length(), stream.content_type()), (Some(6), Some("image/png")));
    assert_eq!(stream.next_chunk().await.unwrap().unwrap(), "abc");
    assert_eq!(stream.try_next().await.unwrap().unwrap(), "def");
    assert_eq!(stream.next_chunk().await.unwrap(), None);
    assert_eq!(stream.next_chunk().await.unwrap(), None);
    assert_eq!(download(file()).await.bytes().await.unwrap(), "abcdef");
}

#[tokio::test]
async fn limits_and_failures() {
    let mut stream = download(file()).await.max_bytes(5);
    assert_eq!(stream.next_chunk().await.unwrap().unwrap(), "abc");
    assert_eq!(stream.next_chunk().await.unwrap_err().kind(), ErrorKind::TooLarge);
    assert_eq!(stream.next_chunk().await.unwrap(), None);
    assert_eq!(download(file()).await.max_bytes(6).bytes().await.unwrap().len(), 6);
    let error = download(file().breaks()).await.bytes().await.unwrap_err();
    assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Connection, Some(200)));
}

#[tokio::test(start_paused = true)]
async fn silence() {
    let stream = download(file().stalls()).await.idle_timeout(Duration::from_secs(3));
    let start = tokio::time::Instant::now();
    assert!(stream.bytes().await.unwrap_err().is_timeout());
    assert_eq!(start.elapsed().as_secs(), 3);
}

#[tokio::test]
async fn into_a_file() {
    let folder = std::env::temp_dir().join(format!("specsmith-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("download.png");
    assert_eq!(download(file()).await.write_to_file(&path).await.unwrap(), 6);
    assert_eq!(std::fs::read(&path).unwrap(), b"abcdef");
    // A failure leaves the old file, and nothing beside it.
    let broken = MockResponse::new(200).piece("xyz").breaks();
    assert_eq!(download(broken).await.write_to_file(&path).await.unwrap_err().kind(), ErrorKind::Connection);
    assert_eq!(std::fs::read(&path).unwrap(), b"abcdef");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    let error = download(file()).await.write_to_file(folder.join("no/such/folder")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().contains("cannot be written"), "{error}");
    std::fs::remove_dir_all(&folder).unwrap();
}
