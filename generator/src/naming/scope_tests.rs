use super::*;

fn claim<N: Name>(texts: &[&str]) -> Vec<String> {
    let mut scope = Scope::new();
    texts.iter().map(|text| scope.claim::<N>(text).as_str().to_owned()).collect()
}

#[test]
fn readable_names() {
    assert_eq!(
        claim::<FieldName>(&["type", "self", "extra", "roleId", "2fa", ""]),
        ["r#type", "self_field", "extra_field", "role_id", "value_2fa", "empty"]
    );
    assert_eq!(
        claim::<VariantName>(&["+1", "-1", "", "Unknown", "Self", "200", "*"]),
        ["Plus1", "Minus1", "Empty", "UnknownValue", "SelfValue", "Value200", "Star"]
    );
    assert_eq!(
        claim::<TypeName>(&["Option", "Error", "HTTPServer", "2fa", "a/b.c"]),
        ["OptionObject", "ErrorObject", "HttpServer", "Type2fa", "ABC"]
    );
    assert_eq!(claim::<ParamName>(&["query", "r", "gen"]), ["query_param", "r", "r#gen"]);
    assert_eq!(
        claim::<ModuleName>(&["mod", "type", "aux", "2010-04-01"]),
        ["mod_mod", "r#type", "aux_mod", "v2010_04_01"]
    );
    assert_eq!(claim::<RequestName>(&["Json", "Update"]), ["JsonRequest", "Update"]);
    assert_eq!(claim::<ResourceName>(&["Json", "Roles"]), ["JsonResource", "Roles"]);
}

#[test]
fn collisions_take_more_of_the_string_then_a_number() {
    assert_eq!(claim::<VariantName>(&["asc", "ASC", "Asc"]), ["Asc", "AscUpper", "AscCapitalized"]);
    assert_eq!(
        claim::<FieldName>(&["id", "$id", "@id", "ID", "Id"]),
        ["id", "dollar_id", "at_id", "id_upper", "id_capitalized"]
    );
    let mut scope = Scope::new();
    assert_eq!(scope.claim_first::<TypeName>(&["Role"]).as_str(), "Role");
    assert_eq!(scope.claim_first::<TypeName>(&["Role", "Admin Role"]).as_str(), "AdminRole");
}

fn together<N: Name>(texts: &[&str]) -> Vec<String> {
    let forms: Vec<Vec<String>> = texts.iter().map(|text| vec![(*text).to_owned()]).collect();
    Scope::new().claim_all::<N>(&forms).iter().map(|name| name.as_str().to_owned()).collect()
}

#[test]
fn names_say_what_differs_and_the_exact_spelling_of_a_name_not_of_a_value_is_plain() {
    let values: &[(&[&str], &[&str])] = &[
        (&["GMT-1", "GMT"], &["GmtMinus1", "Gmt"]),
        (&["GMT+1", "GMT-1", "GMT"], &["GmtPlus1", "GmtMinus1", "Gmt"]),
        (&["GMT1", "GMT-1"], &["Gmt1", "GmtMinus1"]),
        (&["asc", "ASC"], &["AscLower", "AscUpper"]),
        (&["ASC", "Asc", "asc"], &["AscUpper", "AscCapitalized", "AscLower"]),
        (&["m"], &["M"]),
        (&["m", "M"], &["MLower", "MUpper"]),
        (&["gpt4", "gpt-4"], &["Gpt4Plain", "GptDash4"]),
        (&["gpt-4"], &["Gpt4"]),
        (&["1.5", "1-5", "15"], &["Value1Dot5", "Value1Dash5", "Value15"]),
        (&["A+", "A-", "A"], &["APlus", "AMinus", "A"]),
        (&["C", "C++", "C#"], &["C", "CPlusPlus", "CHash"]),
        (&["100", "100%"], &["Value100", "Value100Percent"]),
        (&["asc", "ASC", "asc_upper"], &["AscLower", "AscUpperPlain", "AscUnderscoreUpper"]),
        (&["foo_bar", "FOO_BAR", "foo-bar"], &["FooUnderscoreBarLower", "FooBarUpper", "FooDashBar"]),
    ];
    for (texts, names) in values {
        assert_eq!(together::<VariantName>(texts), *names, "{texts:?}");
    }
    assert_eq!(together::<TypeName>(&["model_type", "ModelType"]), ["ModelUnderscoreType", "ModelType"]);
    assert_eq!(together::<TypeName>(&["model_type", "modelType"]), ["ModelUnderscoreType", "ModelTypeCamel"]);
    let inputs: &[(&[&str], &[&str])] = &[
        (&["ids[]", "ids"], &["ids_brackets", "ids"]),
        (&["ids[]"], &["ids"]),
        (&["Ids[]", "Ids"], &["ids_brackets", "ids"]),
        (&["filter[a]", "filter.a", "filter_a"], &["filter_brackets_a", "filter_dot_a", "filter_a"]),
        (&["", " "], &["empty", "blank"]),
        (&["userId", "user_id", "user-id"], &["user_id_camel", "user_id", "user_dash_id"]),
        (&["StartTime", "StartTime<", "StartTime>"], &["start_time", "start_time_less", "start_time_greater"]),
        (&["id", "ID", "Id", "$id"], &["id", "id_upper", "id_capitalized", "dollar_id"]),
    ];
    for (texts, names) in inputs {
        assert_eq!(together::<ParamName>(texts), *names, "{texts:?}");
        assert_eq!(together::<FieldName>(texts), *names, "{texts:?}");
    }
}

/// A small generator of pseudo-random numbers, so that a failure repeats.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn text(&mut self) -> String {
        const BITS: &[&str] = &[
            "a",
            "B",
            "id",
            "ID",
            "type",
            "self",
            "Self",
            "crate",
            "_",
            "-",
            "+",
            "1",
            "9",
            ".",
            "/",
            " ",
            "é",
            "e\u{301}",
            "日",
            "ß",
            "😀",
            "\u{200d}",
            "\u{feff}",
            "\0",
            "\"",
            "'",
            "\\",
            "\n",
            "r#",
            "#",
            "$",
            "fn",
            "gen",
            "Unknown",
            "new",
            "Ω",
            "а",
            "ⅷ",
            "٣",
            "ﷺ",
            "\u{e000}",
            "\u{10ffff}",
            "*/",
            "}",
        ];
        (0..self.roll(5)).map(|_| BITS[self.roll(BITS.len())]).collect()
    }
}

fn check<N: Name>(names: &[N], texts: &[String]) {
    let mut seen = HashSet::new();
    for (name, text) in names.iter().zip(texts) {
        let name = name.as_str();
        assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{text:?} became {name:?}");
        assert!(name.is_ascii() && !name.contains("__"), "{text:?} became {name:?}");
        assert!(seen.insert(name.to_owned()), "{name:?} twice, from {texts:?}");
    }
}

fn property<N: Name>(dice: &mut Dice) {
    for _ in 0..300 {
        let texts: Vec<String> = (0..dice.roll(40)).map(|_| dice.text()).collect();
        let mut scope = Scope::new();
        let one_by_one: Vec<N> = texts.iter().map(|text| scope.claim(text)).collect();
        check(&one_by_one, &texts);
        let lists: Vec<Vec<String>> = texts.iter().map(|text| vec![text.clone()]).collect();
        let at_once: Vec<N> = Scope::new().claim_all(&lists);
        check(&at_once, &texts);
    }
}

/// Returns texts that are likely to want one name.
fn alike(dice: &mut Dice) -> String {
    const BITS: &[&str] = &["a", "A", "b", "Upper", "lower", "plain", "_", "-", "+", "1", "dash", "[]", ".", " "];
    (0..=dice.roll(4)).map(|_| BITS[dice.roll(BITS.len())]).collect()
}

fn law<N: Name>(dice: &mut Dice) {
    for _ in 0..2_000 {
        let mut texts: Vec<String> = (0..2 + dice.roll(8)).map(|_| alike(dice)).collect();
        texts.sort();
        texts.dedup();
        let named = |texts: &[String]| -> HashMap<String, String> {
            let names = together::<N>(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            names.into_iter().zip(texts.iter().cloned()).collect()
        };
        let all = named(&texts);
        let mut turned = texts.clone();
        turned.rotate_left(dice.roll(texts.len()));
        turned.reverse();
        assert_eq!(named(&turned), all, "another order, other names");
        let added = texts.swap_remove(dice.roll(texts.len()));
        for (name, text) in named(&texts) {
            let now = all.get(&name).unwrap_or(&text);
            let exact = plain_claim::<N>(std::slice::from_ref(now)).spelling != Spelling::Other;
            assert!(
                *now == text || (exact && *now == added),
                "{name} was {text:?}, now {now:?}: {texts:?} + {added:?}"
            );
            assert!(N::STYLE == Style::Snake || *now == text || *now == name, "{name} went from {text:?} to {now:?}");
        }
    }
}

#[test]
fn names_do_not_depend_on_the_order_and_never_go_to_another_text() {
    let mut dice = Dice(17);
    law::<VariantName>(&mut dice);
    law::<TypeName>(&mut dice);
    law::<FieldName>(&mut dice);
    law::<ParamName>(&mut dice);
}

#[test]
fn any_strings_give_unique_identifiers() {
    let mut dice = Dice(7);
    property::<TypeName>(&mut dice);
    property::<FieldName>(&mut dice);
    property::<VariantName>(&mut dice);
    property::<MethodName>(&mut dice);
    property::<ModuleName>(&mut dice);
    property::<ParamName>(&mut dice);
    property::<RequestName>(&mut dice);
    property::<ResourceName>(&mut dice);
}
