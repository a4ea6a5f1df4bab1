use super::run;

/// Each bad input gives one error, with a code, a line, a column and a hint, and no document.
#[track_caller]
fn refused(name: &str, text: &[u8], code: &str, line: usize, column: usize) {
    let (document, problems) = run(name, text);
    assert!(document.is_none());
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = &problems[0];
    assert_eq!(problem.code.text(), code, "{problem:?}");
    let place = problem.place.as_ref().expect("a place");
    assert_eq!((place.file.as_str(), place.line, place.column), (name, line, column), "{problem:?}");
    assert!(!problem.hint.is_empty() && !problem.message.is_empty());
}

#[test]
fn what_is_no_text() {
    refused("a.yaml", b"", "empty", 1, 1);
    refused("a.yaml", b" \n\t\n", "empty", 1, 1);
    refused("a.yaml", b"openapi: 3.1.0\nab\xFF", "not-text", 2, 3);
    refused("a.yaml", b"PK\x03\x04", "not-text", 1, 3);
    refused("a.yaml", b"\xFF\xFEo\0", "not-text", 1, 1);
}

#[test]
fn what_is_no_yaml() {
    refused("a.yaml", b"openapi: 3.1.0\ninfo:\n\ttitle: x\n", "syntax", 3, 1);
    refused("a.yaml", b"openapi: 3.1.0\ninfo:\n  title: \"x\n", "syntax", 3, 10);
    refused("a.yaml", b"openapi: 3.1.0\ninfo:\n  title: x\n version: y\n", "syntax", 4, 2);
    refused("a.yaml", b"a: b: c\n", "syntax", 1, 5);
    refused("a.yaml", b"a: [b, c\n", "syntax", 1, 4);
    refused("a.yaml", b"a: {{b}}\n", "syntax", 1, 5);
    refused("a.yaml", b"a: *b\n", "syntax", 1, 4);
    refused("a.yaml", b"a: &b [*b]\n", "syntax", 1, 8);
    refused("a.yaml", b"a: @b\n", "syntax", 1, 4);
}

#[test]
fn what_is_no_json() {
    refused("a.json", b"{\"openapi\": \"3.1.0\",\n}", "syntax", 2, 1);
    refused("a.json", b"{\"openapi\": \"3.1.0\"", "syntax", 1, 19);
    refused("a.json", b"{openapi: 1}", "syntax", 1, 2);
}

#[test]
fn what_is_no_openapi_document() {
    refused("a.yaml", b"a: 1\n", "no-version", 1, 1);
    refused("a.json", b"[1]", "not-an-object", 1, 1);
    refused("a.yaml", b"hello", "not-an-object", 1, 1);
    refused("a.yaml", b"info: {}\nopenapi: 4.0.0\n", "unknown-version", 2, 1);
    refused("a.json", b"{\"swagger\": \"1.2\"}", "unknown-version", 1, 2);
    refused("a.yaml", b"openapi: []\n", "unknown-version", 1, 1);
}

#[test]
fn what_would_exhaust_the_machine() {
    let deep = |open: &str| format!("{{\"openapi\": \"3.1.0\", \"x\": {}", open.repeat(10_000));
    for text in [deep("["), deep("{\"a\":")] {
        for name in ["a.json", "a.yaml"] {
            let (document, problems) = run(name, text.as_bytes());
            assert!(
                document.is_none() && problems.len() == 1 && problems[0].message.contains("nested"),
                "{problems:?}"
            );
        }
    }
    for text in ["- ".repeat(10_000), "? ".repeat(10_000), "a: [".repeat(10_000), "&a\n".repeat(10_000)] {
        assert!(run("a.yaml", text.as_bytes()).0.is_none());
    }
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        bomb.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    let (document, problems) = run("a.yaml", bomb.as_bytes());
    assert!(document.is_none() && problems[0].message.contains("aliases"), "{problems:?}");
}

#[test]
fn what_is_read_all_the_same() {
    for text in
        ["swagger: 2\n", "swagger: 2.0\n", "openapi: 3.0\n", "\u{FEFF}openapi: 3.2.0\n", "{openapi: 3.1.0} # c\n"]
    {
        let (document, _) = run("a.yaml", text.as_bytes());
        assert!(document.is_some(), "{text}");
    }
}
