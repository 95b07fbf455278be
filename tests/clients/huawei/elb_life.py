"""Certificates of load balancers, by the two versions that share them."""

from mock import pair, pem


def drive(v3, v2):
    certificate, key = pair("rsa-2048")
    wanted = {"name": "site", "type": "server", "certificate": certificate, "private_key": key}
    made = v3.ask("CreateCertificate", body={"certificate": wanted})["certificate"]
    assert made["certificate"] == certificate and made["private_key"] == key, made
    # The other version has it, too, and may change it.
    shown = v2.ask("ShowCertificate", certificate_id=made["id"])
    assert shown["certificate"] == certificate, shown
    assert v2.ask("UpdateCertificate", certificate_id=made["id"], body={"name": "renamed"})["name"] == "renamed"
    assert v3.ask("ShowCertificate", certificate_id=made["id"])["certificate"]["name"] == "renamed"
    page = v3.ask("ListCertificates", limit=2000, type=["server"])
    assert made["id"] in [one["id"] for one in page["certificates"]] and page["page_info"], page

    balancer = {"availability_zone_list": ["cn-north-4a"], "vip_subnet_cidr_id": "subnet", "name": "balancer"}
    balancer = v3.ask("CreateLoadBalancer", body={"loadbalancer": balancer})["loadbalancer"]["id"]
    listener = {
        "loadbalancer_id": balancer,
        "protocol": "HTTPS",
        "protocol_port": 443,
        "default_tls_container_ref": made["id"],
    }
    listener = v3.ask("CreateListener", body={"listener": listener})["listener"]["id"]
    v3.refused(409, "ELB.8907", "DeleteCertificate", certificate_id=made["id"])
    v2.refused(409, "ELB.8907", "DeleteCertificate", certificate_id=made["id"])
    found = v3.ask("ListListeners", loadbalancer_id=[balancer], protocol=["HTTPS", "TERMINATED_HTTPS"])["listeners"]
    assert [one["default_tls_container_ref"] for one in found] == [made["id"]], found

    # Renewed where it is.
    renewed, new_key = pair("ec-p256")
    body = {"certificate": {"certificate": renewed, "private_key": new_key}}
    assert v3.ask("UpdateCertificate", certificate_id=made["id"], body=body)["certificate"]["certificate"] == renewed
    wrong = {"certificate": wanted | {"private_key": pem("mismatched.key")}}
    v3.refused(400, "ELB.8902", "CreateCertificate", body=wrong)
    # Or another takes its place.
    other = v2.ask("CreateCertificate", body={"name": "other", "certificate": renewed, "private_key": new_key})["id"]
    body = {"listener": {"default_tls_container_ref": other}}
    assert v3.ask("UpdateListener", listener_id=listener, body=body)["listener"]["default_tls_container_ref"] == other
    assert v3.ask("ShowListener", listener_id=listener)["listener"]["loadbalancers"] == [{"id": balancer}]
    v3.ask("DeleteCertificate", certificate_id=made["id"])
    v3.refused(404, "ELB.8904", "ShowCertificate", certificate_id=made["id"])
    assert len(v2.ask("ListCertificates")["certificates"]) == 1

    v3.refused(409, "ELB.8907", "DeleteLoadBalancer", loadbalancer_id=balancer)
    v3.ask("UpdateLoadBalancer", loadbalancer_id=balancer, body={"loadbalancer": {"name": "renamed"}})
    assert v3.ask("ShowLoadBalancer", loadbalancer_id=balancer)["loadbalancer"]["name"] == "renamed"
    assert len(v3.ask("ListLoadBalancers")["loadbalancers"]) == 1
    v3.ask("DeleteListener", listener_id=listener)
    again = {"loadbalancer_id": balancer, "protocol": "HTTPS", "protocol_port": 443, "default_tls_container_ref": other}
    again = v3.ask("CreateListener", body={"listener": again})["listener"]["id"]
    v3.ask("DeleteListenerForce", listener_id=again)
    v3.ask("DeleteLoadBalancer", loadbalancer_id=balancer)

    assert v3.ask("ListAvailabilityZones")["availability_zones"] and v3.ask("ListFlavors")["flavors"]
    assert v3.ask("ShowQuota")["quota"]["certificate"] is not None
    [quota] = v3.ask("ListQuotaDetails", quota_key=["certificate"])["quotas"]
    assert quota["used"] == 1, quota
    assert v3.ask("ShowCertificatePrivateKeyEcho")["private_key_echo"] is True
    v3.ask("CreateCertificatePrivateKeyEcho", body={"private_key_echo": False})
    assert set(v3.ask("ShowCertificate", certificate_id=other)["certificate"]["private_key"]) == {"*"}
    v3.ask("CreateCertificatePrivateKeyEcho", body={"private_key_echo": True})
    third = v3.ask("CreateCertificate", body={"certificate": wanted})["certificate"]["id"]
    gone = v3.ask("BatchDeleteCertificates", body={"certificates": [third]})["certificates"]
    assert gone[0]["id"] == third, gone
    v2.ask("DeleteCertificate", certificate_id=other)
