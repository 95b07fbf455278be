"""The Node SDK `qiniu`: its tokens of both kinds, its HTTP client."""

import json
import subprocess
import sys
from pathlib import Path

import qiniu_life


def main(url):
    script = Path(__file__).with_suffix(".js")
    process = subprocess.Popen(["node", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def send(method, path, body=None, qbox=False):
        process.stdin.write(json.dumps({"method": method, "url": url + path, "body": body, "qbox": qbox}) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        return answer["status"], answer["body"]

    qiniu_life.drive(send)
    assert send("GET", "/sslcert?marker=&limit=10", qbox=True)[0] == 200
    process.stdin.close()
    process.wait(timeout=30)


if __name__ == "__main__":
    main(sys.argv[1])
