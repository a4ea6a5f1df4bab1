//! Changes in words.

use super::change::Change;
use super::what::{Rule, What};
use crate::surface::Kind;

impl What {
    /// Returns the change as one word for programs: `argument-added`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed { .. } => "renamed",
            Self::Aliased { .. } => "aliased",
            Self::Moved { .. } => "moved",
            Self::Split { .. } => "split",
            Self::Merged { .. } => "merged",
            Self::KindChanged { .. } => "kind-changed",
            Self::TypeChanged { .. } => "type-changed",
            Self::TypeReplaced { .. } => "type-replaced",
            Self::MadeOptional { .. } => "made-optional",
            Self::MadeRequired { .. } => "made-required",
            Self::MadeNullable { .. } => "made-nullable",
            Self::MadeNotNull { .. } => "made-not-null",
            Self::ResultChanged { .. } => "result-changed",
            Self::ArgumentAdded { .. } => "argument-added",
            Self::ArgumentRemoved { .. } => "argument-removed",
            Self::ArgumentRenamed { .. } => "argument-renamed",
            Self::ArgumentType { .. } => "argument-type",
            Self::ArgumentLoosened { .. } => "argument-loosened",
            Self::ArgumentMadeOptional { .. } => "argument-made-optional",
            Self::ArgumentMadeRequired { .. } => "argument-made-required",
            Self::ArgumentsReordered => "arguments-reordered",
            Self::ArgumentsBundled { .. } => "arguments-bundled",
            Self::DefaultChanged { .. } => "default-changed",
            Self::Closed { now: true } => "closed",
            Self::Closed { now: false } => "opened",
            Self::DerivesChanged { .. } => "derives-changed",
            Self::Deprecated { .. } => "deprecated",
            Self::FeaturesChanged { .. } => "features-changed",
            Self::KeyChanged { .. } => "key-changed",
            Self::ValuesChanged { .. } => "values-changed",
            Self::FormChanged { .. } => "form-changed",
            Self::MethodChanged { .. } => "method-changed",
            Self::PathChanged { .. } => "path-changed",
            Self::ConstantsChanged { .. } => "constants-changed",
            Self::BodyChanged { .. } => "body-changed",
            Self::ResponseAdded { .. } => "response-added",
            Self::ResponseRemoved { .. } => "response-removed",
            Self::ErrorAdded { .. } => "error-added",
            Self::ErrorRemoved { .. } => "error-removed",
            Self::CredentialsChanged { .. } => "credentials-changed",
            Self::ServerChanged { .. } => "server-changed",
            Self::PagingChanged { .. } => "paging-changed",
            Self::RetryChanged { .. } => "retry-changed",
            Self::RuleChanged { rule: Rule::Polling, .. } => "polling-changed",
            Self::RuleChanged { rule: Rule::StructuredOutput, .. } => "structured-output-changed",
            Self::RuleChanged { rule: Rule::Accumulation, .. } => "accumulation-changed",
            Self::RuleChanged { rule: Rule::WebSocket, .. } => "websocket-changed",
            Self::ReadingChanged { .. } => "reading-changed",
            Self::VariablesChanged { .. } => "variables-changed",
        }
    }

    /// Returns the change in a few words that follow the item's name.
    pub fn describe(&self) -> String {
        match self {
            Self::Added => "is new".to_owned(),
            Self::Removed => "is gone".to_owned(),
            Self::Renamed { from } => format!("was called `{from}`"),
            Self::Aliased { from } => format!("was called `{from}`, which is deprecated"),
            Self::Moved { from } => format!("was `{from}`"),
            Self::Split { of } => format!("is a type of its own now, as `{of}` was"),
            Self::Merged { into } => format!("is `{into}` now"),
            Self::KindChanged { from } => format!("was {} {}", article(*from), from.word()),
            Self::TypeChanged { from, to } => format!("has type `{to}` instead of `{from}`"),
            Self::TypeReplaced { from, to } => format!("has type `{to}`, which is as `{from}` was"),
            Self::MadeOptional { from, to } => format!("need not be there any more{}", types(from, to)),
            Self::MadeRequired { from, to } => format!("is required now{}", types(from, to)),
            Self::MadeNullable { from, to } => format!("may be null now{}", types(from, to)),
            Self::MadeNotNull { from, to } => format!("may not be null any more{}", types(from, to)),
            Self::ResultChanged { from, to } => format!("gives `{to}` instead of `{from}`"),
            Self::ArgumentAdded { name, .. } => format!("takes a new argument `{name}`"),
            Self::ArgumentRemoved { name, .. } => format!("no longer takes the argument `{name}`"),
            Self::ArgumentRenamed { from, to } => format!("calls its input `{from}` `{to}`"),
            Self::ArgumentType { name, from, to, .. } => format!("takes `{to}` instead of `{from}` for `{name}`"),
            Self::ArgumentLoosened { name } => format!("takes `None` for `{name}` as well"),
            Self::ArgumentMadeOptional { name } => format!("has a setter `{name}` instead of an argument"),
            Self::ArgumentMadeRequired { name, .. } => format!("has an argument `{name}` instead of a setter"),
            Self::ArgumentsReordered => "takes its arguments in another order".to_owned(),
            Self::ArgumentsBundled { now: true } => "takes its arguments as one value".to_owned(),
            Self::ArgumentsBundled { now: false } => "takes its arguments one by one".to_owned(),
            Self::DefaultChanged { now: true } => "has `Default` now".to_owned(),
            Self::DefaultChanged { now: false } => "has no `Default` any more".to_owned(),
            Self::Closed { now: true } => "takes no unknown values any more".to_owned(),
            Self::Closed { now: false } => "takes unknown values now".to_owned(),
            Self::DerivesChanged { from, to } => format!("derives {} instead of {}", list(to), list(from)),
            Self::Deprecated { now: true } => "is deprecated now".to_owned(),
            Self::Deprecated { now: false } => "is no longer deprecated".to_owned(),
            Self::FeaturesChanged { from, to } => {
                format!("needs any of the features {} instead of {}", list(to), list(from))
            }
            other => other.describe_wire(),
        }
    }

    /// Describes a change on the wire or at run time.
    fn describe_wire(&self) -> String {
        match self {
            Self::KeyChanged { from, to } => format!("is `{to}` on the wire instead of `{from}`"),
            Self::ValuesChanged { from, to } => format!("is {} on the wire instead of {}", list(to), list(from)),
            Self::FormChanged { name, from, to } => format!("writes `{name}` as {to} instead of {from}"),
            Self::MethodChanged { from, to } => format!("sends `{to}` instead of `{from}`"),
            Self::PathChanged { from, to } => format!("sends to `{to}` instead of `{from}`"),
            Self::ConstantsChanged { from, to } => format!("always sends {} instead of {}", list(to), list(from)),
            Self::BodyChanged { from, to } => format!("has the bodies {} instead of {}", list(to), list(from)),
            Self::ResponseAdded { response } => format!("may get the response `{response}`"),
            Self::ResponseRemoved { response } => format!("no longer gets the response `{response}`"),
            Self::ErrorAdded { response } => format!("may get the error `{response}`"),
            Self::ErrorRemoved { response } => format!("no longer declares the error `{response}`"),
            Self::CredentialsChanged { from, to } => {
                format!("sends the credentials {} instead of {}", list(to), list(from))
            }
            Self::ServerChanged { from, to } => format!("goes to the server {} instead of {}", maybe(to), maybe(from)),
            Self::PagingChanged { from, to } => format!("finds its pages by {} instead of {}", maybe(to), maybe(from)),
            Self::RetryChanged { from, to } => format!("is retried by {} instead of {}", maybe(to), maybe(from)),
            Self::RuleChanged { rule, from, to } => {
                format!("has the rule `{}` {} instead of {}", rule.word(), maybe(to), maybe(from))
            }
            Self::ReadingChanged { from, to } => {
                let (to, from) = (to.unwrap_or("no rule"), from.unwrap_or("no rule"));
                format!("reads responses by `{to}` instead of `{from}`")
            }
            Self::VariablesChanged { from, to } => {
                format!("is read from the environment by {} instead of {}", list(to), list(from))
            }
            // The others are said by `describe`.
            _ => String::new(),
        }
    }
}

fn list(items: &[String]) -> String {
    match items {
        [] => "nothing".to_owned(),
        items => items.iter().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", "),
    }
}

fn maybe(item: &Option<String>) -> String {
    item.as_ref().map_or_else(|| "none".to_owned(), |item| format!("`{item}`"))
}

fn types(from: &str, to: &str) -> String {
    if from == to { String::new() } else { format!(": `{to}` instead of `{from}`") }
}

fn article(kind: Kind) -> &'static str {
    if matches!(kind.word().chars().next(), Some('a' | 'e' | 'i' | 'o')) { "an" } else { "a" }
}

impl Change {
    /// Returns the reason for the change's effects, in one sentence without a full stop.
    pub fn reason(&self) -> String {
        let mut reason = self.source_reason().to_owned();
        match (self.wire.request, self.wire.response) {
            (true, true) => reason.push_str("; requests and responses differ on the wire"),
            (true, false) => reason.push_str("; requests differ on the wire"),
            (false, true) => reason.push_str("; old clients do not read such a response as it is meant"),
            (false, false) => {}
        }
        reason
    }

    fn source_reason(&self) -> &'static str {
        use super::effect::Level::{Major, Minor};
        match &self.what {
            What::Added if self.source == Major => "users write the struct out, or match the enum whole",
            What::Added => "a new item breaks no code",
            What::Removed => "code that names it no longer compiles",
            What::Renamed { .. } | What::Moved { .. } => "code that names it as before no longer compiles",
            What::Aliased { .. } => "code that names it as before still compiles, with a warning",
            What::Split { .. } if self.source == Minor => "a new item breaks no code",
            What::Split { .. } => "two types that were one are not the same any more",
            What::Merged { .. } => "two types that were different are one",
            What::KindChanged { .. } => "it is used in another way",
            What::TypeReplaced { .. } => "two types that were one are not the same any more, or the other way round",
            What::TypeChanged { .. } => "code that reads or makes the value has another type",
            What::MadeOptional { .. } | What::MadeNullable { .. } if self.source == Major => {
                "the value is in an `Option` or `Nullable` now"
            }
            What::MadeRequired { .. } | What::MadeNotNull { .. } if self.source == Major => {
                "the value is in no `Option` or `Nullable` any more"
            }
            What::MadeOptional { .. } | What::MadeRequired { .. } => "the field has the same type",
            What::MadeNullable { .. } | What::MadeNotNull { .. } => "the field has the same type",
            What::ResultChanged { .. } => "code that awaits the request gets another type",
            What::ArgumentAdded { .. } | What::ArgumentRemoved { .. } => "calls have another number of arguments",
            What::ArgumentMadeOptional { .. } | What::ArgumentMadeRequired { .. } => {
                "calls have another number of arguments"
            }
            What::ArgumentRenamed { .. } => "callers do not write the name",
            What::ArgumentType { .. } => "calls pass another type",
            What::ArgumentLoosened { .. } => "what was taken still is",
            What::ArgumentsReordered => "calls pass their arguments in another order",
            What::ArgumentsBundled { .. } => "calls have another number of arguments",
            What::DefaultChanged { now: true } => "a new trait breaks no code",
            What::DefaultChanged { now: false } => "code that makes an empty value no longer compiles",
            What::Closed { now: true } => "`Unknown` and the conversions from any value are gone",
            What::Closed { now: false } => "a `match` without a wildcard no longer compiles",
            What::DerivesChanged { .. } if self.source == Major => "code that needs the trait no longer compiles",
            What::DerivesChanged { .. } => "a new trait breaks no code",
            What::Deprecated { now: true } => "code that uses it still compiles, with a warning",
            What::Deprecated { now: false } => "code that uses it compiles",
            What::FeaturesChanged { .. } if self.source == Major => "it is missing with one of the old features alone",
            What::FeaturesChanged { .. } => "it is there with all the old features",
            What::KeyChanged { .. } | What::ValuesChanged { .. } => "the name in Rust is the same",
            What::FormChanged { .. } | What::MethodChanged { .. } | What::PathChanged { .. } => "calls are the same",
            What::ConstantsChanged { .. } | What::BodyChanged { .. } => "calls are the same",
            What::CredentialsChanged { .. } | What::ServerChanged { .. } => "calls are the same",
            What::PagingChanged { .. } | What::RetryChanged { .. } | What::RuleChanged { .. } => "calls are the same",
            What::ReadingChanged { .. } => "code is the same, and responses are read otherwise",
            What::VariablesChanged { .. } => "code is the same, and `from_env` wants another variable",
            What::ResponseAdded { .. } | What::ResponseRemoved { .. } => "calls are the same",
            What::ErrorAdded { .. } | What::ErrorRemoved { .. } => "calls are the same",
        }
    }
}
