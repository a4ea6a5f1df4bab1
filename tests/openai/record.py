"""Records the method tree of OpenAI's Python SDK: `python3 tests/openai/record.py openai-VERSION/ > tests/openai/tree.json`.

The folder is that of the SDK's source distribution (`pip download openai --no-deps --no-binary :all:`). Its pages `api.md` list each method with its HTTP
method and path. The SDK's `beta.chat` gives the resource `chat`, and it has `beta.realtime`, which the pages do not say.
"""

import json
import pathlib
import re
import sys

LINE = re.compile(r'title="(\w+) ([^"]+)">client\.(.*?)</a>\(')

UNLISTED = [
    ("beta.realtime.sessions.create", "POST", "/realtime/sessions"),
    ("beta.realtime.transcription_sessions.create", "POST", "/realtime/transcription_sessions"),
]


def tree(folder):
    yield from UNLISTED
    for page in sorted(pathlib.Path(folder).rglob("api.md")):
        for line in page.read_text().splitlines():
            if found := LINE.search(line):
                http, path, method = found.groups()
                method = re.sub(r"<[^>]*>", "", method).replace("\\_", "_")
                yield method, http.upper(), path
                if method.startswith("chat."):
                    yield f"beta.{method}", http.upper(), path


rows = sorted(set(tree(sys.argv[1])))
print("[")
print(",\n".join("  " + json.dumps(dict(zip(("method", "http", "path"), row))) for row in rows))
print("]")
