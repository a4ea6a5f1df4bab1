"""Headers of responses: they are written by the tables of the specification, and each wrong value that comes out is seen."""

from __future__ import annotations

import unittest
from typing import Any

from judges import headers
from judges.calls import prepared_calls
from judges.document import Document
from judges.flat import Unmakeable
from test_judge import BLUE, COLORS, LIST, MAP, NUMBERS, TEXT, call, document, verdicts

INTEGER, FLAG = {"type": "integer"}, {"type": "boolean"}
LARGE = 2**53 + 1

# explode, value, text (OpenAPI 3.1.1 §4.8.12.4, row `simple`; Appendix D).
TEXTS: list[tuple[bool, Any, str]] = [
    (False, BLUE, "blue"),
    (False, "two words %41,x", "two words %41,x"),
    (False, -7, "-7"),
    (False, True, "true"),
    (False, LIST, "blue,black,brown"),
    (True, LIST, "blue,black,brown"),
    (False, {"R": 100, "G": "a b"}, "R,100,G,a b"),
    (True, {"R": 100, "G": "a b"}, "R=100,G=a b"),
]

# declaration, value, lines, what may come out, what may not; nothing is `None`.
GETTERS: list[tuple[dict[str, Any], Any, list[str], list[Any], list[Any]]] = [
    ({"schema": INTEGER}, LARGE, [str(LARGE)], [LARGE], [2**53, str(LARGE), None]),
    ({"schema": {"type": "integer", "enum": [1, 2]}}, 1, ["1"], [1], ["1", 2, None]),
    ({"schema": {"type": ["integer", "null"]}}, 1, ["1"], [1], ["1", None]),
    ({"schema": FLAG}, False, ["false"], [False], ["false", True, None]),
    ({"schema": TEXT}, "007", ["007"], ["007"], [7, "7", "", None]),
    ({"schema": {"type": "string", "format": "date-time"}}, "2024-02-29T12:34:56Z", ["2024-02-29T12:34:56Z"], ["2024-02-29T12:34:56Z"], ["2024-02-29T12:34:57Z", None]),
    ({"schema": COLORS}, LIST, ["blue,black,brown"], [LIST], [LIST[:2], LIST[::-1], "blue,black,brown", ["blue,black,brown"], None]),
    ({"schema": COLORS}, LIST, LIST, [LIST], [LIST[:1], "blue", None]),
    ({"schema": {"type": "array", "items": INTEGER}}, [1, 2], ["1,2"], [[1, 2]], [["1", "2"], [1], None]),
    ({"schema": NUMBERS}, MAP, ["R,100,G,200,B,150"], ["R,100,G,200,B,150", MAP], ["R,100", "R=100,G=200,B=150", {"R": 100}, None]),
    ({"schema": {"oneOf": [INTEGER, TEXT]}}, 1, ["1"], ["1", 1], ["2", None]),
    ({"content": {"application/json": {"schema": NUMBERS}}}, {"R": 1}, ['{"R": 1}'], ['{"R": 1}', {"R": 1}], ['{"R": 2}', None]),
]


def response(declared: dict[str, Any], given: list[dict[str, Any]], status: int = 204) -> dict[str, Any]:
    """Returns the response of a call, as it is prepared."""
    lines = [[one["name"], line] for one in given for line in one["lines"]]
    return {"status": status, "media_type": None, "headers": lines, "declared_headers": given, "body": b"", "declared": str(status)}


class Headers(unittest.TestCase):
    """Headers that are made, and hand-made records."""

    def verdict(self, declared: dict[str, Any], given: list[dict[str, Any]], record: dict[str, Any], getters: list[str] | None = None) -> dict[str, Any]:
        """Returns the verdict on a response with these headers."""
        doc = document("/x", {"responses": {"204": {"description": "", "headers": declared}}})
        one = call("/x", response=response(declared, given))
        request = {"method": "POST", "target": "/v1/x", "headers": []}
        [found] = verdicts(doc, [one], [{"id": 0, "request": request, "outcome": {"unit": True}, **record}], getters)
        return found

    def test_values_are_written_in_the_style_simple(self) -> None:
        for explode, value, text in TEXTS:
            with self.subTest(explode=explode, value=value):
                self.assertEqual(headers.expanded(value, explode), text)

    def test_values_without_a_form_are_not_made(self) -> None:
        for value in (["a,b"], [""], [" a"], {"a": ["b"]}, [[1]]):
            with self.subTest(value=value), self.assertRaises(Unmakeable):
                headers.expanded(value, False)
        for value in ("é", "a\nb", " a", "a "):
            with self.subTest(value=value), self.assertRaises(Unmakeable):
                headers.text({"schema": TEXT}, value)

    def test_what_getters_return_is_compared_with_what_went_in(self) -> None:
        for declaration, value, lines, right, wrong in GETTERS:
            given = [{"name": "X-One", "value": value, "lines": lines}]
            for good, values in ((True, right), (False, wrong)):
                for came in values:
                    found = self.verdict({"X-One": declaration}, given, {"headers": {} if came is None else {"x-one": came}})
                    with self.subTest(declaration=declaration, came=came):
                        self.assertEqual(found["response"] == "equal", good, found)

    def test_types_that_contradict_each_other_are_text(self) -> None:
        given = [{"name": "X-One", "value": 1, "lines": ["1"]}]
        responses = {"204": {"description": "", "headers": {"X-One": {"schema": INTEGER}}}}
        request = {"method": "POST", "target": "/v1/x", "headers": []}
        for other, good in ((FLAG, True), (TEXT, True), ({"type": "number"}, False)):
            both = {**responses, "404": {"description": "", "headers": {"x-one": {"schema": other}}}}
            one = call("/x", response=response(responses, given))
            record = {"id": 0, "request": request, "outcome": {"unit": True}, "headers": {"X-One": "1"}}
            [found] = verdicts(document("/x", {"responses": both}), [one], [record])
            with self.subTest(other=other):
                self.assertEqual(found["response"] == "equal", good, found)

    def test_a_header_that_did_not_go_in_and_one_without_a_getter_are_seen(self) -> None:
        declared = {"X-One": {"schema": INTEGER}}
        given = [{"name": "X-One", "value": 1, "lines": ["1"]}]
        self.assertEqual(self.verdict(declared, given, {"headers": {"X-One": 1, "Content-Length": 0}}, ["x-one"])["response"], "equal")
        self.assertEqual(self.verdict(declared, given, {"headers": {}}, [])["response"], "differs")
        self.assertEqual(self.verdict(declared, [], {"headers": {"X-One": 1}}, ["X-One"])["response"], "differs")

    def test_the_id_of_the_request_has_a_method_of_its_own(self) -> None:
        declared = {"X-Request-Id": {"schema": INTEGER}}
        given = [{"name": "X-Request-Id", "value": 12, "lines": ["12"]}]
        for got, word in (("12", "equal"), ("13", "differs"), (None, "differs")):
            with self.subTest(got=got):
                self.assertEqual(self.verdict(declared, given, {"headers": {}, "request_id": got})["response"], word)

    def test_responses_get_the_headers_that_their_call_is_for(self) -> None:
        declared = {
            "X-Needed": {"required": True, "schema": INTEGER},
            "X-More": {"$ref": "#/components/headers/More"},
            **{name: {"required": True, "schema": TEXT} for name in ("Content-Type", "content-encoding", "Transfer-Encoding", "no name")},
            "Location": {"schema": TEXT},
        }
        responses = {"200": {"description": "", "headers": declared}, "301": {"description": "", "headers": declared}}
        doc = {**document("/x", {"responses": responses}), "components": {"headers": {"More": {"schema": COLORS}}}}
        found: dict[tuple[str, int], list[str]] = {}
        for one in prepared_calls(Document(doc)).calls:
            found[one["kind"], one["response"]["status"]] = [name for name, _ in one["response"]["headers"]]
        self.assertEqual(found["required", 200], ["X-Needed"])
        self.assertEqual(found["all", 200], ["X-Needed", "X-More", "Location"])
        self.assertEqual(found["response", 301], ["X-Needed", "X-More", "X-More"])


if __name__ == "__main__":
    unittest.main()
