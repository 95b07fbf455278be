"""Listeners of CLB, without SNI and with it: certificates that they are given, that SSL deploys to them, and
that take the place of others."""

from mock import pair

BALANCER = "lb-11111111"
PLAIN, SNI = "lbl-11111111", "lbl-22222222"


def drive(client):
    balancers = client.ask("clb.DescribeLoadBalancers", LoadBalancerIds=[BALANCER])
    assert balancers["LoadBalancerSet"][0]["LoadBalancerName"] == "web", balancers
    client.refused("InvalidParameter.LBIdNotFound", "clb.DescribeListeners", LoadBalancerId="lb-99999999")
    first, second = upload(client), upload(client)
    done(client, "ModifyListener", PLAIN, Certificate={"SSLMode": "UNIDIRECTIONAL", "CertId": first})
    assert listener(client, PLAIN)["Certificate"]["CertId"] == first
    done(client, "ModifyDomainAttributes", SNI, Domain="d.example.org", Certificate={"CertId": first})
    assert of_rules(client) == [first, None]
    client.refused(
        "InvalidParameterValue",
        "clb.ModifyListener",
        LoadBalancerId=BALANCER,
        ListenerId=PLAIN,
        Certificate={"CertId": "nosuchid"},
    )

    name = f"{BALANCER}|{SNI}|c.example.org"
    client.ask("ssl.DeployCertificateInstance", CertificateId=second, ResourceType="clb", InstanceIdList=[name])
    assert of_rules(client) == [first, second]
    client.refused("FailedOperation.BoundResources", "ssl.DeleteCertificate", CertificateId=second)
    found = client.ask("clb.DescribeLoadBalancerListByCertId", CertIds=[second, first])["CertSet"]
    assert [len(each["LoadBalancers"]) for each in found] == [1, 1], found
    certificate, private_key = pair("rsa-2048")
    new = {"CertName": "new", "CertContent": certificate, "CertKey": private_key}
    client.ask("clb.ReplaceCertForLoadBalancers", OldCertificateId=second, Certificate=new)
    client.ask("ssl.DeleteCertificate", CertificateId=second)
    wanted = of_rules(client)[1]
    client.ask("clb.ReplaceCertForLoadBalancers", OldCertificateId=first, Certificate={"CertId": wanted})
    assert of_rules(client) == [wanted, wanted]
    client.ask("ssl.DeleteCertificate", CertificateId=first)


def upload(client):
    certificate, private_key = pair("several-names")
    made = client.ask(
        "ssl.UploadCertificate",
        CertificatePublicKey=certificate,
        CertificatePrivateKey=private_key,
        Repeatable=True,
    )
    return made["CertificateId"]


def done(client, action, listener_id, **more):
    """Asks for a write, and waits for its task as the clients do."""
    begun = client.ask(f"clb.{action}", LoadBalancerId=BALANCER, ListenerId=listener_id, **more)
    task = begun["RequestId"]
    while (status := client.ask("clb.DescribeTaskStatus", TaskId=task)["Status"]) == 2:
        pass
    assert status == 0, status


def listener(client, listener_id):
    listed = client.ask("clb.DescribeListeners", LoadBalancerId=BALANCER, ListenerIds=[listener_id])
    assert listed["TotalCount"] == 1, listed
    return listed["Listeners"][0]


def of_rules(client):
    """The certificates of the domains of the listener with SNI."""
    rules = listener(client, SNI)["Rules"]
    return [rule["Certificate"] and rule["Certificate"]["CertId"] for rule in rules]
