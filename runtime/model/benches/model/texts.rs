//! The JSON that is decoded.

const ROLE: &str = r#"{"object":"role","id":"role_01HZX5Y2W8QJ4T6V","name":"API Project Key Manager","description":"Allows managing the API keys of a project","permissions":["api.organization.projects.api_keys.read","api.organization.projects.api_keys.write"],"resource_type":"api.project","predefined_role":false}"#;

const OPERANDS: [&str; 6] = [
    r#""published""#,
    "12.5",
    "true",
    r#"["draft","published"]"#,
    r#"{"from":1.5,"to":20.5}"#,
    r#"{"city":"Lagos","country":"Nigeria"}"#,
];

/// A page of a thousand roles.
pub(crate) fn page() -> String {
    let roles = vec![ROLE; 1000].join(",");
    format!(r#"{{"object":"list","data":[{roles}],"has_more":true,"next":"role_01HZX5Y2W8QJ4T6V"}}"#)
}

/// A filter of filters, six unions deep, with 1,024 comparisons.
pub(crate) fn filter() -> String {
    let mut next = 0;
    group(5, &mut next)
}

fn group(depth: usize, next: &mut usize) -> String {
    if depth == 0 {
        let operand = OPERANDS[*next % OPERANDS.len()];
        *next += 1;
        return format!(r#"{{"type":"is","key":"attribute_{next}","operand":{operand}}}"#);
    }
    let filters: Vec<String> = (0..4).map(|_| group(depth - 1, next)).collect();
    format!(r#"{{"type":"all","filters":[{}]}}"#, filters.join(","))
}
