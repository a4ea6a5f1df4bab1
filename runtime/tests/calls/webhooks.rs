//! Signatures of webhooks: the published examples of Standard Webhooks, Svix and OpenAI, and everything that is refused.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use specsmith_runtime::model::Value;
use specsmith_runtime::transport::BoxFuture;
use specsmith_runtime::webhooks::{WebhookFault, Webhooks};
use specsmith_runtime::{Clock, ErrorKind, HeaderMap};

/// A time of day that stands still, in seconds.
struct At(u64);

impl Clock for At {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.0)
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self) -> f64 {
        0.0
    }
}

struct Example {
    prefix: &'static str,
    secret: &'static str,
    id: &'static str,
    timestamp: u64,
    body: &'static str,
    signature: &'static str,
}

const STANDARD: Example = Example {
    prefix: "webhook",
    secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
    timestamp: 1_649_367_553,
    body: r#"{"email":"test@example.com","username":"test_user"}"#,
    signature: "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
};

const SVIX: Example = Example {
    prefix: "svix",
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: 1_614_265_330,
    body: r#"{"test": 2432232314}"#,
    signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};

impl Example {
    fn webhooks(&self) -> Webhooks<Value> {
        Webhooks::new(self.secret).header_prefix(self.prefix).clock(At(self.timestamp))
    }

    fn headers(&self) -> Vec<(String, String)> {
        let named = |name: &str, value: String| (format!("{}-{name}", self.prefix), value);
        vec![
            named("id", self.id.to_owned()),
            named("timestamp", self.timestamp.to_string()),
            named("signature", self.signature.to_owned()),
        ]
    }
}

/// The reason for which a request is refused.
fn fault(webhooks: &Webhooks<Value>, body: &str, headers: &[(String, String)]) -> WebhookFault {
    let error = webhooks.unwrap(body, headers).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Webhook);
    *std::error::Error::source(&error).unwrap().downcast_ref().unwrap()
}

#[test]
fn published_examples_are_verified() {
    for example in [STANDARD, SVIX] {
        let event = example.webhooks().unwrap(example.body, &example.headers()).unwrap();
        assert_eq!(event, serde_json::from_str::<Value>(example.body).unwrap());
        let mut map = HeaderMap::new();
        for (name, value) in example.headers() {
            map.insert(http::HeaderName::try_from(name).unwrap(), value.parse().unwrap());
        }
        example.webhooks().verify(example.body.as_bytes(), &map).unwrap();
    }
}

#[test]
fn any_of_several_signatures_and_secrets_will_do() {
    let mut headers = STANDARD.headers();
    headers[2].1 = format!("v1a,AAAA v1,AAAA {}", STANDARD.signature);
    STANDARD.webhooks().unwrap(STANDARD.body, &headers).unwrap();
    let rotated = Webhooks::<Value>::new("whsec_bmV3").secret(STANDARD.secret).clock(At(STANDARD.timestamp));
    rotated.unwrap(STANDARD.body, &headers).unwrap();
    // The text of a secret without `whsec_` is the key itself: HMAC-SHA256 of "1.100.{}" with the key "key".
    let plain = [("webhook-id", "1"), ("webhook-timestamp", "100"), ("webhook-signature", PLAIN)];
    Webhooks::<Value>::new("key").clock(At(100)).unwrap("{}", &plain).unwrap();
}

/// From Python's `hmac`.
const PLAIN: &str = "v1,mdsUsUiFjroCCE1nrMq+yEwLyWa4PPIMQIfaOxGaEgQ=";

#[test]
fn what_is_not_signed_now_by_the_secret_is_refused() {
    let (webhooks, headers, body) = (STANDARD.webhooks(), STANDARD.headers(), STANDARD.body);
    assert_eq!(fault(&webhooks, &body.replace("test_user", "root"), &headers), WebhookFault::Signature);
    for (index, name) in ["id", "timestamp", "signature"].into_iter().enumerate() {
        let mut lacking = headers.clone();
        lacking.remove(index);
        assert_eq!(fault(&webhooks, body, &lacking), WebhookFault::MissingHeader(name));
    }
    for (index, value, expected) in [
        (0, "msg_other", WebhookFault::Signature),
        (1, "1649367554", WebhookFault::Signature),
        (1, "soon", WebhookFault::Timestamp),
        (1, "-1649367553", WebhookFault::Timestamp),
        (2, "v2,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=", WebhookFault::Signature),
        (2, "v1,", WebhookFault::Signature),
        (2, "v1,?", WebhookFault::Signature),
        (2, "", WebhookFault::Signature),
    ] {
        let mut changed = headers.clone();
        changed[index].1 = value.to_owned();
        assert_eq!(fault(&webhooks, body, &changed), expected, "{value}");
    }
    assert_eq!(fault(&Webhooks::new("whsec_?").clock(At(STANDARD.timestamp)), body, &headers), WebhookFault::Secret);
    assert_eq!(fault(&Webhooks::new("whsec_").clock(At(STANDARD.timestamp)), body, &headers), WebhookFault::Secret);
}

#[test]
fn requests_outside_the_tolerance_are_refused() {
    let at = |seconds: i64| STANDARD.webhooks().clock(At(STANDARD.timestamp.saturating_add_signed(seconds)));
    let (headers, body) = (STANDARD.headers(), STANDARD.body);
    for seconds in [300, -300] {
        at(seconds).unwrap(body, &headers).unwrap();
    }
    assert_eq!(fault(&at(301), body, &headers), WebhookFault::TooOld);
    assert_eq!(fault(&at(-301), body, &headers), WebhookFault::TooNew);
    at(3_000).tolerance(Duration::from_secs(3_600)).unwrap(body, &headers).unwrap();
}
