"""Certificates and domains of the CDN, whichever client drives it.

A client has `send(method, path, body=None)`, which gives the status and the JSON."""

from mock import pair, pem


def upload(name):
    certificate, key = pair(name)
    return {"name": name, "common_name": "www.example.com", "pri": key, "ca": certificate}


def drive(send):
    def done(method, path, body=None):
        status, reply = send(method, path, body)
        assert status == 200, f"{method} {path}: {status} {reply}"
        return reply

    def refused(expected, code, method, path, body=None):
        status, reply = send(method, path, body)
        assert (status, reply.get("code")) == (expected, code), f"{method} {path}: {status} {reply}"

    first = done("POST", "/sslcert", upload("wildcard"))["certID"]
    second = done("POST", "/sslcert", upload("several-names"))["certID"]
    refused(400, 400324, "POST", "/sslcert", upload("rsa-2048") | {"pri": pem("mismatched.key")})
    page = done("GET", "/sslcert?marker=&limit=1")
    assert page["certs"][0]["certid"] in (first, second) and page["marker"], page
    whole = done("GET", f"/sslcert/{first}")
    assert whole["cert"]["ca"].strip() == pem("wildcard.crt").strip(), whole
    refused(400, 400401, "GET", "/sslcert/000000000000000000000000")

    assert len(done("GET", "/domain?marker=&limit=100")["domains"]) == 3
    assert done("GET", "/domain/www.example.com")["protocol"] == "http"
    done("PUT", "/domain/www.example.com/sslize", {"certid": first, "forceHttps": True, "http2Enable": True})
    assert done("GET", "/domain/www.example.com/httpsconf")["certId"] == first
    done("PUT", "/domain/www.example.com/httpsconf", {"certid": second, "forceHttps": False})
    assert done("GET", "/domain/www.example.com/httpsconf")["certId"] == second
    refused(400, 400611, "DELETE", f"/sslcert/{second}")
    done("PUT", "/domain/www.example.com/unsslize", {})
    done("POST", "/cert/bind", {"certid": first, "domain": "img.example.com"})
    bound = done("GET", "/cert/bindings")
    assert [(one["domain"], one["certid"]) for one in bound] == [("img.example.com", first)], bound
    assert [one["name"] for one in done("GET", f"/domain?certId={first}")["domains"]] == ["img.example.com"]
    status, reply = send("POST", "/cert/bind", {"certid": first, "domain": "api.example.com"})
    assert (status, reply) == (403, {"error": "domaintype is not allowed"}), f"{status} {reply}"
    refused(404, 404001, "GET", "/domain/unknown.example.com")
    refused(612, 612, "PUT", "/domain/unknown.example.com/httpsconf", {"certid": first})
    done("DELETE", f"/sslcert/{second}")
    refused(400, 400401, "DELETE", f"/sslcert/{second}")
