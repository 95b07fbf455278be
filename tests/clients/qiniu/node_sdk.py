"""The Node SDK `qiniu`: its tokens of both kinds, its HTTP client. Without an address it asks the
vendor's own hosts."""

import sys
from pathlib import Path

from node import Node

import qiniu_life


def main(url):
    with Node(Path(__file__).with_suffix(".js")) as node:

        def send(method, path, body=None, qbox=False):
            answer = node.ask({"method": method, "url": url + path, "body": body, "qbox": qbox})
            return answer["status"], answer["body"]

        qiniu_life.drive(send)
        assert send("GET", "/sslcert?marker=&limit=10", qbox=True)[0] == 200


if __name__ == "__main__":
    for url in sys.argv[1:] or ["https://api.qiniu.com", "https://fusion.qiniuapi.com"]:
        main(url)
