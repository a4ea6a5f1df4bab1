//! Markdown of an author, parsed by the parser rustdoc uses and written again, so that nothing in it can do more than
//! be read: no HTML, no tests, no links into the crate, no reference that dangles.

use pulldown_cmark::{Parser, TextMergeStream};

use super::dialect::options;
use super::writer::Writer;
use super::{escape, html};

/// Longer texts are shown as they are written: a few bytes of marks take many times as much to parse.
const LONGEST: usize = 1 << 19;

/// A text that is safe in a doc comment.
pub(super) struct Safe {
    pub(super) lines: Vec<String>,
    /// True if it begins with a paragraph, which ends with the first empty line.
    pub(super) begins_with_text: bool,
}

/// Makes a text safe.
pub(super) fn safe(source: &str) -> Safe {
    if source.len() > LONGEST {
        return Safe { lines: vec![super::urls::plain(source)], begins_with_text: true };
    }
    let line = source.trim_end();
    if is_prose(line) { Safe { lines: vec![line.to_owned()], begins_with_text: true } } else { rewritten(source) }
}

/// Returns true for one line of words and the signs that mean nothing to Markdown between them: most comments are that, and come out as they went in.
fn is_prose(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let fits = |(at, byte): (usize, &u8)| match byte {
        b'0'..=b'9'
        | b'A'..=b'Z'
        | b'a'..=b'z'
        | b' '
        | b','
        | b'.'
        | b';'
        | b'?'
        | b'!'
        | b'('
        | b')'
        | b'\''
        | b'"'
        | b'%'
        | b'-'
        | b'$' => true,
        b'_' => is_word(at.checked_sub(1)) && is_word(Some(at + 1)),
        // The character after `:` or `/` decides whether an address begins.
        b':' | b'/' => {
            is_word(at.checked_sub(1))
                && matches!(bytes.get(at + 1), Some(b' ' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'))
        }
        _ => false,
    };
    bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.iter().enumerate().all(fits)
}

fn rewritten(source: &str) -> Safe {
    let source = escape::clean(source);
    let source = html::to_markdown(&source);
    let mut writer = Writer::new();
    for event in TextMergeStream::new(Parser::new_ext(&source, options())) {
        writer.event(event);
    }
    let (lines, begins_with_text) = writer.finish();
    Safe { lines, begins_with_text }
}

#[cfg(test)]
mod tests {
    use super::{is_prose, rewritten, safe};

    const ROUNDS: usize = 20_000;

    fn rendered(source: &str) -> String {
        safe(source).lines.join("\n")
    }

    #[track_caller]
    fn check(source: &str, expected: &str) {
        assert_eq!(rendered(source), expected, "of {source:?}");
        assert_eq!(rendered(expected), expected, "a second time, of {source:?}");
    }

    /// Whatever is taken for prose would come out of the parser as it is.
    #[test]
    fn prose_is_what_the_parser_leaves_alone() {
        const PARTS: [&str; 49] = [
            "a", "Role", "42", "1", "x1", " ", " ", " ", "  ", ",", ".", ". ", ";", "?", "!", "(", ")", "'", "\"", "%",
            "-", "--", " - ", "$", "_", "a_b", ":", ": ", "/", "http", "mailto", "www.", "@", "&", "*", "`", "[", "]",
            "<", ">", "#", "\\", "|", "~", "=", "+", "{", "}", "^",
        ];
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut next = |sides: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as usize % sides
        };
        // The later parts, which mostly are no prose, are rarer.
        let sides = [33, PARTS.len()];
        let mut prose = 0;
        for _ in 0..ROUNDS {
            let text: String = (0..=next(12))
                .map(|_| {
                    let sides = sides[usize::from(next(8) == 0)];
                    PARTS[next(sides)]
                })
                .collect();
            let line = text.trim_end();
            if is_prose(line) {
                prose += 1;
                assert_eq!(rewritten(&text).lines, [line], "{text:?}");
            }
        }
        assert!(prose > ROUNDS / 20, "{prose}");
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        check("Lists the roles of a project.", "Lists the roles of a project.");
        check("One line\nand the next.\n\nA paragraph.\n", "One line\nand the next.\n\nA paragraph.");
        check("snake_case, 3.5 > 2, a & b, 50%, C#", "snake_case, 3.5 > 2, a & b, 50%, C#");
    }

    #[test]
    fn what_is_no_link_is_escaped() {
        check("[x] and [Foo::bar] and a[0]", "\\[x\\] and \\[Foo::bar\\] and a\\[0\\]");
        check("[text](Vec) and ![i](x.png)", "text (`Vec`) and i (`x.png`)");
        check("[docs](/guides/x), [top](#top)", "docs (`/guides/x`), top");
        check("[x](javascript:alert(1))", "x (`javascript:alert(1)`)");
    }

    #[test]
    fn links_and_bare_addresses_are_linked() {
        check("See [the guide](https://a.example/x_y).", "See [the guide](https://a.example/x_y).");
        check("See https://a.example/x_(y).", "See <https://a.example/x_%28y%29>.");
        check("(see http://a.example/)", "(see <http://a.example/>)");
        check("Base: https://{region}.example.com/v1", "Base: `https://{region}.example.com/v1`");
        check("Mail <a@b.example>", "Mail <a@b.example>");
        check("<https://a.example?a=1&copy=2>", "<https://a.example?a=1&copy=2>");
    }

    #[test]
    fn code_never_runs_as_a_test() {
        check("```\nfn main() {}\n```", "```text\nfn main() {}\n```");
        check("```rust\npanic!()\n```", "```text\npanic!()\n```");
        check("~~~ should_panic\nx\n~~~", "```text\nx\n```");
        check("    let x = 1;\n", "```text\nlet x = 1;\n```");
        check("```json\n{\"a\": 1}", "```json\n{\"a\": 1}\n```");
        check("````\n```\n````", "````text\n```\n````");
    }

    #[test]
    fn html_becomes_markdown() {
        check("A<br>B", "A\\\nB");
        check("<p>One <b>bold</b> &amp; <code>a_b</code>.</p><p>Two.</p>", "One **bold** & `a_b`.\n\nTwo.");
        check("<ul><li>a</li><li>b</li></ul>", "- a\n- b");
        check("<a href=\"https://a.example\">x</a>", "[x](https://a.example)");
        check("Bearer <your-token>", "Bearer \\<your-token>");
        check(
            "<table>\n<tr> <th>A</th>\n<th>B</th></tr>\n<tr><td><p>1</p></td><td><code>2|3</code></td></tr>\n</table>\nEnd",
            "| A | B |\n| --- | --- |\n| 1 | `2\\|3` |\n\nEnd",
        );
        check("<script>alert(1)</script>x", "x");
        check("a <!-- hidden --> b", "a  b");
    }

    #[test]
    fn lists_are_set_in_exactly() {
        check("* a\n  b\nlazy\n* c", "- a\n  b\n  lazy\n- c");
        check("1) a\n\n   b\n2) c", "1. a\n\n   b\n\n2. c");
        check("- a\n    - b\n        - c", "- a\n  - b\n    - c");
        check("- a\n\n* b", "- a\n\n* b");
        check("- a\n\n  ```\n  x\n  ```", "- a\n\n  ```text\n  x\n  ```");
        check("text\n- a", "text\n\n- a");
    }

    #[test]
    fn other_blocks_keep_their_form() {
        check("> a\n> b", "> a\n> b");
        check("Title\n=====\nText", "# Title\n\nText");
        check("| a | b |\n|---|:-:|\n| `x|y` | z |", "| a | b |\n| --- | :-: |\n| \\`x | y\\` |");
        check("a\n***\nb", "a\n\n---\n\nb");
        check("a *b* __c__ ~~d~~ `e``", "a *b* **c** ~~d~~ \\`e\\`\\`");
    }

    #[test]
    fn text_that_looks_like_a_block_stays_text() {
        check("a\n\\# b", "a\n\\# b");
        check("1\\. a", "1\\. a");
        check("\\- a\n\\> b\n\\| c", "\\- a\n\\> b\n\\| c");
        check("a\n\\---", "a\n\\---");
    }

    #[test]
    fn hidden_characters_are_removed() {
        check("a\u{202e}b\u{0}c\u{feff}\td\re\u{2028}f", "abc d\ne\nf");
        check("a&#x202e;b&#10;c&#9;d", "ab c d");
        check("a\tb", "a   b");
    }

    #[test]
    fn nothing_makes_it_panic_or_crawl() {
        let deep = ">".repeat(20_000);
        let lists: String = (0..2_000).map(|n| format!("{}- a\n", "  ".repeat(n))).collect();
        let tags = "<b>".repeat(50_000);
        let open = "<p <".repeat(50_000);
        let sentences = "Fine. ".repeat(100_000);
        let parentheses = format!("https://a.example/{}", ")".repeat(100_000));
        for source in [&deep, &lists, &tags, &open, &sentences, &parentheses] {
            safe(source);
        }
        for source in ["", " ", "\n\n", "[", "![](", "<", "&", "`", "|", "\\", "é\u{300}[é](é)", "[a\n b](mailto:x)"]
        {
            let once = rendered(source);
            assert_eq!(rendered(&once), once, "of {source:?}");
        }
    }
}
