//! Printing of an `impl` of short functions, of a `static` made by calls, and of one-line items. They are most of a file of methods, and `syn` and
//! `prettyplease` take most of the time of printing them.
//!
//! Whatever is out of the ordinary is left to `prettyplease`: an expression with a block, an operator or a macro, and a line too long to stay one
//! that is not one of the two cases here.

use proc_macro2::{Delimiter, Group, TokenTree};

use super::{items, spell};

/// Lines of at most so many bytes are never broken by `prettyplease`.
const FITS: usize = 87;

/// Lines of at least so many bytes always are.
const BROKEN: usize = 92;

/// Returns the text of `impl Name { … }`; `None` for any other item, and for a function that is not short.
pub(super) fn implementation(item: &[TokenTree]) -> Option<String> {
    let [TokenTree::Ident(keyword), .., TokenTree::Group(body)] = items::after_attributes(item) else { return None };
    if keyword != "impl" || body.delimiter() != Delimiter::Brace {
        return None;
    }
    let mut text = String::with_capacity(512);
    let item = push_attributes(&mut text, "", item)?;
    let head = spell::plain(item.get(..item.len() - 1)?)?;
    push_line(&mut text, "", &head, " {")?;
    let body: Vec<TokenTree> = body.stream().into_iter().collect();
    let mut rest = body.as_slice();
    while !rest.is_empty() {
        if rest.len() < body.len() {
            text.push('\n');
        }
        rest = push_function(&mut text, rest)?;
    }
    // Empty brackets stand together.
    if body.is_empty() {
        return None;
    }
    text.push_str("}\n");
    Some(text)
}

/// Writes a function and returns the tokens after it.
fn push_function<'t>(text: &mut String, tokens: &'t [TokenTree]) -> Option<&'t [TokenTree]> {
    const INDENT: &str = "    ";
    let tokens = push_attributes(text, INDENT, tokens)?;
    let keyword = tokens.iter().position(|token| matches!(token, TokenTree::Ident(word) if word == "fn"))?;
    let (head, rest) = tokens.split_at_checked(keyword + 2)?;
    let [TokenTree::Group(arguments), rest @ ..] = rest else { return None };
    let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let (output, rest) = rest.split_at(rest.iter().position(is_body)?);
    let (TokenTree::Group(body), rest) = rest.split_first()? else { return None };
    let output = match output {
        [] => String::new(),
        [TokenTree::Punct(dash), TokenTree::Punct(arrow), output @ ..]
            if dash.as_char() == '-' && arrow.as_char() == '>' =>
        {
            format!(" -> {}", spell::plain(output)?)
        }
        _ => return None,
    };
    let arguments: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let arguments = list(&arguments)?;
    push_signature(text, &spell::plain(head)?, &arguments, &output)?;
    let body: Vec<TokenTree> = body.stream().into_iter().collect();
    if body.is_empty() {
        text.push_str("}\n");
        return Some(rest);
    }
    text.push('\n');
    let is_end = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ';');
    for statement in body.split_inclusive(is_end) {
        let (statement, end) = match statement.split_last() {
            Some((last, statement)) if is_end(last) => (statement, ";"),
            _ => (statement, ""),
        };
        if let [path @ .., TokenTree::Group(fields)] = statement
            && end.is_empty()
            && fields.delimiter() == Delimiter::Brace
        {
            push_literal(text, &spell::plain(path)?, fields)?;
            continue;
        }
        let statement = spell::plain(statement)?;
        // A function in a function, and a value that is assigned and not given back.
        if statement.contains("fn ") || (end.is_empty() && statement.contains(" = ")) {
            return None;
        }
        push_line(text, "        ", &statement, end)?;
    }
    text.push_str("    }\n");
    Some(rest)
}

/// Writes the literal of a struct that a function returns.
fn push_literal(text: &mut String, path: &str, fields: &Group) -> Option<()> {
    let fields: Vec<TokenTree> = fields.stream().into_iter().collect();
    let fields = list(&fields)?;
    let is_path = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'));
    if fields.is_empty() || !is_path {
        return None;
    }
    let line = format!("{path} {{ {} }}", fields.join(", "));
    if line.len() <= spell::LITERAL {
        return push_line(text, "        ", &line, "");
    }
    push_line(text, "        ", path, " {")?;
    for field in &fields {
        push_line(text, "            ", field, ",")?;
    }
    text.push_str("        }\n");
    Some(())
}

/// Writes a signature up to its opening brace: on one line, or with a line for each argument.
fn push_signature(text: &mut String, head: &str, arguments: &[String], output: &str) -> Option<()> {
    let length = |arguments: &[String]| arguments.iter().map(|argument| argument.len() + 2).sum::<usize>();
    let line = 4 + head.len() + 2 + length(arguments).saturating_sub(2) + output.len() + 2;
    if line <= FITS {
        text.push_str(&format!("    {head}({}){output} {{", arguments.join(", ")));
        return Some(());
    }
    // A list of arguments is broken when it is too long together with the text behind it, up to the next place where a line may end; a type with
    // arguments of its own is such a place.
    let first = output.find(['<', '(', '[']).map_or(line, |at| line - (output.len() + 2) + at + 1);
    if first < BROKEN || arguments.is_empty() {
        return None;
    }
    text.push_str(&format!("    {head}(\n"));
    for argument in arguments {
        push_line(text, "        ", argument, ",")?;
    }
    push_start(text, "    )", output, " {")
}

/// Returns the text of `static NAME: Type = Type::new(…).method(…)…;`; `None` for any other item.
pub(super) fn constant(item: &[TokenTree]) -> Option<String> {
    let bare = items::after_attributes(item);
    let is_static = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "static");
    if !bare.iter().take(3).any(is_static) {
        return None;
    }
    let mut text = String::with_capacity(256);
    let item = push_attributes(&mut text, "", item)?;
    let (TokenTree::Punct(end), item) = item.split_last()? else { return None };
    let is_call =
        |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    let visibility = item.iter().position(is_static)?;
    let call = visibility + item.get(visibility..)?.iter().position(is_call)?;
    if end.as_char() != ';' {
        return None;
    }
    let (head, rest) = item.split_at(call);
    let (TokenTree::Group(arguments), mut rest) = rest.split_first()? else { return None };
    let arguments: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let (text_of_head, arguments) = (spell::plain(head)?, list(&arguments)?);
    if !matches!(head.last(), Some(TokenTree::Ident(_))) || text_of_head.contains('.') {
        return None;
    }
    let mut methods = Vec::new();
    while !rest.is_empty() {
        let [TokenTree::Punct(dot), TokenTree::Ident(_), TokenTree::Group(group), ..] = rest else { return None };
        if dot.as_char() != '.' || group.delimiter() != Delimiter::Parenthesis {
            return None;
        }
        methods.push(spell::plain(&rest[..3])?);
        rest = &rest[3..];
    }
    push_calls(&mut text, &text_of_head, &arguments, &methods)?;
    Some(text)
}

/// Writes a call and those of its methods: on one line, or with a line for each method, and for each argument of the first call if need be.
fn push_calls(text: &mut String, head: &str, arguments: &[String], methods: &[String]) -> Option<()> {
    let first = format!("{head}({})", arguments.join(", "));
    let line = first.len() + methods.iter().map(String::len).sum::<usize>() + 1;
    if line <= FITS {
        return push_line(text, "", &format!("{first}{}", methods.concat()), ";");
    }
    if line < BROKEN {
        return None;
    }
    let indent = if methods.is_empty() { "" } else { "    " };
    if first.len() <= FITS && !methods.is_empty() {
        text.push_str(&first);
    } else if first.len() < BROKEN || arguments.len() < 2 {
        // A list that is the only argument would begin on the line of the call.
        return None;
    } else {
        text.push_str(&format!("{head}(\n"));
        for argument in arguments {
            text.push_str(indent);
            push_line(text, "    ", argument, ",")?;
        }
        text.push_str(&format!("{indent})"));
    }
    for method in methods {
        text.push('\n');
        push_start(text, "    ", method, ";")?;
        text.truncate(text.len() - 1);
    }
    text.push_str(";\n");
    Some(())
}

/// Returns the text of an item that is one line: `use a::b;`, `pub type A = B;`, `mod a;`.
pub(super) fn line(item: &[TokenTree]) -> Option<String> {
    let bare = items::after_attributes(item);
    let is_kind = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if ["use", "type", "mod"].iter().any(|keyword| word == keyword));
    let is_open = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    if !bare.iter().take(3).any(is_kind) || bare.iter().any(is_open) {
        return None;
    }
    let mut text = String::new();
    let item = push_attributes(&mut text, "", item)?;
    let (TokenTree::Punct(end), item) = item.split_last()? else { return None };
    if end.as_char() != ';' {
        return None;
    }
    push_line(&mut text, "", &spell::plain(item)?, ";")?;
    Some(text)
}

/// Returns the texts between commas outside of `<…>`.
fn list(tokens: &[TokenTree]) -> Option<Vec<String>> {
    let mut open = 0_usize;
    let is_end = |token: &TokenTree| {
        let TokenTree::Punct(sign) = token else { return false };
        match sign.as_char() {
            '<' => open += 1,
            '>' => open = open.saturating_sub(1),
            _ => {}
        }
        sign.as_char() == ',' && open == 0
    };
    let mut items: Vec<&[TokenTree]> = tokens.split(is_end).collect();
    if items.last().is_some_and(|last| last.is_empty()) {
        items.pop();
    }
    items.into_iter().map(spell::plain).collect()
}

/// Writes the attributes at the start of tokens, comments among them, and returns the rest; `None` if one does not fit on its line.
fn push_attributes<'t>(text: &mut String, indent: &str, tokens: &'t [TokenTree]) -> Option<&'t [TokenTree]> {
    let from = text.len();
    let rest = items::push_attributes(text, indent, tokens);
    let stays = |line: &str| line.len() <= FITS || line.trim_start().starts_with("//");
    text[from..].lines().all(stays).then_some(rest)
}

/// Writes a line, if it is certain to stay one.
fn push_line(text: &mut String, indent: &str, line: &str, end: &str) -> Option<()> {
    push_start(text, indent, line, end)?;
    text.push('\n');
    Some(())
}

/// Writes a line without its break, if it is certain to stay one.
fn push_start(text: &mut String, indent: &str, line: &str, end: &str) -> Option<()> {
    let fits = indent.len() + line.len() + end.len() <= FITS;
    fits.then(|| [indent, line, end].into_iter().for_each(|part| text.push_str(part)))
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::*;

    fn tokens(source: &str) -> Vec<TokenTree> {
        source.parse::<TokenStream>().expect("tokens").into_iter().collect()
    }

    fn quick(source: &str) -> Option<String> {
        let item = tokens(source);
        implementation(&item).or_else(|| constant(&item)).or_else(|| line(&item))
    }

    /// Prints a source without blank lines, which separate functions here.
    fn pretty(source: &str) -> String {
        prettyplease::unparse(&syn::parse_file(source).expect("Rust"))
    }

    #[test]
    fn lines_are_broken_where_prettyplease_breaks_them() {
        let mut printed = 0;
        for length in 1..110 {
            let word = "x".repeat(length);
            for source in [
                format!(
                    "impl A {{ pub fn {word}(&self, role_id: impl Into<String>) -> Update {{ Update {{ call }} }} }}"
                ),
                format!(
                    "impl A {{ fn a(&self, role_id: impl Into<String>, b: B<C>) -> {word}<D, E> {{ self.call(&role_id) }} }}"
                ),
                format!("impl {word} {{ pub(crate) fn new(client: Handle) -> Self {{ Self {{ client }} }} }}"),
                format!(
                    "impl A {{ #[must_use] pub fn a(mut self, b: &str) -> Self {{ let mut {word} = self.b; {word}.call(&b.into()); self }} }}"
                ),
                format!(
                    "impl A {{ fn a(&mut self) {{ }} pub fn {word}(b: Vec<(C, D)>, e: &'static str,) {{ let a: Vec<String> = b.map(|c| c.into()).collect(); }} }}"
                ),
                format!("impl A {{ fn {word}(&self) -> Vec<String> {{ self.a }} }}"),
                format!("impl A {{ fn a(&self) -> B {{ {word} {{ call: self.client.call(&LIST) }} }} }}"),
                format!("impl A {{ fn a(&self) -> B {{ List {{ call: self.client.call(&{word}), b }} }} }}"),
                format!("impl A {{ fn a(&self) -> B {{ let a = List {{ {word} }}; a }} }}"),
                format!("impl A {{ fn a(&self) -> B {{ a(a::{word} {{ b }}) }} }}"),
                format!(
                    "static A: Operation = Operation::new(\"{word}\", \"GET\", \"/a\").json_body(true).paging(Paging::cursor(&[\"a\"], \"b\"));"
                ),
                format!("static A: Operation = Operation::new(\"{word}\", \"GET\", \"/a/b/c/d/e/f/g/h/i/j/k\");"),
                format!("static A: Operation = Operation::new(\"a\", \"GET\").header(\"{word}\", A::B);"),
                format!("pub static A: Operation = Operation::new(\"{word}\");"),
                format!("#[cfg(a)] pub type A = Request<{word}, B>;"),
                format!("#[cfg(any(feature = \"{word}\", feature = \"b\"))] pub use a::*;"),
                format!("use a::{word}::*;"),
                format!("pub mod {word};"),
            ] {
                let Some(text) = quick(&source) else { continue };
                printed += 1;
                assert_eq!(text.replace("\n\n", "\n"), pretty(&source));
            }
        }
        assert!(printed > 800, "{printed}");
    }

    #[test]
    fn what_may_be_printed_otherwise_is_left_alone() {
        for body in [
            "a + b",
            "a - b",
            "a * b",
            "!a",
            "a == b",
            "a && b",
            "a & b",
            "a | b",
            "a >= b",
            "a..b",
            "a?",
            "-1",
            "*a",
            "a = b",
            "a as b",
            "if a { b }",
            "match a { b => c }",
            "loop {}",
            "for a in b {}",
            "while a {}",
            "unsafe { a }",
            "return a",
            "async { a }",
            "move |a| b",
            "|| a",
            "|a| { b }",
            "a!(b)",
            "{ a }",
            "A {}",
            "a(b,)",
            "[a; 4]",
            "#[b] a",
            "fn a() -> B { c }",
            "let A { .. } = b;",
            "let a = A { ..b };",
            "let a: &dyn B<C = &'static D> = e as F;",
        ] {
            assert_eq!(quick(&format!("impl A {{ fn a() {{ {body} }} }}")), None, "{body}");
        }
        for item in [
            "impl A {}",
            "impl A for B { fn a() {} }",
            "impl A where B: C { fn a() {} }",
            "impl A { fn a<B>() {} }",
            "impl A { const B: C = d; }",
            "impl A { type B = C; }",
            "impl A { async fn a() {} }",
            "impl A { fn a() -> B where C: D {} }",
            "static A: B = c.d(1).e(2);",
            "static A: B = c;",
            "static A: B = c(1) + d;",
            "static A: B = (1);",
            "use a::{b, c};",
            "use a as b;",
            "mod a { b!(); }",
        ] {
            assert_eq!(quick(item), None, "{item}");
        }
    }

    #[test]
    fn comments_and_attributes_stand_where_they_stood() {
        let source = "#[doc = b\"One.\"] impl A { #[doc = b\"Two.\\nThree.\"] #[must_use = \"x\"] pub fn a() {} #[doc = b\"Four.\"] fn b() {} }";
        let expected = "/// One.\nimpl A {\n    /// Two.\n    /// Three.\n    #[must_use = \"x\"]\n    pub fn a() {}\n\n    /// Four.\n    fn b() {}\n}\n";
        assert_eq!(quick(source).as_deref(), Some(expected));
    }
}
