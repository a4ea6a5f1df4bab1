//! Parameters: each an input of the same name, place and style.

use std::collections::HashSet;

use super::Audit;
use super::media::Media;
use super::types::InOrder;
use crate::api::{Location, Operation, Param, ParamForm, SettingPlace, Style};
use crate::read::Node;

/// Headers that OpenAPI requires to be ignored (3.1 §4.8.12.1).
const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'d> Audit<'d> {
    /// Audits the parameters of an operation and of its path.
    pub(super) fn parameters(&mut self, item: Node<'d>, node: Node<'d>, operation: &'d Operation) {
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        let mut order = InOrder::default();
        let lists = [node, item].into_iter().filter_map(|holder| holder.get("parameters"));
        for declared in lists.flat_map(Node::elements).collect::<Vec<_>>() {
            let Some(declared) = self.written.follow(declared) else { continue };
            let (Some(name), Some(place)) = (declared.text("name"), declared.text("in")) else { continue };
            if !self.look() {
                return;
            }
            if seen.insert((name, place)) {
                self.parameter(declared, name, place, operation, &mut order);
            }
        }
    }

    fn parameter(
        &mut self,
        declared: Node<'d>,
        name: &str,
        place: &str,
        operation: &'d Operation,
        order: &mut InOrder,
    ) {
        let location = match place {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" if IGNORED.iter().any(|ignored| name.eq_ignore_ascii_case(ignored)) => return,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            "querystring" => {
                if !operation.params.iter().any(|param| matches!(param.form, ParamForm::Whole { .. })) {
                    self.find(declared, &[], format!("the parameter `{name}` has no input"));
                }
                return;
            }
            // Swagger's bodies are looked at with the bodies; other places are reported where they are read.
            _ => return,
        };
        let is = |param: &Param| param.wire == name && param.location == location;
        let Some(param) = order.find(&operation.params, is) else {
            self.find(declared, &[], format!("the parameter `{name}` has no input"));
            return;
        };
        let is_set = param.set.required;
        if !is_set && declared.is("required") && !param.required && !self.is_filled_in(operation, name, location) {
            self.find(declared, &["required"], format!("the parameter `{name}` is required, the input is optional"));
        }
        if !is_set && param.required && !declared.is("required") && location != Location::Path {
            self.find(declared, &[], format!("the parameter `{name}` is optional, the input is required"));
        }
        if self.written.is_swagger() {
            self.swagger_parameter(declared, param);
            return;
        }
        if let Some((media, content)) = declared.get("content").and_then(|content| content.members().next()) {
            match &param.form {
                ParamForm::Content(sent) if Media::parse(media).is_met_by(sent) => {}
                _ => {
                    self.find(declared, &["content"], format!("the parameter `{name}` is not sent as `{media}`"));
                }
            }
            if let Some(schema) = content.get("schema").filter(|_| Media::parse(media).is_json()) {
                self.input(schema, param);
            }
            return;
        }
        let schema = declared.get("schema");
        self.style(declared, schema, param);
        if let Some(schema) = schema {
            self.input(schema, param);
        }
    }

    /// Compares a parameter's type with its schema, `null` unless that is the user's.
    fn input(&mut self, schema: Node<'d>, param: &'d Param) {
        match param.set.nullable {
            true => self.compare(schema, &param.ty, true),
            false => self.value(schema, &param.ty, true),
        };
    }

    /// Returns true for an idempotency key, which the runtime sets, for a header that is always sent, and for a setting of the client.
    fn is_filled_in(&self, operation: &Operation, name: &str, location: Location) -> bool {
        let mut fixed = operation.fixed_headers.iter().chain(&self.api.headers_of_all);
        let of_client = self.api.client.settings.iter().any(|setting| match setting.place {
            SettingPlace::Header => location == Location::Header && setting.wire.eq_ignore_ascii_case(name),
            SettingPlace::Query => location == Location::Query && setting.wire == name,
            SettingPlace::Path => false,
        });
        operation.idempotency_header.as_deref() == Some(name)
            || of_client
            || location == Location::Header && fixed.any(|(fixed, _)| fixed.eq_ignore_ascii_case(name))
    }

    fn style(&mut self, declared: Node<'d>, schema: Option<Node<'d>>, param: &Param) {
        let ParamForm::Styled { style, explode, allow_reserved } = &param.form else {
            self.find(declared, &["style"], "the parameter is not written by its style");
            return;
        };
        if declared.is("allowReserved") && !allow_reserved {
            self.find(declared, &["allowReserved"], "reserved characters are encoded");
        }
        let is_declared = declared.text("style").is_some() || declared.get("explode").is_some();
        if param.set.style && !is_declared {
            return;
        }
        let (wanted, text) = match (declared.text("style"), param.location) {
            (None, Location::Query | Location::Cookie) => (Style::Form, "form"),
            (None, Location::Path | Location::Header) => (Style::Simple, "simple"),
            (Some(text), _) => match named(text) {
                Some(style) => (style, text),
                None => return,
            },
        };
        if *style != wanted {
            self.find(declared, &["style"], format!("the parameter is not written in the style `{text}`"));
        }
        let exploded = declared.get("explode").map_or(wanted == Style::Form, |explode| *explode.value == true);
        // Plain values are the same either way, and an exploded object has a form of its own.
        let has_parts = schema.is_some_and(|schema| {
            let declared = self.declared(schema);
            declared.types.iter().any(|json| matches!(*json, "array" | "object"))
        });
        if has_parts && exploded != *explode && wanted != Style::DeepObject {
            self.find(declared, &["explode"], "`explode` of the parameter is not that of the document");
        }
    }
}

fn named(text: &str) -> Option<Style> {
    Some(match text {
        "matrix" => Style::Matrix,
        "label" => Style::Label,
        "simple" => Style::Simple,
        "form" | "cookie" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        _ => return None,
    })
}
