"""A domain of CDN from its addition to its end, with certificates that SSL deploys and that it is given,
who asks, and the tags of the domain."""

import json

from mock import pair, pem

DOMAIN = "life.example.com"


def drive(client):
    identity = client.ask("sts.GetCallerIdentity")
    assert identity["Arn"].endswith(f"uin/{identity['UserId']}"), identity
    origin = {"OriginType": "ip", "Origins": ["1.1.1.1"]}
    client.ask("cdn.AddCdnDomain", Domain=DOMAIN, ServiceType="web", Origin=origin)
    client.refused("ResourceInUse.CdnHostExists", "cdn.AddCdnDomain", Domain=DOMAIN, ServiceType="web", Origin=origin)
    certificate, private_key = pair("wildcard")
    made = client.ask(
        "ssl.UploadCertificate",
        CertificatePublicKey=certificate,
        CertificatePrivateKey=private_key,
        Repeatable=True,
    )
    first = made["CertificateId"]
    covered = client.ask("cdn.DescribeCertDomains", CertId=first, Product="cdn")
    assert DOMAIN in covered["Domains"] and DOMAIN not in covered["CertifiedDomains"], covered
    client.ask("ssl.DeployCertificateInstance", CertificateId=first, ResourceType="cdn", InstanceIdList=[DOMAIN])
    assert bound(client) == first
    held = client.ask("ssl.DescribeHostCdnInstanceList", OldCertificateId=first)["InstanceList"]
    assert [(one["Domain"], one["CertId"]) for one in held] == [(DOMAIN, first)], held

    other = {"Certificate": pem("ec-p256.crt"), "PrivateKey": pem("ec-p256.key")}
    client.refused(
        "InvalidParameter.CdnCertInfoNotFound",
        "cdn.UpdateDomainConfig",
        Domain=DOMAIN,
        Https={"Switch": "on", "CertInfo": other},
    )
    texts = {"Certificate": certificate, "PrivateKey": private_key}
    client.ask("cdn.UpdateDomainConfig", Domain=DOMAIN, Https={"Switch": "on", "CertInfo": texts})
    route = {"Route": "Https.CertInfo.CertId", "Value": json.dumps({"update": first})}
    client.ask("cdn.ModifyDomainConfig", Domain=DOMAIN, **route)
    assert bound(client) == first
    client.refused("FailedOperation.BoundResources", "ssl.DeleteCertificate", CertificateId=first)

    resource = f"qcs::cdn::uin/:domain/{DOMAIN}"
    client.ask("tag.ModifyResourceTags", Resource=resource, ReplaceTags=[{"TagKey": "team", "TagValue": "web"}])
    tags = client.ask(
        "tag.DescribeResourceTagsByResourceIds",
        ServiceType="cdn",
        ResourcePrefix="domain",
        ResourceRegion="",
        ResourceIds=[DOMAIN],
    )
    assert [(tag["TagKey"], tag["TagValue"]) for tag in tags["Tags"]] == [("team", "web")], tags

    client.ask("cdn.StopCdnDomain", Domain=DOMAIN)
    assert status(client) == "offline"
    client.ask("cdn.StartCdnDomain", Domain=DOMAIN)
    client.refused("ResourceUnavailable.CdnHostIsNotOffline", "cdn.DeleteCdnDomain", Domain=DOMAIN)
    client.ask("cdn.StopCdnDomain", Domain=DOMAIN)
    client.ask("cdn.DeleteCdnDomain", Domain=DOMAIN)
    client.ask("ssl.DeleteCertificate", CertificateId=first)


def filters():
    return [{"Name": "domain", "Value": [DOMAIN]}]


def bound(client):
    """The certificate that the domain has."""
    listed = client.ask("cdn.DescribeDomainsConfig", Filters=filters())
    assert listed["TotalNumber"] == 1, listed
    return listed["Domains"][0]["Https"]["CertInfo"]["CertId"]


def status(client):
    return client.ask("cdn.DescribeDomains", Filters=filters())["Domains"][0]["Status"]
