"""Compares the requests of a generated crate with those that another SDK was seen to send for the same inputs.

    recordings.py make DOCUMENT FOLDER RECORDING...      writes FOLDER/calls.json, the inputs that were read from the recorded requests
    recordings.py compare DOCUMENT FOLDER RECORDING...   holds FOLDER/record.jsonl against the recorded requests

A recording is JSON: `{"calls": [{"id" or "method": NAME, "wire": [{"method", "path", "query": [[name, value], ...], "authorization", "accept", "content_type",
"headers": {lower-case name: value}, "body": JSON, "parts": [{"name", "filename", "content_type", "body"}]}]}]}`. The first request of each call counts. The
text `SDKREQ` stands for a value that the recording left open; a body with it is not compared.

The credential of a security scheme is the one that most of the recorded requests have whose operation needs that scheme alone. Headers that the document
declares as settings of the client are set for each call by the recording.
"""

import base64
import collections
import json
import pathlib
import re
import sys
from urllib.parse import unquote, unquote_plus, urlsplit

import yaml

OPEN = "SDKREQ"
"""What a recording has in place of a value that the SDK insists on."""


def is_meant(what, sent, recorded):
    """True for a difference that is an improvement, or that the recording leaves open."""
    if what == "accept":
        # A stream is asked for as one (WHATWG HTML 9.2.4). `application/binary` is no registered type: the binary type that the document declares is
        # asked for, never JSON.
        # A file of any type is asked for as it is.
        return sent in ("text/event-stream", "*/*") or (recorded == "application/binary" and "json" not in (sent or ""))
    return what == "left open"


class Recordings:
    """A document, and the requests that were recorded for its operations."""

    def __init__(self, document, paths):
        self.document = document
        self.calls = []
        # Inputs of the call at hand that the document does not have.
        self.unknown = []
        for path in paths:
            for call in json.loads(pathlib.Path(path).read_text())["calls"]:
                if call["wire"]:
                    self.calls.append((call.get("id") or call["method"], call["wire"][0]))
        self.settings = {name.lower() for name in document.get("x-specsmith-headers") or {}}
        server = (document.get("servers") or [{"url": ""}])[0]["url"]
        self.prefix = urlsplit(server).path.rstrip("/")
        self.patterns = sorted(map(self.pattern, document["paths"].items()), key=lambda pattern: pattern[0])

    def pattern(self, entry):
        key, item = entry
        path, _, query = key.partition("?")
        names = re.findall(r"\{([^}]*)\}", path)
        regex = re.sub(r"\\\{[^}]*\\\}", "([^/]*)", re.escape(path))
        return len(names), key, re.compile(f"(?:{re.escape(self.prefix)})?{regex}$"), names, [tuple(pair.split("=", 1)) for pair in query.split("&") if pair], item

    def deref(self, node):
        while isinstance(node, dict) and "$ref" in node:
            target = self.document
            for part in node["$ref"][2:].split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def find(self, wire):
        """The path's key, its values, its query and its item; the longest path wins, among equals the one with the fewest parameters."""
        best = None
        for _, key, regex, names, query, item in self.patterns:
            sent = [tuple(pair) for pair in wire["query"]]
            found = regex.match(wire["path"])
            if not found or wire["method"].lower() not in item or not all(pair in sent for pair in query):
                continue
            rank = (len(query), key.count("/"), -len(names))
            if best is None or rank > best[0]:
                best = rank, key, dict(zip(names, map(unquote, found.groups()))), query, item
        return best and best[1:]

    def credentials(self):
        """The text of each credential, by its security scheme."""
        schemes = {name: self.deref(it) for name, it in (self.document.get("components", {}).get("securitySchemes") or {}).items()}
        seen = collections.defaultdict(collections.Counter)
        for _, wire in self.calls:
            if found := self.find(wire):
                operation = found[-1][wire["method"].lower()]
                required = [it for it in operation.get("security", self.document.get("security") or []) if it]
                if len(required) == 1 and len(required[0]) == 1:
                    name = next(iter(required[0]))
                    if text := self.credential(schemes.get(name, {}), wire):
                        seen[name][text] += 1
        return {name: counts.most_common(1)[0][0] for name, counts in seen.items()}

    def credential(self, scheme, wire):
        if scheme.get("type") == "apiKey":
            return (wire.get("headers") or {}).get(scheme["name"].lower()) if scheme["in"] == "header" else None
        scheme, _, text = (wire.get("authorization") or "").partition(" ")
        return text if scheme.lower() == "bearer" else None

    def property(self, schema, name):
        schema = self.deref(schema or {})
        found = (schema.get("properties") or {}).get(name)
        for part in schema.get("allOf") or []:
            found = found or self.property(part, name)
        return found and self.deref(found)

    def value(self, text, schema):
        """A text as the value that the schema says it is."""
        schema = self.deref(schema or {})
        kinds = schema.get("type")
        kind = next((kind for kind in kinds if kind != "null"), None) if isinstance(kinds, list) else kinds
        if kind == "integer":
            return int(text)
        if kind == "number":
            return float(text)
        if kind == "boolean":
            return text == "true"
        if kind == "object" and text.startswith("{"):
            return json.loads(text)
        if kind == "array":
            return [self.value(text, schema.get("items"))]
        for part in (schema.get("anyOf") or []) + (schema.get("oneOf") or []):
            one = self.deref(part).get("type")
            if one in ("array", "boolean") or (one in ("integer", "number") and re.fullmatch(r"-?\d+(\.\d+)?", text)):
                return self.value(text, part)
        return json.loads(text) if kind is None and text.startswith("{") else text

    def call(self, number, wire):
        """The inputs of a recorded request; None without its operation."""
        found = self.find(wire)
        if not found:
            return None
        key, values, fixed, item = found
        operation = item[wire["method"].lower()]
        declared = [self.deref(it) for it in (item.get("parameters") or []) + (operation.get("parameters") or [])]
        parameters = [{"in": "path", "name": it["name"], "value": values[it["name"]]} for it in declared if it["in"] == "path"]
        for it in declared:
            sent = (wire.get("headers") or {}).get(it["name"].lower()) if it["in"] == "header" else None
            if sent is not None:
                parameters.append({"in": "header", "name": it["name"], "value": self.value(sent, it.get("schema"))})
        self.unknown = []
        parameters += self.query(wire, fixed, declared)
        body = self.body(wire, operation)
        response = self.response(operation, body)
        settings = {name: value for name, value in (wire.get("headers") or {}).items() if name in self.settings}
        pointer = "/paths/" + key.replace("~", "~0").replace("/", "~1") + "/" + wire["method"].lower()
        return {
            "id": number, "pointer": pointer, "method": wire["method"], "path": key, "kind": "all", "parameters": parameters,
            "body": body, "response": response, "unknown": self.unknown, "settings": settings,
        }

    def query(self, wire, fixed, declared):
        values = {}
        for name, text in wire["query"]:
            if (name, text) in fixed:
                continue
            outer, _, inner = name.removesuffix("[]").partition("[")
            for it in declared:
                if it["in"] == "query" and it["name"] in (name, name.removesuffix("[]")):
                    value = self.value(text, it.get("schema"))
                    known = values.get(it["name"])
                    values[it["name"]] = known + value if known and isinstance(value, list) else value
                    break
                if it["in"] == "query" and inner and it["name"] == outer:
                    member = inner.removesuffix("]")
                    values.setdefault(outer, {})[member] = self.value(text, self.property(it.get("schema"), member))
                    break
            else:
                self.unknown.append(f"query parameter {name}")
        return [{"in": "query", "name": name, "value": value} for name, value in values.items()]

    def body(self, wire, operation):
        request = self.deref(operation.get("requestBody") or {})
        if wire.get("parts"):
            media = "multipart/form-data"
            return {"media_type": media, "declared": media, "value": self.parts(wire["parts"], request["content"][media]["schema"])}
        if request and wire.get("content_type") and wire.get("body") is not None and OPEN not in json.dumps(wire["body"]):
            return {"media_type": "application/json", "declared": "application/json", "value": wire["body"]}
        return None

    def parts(self, parts, schema):
        values = {}
        for part in parts:
            name, inner = re.match(r"([^\[]+)(?:\[([^\]]*)\])?", part["name"]).groups()
            declared = self.property(schema, name) or self.property(schema, part["name"])
            if not declared:
                self.unknown.append(f"part {part['name']}")
            if part["filename"] is not None:
                value = {"$bytes": base64.b64encode(part["body"].encode()).decode(), "$file_name": part["filename"]}
            elif inner:
                value = {**values.get(name, {}), inner: self.value(part["body"], self.property(declared, inner))}
            else:
                value = self.value(part["body"], declared)
            if inner == "":
                value = values.get(name, []) + (value if isinstance(value, list) else [value])
            values[name] = value
        return values

    def response(self, operation, body):
        """An empty response of the kind that the inputs ask for."""
        declared = next((status for status in operation["responses"] if status.startswith("2")), "200")
        content = self.deref(operation["responses"].get(declared, {})).get("content") or {}
        streams = isinstance(body, dict) and isinstance(body["value"], dict) and body["value"].get("stream") is True
        others = [media for media in content if "json" not in media and media != "text/event-stream"]
        media = "text/event-stream" if streams else others[0] if others else "application/json"
        return {
            "status": int(declared), "media_type": media, "headers": [], "body": {} if media == "application/json" else "",
            "declared": declared,
        }


def parts_of(body):
    """Name, file name and content type of each part of a form."""
    head = rb'form-data; name="([^"]*)"(?:; filename="([^"]*)")?(?:\r\nContent-Type: ([^\r]*))?\r\n'
    return [tuple(text if text is None else text.decode() for text in found.groups()) for found in re.finditer(head, body)]


def differences(wire, request, call):
    """What of a request is not as recorded: the name, what was sent, what was recorded."""
    path, _, query = request["target"].partition("?")
    headers = {name.lower(): value for name, value in request["headers"]}
    pairs = [[unquote_plus(text) for text in (pair.split("=", 1) + [""])[:2]] for pair in query.split("&") if pair]
    body = base64.b64decode(request["body"]["$bytes"])
    if request["method"] != wire["method"]:
        yield "method", request["method"], wire["method"]
    if not wire["path"].endswith(path):
        yield "path", path, wire["path"]
    if sorted(pairs) != sorted(wire["query"]):
        yield "query", pairs, wire["query"]
    if "authorization" in wire and headers.get("authorization") != wire["authorization"]:
        yield "authorization", headers.get("authorization"), wire["authorization"]
    for name, value in (wire.get("headers") or {}).items():
        if headers.get(name) != value:
            yield name, headers.get(name), value
    if headers.get("accept") != wire["accept"]:
        yield "accept", headers.get("accept"), wire["accept"]
    if call["body"] is None:
        if body:
            yield "body", body.decode(errors="replace"), None
        return
    media = headers.get("content-type", "").partition(";")[0]
    if media != wire["content_type"]:
        yield "content-type", media, wire["content_type"]
    elif media == "application/json":
        if json.loads(body) != wire["body"]:
            yield "body", json.loads(body), wire["body"]
    else:
        sent = sorted(map(str, parts_of(body)))
        recorded = sorted(str((part["name"], part["filename"], part["content_type"])) for part in wire["parts"])
        if sent != recorded:
            yield "parts", sent, recorded


def compare(recordings, folder):
    """Prints every difference and the counts; False when there is one that is not meant."""
    calls = {call["id"]: call for call in json.loads((folder / "calls.json").read_text())["calls"]}
    records = {record["id"]: record for record in map(json.loads, (folder / "record.jsonl").read_text().splitlines())}
    skipped = {call["id"]: call for call in json.loads((folder / "skipped.json").read_text())}
    equal = meant = wrong = absent = 0
    for number, (name, wire) in enumerate(recordings.calls):
        call, record = calls.get(number), records.get(number)
        if call is None or call["unknown"]:
            missing = ", ".join(call["unknown"]) if call else f"{wire['method']} {wire['path']}"
            print(f"not in the document: {name}: {missing}")
            absent += 1
            continue
        if record is None or "request" not in record:
            open_inputs = OPEN in json.dumps(wire.get("body"))
            found = [("left open" if open_inputs else "no request", (skipped.get(number) or {}).get("what"), None)]
        else:
            found = list(differences(wire, record["request"], call))
        better = [it for it in found if is_meant(*it)]
        for what, sent, recorded in found:
            print(f"{'meant: ' if is_meant(what, sent, recorded) else ''}{name}: {what}: {sent!r}, recorded {recorded!r}")
        equal += not found
        meant += bool(found) and found == better
        wrong += found != better
    total = len(recordings.calls) - absent
    print(f"{equal} of {total} recorded requests are equal, {meant} differ as meant, {wrong} differ; {absent} are not of this document")
    return wrong == 0


def main(half, document, folder, *paths):
    folder = pathlib.Path(folder)
    recordings = Recordings(yaml.load(pathlib.Path(document).read_text(), Loader=yaml.CSafeLoader), paths)
    if half == "compare":
        sys.exit(0 if compare(recordings, folder) else 1)
    folder.mkdir(parents=True, exist_ok=True)
    calls = [recordings.call(number, wire) for number, (_, wire) in enumerate(recordings.calls)]
    (folder / "calls.json").write_text(json.dumps({"credentials": recordings.credentials(), "calls": [call for call in calls if call]}))
    (folder / "document.json").write_text(json.dumps(recordings.document, default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
