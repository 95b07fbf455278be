"""A domain of VOD with certificates that it is given and that SSL deploys."""

from tencent_teo import upload

APPLICATION = 1500000000
DOMAIN = "vod.example.com"


def drive(client):
    first, second = upload(client, "wildcard"), upload(client, "wildcard")
    assert bound(client) is None
    client.refused("InvalidParameterValue", "vod.SetVodDomainCertificate", Domain=DOMAIN, Operation="Set")
    client.ask(
        "vod.SetVodDomainCertificate",
        Domain=DOMAIN,
        Operation="Set",
        CertID=first,
        SubAppId=APPLICATION,
    )
    assert bound(client) == first
    client.ask("ssl.DeployCertificateInstance", CertificateId=second, ResourceType="vod", InstanceIdList=[DOMAIN])
    assert bound(client) == second
    client.ask("ssl.UpdateCertificateInstance", OldCertificateId=second, CertificateId=first, ResourceTypes=["vod"])
    assert bound(client) == first
    client.refused("FailedOperation.BoundResources", "ssl.DeleteCertificate", CertificateId=first)
    client.ask("vod.SetVodDomainCertificate", Domain=DOMAIN, Operation="Clear")
    assert bound(client) is None
    for gone in [first, second]:
        client.ask("ssl.DeleteCertificate", CertificateId=gone)


def bound(client):
    """The certificate that the domain has."""
    listed = client.ask("vod.DescribeVodDomains", Domains=[DOMAIN], SubAppId=APPLICATION)
    assert listed["TotalCount"] == 1, listed
    https = listed["DomainSet"][0].get("HTTPSConfig")
    return https and https["CloudCertId"]
