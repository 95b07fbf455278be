"""Certificates of the certificate manager, and their push to load balancers."""

from mock import pair, pem


def drive(scm, elb):
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
    for one in elb.ask("ListCertificates", scm_certificate_id=[made])["certificates"]:
        elb.ask("DeleteCertificate", certificate_id=one["id"])
    scm.ask("DeleteCertificate", certificate_id=made)
    try:
        scm.ask("ShowCertificate", certificate_id=made)
        raise AssertionError("what was deleted is shown")
    except Exception as error:
        assert getattr(error, "status", None) == 404, error
