//! Tower services as transports, and transports as services.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use specsmith_runtime::ErrorKind;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
use specsmith_runtime::transport::{
    BodyStream, RequestBody, ResponseBody, ServiceBody, ServiceTransport, Transport, TransportError,
    TransportErrorKind, TransportService,
};
use tower::{ServiceBuilder, ServiceExt, service_fn};

use crate::support::mocked_with;

static CREATE: Operation = Operation::new("create", "POST", "/roles").json_body(true).security(&[&["Bearer"]]);

fn client(transport: impl Transport) -> Handle {
    mocked_with(|builder| builder.credential("Bearer", "SECRET").max_retries(0))
        .1
        .to_builder()
        .transport(transport)
        .build()
        .unwrap()
}

async fn create(client: &Handle) -> Result<Value, Error> {
    let mut call = client.call(&CREATE);
    call.field("name", "n");
    call.send::<Json<Value>>().await
}

#[tokio::test]
async fn bodies_go_through_whole() {
    let mock = MockTransport::new();
    mock.on_operation("create").respond(MockResponse::new(200).piece("[1,").piece("2]"));
    let service = ServiceBuilder::new().concurrency_limit(1).service(TransportService::new(mock.clone()));
    let client = client(ServiceTransport::new(service));
    assert_eq!(create(&client).await.unwrap(), serde_json::json!([1, 2]));
    assert_eq!(mock.last_request().unwrap().body_text(), r#"{"name":"n"}"#);
}

#[tokio::test]
async fn a_body_is_one_to_other_libraries() {
    let service = service_fn(|request: http::Request<ServiceBody>| async move {
        let size = http_body::Body::size_hint(request.body()).exact();
        let mut body = Box::pin(request.into_body());
        let mut bytes = Vec::new();
        while let Some(frame) = std::future::poll_fn(|cx| http_body::Body::poll_frame(body.as_mut(), cx)).await {
            bytes.extend_from_slice(&frame.unwrap().into_data().unwrap());
        }
        assert_eq!(size, Some(bytes.len() as u64));
        Ok::<_, TransportError>(http::Response::new(ResponseBody::bytes(bytes)))
    });
    assert_eq!(create(&client(ServiceTransport::new(service))).await.unwrap()["name"], "n");
}

#[tokio::test]
async fn streams_go_through_too() {
    let echo = service_fn(|request: http::Request<ServiceBody>| async move {
        assert_eq!(http_body::Body::size_hint(request.body()).exact(), Some(4));
        let mut body = Box::pin(request.into_body());
        let mut pieces = Vec::new();
        while let Some(frame) = std::future::poll_fn(|cx| http_body::Body::poll_frame(body.as_mut(), cx)).await {
            pieces.push(frame.unwrap().into_data().unwrap());
        }
        assert_eq!((pieces.len(), http_body::Body::is_end_stream(&*body)), (2, false));
        Ok::<_, TransportError>(http::Response::new(ResponseBody::bytes(pieces.concat())))
    });
    let chunks = futures_util::stream::iter(["[1", ",2"].map(|piece| Ok(Bytes::from_static(piece.as_bytes()))));
    let stream = BodyStream::new(chunks, Some(4));
    let request = http::Request::new(RequestBody::Stream(stream));
    let response = ServiceTransport::new(echo).send(request).await.unwrap();
    let text = format!("{:?}", response.body());
    assert_eq!(text, "ResponseBody(stream)");
}

#[tokio::test]
async fn errors_become_what_they_are() {
    use std::io::{Error as IoError, ErrorKind as Io};
    type Fault = Box<dyn std::error::Error + Send + Sync>;
    type Case = (fn() -> Fault, ErrorKind, bool);
    let table: [Case; 6] = [
        (|| IoError::new(Io::ConnectionRefused, "https://h/?k=SECRET").into(), ErrorKind::Connection, false),
        (|| IoError::new(Io::TimedOut, "x").into(), ErrorKind::Timeout, true),
        (|| IoError::new(Io::ConnectionReset, "x").into(), ErrorKind::Connection, true),
        (|| "https://h/?k=SECRET".into(), ErrorKind::Connection, true),
        (|| TransportError::new(TransportErrorKind::Refused, "no").into(), ErrorKind::Build, false),
        (|| TransportError::new(TransportErrorKind::Broken, "x").unsent().into(), ErrorKind::Connection, false),
    ];
    for (fault, kind, may_have_arrived) in table {
        let service =
            service_fn(
                move |_: http::Request<ServiceBody>| async move { Err::<http::Response<ResponseBody>, _>(fault()) },
            );
        let error = create(&client(ServiceTransport::new(service))).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(!error.to_string().contains("SECRET"), "{error}");
        let transport = std::error::Error::source(&error).unwrap().downcast_ref::<TransportError>().unwrap();
        assert_eq!(transport.may_have_arrived(), may_have_arrived, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_is_asked_whether_it_is_ready() {
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (now, peak) = (Arc::clone(&running), Arc::clone(&most));
    let service = service_fn(move |_: http::Request<ServiceBody>| {
        let (now, peak) = (Arc::clone(&now), Arc::clone(&peak));
        async move {
            peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_secs(1)).await;
            now.fetch_sub(1, Ordering::SeqCst);
            Ok::<_, TransportError>(http::Response::new(ResponseBody::bytes("1")))
        }
    });
    let limited = ServiceBuilder::new().concurrency_limit(3).service(service).boxed_clone();
    let client = client(ServiceTransport::new(limited));
    for outcome in futures_util::future::join_all((0..12).map(|_| create(&client))).await {
        assert_eq!(outcome.unwrap(), 1);
    }
    assert_eq!(most.load(Ordering::SeqCst), 3);
}
