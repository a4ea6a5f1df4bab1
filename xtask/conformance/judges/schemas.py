"""Validates values against the document's schemas with `jsonschema` and the dialects of `openapi-schema-validator`."""

from __future__ import annotations

import copy
from typing import Any, Callable, Iterator, Literal

from jsonschema import _keywords
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from openapi_schema_validator import OAS30Validator, OAS31Validator
from openapi_schema_validator._keywords import handle_discriminator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4, DRAFT202012

from .document import Document

# What is said of a value that satisfies more than one variant of a `oneOf`; where it is said, nothing else is wrong.
AMBIGUOUS = "several variants of `oneOf` are satisfied"
# Keywords that count for nothing beside a `$ref` until 3.1 (OpenAPI 3.0.3 §4.7.23, Reference Object), where the validator takes them for part of the schema.
BESIDE = {
    *("type", "enum", "required", "properties", "additionalProperties", "items", "allOf", "anyOf", "oneOf", "not", "pattern", "minLength", "maxLength"),
    *("minimum", "maximum", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "multipleOf"),
}
Direction = Literal["request", "response"]


def view(document: Document, direction: Direction) -> dict[str, Any]:
    """Returns the document as one direction sees it: a property that does not travel that way is not required (OpenAPI §4.8.24.1)."""
    root = copy.deepcopy(document.root)
    left_out = "readOnly" if direction == "request" else "writeOnly"
    seen = Document(root)
    relax(root, seen, left_out, set())
    return root


def hinted(keyword: Callable[..., Iterator[ValidationError]]) -> Callable[..., Iterator[ValidationError]]:
    """Returns a union keyword that the discriminator may help to satisfy but never makes stricter (OpenAPI §4.8.25)."""

    open_now: set[tuple[int, int]] = set()

    def check(validator: Any, variants: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        # A parent that lists its children, each of which extends it, asks the same question again: the answer is the outer one's.
        question = (id(variants), id(value))
        if question in open_now:
            return
        open_now.add(question)
        try:
            found = list(keyword(validator, variants, value, schema))
        finally:
            open_now.discard(question)
        discriminator = schema.get("discriminator")
        if found and isinstance(discriminator, dict) and isinstance(value, dict):
            tag = value.get(discriminator.get("propertyName"))
            if isinstance(tag, int) and not isinstance(tag, bool):
                mapped = (discriminator.get("mapping") or {}).get(str(tag))
                if isinstance(mapped, str) and not any(validator.descend(value, {"$ref": mapped})):
                    return
            elif isinstance(tag, str) and not any(handle_discriminator(validator, variants, value, schema)):
                return
        yield from found

    return check


def of_type(validator: Any, types: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    """Checks `type`, which documents of 3.0 write as a list, too, though it has that form since 3.1 only."""
    if not isinstance(types, list):
        yield from OAS30Validator.VALIDATORS["type"](validator, types, value, schema)
    elif not any(validator.is_type(value, one) for one in types if one != "null") and not (value is None and "null" in types):
        yield ValidationError(f"{value!r} is not of type {', '.join(map(repr, types))}")


UNION_KEYWORDS = {"oneOf": hinted(_keywords.oneOf), "anyOf": hinted(_keywords.anyOf), "allOf": _keywords.allOf}
DIALECTS = {"old": extend(OAS30Validator, {**UNION_KEYWORDS, "type": of_type}), "new": extend(OAS31Validator, UNION_KEYWORDS)}


def with_full_mappings(node: dict[str, Any], document: Document) -> None:
    """Makes the bare schema names of a discriminator's mapping references."""
    mapping = node.get("mapping")
    if "propertyName" not in node or not isinstance(mapping, dict):
        return
    for tag, target in mapping.items():
        reference = f"#/components/schemas/{target}"
        if isinstance(target, str) and not target.startswith("#") and document.resolve(reference) is not None:
            mapping[tag] = reference


def relax(node: Any, document: Document, left_out: str, done: set[int]) -> None:
    """Takes the properties that do not travel out of every `required` below a node."""
    if isinstance(node, list):
        for inner in node:
            relax(inner, document, left_out, done)
    if not isinstance(node, dict) or id(node) in done:
        return
    done.add(id(node))
    if document.version < (3, 1) and isinstance(node.get("$ref"), str):
        for word in BESIDE.intersection(node):
            del node[word]
    with_full_mappings(node, document)
    required, properties = node.get("required"), node.get("properties")
    if isinstance(required, list) and isinstance(properties, dict):
        kept = [name for name in required if not flagged(properties.get(name), document, left_out)]
        if len(kept) != len(required):
            if kept:
                node["required"] = kept
            else:
                del node["required"]
    for inner in node.values():
        relax(inner, document, left_out, done)


def flagged(schema: Any, document: Document, word: str, depth: int = 0) -> bool:
    """Tells whether a schema, or one that it refers to or consists of, says `readOnly` or `writeOnly`."""
    if not isinstance(schema, dict) or depth > 8:
        return False
    if schema.get(word) is True:
        return True
    reference = schema.get("$ref")
    if isinstance(reference, str) and flagged(document.resolve(reference), document, word, depth + 1):
        return True
    return any(flagged(one, document, word, depth + 1) for one in schema.get("allOf") or [])


class Schemas:
    """The validators of one document and one direction."""

    def __init__(self, document: Document, direction: Direction):
        self.direction = direction
        self.document = Document(view(document, direction))
        old = document.version < (3, 1)
        self.dialect: Any = DIALECTS["old" if old else "new"]
        specification = DRAFT4 if old else DRAFT202012
        resource = Resource(contents=self.document.root, specification=specification)
        registry: Registry[Any] = Registry().with_resource("", resource)
        self.registry = registry
        self.resolver = registry.resolver("")
        self.root = self.dialect({}, registry=registry, _resolver=self.resolver, format_checker=self.dialect.FORMAT_CHECKER)
        self.nulls: dict[int, bool] = {}

    def error(self, schema: Any, value: Any) -> str | None:
        """Returns the first reason why a value does not satisfy a schema."""
        if schema is True:
            return None
        try:
            several = False
            for found in self.root.evolve(schema=schema).iter_errors(without_bytes(value)):
                if is_listed(found):
                    continue
                if not is_ambiguous(found):
                    return f"{found.json_path}: {found.message[:300]}"
                several = True
        except RecursionError:
            return "the schema is without end"
        except Exception as reason:  # noqa: BLE001 (references and patterns that do not work raise whatever they like)
            return f"the schema cannot be used: {type(reason).__name__}: {str(reason)[:200]}"
        return AMBIGUOUS if several else None

    def allows_null(self, schema: Any) -> bool:
        """Tells whether null satisfies a schema."""
        if schema is True:
            return True
        if not isinstance(schema, dict):
            return False
        known = self.nulls.get(id(schema))
        if known is None:
            known = self.nulls[id(schema)] = self.error(schema, None) is None
        return known


def is_ambiguous(found: ValidationError) -> bool:
    """Tells whether a value satisfies more than one variant of a `oneOf`: `jsonschema` gives no reasons for such a one."""
    return found.validator == "oneOf" and not found.context


def is_listed(found: ValidationError) -> bool:
    """Tells whether a value has another format than its schema says, which lists it all the same: a format is an annotation (§7.2.1)."""
    return found.validator == "format" and isinstance(found.schema, dict) and found.instance in (found.schema.get("enum") or [])


def without_bytes(value: Any) -> Any:
    """Returns the value with a text in place of bytes, which JSON Schema has no type for."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, dict):
        return {key: without_bytes(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_bytes(inner) for inner in value]
    return value
