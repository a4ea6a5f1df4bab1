//! Keys of rules: pagination, accumulation of streams, polling, and others.

use super::key::{Key, Kind, key};

/// The keys of `paging`, equal to those of `x-specsmith-paging`.
pub(super) const PAGING: &[Key] = &[
    key("items", Kind::Text, "Dotted keys to the list; inferred without.", "\"data\""),
    key("has_more", Kind::Text, "The key that says whether there are more.", "\"has_more\""),
    key("cursor", Kind::Text, "Dotted keys to the next cursor.", "\"next\""),
    key("last_item", Kind::Text, "The key of an item that is the next cursor.", "\"id\""),
    key("param", Kind::Text, "The parameter that takes the cursor.", "\"after\""),
    key("page", Kind::Text, "The parameter that takes the page's number.", "\"page\""),
    key("first", Kind::Integer, "The first page's number; 1 without.", "0"),
    key("offset", Kind::Text, "The parameter that takes the number of items before the page.", "\"offset\""),
    key("url", Kind::Text, "Dotted keys to the next page's URL.", "\"links.next\""),
    key("link_header", Kind::Flag, "The next page is in the header `Link`.", "true"),
];

/// The values of `body`.
pub(super) const PRESENCES: &[&str] = &["optional", "required"];

/// The keys of `[client.NAME.operations.PATTERN.body]`.
pub(super) const BODY: &[Key] = &[
    key("required", Kind::Flag, "Whether a body must be sent.", "true"),
    key("nullable", Kind::Flag, "Whether `null` may be sent as the body.", "true"),
];

/// The keys of `[client.NAME.operations.PATTERN.parameters.PARAMETER]`.
pub(super) const PARAMETER: &[Key] = &[
    key("name", Kind::Text, "The name of the argument or setter.", "\"at_most\""),
    key("required", Kind::Flag, "Whether a call must have the parameter.", "true"),
    key("nullable", Kind::Flag, "Whether the parameter takes `None`.", "true"),
];

/// The keys of `[client.NAME.operations.PATTERN.websocket]`.
pub(super) const WEBSOCKET: &[Key] = &[
    key("send", Kind::Text, "The schema of the events that are sent.", "\"ClientEvent\""),
    key("receive", Kind::Text, "The schema of the events that are received.", "\"ServerEvent\""),
    key("protocols", Kind::Texts, "The protocols that are offered.", "[\"realtime\"]"),
];

/// The keys of `[client.NAME.webhooks]`, equal to those of `x-specsmith-webhooks`.
pub(super) const WEBHOOKS: &[Key] = &[
    key("env", Kind::Text, "The environment variable of the secret.", "\"ACME_WEBHOOK_SECRET\""),
    key("prefix", Kind::Text, "The beginning of the headers' names; `webhook` without.", "\"svix\""),
];

/// The keys of `[client.NAME.operations.PATTERN.accumulate]`, equal to those of `x-specsmith-accumulate`.
pub(super) const ACCUMULATE: &[Key] = &[
    key("tag", Kind::Text, "The member that names an event's kind; `type` without.", "\"type\""),
    key(
        "events",
        Kind::Tables(STEP),
        "What events do, by their kinds.",
        "{ \"text.delta\" = { append = \"parts[part_index].text\", from = \"delta\" } }",
    ),
    key("merge", Kind::Table(MERGE), "How elements that are all alike are merged.", "{ as = \"message\" }"),
    key(
        "text",
        Kind::Text,
        "Where the text for people is: the kind of an event, or dotted keys in elements that are merged.",
        "\"text.delta\"",
    ),
    key("last", Kind::Texts, "The kinds of events with which the stream is complete.", "[\"answer.completed\"]"),
];

/// The keys of `[client.NAME.operations.PATTERN.accumulate.events.KIND]`.
const STEP: &[Key] = &[
    key(
        "set",
        Kind::Text,
        "The place in the whole value that it replaces; `\"\"` is all of it.",
        "\"parts[part_index]\"",
    ),
    key("append", Kind::Text, "The place in the whole value that it adds to.", "\"parts[part_index].text\""),
    key("from", Kind::Text, "The event's member.", "\"delta\""),
];

/// The keys of `[client.NAME.operations.PATTERN.accumulate.merge]`.
const MERGE: &[Key] = &[
    key("delta", Kind::Text, "The member whose texts are joined; `delta` without.", "\"delta\""),
    key("as", Kind::Text, "Its name in the whole value, where that is another.", "\"message\""),
    key("index", Kind::Text, "The member that tells the items of a list apart; `index` without.", "\"index\""),
    key("keep", Kind::Texts, "Members whose texts are not joined.", "[\"id\", \"role\", \"type\"]"),
    key("set", Kind::Names, "Texts that members of the whole value have.", "{ object = \"completion\" }"),
    key("drop", Kind::Texts, "Members of elements that the whole value does not have.", "[\"padding\"]"),
];

/// The keys of `[client.NAME.operations.PATTERN.polling]`, equal to those of `x-specsmith-polling`.
pub(super) const POLLING: &[Key] = &[
    key("operation", Kind::Text, "The operation that is asked, by id or as `GET /path`; itself without.", "\"getJob\""),
    key("state", Kind::Text, "Dotted keys to the state; `status` without.", "\"status\""),
    key("until", Kind::Texts, "The states that end the wait.", "[\"done\", \"failed\"]"),
    key("after", Kind::Text, "The header with the pause in milliseconds.", "\"poll-after-ms\""),
    key(
        "inputs",
        Kind::Names,
        "Members of the first response, by path parameters of the other.",
        "{ job_id = \"id\" }",
    ),
];

/// The keys of `[client.NAME.operations.PATTERN.structured-output]`, equal to those of `x-specsmith-structured-output`.
pub(super) const STRUCTURED_OUTPUT: &[Key] = &[
    key("to", Kind::Text, "Dotted keys to the body's member that has the form.", "\"text.format\""),
    key(
        "form",
        Kind::Object,
        "The form, with `$name` and `$schema` for the schema's name and the schema.",
        "{ type = \"json_schema\", name = \"$name\", strict = true, schema = \"$schema\" }",
    ),
    key(
        "text",
        Kind::Text,
        "The path to the text in the response.",
        "\"output[type=message].content[type=text].text\"",
    ),
    key("refusal", Kind::Text, "The path to a refusal.", "\"output[type=message].content[type=refusal].refusal\""),
];
