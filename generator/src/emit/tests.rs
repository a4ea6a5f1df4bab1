//! Printed output for a small API.

use std::fmt::Write as _;

use super::fixture::{api, docs, file, files, operation, param, string};
use crate::api::{Location, OperationId, TypeRef};

/// Asserts that a file contains a piece of source, with spaces as printed.
fn holds(text: &str, piece: &str) {
    assert!(text.contains(piece), "no\n{piece}\nin\n{text}");
}

#[test]
fn a_method_fills_a_call() {
    let text = file(api(), "src/resources/admin/roles.rs");
    holds(
        &text,
        "    ) -> Update {
        let mut call = self.client.call(&UPDATE);
        call.path(\"project_id\", &project_id.into());
        call.path(\"role_id\", &role_id.into());
        call.field(\"name\", &name.into());
        Update { call }
    }",
    );
    holds(&text, "        field r#type as \"type\": impl Into<String> => into,\n");
    holds(&text, "        null description_null as \"description\",\n");
    holds(&text, "request!(Update, Json<types::Role>);");
    holds(&text, "paged_request!(List, types::RoleList, types::Role, |page| page.data);");
    holds(&text, "pub type Delete = Request<Several<DeleteResponse>>;");
    holds(&text, "        Delete::new(call)\n");
    holds(&text, ".paging(Paging::cursor(&[\"next\"], \"after\").items(&[\"data\"]));");
    holds(&text, "#[deprecated = ");
}

#[test]
fn a_method_says_what_its_page_says() {
    let text = file(api(), "src/resources/admin/roles.rs");
    for line in [
        "    /// Updates an existing project role.\n    ///\n    /// `POST /projects/{project_id}/roles/{role_id}`",
        "    /// - `project_id` (path)",
        "    /// - [`limit`](List::limit) (query, optional): A limit on the number of roles. Minimum: `0`. Maximum: `1000`.",
        "    /// - [`order`](List::order) (query, optional): Allowed values: `asc`, `desc`.",
        "    /// - `404`: No such role. Body: `String`.",
        "    ///     .update(\"project_id\", \"role_id\", \"Key Manager\")\n    ///     .permissions([\"api.read\"])",
        "    ///   \"id\": \"role_01\",",
    ] {
        holds(&text, line);
    }
}

#[test]
fn many_arguments_travel_together() {
    let mut api = api();
    let mut busy = operation("busy", "GET", "/busy", "busy", 2);
    busy.params = (0..7).map(|at| param(&format!("p{at}"), Location::Query, string(), true)).collect();
    api.operations.push(busy);
    api.resources[2].operations.push(OperationId(4));
    let text = file(api, "src/resources/admin/roles.rs");
    holds(&text, "pub fn busy(&self, arguments: BusyArguments) -> Busy {");
    holds(&text, "call.query(\"p6\", &arguments.p6);");
    holds(&text, "pub struct BusyArguments {");
}

#[test]
fn constants_are_no_arguments() {
    let mut api = api();
    let literal = TypeRef::Const(crate::api::Literal::Int(3_735_928_559));
    api.operations[2].params.push(param("v", Location::Query, literal.clone(), true));
    api.operations[2].params.push(param("w", Location::Query, literal, false));
    let text = file(api, "src/resources/admin/roles.rs");
    holds(&text, "pub fn list(&self, project_id: impl Into<String>) -> List {");
    holds(&text, "call.query(\"v\", &3735928559i64);");
    holds(&text, "pub fn w(mut self) -> Self {\n        self.call.query(\"w\", &3735928559i64);");
}

#[test]
fn the_same_bytes_twice() {
    assert_eq!(files(api()), files(api()));
}

#[test]
fn a_page_as_a_summary_is_read_as_one() {
    let mut api = api();
    api.operations[1].title = "Updates.\n\n- One: see [it](https://x.example/)\n- Two\n".to_owned();
    api.operations[2].title = "See https://x.example/a for more".to_owned();
    let text = file(api, "src/resources/admin/roles.rs");
    holds(&text, "    /// Updates.\n    ///\n    /// - One: see [it](https://x.example/)\n    /// - Two\n");
    holds(&text, "    /// See <https://x.example/a> for more\n");
}

#[test]
fn a_map_that_may_be_null_has_an_example_that_compiles() {
    let mut api = api();
    let crate::api::TypeKind::Record(record) = &mut api.types[2].kind else { panic!("a record") };
    record.fields[0].ty = TypeRef::Map(Box::new(string()));
    record.fields[0].presence = crate::api::Presence::RequiredNullable;
    let text = file(api, "src/resources/admin/roles.rs");
    holds(&text, "std::collections::BTreeMap::from([(\"key\".to_owned(), String::from(\"name\"))])");
}

/// Text that would end a comment, a string, a line, a table, a block of code or a document.
const HOSTILE: &str =
    "*/ \"#\n```\n# x\n[dependencies]\nevil = \"1\"\r\n| a | `b` \u{202e} <script> [link](https://x) \u{0} {} \\";

#[test]
fn hostile_text_stays_text() {
    let mut hostile = api();
    hostile.info.title = HOSTILE.to_owned();
    hostile.info.version = HOSTILE.to_owned();
    hostile.info.description = docs(HOSTILE);
    hostile.info.license = Some(HOSTILE.to_owned());
    hostile.servers.all[0].url = format!("https://{HOSTILE}");
    hostile.schemes[0].id = HOSTILE.to_owned();
    hostile.schemes[0].docs = docs(HOSTILE);
    for operation in &mut hostile.operations {
        operation.id = HOSTILE.to_owned();
        operation.path = format!("/{HOSTILE}");
        operation.title = HOSTILE.to_owned();
        operation.docs = docs(HOSTILE);
        operation.response_example = Some(serde_json::json!({ HOSTILE: HOSTILE }));
        for param in &mut operation.params {
            param.wire = HOSTILE.to_owned();
            param.docs = docs(HOSTILE);
            param.facts.default = Some(std::sync::Arc::new(HOSTILE.into()));
        }
    }
    let (usual, hostile) = (files(api()), files(hostile));
    let items = |text: &str| -> String {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        code.filter(|line| line.contains("fn ") || line.contains("struct ")).fold(String::new(), |mut all, line| {
            let _ = writeln!(all, "{line}");
            all
        })
    };
    for (usual, hostile) in usual.iter().zip(&hostile) {
        assert_eq!(usual.path, hostile.path);
        assert!(!hostile.text.contains('\u{202e}'), "{}", hostile.text);
        match hostile.path.as_str() {
            "Cargo.toml" => assert_eq!(usual.text.lines().count(), hostile.text.lines().count(), "{}", hostile.text),
            "api.md" => assert_eq!(headings(&usual.text), headings(&hostile.text), "{}", hostile.text),
            "README.md" => assert_eq!(headings(&usual.text), headings(&hostile.text), "{}", hostile.text),
            _ => assert_eq!(items(&usual.text), items(&hostile.text)),
        }
    }
}

/// Returns the number of headings outside blocks of code.
fn headings(text: &str) -> usize {
    let mut fenced = false;
    let mut count = 0;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        count += usize::from(!fenced && line.starts_with('#'));
    }
    count
}
