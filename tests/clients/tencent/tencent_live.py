"""A domain of Live with certificates that SSL deploys and that it is given, beside one that no certificate is for."""

from mock import pair

DOMAIN = "live.example.com"
OTHER = "live.example.org"


def drive(client):
    listed = client.ask("live.DescribeLiveDomains", DomainType=1, PageNum=1, PageSize=10)
    assert listed["AllCount"] == len(listed["DomainList"]) >= 2, listed
    shown = client.ask("live.DescribeLiveDomain", DomainName=DOMAIN)["DomainInfo"]
    assert (shown["Name"], shown["Type"]) == (DOMAIN, 1), shown
    certificate, private_key = pair("wildcard")
    made = client.ask(
        "ssl.UploadCertificate",
        CertificatePublicKey=certificate,
        CertificatePrivateKey=private_key,
        Repeatable=True,
    )
    first = made["CertificateId"]
    client.ask(
        "ssl.DeployCertificateInstance", CertificateId=first, ResourceType="live", InstanceIdList=[DOMAIN], Status=1
    )
    assert bound(client) == (first, 1)

    # As a client does that leaves the switch as it is.
    reply = modify(client, -1, CloudCertId=first)
    assert reply["MismatchedDomainNames"] == [OTHER], reply
    errors = [(error["DomainName"], error["Code"]) for error in reply["Errors"]]
    assert errors == [(OTHER, "InvalidParameter.CrtDomainNotFound")], errors
    modify(client, 0)
    assert bound(client) == (first, 0)
    modify(client, 1, CertificatePublicKey=certificate, CertificatePrivateKey=private_key, CertificateAlias="live")
    held, status = bound(client)
    assert status == 1
    shown = client.ask("live.DescribeLiveDomainCert", DomainName=DOMAIN)["DomainCertInfo"]
    assert shown["CloudCertId"] == held and shown["HttpsCrt"].startswith("-----BEGIN"), shown
    client.refused("InvalidParameter.CloudCrtIdError", "live.ModifyLiveDomainCertBindings", **infos(1), CloudCertId="no")

    client.ask("live.UnBindLiveDomainCert", DomainName=DOMAIN)
    assert bound(client) is None
    client.refused("ResourceNotFound.CrtDomainNotFound", "live.DescribeLiveDomainCert", DomainName=DOMAIN)
    client.ask("ssl.DeleteCertificate", CertificateId=first)


def infos(status):
    return {"DomainInfos": [{"DomainName": name, "Status": status} for name in (DOMAIN, OTHER)]}


def modify(client, status, **certificate):
    return client.ask("live.ModifyLiveDomainCertBindings", **infos(status), **certificate)


def bound(client):
    """The certificate that the domain has, and whether HTTPS is on."""
    listed = client.ask("live.DescribeLiveDomainCertBindings", DomainName=DOMAIN)["LiveDomainCertBindings"]
    return (listed[0]["CloudCertId"], listed[0]["Status"]) if listed else None
