//! Fidelity: the share of a document that the crate represents exactly, and a list of everything else.
//!
//! A part of a document is represented **exactly** when the crate does what the part says, has it as a type, or says it in its documentation:
//!
//! - an **operation**: it has types of its own, and nothing in it is lost;
//! - a **parameter**: it is sent in its place and style, with the type its schema gives;
//! - a **body** or **response** in one media type: it has a type, or is the text or the bytes that its schema says it is;
//! - a **keyword** of a schema: it shapes a type (`properties`), or the documentation has it (`maxLength`), or it says nothing that a client
//!   could use (`$comment`).
//!
//! Whatever is not has a diagnostic whose code counts as a loss (see [`Effect`]); parts are counted as they are written, a shared one once.
//! Places that lie in the same part are one loss of that part. A repaired slip is none: the document did not say what it meant.
//! A server, a security scheme or anything else counts once something of it is lost.
//!
//! A schema without `type` whose type is inferred counts as a loss of the keyword, or schema, that the diagnostic `inferred-type` names: the
//! type is narrower than the schema, which admits values of every other JSON type. Reading keeps such values, unless it is strict.
//!
//! # The audit
//!
//! Stages report what they cannot represent. What a stage gets wrong it does not report, so a last pass compares the document as it is written
//! with the model that is printed, without asking any stage: media types with their parameters, inputs, servers, the kinds of parts,
//! values, variants, tags, fields and their presence. It reports `not-as-declared` where they differ and no other
//! diagnostic stands at that place, inside it, or at the object that has the keyword. It takes one step for each node of the document; places are
//! worked out only once something differs. It does not look into what several parts of an `allOf` make of one keyword, nor into Swagger's
//! media types of responses, webhooks and callbacks.

mod audit;

use std::collections::HashSet;

use serde::Serialize;

use crate::api::{Api, Operation, Status};
use crate::pointer::Pointer;
use crate::read::{Census, Part, part_at};
use crate::report::{Code, Effect, Report};

pub(crate) use audit::audit;

/// Number of parts that are represented exactly, out of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Parts that are represented exactly.
    pub exact: usize,
    /// All parts.
    pub total: usize,
}

impl Share {
    fn without(total: usize, lost: usize) -> Self {
        Self { exact: total.saturating_sub(lost), total }
    }

    /// Returns the share in percent; 100 without parts.
    pub fn percent(self) -> f64 {
        if self.total == 0 { 100.0 } else { self.exact as f64 * 100.0 / self.total as f64 }
    }
}

/// One place that is not represented exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// Part that is not represented exactly.
    pub part: Part,
    /// Its location in the document that the user wrote.
    pub pointer: Pointer,
    /// Code of the diagnostic.
    pub code: Code,
}

/// Share of a document that is represented exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fidelity {
    /// Operations.
    pub operations: Share,
    /// Parameters.
    pub parameters: Share,
    /// Request bodies, by media type.
    pub bodies: Share,
    /// Responses, by status and media type.
    pub responses: Share,
    /// Keywords of schemas.
    pub keywords: Share,
    /// Other parts, such as servers and security schemes. Only those that are not exact are counted.
    pub others: Share,
    /// Every part that is not represented exactly, in the order of the report.
    pub losses: Vec<Loss>,
}

impl Fidelity {
    /// Returns the share of everything together.
    pub fn overall(&self) -> Share {
        let parts = [self.operations, self.parameters, self.bodies, self.responses, self.keywords, self.others];
        parts.iter().fold(Share::default(), |sum, share| Share {
            exact: sum.exact + share.exact,
            total: sum.total + share.total,
        })
    }

    /// Counts the losses of a run.
    pub(crate) fn of(census: Census, api: &Api, report: &Report) -> Self {
        let mut losses = Vec::new();
        let mut lost: HashSet<(Part, Pointer)> = HashSet::new();
        for problem in report.problems().iter().filter(|problem| problem.code.effect() == Effect::Loss) {
            for pointer in std::iter::once(&problem.pointer).chain(&problem.also) {
                let tokens: Vec<String> = pointer.tokens().collect();
                let (part, length) = match problem.code {
                    Code::UnknownMethod => (Part::Operation, tokens.len()),
                    // A path item that is nowhere has operations that nobody knows: at least one.
                    _ if is_lost_item(&tokens) => (Part::Operation, tokens.len()),
                    _ => part_at(&tokens, pointer.file().is_none()),
                };
                lost.insert((part, prefix(pointer, &tokens[..length])));
                losses.push(Loss { part, pointer: pointer.clone(), code: problem.code });
            }
        }
        let count = |part: Part| lost.iter().filter(|(found, _)| *found == part).count();
        let inexact = inexact(&api.operations, &losses);
        let declared = api.operations.iter().filter(|operation| operation.alternative_of.is_none()).count();
        // Operations that nobody can call are of no method, so that they are not among the others.
        let origins: HashSet<&Pointer> = api.operations.iter().map(|operation| &operation.origin).collect();
        let is_unread = |(part, at): &&(Part, Pointer)| *part == Part::Operation && !origins.contains(at);
        let unread = lost.iter().filter(is_unread).count();
        Self {
            operations: Share::without(declared + unread, inexact + unread),
            parameters: Share::without(census.parameters, count(Part::Parameter)),
            bodies: Share::without(census.bodies, count(Part::Body)),
            responses: Share::without(census.responses, count(Part::Response)),
            keywords: Share::without(census.keywords, count(Part::Keyword)),
            others: Share::without(count(Part::Other), count(Part::Other)),
            losses,
        }
    }
}

/// Returns true for the place of a path item's own reference.
fn is_lost_item(tokens: &[String]) -> bool {
    matches!(tokens, [paths, _, reference] if paths == "paths" && reference == "$ref")
}

/// Returns the first tokens of a pointer, in the same file.
fn prefix(pointer: &Pointer, tokens: &[String]) -> Pointer {
    let root = pointer.file().map_or_else(Pointer::root, Pointer::root_of);
    tokens.iter().fold(root, |at, token| at.child(token))
}

/// Returns the number of operations without types, or with a loss inside.
fn inexact(operations: &[Operation], losses: &[Loss]) -> usize {
    // Every place above a loss: an operation is one of them when something in it is lost.
    let mut above = HashSet::new();
    for loss in losses {
        let mut at = Some(loss.pointer.clone());
        while let Some(pointer) = at {
            at = pointer.parent();
            if !above.insert(pointer) {
                break;
            }
        }
    }
    let declared = operations.iter().filter(|one| one.alternative_of.is_none());
    declared.filter(|one| one.status == Status::Raw || above.contains(&one.origin)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> (Part, String) {
        let pointer = Pointer::parse(text);
        let tokens: Vec<String> = pointer.tokens().collect();
        let (part, length) = part_at(&tokens, pointer.file().is_none());
        (part, prefix(&pointer, &tokens[..length]).as_str().to_owned())
    }

    #[test]
    fn a_place_belongs_to_the_innermost_part() {
        for (place, expected, at) in [
            ("#/paths/~1a/get", Part::Operation, "#/paths/~1a/get"),
            ("#/paths/~1a/get/security/0", Part::Operation, "#/paths/~1a/get"),
            ("#/paths/~1a/get/parameters/1/style", Part::Parameter, "#/paths/~1a/get/parameters/1"),
            ("#/paths/~1a/get/parameters/1/schema/not", Part::Keyword, "#/paths/~1a/get/parameters/1/schema/not"),
            ("#/paths/~1a/get/responses/200/links", Part::Response, "#/paths/~1a/get/responses/200"),
            (
                "#/paths/~1a/get/responses/200/content/x~1y/description",
                Part::Response,
                "#/paths/~1a/get/responses/200/content/x~1y",
            ),
            ("#/components/requestBodies/B/content/x~1y", Part::Body, "#/components/requestBodies/B/content/x~1y"),
            ("#/definitions/A/properties/b", Part::Keyword, "#/definitions/A/properties/b"),
            ("#/components/headers/H/schema", Part::Keyword, "#/components/headers/H/schema"),
            ("#/components/securitySchemes/S/flows", Part::Other, "#/components/securitySchemes/S/flows"),
            ("#/externalDocs", Part::Other, "#/externalDocs"),
            ("pet.yaml#/Pet/not", Part::Keyword, "pet.yaml#/Pet/not"),
        ] {
            assert_eq!(part(place), (expected, at.to_owned()), "{place}");
        }
    }

    #[test]
    fn an_operation_without_a_method_is_one_that_is_lost() {
        let document = r#"{"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {
            "get": {"responses": {"204": {"description": ""}}}, "gett": {}}}}"#;
        let source = crate::read::Source { name: "a.json".to_owned(), bytes: document.into() };
        let setting = crate::Setting::with_runtime_at("../runtime");
        let input = crate::Input { document: crate::read::Input::new(source), name: None, setting };
        let fidelity = crate::generate(&input).map(|output| output.fidelity).unwrap_or_default();
        assert_eq!(fidelity.operations, Share { exact: 1, total: 2 });
        assert_eq!(fidelity.losses.first().map(|loss| loss.part), Some(Part::Operation));
    }

    #[test]
    fn shares_are_of_what_there_is() {
        assert_eq!(Share::without(4, 1).percent(), 75.0);
        assert_eq!(Share::without(0, 0).percent(), 100.0);
        assert_eq!(Share::without(2, 5), Share { exact: 0, total: 2 });
    }
}
