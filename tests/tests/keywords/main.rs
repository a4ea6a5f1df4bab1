//! Every keyword of Swagger 2.0, OpenAPI 3.0 to 3.2 and JSON Schema 2020-12, each in a small document: it is used, documented or reported.
//!
//! The fate of a keyword is found by generating with and without it and comparing the results. A keyword that makes no difference at all has to be on the
//! list, with the reason why a client needs nothing of it.

mod fate;
mod objects;
mod schemas;
mod swagger;

use fate::{Fate, Row, fate};

fn check(rows: Vec<Row>) {
    let mut wrong = Vec::new();
    for row in &rows {
        let found = fate(row);
        if let Fate::Nothing(reason) = row.fate {
            assert!(!reason.is_empty(), "`{}` needs a reason", row.key);
        }
        if found != row.fate {
            wrong
                .push(format!("{} `{}` in {}: expected {:?}, found {found:?}", row.version, row.key, row.at, row.fate));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn schema_keywords() {
    check(schemas::rows());
}

#[test]
fn keywords_of_openapi_3() {
    check(objects::rows());
}

#[test]
fn keywords_of_swagger_2() {
    check(swagger::rows());
}
