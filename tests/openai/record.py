"""Records the method tree of OpenAI's Python SDK: `python3 tests/openai/record.py openai-VERSION/ > tests/openai/tree.json`.

The folder is that of the SDK's source distribution (`pip download openai --no-deps --no-binary :all:`). Its pages `api.md` list each method with its HTTP
method and path.
"""

import json
import pathlib
import re
import sys

LINE = re.compile(r'title="(\w+) ([^"]+)">client\.(.*?)</a>\(')


def tree(folder):
    for page in sorted(pathlib.Path(folder).rglob("api.md")):
        for line in page.read_text().splitlines():
            if found := LINE.search(line):
                http, path, method = found.groups()
                yield re.sub(r"<[^>]*>", "", method).replace("\\_", "_"), http.upper(), path


rows = sorted(set(tree(sys.argv[1])))
print("[")
print(",\n".join("  " + json.dumps(dict(zip(("method", "http", "path"), row))) for row in rows))
print("]")
