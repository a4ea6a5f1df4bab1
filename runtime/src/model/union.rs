//! Which case of a union a value is.

use super::Value;
use super::fault::{Fault, Miss, Reason};
use super::node::{Node, NodeKind};
use super::number;
use super::traits::Union;

/// How the case of a union is known.
#[derive(Clone, Copy, Debug)]
pub struct Cases(Decision);

#[derive(Clone, Copy, Debug)]
enum Decision {
    Tagged { tag: &'static str, values: &'static [(&'static str, usize)] },
    Shaped(&'static [Case]),
}

impl Cases {
    /// By the string under this key: each value with the number of its case.
    pub const fn tagged(tag: &'static str, values: &'static [(&'static str, usize)]) -> Self {
        Self(Decision::Tagged { tag, values })
    }

    /// By what a value looks like.
    pub const fn shaped(cases: &'static [Case]) -> Self {
        Self(Decision::Shaped(cases))
    }
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// None.
    pub const NONE: Self = Self(0);
    /// Objects.
    pub const OBJECT: Self = Self(1);
    /// Arrays.
    pub const ARRAY: Self = Self(2);
    /// Strings.
    pub const STRING: Self = Self(4);
    /// Numbers without a fraction.
    pub const INTEGER: Self = Self(8);
    /// Numbers.
    pub const NUMBER: Self = Self(16);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(32);
    /// `null`.
    pub const NULL: Self = Self(64);
    /// Every JSON type.
    pub const ANY: Self = Self(127);

    /// Both sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when the sets share a type.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

/// A constant of a schema.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// A string.
    Str(&'static str),
    /// An integer.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
}

impl Literal {
    /// True when the node is this constant; numbers are compared by value.
    pub fn is(self, node: Node<'_>) -> bool {
        match self {
            Self::Str(text) => node.as_str() == Some(text),
            Self::Bool(value) => node.as_bool() == Some(value),
            Self::Int(value) => node.as_number().and_then(number::to_i128) == Some(value.into()),
            Self::Float(value) => node.as_f64() == Some(value),
        }
    }
}

impl From<&'static str> for Literal {
    fn from(value: &'static str) -> Self {
        Self::Str(value)
    }
}

impl From<i64> for Literal {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Literal {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<bool> for Literal {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::Str(text) => text.into(),
            Literal::Int(value) => value.into(),
            Literal::Float(value) => value.into(),
            Literal::Bool(value) => value.into(),
        }
    }
}

/// One case of a shaped union: what its values look like from outside.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    name: &'static str,
    kinds: Kinds,
    required: &'static [&'static str],
    constants: &'static [(&'static str, &'static [Literal])],
    known: &'static [&'static str],
    closed: bool,
    words: &'static [&'static str],
}

impl Case {
    /// A case by its name (for messages) and JSON types.
    pub const fn new(name: &'static str, kinds: Kinds) -> Self {
        Self { name, kinds, required: &[], constants: &[], known: &[], closed: false, words: &[] }
    }

    /// Keys an object must have.
    #[must_use]
    pub const fn required(mut self, keys: &'static [&'static str]) -> Self {
        self.required = keys;
        self
    }

    /// Keys whose value is one of a few, when they are there.
    #[must_use]
    pub const fn constants(mut self, constants: &'static [(&'static str, &'static [Literal])]) -> Self {
        self.constants = constants;
        self
    }

    /// Every key the schema names.
    #[must_use]
    pub const fn known(mut self, keys: &'static [&'static str]) -> Self {
        self.known = keys;
        self
    }

    /// No other keys are allowed.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// The strings it is one of.
    #[must_use]
    pub const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }
}

/// How well a case fits: the first number that differs decides, then the order of the cases.
type Rank = (usize, usize, usize, usize);

/// Ranks one case.
fn rank(case: &Case, node: Node<'_>, lenient: bool) -> Result<Rank, Miss> {
    match node.kind() {
        NodeKind::Object if case.kinds.meets(Kinds::OBJECT) => rank_object(case, node, lenient),
        NodeKind::Array if case.kinds.meets(Kinds::ARRAY) => Ok((0, 0, 0, 0)),
        NodeKind::Boolean if case.kinds.meets(Kinds::BOOLEAN) => Ok((0, 0, 0, 0)),
        NodeKind::Null if case.kinds.meets(Kinds::NULL) => Ok((0, 0, 0, 0)),
        NodeKind::String if case.kinds.meets(Kinds::STRING) => {
            let listed = node.as_str().is_some_and(|text| case.words.contains(&text));
            // One of its words, then any text, then a word it does not know yet.
            Ok((if listed { 2 } else { usize::from(case.words.is_empty()) }, 0, 0, 0))
        }
        NodeKind::Integer | NodeKind::Number => rank_number(case, node),
        _ => Err(Miss::Kind),
    }
}

/// An integer is best taken as one, so that none of its digits are lost.
fn rank_number(case: &Case, node: Node<'_>) -> Result<Rank, Miss> {
    let written_integer = node.kind() == NodeKind::Integer;
    let integer = case.kinds.meets(Kinds::INTEGER);
    let number = case.kinds.meets(Kinds::NUMBER);
    if written_integer && integer {
        return Ok((1, 0, 0, 0));
    }
    if number {
        return Ok((usize::from(!written_integer), 0, 0, 0));
    }
    if integer && node.as_number().and_then(number::to_i128).is_some() {
        return Ok((0, 0, 0, 0));
    }
    Err(Miss::Kind)
}

fn rank_object(case: &Case, node: Node<'_>, lenient: bool) -> Result<Rank, Miss> {
    let mut constants = 0;
    for (key, values) in case.constants {
        if let Some(member) = node.get(key).filter(|member| !member.is_null()) {
            if !values.iter().any(|value| value.is(member)) {
                return Err(Miss::Constant(key));
            }
            constants += 1;
        }
    }
    let mut required = 0;
    for key in case.required {
        match node.get(key) {
            Some(_) => required += 1,
            None if lenient => {}
            None => return Err(Miss::Missing(key)),
        }
    }
    let missing = case.required.len() - required;
    let mut known = 0;
    for member in node.all_members() {
        if case.known.contains(&member.key()) {
            known += 1;
        } else if case.closed && !lenient {
            return Err(Miss::Unknown(member.index()));
        }
    }
    Ok((constants, usize::MAX - missing, required, known))
}

/// The cases a value may be, best first, and why the others are not.
fn candidates(cases: &[Case], node: Node<'_>) -> (Vec<usize>, Vec<Reason>) {
    let lenient = node.mode().is_lenient();
    let mut fit = Vec::with_capacity(cases.len());
    let mut misses = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        match rank(case, node, lenient) {
            Ok(rank) => fit.push((rank, number)),
            Err(why) => misses.push(Reason { case: case.name, why }),
        }
    }
    fit.sort_by(|(rank, _), (other, _)| other.cmp(rank));
    (fit.into_iter().map(|(_, number)| number).collect(), misses)
}

/// Number that is no case.
const UNKNOWN: usize = usize::MAX;

/// Decodes a union: the body of `Decode` for every one.
///
/// # Errors
/// When no case takes the node.
#[inline]
pub fn decode_union<T: Union>(node: Node<'_>) -> Result<T, Fault> {
    let Some(_deciding) = node.enter_union() else { return Err(Fault::endless(node)) };
    let mut attempts = Attempts::new(&T::CASES, node)?;
    while let Some(case) = attempts.next() {
        match T::decode_case(case, node) {
            Ok(value) => return Ok(value),
            Err(fault) => attempts.failed(fault)?,
        }
    }
    attempts.unknown()?;
    T::decode_case(UNKNOWN, node)
}

/// The cases of a union that are still to be tried with a value.
struct Attempts<'t> {
    node: Node<'t>,
    cases: &'static [Case],
    /// Numbers of cases, best first.
    order: Vec<usize>,
    tried: usize,
    misses: Vec<Reason>,
}

impl<'t> Attempts<'t> {
    fn new(cases: &Cases, node: Node<'t>) -> Result<Self, Fault> {
        match cases.0 {
            Decision::Tagged { tag, values } => Self::tagged(tag, values, node),
            Decision::Shaped(cases) => {
                let (order, misses) = candidates(cases, node);
                Ok(Self { node, cases, order, tried: 0, misses })
            }
        }
    }

    fn tagged(tag: &'static str, values: &'static [(&'static str, usize)], node: Node<'t>) -> Result<Self, Fault> {
        let order = match tagged_case(tag, values, node) {
            Ok(Some(case)) => vec![case],
            Ok(None) => Vec::new(),
            Err(_) if node.mode().is_lenient() => Vec::new(),
            Err(fault) => return Err(fault),
        };
        Ok(Self { node, cases: &[], order, tried: 0, misses: Vec::new() })
    }

    fn next(&mut self) -> Option<usize> {
        let case = self.order.get(self.tried).copied()?;
        self.tried += 1;
        Some(case)
    }

    /// Notes why the case just tried was not it; fails when there is nothing left to try.
    #[cold]
    fn failed(&mut self, fault: Fault) -> Result<(), Fault> {
        let Some(case) = self.order.get(self.tried - 1).and_then(|&case| self.cases.get(case)) else {
            return Err(fault);
        };
        if !self.node.spend() {
            return Err(Fault::endless(self.node));
        }
        self.misses.insert(self.tried - 1, Reason { case: case.name, why: Miss::Inside(fault) });
        Ok(())
    }

    /// Fails unless the value may be kept as one that this version does not know.
    fn unknown(self) -> Result<(), Fault> {
        let newer = self.order.is_empty() && self.misses.iter().any(|miss| matches!(miss.why, Miss::Constant(_)));
        if self.cases.is_empty() || newer || self.node.mode().is_lenient() {
            return Ok(());
        }
        Err(Fault::no_case(self.node, self.misses))
    }
}

/// The case of a tag; `None` for a tag that no case has.
fn tagged_case(
    tag: &'static str,
    values: &'static [(&'static str, usize)],
    node: Node<'_>,
) -> Result<Option<usize>, Fault> {
    if node.kind() != NodeKind::Object {
        return Err(Fault::expected(node, "an object"));
    }
    let Some(member) = node.get(tag) else { return Err(Fault::missing(node, tag)) };
    let Some(text) = member.as_str() else { return Err(Fault::expected(member, "a string")) };
    let Some((_, case)) = values.iter().find(|(value, _)| *value == text) else { return Ok(None) };
    // Only the first value of a case is written again from the case alone; another one stays among the extra fields.
    if values.iter().find(|(_, other)| other == case).is_some_and(|(value, _)| *value == text) {
        node.hide_tag(tag);
    }
    Ok(Some(*case))
}
