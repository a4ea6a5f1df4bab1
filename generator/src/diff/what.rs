//! Kinds of changes of an item, and the effect of each: `What::effect` is the verdict, and the greatest level of all changes is that of the whole.
//!
//! `pairs.rs` finds the two items to compare; `compare.rs`, `arguments.rs` and `call.rs` find what has changed. `tests/changes/` has
//! examples with their verdicts, and `docs/book/src/changes.md` the table for users.

use super::effect::{Level, WireEffect};
use crate::surface::{Item, Kind, Part, Travel, Wire};

/// Kind of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the comment of each variant says what its fields are")]
pub enum What {
    /// The item is new.
    Added,
    /// The item is gone.
    Removed,
    /// The item has another name.
    Renamed { from: String },
    /// The item has another name, and is known by its former one as well.
    Aliased { from: String },
    /// The item is in another module or resource.
    Moved { from: String },
    /// The item is a type of its own; it was another name of one that is still there.
    Split { of: String },
    /// The item is removed, or another name; an existing type replaces it.
    Merged { into: String },
    /// The item is of another kind.
    KindChanged { from: Kind },
    /// The type of a field, variant, header or alias is another.
    TypeChanged { from: String, to: String },
    /// The type is another that has the same shape: it was split off or merged.
    TypeReplaced { from: String, to: String },
    /// A property need not be there any more.
    MadeOptional { from: String, to: String },
    /// A property must be there.
    MadeRequired { from: String, to: String },
    /// A property may be null.
    MadeNullable { from: String, to: String },
    /// A property may not be null any more.
    MadeNotNull { from: String, to: String },
    /// The output of an awaited request has another type.
    ResultChanged { from: String, to: String },
    /// A method takes one more argument.
    ArgumentAdded { name: String, part: Option<Part> },
    /// A method takes an argument less.
    ArgumentRemoved { name: String, part: Option<Part> },
    /// An argument is called otherwise in the document; callers do not write its name.
    ArgumentRenamed { from: String, to: String },
    /// An argument takes another type.
    ArgumentType { name: String, from: String, to: String, part: Option<Part> },
    /// An argument takes `None` as well.
    ArgumentLoosened { name: String },
    /// An argument became a setter.
    ArgumentMadeOptional { name: String },
    /// A setter became an argument.
    ArgumentMadeRequired { name: String, part: Option<Part> },
    /// Arguments come in another order.
    ArgumentsReordered,
    /// Arguments are one value now, or no more.
    ArgumentsBundled { now: bool },
    /// `Default` is there, or no more.
    DefaultChanged { now: bool },
    /// Unknown values have a variant no more, or have one now.
    Closed { now: bool },
    /// The type derives other traits.
    DerivesChanged { from: Vec<String>, to: Vec<String> },
    /// `#[deprecated]`, or no more.
    Deprecated { now: bool },
    /// The item is there with other cargo features.
    FeaturesChanged { from: Vec<String>, to: Vec<String> },
    /// A property has another name on the wire.
    KeyChanged { from: String, to: String },
    /// A constant or a variant has other values on the wire.
    ValuesChanged { from: Vec<String>, to: Vec<String> },
    /// A parameter is written in another way.
    FormChanged { name: String, from: String, to: String },
    /// The call has another HTTP method.
    MethodChanged { from: String, to: String },
    /// The call has another path.
    PathChanged { from: String, to: String },
    /// Other constants are sent.
    ConstantsChanged { from: Vec<String>, to: Vec<String> },
    /// The body has other media types.
    BodyChanged { from: Vec<String>, to: Vec<String> },
    /// A response may come.
    ResponseAdded { response: String },
    /// A response comes no more.
    ResponseRemoved { response: String },
    /// An error response may come.
    ErrorAdded { response: String },
    /// An error response is not declared any more.
    ErrorRemoved { response: String },
    /// Other credentials are sent.
    CredentialsChanged { from: Vec<String>, to: Vec<String> },
    /// The call has another server.
    ServerChanged { from: Option<String>, to: Option<String> },
    /// Pages follow each other in another way.
    PagingChanged { from: Option<String>, to: Option<String> },
    /// Other requests are sent again.
    RetryChanged { from: Option<String>, to: Option<String> },
    /// A rule in an extension of the document has changed.
    RuleChanged { rule: Rule, from: Option<String>, to: Option<String> },
    /// Responses are read more or less strictly.
    ReadingChanged { from: Option<&'static str>, to: Option<&'static str> },
    /// The value is read from other environment variables.
    VariablesChanged { from: Vec<String>, to: Vec<String> },
}

/// A rule of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Waiting for the job that a call starts.
    Polling,
    /// Giving a response's text a form that the caller chooses.
    StructuredOutput,
    /// Making one value of a stream.
    Accumulation,
    /// Opening a WebSocket.
    WebSocket,
}

impl Rule {
    /// Returns the name of its extension, without the prefix.
    pub fn word(self) -> &'static str {
        match self {
            Self::Polling => "polling",
            Self::StructuredOutput => "structured-output",
            Self::Accumulation => "accumulate",
            Self::WebSocket => "websocket",
        }
    }

    /// Returns the effect of a change of this rule: on requests, or on the result of a response.
    fn effect(self) -> WireEffect {
        match self {
            Self::Polling | Self::WebSocket => WireEffect::REQUEST,
            Self::StructuredOutput => WireEffect { request: true, response: true },
            Self::Accumulation => WireEffect::RESPONSE,
        }
    }
}

impl What {
    /// Returns the effect of the change on source code and on the wire.
    pub(super) fn effect(&self, old: &Item, new: &Item) -> (Level, WireEffect) {
        let travel = travel(old).or(travel(new)).unwrap_or_default();
        let carried = WireEffect { request: travel.sent, response: travel.received };
        let sent = WireEffect { request: travel.sent, response: false };
        let received = WireEffect { request: false, response: travel.received };
        match self {
            Self::Added => added(new),
            Self::Removed => (Level::Major, removed(old)),
            Self::Renamed { .. } | Self::Moved { .. } => (Level::Major, WireEffect::NONE),
            Self::Aliased { .. } => (Level::Minor, WireEffect::NONE),
            Self::Split { .. } => (split(old, new), WireEffect::NONE),
            Self::Merged { .. } => (Level::Major, WireEffect::NONE),
            Self::KindChanged { .. } => (Level::Major, carried),
            Self::TypeChanged { .. } => (Level::Major, carried),
            Self::TypeReplaced { .. } => (Level::Major, WireEffect::NONE),
            Self::MadeOptional { from, to } => (changed(from, to), received),
            Self::MadeRequired { from, to } => (changed(from, to), sent),
            Self::MadeNullable { from, to } => (changed(from, to), received),
            Self::MadeNotNull { from, to } => (changed(from, to), sent),
            Self::ResultChanged { .. } => (Level::Major, WireEffect::RESPONSE),
            Self::ArgumentAdded { part, .. } | Self::ArgumentRemoved { part, .. } => (Level::Major, requests(*part)),
            Self::ArgumentMadeRequired { part, .. } => (Level::Major, requests(*part)),
            Self::ArgumentType { part, .. } => (Level::Major, requests(*part)),
            Self::ArgumentRenamed { .. } => (Level::Patch, WireEffect::NONE),
            Self::ArgumentLoosened { .. } => (Level::Minor, WireEffect::NONE),
            Self::ArgumentMadeOptional { .. } => (Level::Major, WireEffect::NONE),
            Self::ArgumentsReordered | Self::ArgumentsBundled { .. } => (Level::Major, WireEffect::NONE),
            Self::DefaultChanged { now } => (if *now { Level::Minor } else { Level::Major }, WireEffect::NONE),
            Self::Closed { now } => (Level::Major, WireEffect { request: false, response: *now && travel.received }),
            Self::DerivesChanged { from, to } => (derives(from, to), WireEffect::NONE),
            Self::Deprecated { now } => (if *now { Level::Minor } else { Level::Patch }, WireEffect::NONE),
            Self::FeaturesChanged { from, to } => (features(from, to), WireEffect::NONE),
            Self::KeyChanged { .. } | Self::ValuesChanged { .. } => (Level::Patch, carried),
            Self::FormChanged { .. } | Self::MethodChanged { .. } | Self::PathChanged { .. } => {
                (Level::Patch, WireEffect::REQUEST)
            }
            // The first one is sent; the others are on demand.
            Self::BodyChanged { from, to } if from.first() == to.first() => (Level::Patch, WireEffect::NONE),
            Self::ConstantsChanged { .. } | Self::BodyChanged { .. } | Self::CredentialsChanged { .. } => {
                (Level::Patch, WireEffect::REQUEST)
            }
            Self::ServerChanged { .. } | Self::PagingChanged { .. } => (Level::Patch, WireEffect::REQUEST),
            Self::ResponseAdded { .. } => (Level::Patch, WireEffect::RESPONSE),
            Self::ResponseRemoved { .. } | Self::ErrorAdded { .. } => (Level::Patch, WireEffect::NONE),
            Self::ErrorRemoved { .. } | Self::RetryChanged { .. } => (Level::Patch, WireEffect::NONE),
            // A rule that comes or goes does so with a method, which is told by itself.
            Self::RuleChanged { from: None, .. } | Self::RuleChanged { to: None, .. } => {
                (Level::Patch, WireEffect::NONE)
            }
            Self::RuleChanged { rule, .. } => (Level::Patch, rule.effect()),
            Self::ReadingChanged { .. } => (Level::Patch, WireEffect::RESPONSE),
            Self::VariablesChanged { .. } => (Level::Patch, WireEffect::NONE),
        }
    }
}

/// Returns the directions in which values of an item travel, if known.
fn travel(item: &Item) -> Option<Travel> {
    match &item.wire {
        Wire::Value(travel) | Wire::Property { travel, .. } | Wire::Text { travel, .. } => Some(*travel),
        Wire::None | Wire::Call(_) | Wire::Api(_) => None,
    }
}

/// Returns the effect of a new part of something that users write out or match exhaustively: a break.
fn added(item: &Item) -> (Level, WireEffect) {
    let is_whole = item.kind.is_whole();
    let level = if item.exhaustive && !is_whole { Level::Major } else { Level::Minor };
    let wire = match &item.wire {
        Wire::Property { required: true, travel, .. } => WireEffect { request: travel.sent, response: false },
        _ => WireEffect::NONE,
    };
    (level, wire)
}

/// Returns the effect of a removed item: old clients still send it, and miss it in responses if it was required.
fn removed(item: &Item) -> WireEffect {
    match &item.wire {
        Wire::Property { required, travel, .. } => {
            WireEffect { request: travel.sent, response: *required && travel.received }
        }
        // The calls say what they send.
        Wire::Text { .. } if item.kind == Kind::ClientSetter => WireEffect::NONE,
        Wire::Text { travel, .. } => WireEffect { request: travel.sent, response: false },
        Wire::Call(_) => WireEffect::REQUEST,
        Wire::None | Wire::Value(_) | Wire::Api(_) => {
            let is_input = item.kind == Kind::Setter && item.takes.iter().any(|taken| taken.input.is_some());
            WireEffect { request: is_input, response: false }
        }
    }
}

/// Returns the level of a split: none if the new type is beside the one that it was part of, a break if another name becomes a type of its own.
fn split(old: &Item, new: &Item) -> Level {
    if old.kind == new.kind { Level::Minor } else { Level::Major }
}

/// Returns the level of a changed presence: a break where it changes the field's type.
fn changed(from: &str, to: &str) -> Level {
    if from == to { Level::Patch } else { Level::Major }
}

fn requests(part: Option<Part>) -> WireEffect {
    if part.is_some() { WireEffect::REQUEST } else { WireEffect::NONE }
}

/// Returns the level of changed derives: an additional trait breaks no code, a missing one does.
fn derives(from: &[String], to: &[String]) -> Level {
    if from.iter().all(|derive| to.contains(derive)) { Level::Minor } else { Level::Major }
}

/// Returns the level of changed features: users who enable only one of the old features lose the item.
fn features(from: &[String], to: &[String]) -> Level {
    let is_kept = to.is_empty() || (!from.is_empty() && from.iter().all(|feature| to.contains(feature)));
    if is_kept { Level::Minor } else { Level::Major }
}
