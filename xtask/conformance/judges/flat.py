"""Brings a schema, its references and its `allOf` together into one node that values are made from."""

from __future__ import annotations

from typing import Any

from .document import Document

LISTS = {"allOf", "anyOf", "oneOf", "$ref"}
Node = dict[str, Any]
# Keywords of a node that JSON Schema does not know.
UNIONS, FORCED, NAME = "x-unions", "x-forced", "x-name"


class Unmakeable(Exception):
    """No value could be made."""


class Flattener:
    """Flattens schemas of one document; results are kept, so that their identity can be counted on."""

    def __init__(self, document: Document):
        self.document = document
        self.kept: dict[int, Node] = {}
        self.merged: dict[tuple[int, int], Node] = {}

    def flat(self, schema: Any, seen: tuple[str, ...] = ()) -> Node:
        """Returns the node of a schema."""
        if schema is True or schema is None:
            return {}
        if not isinstance(schema, dict):
            raise Unmakeable("a schema that nothing satisfies")
        known = self.kept.get(id(schema))
        if known is None:
            known = self.kept[id(schema)] = self.flattened(schema, seen)
        return known

    def flattened(self, schema: dict[str, Any], seen: tuple[str, ...]) -> Node:
        """Returns a new node."""
        reference = schema.get("$ref")
        node: Node = {}
        if isinstance(reference, str):
            node = self.referred(reference, seen)
            if self.document.version < (3, 1):
                return node
        own = {key: value for key, value in schema.items() if key not in LISTS}
        node = merge(node, own) if node else own
        for one in schema.get("allOf") or []:
            node = merge(node, self.flat(one, seen))
        for word in ("oneOf", "anyOf"):
            variants = schema.get(word)
            if isinstance(variants, list) and variants:
                union = (variants, schema.get("discriminator"))
                node = {**node, UNIONS: [*node.get(UNIONS, []), union]}
        return node

    def referred(self, reference: str, seen: tuple[str, ...]) -> Node:
        """Returns the node of a reference's target, with its name as the value of the discriminators it inherits."""
        if reference in seen:
            raise Unmakeable(f"{reference} refers to itself")
        target = self.document.resolve(reference)
        if target is None:
            raise Unmakeable(f"{reference} points nowhere")
        node = self.flat(target, (*seen, reference))
        discriminator = node.get("discriminator")
        if isinstance(discriminator, dict) and not node.get(UNIONS):
            forced = {discriminator.get("propertyName"): tags(discriminator, reference)}
            node = {**node, FORCED: {**node.get(FORCED, {}), **forced}}
        return {**node, NAME: reference}

    def with_variant(self, node: Node, variant: Any, discriminator: Any) -> Node:
        """Returns the node narrowed to one variant of its union."""
        key = (id(node), id(variant))
        if key not in self.merged:
            rest = {word: value for word, value in node.items() if word not in (UNIONS, "discriminator", NAME)}
            made = merge(rest, self.flat(variant))
            made[UNIONS] = [*self.flat(variant).get(UNIONS, []), *node[UNIONS][1:]]
            reference = variant.get("$ref") if isinstance(variant, dict) else None
            if isinstance(discriminator, dict) and isinstance(reference, str):
                forced = {discriminator.get("propertyName"): tags(discriminator, reference)}
                made[FORCED] = {**made.get(FORCED, {}), **forced}
            elif isinstance(discriminator, dict) and discriminator.get("propertyName") in (made.get("properties") or {}):
                made["required"] = list(dict.fromkeys([*made.get("required", []), discriminator["propertyName"]]))
            self.merged[key] = made
        return self.merged[key]


def tags(discriminator: dict[str, Any], reference: str) -> list[str]:
    """Returns the discriminator's values that stand for a schema (OpenAPI §4.8.25, Discriminator Object)."""
    name = reference.rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")
    mapping = discriminator.get("mapping")
    mapping = mapping if isinstance(mapping, dict) else {}
    found = [tag for tag, target in mapping.items() if target in (reference, name)]
    return found or [name]


def merge(left: Node, right: Node) -> Node:
    """Returns a node that satisfies both, as far as that can be said in one node."""
    made = dict(left)
    for word, value in right.items():
        made[word] = joined(word, made[word], value) if word in made and made[word] != value else value
    return made


def joined(word: str, old: Any, new: Any) -> Any:
    """Returns what two values of one keyword come to."""
    if word == "properties" and isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{name: both(old[name], one) if name in old else one for name, one in new.items()}}
    if word == "required":
        return list(dict.fromkeys([*old, *new]))
    if word == "enum":
        return [one for one in old if one in new]
    if word == "type":
        return shared_types(old, new)
    if word == UNIONS:
        return [*old, *new]
    if word == FORCED:
        return {**old, **new}
    if word in ("minimum", "minLength", "minItems", "minProperties", "exclusiveMinimum") and comparable(old, new):
        return max(old, new)
    if word in ("maximum", "maxLength", "maxItems", "maxProperties", "exclusiveMaximum") and comparable(old, new):
        return min(old, new)
    if word == "additionalProperties":
        return old if new is True else new if old is True else False if False in (old, new) else both(old, new)
    if word == "items":
        return both(old, new)
    return new


def comparable(old: Any, new: Any) -> bool:
    """Tells whether both are numbers."""
    return all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in (old, new))


def both(old: Any, new: Any) -> Any:
    """Returns a schema that satisfies two schemas."""
    return new if old is True or old == new or old == {} else old if new is True or new == {} else {"allOf": [old, new]}


def shared_types(old: Any, new: Any) -> Any:
    """Returns the types that two `type` keywords share."""
    left = old if isinstance(old, list) else [old]
    right = new if isinstance(new, list) else [new]
    common = [one for one in left if one in right]
    if not common and {*left} & {"number", "integer"} and {*right} & {"number", "integer"}:
        return "integer"
    return common[0] if len(common) == 1 else common
