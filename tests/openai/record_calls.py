"""Records what openai-python sends when its methods are called with what they insist on, and with everything they take: `python record_calls.py > calls.json`.

A few are called by a client with an organization and a project as well. Values are made from the SDK's own type hints. Each call goes to a server on loopback, with placeholders for keys. The result holds facts only: method, path,
query, credential, headers of the API, and the body or the parts of a form.
"""

import email
import email.policy
import http.server
import importlib.metadata
import inspect
import json
import sys
import threading
import types
import typing
import urllib.parse

import openai
import typing_extensions

SEEN = []
WITH_SETTINGS = ["admin.organization.projects.list", "beta.threads.create", "files.create", "models.list", "responses.create"]
CONNECTION = {"host", "connection", "content-length", "user-agent", "accept-encoding", "authorization", "content-type", "accept"}


class Recorder(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        url = urllib.parse.urlsplit(self.path)
        media = self.headers["content-type"]
        wire = {
            "method": self.command,
            "path": url.path,
            "query": [list(pair) for pair in urllib.parse.parse_qsl(url.query, keep_blank_values=True)],
            "authorization": self.headers["authorization"],
            "content_type": media and media.partition(";")[0],
            "accept": self.headers["accept"],
        }
        if media and media.startswith("multipart/"):
            wire["parts"] = parts(media, body)
        elif body and media == "application/json":
            wire["body"] = json.loads(body)
        elif body:
            wire["body"] = body.decode()
        own = {name.lower(): value for name, value in self.headers.items() if not name.lower().startswith("x-stainless")}
        headers = {name: value for name, value in own.items() if name not in CONNECTION}
        if headers:
            wire["headers"] = headers
        SEEN.append(wire)
        reply = b'{"object": "list", "data": [], "has_more": false}'
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    do_GET = do_POST = do_DELETE = do_PATCH = do_PUT = answer

    def log_message(self, *_):
        pass


def parts(media, body):
    message = email.message_from_bytes(b"content-type: " + media.encode() + b"\r\n\r\n" + body, policy=email.policy.HTTP)
    for part in message.iter_parts():
        yield_ = part.get_payload(decode=True)
        yield {
            "name": part.get_param("name", header="content-disposition"),
            "filename": part.get_filename(),
            "content_type": part["content-type"],
            "body": yield_.decode(),
        }


class Maker:
    """Makes values of type hints; `everything` sets what is optional too."""

    def __init__(self, everything):
        self.everything = everything

    def value(self, hint, name, depth=0):
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated or str(origin).endswith("Required"):
            return self.value(arguments[0], name, depth)
        if origin is typing.Literal:
            return arguments[0]
        if origin in (typing.Union, types.UnionType):
            choices = [it for it in arguments if it is not type(None) and getattr(it, "__name__", "") not in ("Omit", "NotGiven")]
            if any("FileContent" in str(it) or it is bytes for it in choices):
                return (f"{name}.txt", b"content")
            # A literal is an open enum's known value.
            choices.sort(key=lambda it: typing.get_origin(it) is not typing.Literal)
            return self.value(choices[0], name, depth)
        if hint is str:
            return f"{name} é/1"
        if hint is int:
            return 3
        if hint is float:
            return 0.5
        if hint is bool:
            return True
        if hint is object or hint is typing.Any:
            return {"any": 1}
        if origin in (list, tuple) or getattr(origin, "__name__", "") in ("Iterable", "Sequence", "SequenceNotStr"):
            words = typing.get_args(arguments[0]) if typing.get_origin(arguments[0]) is typing.Literal else ()
            return list(words[:2]) or [self.value(arguments[0], name, depth + 1) for _ in range(2)]
        if origin is dict or getattr(origin, "__name__", "") == "Mapping":
            return {"key": self.value(arguments[1], name, depth + 1)}
        if hasattr(hint, "__required_keys__"):
            return self.record(hint, depth)
        raise NotImplementedError(f"{name}: {hint}")

    def record(self, hint, depth):
        made = {}
        for name, one in typing_extensions.get_type_hints(hint, include_extras=True).items():
            required = name in hint.__required_keys__ or str(typing.get_origin(one)).endswith(".Required")
            if required or (self.everything and depth < 3):
                made[name] = self.value(one, name, depth + 1)
        return made

    def arguments(self, method):
        signature = inspect.signature(method)
        function = inspect.unwrap(method.__func__ if hasattr(method, "__func__") else method)
        hints = typing.get_type_hints(function, function.__globals__, include_extras=True)
        positional, named = [], {}
        for name, one in signature.parameters.items():
            if name.startswith("extra_") or name in ("timeout", "stream", "self", "background"):
                continue
            required = one.default is inspect.Parameter.empty
            if one.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
                positional.append(self.value(hints[name], name))
            elif required or self.everything:
                named[name] = self.value(hints[name], name)
        return positional, named


def method_of(client, dotted):
    found = client
    for name in dotted.split("."):
        found = getattr(found, name)
    return found


def main(tree):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = openai.OpenAI(
        api_key="user-key", admin_api_key="admin-key", base_url=f"http://127.0.0.1:{server.server_port}/v1", max_retries=0, webhook_secret="whsec_AAAA"
    )
    records = []
    with_settings = client.with_options(organization="org-1", project="proj_1")
    kinds = [(client, dotted, kind, kind == "all") for dotted in tree for kind in ("required", "all")]
    for caller, dotted, kind, everything in kinds + [(with_settings, dotted, "settings", False) for dotted in WITH_SETTINGS]:
        SEEN.clear()
        try:
            method = method_of(caller, dotted)
            positional, named = Maker(everything).arguments(method)
            method(*positional, **named)
        except Exception as problem:  # noqa: BLE001
            why = f"{type(problem).__name__}: {problem}"
            if not SEEN:
                print(f"{dotted} {kind}: {why[:160]}", file=sys.stderr)
        if SEEN:
            for wire in SEEN:
                if "parts" in wire:
                    wire["parts"] = list(wire["parts"])
            records.append({"id": f"{dotted} {kind}", "wire": list(SEEN)})
    version = importlib.metadata.version("openai")
    lines = ",\n".join("    " + json.dumps(record) for record in records)
    sys.stdout.write(f'{{\n  "recorded_with": "openai-python {version}",\n  "calls": [\n{lines}\n  ]\n}}\n')


main(sorted({row["method"] for row in json.load(open(sys.argv[1]))}))
