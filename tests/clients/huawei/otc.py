"""`otcextensions` with `openstacksdk`, for Open Telekom Cloud: certificates, listeners, tags and quotas by
ELB's v2.0 and v3, with a token of IAM."""

import sys

import openstack
from mock import pair, pem
from openstack import exceptions
from otcextensions import sdk


def connect(url):
    connection = openstack.connect(
        auth={
            "auth_url": f"{url}/v3",
            "username": "certmock",
            "password": "certmock",
            "user_domain_name": "certmock",
            "project_id": "certmock",
        },
        elb_endpoint_override=f"{url}/v2.0",
        vlb_endpoint_override=f"{url}/v3/certmock",
        network_endpoint_override=f"{url}/v2.0",
    )
    sdk.register_otc_extensions(connection)
    return connection


def drive(connection):
    elb, vlb = connection.elb, connection.vlb
    certificate, key = pair("rsa-2048")
    made = elb.create_certificate(name="site", content=certificate, private_key=key)
    assert elb.get_certificate(made.id).content == certificate
    assert [one.id for one in elb.certificates()] == [made.id]
    assert elb.update_certificate(made, name="renamed").name == "renamed"
    # What one version has made the other shows.
    assert vlb.get_certificate(made.id).name == "renamed"
    try:
        elb.create_certificate(name="wrong", content=certificate, private_key=pem("mismatched.key"))
        raise AssertionError("the key of another certificate was taken")
    except exceptions.BadRequestException as error:
        assert "ELB.1011" in error.response.text, error.response.text
    balancer = vlb.create_load_balancer(
        name="balancer",
        availability_zone_list=["eu-de-01"],
        vip_subnet_cidr_id="subnet",
        tags=[{"key": "team", "value": "a"}],
    )
    listener = vlb.create_listener(
        name="listener",
        protocol="HTTPS",
        protocol_port=443,
        loadbalancer_id=balancer.id,
        default_tls_container_ref=made.id,
        tags=[{"key": "team", "value": "b"}],
    )
    try:
        elb.delete_certificate(made.id)
        raise AssertionError("a certificate in use was deleted")
    except exceptions.ConflictException as error:
        assert listener.id in str(error.response.text), error.response.text
    assert [one.id for one in elb.listeners()] == [listener.id]
    # What v3 has tagged v2.0 lists.
    assert [(tag.key, tag.value) for tag in elb.load_balancer_tags(balancer.id)] == [("team", "a")]
    assert [(tag.key, tag.value) for tag in elb.listener_tags(listener.id)] == [("team", "b")]
    vlb.delete_listener(listener.id)
    listener = elb.create_listener(
        name="listener",
        protocol="TERMINATED_HTTPS",
        protocol_port=8443,
        load_balancer_id=balancer.id,
        default_tls_container_ref=made.id,
    )
    assert elb.update_listener(listener.id, name="renamed").name == "renamed"
    assert elb.get_listener(listener.id).default_tls_container_ref == made.id
    elb.delete_listener(listener.id)
    vlb.delete_load_balancer(balancer.id)
    elb.delete_certificate(made.id)
    assert list(elb.certificates()) == []
    quota, default = elb.get_quota("certmock"), elb.get_quota_default()
    assert quota.listeners > 0 and quota.pools > 0, quota
    assert (quota.listeners, quota.pools) == (default.listeners, default.pools), default


if __name__ == "__main__":
    drive(connect(sys.argv[1]))
