//! Responses: each media type is requested, and decoded in the form of its schema.

use super::Audit;
use super::media::Media;
use super::types::{InOrder, Kind, kind};
use crate::api::{Operation, ResponseCase, ResponseForm, StatusSpec, StreamForm, TypeRef};
use crate::read::Node;

impl<'d> Audit<'d> {
    /// Audits the responses of an operation.
    pub(super) fn responses(&mut self, node: Node<'d>, operation: &'d Operation) {
        for (key, response) in node.get("responses").into_iter().flat_map(Node::members) {
            let (Some(status), Some(response)) = (status(key), self.written.follow(response)) else { continue };
            let cases: Vec<&ResponseCase> =
                operation.response.cases.iter().filter(|case| case.status == status).collect();
            if !cases.is_empty() {
                self.success(response, &cases, operation);
            } else {
                self.failure(response, status, operation);
            }
        }
    }

    fn success(&mut self, response: Node<'d>, cases: &[&'d ResponseCase], operation: &'d Operation) {
        // These have no content, whatever is declared (RFC 9110 §9.3.2, §15.3.5).
        let empty = operation.method == "HEAD" || matches!(cases[0].status, StatusSpec::Code(204 | 205));
        let mut order = InOrder::default();
        let accepted: Vec<(&str, &'d ResponseCase)> =
            cases.iter().flat_map(|case| asked_for(case).map(move |asked| (asked, *case))).collect();
        let mut asked_in_order = InOrder::default();
        for (key, media) in response.get("content").into_iter().flat_map(Node::members).filter(|_| !empty) {
            if !self.look() {
                return;
            }
            let wanted = Media::parse(key);
            let media = self.written.follow(media).unwrap_or(media);
            let is_other =
                order.find(&operation.response.others, |other| wanted.is_met_by(&other.media_type)).is_some();
            let asked = asked_in_order.find(&accepted, |(asked, _)| wanted.is_met_by(asked)).map(|(_, case)| case);
            let asked = asked.or_else(|| {
                // JSON of one type is asked for once, whatever it is called.
                let is_json = |case: &&&ResponseCase| wanted.is_json() && matches!(case.form, ResponseForm::Json(_));
                cases.iter().find(is_json).filter(|_| !is_other)
            });
            match asked {
                Some(case) => self.case(media, key, &wanted, &case.form),
                None if is_other => {}
                None => {
                    self.find(media, &[], format!("the response is never asked for as `{key}`"));
                }
            }
        }
    }

    fn case(&mut self, media: Node<'d>, key: &str, wanted: &Media, form: &'d ResponseForm) {
        let schema = media.get("schema");
        let bytes = schema.is_some_and(|schema| self.may_be_bytes(schema));
        let right = match form {
            ResponseForm::Empty => false,
            ResponseForm::Json(_) => wanted.is_json() || wanted.is_open(),
            ResponseForm::Stream(StreamForm::JsonLines(_)) => wanted.is_lines(),
            ResponseForm::Stream(_) => wanted.is_events(),
            ResponseForm::Text | ResponseForm::Plain(_) => !wanted.is_json() && !wanted.is_events() && !bytes,
            ResponseForm::Binary => bytes || !wanted.is_json() && !wanted.is_events(),
        };
        if !right {
            self.find(media, &[], format!("the response is not decoded in the form that `{key}` says"));
            return;
        }
        match (form, schema) {
            (ResponseForm::Json(ty), Some(schema)) => {
                if bytes && self.declared(schema).types == ["string"] {
                    self.find(schema, &[], "the response is bytes and read as JSON");
                } else {
                    self.value(schema, ty, true);
                }
            }
            (ResponseForm::Plain(ty), Some(schema)) => {
                self.compare(schema, ty, true);
            }
            (ResponseForm::Stream(form), _) if wanted.is_events() => {
                if let Some(item) = media.get("itemSchema") {
                    self.events(item, form);
                }
            }
            (ResponseForm::Stream(StreamForm::JsonLines(ty)), schema) => {
                if let Some(item) = media.get("itemSchema") {
                    self.value(item, ty, true);
                } else if let Some(schema) = schema {
                    self.line(schema, ty);
                }
            }
            _ => {}
        }
    }

    /// Events whose data is described (3.2 §4.14.4.1).
    fn events(&mut self, item: Node<'d>, form: &'d StreamForm) {
        let declared = self.declared(item);
        let data = declared.properties.get("data").and_then(|schemas| schemas.first()).copied();
        match (form, data.and_then(|data| self.content_of(data))) {
            (StreamForm::Events(ty), Some(content)) => {
                self.value(content, ty, true);
            }
            (StreamForm::TextEvents, Some(content)) => {
                self.find(content, &[], "the data of the event is text, the schema describes it");
            }
            (StreamForm::NamedEvents(ty), _) => {
                if let (Kind::Union(union), [group]) = (kind(self.api, ty), declared.groups.as_slice()) {
                    for (member, variant) in self.members(*group).into_iter().zip(&union.variants) {
                        self.event(member, &variant.ty);
                    }
                } else {
                    self.event(item, ty);
                }
            }
            _ => {}
        }
    }

    fn event(&mut self, schema: Node<'d>, ty: &'d TypeRef) {
        let Kind::Record(record) = kind(self.api, ty) else { return };
        let Some(field) = record.fields.iter().find(|field| field.wire == "data") else { return };
        let data = self.declared(schema).properties.get("data").and_then(|schemas| schemas.first()).copied();
        if let Some(content) = data.and_then(|data| self.content_of(data)) {
            self.value(content, &field.ty, true);
        }
    }

    /// Returns the schema of a text's decoded content.
    fn content_of(&self, data: Node<'d>) -> Option<Node<'d>> {
        let data = self.written.end(data)?;
        data.get("contentSchema").filter(|_| Media::parse(data.text("contentMediaType").unwrap_or_default()).is_json())
    }

    /// Audits the schema of lines: it is that of each, or of the list of them.
    fn line(&mut self, schema: Node<'d>, ty: &'d TypeRef) {
        let items = self.declared(schema).items.clone();
        let fits = items.iter().any(|item| self.tries(|audit| audit.value(*item, ty, true)));
        if !fits {
            self.value(schema, ty, true);
        }
    }

    fn failure(&mut self, response: Node<'d>, status: StatusSpec, operation: &'d Operation) {
        let Some(failure) = operation.failures.iter().find(|failure| failure.status == status) else {
            self.find(response, &[], "the response is not among those of the method");
            return;
        };
        let content = response.get("content").into_iter().flat_map(Node::members);
        let json: Vec<Node<'d>> = content
            .filter(|(key, _)| Media::parse(key).is_json())
            .filter_map(|(_, media)| media.get("schema"))
            .collect();
        match (&failure.ty, json.as_slice()) {
            (Some(ty), [schema]) => {
                self.value(*schema, ty, true);
            }
            (None, [schema]) if !self.may_be_bytes(*schema) => {
                self.find(*schema, &[], "the body of the error has no type");
            }
            _ => {}
        }
    }
}

/// Returns the media types that a case is requested as.
fn asked_for(case: &ResponseCase) -> impl Iterator<Item = &str> {
    let accept = case.accept.iter().flat_map(|accept| accept.split(','));
    case.media_type.as_deref().into_iter().chain(accept.map(|one| one.split(";q=").next().unwrap_or(one)))
}

/// Returns the statuses that a key of `responses` names.
pub(super) fn status(key: &str) -> Option<StatusSpec> {
    if key == "default" {
        return Some(StatusSpec::Default);
    }
    let digit = key.chars().next()?.to_digit(10)?;
    if key.len() == 3 && key[1..].eq_ignore_ascii_case("xx") {
        return Some(StatusSpec::Range(u8::try_from(digit).ok()?));
    }
    key.parse().ok().map(StatusSpec::Code)
}
