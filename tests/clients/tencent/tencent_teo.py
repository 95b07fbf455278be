"""A host of EdgeOne with a certificate of each algorithm, which it is given and which SSL deploys."""

from mock import pair

ZONE = "zone-21xfqlh4qjee"
HOST = "www.example.com"


def drive(client):
    zones = client.ask("teo.DescribeZones", Filters=[{"Name": "zone-id", "Values": [ZONE]}])
    assert [zone["ZoneName"] for zone in zones["Zones"]] == ["example.com"], zones
    assert client.ask("teo.DescribeDefaultCertificates", ZoneId=ZONE)["TotalCount"] == 0
    rsa, ecc, other = upload(client, "rsa-2048"), upload(client, "wildcard"), upload(client, "wildcard")

    def modify(*ids):
        infos = [{"CertId": id} for id in ids]
        return {"ZoneId": ZONE, "Hosts": [HOST], "Mode": "sslcert", "ServerCertInfo": infos}

    client.refused("ResourceUnavailable.CertNotFound", "teo.ModifyHostsCertificate", **modify("nosuchid"))
    client.ask("teo.ModifyHostsCertificate", **modify(rsa))
    assert bound(client) == {rsa}
    for new in [ecc, other]:
        client.ask("ssl.DeployCertificateInstance", CertificateId=new, ResourceType="teo", InstanceIdList=[HOST])
        assert bound(client) == {rsa, new}
    client.ask(
        "ssl.UpdateCertificateInstance",
        OldCertificateId=other,
        CertificateId=ecc,
        ResourceTypes=["teo"],
    )
    assert bound(client) == {rsa, ecc}
    settings = client.ask("teo.DescribeHostsSetting", ZoneId=ZONE, Filters=[{"Name": "host", "Values": [HOST]}])
    assert settings["TotalNumber"] == 1, settings
    assert len(settings["DetailHosts"][0]["Https"]["CertInfo"]) == 2, settings
    client.refused("FailedOperation.BoundResources", "ssl.DeleteCertificate", CertificateId=rsa)
    client.ask("teo.ModifyHostsCertificate", ZoneId=ZONE, Hosts=[HOST], Mode="disable")
    assert bound(client) == set()
    for gone in [rsa, ecc, other]:
        client.ask("ssl.DeleteCertificate", CertificateId=gone)


def drive_undescribed(client):
    """What the vendor describes nowhere, for clients that can ask for an action by its name."""
    new = upload(client, "rsa-2048")
    client.ask(
        "teo.ModifyHostsCertificate", ZoneId=ZONE, Hosts=[HOST], Mode="sslcert", ServerCertInfo=[{"CertId": new}]
    )
    filters = [{"Name": "host", "Values": [HOST]}]
    [shown] = client.ask("teo.DescribeHostCertificates", ZoneId=ZONE, Filters=filters)["HostCertificates"]
    held = [each["CertId"] for each in shown["HostCertInfo"]]
    assert (shown["Host"], shown["Mode"], set(held)) == (HOST, "sslcert", bound(client)) and new in held, shown
    client.refused("UnknownParameter", "teo.DescribeHostCertificates", ZoneId=ZONE, Hosts=[HOST])
    assert client.ask("teo.DescribeHostCertificates", ZoneId="zone-none")["TotalCount"] == 0


def upload(client, name):
    certificate, private_key = pair(name)
    made = client.ask(
        "ssl.UploadCertificate",
        CertificatePublicKey=certificate,
        CertificatePrivateKey=private_key,
        Repeatable=True,
    )
    return made["CertificateId"]


def bound(client):
    """The certificates that the host has."""
    filters = [{"Name": "domain-name", "Values": [HOST]}]
    listed = client.ask("teo.DescribeAccelerationDomains", ZoneId=ZONE, Filters=filters)
    assert listed["TotalCount"] == 1, listed
    return {each["CertId"] for each in listed["AccelerationDomains"][0]["Certificate"]["List"]}
