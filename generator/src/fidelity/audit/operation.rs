//! Operations: each there, with its parameters, bodies and responses.

use std::collections::HashMap;

use super::Audit;
use super::media::Media;
use super::servers::urls;
use super::types::{InOrder, Kind, holds_file, kind};
use crate::api::{BodyForm, Operation, PartEncoding, Record, SetPresence, Status, TypeRef};
use crate::read::Node;

const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The operations of the model by the node that declares them: thousands of paths may refer to one.
#[derive(Default)]
struct Methods<'d> {
    first: HashMap<usize, &'d Operation>,
    of_path: HashMap<(usize, &'d str), &'d Operation>,
}

impl<'d> Methods<'d> {
    fn add(&mut self, node: Node<'d>, operation: &'d Operation) {
        self.first.entry(node.address()).or_insert(operation);
        self.of_path.entry((node.address(), &operation.path_key)).or_insert(operation);
    }

    /// Returns the operation of a path, or else of the path that is first.
    fn find(&self, node: Node<'d>, path: &'d str) -> Option<&'d Operation> {
        let own = self.of_path.get(&(node.address(), path));
        own.or_else(|| self.first.get(&node.address())).copied()
    }
}

impl<'d> Audit<'d> {
    /// Compares every operation of `paths`.
    pub(super) fn operations(&mut self) {
        let mut methods = Methods::default();
        for operation in &self.api.operations {
            if let Some(node) = self.written.at(&operation.origin) {
                methods.add(node, operation);
            }
        }
        let paths = self.written.root().get("paths");
        for (path, item) in paths.into_iter().flat_map(Node::members).filter(|(path, _)| path.starts_with('/')) {
            let target = self.written.hop(item);
            for holder in target.into_iter().chain([item]) {
                self.item(path, holder, &methods);
            }
        }
    }

    fn item(&mut self, path: &'d str, item: Node<'d>, methods: &Methods<'d>) {
        let more = item.get("additionalOperations").into_iter().flat_map(Node::members);
        let own = item.members().filter(|(key, node)| METHODS.contains(key) && node.value.is_object());
        for (_, node) in own.chain(more).collect::<Vec<_>>() {
            match methods.find(node, path) {
                None => {
                    self.find(node, &[], "the operation has no method");
                }
                Some(operation) if operation.status == Status::Typed => self.operation(item, node, operation),
                // Counted as lost already.
                Some(_) => {}
            }
        }
    }

    fn operation(&mut self, item: Node<'d>, node: Node<'d>, operation: &'d Operation) {
        self.parameters(item, node, operation);
        if self.written.is_swagger() {
            self.swagger_body(item, node, operation);
            self.swagger_responses(node, operation);
        } else {
            self.body(node, operation);
            self.responses(node, operation);
        }
        let Some(declared) = node.get("servers").or_else(|| item.get("servers")) else { return };
        let of_all = self.api.servers.all.first();
        let sent = operation.server.as_ref().or(of_all).map(|server| server.template.trim_end_matches('/'));
        if let Some(first) = urls(declared).next()
            && sent != Some(first.trim_end_matches('/'))
        {
            self.find(node, &["servers"], format!("requests do not go to the declared server `{first}`"));
        }
    }

    fn body(&mut self, node: Node<'d>, operation: &'d Operation) {
        let Some(declared) = node.get("requestBody").and_then(|body| self.written.follow(body)) else { return };
        let Some(content) = declared.get("content") else { return };
        let Some(body) = &operation.body else {
            if content.members().next().is_some() {
                self.find(declared, &["content"], "no body is sent");
            }
            return;
        };
        if declared.is("required") && !body.required && !body.set.required {
            self.find(declared, &["required"], "the body is required, the method may leave it out");
        }
        let mut order = InOrder::default();
        for (key, media) in content.members() {
            if !self.look() {
                return;
            }
            let wanted = Media::parse(key);
            let Some(sent) = order.find(&body.media, |sent| wanted.is_met_by(&sent.media_type)) else {
                self.find(media, &[], format!("no body is sent as `{key}`"));
                continue;
            };
            let media = self.written.follow(media).unwrap_or(media);
            let schema = media.get("schema");
            if !self.is_sent_so(&wanted, schema, &sent.form) {
                self.find(media, &[], format!("the body is not written in the form that `{key}` says"));
                continue;
            }
            self.form(media, schema, &sent.form, body.set);
        }
    }

    /// Returns true if a body has the form that its media type requires.
    fn is_sent_so(&self, media: &Media, schema: Option<Node<'d>>, form: &BodyForm) -> bool {
        let bytes = schema.is_some_and(|schema| self.may_be_bytes(schema));
        match form {
            BodyForm::Json(_) => media.is_json() || media.is_yaml() || media.is_open(),
            BodyForm::Form { .. } => media.is_form(),
            BodyForm::Multipart { .. } => media.is_multipart(),
            BodyForm::Lines { .. } => media.is_lines(),
            // A body that is described as one text is written by the caller.
            BodyForm::Text(_) if media.is_form() || media.is_lines() => {
                schema.is_none_or(|schema| self.declared(schema).types == ["string"])
            }
            BodyForm::Text(_) => !media.is_json() && !media.is_multipart(),
            BodyForm::Binary => bytes || !(media.is_json() || media.is_form() || media.is_multipart()),
        }
    }

    fn form(&mut self, media: Node<'d>, schema: Option<Node<'d>>, form: &'d BodyForm, set: SetPresence) {
        // A body that operations share is one form.
        let is_form = matches!(form, BodyForm::Form { .. } | BodyForm::Multipart { .. });
        if is_form && !self.forms.insert(media.address()) {
            return;
        }
        match (form, schema) {
            (BodyForm::Json(ty), Some(schema)) if set.nullable => {
                self.compare(schema, ty, true);
            }
            (BodyForm::Json(ty), Some(schema)) => {
                self.value(schema, ty, true);
            }
            (BodyForm::Form { ty, encoding }, Some(schema)) => {
                self.compare(schema, ty, true);
                self.encodings(media, encoding);
            }
            (BodyForm::Multipart { ty, encoding }, Some(schema)) => {
                self.compare(schema, ty, true);
                self.files(schema, ty);
                self.encodings(media, encoding);
            }
            _ => {}
        }
    }

    /// Audits the content types of parts.
    fn encodings(&mut self, media: Node<'d>, found: &[PartEncoding]) {
        let mut parts = InOrder::default();
        for (name, encoding) in media.get("encoding").into_iter().flat_map(Node::members) {
            let Some(wanted) = encoding.text("contentType") else { continue };
            let sent = parts.find(found, |part| part.property == name).and_then(|part| part.content_type.as_deref());
            // Of several types the part's own decides.
            if !wanted.contains([',', '*']) && sent.is_none_or(|sent| !Media::parse(wanted).is_met_by(sent)) {
                self.find(encoding, &["contentType"], format!("the part is not sent as `{wanted}`"));
            }
        }
    }

    /// Audits the properties of a multipart body that may be bytes: they must be files.
    fn files(&mut self, schema: Node<'d>, ty: &'d TypeRef) {
        match kind(self.api, ty) {
            Kind::Record(record) => self.files_of(schema, record),
            Kind::Union(union) => {
                let group = self.declared(schema).groups.first().copied();
                let assigned = group.and_then(|group| self.assign(group, union));
                for (member, variant) in assigned.into_iter().flatten() {
                    if let Kind::Record(record) = kind(self.api, &union.variants[variant].ty) {
                        self.files_of(member, record);
                    }
                }
            }
            _ => {}
        }
    }

    fn files_of(&mut self, schema: Node<'d>, record: &'d Record) {
        let mut fields = InOrder::default();
        for (key, schemas) in &self.declared(schema).properties {
            let Some(field) = fields.find(&record.fields, |field| field.wire == *key) else { continue };
            let bytes = schemas.iter().any(|schema| self.may_be_bytes(*schema));
            if bytes && !holds_file(self.api, &field.ty) {
                self.find(schemas[0], &[], format!("the part `{key}` may be a file and is not sent as one"));
            }
            let lists = schemas.iter().all(|schema| self.declared(*schema).types == ["array"]);
            if lists && !matches!(kind(self.api, &field.ty), Kind::List(_) | Kind::Tuple(_)) {
                self.find(schemas[0], &[], format!("the part `{key}` is a list and not sent as one"));
            }
        }
    }

    /// Returns true for a schema of bytes, or a list or a union with one.
    pub(super) fn may_be_bytes(&self, schema: Node<'d>) -> bool {
        self.finds(vec![schema], |_, declared| {
            let is_text = declared.types.is_empty() || declared.types.contains(&"string");
            let bytes = declared.format.is_some_and(|format| format.eq_ignore_ascii_case("binary")) && is_text;
            (!bytes).then(|| declared.members_of_all().into_iter().chain(declared.items.iter().copied()).collect())
        })
    }
}
