//! Swagger 2.0's `collectionFormat` (Swagger 2.0, Parameter Object).

use super::{Absent, Form, Is, LIST};

const fn collected(members: &'static str, rows: &'static [(&'static str, super::Wire)]) -> Form {
    Form { members, shape: "type: array, items: {type: string}", rows }
}

/// In the query.
pub(crate) const QUERY: &[Form] = &[
    collected("", &[(LIST, Is("color=blue,black,brown")), ("[]", Absent)]),
    collected("collectionFormat: csv", &[(LIST, Is("color=blue,black,brown"))]),
    collected("collectionFormat: ssv", &[(LIST, Is("color=blue%20black%20brown"))]),
    collected("collectionFormat: tsv", &[(LIST, Is("color=blue%09black%09brown"))]),
    collected("collectionFormat: pipes", &[(LIST, Is("color=blue%7Cblack%7Cbrown"))]),
    collected("collectionFormat: multi", &[(LIST, Is("color=blue&color=black&color=brown"))]),
];

/// In the path.
pub(crate) const PATH: &[Form] = &[
    collected("", &[(LIST, Is("blue,black,brown"))]),
    collected("collectionFormat: csv", &[(LIST, Is("blue,black,brown"))]),
    collected("collectionFormat: pipes", &[(LIST, Is("blue%7Cblack%7Cbrown"))]),
    collected("collectionFormat: ssv", &[(LIST, Is("blue%20black%20brown"))]),
    collected("collectionFormat: tsv", &[(LIST, Is("blue%09black%09brown"))]),
];

/// A header.
pub(crate) const HEADER: &[Form] = &[
    collected("", &[(LIST, Is("blue,black,brown"))]),
    collected("collectionFormat: pipes", &[(LIST, Is("blue|black|brown"))]),
    collected("collectionFormat: ssv", &[(LIST, Is("blue black brown"))]),
];

/// A field of a form.
pub(crate) const FORM: &[Form] = &[
    collected("", &[(LIST, Is("color=blue,black,brown"))]),
    collected("collectionFormat: multi", &[(LIST, Is("color=blue&color=black&color=brown"))]),
    collected("collectionFormat: ssv", &[(LIST, Is("color=blue%20black%20brown"))]),
    collected("collectionFormat: tsv", &[(LIST, Is("color=blue%09black%09brown"))]),
    collected("collectionFormat: pipes", &[(LIST, Is("color=blue%7Cblack%7Cbrown"))]),
];
