//! Parsing of bytes into a tree: the encoding, then JSON or YAML, depending on the text.

use super::position::line_and_column;
use super::tree::{Refusal, Tree};
use super::{json, values, yaml};
use crate::pointer::Pointer;
use crate::report::{Code, Place, Problem, Report};

/// Parses a file. Returns `None` if it is refused; the report then has the reason.
pub(super) fn parse(name: &str, bytes: &[u8], report: &mut Report) -> Option<Tree> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(refusal) => return refuse(name, Code::NotText, refusal, report),
    };
    if text.trim().is_empty() {
        let refusal = Refusal::new(Some((1, 1)), "the file is empty", "give it an OpenAPI document");
        return refuse(name, Code::Empty, refusal, report);
    }
    if is_json(text) {
        match json::parse(text) {
            Ok(tree) => return Some(tree),
            Err(refusal) => {
                // A flow mapping with comments or bare keys is YAML; the name says whether that was meant.
                if (is_yaml_name(name) || refusal.message == json::OUT_OF_RANGE)
                    && let Ok(tree) = yaml_tree(text)
                {
                    return Some(tree);
                }
                return refuse(name, Code::Syntax, refusal, report);
            }
        }
    }
    match yaml_tree(text) {
        Ok(tree) => Some(tree),
        Err(refusal) => refuse(name, Code::Syntax, refusal, report),
    }
}

/// Marks in a text that `serde_yaml` may be given. It keeps some 300 bytes for each node before it looks at the first.
const MOST_MARKS: usize = 500_000;

/// Parses YAML by our parser, which has good messages; a text that it refuses is still accepted if `serde_yaml` accepts it.
fn yaml_tree(text: &str) -> Result<Tree, Refusal> {
    yaml::tree(text).or_else(|refusal| {
        let is_mark = |byte: &u8| matches!(byte, b'-' | b'?' | b':' | b',' | b'[' | b'{');
        let marks = text.bytes().filter(is_mark).count();
        if marks > MOST_MARKS { Err(refusal) } else { values::tree(text).ok_or(refusal) }
    })
}

/// Returns true if a text is to be read as JSON.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Returns the text of a file, without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, Refusal> {
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = bytes {
        return Err(Refusal::new(Some((1, 1)), "the file is UTF-16 text", "save it as UTF-8"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let sound = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or("");
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or(0);
        Refusal::new(
            Some(line_and_column(sound, sound.len())),
            format!("the file is not UTF-8 text: byte 0x{byte:02X} does not belong here"),
            "save the document as UTF-8; an archive or an image is not one",
        )
    })?;
    match text.bytes().position(|byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x08 | 0x1B)) {
        Some(at) => Err(Refusal::new(
            Some(line_and_column(text, at)),
            format!("the file holds the control character 0x{:02X}, so it is not text", text.as_bytes()[at]),
            "remove the character, or write it as an escape in a quoted text",
        )),
        None => Ok(text),
    }
}

fn is_yaml_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".yaml") || name.ends_with(".yml")
}

fn refuse(name: &str, code: Code, refusal: Refusal, report: &mut Report) -> Option<Tree> {
    let problem = Problem::error(code, &Pointer::root(), refusal.message, refusal.hint);
    report.add(match refusal.at {
        Some((line, column)) => problem.at(Place { file: name.to_owned(), line, column }),
        None => problem,
    });
    None
}
