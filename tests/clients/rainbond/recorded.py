"""The recordings of a real Rainbond server, played by their own player."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from mock import REPOSITORY, control

RECORDINGS = REPOSITORY / "tests" / "recordings"


def adapter(url):
    """What the player asks to be set up, done with certmock's state API."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            row = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert row.pop("action") == "insert_certificate", row
            certificate = row | {"id": 1, "team": row.pop("team_id")}
            control(url, "PUT", "state", {"certmock": {"rainbond": {"certificates": [certificate]}}})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"id": 1}')

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def main(url):
    words = {
        "--base-url": url,
        "--token": "certmock",
        "--team-id": "1" * 32,
        "--team-name": "certmock",
        "--other-team-id": "2" * 32,
        "--reset-url": f"{url}/_certmock/reset",
        "--setup-url": adapter(url),
    }
    command = [sys.executable, RECORDINGS / "replay.py"]
    command += [word for pair in words.items() for word in pair]
    # What depends on the database, the JSON parser's words or the web server below the real one.
    command += [word for tag in ("sqlite", "parser-text", "wsgi-server") for word in ("--skip-tag", tag)]
    command += [RECORDINGS / "rainbond.json", RECORDINGS / "rainbond-materials.json"]
    subprocess.run(command, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
