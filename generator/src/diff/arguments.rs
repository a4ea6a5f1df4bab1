//! Comparison of the arguments of methods, constructors and setters.

use super::pairs::Pairs;
use super::what::What;
use crate::surface::{Argument, Item, Kind, Part, Surface, Type};

/// Identity of an argument, independent of its name: its place in the request; a path parameter by its number.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key<'a> {
    Path(usize),
    Input(Part, &'a str),
    Name(&'a str),
}

fn keyed(takes: &[Argument]) -> Vec<(Key<'_>, &Argument)> {
    let mut paths = 0;
    let key = |argument| {
        let Argument { name, input, .. }: &Argument = argument;
        match input {
            Some(input) if input.part == Part::Path => {
                paths += 1;
                (Key::Path(paths), argument)
            }
            Some(input) => (Key::Input(input.part, &input.key), argument),
            None => (Key::Name(name), argument),
        }
    };
    takes.iter().map(key).collect()
}

/// Notes the changes of an item's arguments.
pub(super) fn compare(pairs: &Pairs<'_>, old: (usize, &Item), new: (usize, &Item), note: &mut impl FnMut(What)) {
    let ((old_at, old), (new_at, new)) = (old, new);
    match new.kind {
        Kind::Method | Kind::Constructor => many(pairs, (old_at, old), (new_at, new), note),
        // The field itself says that its type has changed.
        Kind::Field => {}
        _ => {
            let one = |item: &'_ Item| item.takes.first().cloned();
            match (one(old), one(new)) {
                (Some(before), Some(now)) => same(pairs, &before, &now, note),
                (None, None) => {}
                (before, now) => {
                    let text = |argument: &Option<Argument>| {
                        argument.as_ref().map_or_else(|| "nothing".to_owned(), |argument| argument.ty.to_string())
                    };
                    let part = now.as_ref().or(before.as_ref()).and_then(part);
                    let (from, to) = (text(&before), text(&now));
                    note(What::ArgumentType { name: new.name().to_owned(), from, to, part });
                }
            }
        }
    }
}

fn many(pairs: &Pairs<'_>, (old_at, old): (usize, &Item), (new_at, new): (usize, &Item), note: &mut impl FnMut(What)) {
    let (was_bundle, is_bundle) = (bundle(pairs.old, old), bundle(pairs.new, new));
    if was_bundle != is_bundle {
        note(What::ArgumentsBundled { now: is_bundle });
        return;
    }
    let (before, now) = (keyed(&old.takes), keyed(&new.takes));
    let find = |list: &[(Key<'_>, &Argument)], key: &Key<'_>| list.iter().position(|(other, _)| other == key);
    let mut last = None;
    let mut reordered = false;
    for (key, argument) in &before {
        let name = argument.name.clone();
        match find(&now, key) {
            Some(at) => {
                same(pairs, argument, now[at].1, note);
                reordered |= last > Some(at);
                last = Some(at);
            }
            None if setter(pairs.new, new_at, pairs, argument) => note(What::ArgumentMadeOptional { name }),
            None => note(What::ArgumentRemoved { name, part: part(argument) }),
        }
    }
    for (key, argument) in now.iter().filter(|(key, _)| find(&before, key).is_none()) {
        let _ = key;
        let (name, part) = (argument.name.clone(), part(argument));
        if setter(pairs.old, old_at, pairs, argument) {
            note(What::ArgumentMadeRequired { name, part });
        } else {
            note(What::ArgumentAdded { name, part });
        }
    }
    if reordered {
        note(What::ArgumentsReordered);
    }
}

/// Compares an argument that exists before and after.
fn same(pairs: &Pairs<'_>, before: &Argument, now: &Argument, note: &mut impl FnMut(What)) {
    let ty = pairs.mapped(&before.ty);
    let tightened = before.nullable && !now.nullable;
    if ty != now.ty || tightened {
        let text = |ty: &Type, nullable: bool| if nullable { format!("{ty} or null") } else { ty.to_string() };
        let (from, to) = (text(&ty, before.nullable), text(&now.ty, now.nullable));
        note(What::ArgumentType { name: now.name.clone(), from, to, part: part(now) });
    } else if !before.nullable && now.nullable {
        note(What::ArgumentLoosened { name: now.name.clone() });
    }
    let (Some(was), Some(is)) = (&before.input, &now.input) else { return };
    if was.key != is.key {
        note(What::ArgumentRenamed { from: was.key.clone(), to: is.key.clone() });
    }
    if was.form != is.form {
        note(What::FormChanged { name: is.key.clone(), from: was.form.clone(), to: is.form.clone() });
    }
}

fn part(argument: &Argument) -> Option<Part> {
    argument.input.as_ref().map(|input| input.part)
}

/// Returns true if the item takes exactly one value, which callers write out.
fn bundle(surface: &Surface, item: &Item) -> bool {
    let [only] = item.takes.as_slice() else { return false };
    let Type::Item(path) = &only.ty else { return false };
    only.input.is_none() && surface.whole(path).is_some_and(|item| item.kind == Kind::Arguments)
}

/// Returns true if the request of a method, or the record of a constructor, has a setter for the argument's input.
fn setter(surface: &Surface, at: usize, pairs: &Pairs<'_>, argument: &Argument) -> bool {
    let is_old = std::ptr::eq(surface, pairs.old);
    let item = &surface.items[at];
    let holder = match item.kind {
        Kind::Constructor => item.owner,
        _ => item.gives.as_ref().and_then(|ty| match ty {
            Type::Item(path) => surface.whole_at(path),
            _ => None,
        }),
    };
    let Some(holder) = holder else { return false };
    let members = if is_old { pairs.old_members(holder) } else { pairs.new_members(holder) };
    members.iter().map(|at| &surface.items[*at]).filter(|member| member.kind == Kind::Setter).any(|member| {
        match (&argument.input, member.takes.first().and_then(|taken| taken.input.as_ref())) {
            (Some(one), Some(other)) => (one.part, &one.key) == (other.part, &other.key),
            (None, None) => member.name() == argument.name,
            _ => false,
        }
    })
}

/// Returns true for a removed setter whose input is now an argument of the method.
pub(super) fn is_argument_now(pairs: &Pairs<'_>, old: usize) -> bool {
    let Some(owner) = pairs.old.items[old].owner else { return false };
    pairs.now(owner).is_some_and(|owner| takes(pairs.new, owner, pairs.new_members(owner), &pairs.old.items[old]))
}

/// Returns true for a new setter whose input was an argument of the method.
pub(super) fn was_argument(pairs: &Pairs<'_>, new: usize) -> bool {
    let Some(owner) = pairs.new.items[new].owner else { return false };
    pairs.before(owner).is_some_and(|owner| takes(pairs.old, owner, pairs.old_members(owner), &pairs.new.items[new]))
}

/// Returns true if the method of a request, or the constructor of a record, has an argument for the setter's input.
fn takes(surface: &Surface, holder: usize, members: &[usize], setter: &Item) -> bool {
    if setter.kind != Kind::Setter {
        return false;
    }
    let maker = match surface.items[holder].kind {
        Kind::Request => surface.method_of(holder),
        _ => members.iter().copied().find(|at| surface.items[*at].kind == Kind::Constructor),
    };
    let Some(maker) = maker else { return false };
    let wanted = setter.takes.first().and_then(|taken| taken.input.as_ref());
    surface.items[maker].takes.iter().any(|taken| match (&taken.input, wanted) {
        (Some(one), Some(other)) => (one.part, &one.key) == (other.part, &other.key),
        (None, None) => taken.name == setter.name(),
        _ => false,
    })
}
