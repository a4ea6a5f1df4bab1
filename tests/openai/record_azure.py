"""Records what openai-python's `AzureOpenAI` sends: `python record_azure.py > azure.json`.

Each call is made against a server on loopback, with placeholders for keys. The result holds facts only: method, path, query, the header of the
credential, and whether the body keeps `model`.
"""

import http.server
import importlib.metadata
import json
import sys
import threading
import urllib.parse

from openai import AzureOpenAI

SEEN = []


class Recorder(http.server.BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        url = urllib.parse.urlsplit(self.path)
        credential = {name: self.headers[name] for name in ("api-key", "authorization") if self.headers[name]}
        SEEN.append(
            {
                "method": self.command,
                "path": url.path,
                "query": urllib.parse.parse_qsl(url.query, keep_blank_values=True),
                "credential": credential,
                "organization": self.headers["openai-organization"],
                "project": self.headers["openai-project"],
                "model_in_body": b"model" in body,
            }
        )
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"object": "list", "data": []}')

    do_GET = do_POST = do_DELETE = answer

    def log_message(self, *_):
        pass


FILE = ("a.mp3", b"abc")
CALLS = {
    "chat.completions.create": lambda client: client.chat.completions.create(
        model="dep 1", messages=[{"role": "user", "content": "hi"}]
    ),
    "completions.create": lambda client: client.completions.create(model="dep-1", prompt="hi"),
    "embeddings.create": lambda client: client.embeddings.create(
        model="dep-1", input="hi", encoding_format="float"
    ),
    "audio.transcriptions.create": lambda client: client.audio.transcriptions.create(model="dep-1", file=FILE),
    "audio.speech.create": lambda client: client.audio.speech.create(model="dep-1", input="hi", voice="alloy"),
    "images.generate": lambda client: client.images.generate(model="dep-1", prompt="hi"),
    "images.generate without model": lambda client: client.images.generate(prompt="hi"),
    "responses.create": lambda client: client.responses.create(model="dep-1", input="hi"),
    "models.list": lambda client: client.models.list(),
    "files.retrieve": lambda client: client.files.retrieve("file-1"),
}


def clients(url):
    plain = {"azure_endpoint": url, "api_version": "2024-10-21", "max_retries": 0}
    return {
        "key": AzureOpenAI(api_key="placeholder-key", **plain),
        "token": AzureOpenAI(azure_ad_token="placeholder-token", **plain),
        "deployment": AzureOpenAI(api_key="placeholder-key", azure_deployment="fixed", **plain),
        "organization": AzureOpenAI(api_key="placeholder-key", organization="org-1", project="proj-1", **plain),
    }


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    records = []
    for name, client in clients(f"http://127.0.0.1:{server.server_port}").items():
        for call, make in CALLS.items():
            SEEN.clear()
            make(client)
            records.append({"client": name, "call": call, **SEEN[0]})
    version = importlib.metadata.version("openai")
    lines = ",\n".join("    " + json.dumps(record) for record in records)
    sys.stdout.write(f'{{\n  "recorded_with": "openai-python {version}",\n  "calls": [\n{lines}\n  ]\n}}\n')


main()
