"""The judges themselves: requests that are right by the tables of the specification are accepted, and each wrong one is seen.

Run in this folder with the interpreter that `setup.py` prints: `python -m unittest discover tests`.
"""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path
from typing import Any
from unittest.mock import patch

from judges import exact, excuses, foreign, numbers, texts
from judges.calls import prepared_calls
from judges.document import Document, load, parse
from judges.flat import Unmakeable
from judges.responses import is_tagged
from judges.schemas import Schemas
from judges.verdicts import judge

BLUE, LIST, MAP = "blue", ["blue", "black", "brown"], {"R": 100, "G": 200, "B": 150}
TEXT, NUMBERS = {"type": "string"}, {"type": "object", "additionalProperties": {"type": "integer"}}
COLORS = {"type": "array", "items": TEXT}

# in, style, explode, schema, value, right requests, wrong requests (OpenAPI 3.1.1 §4.8.12.4; percent-encoding by RFC 6570 §3.2).
STYLES: list[tuple[str, str, bool, Any, Any, list[str], list[str]]] = [
    ("path", "simple", False, TEXT, BLUE, ["blue", "%62lue"], ["Blue", ".blue", ";color=blue", "blue%20"]),
    ("path", "simple", False, TEXT, "a/b %+,é", ["a%2Fb%20%25%2B%2C%C3%A9", "a%2Fb%20%25+,%C3%A9"], ["a/b%20%25+,%C3%A9", "a%2Fb+%25%2B%2C%C3%A9"]),
    ("path", "simple", False, COLORS, LIST, ["blue,black,brown"], ["blue,black", "blue", "blue%2Cblack%2Cbrown"]),
    ("path", "simple", False, NUMBERS, MAP, ["R,100,G,200,B,150", "B,150,R,100,G,200"], ["R=100,G=200,B=150", "R,100,G,200"]),
    ("path", "simple", True, NUMBERS, MAP, ["R=100,G=200,B=150"], ["R,100,G,200,B,150"]),
    ("path", "label", False, TEXT, BLUE, [".blue"], ["blue"]),
    ("path", "label", False, COLORS, LIST, [".blue,black,brown"], [".blue.black.brown", "blue,black,brown"]),
    ("path", "label", True, COLORS, LIST, [".blue.black.brown"], [".blue,black,brown"]),
    ("path", "label", True, NUMBERS, MAP, [".R=100.G=200.B=150"], [".R,100,G,200,B,150"]),
    ("path", "matrix", False, TEXT, BLUE, [";color=blue"], ["blue", ";blue", ";colour=blue", "color=blue"]),
    ("path", "matrix", False, COLORS, LIST, [";color=blue,black,brown"], [";color=blue;color=black;color=brown"]),
    ("path", "matrix", True, COLORS, LIST, [";color=blue;color=black;color=brown"], [";color=blue,black,brown", ";color=blue;color=black"]),
    ("path", "matrix", False, NUMBERS, MAP, [";color=R,100,G,200,B,150"], [";R=100;G=200;B=150"]),
    ("path", "matrix", True, NUMBERS, MAP, [";R=100;G=200;B=150"], [";color=R,100,G,200,B,150"]),
    ("query", "form", False, TEXT, "", ["color="], ["", "color=x", "color=&color="]),
    ("query", "form", False, TEXT, "a b&c=d+", ["color=a%20b%26c%3Dd%2B", "color=a+b%26c=d%2B"], ["color=a%20b&c=d%2B", "color=a%20b%26c%3Dd+"]),
    ("query", "form", True, COLORS, LIST, ["color=blue&color=black&color=brown"], ["color=blue,black,brown", "color=blue&color=black", "color=brown"]),
    ("query", "form", False, COLORS, LIST, ["color=blue,black,brown"], ["color=blue&color=black&color=brown", "color=blue%2Cblack%2Cbrown"]),
    ("query", "form", False, NUMBERS, MAP, ["color=R,100,G,200,B,150"], ["R=100&G=200&B=150"]),
    ("query", "form", True, NUMBERS, MAP, ["R=100&G=200&B=150"], ["color=R,100,G,200,B,150", "R=100&G=200"]),
    ("query", "spaceDelimited", False, COLORS, LIST, ["color=blue%20black%20brown", "color=blue+black+brown"], ["color=blue,black,brown"]),
    ("query", "pipeDelimited", False, COLORS, LIST, ["color=blue|black|brown", "color=blue%7Cblack%7Cbrown"], ["color=blue,black,brown"]),
    ("query", "deepObject", True, NUMBERS, MAP, ["color%5BR%5D=100&color%5BG%5D=200&color[B]=150"], ["color.R=100&color.G=200&color.B=150", "R=100&G=200&B=150"]),
    ("query", "form", True, {"type": "integer"}, 2**63 - 1, ["color=9223372036854775807"], ["color=9223372036854775808", "color=9.223372036854775807e18x"]),
    ("query", "form", True, {"type": "boolean"}, True, ["color=true"], ["color=True", "color=1"]),
    ("header", "simple", False, COLORS, LIST, ["blue,black,brown"], ["blue", "blue%2Cblack%2Cbrown"]),
    ("header", "simple", False, TEXT, "two words %41", ["two words %41"], ["two%20words%20%41", "two words A"]),
    ("header", "simple", True, NUMBERS, MAP, ["R=100,G=200,B=150"], ["R,100,G,200,B,150"]),
    ("cookie", "form", False, TEXT, "a;b c", ["color=a%3Bb%20c"], ["color=a;b c", "colour=a%3Bb%20c"]),
    ("cookie", "form", False, COLORS, LIST, ["color=blue,black,brown"], ["color=blue"]),
]

THING = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "tags": COLORS, "file": {"type": "string", "format": "binary"}}}
PART = '--b\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n'
VALUE = {"id": 12345678901234567890, "tags": ["a b", "é"]}
# media type, value, right bodies, wrong bodies.
BODIES: list[tuple[str, Any, list[str], list[str]]] = [
    ("application/yaml", {"id": 1, "tags": ["a"]}, ['{"id":1,"tags":["a"]}'], ['{"id":2,"tags":["a"]}', "id: 1"]),
    ("application/json", VALUE, ['{"tags":["a b","\\u00e9"],"id":12345678901234567890}'], ['{"tags":["a b","é"],"id":12345678901234567000}', "{}", "", '{"id":1.0}']),
    ("application/x-www-form-urlencoded", VALUE, ["id=12345678901234567890&tags=a+b&tags=%C3%A9"], ["id=12345678901234567890&tags=%C3%A9", "id=1", "id=12345678901234567890&tags=a+b&tags=%C3%A9&x=1"]),
    (
        "multipart/form-data; boundary=b",
        {"tags": ["x", "y"], "file": b"\x00\r\n-"},
        [PART.format("tags", "", "x") + PART.format("tags", "", "y") + PART.format("file", '; filename="f"', "\x00\r\n-") + "--b--\r\n"],
        [
            PART.format("tags", "", "y") + PART.format("file", '; filename="f"', "\x00\r\n-") + "--b--\r\n",
            PART.format("tags", "", "x") + PART.format("tags", "", "y") + PART.format("file", "", "\x00\r\n-") + "--b--\r\n",
            PART.format("tags", "", "x") + PART.format("tags", "", "y") + PART.format("file", '; filename="f"', "\x00-") + "--b--\r\n",
        ],
    ),
    ("application/jsonl", [{"id": 1}, {"id": 2}], ['{"id":1}\n{"id":2}\n', '{"id":1}\n{"id":2}'], ['[{"id":1},{"id":2}]', '{"id":1}\n']),
    ("application/octet-stream", b"\x00\x01", ["\x00\x01"], ["\x00", '"AAE="']),
    ("text/plain", "a\nb", ["a\nb"], ['"a\\nb"', "a"]),
]

# status, media type, body, value, right outcomes, wrong outcomes.
OUTCOMES: list[tuple[int, str | None, bytes, Any, list[Any], list[Any]]] = [
    (200, "application/json", b'{"id":1.10}', {"id": 1.1}, [{"value": {"id": 1.1}}], [{"value": {"id": 1}}, {"value": {}}, {"unit": True}, {"error": {"kind": "decode"}}]),
    (404, "application/json", b'{"id":1}', {"id": 1}, [{"error": {"kind": "api", "status": 404, "value": {"id": 1}}}], [{"value": {"id": 1}}, {"error": {"kind": "api", "status": 400, "value": {"id": 1}}}, {"error": {"kind": "api", "status": 404, "value": {}}}]),
    (200, "application/octet-stream", b"\x00\x01", None, [{"bytes": "AAE="}], [{"bytes": "AA=="}, {"unit": True}]),
    (204, None, b"", None, [{"unit": True}], [{"error": {"kind": "decode"}}, {"error": {"kind": "api", "status": 204}}]),
]


def verdicts(document: dict[str, Any], calls: list[dict[str, Any]], records: list[dict[str, Any]], getters: list[str] | None = None) -> list[dict[str, Any]]:
    """Returns the verdicts of hand-made records."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        exact.write(folder / "document.json", document)
        exact.write(folder / "calls.json", {"calls": calls})
        if getters is not None:
            exact.write(folder / "getters.json", getters)
        (folder / "record.jsonl").write_text("".join(exact.dump(one) + "\n" for one in records), encoding="utf-8")
        judge(folder, folder / "verdicts.json")
        return json.loads((folder / "verdicts.json").read_text())


def document(path: str, operation: dict[str, Any]) -> dict[str, Any]:
    """Returns a document of one operation below a base path."""
    operation.setdefault("responses", {"204": {"description": "Done."}})
    return {"openapi": "3.1.0", "servers": [{"url": "https://api.example.com/v1"}], "paths": {path: {"post": operation}}}


def call(path: str, **more: Any) -> dict[str, Any]:
    """Returns a call of that operation."""
    pointer = "/paths/" + path.replace("/", "~1") + "/post"
    response = {"status": 204, "media_type": None, "headers": [], "body": b""}
    return {"id": 0, "pointer": pointer, "method": "POST", "path": path, "kind": "all", "parameters": [], "response": response, **more}


class Judges(unittest.TestCase):
    """Hand-made records."""

    def expect(self, doc: Any, one: Any, record: Any, which: str, good: bool) -> None:
        """Asserts the word on one side of a call."""
        [found] = verdicts(doc, [one], [{"id": 0, "outcome": {"unit": True}, **record}])
        if good:
            self.assertTrue(found[which] == "equal" or found["excuse"], (record, found))
        else:
            self.assertTrue(found[which] in ("differs", "invalid") and not found["excuse"], (record, found))

    def test_each_style_is_decoded_and_each_wrong_form_is_seen(self) -> None:
        for where, style, explode, schema, value, right, wrong in STYLES:
            parameter = {"name": "color", "in": where, "style": style, "explode": explode, "schema": schema, "required": True}
            path = "/x/{color}/y" if where == "path" else "/x"
            one = call(path, parameters=[{"in": where, "name": "color", "value": value}])
            for good, texts in ((True, right), (False, wrong)):
                for text in texts:
                    target = f"/v1/x/{text}/y" if where == "path" else "/v1/x"
                    target += f"?{text}" if where == "query" and text else ""
                    headers = [["color", text]] if where == "header" else [["cookie", text]] if where == "cookie" else []
                    request = {"method": "POST", "target": target, "headers": headers}
                    with self.subTest(where=where, style=style, explode=explode, text=text):
                        self.expect(document(path, {"parameters": [parameter]}), one, {"request": request}, "request", good)

    def test_each_kind_of_body_is_decoded_and_each_wrong_one_is_seen(self) -> None:
        for media_type, value, right, wrong in BODIES:
            declared = media_type.split(";")[0]
            schema = {"type": "array", "items": THING} if isinstance(value, list) else {} if isinstance(value, (bytes, str)) else {**THING, "required": []}
            doc = document("/x", {"requestBody": {"required": True, "content": {declared: {"schema": schema}}}})
            one = call("/x", body={"media_type": declared, "value": value})
            for good, texts in ((True, right), (False, wrong)):
                for text in texts:
                    request = {"method": "POST", "target": "/v1/x", "headers": [["content-type", media_type]], "body": text.encode()}
                    with self.subTest(media_type=media_type, text=text):
                        self.expect(doc, one, {"request": request}, "request", good)

    def test_deep_objects_in_multipart_bodies_are_decoded(self) -> None:
        value = {"link": {"create": True, "data": {"a": "x", "b": "y"}, "at": [1, 2]}, "expand": ["p", "q"]}
        deep = {"style": "deepObject", "explode": True}
        content = {"schema": {"type": "object"}, "encoding": {"link": deep, "expand": deep}}
        doc = document("/x", {"requestBody": {"required": True, "content": {"multipart/form-data": content}}})
        one = call("/x", body={"media_type": "multipart/form-data", "value": value})
        link = [("link[create]", "true"), ("link[data][a]", "x"), ("link[data][b]", "y"), ("link[at][0]", "1"), ("link[at][1]", "2")]
        expand = [("expand[]", "p"), ("expand[]", "q")]
        right = [link + expand, list(reversed(link)) + [("expand[0]", "p"), ("expand[1]", "q")]]
        wrong = [link, link + expand[:1], link[1:] + expand, link + expand + [("link[x]", "1")], link + list(reversed(expand)), [("link", "{}"), *expand]]
        for good, bodies in ((True, right), (False, wrong)):
            for parts in bodies:
                text = "".join(PART.format(name, "", part) for name, part in parts) + "--b--\r\n"
                request = {"method": "POST", "target": "/v1/x", "headers": [["content-type", "multipart/form-data; boundary=b"]], "body": text.encode()}
                with self.subTest(parts=parts):
                    self.expect(doc, one, {"request": request}, "request", good)

    def test_each_outcome_is_compared_with_the_response(self) -> None:
        for status, media_type, body, value, right, wrong in OUTCOMES:
            content = {"content": {media_type: {"schema": {"type": "object"} if value else {}}}} if media_type else {}
            doc = document("/x", {"responses": {str(status): {"description": "", **content}}})
            response = {"status": status, "media_type": media_type, "headers": [], "body": body}
            one = call("/x", response=response if value is None else {**response, "value": value})
            for good, outcomes in ((True, right), (False, wrong)):
                for outcome in outcomes:
                    request = {"method": "POST", "target": "/v1/x", "headers": []}
                    with self.subTest(status=status, outcome=outcome):
                        self.expect(doc, one, {"request": request, "outcome": outcome}, "response", good)

    def test_a_request_to_another_place_is_seen(self) -> None:
        for method, target in (("POST", "/x"), ("POST", "/v2/x"), ("PUT", "/v1/x"), ("POST", "/v1/x/"), ("POST", "/v1/x?y=1")):
            with self.subTest(method=method, target=target):
                request = {"method": method, "target": target, "headers": []}
                self.expect(document("/x", {}), call("/x"), {"request": request}, "request", False)

    def test_credentials_are_those_of_one_alternative_and_no_others(self) -> None:
        basic = ["Authorization", "Basic dXNlcjpwYXNzd29yZA=="]
        bearer = ["Authorization", "Bearer token"]
        cases: list[tuple[list[Any], bool, str, list[list[str]]]] = [
            ([{"bearer": []}], True, "", [bearer]),
            ([{"bearer": []}], False, "", []),
            ([{"bearer": []}], False, "", [["Authorization", "token"]]),
            ([{"bearer": []}], False, "", [basic]),
            ([{"basic": []}], True, "", [basic]),
            ([{"basic": []}], False, "", [["Authorization", "Basic dXNlcg=="]]),
            ([{"header": [], "query": []}], True, "?key=token", [["X-Key", "token"]]),
            ([{"header": [], "query": []}], False, "", [["X-Key", "token"]]),
            ([{"header": []}, {"cookie": []}], True, "", [["Cookie", "sid=token"]]),
            ([{"header": []}, {"cookie": []}], False, "", [["Cookie", "id=token"]]),
            ([], True, "", []),
            ([], False, "", [bearer]),
            ([{"header": []}], False, "?key=token", [["X-Key", "token"]]),
            ([{"mutual": []}], True, "", [["Authorization", "token"]]),
            ([{"basic": [], "bearer": []}], True, "", [bearer]),
            ([{"basic": [], "bearer": []}], True, "", [basic]),
            ([{"basic": [], "bearer": []}], False, "", [["Authorization", "token"]]),
        ]
        schemes = {"bearer": {"type": "http", "scheme": "Bearer"}, "basic": {"type": "http", "scheme": "basic"}}
        schemes["mutual"] = {"type": "http", "scheme": "mutual"}
        schemes |= {where: {"type": "apiKey", "in": where, "name": name} for where, name in (("header", "X-Key"), ("query", "key"), ("cookie", "sid"))}
        for security, good, query, headers in cases:
            doc = {**document("/x", {"security": security}), "components": {"securitySchemes": schemes}}
            request = {"method": "POST", "target": f"/v1/x{query}", "headers": headers}
            with self.subTest(security=security, query=query, headers=headers):
                self.expect(doc, call("/x"), {"request": request}, "request", good)

    def test_a_scheme_that_is_named_by_its_uri_is_required(self) -> None:
        schemes = {"key": {"type": "apiKey", "in": "query", "name": "key"}}
        doc = {**document("/x", {"security": [{"#/x-schemes/key": []}]}), "openapi": "3.2.0", "x-schemes": schemes}
        for query, good in (("?key=token", True), ("", False)):
            with self.subTest(query=query):
                request = {"method": "POST", "target": f"/v1/x{query}", "headers": []}
                self.expect(doc, call("/x"), {"request": request}, "request", good)

    def test_an_operation_without_a_call_is_a_finding(self) -> None:
        [found] = verdicts(document("/x", {}), [], [])
        self.assertEqual((found["request"], found["excuse"]), ("unjudged", None))
        self.assertTrue(found["detail"].startswith("uncalled"))

    def test_a_refused_input_is_a_verdict(self) -> None:
        record = {"outcome": {"error": {"kind": "refused", "text": "empty"}}}
        self.expect(document("/x", {}), call("/x"), record, "request", False)

    def test_only_a_body_of_get_with_nothing_in_it_may_be_left_out(self) -> None:
        for method, value, good in (("GET", {}, True), ("GET", {"a": 1}, False), ("POST", {}, False)):
            operation = {"requestBody": {"required": True, "content": {"application/json": {"schema": {}}}}, "responses": {}}
            doc = {"openapi": "3.1.0", "paths": {"/x": {method.lower(): operation}}}
            one = call("/x", method=method, pointer=f"/paths/~1x/{method.lower()}", body={"media_type": "application/json", "value": value})
            with self.subTest(method=method, value=value):
                self.expect(doc, one, {"request": {"method": method, "target": "/x", "headers": []}}, "request", good)

    def test_an_excuse_for_a_header_hides_nothing_else(self) -> None:
        key = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 8}}
        text = {"required": True, "content": {"text/plain": {"schema": TEXT}}}
        secured = {"security": [{"bearer": []}], "parameters": [key], "requestBody": text}
        schemes = {"bearer": {"type": "http", "scheme": "Bearer"}}
        bearer, long = ("authorization", "Bearer token"), "12345678-1234-1234-1234-123456789012"
        cases: list[tuple[str, list[tuple[str, str]], str, bool]] = [
            ("12345678", [bearer], "a", True),
            ("12345678", [bearer], "b", False),
            ("12345678", [], "a", False),
            (long, [bearer], "a", False),
        ]
        for sent_key, credential, body, good in cases:
            doc = {**document("/x", secured), "components": {"securitySchemes": schemes}}
            headers = [["idempotency-key", sent_key], ["content-type", "text/plain"], *map(list, credential)]
            request = {"method": "POST", "target": "/v1/x", "headers": headers, "body": body.encode()}
            with self.subTest(key=sent_key, credential=credential, body=body):
                self.expect(doc, call("/x", body={"media_type": "text/plain", "value": "a"}), {"request": request}, "request", good)

    def test_each_excuse_has_been_read_by_a_second_reader(self) -> None:
        entry = 'id = "a"\nwho = "us"\ndocument = "*"\ndetail = "x"\nreason = "r"\nsee = "s"\n'
        for more, good in (('checked = "holds"\n', True), ('checked = ""\n', False), ("", False)):
            with tempfile.TemporaryDirectory() as name, self.subTest(more=more):
                file = Path(name) / "excuses.toml"
                file.write_text(f"[[excuse]]\n{entry}{more}", encoding="utf-8")
                if good:
                    self.assertEqual([one.id for one in excuses.read(file)], ["a"])
                else:
                    self.assertRaises(SystemExit, excuses.read, file)


class Documents(unittest.TestCase):
    """Documents are read as their specifications say."""

    def test_a_reference_within_another_file_leads_to_a_place_in_that_file(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            at = Path(folder)
            (at / "spec.yaml").write_text("openapi: 3.0.3\npaths:\n  /x:\n    $ref: parts.yaml#/x\n", encoding="utf-8")
            parts = "x: {get: {responses: {'200': {$ref: '#/found'}}}}\nfound: {description: here, content: {text/plain: {}}}\n"
            (at / "parts.yaml").write_text(parts, encoding="utf-8")
            read = Document(load(at / "spec.yaml"))
        [(_, _, _, _, operation)] = read.operations()
        self.assertEqual(read.deref(operation["responses"]["200"]).get("description"), "here")

    def test_tabs_before_comments_and_in_empty_lines_are_yaml(self) -> None:
        self.assertEqual(parse("a: 1\n\t\t# no\n\t\nb: 2\n"), {"a": 1, "b": 2})

    def test_what_stands_beside_a_reference_counts_since_3_1(self) -> None:
        for version, valid in (("3.0.3", True), ("3.1.0", False)):
            beside = {"$ref": "#/components/schemas/A", "required": ["b"]}
            root = {"openapi": version, "components": {"schemas": {"A": {"type": "object"}, "B": beside}}}
            schemas = Schemas(Document(root), "request")
            with self.subTest(version=version):
                self.assertEqual(schemas.error({"$ref": "#/components/schemas/B"}, {}) is None, valid)

    def test_a_body_whose_key_is_no_media_type_is_not_asked_for(self) -> None:
        content = {one: {"schema": {"type": "string", "format": "binary"}} for one in ("audio/ogg", "codecs=opus", "audio/mp4")}
        operation = {"requestBody": {"content": content}, "responses": {"200": {"description": ""}}}
        prepared = prepared_calls(Document({"openapi": "3.0.3", "paths": {"/x": {"post": operation}}}))
        self.assertEqual([one["body"]["media_type"] for one in prepared.calls if one["kind"] == "body-alternative"], ["audio/mp4"])
        self.assertIn("codecs=opus", prepared.dropped[0]["reason"])

    def test_multiples_between_bounds_that_are_excluded_are_found(self) -> None:
        wide = {"type": "number", "exclusiveMinimum": 10, "exclusiveMaximum": 20, "multipleOf": 2}
        self.assertEqual(numbers.fractions(wide), [12, 18])
        self.assertEqual(numbers.fractions({"type": "number", "minimum": 0.35, "maximum": 0.45, "multipleOf": 0.1}), [0.4])

    def test_a_segment_of_a_path_is_not_empty(self) -> None:
        for schema in ({"format": "byte"}, {"format": "json-pointer"}, {"pattern": "^a*$"}, {}):
            with self.subTest(schema=schema):
                self.assertNotIn("", texts.choices({"type": "string", **schema}, "path"))
                self.assertTrue(texts.choices({"type": "string", **schema}, "path"))

    def test_a_schema_that_takes_long_has_no_foreign_value(self) -> None:
        def endless(_: Any) -> Any:
            while True:
                try:
                    sum(range(1000))
                except Exception:  # noqa: BLE001 (as code of others does)
                    continue

        schemas = Schemas(Document({"openapi": "3.1.0", "paths": {}}), "response")
        with patch.object(foreign, "SECONDS", 0.05), patch.object(foreign, "from_schema", endless):
            self.assertRaisesRegex(Unmakeable, "TooLong", foreign.value_of, schemas, TEXT)
        self.assertIsInstance(foreign.value_of(schemas, TEXT), str)

    def test_the_tag_says_which_variant_an_event_is(self) -> None:
        variant = {"$ref": "#/components/schemas/Told"}
        mapped = {"propertyName": "event", "mapping": {"told": "Told", "add": "#/components/schemas/Added"}}
        self.assertTrue(is_tagged(variant, mapped, {"event": "told"}))
        self.assertFalse(is_tagged(variant, mapped, {"event": "add"}))
        self.assertFalse(is_tagged(variant, None, {"event": "told"}))
        self.assertTrue(is_tagged(variant, {"propertyName": "event"}, {"event": "Told"}))


if __name__ == "__main__":
    unittest.main()
