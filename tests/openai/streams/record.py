"""Records what openai-python makes of streams: `python record.py > recorded.json`.

The events are written here, in the form that the API's reference gives them. A server on loopback sends them, and the SDK's own accumulators read them:
`client.responses.stream` and `client.chat.completions.stream`. The result holds, for each stream, its events, the final value or the error, and the texts
that the SDK had accumulated after an event (`snapshots`: number of the event, place, text). What the SDK adds for its users is left out: `parsed`, and
`parsed_arguments`.
"""

import http.server
import importlib.metadata
import json
import sys
import threading

import openai

OWN = {"parsed", "parsed_arguments", "output_parsed"}


def response(status, output, **members):
    whole = {
        "id": "resp_1", "object": "response", "created_at": 1700000000, "status": status, "error": None, "incomplete_details": None,
        "instructions": None, "metadata": {}, "model": "gpt-5", "output": output, "parallel_tool_calls": True, "temperature": 1.0,
        "tool_choice": "auto", "tools": [], "top_p": 1.0,
    }
    return {**whole, **members}


USAGE = {
    "input_tokens": 9, "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0}, "output_tokens": 12,
    "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 21,
}


class Events:
    """The events of a response, with their numbers."""

    def __init__(self):
        self.events = []
        self.output = []
        for kind in ("created", "in_progress"):
            self.add(f"response.{kind}", response=response("in_progress", []))

    def add(self, kind, **members):
        self.events.append({"type": kind, "sequence_number": len(self.events), **members})
        return self

    def item(self, item, *inner):
        """An item that is added, its own events, and the whole item."""
        at = len(self.output)
        begun = {**item, "status": "in_progress"}
        for member, empty in (("content", []), ("summary", []), ("arguments", ""), ("input", ""), ("code", "")):
            if member in begun:
                begun[member] = empty
        if item["type"] == "reasoning":
            begun.pop("status")
        self.add("response.output_item.added", output_index=at, item=begun)
        for kind, members in inner:
            self.add(kind, item_id=item["id"], output_index=at, **members)
        return self.done(item)

    def done(self, item):
        self.add("response.output_item.done", output_index=len(self.output), item=item)
        self.output.append(item)
        return self

    def end(self, kind="completed", **members):
        return self.add(f"response.{kind}", response=response(kind, self.output, usage=USAGE, **members)).events

    def end_without(self, how):
        """The last event of a server that does not repeat the output."""
        whole = response("completed", None, usage=USAGE)
        if how == "absent":
            del whole["output"]
        return self.add("response.completed", response=whole).events


def message(name, *content):
    return {"id": name, "type": "message", "role": "assistant", "status": "completed", "content": list(content)}


def text(words, *annotations):
    return {"type": "output_text", "text": words, "annotations": list(annotations), "logprobs": []}


def refusal(words):
    return {"type": "refusal", "refusal": words}


def part(at, whole, pieces, *annotations):
    """The events of a part of a message."""
    name = "refusal" if whole["type"] == "refusal" else "text"
    kind = "response.refusal" if name == "refusal" else "response.output_text"
    empty = {**whole, name: ""}
    if "annotations" in empty:
        empty["annotations"] = []
    more = {"logprobs": []} if name == "text" else {}
    yield "response.content_part.added", {"content_index": at, "part": empty}
    for piece in pieces:
        yield f"{kind}.delta", {"content_index": at, "delta": piece, **more}
    for number, annotation in enumerate(annotations):
        yield "response.output_text.annotation.added", {"content_index": at, "annotation_index": number, "annotation": annotation}
    yield f"{kind}.done", {"content_index": at, name: whole[name], **more}
    yield "response.content_part.done", {"content_index": at, "part": whole}


def pieces_of(kind, member, pieces):
    """The events of a text that comes in pieces."""
    for piece in pieces:
        yield f"{kind}.delta", {"delta": piece}
    yield f"{kind}.done", {member: "".join(pieces)}


def call(name, number, arguments):
    return {"id": f"fc_{number}", "type": "function_call", "status": "completed", "call_id": f"call_{number}", "name": name, "arguments": arguments}


ARGUMENTS = "response.function_call_arguments"
CITATION = {"type": "url_citation", "url": "https://example.com/é", "title": "A page", "start_index": 0, "end_index": 2}


def plain(events):
    return events.item(message("msg_1", text("Hello, wörld!")), *part(0, text("Hello, wörld!"), ["Hel", "lo, ", "wörld!"]))


def several(events):
    thought = {"id": "rs_1", "type": "reasoning", "summary": [{"type": "summary_text", "text": "First one."}, {"type": "summary_text", "text": "Then two."}]}
    summary = []
    for at, words in enumerate(("First one.", "Then two.")):
        inner = {"summary_index": at}
        summary.append(("response.reasoning_summary_part.added", {**inner, "part": {"type": "summary_text", "text": ""}}))
        summary.append(("response.reasoning_summary_text.delta", {**inner, "delta": words[:5]}))
        summary.append(("response.reasoning_summary_text.delta", {**inner, "delta": words[5:]}))
        summary.append(("response.reasoning_summary_text.done", {**inner, "text": words}))
        summary.append(("response.reasoning_summary_part.done", {**inner, "part": {"type": "summary_text", "text": words}}))
    search = {"id": "ws_1", "type": "web_search_call", "status": "completed", "action": {"type": "search", "query": "two"}}
    answer = message("msg_1", text("It is two.", CITATION), text("Or three."))
    inner = [*part(0, answer["content"][0], ["It is ", "two."], CITATION), *part(1, answer["content"][1], ["Or ", "three."])]
    events.item(thought, *summary)
    events.item(search, *((f"response.web_search_call.{state}", {}) for state in ("in_progress", "searching", "completed")))
    events.item(answer, *inner)
    return events.item(call("save", 1, '{"n":2}'), *pieces_of(ARGUMENTS, "arguments", ['{"n"', ":2}"]))


def interleaved(events):
    """Two calls whose arguments come in turn."""
    calls = [call("get_weather", 1, '{"city":"Paris"}'), call("get_time", 2, '{"zone":"CET"}')]
    for at, one in enumerate(calls):
        events.add("response.output_item.added", output_index=at, item={**one, "status": "in_progress", "arguments": ""})
    for pieces in zip(['{"ci', 'ty":"Pa', 'ris"}'], ['{"zone"', ":", '"CET"}']):
        for at, piece in enumerate(pieces):
            events.add(f"{ARGUMENTS}.delta", item_id=calls[at]["id"], output_index=at, delta=piece)
    for at, one in enumerate(calls):
        events.add(f"{ARGUMENTS}.done", item_id=one["id"], output_index=at, arguments=one["arguments"])
        events.done(one)
    return events


def tools(events):
    custom = {"id": "ct_1", "type": "custom_tool_call", "call_id": "call_1", "name": "run", "input": "a = 1"}
    mcp = {"id": "mcp_1", "type": "mcp_call", "name": "roll", "server_label": "dice", "arguments": '{"sides":6}', "output": "4", "error": None}
    code = {
        "id": "ci_1", "type": "code_interpreter_call", "status": "completed", "code": "print(1)", "container_id": "cntr_1",
        "outputs": [{"type": "logs", "logs": "1"}],
    }
    events.item(custom, *pieces_of("response.custom_tool_call_input", "input", ["a =", " 1"]))
    events.item(mcp, *pieces_of("response.mcp_call_arguments", "arguments", ['{"sides"', ":6}"]))
    return events.item(code, *pieces_of("response.code_interpreter_call_code", "code", ["print", "(1)"]))


def refused(events):
    return events.item(message("msg_1", refusal("I cannot help.")), *part(0, refusal("I cannot help."), ["I can", "not ", "help."]))


RESPONSES = {
    "text": plain(Events()).end(),
    "refusal": refused(Events()).end(),
    "function calls in turn": interleaved(Events()).end(),
    "several outputs": several(Events()).end(),
    "calls of other tools": tools(Events()).end(),
    "no output": Events().end(),
    "an event of another time": plain(Events()).add("response.of_the_future", output_index=0, delta="x").end(),
    "completed with null for output": several(Events()).end_without("null"),
    "completed without output": interleaved(Events()).end_without("absent"),
    "incomplete": plain(Events()).end("incomplete", incomplete_details={"reason": "max_output_tokens"}),
    "failed": Events().end("failed", error={"code": "server_error", "message": "It broke."}),
    "cut off": plain(Events()).events,
}


def chunk(*choices, **members):
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1700000000, "model": "gpt-5", "choices": list(choices), **members}


def choice(delta, finish=None, index=0, **members):
    return {"index": index, "delta": delta, "finish_reason": finish, **members}


def fragment(index, arguments, name=None, call_id=None):
    function = {"arguments": arguments} if name is None else {"name": name, "arguments": arguments}
    head = {} if call_id is None else {"id": call_id, "type": "function"}
    return {"tool_calls": [{"index": index, **head, "function": function}]}


def said(words, index=0):
    yield chunk(choice({"role": "assistant", "content": "", "refusal": None}, index=index))
    for word in words:
        yield chunk(choice({"content": word}, index=index))


def token(word):
    return {"token": word, "logprob": -0.5, "bytes": list(word.encode()), "top_logprobs": []}


ROLE = {"role": "assistant", "content": None}
CHAT_USAGE = {"prompt_tokens": 9, "completion_tokens": 12, "total_tokens": 21}
STOP = choice({}, "stop")

COMPLETIONS = {
    "text": [*said(["Hel", "lo, ", "wörld!"]), chunk(STOP)],
    "text with usage": [
        *({**it, "usage": None} for it in said(["Hel", "lo"])), chunk(STOP, usage=None), chunk(usage=CHAT_USAGE),
    ],
    "padding": [{**it, "obfuscation": "aB3" * (at + 1)} for at, it in enumerate([*said(["Hel", "lo"]), chunk(STOP)])],
    "all at once": [chunk(choice({"role": "assistant", "content": "Hello"}, "stop"), usage=CHAT_USAGE)],
    "tool calls": [
        chunk(choice(ROLE)),
        chunk(choice(fragment(0, "", "get_weather", "call_1"))),
        *(chunk(choice(fragment(0, piece))) for piece in ('{"ci', 'ty":"Pa', 'ris"}')),
        chunk(choice(fragment(1, "", "get_time", "call_2"))),
        *(chunk(choice(fragment(1, piece))) for piece in ('{"zone"', ':"CET"}')),
        chunk(choice({}, "tool_calls")),
    ],
    "tool calls in turn": [
        chunk(choice({**ROLE, **fragment(0, "{", "a", "call_1")})),
        chunk(choice(fragment(1, "[", "b", "call_2"))),
        chunk(choice(fragment(0, '"x":1'))),
        chunk(choice(fragment(1, "2"))),
        chunk(choice({"tool_calls": [*fragment(0, "}")["tool_calls"], *fragment(1, "]")["tool_calls"]]})),
        chunk(choice({}, "tool_calls")),
    ],
    "fragments of a call in one chunk": [
        chunk(choice({**ROLE, "tool_calls": [*fragment(0, "{", "a", "call_1")["tool_calls"], *fragment(0, "}")["tool_calls"]]})),
        chunk(choice({}, "tool_calls")),
    ],
    "text, then a tool call": [
        *said(["Let me ", "see."]), chunk(choice(fragment(0, "{", "a", "call_1"))), chunk(choice(fragment(0, "}"))), chunk(choice({}, "tool_calls")),
    ],
    "several choices": [
        *said(["On"]), *said(["Tw"], 1), chunk(choice({"content": "e"}), choice({"content": "o"}, index=1)),
        chunk(choice(ROLE, index=2)), chunk(choice(fragment(0, "{}", "f", "call_1"), index=2)),
        chunk(choice({}, "stop", 1)), chunk(STOP), chunk(choice({}, "tool_calls", 2)), chunk(usage=CHAT_USAGE),
    ],
    "refusal": [
        chunk(choice({"role": "assistant", "content": None, "refusal": ""})), *(chunk(choice({"refusal": word})) for word in ("I can", "not.")), chunk(STOP),
    ],
    "log probabilities": [
        chunk(choice({"role": "assistant", "content": ""}, logprobs=None)),
        *(chunk(choice({"content": word}, logprobs={"content": [token(word)], "refusal": None})) for word in ("Hi", " there")),
        chunk(choice({}, "stop", logprobs=None)),
    ],
    "tier and fingerprint": [{**it, "service_tier": "default", "system_fingerprint": "fp_1"} for it in [*said(["Hi"]), chunk(STOP)]],
    "function of old": [
        chunk(choice({**ROLE, "function_call": {"name": "f", "arguments": ""}})),
        *(chunk(choice({"function_call": {"arguments": piece}})) for piece in ("{", "}")),
        chunk(choice({}, "function_call")),
    ],
    "a member of another time": [chunk(choice({"role": "assistant", "content": "", "mood": "gl"})), chunk(choice({"content": "Hi", "mood": "ad"})), chunk(STOP)],
    "an identifier in each fragment": [
        chunk(choice({**ROLE, **fragment(0, "{", "a", "call_1")})), chunk(choice(fragment(0, "}", call_id="call_1"))), chunk(choice({}, "tool_calls")),
    ],
    "a role in each chunk": [*(chunk(choice({"role": "assistant", "content": word})) for word in ("Hel", "lo")), chunk(STOP)],
    "cut by length": [*said(["Hel"]), chunk(choice({}, "length"))],
    "tool calls counted from one": [
        chunk(choice({**ROLE, **fragment(1, "{", "a", "call_1")})), chunk(choice(fragment(1, "}"))), chunk(choice(fragment(2, "[]", "b", "call_2"))),
        chunk(choice({}, "tool_calls")),
    ],
    "the last choice first": [*said(["Two"], 1), *said(["One"]), chunk(choice({}, "stop", 1)), chunk(STOP)],
    "the last call first": [
        chunk(choice({**ROLE, **fragment(1, "[", "b", "call_2")})), chunk(choice(fragment(0, "{", "a", "call_1"))), chunk(choice(fragment(1, "]"))),
        chunk(choice(fragment(0, "}"))), chunk(choice({}, "tool_calls")),
    ],
    "usage before the end": [*said(["Hi"]), chunk(STOP, usage=CHAT_USAGE), chunk()],
}


class Server(http.server.BaseHTTPRequestHandler):
    events = []

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        lines = [f"data: {json.dumps(event)}\n\n" for event in self.events]
        if self.path.endswith("/completions"):
            lines.append("data: [DONE]\n\n")
        body = "".join(lines).encode()
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def without_own(value):
    if isinstance(value, dict):
        return {name: without_own(it) for name, it in value.items() if name not in OWN}
    return [without_own(it) for it in value] if isinstance(value, list) else value


def place(event):
    """Where in the whole value a text is that an event of the SDK has accumulated."""
    if event.type == "response.output_text.delta":
        return f"output.{event.output_index}.content.{event.content_index}.text"
    return f"output.{event.output_index}.arguments"


def of_response(client, taken):
    with client.responses.stream(model="gpt-5", input="x") as stream:
        for event in stream:
            if snapshot := getattr(event, "snapshot", None):
                taken.append([event.sequence_number, place(event), snapshot])
        return stream.get_final_response()


def of_completion(client, taken):
    with client.chat.completions.stream(model="gpt-5", messages=[{"role": "user", "content": "x"}]) as stream:
        return stream.get_final_completion()


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = openai.OpenAI(api_key="user-key", base_url=f"http://127.0.0.1:{server.server_port}/v1", max_retries=0)
    records = []
    for operation, streams, read in (("responses", RESPONSES, of_response), ("chat.completions", COMPLETIONS, of_completion)):
        for name, events in streams.items():
            Server.events = events
            record = {"id": name, "operation": operation, "events": events}
            taken = []
            try:
                record["final"] = without_own(read(client, taken).to_dict(mode="json"))
            except Exception as problem:  # noqa: BLE001
                record["error"] = f"{type(problem).__name__}: {problem}"
            if taken:
                record["snapshots"] = taken
            records.append(record)
    lines = ",\n".join("    " + json.dumps(record, ensure_ascii=False) for record in records)
    version = importlib.metadata.version("openai")
    sys.stdout.write(f'{{\n  "recorded_with": "openai-python {version}",\n  "streams": [\n{lines}\n  ]\n}}\n')


main()
