"""Asks `openapi-core` to decode a request, for what it can decode: see `askable`."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, unquote_plus

from jsonschema import _keywords as json_schema
from openapi_core import Config, OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.datatypes import RequestParameters
from openapi_schema_validator import _keywords
from werkzeug.datastructures import Headers, ImmutableMultiDict

from . import exact, media
from .document import Document
from .exact import number
from .styles import same_scalar, text_of
from .wire import Sent

NAME = f"openapi-core {version('openapi-core')}"
BY_TAGS = "only by its tags"
BY_SEVERAL = "only since several variants take it"
HOST = "http://judge.test"
METHODS = {"GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"}


@dataclass
class Message:
    """A request in the form that openapi-core reads."""

    method: str
    path: str
    content_type: str
    body: bytes | None
    parameters: RequestParameters
    host_url: str = HOST


def plain_type(root: Document, schema: Any) -> Any:
    """Returns the type that a schema itself declares."""
    node = root.deref(schema)
    return None if any(word in node for word in ("oneOf", "anyOf", "allOf")) else node.get("type")


@dataclass
class Asked:
    """What openapi-core is asked about an operation: a document of one path, and the inputs that it can decode."""

    api: OpenAPI
    parameters: list[dict[str, Any]]
    body: bool
    left_out: list[str] = field(default_factory=list)


def askable(root: Document, one: dict[str, Any], value: Any) -> bool:
    """Tells whether openapi-core can decode a parameter.

    It has no code for percent-encoded delimiters inside values, for `label` and `matrix` of more than a name, for objects of the styles
    `form` and `deepObject` with names that are no words, for `spaceDelimited` as a query parser gives it, or for lists of cookies, and gives a
    value its type only by the keyword `type`, not through unions and constants. An empty text in a query (§4.8.12.4, column `empty`) is to it
    what `allowEmptyValue` is about, a parameter without a value.
    """
    if one.get("content") or not isinstance(plain_type(root, one.get("schema")), str):
        return False
    where, style = one["in"], one.get("style")
    if isinstance(value, dict) or (where == "query" and "" in (value if isinstance(value, list) else [value])):
        return False
    if isinstance(value, list):
        plain = not any("," in text_of(element) or isinstance(element, (dict, list)) for element in value)
        plain = plain and isinstance(plain_type(root, root.deref(one.get("schema")).get("items", {})), str)
        explode = one.get("explode", style in (None, "form"))
        return plain and ((where == "query" and style in (None, "form")) or (where == "header" and explode is not True))
    return where in ("query", "header", "cookie") or style in (None, "simple")


def asked(root: Document, bare: dict[str, Any], formats: set[str], call: dict[str, Any], parameters: list[dict[str, Any]], body: Any) -> Asked:
    """Returns a document of one operation with what openapi-core can decode of this call; `bare` is the document without its paths."""
    values = {(one["in"], one["name"]): one["value"] for one in call["parameters"]}
    mine, left_out = [], []
    for one in parameters:
        key = (one["in"], one["name"])
        if key in values and askable(root, one, values[key]):
            mine.append(without_defaults(one))
        elif key in values:
            left_out.append(f"{one['in']} {one['name']}")
    operation: dict[str, Any] = {"parameters": mine, "responses": {}}
    sent_body = call.get("body")
    content = (body.get("content") or {}).get(declared_type(sent_body)) if sent_body else None
    takes_body = content is not None and media.kind_of(sent_body["media_type"]) == "json"
    if takes_body:
        # The content type has been compared already: openapi-core takes JSON under its own name only.
        operation["requestBody"] = {"required": True, "content": {"application/json": without_defaults(root.deref(content))}}
    elif sent_body:
        left_out.append("body")
    document = {**bare, "paths": {core_path(call["path"]): {call["method"].lower(): operation}}}
    identity = {name: as_written for name in formats}
    api = OpenAPI.from_dict(document, config=Config(spec_validator_cls=None, extra_format_unmarshallers=identity))
    return Asked(api, mine, takes_body, left_out)


def as_written(value: Any) -> Any:
    """Returns a value as it was written: no format makes an object of it."""
    return value


def formats_of(node: Any) -> set[str]:
    """Returns every format of a document; openapi-core has no word on a value whose format it does not know."""
    if isinstance(node, list):
        return set().union(*(formats_of(inner) for inner in node)) if node else set()
    if not isinstance(node, dict):
        return set()
    own = {node["format"]} if isinstance(node.get("format"), str) else set()
    return own.union(*(formats_of(inner) for inner in node.values()))


def declared_type(body: dict[str, Any]) -> str:
    """Returns the media type of a body as the document writes it."""
    return str(body.get("declared", body["media_type"]))


def core_path(path: str) -> str:
    """Returns the template for openapi-core, which does not know percent-encoded literals: such a path is not its to find."""
    return path if re.fullmatch(r"[A-Za-z0-9/_.~:@{}-]*", path) else "/judge"


def bare_document(root: Document) -> dict[str, Any]:
    """Returns the document without paths, servers and defaults, which openapi-core would add to what it decodes."""
    left_out = ("paths", "servers", "security", "webhooks", "tags", "$self")
    document = {key: without_defaults(value) for key, value in root.root.items() if key not in left_out}
    document["servers"] = [{"url": "/"}]
    document["openapi"] = {"3.0": "3.0.3", "3.1": "3.1.0", "3.2": "3.2.0"}.get(str(root.root.get("openapi", ""))[:3], "3.0.3")
    return document


def without_defaults(node: Any, names: bool = False) -> Any:
    """Returns a copy of a part of the document without `default` of schemas; `names` says that the keys are names."""
    if isinstance(node, list):
        return [without_defaults(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    named = ("properties", "patternProperties", "schemas", "responses", "parameters", "requestBodies", "headers", "mapping", "$defs")
    kept = node if names else {key: value for key, value in node.items() if key != "default"}
    return {key: without_defaults(value, not names and key in named) for key, value in kept.items()}


def message(sent: Sent, base: str, path: str, readings: dict[str, list[str]]) -> Message:
    """Returns the request as openapi-core reads it: percent-encoding undone, as a web framework does."""
    query = ImmutableMultiDict([(unquote_plus(name), unquote_plus(value)) for name, value in sent.query])
    cookie = ImmutableMultiDict([(unquote(name), unquote(value)) for name, value in sent.cookies()])
    variables = {name: unquote(found[0]) for name, found in readings.items()}
    parameters = RequestParameters(query=query, header=Headers(sent.headers), cookie=cookie, path=variables)
    content = "application/json" if sent.body else ""
    rest = sent.path[len(base) :] if base and sent.path.startswith(base) else sent.path
    rest = rest if core_path(path) == path else "/judge"
    return Message(sent.method.lower(), rest, content, sent.body or None, parameters)


class Silent(Exception):
    """openapi-core has failed, and has no word on the request."""


def complaint(question: Asked, request: Message, call: dict[str, Any]) -> str | None:
    """Returns what openapi-core has against a request, or nothing; raises `Silent` if it failed itself.

    It takes a tag for the name of a component schema, and refuses what is valid where that is another schema or none (OpenAPI 3.1.1 §4.8.25: a
    discriminator is a hint, which does not change what is valid). So it is asked once more, with unions as JSON Schema has them, and the complaint
    says when that was all. Where it is not, it is asked a third time, with a `oneOf` that several variants may satisfy: values that none other
    satisfies cannot always be made (see `schemas.AMBIGUOUS`).
    """
    found = answer(question, request, call)
    if found is None:
        return None
    try:
        with patch.object(_keywords, "handle_discriminator", by_schemas):
            if not answer(question, request, call):
                return f"{BY_TAGS}: {found}"
            with patch.object(_keywords, "_oneOf", json_schema.anyOf):
                return found if answer(question, request, call) else f"{BY_SEVERAL}: {found}"
    except Silent:
        return found


def by_schemas(validator: Any, schemas: Any, instance: Any, schema: Any) -> Any:
    """Validates a union by its schemas alone."""
    word = next(word for word in ("anyOf", "oneOf", "allOf") if schema.get(word) is schemas)
    yield from getattr(_keywords, f"_{word}", json_schema.anyOf)(validator, schemas, instance, schema)


def answer(question: Asked, request: Message, call: dict[str, Any]) -> str | None:
    """Returns what openapi-core has against a request."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = question.api.unmarshal_request(request)  # type: ignore[arg-type]
        except OpenAPIError as problem:
            return described(problem)
        except Exception as problem:  # noqa: BLE001 (no error of its own: it has failed)
            raise Silent(f"{type(problem).__name__}: {str(problem)[:80]}") from None
    if result.errors:
        return described(result.errors[0])
    values = {(one["in"], one["name"]): one["value"] for one in call["parameters"]}
    for one in question.parameters:
        where, name = one["in"], one["name"]
        got = getattr(result.parameters, where).get(name)
        found = unequal(values[(where, name)], got)
        if found:
            return f"{where} {name}: {found}"
    if question.body:
        found = exact.difference(call["body"]["value"], result.body)
        if found:
            return f"body {found}"
    return None


def unequal(wanted: Any, got: Any) -> str | None:
    """Returns how a decoded value differs; texts of unions keep being texts."""
    if isinstance(wanted, list) and isinstance(got, (list, tuple)):
        if len(wanted) != len(got):
            return f"{len(wanted)} elements went in, {len(got)} came out"
        return next((found for found in (unequal(a, b) for a, b in zip(wanted, got)) if found), None)
    if isinstance(got, str) and same_scalar(wanted, got):
        return None
    if type(wanted) is type(got) and wanted == got:
        return None
    if number(wanted) is not None and number(wanted) == number(got):
        return None
    return f"{exact.short(wanted)} went in, {exact.short(str(got))} came out"


def described(problem: Any) -> str:
    """Returns an error of openapi-core with its causes."""
    texts = []
    while problem is not None and len(texts) < 4:
        inner = getattr(problem, "schema_errors", None)
        shown = inner[0].message.replace(repr(inner[0].instance), "the value") if inner else ""
        texts.append(f"{type(problem).__name__}: {str(problem)[:160]}" + (f" [{shown[:300]}]" if inner else ""))
        problem = problem.__cause__
    return " < ".join(texts)
