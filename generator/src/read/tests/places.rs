use crate::pointer::Pointer;
use crate::read::{Input, Source, locate};
use crate::report::{Code, Problem, Report};

fn places(text: &str, pointers: &[&str]) -> Vec<(usize, usize)> {
    let mut report = Report::new();
    for pointer in pointers {
        report.add(Problem::warning(Code::WrongType, &Pointer::parse(pointer), *pointer, ""));
    }
    let input = Input::new(Source { name: "a".to_owned(), bytes: text.as_bytes().to_vec() });
    locate(&input, &mut report);
    let place = |pointer: &&str| {
        let problem = report.problems().iter().find(|problem| problem.message == **pointer).expect("kept");
        let place = problem.place.as_ref().expect("placed");
        (place.line, place.column)
    };
    pointers.iter().map(place).collect()
}

#[test]
fn json_keys_and_elements() {
    let text = "\n{ \"a\": [1, {\"b/c\": \"é\", \"d\\n\": 2}],\n  \"e\": \"{\\\"[\" , \"é\": {}, \"f\":3}";
    let pointers = ["#", "#/a", "#/a/1", "#/a/1/b~1c", "#/a/1/d\n", "#/e", "#/f", "#/a/7/x"];
    assert_eq!(places(text, &pointers), [(2, 1), (2, 3), (2, 12), (2, 13), (2, 25), (3, 3), (3, 26), (2, 3)]);
}

#[test]
fn lines_between_places_count() {
    let text = "{\"a\": 1, \"é\": 2, \"b\": 3,\n\n\n  \"c\": 4, \"d\": 5}";
    assert_eq!(places(text, &["#/a", "#/b", "#/c", "#/d"]), [(1, 2), (1, 18), (4, 3), (4, 11)]);
}

#[test]
fn yaml_keys_and_elements() {
    let text = "# c\na:\n  - 1\n  - b/c: é\n    'd': [x, {e: f}]\n200: ok\né: {g: 1}\n";
    let pointers = ["#", "#/a", "#/a/0", "#/a/1", "#/a/1/b~1c", "#/a/1/d/1/e", "#/200", "#/é/g", "#/é/h/i"];
    let expected = [(2, 1), (2, 1), (3, 5), (4, 5), (4, 5), (5, 15), (6, 1), (7, 5), (7, 1)];
    assert_eq!(places(text, &pointers), expected);
}

#[test]
fn both_places_of_a_duplicate_key() {
    for text in ["{\"a\": 1,\n \"a\": 2}", "a: 1\na: 2\n"] {
        let mut report = Report::new();
        report.add(Problem::warning(Code::DuplicateKey, &Pointer::parse("#/a"), "", ""));
        let input = Input::new(Source { name: "x".to_owned(), bytes: text.as_bytes().to_vec() });
        locate(&input, &mut report);
        let problem = &report.problems()[0];
        assert_eq!(problem.place.as_ref().map(|place| place.line), Some(2));
        assert_eq!(problem.other.as_ref().map(|place| place.line), Some(1));
    }
}

#[test]
fn places_in_other_files() {
    let mut input = Input::new(Source { name: "spec/api.yaml".to_owned(), bytes: b"a: 1".to_vec() });
    input.files.insert("m/pet.yaml".to_owned(), b"Pet:\n  type: x\n".to_vec());
    let mut report = Report::new();
    report.add(Problem::warning(Code::WrongType, &Pointer::parse("m/pet.yaml#/Pet/type"), "", ""));
    locate(&input, &mut report);
    let place = report.problems()[0].place.clone().expect("placed");
    assert_eq!(place.to_string(), "spec/m/pet.yaml:2:3");
}
