//! Documentation of methods, requests and setters.

use crate::api::{
    Api, Docs, Failure, Link, Operation, OperationErrors, ResourceId, ResponseForm, RetryPolicy, Status, StatusSpec,
    StreamForm, TypeRef,
};
use crate::emit::docs::{Doc, code};
use crate::emit::example;
use crate::emit::prose::{
    doc_name, first_paragraph, in_short, list_item, rules, status_text, stream_method, target_word, title, type_phrase,
    wire_name,
};
use crate::emit::site::Site;
use crate::plan::calls::{CallPlan, Input, Setter, Target, Turn};
use crate::plan::responses::{ResponsePlan, SeveralVariant};

/// Returns the documentation of a method: the content of its operation's reference page.
pub(crate) fn method(site: Site<'_>, call: &CallPlan<'_>) -> Doc {
    let operation = call.operation;
    // Some documents write a whole page as the summary.
    let page = operation.title.trim().contains('\n');
    let mut doc = Doc::new();
    doc = if page { doc.author(&Docs(operation.title.clone())) } else { doc.paragraph(title(&operation.title)) };
    if operation.docs.0.trim() != operation.title.trim() {
        doc = doc.author(&operation.docs);
    }
    doc = doc.paragraph(route(operation)).paragraph(super::other_bodies::told_apart(site.plan.api, operation));
    if operation.status == Status::Raw {
        doc = doc.paragraph("This operation is untyped: inputs are set by name, and the response is bytes.");
    }
    doc = parameters(doc, site, call).paragraph(super::other_bodies::phrase(call.operation));
    doc = returns(doc, site, call);
    doc = errors(doc, site, operation).paragraph(retries(site.plan.api, operation));
    // A WebSocket is opened where the runtime has the feature only.
    if operation.rules.websocket.is_none() {
        doc = doc.paragraph("# Example").example_code(&example::call(site, call));
    }
    match operation.response_example.as_ref().and_then(example::json) {
        Some(text) => doc.paragraph("Example response:").block_of_code("json", &text),
        None => doc,
    }
}

/// Returns the retries of an operation, if they differ from the usual ones of its HTTP method.
fn retries(api: &Api, operation: &Operation) -> String {
    let idempotent =
        matches!(operation.method.as_str(), "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY");
    match (operation.retry.or(api.retry), &operation.idempotency_header) {
        (Some(RetryPolicy::Never), _) => "Never retried.".to_owned(),
        (Some(RetryPolicy::Always), _) if !idempotent => {
            "Retried even if the API may have carried out the request: the document declares this safe.".to_owned()
        }
        (_, Some(header)) if !idempotent => {
            format!(
                "Retried even if the API may have carried out the request: every attempt has the same {}.",
                code(header)
            )
        }
        _ => String::new(),
    }
}

/// Returns `POST /projects/{project_id}/roles/{role_id}`, as code.
pub(crate) fn route(operation: &Operation) -> String {
    code(&format!("{} {}", operation.method, operation.path))
}

fn parameters(mut doc: Doc, site: Site<'_>, call: &CallPlan<'_>) -> Doc {
    if call.arguments.is_empty() && call.setters.is_empty() {
        return doc;
    }
    doc = doc.paragraph("# Parameters");
    let mut items: Vec<String> = call.arguments.iter().map(|input| argument_item(site, call, input)).collect();
    items.extend(call.setters.iter().map(|setter| setter_item(site, call, setter)));
    doc.paragraph(items.join("\n"))
}

/// Returns the item of an argument. It has no page of its own, so its whole documentation is here, unless it is a field of the arguments' struct.
fn argument_item(site: Site<'_>, call: &CallPlan<'_>, input: &Input<'_>) -> String {
    let head = format!("`{}` ({})", doc_name(input.name), target_word(site.plan.api, input));
    match &call.bundle {
        Some(_) => list_item(&head, &summary(site, input)),
        None => full(site, input).list_item(&head),
    }
}

fn setter_item(site: Site<'_>, call: &CallPlan<'_>, setter: &Setter<'_>) -> String {
    let (input, request) = (&setter.input, call.operation.request.as_str());
    let name = doc_name(input.name);
    let head = format!("[`{name}`]({request}::{name}) ({}, optional)", target_word(site.plan.api, input));
    // The setter's own page says the rest.
    let mut text = sentences([in_short(input.docs), rules(site.plan.api, &input.ty, input.facts)]);
    if let Some(null) = setter.null {
        text = sentences([text, format!("[`{null}`]({request}::{null}) sends `null`.")]);
    }
    list_item(&head, &text)
}

/// Returns the first paragraph and the rules, on one line.
fn summary(site: Site<'_>, input: &Input<'_>) -> String {
    sentences([first_paragraph(input.docs), rules(site.plan.api, &input.ty, input.facts)])
}

fn full(site: Site<'_>, input: &Input<'_>) -> Doc {
    Doc::new().author(input.docs).paragraph(rules(site.plan.api, &input.ty, input.facts))
}

fn returns(doc: Doc, site: Site<'_>, call: &CallPlan<'_>) -> Doc {
    let api = site.plan.api;
    let mut text = match &call.pages {
        Some(pages) => format!(
            "A [`Page`] that holds {}; its items are {}. `next_page()` requests the next page; on the request, \
             `stream()` yields the items of all pages, and `pages()` the pages.",
            type_phrase(api, pages.page),
            items_phrase(api, pages.item)
        ),
        None => response_text(site, call),
    };
    if let Some(stream) = call.stream.filter(|stream| stream.alternative) {
        let (request, method) = (call.operation.request.as_str(), stream_method(call));
        let phrase = stream_phrase(site, stream.form);
        text.push_str(&format!(" [`{method}()`]({request}::{method}) requests {phrase}."));
    }
    let said = first_paragraph(&call.operation.response.docs);
    let of_type = response_type(&call.response).map(|ty| type_docs(site, ty)).unwrap_or_default();
    for more in [said, of_type] {
        if !more.is_empty() && !text.ends_with(&more) {
            text.push_str("\n\n");
            text.push_str(&more);
        }
    }
    doc.paragraph("# Returns")
        .paragraph(text)
        .paragraph(other_responses(site, call))
        .paragraph(headers(site, call))
        .paragraph(links(site, call))
}

/// Returns the bodies of successes that are not requested by default, and the way to request each.
fn other_responses(site: Site<'_>, call: &CallPlan<'_>) -> String {
    let others = call.operation.response.others.iter();
    let items: Vec<String> = others
        .map(|other| match &other.ty {
            Some(ty) => format!("{} (`send_as`, {})", code(&other.media_type), type_phrase(site.plan.api, ty)),
            None => format!("{} (`send_raw`)", code(&other.media_type)),
        })
        .collect();
    if items.is_empty() {
        return String::new();
    }
    format!("Other media types of the response, requested with the header `accept`: {}.", items.join(", "))
}

/// Returns the operations that the response links to.
fn links(site: Site<'_>, call: &CallPlan<'_>) -> String {
    let items: Vec<String> = call.operation.response.links.iter().filter_map(|link| link_item(site, link)).collect();
    if items.is_empty() { String::new() } else { format!("Linked operations:\n\n{}", items.join("\n")) }
}

fn link_item(site: Site<'_>, link: &Link) -> Option<String> {
    let operation = site.plan.api.operations.get(link.target.0)?;
    let resource = site.plan.resource(operation.resource)?;
    let method = doc_name(operation.name.as_str());
    let (chain, owner) = match operation.resource == ResourceId::ROOT {
        true => ("client".to_owned(), "crate::Client".to_owned()),
        false => {
            let item = resource.linked_item(resource.resource.name.as_str());
            (format!("client.{}", resource.accessor_chain()), format!("crate::{item}"))
        }
    };
    let inputs: Vec<String> =
        link.inputs.iter().map(|(name, value)| format!("{} from {}", code(name), code(value))).collect();
    let inputs = if inputs.is_empty() { String::new() } else { format!(", with {}", inputs.join(", ")) };
    let head = format!("[`{chain}.{method}`]({owner}::{method}){inputs}");
    Some(list_item(&head, &first_paragraph(&link.docs)))
}

/// Returns the getters of the headers that the responses declare.
fn headers(site: Site<'_>, call: &CallPlan<'_>) -> String {
    let names = call.operation.response.headers.iter().filter_map(|id| site.plan.api.headers.get(id.0));
    let links: Vec<String> = names
        .map(|header| {
            let name = doc_name(header.name.as_str());
            format!("[`{name}`](crate::ResponseHeaders::{name})")
        })
        .collect();
    if links.is_empty() { String::new() } else { format!("Headers: {}.", links.join(", ")) }
}

/// Returns a phrase for the items of a page, which are many: a named type stays as it is, a list becomes lists.
fn items_phrase(api: &Api, ty: &TypeRef) -> String {
    type_phrase(api, ty).replacen("a list of ", "lists of ", 1).replacen("a map of ", "maps of ", 1)
}

fn response_text(site: Site<'_>, call: &CallPlan<'_>) -> String {
    let phrase = |ty: &TypeRef| capitalised(&type_phrase(site.plan.api, ty));
    if let Some(socket) = &call.operation.rules.websocket {
        let (sent, received) = (type_phrase(site.plan.api, &socket.sent), type_phrase(site.plan.api, &socket.received));
        return format!("A WebSocket (cargo feature `websocket`) that sends {sent} and receives {received}.");
    }
    match &call.response {
        ResponsePlan::Raw if declares_redirect(call.operation) => {
            "A [`Response`] with the undecoded body. A redirect is not followed; its headers have the target."
                .to_owned()
        }
        ResponsePlan::Raw => "A [`Response`] with the undecoded body.".to_owned(),
        ResponsePlan::Empty => "Nothing.".to_owned(),
        ResponsePlan::Text => format!("The text of the response. {}", as_they_come(call)),
        ResponsePlan::Binary => format!("The bytes of the response. {}", as_they_come(call)),
        ResponsePlan::Json(ty) => format!("{}.", phrase(ty)),
        ResponsePlan::Plain(ty) => format!("{}. {}", phrase(ty), as_they_come(call)),
        ResponsePlan::OptionalJson(ty) => format!("{}, or `None` if the response has no body.", phrase(ty)),
        ResponsePlan::Stream(form) => capitalised(&format!("{}.", stream_phrase(site, form))),
        ResponsePlan::Several(_) => {
            let name = call.operation.response.name.as_str();
            format!("One of several types, as [`{name}`].")
        }
    }
}

/// Returns true if the operation declares a redirect (RFC 9110 §15.4) as its response.
fn declares_redirect(operation: &Operation) -> bool {
    let mut statuses = operation.response.cases.iter().map(|case| case.status);
    statuses.any(|status| matches!(status, StatusSpec::Code(300..=303 | 305..=399) | StatusSpec::Range(3)))
}

fn as_they_come(call: &CallPlan<'_>) -> String {
    let request = call.operation.request.as_str();
    format!("[`stream_bytes`]({request}::stream_bytes) streams the bytes.")
}

/// The type of every stream, as a link.
const STREAM: &str = "[`EventStream`](specsmith_runtime::stream::EventStream)";

/// Returns a phrase for a stream: `an EventStream with … for each event`.
fn stream_phrase(site: Site<'_>, form: &StreamForm) -> String {
    let item = form.item().map(|ty| type_phrase(site.plan.api, ty)).unwrap_or_default();
    match form {
        StreamForm::Events(_) => format!("an {STREAM} with {item} as the data of each event"),
        StreamForm::NamedEvents(_) => format!("an {STREAM} with {item} for each event"),
        StreamForm::TextEvents => format!("an {STREAM} of [`Event`](specsmith_runtime::stream::Event)"),
        StreamForm::JsonLines(_) => format!("an {STREAM} with {item} for each element"),
    }
}

fn response_type<'a>(response: &ResponsePlan<'a>) -> Option<&'a TypeRef> {
    match response {
        ResponsePlan::Json(ty) | ResponsePlan::OptionalJson(ty) => Some(ty),
        _ => None,
    }
}

/// Returns the first paragraph of a named type's documentation.
fn type_docs(site: Site<'_>, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => first_paragraph(&site.plan.api.ty(*id).docs),
        _ => String::new(),
    }
}

fn errors(doc: Doc, site: Site<'_>, operation: &Operation) -> Doc {
    let doc = doc.paragraph("# Errors");
    if operation.failures.is_empty() {
        return doc.paragraph("An [`Error`] if the call fails or the response does not match the document.");
    }
    let items: Vec<String> = operation.failures.iter().map(|failure| failure_item(site, failure)).collect();
    let typed = operation.errors.as_ref().map(|errors| format!(", as [`{}`] from `error.typed()`", errors.name));
    let text = format!("An [`Error`] if the call fails. Declared error responses{}:", typed.unwrap_or_default());
    doc.paragraph(text).paragraph(items.join("\n"))
}

fn failure_item(site: Site<'_>, failure: &Failure) -> String {
    let head = format!("`{}`", status_text(failure.status));
    let body = failure.ty.as_ref().map(|ty| format!("Body: {}.", type_phrase(site.plan.api, ty))).unwrap_or_default();
    list_item(&head, &sentences([first_paragraph(&failure.docs), body]))
}

/// Returns the documentation of a request struct.
pub(crate) fn request(site: Site<'_>, call: &CallPlan<'_>) -> Doc {
    let link = site.method_link(call);
    Doc::new().paragraph(if call.setters.is_empty() {
        format!("Request of {link}. Awaiting it sends it.")
    } else {
        format!("Request of {link}, with setters for the optional inputs. Awaiting it sends it.")
    })
}

/// Returns the documentation of an operation's name for the enum of its error responses.
pub(crate) fn errors_of_request(operation: &Operation, errors: &OperationErrors) -> Doc {
    let (request, name) = (doc_name(operation.request.as_str()), doc_name(errors.name.as_str()));
    let text = format!("Error responses to [`{request}`] by status, as `error.typed::<{name}>()` returns them.");
    Doc::new().paragraph(text)
}

/// Returns the documentation of the struct of many arguments.
pub(crate) fn bundle(site: Site<'_>, call: &CallPlan<'_>) -> Doc {
    Doc::new().paragraph(format!("Required inputs of {}.", site.method_link(call)))
}

/// Returns the documentation of a setter, or of a field of the arguments' struct.
pub(crate) fn setter(site: Site<'_>, input: &Input<'_>) -> Doc {
    // A member of the body is described in full where its type is.
    let short = if matches!(input.target, Target::Field(_)) { first_paragraph(input.docs) } else { String::new() };
    let doc = if short.is_empty() { Doc::new().author(input.docs) } else { Doc::new().paragraph(short) };
    let doc = doc.or(|| match (input.target, wire_name(input)) {
        (Target::Body, _) => "The whole body, with all its fields.".to_owned(),
        (_, Some(wire)) => format!("Sets {}.", code(wire)),
        (_, None) => "The whole body.".to_owned(),
    });
    let doc = doc.paragraph(rules(site.plan.api, &input.ty, input.facts));
    match wire_name(input) {
        Some(wire) if wire != doc_name(input.name) => {
            doc.paragraph(format!("Sent as {} ({}).", code(wire), target_word(site.plan.api, input)))
        }
        _ => doc,
    }
}

/// Returns the documentation of a setter that sends the body in another form.
pub(crate) fn turn(turn: &Turn<'_>) -> Doc {
    Doc::new().paragraph(format!("Sends the body as {}.", code(&turn.media.media_type)))
}

/// Returns the documentation of the setter that sends `null`.
pub(crate) fn null_setter(input: &Input<'_>) -> Doc {
    match wire_name(input) {
        Some(wire) => Doc::new().paragraph(format!("Sends {} as `null`.", code(wire))),
        None => Doc::new().paragraph("Sends `null` as the body."),
    }
}

/// Returns the documentation of a response enum.
pub(crate) fn response_enum(site: Site<'_>, call: &CallPlan<'_>) -> Doc {
    Doc::new().paragraph(format!("Response of {}.", site.method_link(call))).author(&call.operation.response.docs)
}

/// Returns the documentation of a response enum's variant.
pub(crate) fn response_variant(variant: &SeveralVariant<'_>) -> Doc {
    let when: Vec<String> = variant
        .when
        .iter()
        .map(|(status, media)| match media {
            Some(media) => format!("`{}` with {}", status_text(*status), code(media)),
            None => format!("`{}`", status_text(*status)),
        })
        .collect();
    let body = if *variant.form == ResponseForm::Empty { ", without a body" } else { "" };
    Doc::new().paragraph(format!("Status {}{body}.", when.join(", ")))
}

/// Sentences one after the other, each but the last with a mark at its end.
fn sentences<const N: usize>(parts: [String; N]) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push_str(if text.ends_with(['.', '!', '?', ':']) { " " } else { ". " });
        }
        text.push_str(part);
    }
    text
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
