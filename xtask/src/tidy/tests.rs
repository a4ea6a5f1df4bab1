//! The repository is tidy, and each rule goes red on a small tree that breaks it.

use super::complaint::{Complaint, Rule};
use super::exceptions::{self, Exception};
use super::repository::Repository;
use super::rules;

/// Returns the complaints about a repository of these files.
fn wrong(files: &[(&str, &str)]) -> Vec<(Rule, String, usize)> {
    let complaints = rules::check(&Repository::of(files));
    complaints.into_iter().map(|Complaint { rule, place, line, .. }| (rule, place, line)).collect()
}

fn only(rule: Rule, place: &str, line: usize) -> Vec<(Rule, String, usize)> {
    vec![(rule, place.to_owned(), line)]
}

#[test]
fn the_repository_is_tidy() {
    let complaints = super::complaints(&crate::workspace::workspace()).unwrap();
    let texts: Vec<String> = complaints.iter().map(Complaint::to_string).collect();
    assert!(texts.is_empty(), "\n{}", texts.join("\n"));
}

#[test]
fn a_complaint_says_rule_place_and_way_out() {
    let files = [("generator/src/lower/a.rs", "fn f() { g().unwrap(); }")];
    let complaints = rules::check(&Repository::of(&files));
    let [complaint] = complaints.as_slice() else { panic!("{complaints:?}") };
    assert_eq!(
        complaint.to_string(),
        "generator/src/lower/a.rs:1: nothing panics outside tests: `unwrap`\n  help: return an error, or use a form that cannot fail"
    );
}

#[test]
fn a_layer_uses_those_below_it_only() {
    let client = ("runtime/src/client/mod.rs", "pub(crate) mod handle;");
    let handle = ("runtime/src/client/handle.rs", "use crate::http::url::Url;\npub(crate) struct Client(Url);");
    let http = ("runtime/src/http/mod.rs", "pub(crate) mod url;");
    let lib = ("runtime/src/lib.rs", "mod client;\nmod http;\npub use client::handle::Client;");
    let url = |text| ("runtime/src/http/url.rs", text);
    assert_eq!(wrong(&[lib, client, handle, http, url("pub(crate) struct Url;")]), []);
    // Also through a re-export, and in the middle of a macro.
    for text in [
        "pub(crate) struct Url;\nfn f(_: crate::client::handle::Other) {}",
        "pub(crate) struct Url;\nuse crate::{Client as C};",
        "pub(crate) struct Url;\nmacro_rules! m { () => { $crate::Client::new() } }",
    ] {
        let wrong = wrong(&[lib, client, handle, http, url(text)]);
        assert!(wrong.contains(&(Rule::Layers, "runtime/src/http/url.rs".to_owned(), 2)), "{text}: {wrong:?}");
    }
    let stray = ("runtime/src/stray.rs", "");
    assert_eq!(wrong(&[lib, client, handle, http, url("struct Url;"), stray]), only(Rule::Layers, stray.0, 0));
}

#[test]
fn a_stage_uses_the_one_before_it_only() {
    let lib = ("generator/src/lib.rs", "mod emit;\nmod lower;\nmod plan;\nmod read;");
    let read = ("generator/src/read/mod.rs", "pub(crate) struct Document;");
    let lower = ("generator/src/lower/mod.rs", "use crate::read::Document;\npub(crate) struct Lowered(Document);");
    let plan = ("generator/src/plan/mod.rs", "pub(crate) struct Plan;");
    let emit = |text| ("generator/src/emit/mod.rs", text);
    assert_eq!(wrong(&[lib, read, lower, plan, emit("use crate::plan::Plan;\nfn f(_: Plan) {}")]), []);
    let upwards = emit("use crate::plan::Plan;\nfn f(_: Plan, _: crate::lower::Lowered) {}");
    assert_eq!(wrong(&[lib, read, lower, plan, upwards]), only(Rule::Stages, upwards.0, 2));
}

#[test]
fn json_knows_nothing_else_of_its_crate() {
    let lib = ("runtime/model/src/lib.rs", "mod json;\nmod node;");
    let json = ("runtime/model/src/json/mod.rs", "pub(crate) mod tree;");
    let tree = |text| ("runtime/model/src/json/tree.rs", text);
    let node = |text| ("runtime/model/src/node.rs", text);
    let uses_tree = node("use crate::json::tree::Tree;\npub struct Node(Tree);");
    assert_eq!(wrong(&[lib, json, tree("pub(crate) struct Tree;"), uses_tree]), []);
    let upwards = [lib, json, tree("use crate::node::Node;"), node("pub struct Node;")];
    assert_eq!(wrong(&upwards), only(Rule::Layers, "runtime/model/src/json/tree.rs", 1));
}

#[test]
fn files_do_not_import_each_other_in_a_circle() {
    let lib = ("cli/src/lib.rs", "mod a;\nmod b;\nmod c;");
    let a = ("cli/src/a.rs", "use crate::b::B;\npub(crate) struct A(B);");
    let b = |text| ("cli/src/b.rs", text);
    let c = ("cli/src/c.rs", "use crate::a::A;\npub(crate) struct C(A);");
    assert_eq!(wrong(&[lib, a, b("pub(crate) struct B;"), c]), []);
    let circle = wrong(&[lib, a, b("use super::c;\npub(crate) struct B(c::C);"), c]);
    assert_eq!(circle.iter().filter(|(rule, ..)| *rule == Rule::FileCycles).count(), 3, "{circle:?}");
    // Uses by tests do not count.
    let tested = b("pub(crate) struct B;\n#[cfg(test)]\nmod tests {\n    use crate::c::C;\n}");
    assert_eq!(wrong(&[lib, a, tested, c]), []);
}

#[test]
fn a_type_has_impl_blocks_in_few_files() {
    let lib = ("cli/src/lib.rs", "mod a;\nmod b;\nmod c;\nmod d;\nmod e;\nmod f;");
    let ours = "use crate::a::{A, Trait};\nimpl<F: Fn() -> u8> A<F> { fn f(_: impl Trait) {} }";
    let last = |text| ("cli/src/f.rs", text);
    let files = |text| {
        let a = ("cli/src/a.rs", "pub(crate) struct A<T>(T);\npub(crate) trait Trait {}\nimpl<T> A<T> {}");
        [
            lib,
            a,
            ("cli/src/b.rs", ours),
            ("cli/src/c.rs", ours),
            ("cli/src/d.rs", ours),
            ("cli/src/e.rs", ""),
            last(text),
        ]
    };
    assert_eq!(wrong(&files("use crate::a::{A, Trait};\nimpl<T> Trait for A<T> {}")), []);
    assert_eq!(wrong(&files("struct A;\nimpl A {}")), []);
    assert_eq!(wrong(&files("#[cfg(test)]\nmod tests {\n    use crate::a::A;\n    impl A<u8> {}\n}")), []);
    for text in ["use crate::a;\nimpl a::A<u8> {}", "use super::a::A;\nimpl A<u8> where u8: Copy {}"] {
        assert_eq!(wrong(&files(text)), only(Rule::ImplBlocks, "cli/src/a.rs", 0), "{text}");
    }
}

#[test]
fn visibility_and_code_of_the_output_are_no_imports() {
    let lib = ("generator/src/lib.rs", "mod a;\nmod b;");
    let a = ("generator/src/a.rs", "use crate::b::B;\npub(crate) struct A(B);");
    for text in ["pub(in crate::a) struct B;", "fn f() { quote!(use crate::a::A;) }\npub(crate) struct B;"] {
        assert_eq!(wrong(&[lib, a, ("generator/src/b.rs", text)]), [], "{text}");
    }
}

#[test]
fn folders_do_not_import_each_other_in_a_circle() {
    let files = |text| {
        [
            ("cli/src/lib.rs", "mod a;\nmod b;"),
            ("cli/src/a/mod.rs", "pub(crate) mod low;\npub(crate) mod high;"),
            ("cli/src/a/low.rs", "pub(crate) struct Low;"),
            ("cli/src/a/high.rs", text),
            ("cli/src/b.rs", "use crate::a::low::Low;\npub(crate) struct B(Low);"),
        ]
    };
    assert_eq!(wrong(&files("")), []);
    let circle = wrong(&files("use crate::b::B;"));
    assert_eq!(circle, [only(Rule::FolderCycles, "cli/src", 0), only(Rule::FolderCycles, "cli/src", 0)].concat());
}

#[test]
fn files_functions_and_comments_have_a_length() {
    let path = "cli/src/a.rs";
    assert_eq!(wrong(&[(path, &"\n".repeat(400))]), []);
    assert_eq!(wrong(&[(path, &"\n".repeat(401))]), only(Rule::FileLength, path, 0));
    let function = |lines| format!("\nfn f(a: [u8; 3]) {{{}}}\nfn g();\n", "\n".repeat(lines));
    assert_eq!(wrong(&[(path, &function(59))]), []);
    assert_eq!(wrong(&[(path, &function(60))]), only(Rule::FunctionLength, path, 2));
    let comment = |width: usize| format!("//{}\n", "-".repeat(width - 2));
    assert_eq!(wrong(&[(path, &comment(160))]), []);
    assert_eq!(wrong(&[(path, &comment(161))]), only(Rule::CommentWidth, path, 1));
}

#[test]
fn nothing_panics_outside_tests() {
    let path = "cli/src/a.rs";
    for text in ["x.unwrap()", "x.expect(\"y\")", "panic!(\"y\")", "unreachable!()"] {
        assert_eq!(wrong(&[(path, &format!("fn f() {{\n{text};\n}}"))]), only(Rule::Panics, path, 2), "{text}");
        assert_eq!(wrong(&[(path, &format!("#[test]\nfn f() {{\n{text};\n}}"))]), [], "{text}");
        assert_eq!(wrong(&[("cli/src/a/tests.rs", &format!("fn f() {{ {text} }}"))]), [], "{text}");
    }
    for text in ["parser.expect(\"(\")?", "x.unwrap_or(1)", "\"x.unwrap()\"", "// panic!()"] {
        assert_eq!(wrong(&[(path, &format!("fn f() {{\n{text}\n}}"))]), [], "{text}");
    }
}

#[test]
fn only_naming_makes_identifiers() {
    let path = "generator/src/emit/a.rs";
    for text in ["format_ident!(\"a\")", "Ident::new(\"a\", span)", "proc_macro2::Ident::new_raw(\"a\", span)"] {
        assert_eq!(wrong(&[(path, text)]), only(Rule::Identifiers, path, 1), "{text}");
        assert_eq!(wrong(&[("generator/src/naming/a.rs", text)]), [], "{text}");
    }
}

#[test]
fn one_word_stands_for_one_concept() {
    for text in ["// The answer came.", "struct Gate;", "fn f() { s(\"a repetition\") }", "let course = 1;"] {
        let path = "runtime/src/http/a.rs";
        assert_eq!(wrong(&[(path, text)]), only(Rule::Words, "runtime/src", 0), "{text}");
        assert_eq!(wrong(&[("cli/src/a.rs", text)]), [], "{text}");
    }
    assert_eq!(wrong(&[("cli/src/a.rs", "mod forge;")]), only(Rule::Words, "cli/src", 0));
    assert_eq!(wrong(&[("runtime/src/http/a.rs", "// The response was answered.")]), []);
}

#[test]
fn a_doc_comment_begins_with_a_verb_or_a_noun_phrase() {
    for (text, line) in [
        ("//! What a file holds.", 1),
        ("/// Whether it is one.\nfn f() {}", 1),
        ("/// How it works:\n/// slowly.\nstruct A {\n    /// The first.\n    a: u8,\n}", 1),
        ("/// A struct.\nstruct A {\n    /// Where it is.\n    a: u8,\n}", 3),
        ("//! A file.\n\n/// Why it failed.\nenum Reason {}", 3),
        ("/// Who sent it.\nstruct Sender;", 1),
    ] {
        for path in ["cli/src/a.rs", "tests/tests/a.rs", "runtime/benches/a.rs"] {
            assert_eq!(wrong(&[(path, text)]), only(Rule::DocOpenings, path, line), "{text}");
        }
    }
    assert_eq!(wrong(&[("generated/src/a.rs", "/// What went wrong.\nstruct A;")]), []);
    for text in [
        "/// Returns the header.",
        "/// Reads a header, and says\n/// What it is.",
        "//! A file.\n//!\n//! How it works: slowly.",
        "/// Reads a file.\n///\n/// # Errors\n/// Where there is none.",
        "// What an ordinary comment says.",
        "/// Whatever the server sends.\nfn f() { s(\"/// What is text.\") }",
    ] {
        assert_eq!(wrong(&[("cli/src/a.rs", text)]), [], "{text}");
    }
}

#[test]
fn a_module_with_a_folder_is_its_mod_rs() {
    let child = ("cli/src/a/b.rs", "");
    assert_eq!(wrong(&[("cli/src/a.rs", "mod b;"), child]), only(Rule::ModuleStyle, "cli/src/a.rs", 0));
    assert_eq!(wrong(&[("cli/src/a/mod.rs", "mod b;"), child]), []);
}

#[test]
fn the_page_about_the_architecture_is_short_and_right() {
    let layers = "`json`, `model`, `http`, `transport`, `operation`, `config`, `error`, `request`, `send`, `response`, `client`\n";
    let page = |text: &str| {
        let text = format!("{layers}{text}");
        wrong(&[("ARCHITECTURE.md", &text), ("cli/src/a/mod.rs", "")])
    };
    assert_eq!(page("See `cli/src/a/mod.rs`, [a](cli/src/a/), `emit/a.rs` and `runtime/src/{a,b}.rs`.\n"), []);
    assert_eq!(page("See `cli/src/b.rs`.\n"), only(Rule::Pages, "ARCHITECTURE.md", 2));
    assert_eq!(page("See [b](docs/b.md#c).\n"), only(Rule::Links, "ARCHITECTURE.md", 2));
    assert_eq!(page(&"x".repeat(12_001)), only(Rule::Pages, "ARCHITECTURE.md", 0));
    assert_eq!(wrong(&[("ARCHITECTURE.md", "`model`, `json`")]), only(Rule::Pages, "ARCHITECTURE.md", 0));
}

#[test]
fn the_list_of_exceptions_only_shrinks() {
    let known = |count| [Exception { rule: Rule::Panics, place: "a.rs", count, reason: "it is known" }];
    let two = || vec![Complaint::new(Rule::Panics, "a.rs", 1, "`x`"), Complaint::new(Rule::Panics, "a.rs", 2, "`x`")];
    assert_eq!(exceptions::apply(two(), &known(2)), []);
    assert_eq!(exceptions::apply(two(), &known(1)).len(), 3, "too many: a line for the number, and all of them");
    let [fewer] = exceptions::apply(two(), &known(3)).try_into().unwrap();
    assert_eq!((fewer.rule, fewer.place.as_str()), (Rule::Exceptions, "a.rs"));
    assert_eq!(exceptions::apply(two(), &[]).len(), 2);
}

#[test]
fn a_link_leads_to_a_file_and_a_heading() {
    let contents = ("docs/book/src/SUMMARY.md", "- [A](a.md)\n");
    let other = ("docs/book/src/a.md", "# The `a` of it, twice\n\n## b\n\n## b\n");
    let page = |text| ("docs/page.md", text);
    for text in [
        "[a](book/src/a.md)",
        "[a](./book/../book/src/a.md#the-a-of-it-twice)",
        "[b](book/src/a.md#b-1)",
        "[folder](book)",
        "[elsewhere](https://example.org/a.md#x)",
        "`[a](none.md)`",
        "# Here\n\n[here](#here)",
    ] {
        assert_eq!(wrong(&[contents, other, page(text)]), [], "{text}");
    }
    for text in ["\n[a](none.md)", "\n[b](book/src/a.md#b-2)", "\n[c][c]\n\n[c]: a.md", "\n[here](#there)"] {
        assert_eq!(wrong(&[contents, other, page(text)]), only(Rule::Links, "docs/page.md", 2), "{text}");
    }
    let unlisted = ("docs/book/src/c.md", "");
    assert_eq!(wrong(&[contents, other, unlisted]), only(Rule::Links, contents.0, 0));
}

#[test]
fn a_published_crate_says_what_registries_ask() {
    let licences = [("cli/LICENSE-APACHE", ""), ("cli/LICENSE-MIT", "")];
    let full = "[package]\nname = \"a\"\nversion.workspace = true\nedition = \"2024\"\nrust-version = \"1.85\"\nlicense = \"MIT\"\n\
        description = \"A.\"\ndocumentation = \"https://docs.rs/a\"\nrepository.workspace = true\nreadme = \"README.md\"\nkeywords = [\"a\"]\n\
        categories = [\"encoding\"]\n\
        include = [\"/src/**\", \"/README.md\", \"/LICENSE-*\", \"!/src/**/tests.rs\", \"!/src/**/*_tests.rs\", \"!/src/**/tests/**\"]\n\
        [package.metadata.docs.rs]\ntargets = []\n";
    let wrong = |text: &str, licences: &[(&str, &str)]| {
        let files: Vec<(&str, &str)> = [("cli/Cargo.toml", text)].into_iter().chain(licences.iter().copied()).collect();
        wrong(&files)
    };
    assert_eq!(wrong(full, &licences), []);
    assert_eq!(wrong(full, &licences[..1]), only(Rule::Packages, "cli/Cargo.toml", 0));
    let lines: Vec<&str> = full.lines().collect();
    let needed = (3..lines.len() - 2).chain([lines.len() - 2]);
    for at in needed {
        let without: Vec<&str> =
            lines.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, line)| *line).collect();
        assert_eq!(
            wrong(&without.join("\n"), &licences),
            only(Rule::Packages, "cli/Cargo.toml", 0),
            "without {}",
            lines[at]
        );
    }
    for (old, new) in [("[\"a\"]", "[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]"), (", \"!/src/**/tests.rs\"", "")] {
        assert_eq!(wrong(&full.replace(old, new), &licences), only(Rule::Packages, "cli/Cargo.toml", 0), "{new}");
    }
    assert_eq!(wrong("[package]\nname = \"a\"\npublish = false\n", &[]), []);
}
