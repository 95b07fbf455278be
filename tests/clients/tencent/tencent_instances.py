"""The instances that SSL lists for a certificate, by product: one of each is deployed to by the name that its
list gives it, and stands where it has to from then on."""

from tencent_ssl import upload


def of_load_balancer(shown):
    [listener] = shown["Listeners"]
    return "|".join([shown["LoadBalancerId"], listener["ListenerId"], listener["Rules"][0]["Domain"]])


def of_cluster(shown):
    [namespace] = shown["NamespaceList"]
    return "|".join([shown["ClusterId"], namespace["Name"], namespace["SecretList"][0]["Name"]])


# How an instance is named that is deployed to, from how its product's list shows it.
NAMES = {
    "ApiGateway": lambda shown: f"{shown['ServiceId']}|{shown['Domain']}",
    "Clb": of_load_balancer,
    "Cos": lambda shown: f"{shown['Region']}|{shown['Bucket']}|{shown['Domain']}",
    "Ddos": lambda shown: f"{shown['InstanceId']}|{shown['Domain']}|{shown['VirtualPort']}",
    "Lighthouse": lambda shown: f"ap-guangzhou|{shown['InstanceId']}|{shown['Domain'][0]}",
    "Live": lambda shown: shown["Domain"],
    "Teo": lambda shown: shown["Host"],
    "Tke": of_cluster,
    "Vod": lambda shown: shown["Domain"],
    "Waf": lambda shown: shown["Domain"],
}


def drive(client):
    new, other = upload(client, "wildcard", Repeatable=True), upload(client, "wildcard", Repeatable=True)
    deployed = {product: deploy_to_first(client, product, new, other) for product in NAMES}
    task = client.ask("ssl.CreateCertificateBindResourceSyncTask", CertificateIds=[new], IsCache=0)["CertTaskIds"][0]
    detail = client.ask("ssl.DescribeCertificateBindResourceTaskDetail", TaskId=task["TaskId"])
    assert detail["Status"] == 1, detail
    # The search looks at no servers of Lighthouse.
    del deployed["Lighthouse"]
    for product, name in deployed.items():
        [found] = detail[product.upper()]
        assert [NAMES[product](shown) for shown in found["InstanceList"]] == [name], (product, found)
    elsewhere = client.ask(
        "ssl.DescribeCertificateBindResourceTaskDetail",
        TaskId=task["TaskId"],
        ResourceTypes=["clb"],
        Regions=["ap-tokyo"],
    )
    assert [found["TotalCount"] for found in elsewhere["CLB"]] == [0] and elsewhere["TKE"] == [], elsewhere
    client.refused(
        "FailedOperation.CertificateSyncTaskIdInvalid", "ssl.DescribeCertificateBindResourceTaskDetail", TaskId="748599"
    )
    client.refused("FailedOperation.BoundResources", "ssl.DeleteCertificate", CertificateId=new)
    client.ask("ssl.DeleteCertificate", CertificateId=other)


def deploy_to_first(client, product, new, other):
    """Deploys a certificate to the first instance that the product's list has for it; its name. The other is the
    same certificate, which nothing has."""
    action = f"ssl.DescribeHost{product}InstanceList"

    def listed(**certificates):
        return [NAMES[product](shown) for shown in client.ask(action, **certificates)["InstanceList"]]

    client.refused("FailedOperation.CertificateNotFound", action, CertificateId="nobody00")
    first, *rest = listed(CertificateId=new)
    client.ask(
        "ssl.DeployCertificateInstance", CertificateId=new, ResourceType=product.lower(), InstanceIdList=[first], Status=1
    )
    assert listed(CertificateId=new) == rest, product
    # The list of Lighthouse is asked for no certificate that a server has.
    if product != "Lighthouse":
        assert listed(CertificateId=other, OldCertificateId=new) == [first], product
    return first
