//! Differences of Swagger 2.0: bodies among the parameters, media types in lists of their own.

use super::Audit;
use super::media::Media;
use super::response::status;
use super::types::{InOrder, Kind, holds_file, kind};
use crate::api::{BodyForm, Operation, Param, ParamForm, ResponseForm, Style};
use crate::read::Node;

impl<'d> Audit<'d> {
    /// Audits a parameter whose schema keywords are among its own members.
    pub(super) fn swagger_parameter(&mut self, declared: Node<'d>, param: &'d Param) {
        let wanted = match declared.text("collectionFormat") {
            Some("multi") => (Style::Form, true),
            Some("ssv") => (Style::SpaceDelimited, false),
            Some("pipes") => (Style::PipeDelimited, false),
            Some("tsv") => (Style::TabDelimited, false),
            _ => (if declared.text("in") == Some("query") { Style::Form } else { Style::Simple }, false),
        };
        let is_list = declared.text("type") == Some("array");
        if let ParamForm::Styled { style, explode, .. } = &param.form
            && is_list
            && (*style, *explode) != wanted
        {
            self.find(declared, &["collectionFormat"], "the list is not written as `collectionFormat` says");
        }
        self.value(declared, &param.ty, true);
    }

    /// Audits the body, or the fields of a form.
    pub(super) fn swagger_body(&mut self, item: Node<'d>, node: Node<'d>, operation: &'d Operation) {
        let lists = [node, item].into_iter().filter_map(|holder| holder.get("parameters"));
        let mut order = InOrder::default();
        for declared in lists.flat_map(Node::elements).collect::<Vec<_>>() {
            let Some(declared) = self.written.follow(declared) else { continue };
            match declared.text("in") {
                Some("body") => self.whole_body(node, declared, operation),
                Some("formData") => self.form_field(declared, operation, &mut order),
                _ => {}
            }
        }
    }

    fn whole_body(&mut self, node: Node<'d>, declared: Node<'d>, operation: &'d Operation) {
        let Some(body) = &operation.body else {
            self.find(declared, &[], "no body is sent");
            return;
        };
        let consumes = node.get("consumes").or_else(|| self.written.root().get("consumes"));
        let mut order = InOrder::default();
        for name in consumes.into_iter().flat_map(Node::elements).filter_map(|name| name.value.as_str()) {
            if !self.look() {
                return;
            }
            let wanted = Media::parse(name);
            if !wanted.is_form()
                && !wanted.is_multipart()
                && order.find(&body.media, |sent| wanted.is_met_by(&sent.media_type)).is_none()
            {
                self.find(declared, &[], format!("no body is sent as `{name}`"));
            }
        }
        let json = body.media.iter().find_map(|sent| match &sent.form {
            BodyForm::Json(ty) => Some(ty),
            _ => None,
        });
        if let (Some(ty), Some(schema)) = (json, declared.get("schema")) {
            self.value(schema, ty, true);
        }
    }

    fn form_field(&mut self, declared: Node<'d>, operation: &'d Operation, order: &mut InOrder) {
        let Some(name) = declared.text("name") else { return };
        let ty = operation.body.iter().flat_map(|body| &body.media).find_map(|sent| match &sent.form {
            BodyForm::Form { ty, .. } | BodyForm::Multipart { ty, .. } => Some(ty),
            _ => None,
        });
        let record = match ty.map(|ty| kind(self.api, ty)) {
            Some(Kind::Record(record)) => record,
            _ => return,
        };
        match order.find(&record.fields, |field| field.wire == name) {
            None => {
                self.find(declared, &[], format!("the part `{name}` is not sent"));
            }
            Some(field) if declared.text("type") == Some("file") && !holds_file(self.api, &field.ty) => {
                self.find(declared, &[], format!("the part `{name}` is a file and not sent as one"));
            }
            Some(_) => {}
        }
    }

    /// Audits the schemas of responses.
    pub(super) fn swagger_responses(&mut self, node: Node<'d>, operation: &'d Operation) {
        for (key, response) in node.get("responses").into_iter().flat_map(Node::members) {
            let (Some(status), Some(response)) = (status(key), self.written.follow(response)) else { continue };
            let Some(schema) = response.get("schema") else { continue };
            let mut cases = operation.response.cases.iter().filter(|case| case.status == status);
            let json = cases.find_map(|case| match &case.form {
                ResponseForm::Json(ty) => Some(ty),
                _ => None,
            });
            let failure = || operation.failures.iter().find(|failure| failure.status == status)?.ty.as_ref();
            if let Some(ty) = json.or_else(failure) {
                self.value(schema, ty, true);
            }
        }
    }
}
