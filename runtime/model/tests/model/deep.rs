//! Nesting: what is too deep is an error, and what is not fits a thread's usual stack, in every build.

use specsmith_model::prelude::*;
use specsmith_model::{self as model, DecodeError, DecodeErrorKind, DecodeMode};

use crate::sample::{Tree, strict};

/// A document nobody means.
const ENDLESS: usize = 100_000;
/// The deepest one that is read.
const DEEPEST: usize = 127;

/// A number, or a sum of two of itself.
#[derive(Clone, Debug, PartialEq)]
enum Term {
    Number(f64),
    Sum(Box<Sum>),
    Unknown(Value),
}

#[derive(Clone, Debug, PartialEq)]
struct Sum {
    left: Term,
    right: Term,
}

impl Decode for Sum {
    fn decode_fields(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Ok(Self { left: fields.required("left")?, right: fields.required("right")? })
    }
}

impl Encode for Sum {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.required("left", &self.left);
        object.required("right", &self.right);
        object.finish();
    }

    fn visit_fields<V: specsmith_model::FieldVisitor>(&self, _: &Self, _: &mut V) {}
}
specsmith_model::model!(Sum);

impl Union for Term {
    const CASES: Cases = Cases::shaped(&[
        Case::new("Number", Kinds::NUMBER),
        Case::new("Sum", Kinds::OBJECT).required(&["left", "right"]).known(&["left", "right"]),
    ]);

    fn decode_case(case: usize, node: Node<'_>) -> Result<Self, Fault> {
        match case {
            0 => node.decode().map(Self::Number),
            1 => node.decode().map(Self::Sum),
            _ => node.decode().map(Self::Unknown),
        }
    }

    fn encode_case(&self, writer: &mut Writer) {
        match self {
            Self::Number(value) => writer.value(value),
            Self::Sum(value) => writer.value(value),
            Self::Unknown(value) => writer.value(value),
        }
    }
}
specsmith_model::union!(Term);

/// A value inside this many others of the same form.
fn nest(open: &str, inner: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + inner + &close.repeat(depth)
}

/// Runs on two megabytes, what std gives a thread.
fn on_a_small_stack(test: fn()) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(test).unwrap().join().unwrap();
}

#[track_caller]
fn too_deep<T: std::fmt::Debug>(result: Result<T, DecodeError>) {
    assert_eq!(result.unwrap_err().kind(), DecodeErrorKind::Depth);
}

#[test]
fn a_document_without_end_is_an_error() {
    on_a_small_stack(|| {
        let records = nest(r#"{"name":"a","left":"#, "null", "}", ENDLESS);
        let sums = nest(r#"{"right":1,"left":"#, "1", "}", ENDLESS);
        let lists = nest("[", "", "]", ENDLESS);
        for mode in [DecodeMode::Strict, DecodeMode::Lenient] {
            too_deep(model::decode_with::<Tree>(records.as_bytes(), mode));
            too_deep(model::decode_with::<Term>(sums.as_bytes(), mode));
            too_deep(model::decode_with::<Value>(lists.as_bytes(), mode));
        }
        too_deep(model::from_str::<Tree>(&nest(r#"{"name":"a","new":["#, "", "]}", ENDLESS)));
        assert!(serde_json::from_str::<Tree>(&records).unwrap_err().to_string().contains("recursion"));
    });
}

#[test]
fn a_value_without_end_is_an_error() {
    on_a_small_stack(|| {
        let mut value = Value::Null;
        for _ in 0..ENDLESS {
            value = Value::Array(vec![value]);
        }
        too_deep(model::from_value::<Value>(&value));
        too_deep(model::from_value::<Vec<Tree>>(&value));
        // `serde_json` drops one inside the other.
        while let Value::Array(mut items) = value {
            value = items.pop().unwrap();
        }
    });
}

#[test]
fn the_deepest_document_that_is_read_can_be_used() {
    on_a_small_stack(|| {
        let text = nest(r#"{"name":"a","children":["#, r#"{"name":"b"}"#, "]}", DEEPEST / 2);
        let tree: Tree = model::from_str(&text).unwrap();
        assert_eq!(model::to_string(&tree.clone()), text);
        assert_eq!(serde_json::to_string(&tree).unwrap(), text);
        assert!(tree == serde_json::from_str(&text).unwrap());
        let text = nest(r#"{"left":"#, "1", r#","right":1}"#, DEEPEST);
        let term: Term = model::from_str(&text).unwrap();
        assert_eq!(model::to_string(&term.clone()), text);
        assert_eq!(model::to_value(&term).unwrap().to_string().len(), text.len());
    });
}

#[test]
fn a_leaf_that_no_case_takes_is_kept_at_any_depth() {
    on_a_small_stack(|| {
        let text = nest(r#"{"left":"#, "true", r#","right":1}"#, DEEPEST);
        let error = strict::<Term>(&text).unwrap_err();
        assert_eq!(error.path(), format!("${}", ".left".repeat(DEEPEST)));
        let term: Term = model::decode_with(text.as_bytes(), DecodeMode::Lenient).unwrap();
        assert_eq!(model::to_string(&term), text);
    });
}

#[test]
fn a_value_that_a_program_nests_is_written_but_not_read_back() {
    on_a_small_stack(|| {
        let mut term = Term::Number(1.0);
        for _ in 0..200 {
            term = Term::Sum(Box::new(Sum { left: term, right: Term::Number(2.0) }));
        }
        too_deep(model::from_str::<Term>(&model::to_string(&term)));
        too_deep(model::to_value(&term));
        assert!(serde_json::to_string(&term).is_err());
    });
}
