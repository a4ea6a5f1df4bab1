//! Depth of a JSON text.

/// Returns true if a JSON text nests deeper than this. Text that is not JSON gets some response; its parser has the word.
pub(crate) fn nests_deeper(json: &[u8], most: usize) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                if depth > most {
                    return true;
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_do_not_count() {
        let table = [
            ("1", 0, false),
            ("[]", 0, true),
            ("[]", 1, false),
            ("[[],[],{}]", 2, false),
            ("[[],[{}]]", 2, true),
            (r#"["[[[[\"[[", "{"]"#, 1, false),
            (r#"["\\", [1]]"#, 1, true),
        ];
        for (json, most, wanted) in table {
            assert_eq!(nests_deeper(json.as_bytes(), most), wanted, "{json} {most}");
        }
    }
}
