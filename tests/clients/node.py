"""A Node.js script that is told by lines: a line of JSON is a request, a line of JSON its answer."""

import json
import subprocess


class Node:
    """The running script. It finds its packages by `NODE_PATH`."""

    def __init__(self, script, *arguments):
        self.process = subprocess.Popen(["node", script, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def ask(self, request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the script has ended"
        return json.loads(answer)
