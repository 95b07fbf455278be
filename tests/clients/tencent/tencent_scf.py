"""A domain of SCF from its addition to its end, with certificates that it is given and that SSL moves it to."""

from mock import pair

DOMAIN = "scf.example.com"
ENDPOINT = {"Namespace": "default", "FunctionName": "test1", "Qualifier": "$LATEST", "PathMatch": "/*"}


def drive(client):
    client.refused("FailedOperation.Domain.UnExist", "scf.GetCustomDomain", Domain=DOMAIN)
    new = {"Domain": DOMAIN, "EndpointsConfig": [ENDPOINT]}
    client.refused("FailedOperation.Ssl", "scf.CreateCustomDomain", **new, Protocol="HTTPS")
    client.ask("scf.CreateCustomDomain", **new, Protocol="HTTP")
    client.refused("InvalidParameterValue.Domain", "scf.CreateCustomDomain", **new, Protocol="HTTP")
    certificate, private_key = pair("wildcard")
    first, second = [
        client.ask(
            "ssl.UploadCertificate",
            CertificatePublicKey=certificate,
            CertificatePrivateKey=private_key,
            Repeatable=True,
        )["CertificateId"]
        for _ in range(2)
    ]
    client.ask(
        "scf.UpdateCustomDomain", Domain=DOMAIN, Protocol="HTTP&HTTPS", CertConfig={"CertificateId": first}
    )
    assert bound(client) == first
    client.ask(
        "ssl.UpdateCertificateInstance",
        OldCertificateId=first,
        CertificateId=second,
        ResourceTypes=["scf"],
        ResourceTypesRegions=[{"ResourceType": "scf", "Regions": ["ap-guangzhou"]}],
    )
    assert bound(client) == second
    client.refused("FailedOperation.BoundResources", "ssl.DeleteCertificate", CertificateId=second)
    listed = client.ask("scf.ListCustomDomains", Offset=0, Limit=20)
    assert [one["Domain"] for one in listed["Domains"]] == [DOMAIN] and listed["Total"] == 1, listed
    client.ask("scf.DeleteCustomDomain", Domain=DOMAIN)
    client.refused("FailedOperation.Domain.UnExist", "scf.DeleteCustomDomain", Domain=DOMAIN)
    client.ask("ssl.DeleteCertificate", CertificateId=first)
    client.ask("ssl.DeleteCertificate", CertificateId=second)


def bound(client):
    """The certificate that the domain has."""
    return client.ask("scf.GetCustomDomain", Domain=DOMAIN)["CertConfig"]["CertificateId"]
