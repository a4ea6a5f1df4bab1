//! Finds out without parsing whether a text may refer to other files: most documents are one file, and parsing them twice for this would be half the cost of
//! reading them.

/// Returns false if every reference in the text stays in it. In doubt true; the reader reports missing files at their references.
pub(super) fn may_name_files(text: &str) -> bool {
    let escaped = ["\\u0024", "\\x24"].iter().any(|dollar| text.contains(dollar));
    escaped
        || ["$ref", "operationRef"].iter().any(|key| values(text, key).any(|value| !is_own_pointer(value)))
        || mappings_may_name_files(text)
}

/// Returns true if a value of a mapping may name a file. Mappings overlap if prose or lists use the word often; then not all of them are searched.
fn mappings_may_name_files(text: &str) -> bool {
    let mut left = text.len().saturating_mul(4);
    values(text, "mapping").any(|value| {
        let members = members(value);
        match left.checked_sub(members.len()) {
            Some(rest) => {
                left = rest;
                may_name_files_in(members)
            }
            None => true,
        }
    })
}

/// Returns the text after each `key:`.
fn values<'t>(text: &'t str, key: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(key).filter_map(move |(at, key)| {
        let after = text.get(at + key.len()..)?;
        let after = after.strip_prefix(['"', '\'']).unwrap_or(after).trim_start();
        after.strip_prefix(':')
    })
}

/// Returns true for a pointer into the same document, in quotes: a `#` without quotes would begin a comment of YAML.
fn is_own_pointer(value: &str) -> bool {
    value.trim_start().strip_prefix(['"', '\'']).is_some_and(|value| value.starts_with('#'))
}

/// Returns the text of a discriminator's mapping, whose values are names of schemas, pointers, or files.
fn members(value: &str) -> &str {
    match value.trim_start().strip_prefix('{') {
        Some(flow) => flow.split('}').next().unwrap_or(flow),
        None => block(value),
    }
}

/// Returns true if a member of a mapping may be a file.
fn may_name_files_in(members: &str) -> bool {
    members.split(['\n', ',']).any(|member| {
        let value = member.split_once(": ").or(member.split_once("\":")).map_or(member, |(_, value)| value);
        let value = value.trim().trim_start_matches(['"', '\'']);
        !value.starts_with('#') && (value.contains(['/', '.']) || value.starts_with(['*', '&', '|', '>', '!', '?']))
    })
}

/// Returns the lines of a block of YAML: those as far in as its first, or further.
fn block(value: &str) -> &str {
    let Some((_, lines)) = value.split_once('\n') else { return value };
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let first = indent(lines);
    let mut end = 0;
    for line in lines.split_inclusive('\n') {
        if !line.trim().is_empty() && indent(line) < first {
            break;
        }
        end += line.len();
    }
    lines.get(..end).unwrap_or(lines)
}

#[cfg(test)]
mod tests {
    use super::may_name_files;

    #[test]
    fn references_within_are_told_from_files() {
        let within = [
            "a:\n  $ref: '#/b'\n  mapping:\n    cat.x: '#/components/schemas/Cat'\n    dog: Dog\nnext: ./file.yaml\n",
            r##"{"a":{"$ref":"#/b"},"mapping":{"cat":"#/c","dog":"Dog"},"c":"x.json"}"##,
            "description: says $ref and mapping\n",
        ];
        let outside = [
            "a:\n  $ref: pet.yaml\n",
            "a:\n  $ref: \"./pet.yaml#/Pet\"\n",
            "a:\n  $ref: # a comment\n    pet.yaml\n",
            "a: {$ref: *pet}\n",
            r#"{"\u0024ref": "x.json"}"#,
            r##"{"mapping":{"cat":"#/c","dog":"dog.json"}}"##,
            "mapping:\n  cat: '#/c'\n  dog: models/dog\n",
            "operationRef: other.yaml#/paths\n",
        ];
        assert_eq!(within.map(may_name_files), [false; 3]);
        assert_eq!(outside.map(may_name_files), [true; 8]);
    }
}
