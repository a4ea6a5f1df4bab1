//! Waiting for a job that an operation has started: polls its state until it has ended.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::model::{Decode, Value};
use crate::operation::Asked;
use crate::operation::param::Place;
use crate::operation::rules::{Polling, Source};
use crate::request::arguments::Reading;
use crate::request::call::Call;
use crate::response::kinds::RawResponse;
use crate::send::undecoded::UndecodedResponse;

/// The first pause, unless set.
const INTERVAL: Duration = Duration::from_secs(1);
/// The longest pause, unless set.
const LONGEST: Duration = Duration::from_secs(10);
/// The longest pause that a server may ask for.
const MOST: Duration = Duration::from_secs(300);
/// Factor by which each pause is longer than the one before.
const GROWTH: f64 = 1.5;

type OnProgress<T> = Box<dyn FnMut(&T) + Send>;

/// A call that starts a job, and waits until the job has ended. Awaiting it returns the final value, be it a success or not.
#[must_use = "a request does nothing until it is awaited"]
pub struct Waiting<T> {
    call: Call,
    interval: Duration,
    longest: Duration,
    deadline: Option<Duration>,
    on_progress: Option<OnProgress<T>>,
    value: PhantomData<fn() -> T>,
}

impl<T> Waiting<T> {
    /// Makes the wait for a call, by the polling rule of its operation.
    pub fn new(call: Call) -> Self {
        Self { call, interval: INTERVAL, longest: LONGEST, deadline: None, on_progress: None, value: PhantomData }
    }

    /// Sets the first pause between polls: 1 second, unless set. Each pause is half as long again as the one before. A pause that the server asks for wins.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self.longest = self.longest.max(interval);
        self
    }

    /// Sets the longest pause: 10 seconds, unless set.
    pub fn max_interval(mut self, longest: Duration) -> Self {
        self.longest = longest;
        self
    }

    /// Sets the time limit: if the next pause would end later, the wait fails with [`Timeout`](ErrorKind::Timeout). No limit, unless set.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.deadline = deadline.into();
        self
    }

    /// Sets a hook that is called with each value of the unfinished job.
    pub fn on_progress(mut self, hook: impl FnMut(&T) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(hook));
        self
    }
}

impl<T: Decode> Waiting<T> {
    async fn run(mut self) -> Result<T, Error> {
        let Some(rule) = self.call.operation.rules.and_then(|rules| rules.polling) else {
            return Err(Error::build("the operation has no rule for waiting").with_route(&self.call.route()));
        };
        let clock = self.call.session.config().clock.clone();
        let begun = clock.now();
        let mut response = sent(self.call.clone()).await?;
        // The operation that starts a job may respond with another type than the one that returns its state.
        let mut is_value = self.call.operation.asked.is_none();
        let call = match self.call.operation.asked {
            Some(asked) => question(&self.call, asked, &parsed(&response))?,
            None => self.call.clone(),
        };
        let mut pause = self.interval;
        loop {
            let body = parsed(&response);
            let state = at(&body, rule.state).and_then(Value::as_str);
            let is_over = state.is_some_and(|state| rule.until.contains(&state));
            if is_value {
                let value: T = RawResponse::new(&response).json()?;
                if is_over {
                    return Ok(value);
                }
                self.on_progress.iter_mut().for_each(|hook| hook(&value));
            }
            if !is_over {
                let wait = announced(&rule, &response).unwrap_or(pause);
                let waited = clock.now().saturating_duration_since(begun);
                if self.deadline.is_some_and(|deadline| waited + wait > deadline) {
                    return Err(late(&call, state));
                }
                clock.sleep(wait).await;
                pause = pause.mul_f64(GROWTH).min(self.longest);
            }
            is_value = true;
            response = sent(call.clone()).await?;
        }
    }
}

impl<T: Decode + 'static> IntoFuture for Waiting<T> {
    type Output = Result<T, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<T> fmt::Debug for Waiting<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").field("call", &self.call).field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

fn sent(mut call: Call) -> crate::send::undecoded::Running {
    call.parts.read_as(Reading::Whole, call.operation.streaming.as_ref());
    crate::send::run(call, "application/json")
}

/// Returns the response as JSON; null when it is none, which says no state.
fn parsed(response: &UndecodedResponse) -> Value {
    crate::model::from_slice(&response.body).unwrap_or_default()
}

/// Returns the member at dotted names.
fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, name| value.get(name))
}

/// Returns the time that the server asks to wait.
fn announced(rule: &Polling, response: &UndecodedResponse) -> Option<Duration> {
    let text = response.head.headers.get(rule.after?)?.to_str().ok()?;
    Some(Duration::from_millis(text.trim().parse().ok()?).min(MOST))
}

/// Returns the call that asks how far the first one has come, with its options.
fn question(first: &Call, asked: &Asked, response: &Value) -> Result<Call, Error> {
    let mut call = Call::new(first.session.clone(), asked.operation);
    let (options, own) = (&mut call.parts, &first.parts);
    options.headers = own.headers.clone();
    (options.timeout, options.deadline, options.max_retries) = (own.timeout, own.deadline, own.max_retries);
    (options.retry_policy, options.mode) = (own.retry_policy, own.mode);
    for ask in asked.inputs {
        let name = ask.name.into();
        let json = match ask.source {
            Source::Header(value) => {
                call.parts.set_param(Place::Header, name, Value::from(value).to_string());
                continue;
            }
            Source::Argument(argument) => own.param(Place::Path, argument).map(str::to_owned),
            Source::Member(member) => at(response, member).filter(|value| !value.is_null()).map(Value::to_string),
        };
        let missing = || {
            let message = format!("the response does not say the `{}` to ask for", ask.name);
            Error::new(ErrorKind::Decode, message).with_route(&first.route())
        };
        call.parts.set_param(Place::Path, name, json.ok_or_else(missing)?);
    }
    Ok(call)
}

fn late(call: &Call, state: Option<&str>) -> Error {
    let state = state.map_or_else(String::new, |state| format!(", and its state is still `{}`", state.escape_debug()));
    Error::new(ErrorKind::Timeout, format!("the time to wait is over{state}")).with_route(&call.route())
}
