"""Certificates of the web application firewall."""

from mock import pair


def drive(waf):
    certificate, key = pair("rsa-2048")
    wanted = {"name": "site", "content": certificate, "key": key}
    made = waf.ask("CreateCertificate", body=wanted)["id"]
    waf.refused(400, "WAF.00014002", "CreateCertificate", body=wanted | {"name": "again"})
    assert made in [one["id"] for one in waf.ask("ListCertificates", page=1, pagesize=10)["items"]]
    assert waf.ask("ShowCertificate", certificate_id=made)["content"] == certificate
    renewed, new_key = pair("ec-p256")
    body = {"name": "renewed", "content": renewed, "key": new_key}
    assert waf.ask("UpdateCertificate", certificate_id=made, body=body)["name"] == "renewed"

    [host] = waf.ask("ListHost", page=1, pagesize=10)["items"]
    waf.ask("ApplyCertificateToHost", certificate_id=made, body={"cloud_host_ids": [host["id"]], "premium_host_ids": []})
    assert waf.ask("ShowHost", instance_id=host["id"])["certificateid"] == made
    waf.refused(400, "WAF.00022003", "DeleteCertificate", certificate_id=made)
    other = waf.ask("CreateCertificate", body=wanted | {"name": "other"})
    body = {"certificateid": other["id"], "certificatename": other["name"]}
    assert waf.ask("UpdateHost", instance_id=host["id"], body=body)["certificateid"] == other["id"]
    waf.ask("DeleteCertificate", certificate_id=made)
    waf.refused(404, "WAF.00022001", "ShowCertificate", certificate_id=made)
    [premium] = waf.ask("ListPremiumHost", page="1", pagesize="10")["items"]
    waf.ask("ShowPremiumHost", host_id=premium["id"])
    waf.ask("UpdatePremiumHost", host_id=premium["id"], body=body)
