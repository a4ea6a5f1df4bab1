//! Whatever an author writes, rustdoc tests our examples and nothing else.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Doc, code, first_paragraph, plain};
use crate::api::Docs;

const ROUNDS: usize = 1_000;

const OURS: &str = "let ours = 1;";

/// Pieces from which a hostile author could build a text.
const PARTS: [&str; 64] = [
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    " ",
    "  ",
    "   ",
    "    ",
    "     ",
    "\t",
    "```",
    "```",
    "````",
    "~~~",
    "~~~~",
    "``",
    "`",
    "```rust",
    "```text",
    "```no_run",
    "```should_panic",
    "```ignore",
    "``` {.rust}",
    "```,",
    "panic!();",
    "fn main() {}",
    "a",
    "Text.",
    "1. ",
    "1) ",
    "2. ",
    "10. ",
    "- ",
    "* ",
    "+ ",
    "> ",
    ">",
    "[^1]: ",
    "[a]: b",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<!--",
    "-->",
    "<script>",
    "<div>",
    "</div>",
    "<p>",
    "<?",
    "<![CDATA[",
    "]]>",
    "<ul><li>",
    "</li></ul>",
    "<table><tr><td>",
    "</td></tr></table>",
    "| a | b |\n|---|---|\n|",
    "#",
    "---",
    "\\",
    "\r",
    "&#10;",
    "&#96;",
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn text(&mut self) -> Docs {
        let parts = 1 + self.roll(14);
        Docs((0..parts).map(|_| PARTS[self.roll(PARTS.len())]).collect())
    }
}

/// Returns the code blocks that rustdoc would test, by the words it knows (The rustdoc book, "Documentation tests").
fn tested(text: &str, options: Options) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut inside = false;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                inside = match kind {
                    CodeBlockKind::Indented => true,
                    CodeBlockKind::Fenced(info) => info.split([',', ' ', '\t', '{', '}']).all(|word| {
                        let known = [
                            "",
                            "rust",
                            "no_run",
                            "should_panic",
                            "ignore",
                            "compile_fail",
                            "test_harness",
                            "standalone_crate",
                        ];
                        known.contains(&word) || word.starts_with("edition") || word.starts_with("ignore-")
                    }),
                };
                if inside {
                    found.push(String::new());
                }
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(text) if inside => found.last_mut().expect("a block").push_str(&text),
            _ => {}
        }
    }
    found
}

/// Comments as the emitters put them together, with text of an author in each position.
fn positions(text: &Docs, other: &Docs) -> Vec<(&'static str, Doc)> {
    let item = |docs: &Docs| Doc::new().author(docs).paragraph("Default: `1`.").list_item("`id` (path)");
    let inline = || Doc::new().paragraph(first_paragraph(text));
    vec![
        ("alone", Doc::new().author(text)),
        ("after another", Doc::new().author(other).author(text).paragraph("Deprecated.")),
        ("in an item", Doc::new().paragraph("# Parameters").paragraph(item(text))),
        ("in items", Doc::new().paragraph([item(text), item(other), item(text)].join("\n")).author(other)),
        ("in a nested item", Doc::new().author(&Docs(item(text))).paragraph(item(&Docs(item(other))))),
        ("in short", inline().author(other)),
        ("in short in an item", Doc::new().paragraph(format!("- `a`: {}\n- `b`", first_paragraph(text)))),
        ("in a code span", Doc::new().paragraph(format!("Always {}.\n- {}", code(&text.0), code(&other.0)))),
        ("as a title", Doc::new().paragraph(plain(&text.0)).paragraph(format!("# {}", plain(&other.0)))),
        ("in code", Doc::new().author(other).block_of_code("json", &text.0).author(text)),
        ("unsafe by mistake", Doc::new().paragraph(text.0.clone()).paragraph(format!("- {}", other.0))),
    ]
}

#[test]
fn no_text_becomes_a_doc_test() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for _ in 0..ROUNDS {
        let (text, other) = (dice.text(), dice.text());
        for (position, doc) in positions(&text, &other) {
            let doc = doc.example_code(OURS).block_of_code("json", "{}").author(&other);
            let markdown = doc.markdown();
            for options in [super::audit::rustdoc(), Options::empty()] {
                let ours = format!("{OURS}\n");
                assert_eq!(tested(&markdown, options), [ours], "{position}: {text:?}, {other:?}:\n{markdown}");
            }
        }
    }
}

/// The last line of defence shows a text as it was written. It is not needed for what passes through [`Doc::author`].
#[test]
fn text_of_an_author_is_rewritten_not_quoted_whole() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut quoted, mut all) = (Vec::new(), 0);
    for _ in 0..ROUNDS {
        let (text, other) = (dice.text(), dice.text());
        for (position, doc) in positions(&text, &other) {
            if position.starts_with("unsafe") {
                continue;
            }
            all += 1;
            let (joined, ours) = doc.joined(|text| text.into());
            if !super::audit::has_only(&joined, &ours) {
                quoted.push(format!("{position}: {text:?}, {other:?}:\n{joined}"));
            }
        }
    }
    assert!(quoted.is_empty(), "{} of {all}, such as {}", quoted.len(), quoted[0]);
}

#[test]
fn a_text_that_looks_harmless_has_no_code() {
    let mut dice = Dice(0x1234_5678_9ABC_DEF1);
    let mut harmless = 0;
    for _ in 0..40 * ROUNDS {
        let text = dice.text().0;
        if super::audit::has_no_code(&text) {
            harmless += 1;
            let around = format!("{text}\n\n```no_run\n{OURS}\n```\n\n{text}");
            for options in [super::audit::rustdoc(), Options::empty()] {
                assert_eq!(tested(&around, options), [format!("{OURS}\n")], "{text:?}");
            }
        }
    }
    assert!(harmless > ROUNDS, "{harmless}");
}

#[test]
fn code_first_in_a_text_is_a_block_of_its_list_item() {
    let docs = Docs("```\nexample-id\n```\n\npanic!();".to_owned());
    let item = Doc::new().author(&docs).paragraph("Default: `1`.").list_item("`id` (path)");
    assert_eq!(item, "- `id` (path):\n\n  ```text\n  example-id\n  ```\n\n  panic!();\n\n  Default: `1`.");
    let list = Doc::new().author(&Docs("- a\n- b".to_owned())).list_item("`id`");
    assert_eq!(list, "- `id`:\n\n  - a\n  - b");
    let text = Doc::new().author(&Docs("One\nline.\n\n    code".to_owned())).list_item("`id`");
    assert_eq!(text, "- `id`: One\n  line.\n\n  ```text\n  code\n  ```");
}

#[test]
fn a_first_paragraph_is_one_line() {
    let of = |text: &str| first_paragraph(&Docs(text.to_owned()));
    assert_eq!(of("`id` of\na role.\n\nMore."), "`id` of a role.");
    assert_eq!(of("One  \ntwo\\\\\nthree"), "One two\\\\ three");
    assert_eq!(of("1.5 is a number"), "1.5 is a number");
    for block in ["- a", "# Title\n\nText.", "> a", "```\na\n```", "    a", "| a |\n|---|\n| b |", "---", ""] {
        assert_eq!(of(block), "", "{block:?}");
    }
}
