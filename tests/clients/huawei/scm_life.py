"""Certificates of the certificate manager, and their way to load balancers, the firewall and domains."""

from mock import pair, pem


def drive(scm, elb, waf, cdn):
    certificate, key = pair("rsa-2048")
    wanted = {"name": "site", "certificate": certificate, "private_key": key}
    made = scm.ask("ImportCertificate", body=wanted)["certificate_id"]
    shown = scm.ask("ShowCertificate", certificate_id=made)
    assert (shown["name"], shown["status"]) == ("site", "UPLOAD"), shown
    listed = scm.ask("ListCertificates", limit=50, offset=0, sort_key="certExpiredTime", sort_dir="DESC")
    assert [one["id"] for one in listed["certificates"]] == [made], listed
    exported = scm.ask("ExportCertificate", certificate_id=made)
    assert exported["private_key"].strip() == key.strip(), exported.keys()
    try:
        scm.ask("ImportCertificate", body=wanted | {"private_key": pem("mismatched.key")})
        raise AssertionError("the key of another certificate was taken")
    except Exception as error:
        assert getattr(error, "status", None) == 400 and error.code.startswith("SCM."), error

    push = {"target_project": "cn-north-4", "target_service": "ELB"}
    scm.ask("PushCertificate", certificate_id=made, body=push)
    [pushed] = elb.ask("ListCertificates", scm_certificate_id=[made])["certificates"]
    assert pushed["source"] == "scm" and pushed["name"] == "site", pushed
    results = scm.ask(
        "BatchPushCertificate",
        certificate_id=made,
        body={"target_projects": ["cn-north-4"], "target_service": "ELB"},
    )["results"]
    assert len(results) == 1, results
    deployed = scm.ask(
        "DeployCertificate",
        certificate_id=made,
        body={
            "project_name": "cn-north-4",
            "service_name": "ELB",
            "resources": [{"id": pushed["id"], "type": "certificate"}],
        },
    )
    assert deployed, "nothing is said of the deployment"
    found = scm.ask("ListDeployedResources", body={"certificate_ids": [made], "service_names": ["ELB"]})
    assert found["results"], found
    drive_elsewhere(scm, waf, cdn, made)
    for one in elb.ask("ListCertificates", scm_certificate_id=[made])["certificates"]:
        elb.ask("DeleteCertificate", certificate_id=one["id"])
    scm.ask("DeleteCertificate", certificate_id=made)
    try:
        scm.ask("ShowCertificate", certificate_id=made)
        raise AssertionError("what was deleted is shown")
    except Exception as error:
        assert getattr(error, "status", None) == 404, error


def drive_elsewhere(scm, waf, cdn, made):
    """The firewall and the content delivery network."""
    push = {"target_project": "cn-north-4", "target_service": "WAF"}
    scm.ask("PushCertificate", certificate_id=made, body=push)
    [pushed] = waf.ask("ListCertificates", name="site")["items"]
    scm.refused(400, "SCM.0221", "PushCertificate", certificate_id=made, body=push)
    [host] = waf.ask("ListHost", page=1, pagesize=10)["items"]
    resource = {"id": host["id"], "type": "cloud"}
    body = {"project_name": "cn-north-4", "service_name": "WAF", "resources": [resource]}
    assert scm.ask("DeployCertificate", certificate_id=made, body=body)["failure_list"] == []
    assert waf.ask("ShowHost", instance_id=host["id"])["certificateid"] == pushed["id"]

    scm.ask("PushCertificate", certificate_id=made, body={"target_project": "", "target_service": "CDN"})
    resources = [{"domain_name": "www.example.com"}, {"domain_name": "unknown.example.com"}]
    body = {"service_name": "CDN", "resources": resources}
    [failure] = scm.ask("DeployCertificate", certificate_id=made, body=body)["failure_list"]
    assert failure["resource"] == "unknown.example.com", failure
    https = cdn.ask("ShowDomainFullConfig", domain_name="www.example.com")["configs"]["https"]
    assert (https["certificate_source"], https["scm_certificate_id"]) == (2, made), https
    # Another takes the host, so that this one can go.
    certificate, key = pair("wildcard")
    other = waf.ask("CreateCertificate", body={"name": "other", "content": certificate, "key": key})["id"]
    waf.refused(400, "WAF.00022003", "DeleteCertificate", certificate_id=pushed["id"])
    body = {"cloud_host_ids": [host["id"]], "premium_host_ids": []}
    waf.ask("ApplyCertificateToHost", certificate_id=other, body=body)
    waf.ask("DeleteCertificate", certificate_id=pushed["id"])
