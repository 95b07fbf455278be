"""A library of Python's, named by the first argument, asks Qiniu over TLS: prints the status of each
answer. The requests are lines of JSON on the standard input: `[method, headers, body]`."""

import http.client
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

URL = "https://api.qiniu.com/sslcert"


def by_urllib(method, headers, body):
    try:
        return urllib.request.urlopen(urllib.request.Request(URL, body, headers, method=method)).status
    except urllib.error.HTTPError as error:
        return error.code


def by_http_client(method, headers, body):
    """Whose CONNECT is of HTTP/1.0."""
    proxy = urllib.parse.urlsplit(os.environ["https_proxy"])
    at = urllib.parse.urlsplit(URL)
    connection = http.client.HTTPSConnection(proxy.hostname, proxy.port)
    connection.set_tunnel(at.hostname)
    connection.request(method, at.path, body, headers)
    return connection.getresponse().status


def by_requests(method, headers, body):
    import requests

    return requests.request(method, URL, headers=headers, data=body).status_code


def by_httpx(method, headers, body):
    import httpx

    return httpx.request(method, URL, headers=headers, content=body).status_code


if __name__ == "__main__":
    ask = globals()[f"by_{sys.argv[1]}"]
    for line in sys.stdin:
        method, headers, body = json.loads(line)
        print(ask(method, headers, body.encode() or None))
