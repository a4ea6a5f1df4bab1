//! One snapshot a feature: what the generator says of the fixture's document, and the Rust it writes for it.
//!
//! The snapshot stands beside the document (`fixtures/<feature>/output.snap`). Accept a change with `INSTA_UPDATE=always` after
//! reading it; CONTRIBUTING.md has the commands.

use std::fmt::Write;

use specsmith_tests::fixtures;

/// The files worth reviewing: all Rust but the table of contents, and the client only where it is the subject. The rest is pinned by the
/// roles crate.
fn is_shown(fixture: &str, path: &str) -> bool {
    if fixture == "types-only" {
        return path != "README.md" && path != "specsmith-manifest.json";
    }
    let client = path != "src/client.rs" || matches!(fixture, "relative-servers" | "servers" | "security");
    path.ends_with(".rs") && path != "src/lib.rs" && client && !path.ends_with("mod.rs")
}

fn rendered(name: &str) -> String {
    let output = fixtures::generate(name, "../runtime");
    let mut text = String::new();
    for problem in output.report.problems() {
        assert_eq!(problem.out_of_form(), None, "{name}");
        let place = problem.place.as_ref().map(ToString::to_string).unwrap_or_default();
        writeln!(text, "// {:?}[{}] {place} {}", problem.severity, problem.code, problem.pointer).expect("memory");
        writeln!(text, "//   {}", problem.message).expect("memory");
        writeln!(text, "//   help: {}", problem.hint).expect("memory");
    }
    for file in output.files.iter().filter(|file| is_shown(name, &file.path)) {
        writeln!(text, "\n// ─── {} ───\n{}", file.path, file.text).expect("memory");
    }
    text
}

fn check(name: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(fixtures::folder().join(name));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("output", rendered(name)));
}

macro_rules! features {
    ($($test:ident = $name:literal,)*) => {
        $(#[test] fn $test() { check($name); })*

        #[test]
        fn every_fixture_has_a_test() {
            let mut named = vec![$($name.to_owned()),*];
            named.sort();
            assert_eq!(named, fixtures::names().expect("the fixtures folder"));
        }
    };
}

features! {
    accumulation = "accumulation",
    alike_names = "alike-names",
    all_of = "all-of",
    any_of = "any-of",
    arrays = "arrays",
    base64_floats = "base64-floats",
    binary_as_text = "binary-as-text",
    bodies = "bodies",
    bodies_on_get_and_delete = "bodies-on-get-and-delete",
    body_alternatives = "body-alternatives",
    boxed_unions = "boxed-unions",
    brackets = "brackets",
    callbacks_and_webhooks = "callbacks-and-webhooks",
    client_settings = "client-settings",
    closed_types = "closed-types",
    constant_numbers = "constant-numbers",
    constants = "constants",
    conventions = "conventions",
    default_mapping = "default-mapping",
    default_styles = "default-styles",
    defaults = "defaults",
    degraded = "degraded",
    deprecated = "deprecated",
    derive_macros = "derive-macros",
    derives = "derives",
    described_twice = "described-twice",
    descriptions = "descriptions",
    discriminators = "discriminators",
    enum_texts = "enum-texts",
    errors_by_status = "errors-by-status",
    files_in_forms = "files-in-forms",
    formats = "formats",
    getters = "getters",
    given_names = "given-names",
    given_presence = "given-presence",
    header_and_cookie_parameters = "header-and-cookie-parameters",
    hostile = "hostile",
    ids_as_bases = "ids-as-bases",
    ignored_parts = "ignored-parts",
    inline_schemas = "inline-schemas",
    integer_enums = "integer-enums",
    integer_or_number = "integer-or-number",
    lines_bodies = "lines-bodies",
    links = "links",
    maps = "maps",
    media_parameters = "media-parameters",
    media_ranges = "media-ranges",
    media_types = "media-types",
    former_names = "former-names",
    method_aliases = "method-aliases",
    method_names = "method-names",
    missing_fields = "missing-fields",
    names = "names",
    names_like_extensions = "names-like-extensions",
    newtypes = "newtypes",
    null_setter_names = "null-setter-names",
    objects = "objects",
    one_of_shaped = "one-of-shaped",
    one_of_tagged = "one-of-tagged",
    openapi_3_2 = "openapi-3-2",
    optional_bodies = "optional-bodies",
    other_extensions = "other-extensions",
    own_types = "own-types",
    paging = "paging",
    parts_in_files = "parts-in-files",
    path_keys = "path-keys",
    path_parameters = "path-parameters",
    polling = "polling",
    presences = "presences",
    properties_beside_one_of = "properties-beside-one-of",
    query_parameters = "query-parameters",
    read_only = "read-only",
    recursion = "recursion",
    recursive_aliases = "recursive-aliases",
    ref_siblings = "ref-siblings",
    relative_servers = "relative-servers",
    responses = "responses",
    response_header_types = "response-header-types",
    response_headers = "response-headers",
    response_text = "response-text",
    retries = "retries",
    sample_names = "sample-names",
    schemas_without_type = "schemas-without-type",
    security = "security",
    servers = "servers",
    smallest_integers = "smallest-integers",
    statuses_outside_2xx = "statuses-outside-2xx",
    streams = "streams",
    streams_3_2 = "streams-3-2",
    string_enums = "string-enums",
    structured_output = "structured-output",
    swagger_2 = "swagger-2",
    tree_prefixes = "tree-prefixes",
    types_of_other_crates = "types-of-other-crates",
    types_only = "types-only",
    undeclared_streams = "undeclared-streams",
    union_tags = "union-tags",
    webhook_signatures = "webhook-signatures",
    websockets = "websockets",
}
