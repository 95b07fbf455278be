"""Certificates of domains of the CDN."""

from mock import pair, pem

DOMAIN = "www.example.com"


def drive(cdn, by_id):
    certificate, key = pair("wildcard")
    assert DOMAIN in [one["domain_name"] for one in cdn.ask("ListDomains", page_size=100)["domains"]]
    https = {"domain_name": DOMAIN, "https_switch": 1, "cert_name": "site", "certificate": certificate}
    done = cdn.ask("UpdateDomainMultiCertificates", body={"https": https | {"private_key": key, "http2": 1}})
    assert done["status"] == "success", done
    shown = cdn.ask("ShowDomainDetailByName", domain_name=DOMAIN)["domain"]
    assert shown["domain_name"] == DOMAIN, shown
    found = cdn.ask("ShowCertificatesHttpsInfo", domain_name=DOMAIN)["https"]
    assert [one["cert_name"] for one in found] == ["site"], found

    config = {
        "https": {
            "https_status": "on",
            "certificate_name": "renewed",
            "certificate_value": certificate,
            "private_key": key,
        }
    }
    cdn.ask("UpdateDomainFullConfig", domain_name=DOMAIN, body={"configs": config})
    kept = cdn.ask("ShowDomainFullConfig", domain_name=DOMAIN)["configs"]["https"]
    assert (kept["https_status"], kept["certificate_name"]) == ("on", "renewed"), kept
    config["https"]["private_key"] = pem("mismatched.key")
    try:
        cdn.ask("UpdateDomainFullConfig", domain_name=DOMAIN, body={"configs": config})
        raise AssertionError("the key of another certificate was taken")
    except Exception as error:
        assert getattr(error, "status", None) == 400 and error.code.startswith("CDN."), error
    drive_by_id(cdn, by_id)
    source = {"ip_or_domain": "192.0.2.1", "origin_type": "ipaddr", "active_standby": 1}
    made = {"domain_name": "new.example.com", "business_type": "web", "sources": [source], "service_area": "global"}
    made = cdn.ask("CreateDomain", body={"domain": made})["domain"]["id"]
    cdn.ask("DisableDomain", domain_id=made)
    cdn.ask("EnableDomain", domain_id=made)
    cdn.ask("DisableDomain", domain_id=made)
    cdn.ask("DeleteDomain", domain_id=made)
    try:
        cdn.ask("ShowDomainDetailByName", domain_name="unknown.example.com")
        raise AssertionError("what is not there is shown")
    except Exception as error:
        assert getattr(error, "code", None) == "CDN.0170", error


def drive_by_id(cdn, by_id):
    """The older operations, which name a domain by its id."""
    [domain] = [one for one in cdn.ask("ListDomains")["domains"] if one["domain_name"] == DOMAIN]
    id = domain["id"]
    shown = by_id.ask("ShowDomainDetail", domain_id=id)["domain"]
    assert (shown["domain_name"], shown["https_status"]) == (DOMAIN, 2), shown
    kept = by_id.ask("ShowHttpInfo", domain_id=id)["https"]
    assert (kept["cert_name"], kept["https_status"]) == ("renewed", 2), kept
    assert not kept["private_key"], "the key is never shown"
    renewed, key = pair("rsa-2048")
    https = {"cert_name": "by-id", "https_status": 3, "certificate": renewed, "private_key": key, "http2": 1}
    changed = by_id.ask("UpdateHttpsInfo", domain_id=id, body={"https": https})["https"]
    assert (changed["cert_name"], changed["http2"]) == ("by-id", 1), changed
    # The pair stays where only a switch is turned.
    https = {"cert_name": "by-id", "https_status": 1}
    by_id.ask("UpdateHttpsInfo", domain_id=id, body={"https": https})
    kept = by_id.ask("ShowHttpInfo", domain_id=id)["https"]
    assert (kept["https_status"], kept["certificate"]) == (1, renewed), kept
