"""Makes the calls of a document: for every operation inputs and the response it gets."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import exact, foreign, headers, media, responses
from .document import Document, load
from .flat import UNIONS, Flattener, Unmakeable
from .make import Kind, Maker
from .schemas import Schemas
from .styles import template_parts
from .texts import FILES, HARD, Place

# Header parameters that OpenAPI tells tools to ignore (§4.8.12.1, Parameter Object, `name`).
IGNORED = {"accept", "content-type", "authorization"}
# What HTTP itself writes, from the message: another value would make the message invalid (RFC 9110 §8.6, §7.2; RFC 9112 §6.1).
FRAMING = {"content-length", "host", "transfer-encoding", "connection"}
MAX_VARIANTS = 24
BODILESS = {"GET", "HEAD", "DELETE"}
STREAMS = ("events", "lines", "sequence")
# Documents up to this size get responses by hypothesis-jsonschema too, which takes a third of a second for each.
FOREIGN_OPERATIONS = 60


@dataclass
class Prepared:
    """What was made of a document."""

    calls: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[dict[str, str]] = field(default_factory=list)
    foreign: bool = False

    def drop(self, pointer: str, what: str, reason: str) -> None:
        """Keeps a note of an input that could not be made."""
        self.dropped.append({"pointer": pointer, "what": what, "reason": reason})


@dataclass
class Target:
    """One operation, seen from both sides."""

    pointer: str
    method: str
    path: str
    parameters: list[dict[str, Any]]
    bodies: list[tuple[str, dict[str, Any]]]
    body_required: bool
    responses: list[responses.Declared]


def prepare(path: Path, out: Path) -> None:
    """Writes the calls of a document, and beside them the document that the judge goes by."""
    document = Document(load(path))
    prepared = prepared_calls(document)
    exact.write(out.parent / "document.json", document.root)
    exact.write(out, {"document": "document.json", "calls": prepared.calls, "dropped": prepared.dropped})
    kinds = Counter(one["kind"] for one in prepared.calls)
    print(f"{len(prepared.calls)} calls {dict(kinds)}, {len(prepared.dropped)} inputs dropped")


def prepared_calls(document: Document) -> Prepared:
    """Returns the calls of all operations."""
    prepared = Prepared()
    request, response = Schemas(document, "request"), Schemas(document, "response")
    prepared.foreign = sum(1 for _ in document.operations()) <= FOREIGN_OPERATIONS
    answers = {pointer: operation for pointer, _, _, _, operation in response.document.operations()}
    for pointer, method, path, item, operation in request.document.operations():
        body = request.document.deref(operation.get("requestBody"))
        content = body.get("content") if isinstance(body.get("content"), dict) else {}
        target = Target(
            pointer,
            method,
            path,
            request.document.parameters(path, item, operation),
            [(name, request.document.deref(one)) for name, one in content.items()],
            needs_body(request, body),
            responses.declared(response.document, answers[pointer]),
        )
        if callable_by(target):
            Caller(target, Maker(request), Maker(response), prepared).run()
        else:
            prepared.drop(pointer, "all calls", "the path has a name that no parameter describes")
    return prepared


def callable_by(target: Target) -> bool:
    """Tells whether each name in the path's template has a parameter."""
    names = {text for kind, text in template_parts(target.path.split("?")[0]) if kind == "name"}
    return names <= {one["name"] for one in target.parameters if one["in"] == "path"}


def needs_body(schemas: Schemas, body: dict[str, Any]) -> bool:
    """Tells whether a call with required inputs only has a body.

    One that is silent about `required` is left out, unless its schema requires properties: Specsmith makes that one an argument.
    """
    if isinstance(body.get("required"), bool):
        return body["required"]
    first = next(iter((body.get("content") or {}).values()), {})
    return requires(Flattener(schemas.document), schemas.document.deref(first).get("schema", True), 8)


def requires(flattener: Flattener, schema: Any, depth: int) -> bool:
    """Tells whether a schema requires a property, or each variant of its union does."""
    try:
        node = flattener.flat(schema)
    except Unmakeable:
        return False
    unions = node.get(UNIONS, []) if depth else []
    return bool(node.get("required")) or any(all(requires(flattener, one, depth - 1) for one in variants) for variants, _ in unions)


class Caller:
    """Makes the calls of one operation."""

    def __init__(self, target: Target, inputs: Maker, outputs: Maker, prepared: Prepared):
        self.target, self.inputs, self.outputs, self.prepared = target, inputs, outputs, prepared
        self.main = next((one for one in target.responses if one.good), None) or next(iter(target.responses), None)

    def run(self) -> None:
        """Makes the calls of each kind."""
        for kind in ("required", "all", "null"):
            self.call(kind, kind, 0)
        for at in range(1, len(self.target.bodies)):
            declared = self.target.bodies[at][0]
            if "/" in media.essence(declared):
                self.call("body-alternative", "all", at)
            else:
                self.prepared.drop(self.target.pointer, "body-alternative", f"`{declared}` is no media type (RFC 9110 §8.3.1)")
        for _ in range(MAX_VARIANTS):
            before = self.inputs.fresh + self.outputs.fresh
            made = self.call("variant", "all", 0)
            if made and self.inputs.fresh + self.outputs.fresh == before:
                self.prepared.calls.pop()
            if self.inputs.fresh + self.outputs.fresh == before:
                break
        for one in self.target.responses:
            if one is not self.main:
                self.call("response", "all", 0, one)
        if self.prepared.foreign:
            self.foreign_call()

    def foreign_call(self) -> None:
        """Makes one more call, with a response by a maker that is not ours, where there is one."""
        one = self.main
        if one is None or one.media_type is None or media.kind_of(one.media_type) != "json" or self.target.method == "HEAD":
            return
        try:
            value = foreign.value_of(self.outputs.schemas, one.content.get("schema", True))
        except Unmakeable:
            return
        if self.call("response", "all", 0, one):
            made = self.prepared.calls[-1]
            made["response"] = {**made["response"], "body": media.json_bytes(value), "value": value, "made_by": "hypothesis-jsonschema"}

    def call(self, name: str, kind: Kind, body_at: int, answer: responses.Declared | None = None) -> bool:
        """Makes one call."""
        inputs_kind: Kind = "required" if name == "response" else kind
        made: dict[str, Any] = {
            "id": len(self.prepared.calls),
            "pointer": self.target.pointer,
            "method": self.target.method,
            "path": self.target.path,
            "kind": name,
        }
        try:
            made["parameters"] = self.parameters(inputs_kind)
            body = self.body(inputs_kind, body_at, name)
        except Unmakeable as reason:
            self.prepared.drop(self.target.pointer, name, str(reason))
            return False
        if body is not None:
            made["body"] = body
        made["response"] = self.response(answer or self.main, kind)
        self.add_headers(made["response"], answer or self.main, name)
        self.ask_for_stream(made, "stream" in made["response"])
        self.prepared.calls.append(made)
        return True

    def ask_for_stream(self, made: dict[str, Any], streams: bool) -> None:
        """Sets the flag by which many APIs choose between JSON and a stream, where the response is a stream; the crate sets it by the method."""
        good = [one for one in self.target.responses if one.good and one.media_type]
        only = bool(good) and all(media.kind_of(str(one.media_type)) in STREAMS for one in good)
        flag = {"stream": True} if streams or only else {}
        for one in self.target.parameters:
            if (one["in"], one["name"]) == ("query", "stream") and boolean(self.inputs, one.get("schema")):
                made["parameters"] = [given for given in made["parameters"] if (given["in"], given["name"]) != ("query", "stream")]
                made["parameters"] += [{"in": "query", "name": "stream", "value": True}] if flag else []
        value = made.get("body", {}).get("value")
        schema = next((one.get("schema", True) for name, one in self.target.bodies if name == made.get("body", {}).get("declared")), True)
        if isinstance(value, dict) and has_flag(self.inputs, schema):
            # An API that streams unless it is told not to is told so.
            off = {"stream": False} if not flag and self.streams_anyway(schema) else {}
            changed = {**{name: one for name, one in value.items() if name != "stream"}, **flag, **off}
            if self.inputs.schemas.error(schema, changed) is None:
                made["body"]["value"] = changed

    def streams_anyway(self, schema: Any) -> bool:
        """Tells whether the flag of a body is on by default."""
        one = (self.inputs.flattener.flat(schema).get("properties") or {}).get("stream")
        return one is not None and self.inputs.flattener.flat(one).get("default") is True

    def parameters(self, kind: Kind) -> list[dict[str, Any]]:
        """Returns the values of the parameters."""
        made = []
        for one in self.target.parameters:
            name, where, needed = one["name"], one["in"], one.get("required") is True or one["in"] == "path"
            if (where == "header" and name.lower() in IGNORED) or (kind == "required" and not needed):
                continue
            if where == "header" and name.lower() in FRAMING and not needed:
                continue
            if where not in ("path", "query", "header", "cookie", "querystring") or not name:
                continue
            if where == "path" and "{" + name + "}" not in self.target.path:
                continue
            try:
                value = self.parameter(one, kind)
            except Unmakeable as reason:
                if needed:
                    raise Unmakeable(f"{where} parameter {name}: {reason}") from None
                self.prepared.drop(self.target.pointer, f"{kind} {where} {name}", str(reason))
                continue
            if value is not None:
                made.append({"in": where, "name": name, "value": value})
        return made

    def parameter(self, one: dict[str, Any], kind: Kind) -> Any:
        """Returns the value of a parameter. Null has no form in a URL or a header, so that none is made."""
        content = one.get("content")
        if isinstance(content, dict) and content:
            media_type, inner = next(iter(content.items()))
            place: Place = "form" if media.kind_of(media_type) == "form" else "json"
            return self.inputs.value(self.inputs.schemas.document.deref(inner).get("schema", True), kind, place)
        # A path has no empty segments, so that an object there has all that it may have.
        full = kind == "null" or one["in"] == "path"
        return self.inputs.value(one.get("schema", True), "all" if full else kind, place_of(one))

    def body(self, kind: Kind, at: int, name: str) -> dict[str, Any] | None:
        """Returns the body of a request, or nothing where none is sent."""
        if not self.target.bodies or (kind == "required" and not self.target.body_required):
            return None
        declared, content = self.target.bodies[at]
        media_type = media.concrete(declared, self.inputs.flattener.flat(content.get("schema", True)) or {"format": "binary"})
        try:
            value = self.body_value(media_type, content, kind)
        except Unmakeable as reason:
            raise Unmakeable(f"body {media_type}: {reason}") from None
        if value == {} and not self.target.body_required and self.target.method in BODILESS and media.kind_of(media_type) == "form":
            return None  # A form without fields is no bytes, and these methods give a body no meaning (RFC 9110 §9.3.1, §9.3.5).
        return {"media_type": media_type, "declared": declared, "value": value}

    def body_value(self, media_type: str, content: dict[str, Any], kind: Kind) -> Any:
        """Returns what a request body of a media type means."""
        schema = content.get("schema", True)
        node = self.inputs.flattener.flat(schema)
        how = media.kind_of(media.concrete(media_type, node or {"format": "binary"}), node)
        if how == "bytes" and node.get("type") == "string" and not media.is_binary(node):
            return self.text(schema)
        if how == "bytes":
            return self.inputs.next(content, FILES[:2])
        if how == "text" and not media.is_yaml(media_type) and is_structure(node):
            return self.inputs.next(content, [one for one in HARD if one])  # No form is defined for it; it is sent as it is given.
        if how == "text":
            return self.text(schema)
        if how == "xml":
            return responses.XML
        if how in ("lines", "sequence", "events"):
            item = content.get("itemSchema")
            if item is None and self.inputs.flattener.flat(schema).get("type") == "string":
                return '{"line": 1}\n{"line": "two words"}\n'
            item = item if item is not None else responses.element(self.inputs, schema)
            return [self.inputs.value(item, kind) for _ in range(2)]
        if how == "form" and any(str(one.get("style", ""))[-9:] == "Delimited" for one in (content.get("encoding") or {}).values()):
            return self.inputs.value(schema, "all" if kind == "null" else kind, "delimited")
        if how in ("form", "multipart"):
            return self.inputs.value(schema, "all" if kind == "null" else kind, how)
        return self.inputs.value(schema, kind)

    def text(self, schema: Any) -> Any:
        """Returns the text of a body."""
        node = self.inputs.flattener.flat(schema)
        if not node or node.get("format") == "binary":
            return self.inputs.next(self.target.bodies, [one for one in HARD if one])
        return self.inputs.value(schema, "all")

    def response(self, one: responses.Declared | None, kind: Kind) -> dict[str, Any]:
        """Returns the response of a call; one without a body where none could be made."""
        if one is None:
            return responses.bare(200)
        head = self.target.method == "HEAD"
        try:
            return {**copy.deepcopy(responses.response(self.outputs, one, kind, head)), "declared": one.key}
        except Unmakeable as reason:
            self.prepared.drop(self.target.pointer, f"response {one.key} {one.media_type}", str(reason))
            return {**responses.bare(one.status), "unmade": str(reason)}


    def add_headers(self, made: dict[str, Any], one: responses.Declared | None, name: str) -> None:
        """Gives a response its declared headers: all of them in calls of two kinds, in the others those that are required."""
        if one is None or made.get("unmade"):
            return
        kind: Kind = "all" if name in ("all", "response") else "required"

        def drop(what: str, reason: str) -> None:
            self.prepared.drop(self.target.pointer, f"response {one.key} {what}", reason)

        found = headers.made(self.outputs, one.headers, one.key, one.status, kind, name == "response", drop)
        made["headers"] = [[each["name"], line] for each in found for line in each["lines"]]
        made["declared_headers"] = found


def is_structure(node: dict[str, Any]) -> bool:
    """Tells whether a schema is that of objects or lists."""
    return node.get("type") in ("object", "array") or bool(node.get("properties") or node.get("items"))


def boolean(maker: Maker, schema: Any) -> bool:
    """Tells whether a schema is that of a flag."""
    try:
        node = maker.flattener.flat(schema)
        declared = node.get("type")
        if any(boolean(maker, one) for union, _ in node.get(UNIONS, []) for one in union):
            return True
    except Unmakeable:
        return False
    return declared == "boolean" or (isinstance(declared, list) and "boolean" in declared)


def has_flag(maker: Maker, schema: Any) -> bool:
    """Tells whether a body has the property `stream`, in itself or in a variant."""
    try:
        node = maker.flattener.flat(schema)
        variants = [variant for union, _ in node.get(UNIONS, []) for variant in union]
        nodes = [node, *(maker.flattener.flat(one) for one in variants)]
    except Unmakeable:
        return False
    return any(boolean(maker, one["properties"]["stream"]) for one in nodes if "stream" in (one.get("properties") or {}))


def place_of(one: dict[str, Any]) -> Place:
    """Returns the place that a parameter's texts travel through."""
    where, style = one["in"], one.get("style")
    if where == "path" and style == "matrix":
        # Its name makes an empty text a segment: `;color` (§4.8.12.4, column `empty`).
        return "query"
    if where == "query" and one.get("allowReserved") is True:
        return "reserved"
    if where == "query":
        return {"deepObject": "bracketed", "spaceDelimited": "delimited", "pipeDelimited": "delimited"}.get(str(style), "query")
    return where if where in ("path", "header", "cookie") else "query"
