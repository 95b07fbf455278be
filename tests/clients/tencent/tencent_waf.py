"""A domain behind WAF with certificates that SSL deploys and that it is given."""

from mock import pair

DOMAIN = {"Domain": "waf.example.com", "DomainId": "7d58ebf3db7e5f7e8f91eb017c6a7b31"}
INSTANCE = "waf_2kw60zgy0508e8j3"
HTTP = {"NginxServerId": 0, "Port": "80", "Protocol": "http", "UpstreamPort": "80", "UpstreamProtocol": "http"}
HTTPS = HTTP | {"Port": "443", "Protocol": "https"}


def drive(client):
    client.refused("ResourceNotFound", "waf.DescribeDomainDetailsSaas", **DOMAIN, InstanceId="waf_other")
    refused(client, "PortParameterErr", CertType=0, Ports=[HTTP, HTTPS])
    certificate, private_key = pair("wildcard")
    made = client.ask(
        "ssl.UploadCertificate",
        CertificatePublicKey=certificate,
        CertificatePrivateKey=private_key,
        Repeatable=True,
    )
    first = made["CertificateId"]
    client.ask(
        "ssl.DeployCertificateInstance", CertificateId=first, ResourceType="waf", InstanceIdList=[DOMAIN["Domain"]]
    )
    assert bound(client) == (2, first, "")
    change(client, CertType=2, SSLId=first, Ports=[HTTP, HTTPS])
    shown = show(client)
    assert [port["Port"] for port in shown["Ports"]] == ["80", "443"], shown
    refused(client, "CertificationParameterErr", CertType=2, SSLId="nobody00")
    change(client, CertType=1, Cert=certificate, PrivateKey=private_key)
    assert bound(client) == (1, "", certificate)
    client.ask("ssl.DeleteCertificate", CertificateId=first)
    change(client, CertType=0, Ports=[HTTP])
    assert bound(client) == (0, "", "")


def change(client, **what):
    client.ask("waf.ModifySpartaProtection", **DOMAIN, InstanceID=INSTANCE, **what)


def refused(client, code, **what):
    client.refused(f"InvalidParameter.{code}", "waf.ModifySpartaProtection", **DOMAIN, InstanceID=INSTANCE, **what)


def show(client):
    return client.ask("waf.DescribeDomainDetailsSaas", **DOMAIN, InstanceId=INSTANCE)["DomainsPartInfo"]


def bound(client):
    """Where the domain's certificate comes from, and which it is."""
    shown = show(client)
    return shown["CertType"], shown["SSLId"], shown["Cert"]
