"""Serves the page and the two APIs that it calls, opens a browser, and judges what the page saw and asked for.

usage: serve.py FOLDER BROWSER PICTURE
"""

import functools
import http.server
import json
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading

NAMES = ["Owner", "Reader", "Schlüsselverwalter"]
EVENTS = ["one", "two", "three"]
EXPECTED = {"roles": NAMES, "refused": 404, "timed_out": True, "events": EVENTS}
# Every call of the page, with the status of its response; a call whose connection the page gave up has none.
CALLS = [
    ("GET /v1/organization/roles?limit=2", 503),
    ("GET /v1/organization/roles?limit=2", 200),
    ("GET /v1/organization/roles?limit=2&after=role-Reader", 200),
    ("GET /v1/projects/none/roles/none", 404),
    ("GET /v1/projects/slow/roles/slow", None),
    ("GET /ticks", 200),
]
# Seconds that a browser on a busy machine may take.
PATIENCE = 90
# Seconds that it may take from the end of the page to the end of a connection that the page has given up.
CLOSING = 10
calls = []
# What went wrong while a response was sent.
faults = []
# The events that the page has confirmed.
confirmed = queue.Queue()
results = queue.Queue()
# Set when the page has come to an end, or takes too long.
finished = threading.Event()
# Set when the browser has closed the connection of the slow call.
closed = threading.Event()


def role(name):
    return {
        "object": "role",
        "id": f"role-{name}",
        "name": name,
        "description": None,
        "permissions": [],
        "resource_type": "api.organization",
        "predefined_role": False,
    }


def page(names, following):
    return {"object": "list", "data": [role(name) for name in names], "has_more": following is not None, "next": following}


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def json(self, status, value, headers=()):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        for name, text in headers:
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/ticks":
            self.note(200)
            self.ticks()
        elif path == "/finished":
            finished.wait()
            self.send_response(204)
            self.end_headers()
        elif not path.startswith("/v1/"):
            super().do_GET()
        elif self.headers.get("authorization") != "Bearer sk-browser":
            self.note(401)
            self.json(401, {})
        elif path == "/v1/projects/slow/roles/slow":
            self.note(None)
            self.wait_for_the_end()
        elif path != "/v1/organization/roles":
            self.note(404)
            self.json(404, {"error": {"message": "no such role", "type": "invalid_request_error", "param": None, "code": None}})
        elif not calls:
            self.note(503)
            self.json(503, {}, [("retry-after", "0")])
        else:
            self.note(200)
            self.json(200, page(NAMES[2:], None) if "after=" in self.path else page(NAMES[:2], "role-Reader"))

    def note(self, status):
        calls.append((f"{self.command} {self.path}", status))

    def wait_for_the_end(self):
        """A call that times out is given up by the browser too, which closes the connection."""
        self.connection.settimeout(PATIENCE)
        self.close_connection = True
        try:
            if self.connection.recv(1):
                faults.append("the slow call was followed by data")
                return
        except TimeoutError:
            return
        except OSError:
            # A connection that is reset is closed as well.
            pass
        closed.set()

    def ticks(self):
        """Sends each event when the page has confirmed the last one."""
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        for event in EVENTS:
            self.wfile.write(f"data: {event}\n\n".encode())
            self.wfile.flush()
            try:
                seen = confirmed.get(timeout=PATIENCE)
            except queue.Empty:
                faults.append(f"the page did not have the event {event} before the next")
                break
            if seen != event:
                faults.append(f"the page confirmed {seen} instead of {event}")
        self.close_connection = True

    def do_POST(self):
        value = json.loads(self.rfile.read(int(self.headers["content-length"])))
        (confirmed if self.path == "/seen" else results).put(value)
        self.json(200, {})


def judge(result, is_closed):
    """What is wrong with the calls, the connection of the slow call and the page's result."""
    wrong = list(faults)
    if not is_closed:
        wrong.append("the connection of the slow call stayed open")
    if result is None:
        wrong.append("the page did not come to an end")
    elif "error" in result:
        wrong.append(f"the page failed: {result['error']}")
    for name, expected in EXPECTED.items() if result else ():
        if result[name] != expected:
            wrong.append(f"{name}: {result[name]} instead of {expected}")
    if calls != CALLS:
        wrong.append("calls: " + "".join(f"\n  {call} -> {status}" for call, status in calls))
    return wrong


def open_browser(browser, address, home, picture):
    """Opens the page in a browser that takes a picture of it once it is loaded, which is when the page has come to an end."""
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr", "--hide-scrollbars"]
    command += [f"--user-data-dir={home}/profile", f"--screenshot={picture}", "--window-size=700,640", address]
    with open(f"{home}/log", "wb") as log:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def complaints(log):
    """What a browser says, but for the services of a desktop that it misses."""
    lines = log.read_text(errors="replace").splitlines()
    return "\n".join([line for line in lines if "dbus" not in line.lower()][-20:])


def main():
    folder, browser, picture = sys.argv[1:]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # A browser that is stopped may still write into its folder.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        process = open_browser(browser, f"http://127.0.0.1:{server.server_port}/", home, pathlib.Path(picture).resolve())
        try:
            result = results.get(timeout=PATIENCE)
        except queue.Empty:
            result = None
        # Before the browser ends, which closes every connection.
        is_closed = closed.wait(CLOSING)
        finished.set()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait(PATIENCE)
        wrong = judge(result, is_closed)
        if wrong:
            print(complaints(pathlib.Path(f"{home}/log")))
    print(json.dumps(result, ensure_ascii=False))
    print("\n".join(wrong) or f"{len(calls)} calls in a browser, as they should be")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
