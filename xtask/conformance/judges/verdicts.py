"""Gives the verdict on each recorded call."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Iterator

from . import bodies, core, credentials, excuses, exact, media, styles, templates
from .document import Document
from .headers import Getters
from .replies import judge_response
from .schemas import Schemas
from .styles import Wrong, compare
from .wire import Sent, plus, sent

TABLE = "specification table, own code"
# Headers that are sent without being asked for, whatever a document says of them.
OWN = {"accept", "accept-encoding", "content-type", "content-length", "authorization", "cookie", "user-agent", "host", "transfer-encoding", "connection"}


def judge(folder: Path, out: Path) -> int:
    """Writes the verdicts of a folder."""
    root = json.loads((folder / "document.json").read_text(encoding="utf-8"))
    prepared = exact.load((folder / "calls.json").read_text(encoding="utf-8"))
    calls = prepared["calls"]
    records = {one["id"]: one for one in lines(folder / "record.jsonl")}
    getters = loaded(folder / "getters.json") if (folder / "getters.json").exists() else None
    bench = Bench(Document(root), folder.name, getters)
    skipped = {one["id"]: one for one in loaded(folder / "skipped.json")}
    verdicts = []
    for call in calls:
        if call["id"] in skipped:
            verdicts.append(bench.skipped(call, skipped[call["id"]]))
        elif call["id"] in records:
            verdicts.append(bench.verdict(call, records[call["id"]]))
    verdicts += bench.uncalled(calls, prepared.get("dropped", []))
    exact.write(out, verdicts)
    words = Counter((one["request"], one["response"]) for one in verdicts)
    print(", ".join(f"{count} {request}/{response}" for (request, response), count in words.most_common()))
    return 0


def lines(path: Path) -> list[dict[str, Any]]:
    """Reads the record; a last line that a crash has cut is left out. Texts may hold what `splitlines` takes for the end of a line."""
    found = []
    for text in path.read_text(encoding="utf-8").split("\n"):
        try:
            found.append(exact.load(text))
        except ValueError:
            continue
    return found


def loaded(path: Path) -> list[Any]:
    """Reads a list, which is empty without a file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


class Bench:
    """The judges of one document."""

    def __init__(self, document: Document, slug: str, getters: list[str] | None):
        self.slug = slug
        self.excuses = excuses.read()
        self.request = Schemas(document, "request")
        self.response = Schemas(document, "response")
        self.document = self.request.document
        self.operations = {pointer: (item, operation) for pointer, _, _, item, operation in self.document.operations()}
        self.formats = core.formats_of(document.root)
        self.bare = core.bare_document(self.document)
        self.answers = {pointer: operation for pointer, _, _, _, operation in self.response.document.operations()}
        self.getters = Getters(self.response.document, self.answers, getters)

    def skipped(self, call: dict[str, Any], why: dict[str, Any]) -> dict[str, Any]:
        """Returns the verdict on a call that the typed methods could not express: it is against us."""
        detail = f"skipped: {why['reason']}: {why['what']}"
        excuse = self.excuse(call["pointer"], detail, False)
        verdict = {"id": call["id"], "pointer": call["pointer"], "judge": "the types", "request": "invalid", "response": "unjudged"}
        return {**verdict, "detail": detail, "excuse": excuse}

    def uncalled(self, calls: list[dict[str, Any]], dropped: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Returns a verdict on each operation that has no call, under numbers that no call has: nobody has looked at it."""
        reasons = {one["pointer"]: one["reason"] for one in reversed(dropped)}
        called = {call["pointer"] for call in calls}
        left = [pointer for pointer in [*self.operations, *self.document.misnamed()] if pointer not in called]
        first = max((call["id"] for call in calls), default=-1) + 1
        verdicts = []
        for at, pointer in enumerate(left):
            detail = f"uncalled: {reasons.get(pointer, 'its path does not begin with `/`')}"
            verdict = {"id": first + at, "pointer": pointer, "judge": TABLE, "request": "unjudged", "response": "unjudged"}
            verdicts.append({**verdict, "detail": detail, "excuse": self.excuse(pointer, detail, False)})
        return verdicts

    def verdict(self, call: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
        """Returns the verdict on one call."""
        request, who, problems = self.judge_request(call, record)
        response, against = judge_response(call, record.get("outcome") or {}, self.response, self.answers[call["pointer"]])
        # Where nothing was sent, or no response could be made, no header came either.
        headers = self.getters.against(call, record) if response != "unjudged" else ""
        parts = [f"request: {text}" for text, _ in problems]
        parts += [f"response: {text}" for text in (against, headers) if text]
        # An excuse for one of them must not cover another.
        wrong = [*problems, *((text, False) for text in (against if response != "equal" else "", headers) if text)]
        response = "differs" if headers and response == "equal" else response
        names = [self.excuse(call["pointer"], text, flag) for text, flag in wrong]
        excuse = names[0] if names and all(names) else None
        verdict = {"id": call["id"], "pointer": call["pointer"], "judge": who, "request": request, "response": response}
        return {**verdict, "detail": "; ".join(parts), "excuse": excuse}

    def excuse(self, pointer: str, detail: str, by_judge: bool) -> str | None:
        """Returns the excuse of a disagreement."""
        found = (one.id for one in self.excuses if one.covers(self.slug, pointer, detail, by_judge))
        return next(found, None)

    def judge_request(self, call: dict[str, Any], record: dict[str, Any]) -> tuple[str, str, list[tuple[str, bool]]]:
        """Returns the word on a request, who judged, and each thing that is wrong, with whether only one of two judges says so."""
        request = record.get("request")
        if not request:
            fault = (record.get("outcome") or {}).get("error") or {}
            return "invalid", TABLE, [(f"valid input was refused: {fault.get('text', '')[:300]}", False)]
        message = sent(request)
        item, operation = self.operations[call["pointer"]]
        parameters = self.document.parameters(call["path"], item, operation)
        try:
            base = self.base(item, operation, request, message, call)
        except Wrong as problem:
            return "differs", TABLE, [(str(problem), False)]
        except ValueError as problem:
            return "invalid", TABLE, [(f"{type(problem).__name__}: {problem}", False)]
        word, found = self.check(call, message, base, item, operation, parameters)
        problems = [(text, False) for text in found]
        if not all(self.excuse(call["pointer"], text, False) for text in found):
            return word, TABLE, problems
        # What is excused hides nothing from the second judge.
        second, who, detail, by_judge = self.second(call, message, base, operation, parameters)
        return (second, who, [*problems, (detail, by_judge)]) if detail else (word, who, problems)

    def second(self, call: dict[str, Any], message: Sent, base: str, operation: dict[str, Any], parameters: list[dict[str, Any]]) -> Any:
        """Asks openapi-core as well, where it can decode something of the call."""
        if call["method"] not in core.METHODS or "?" in call["path"] or "#" in call["path"]:
            return "equal", TABLE, "", False
        body = self.document.deref(operation.get("requestBody"))
        readings = styles.path_texts(base + bare(call["path"]), message.path)
        try:
            question = core.asked(self.document, self.bare, self.formats, call, parameters, body)
            against = core.complaint(question, core.message(message, base, call["path"], readings), call)
        except core.Silent as failure:
            return "equal", f"{TABLE} ({core.NAME} failed: {failure})", "", False
        if against:
            return "differs", core.NAME, f"{core.NAME}: {against}", True
        left = f" ({TABLE}: {', '.join(question.left_out)})" if question.left_out else ""
        return "equal", core.NAME + left, "", False

    def base(self, item: dict[str, Any], operation: dict[str, Any], request: dict[str, Any], message: Sent, call: dict[str, Any]) -> str:
        """Returns the path of the server that the request went to, which must be a declared one (OpenAPI §4.8.5, Server Object)."""
        servers = operation.get("servers") or item.get("servers") or self.document.root.get("servers") or [{"url": "/"}]
        problems = []
        for server in servers:
            base = server_path(server)
            try:
                styles.path_texts(base + bare(call["path"]), message.path)
            except Wrong as problem:
                problems.append(str(problem))
                continue
            return base
        raise Wrong(problems[0])

    def check(self, call: dict[str, Any], message: Sent, base: str, item: Any, operation: Any, parameters: list[dict[str, Any]]) -> tuple[str, list[str]]:
        """Returns the word on what was sent, and everything that is not what went in: an excuse for one problem must not hide another."""
        readings = styles.path_texts(base + bare(call["path"]), message.path)
        declared = {(one["in"], one["name"]): one for one in parameters}
        taken = {(where, name.lower() if where == "header" else name) for where, name in declared}
        word, found = "equal", []

        def look(step: Callable[..., None], *about: Any) -> None:
            nonlocal word
            try:
                step(*about)
            except Wrong as problem:
                found.append(str(problem))
                word = "differs" if word == "equal" else word
            except (UnicodeDecodeError, ValueError) as problem:
                found.append(f"{type(problem).__name__}: {problem}")
                word = "invalid"

        look(self.check_line, call, message)
        for given in call["parameters"]:
            look(self.check_parameter, declared[(given["in"], given["name"])], given["value"], message, readings)
        if not found:
            # What could not be read has not been counted as read.
            for problem in self.absent(call, declared, message):
                look(refuse, problem)
        look(credentials.check, self.document, operation, message, taken)
        look(self.check_body, call, message, operation)
        return word, found

    def check_line(self, call: dict[str, Any], message: Sent) -> None:
        """Raises `Wrong` unless the method and the query in the key of the path were sent."""
        if message.method != call["method"]:
            raise Wrong(f"method {message.method}")
        for pair in re.sub(r"\{[?&#][^}]*\}", "", call["path"]).partition("?")[2].partition("#")[0].split("&"):
            name, _, value = pair.partition("=")
            if name and not re.fullmatch(r"\{[^{}]+\}", value) and value not in [plus(one) for one in message.take(plus(name))]:
                raise Wrong(f"query {name} of the path: not sent")

    def check_parameter(self, one: dict[str, Any], value: Any, message: Sent, readings: dict[str, list[str]]) -> None:
        """Raises `Wrong` unless a parameter is what went in."""
        where, name, style = one["in"], one["name"], one.get("style")
        explode = one.get("explode", (style or ("form" if where in ("query", "cookie") else "simple")) in ("form", "cookie"))
        if where == "querystring":
            self.check_whole(one, value, message)
            return
        content = one.get("content")
        if content:
            media_type, inner = next(iter(content.items()))
            check_content(one, media_type, value, message, readings)
            return
        if where in ("path", "header", "cookie") and styles.nested_in(value):
            return  # Undefined: OpenAPI 3.1.1 §4.8.12.3.
        if where == "path":
            problems = []
            for raw in readings.get(name, []):
                try:
                    got = styles.path_value(raw, name, style or "simple", explode, value)
                    compare(value, got, f"path {name}")
                    templates.check(name, style or "simple", explode, got, raw, f"path {name}")
                    return
                except Wrong as problem:
                    problems.append(problem)
            raise problems[0] if problems else Wrong(f"path {name}: not in the path")
        if where == "query":
            decode = styles.percent if one.get("allowReserved") is True else plus
            got = styles.query_value(message, name, style or "form", explode, value, decode)
            compare(value, got, f"query {name}")
            if one.get("allowReserved") is not True and not styles.nested_in(value):
                templates.check(name, style or "form", explode, got, message.written(name, got, explode), f"query {name}")
        elif where == "header":
            compare(value, styles.header_value(message, name, explode, value), f"header {name}")
        else:
            compare(value, styles.cookie_value(message, name, style or "form", explode, value), f"cookie {name}")

    def check_whole(self, one: dict[str, Any], value: Any, message: Sent) -> None:
        """Compares a query string that is one value (OpenAPI 3.2 §4.12, `in: querystring`)."""
        media_type, content = next(iter(one["content"].items()))
        message.used.update(range(len(message.query)))
        if media.kind_of(media_type) == "form":
            form = Sent("", "", message.query, message.raw_query, [("content-type", media_type)], message.raw_query.encode())
            bodies.check_form(form, self.document.deref(content), value)
            return
        text = styles.percent(message.raw_query)
        got = bodies.loaded(text, "query") if media.kind_of(media_type) == "json" else text
        found = exact.difference(value, got)
        if found:
            raise Wrong(f"query string {found}")

    def absent(self, call: dict[str, Any], declared: dict[tuple[str, str], Any], message: Sent) -> Iterator[str]:
        """Returns what was sent although it did not go in."""
        given = {(one["in"], one["name"]) for one in call["parameters"]}
        keys = self.credentials()
        for name in message.left():
            if ("query", name) not in keys and not declared.get(("query", name), {}).get("x-credential"):
                yield f"query {name}: nothing went in"
        for (where, name), one in declared.items():
            if (where, name) in given or (where, name) in keys or name.lower() in OWN:
                continue
            texts = message.header(name) if where == "header" else []
            if texts and not constant(one):
                against = self.request.error(one.get("schema", True), texts[0])
                yield f"header {name}: nothing went in, {exact.short(texts[0])} came out" + (f", which is not valid: {against}" if against else "")
            if where == "cookie" and any(key == name for key, _ in message.cookies()):
                yield f"cookie {name}: nothing went in"

    def credentials(self) -> set[tuple[str, str]]:
        """Returns the places that credentials are sent in."""
        found = credentials.schemes(self.document).values()
        return {(str(one.get("in")), str(one.get("name"))) for one in found if one.get("type") == "apiKey"}

    def check_body(self, call: dict[str, Any], message: Sent, operation: dict[str, Any]) -> None:
        """Raises `Wrong` unless the body is what went in."""
        body = call.get("body")
        if body is None:
            if message.body:
                raise Wrong(f"body: nothing went in, {len(message.body)} bytes came out")
            return
        if body["value"] == {} and not message.body and not message.header("content-type"):
            raise Wrong("the body has nothing in it and was not sent")
        content = self.document.deref(operation.get("requestBody")).get("content") or {}
        one = self.document.deref(content.get(core.declared_type(body)))
        bodies.check(message, body["media_type"], one, one.get("schema"), body["value"])


def refuse(problem: str) -> None:
    """Raises `Wrong`."""
    raise Wrong(problem)


def bare(path: str) -> str:
    """Returns a path template without the query or fragment that some documents put into it, as an expression (RFC 6570 §3.2.8) or plainly."""
    path = re.sub(r"\{[?&#][^}]*\}", "", path)
    return path.split("?")[0].split("#")[0]


def server_path(server: dict[str, Any]) -> str:
    """Returns the path of a server's URL, its variables at their defaults, without the last slash."""
    url = str(server.get("url", "/"))
    variables = server.get("variables") if isinstance(server.get("variables"), dict) else {}
    for name, one in variables.items():
        url = url.replace("{" + name + "}", str(one.get("default", "")))
    found = re.match(r"^[a-zA-Z][a-zA-Z0-9+.-]*://[^/]*(/.*)?$", url)
    path = (found.group(1) or "") if found else re.sub(r"^//[^/]*", "", url)
    path = path.split("?")[0].split("#")[0].rstrip("/")
    if path in ("", "."):
        return ""
    return path if path.startswith("/") else "/" + path.removeprefix("./")


def constant(one: dict[str, Any]) -> bool:
    """Tells whether a parameter has one value only, which the crate sends by itself."""
    schema = one.get("schema") if isinstance(one.get("schema"), dict) else {}
    return "const" in schema or len(schema.get("enum") or []) == 1


def check_content(one: dict[str, Any], media_type: str, value: Any, message: Sent, readings: dict[str, list[str]]) -> None:
    """Compares a parameter that is described by a media type (OpenAPI 3.1.1 §4.8.12.2, `content`)."""
    where, name = one["in"], one["name"]
    if where == "query":
        text = styles.once(message.take(name), f"query {name}", plus)
    elif where == "path":
        text = styles.percent((readings.get(name) or [""])[0])
    elif where == "header":
        text = styles.once(message.header(name), f"header {name}", str)
    else:
        text = styles.once([found for key, found in message.cookies() if key == name], f"cookie {name}", styles.percent)
    if media.kind_of(media_type) == "json":
        found = exact.difference(value, bodies.loaded(text, f"{where} {name}"))
        if found:
            raise Wrong(f"{where} {name} {found}")
    else:
        compare(value, text, f"{where} {name}")
