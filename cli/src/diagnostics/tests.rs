use anstream::adapter::strip_str;
use specsmith_generator::pointer::Pointer;
use specsmith_generator::read::Source;
use specsmith_generator::report::{self, Place};

use super::*;

use crate::code::{Code, Problem};

fn source(text: &str) -> Source {
    Source { name: "api.yaml".to_owned(), bytes: text.as_bytes().to_vec() }
}

fn place(line: usize, column: usize) -> Place {
    Place { file: "api.yaml".to_owned(), line, column }
}

fn shown(problem: &Problem, text: &str) -> String {
    let source = source(text);
    strip_str(&render(problem, &Texts::of([&source]))).to_string()
}

fn dangling() -> Problem {
    Problem::warning(
        report::Code::DanglingRef.into(),
        &Pointer::parse("#/paths/~1a/get"),
        "`#/components/schemas/B` does not exist",
        "did you mean `#/components/schemas/A`?",
    )
}

#[test]
fn a_warning_shows_its_line_and_a_caret() {
    let text = "openapi: 3.1.0\npaths:\n  schema: { $ref: '#/components/schemas/B' }\n";
    let expected = "\
warning[dangling-ref]: `#/components/schemas/B` does not exist
 --> api.yaml:3:19
  |
3 |   schema: { $ref: '#/components/schemas/B' }
  |                   ^^^^^^^^^^^^^^^^^^^^^^^^
  = pointer: #/paths/~1a/get
  = help: did you mean `#/components/schemas/A`?
";
    assert_eq!(shown(&dangling().at(place(3, 19)), text), expected);
}

#[test]
fn two_places_share_one_gutter() {
    let text = "id: 1\n".repeat(11);
    let mut problem = dangling().at(place(11, 1));
    problem.other = Some(place(2, 1));
    problem.hint.clear();
    let expected = "\
warning[dangling-ref]: `#/components/schemas/B` does not exist
  --> api.yaml:11:1
   |
11 | id: 1
   | ^^
  ::: api.yaml:2:1
   |
 2 | id: 1
   | ^^
   = pointer: #/paths/~1a/get
";
    assert_eq!(shown(&problem, &text), expected);
}

#[test]
fn a_problem_of_the_whole_file_needs_no_source() {
    let problem = Problem::error(Code::MissingFile, &Pointer::root(), "there is no such file", "check the path")
        .at(Place { file: "none.yaml".to_owned(), line: 1, column: 1 });
    let expected = "error[missing-file]: there is no such file\n --> none.yaml:1:1\n  = help: check the path\n";
    assert_eq!(shown(&problem, ""), expected);
}

#[test]
fn a_minified_document_is_shown_around_the_place() {
    let text = format!("{{{}\"here\":1{}}}", "\"a\":1,".repeat(1000), ",\"b\":2".repeat(1000));
    let column = text.find("\"here\"").unwrap() + 1;
    let out = shown(&dangling().at(place(1, column)), &text);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[3].chars().count() < WINDOW_LINE, "{}", lines[3]);
    let caret = lines[4].find('^').unwrap();
    let start: String = lines[3].chars().skip(caret).take(6).collect();
    assert_eq!(start, "\"here\"");
}

/// Width of the excerpt, both ellipses and the gutter.
const WINDOW_LINE: usize = 120 + 2 + 5;

#[test]
fn carets_stand_under_wide_text_and_tabs() {
    let out = shown(&dangling().at(place(1, 6)), "\t名前: x\n");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[3], "1 |     名前: x");
    assert_eq!(lines[4], "  |           ^");
}

#[test]
fn places_outside_the_text_do_no_harm() {
    for (line, column) in [(0, 0), (1, 0), (1, 999), (999, 1)] {
        assert!(shown(&dangling().at(place(line, column)), "a: b\r\n").contains("dangling-ref"));
    }
}

#[test]
fn what_a_terminal_would_act_on_is_made_visible() {
    let mut problem = dangling().at(place(1, 1));
    problem.message = "\u{1b}[31mred\u{202e}dlrow\u{200b}\nnext".to_owned();
    let out = render(&problem, &Texts::default());
    assert!(out.contains("\\u{1b}[31mred\\u{202e}dlrow\\u{200b} next"), "{out}");
    let line = shown(&problem, "a\u{1b}]0;title\u{7}\u{2066}b\n");
    assert!(line.contains("a\\u{1b}]0;title\\u{7}\\u{2066}b"), "{line}");
}

#[test]
fn many_of_one_kind_are_counted() {
    let problems: Vec<Problem> = (0..PER_CODE + 5).map(|_| dangling()).collect();
    let mut out = Vec::new();
    print(&mut out, &problems, &Texts::default(), false).unwrap();
    let out = strip_str(std::str::from_utf8(&out).unwrap()).to_string();
    assert_eq!(out.matches("warning[dangling-ref]").count(), PER_CODE);
    assert!(out.ends_with("note: 5 more of `dangling-ref`\n"), "{out}");

    let mut out = Vec::new();
    print(&mut out, &problems, &Texts::default(), true).unwrap();
    assert_eq!(String::from_utf8(out).unwrap().matches("dangling-ref").count(), PER_CODE + 5);
}

#[test]
fn notes_wait_until_asked_for() {
    let note = Problem::note(report::Code::PagingInferred.into(), &Pointer::root(), "pages follow `next`", "");
    let mut out = Vec::new();
    print(&mut out, &[note], &Texts::default(), false).unwrap();
    let out = strip_str(std::str::from_utf8(&out).unwrap()).to_string();
    assert_eq!(out, "note: 1 note not shown; --verbose shows everything\n");
}

#[test]
fn counts_read_as_a_list() {
    let note = || Problem::note(report::Code::LongerName.into(), &Pointer::root(), "", "");
    assert_eq!(Counts::of(&[dangling(), note(), dangling()]).to_string(), "2 warnings, 1 note");
    assert_eq!(Counts::of(&[]).to_string(), "");
}
