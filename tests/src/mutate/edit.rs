//! One edit of a document's tree.

use serde_json::{Map, Value, json};

use super::dice::Dice;
use super::seeds::Seed;
use super::stock;

/// Changes a document at one place.
pub(super) fn edit(document: &mut Value, seeds: &[Seed], dice: &mut dyn Dice) {
    match dice.roll(12) {
        0 => drop_member(document, dice),
        1 => duplicate(document, dice),
        2 => swap_members(document, dice),
        3 => swap_nodes(document, dice),
        4 => replace(document, dice, stock::value),
        5 | 6 => rename(document, dice),
        7 => graft(document, seeds, dice),
        8 => add_keyword(document, seeds, dice),
        9 => refer(document, dice),
        10 => rewrite(document, dice),
        _ => wrap(document, dice),
    }
}

fn is_any(_: &Value) -> bool {
    true
}

fn is_container(node: &Value) -> bool {
    match node {
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => false,
    }
}

/// Number of nodes of a tree that `is` is true of.
fn count(node: &Value, is: fn(&Value) -> bool) -> usize {
    let below = match node {
        Value::Array(items) => items.iter().map(|item| count(item, is)).sum(),
        Value::Object(members) => members.values().map(|member| count(member, is)).sum(),
        _ => 0,
    };
    usize::from(is(node)) + below
}

/// The node of a tree that has `left` of these before it.
fn nth(node: &mut Value, mut left: usize, is: fn(&Value) -> bool) -> Option<&mut Value> {
    if is(node) {
        if left == 0 {
            return Some(node);
        }
        left -= 1;
    }
    let children: Vec<&mut Value> = match node {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => Vec::new(),
    };
    for child in children {
        let inside = count(child, is);
        if left < inside {
            return nth(child, left, is);
        }
        left -= inside;
    }
    None
}

/// A random node that `is` is true of; never the root, unless it is the only one.
fn pick<'v>(document: &'v mut Value, is: fn(&Value) -> bool, dice: &mut dyn Dice) -> Option<&'v mut Value> {
    let nodes = count(document, is);
    let at = if nodes > 1 { 1 + dice.roll(nodes - 1) } else { 0 };
    nth(document, at, is)
}

/// A copy of a random node.
fn sample(document: &Value, dice: &mut dyn Dice) -> Value {
    let mut node = document;
    // Down from the root, to stop anywhere: small nodes and large ones are as likely.
    loop {
        let next = match node {
            Value::Array(items) => items.get(dice.roll(items.len())),
            Value::Object(members) => members.values().nth(dice.roll(members.len())),
            _ => None,
        };
        match next {
            Some(next) if dice.roll(5) > 0 => node = next,
            _ => return node.clone(),
        }
    }
}

fn drop_member(document: &mut Value, dice: &mut dyn Dice) {
    match pick(document, is_container, dice) {
        Some(Value::Array(items)) => drop(items.remove(dice.roll(items.len()))),
        Some(Value::Object(members)) => {
            if let Some(key) = members.keys().nth(dice.roll(members.len())).cloned() {
                members.shift_remove(&key);
            }
        }
        _ => {}
    }
}

fn duplicate(document: &mut Value, dice: &mut dyn Dice) {
    match pick(document, is_container, dice) {
        Some(Value::Array(items)) => {
            let item = items[dice.roll(items.len())].clone();
            items.insert(dice.roll(items.len() + 1), item);
        }
        Some(Value::Object(members)) => {
            if let Some((key, value)) = members.iter().nth(dice.roll(members.len())) {
                let (key, value) = (variation(key, dice), value.clone());
                members.insert(key, value);
            }
        }
        _ => {}
    }
}

/// A name that may collide with another.
fn variation(key: &str, dice: &mut dyn Dice) -> String {
    match dice.roll(8) {
        0 => key.to_uppercase(),
        1 => key.to_lowercase(),
        2 => format!("{key}_"),
        3 => format!("{key}2"),
        4 => key.replace(['_', '-'], " "),
        5 => format!("-{key}"),
        6 => stock::keyword(dice),
        _ => stock::name(dice),
    }
}

fn swap_members(document: &mut Value, dice: &mut dyn Dice) {
    match pick(document, is_container, dice) {
        Some(Value::Array(items)) => {
            let (a, b) = (dice.roll(items.len()), dice.roll(items.len()));
            items.swap(a, b);
        }
        Some(Value::Object(members)) => {
            let (a, b) = (dice.roll(members.len()), dice.roll(members.len()));
            let mut values: Vec<Value> = members.values().cloned().collect();
            values.swap(a, b);
            members.values_mut().zip(values).for_each(|(place, value)| *place = value);
        }
        _ => {}
    }
}

fn swap_nodes(document: &mut Value, dice: &mut dyn Dice) {
    let Some(first) = pick(document, is_any, dice).map(|node| node.clone()) else { return };
    let Some(second) = pick(document, is_any, dice).map(|node| std::mem::replace(node, first)) else { return };
    if let Some(node) = pick(document, is_any, dice) {
        *node = second;
    }
}

fn replace(document: &mut Value, dice: &mut dyn Dice, with: fn(&mut dyn Dice) -> Value) {
    if let Some(node) = pick(document, is_any, dice) {
        *node = with(dice);
    }
}

fn rename(document: &mut Value, dice: &mut dyn Dice) {
    let Some(Value::Object(members)) = pick(document, |node| node.is_object() && is_container(node), dice) else {
        return;
    };
    let at = dice.roll(members.len());
    let renamed: Map<String, Value> = std::mem::take(members)
        .into_iter()
        .enumerate()
        .map(|(index, (key, value))| if index == at { (variation(&key, dice), value) } else { (key, value) })
        .collect();
    *members = renamed;
}

fn graft(document: &mut Value, seeds: &[Seed], dice: &mut dyn Dice) {
    let from = &seeds[dice.roll(seeds.len())].document;
    let scion = if dice.roll(2) == 0 { sample(document, dice) } else { sample(from, dice) };
    if let Some(node) = pick(document, is_any, dice) {
        *node = scion;
    }
}

fn add_keyword(document: &mut Value, seeds: &[Seed], dice: &mut dyn Dice) {
    let value = match dice.roll(4) {
        0 => sample(document, dice),
        1 => sample(&seeds[dice.roll(seeds.len())].document, dice),
        _ => stock::value(dice),
    };
    if let Some(Value::Object(members)) = pick(document, Value::is_object, dice) {
        members.insert(stock::keyword(dice), value);
    }
}

/// A reference to some node of the document, components mostly.
fn reference(document: &Value, dice: &mut dyn Dice) -> Value {
    let mut pointer = String::from("#");
    let mut node = document;
    let mut least = if dice.roll(4) > 0 { ["components", "schemas"].iter() } else { [].iter() };
    loop {
        let wanted = least.next().copied().filter(|key| node.get(key).is_some());
        let next: Option<(String, &Value)> = match (node, wanted) {
            (node, Some(key)) => node.get(key).map(|next| (key.to_owned(), next)),
            (Value::Object(members), None) => {
                members.iter().nth(dice.roll(members.len())).map(|(key, next)| (key.clone(), next))
            }
            (Value::Array(items), None) => {
                let at = dice.roll(items.len());
                items.get(at).map(|next| (at.to_string(), next))
            }
            _ => None,
        };
        let Some((token, next)) = next else { break };
        pointer = format!("{pointer}/{}", token.replace('~', "~0").replace('/', "~1"));
        node = next;
        if least.len() == 0 && wanted.is_none() && dice.roll(2) == 0 {
            break;
        }
    }
    json!({ "$ref": pointer })
}

fn refer(document: &mut Value, dice: &mut dyn Dice) {
    let reference = reference(document, dice);
    if let Some(node) = pick(document, is_any, dice) {
        *node = reference;
    }
}

fn rewrite(document: &mut Value, dice: &mut dyn Dice) {
    let Some(Value::String(text)) = pick(document, Value::is_string, dice) else { return };
    match dice.roll(3) {
        0 => *text = stock::text(dice),
        1 => text.push_str(&stock::text(dice)),
        _ => *text = variation(text, dice),
    }
}

fn wrap(document: &mut Value, dice: &mut dyn Dice) {
    let other = if dice.roll(2) == 0 { reference(document, dice) } else { stock::value(dice) };
    let Some(node) = pick(document, |node| !node.is_string(), dice) else { return };
    let inner = node.take();
    *node = match dice.roll(7) {
        0 => json!({"allOf": [inner, other]}),
        1 => json!({"oneOf": [inner, other]}),
        2 => json!({"anyOf": [other, inner]}),
        3 => json!({"type": "array", "items": inner}),
        4 => json!({"type": "object", "additionalProperties": inner}),
        5 => json!({"type": "object", "properties": {stock::name(dice): inner, stock::name(dice): other}}),
        _ => json!([inner, other]),
    };
}
