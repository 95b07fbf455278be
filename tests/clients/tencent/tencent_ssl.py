"""The life of certificates at the SSL service, whichever client drives it."""

import base64
import io
import urllib.request
import zipfile

from mock import pair, pem


def drive(client):
    uploads(client)
    orders(client)
    purchases(client)
    companies(client)
    deployments(client)
    retries(client)
    deletions(client)


def drive_briefly(client):
    """What every setting of a client can do: a write, a list, refusals."""
    made = upload(client, "ec-p256", Repeatable=True)
    listed = client.ask("ssl.DescribeCertificates", Limit=1, Offset=0, FilterSource="upload")
    assert listed["Certificates"][0]["CertificateId"] == made, listed
    client.refused("FailedOperation.CertificateNotFound", "ssl.DescribeCertificate", CertificateId="nobody00")
    client.refused(
        "FailedOperation.CertificateMatchError",
        "ssl.UploadCertificate",
        CertificatePublicKey=pem("rsa-2048.crt"),
        CertificatePrivateKey=pem("mismatched.key"),
    )


def upload(client, name, **more):
    certificate, key = pair(name)
    return client.ask("ssl.UploadCertificate", CertificatePublicKey=certificate, CertificatePrivateKey=key, **more)[
        "CertificateId"
    ]


def uploads(client):
    uploaded = upload(client, "rsa-2048", Alias="网站", ProjectId=7, Tags=[{"TagKey": "team", "TagValue": "a"}])
    assert upload(client, "rsa-2048", Repeatable=False) == uploaded
    client.refused(
        "FailedOperation.CertificateMatchError",
        "ssl.UploadCertificate",
        CertificatePublicKey=pem("rsa-2048.crt"),
        CertificatePrivateKey=pem("mismatched.key"),
    )
    shown = client.ask("ssl.DescribeCertificate", CertificateId=uploaded)
    assert (shown["Alias"], shown["ProjectId"], shown["Status"]) == ("网站", "7", 1), shown
    detail = client.ask("ssl.DescribeCertificateDetail", CertificateId=uploaded)
    assert detail["CertificatePublicKey"].strip() == pem("rsa-2048.crt").strip()
    assert detail["Tags"] == [{"TagKey": "team", "TagValue": "a"}], detail["Tags"]
    listed = client.ask("ssl.DescribeCertificates", Limit=10, Offset=0, SearchKey="网站", CertificateType="SVR")
    assert [one["CertificateId"] for one in listed["Certificates"]] == [uploaded]

    client.ask("ssl.ModifyCertificateAlias", CertificateId=uploaded, Alias="other")
    moved = client.ask("ssl.ModifyCertificateProject", CertificateIdList=[uploaded, "nobody00"], ProjectId=12)
    assert (moved["SuccessCertificates"], moved["FailCertificates"]) == ([uploaded], ["nobody00"])
    client.ask("ssl.ModifyCertificatesExpiringNotificationSwitch", CertificateIds=[uploaded], SwitchStatus=1)
    shown = client.ask("ssl.DescribeCertificate", CertificateId=uploaded)
    assert (shown["Alias"], shown["ProjectId"]) == ("other", "12"), shown
    assert client.ask("ssl.CheckCertificateExist", CertificatePublicKey=pem("rsa-2048.crt"))["RepeatCertId"] == uploaded
    assert client.ask("ssl.CheckCertificateChain", CertificateChain=pem("rsa-2048.crt"))["IsValid"] is True
    assert client.ask("ssl.CheckCertificateChain", CertificateChain=pem("chain-wrong-signature.crt"))["IsValid"] is False
    logs = client.ask("ssl.DescribeCertificateOperateLogs", Limit=5, Offset=0)
    assert logs["TotalCount"] > 0, logs
    client.refused("FailedOperation.CertificateNotFound", "ssl.DescribeCertificate", CertificateId="nobody00")


def orders(client):
    free = client.ask("ssl.ApplyCertificate", DvAuthMethod="DNS", DomainName="www.test.com", CsrEncryptAlgo="RSA")
    free = free["CertificateId"]
    assert client.ask("ssl.DescribeCertificate", CertificateId=free)["Status"] == 0
    checked = client.ask("ssl.CheckCertificateDomainVerification", CertificateId=free)
    assert checked["VerificationResults"][0]["Domain"], checked
    client.ask("ssl.CompleteCertificate", CertificateId=free)
    detail = client.ask("ssl.DescribeCertificateDetail", CertificateId=free)
    # Without the domain itself, with what was added to it.
    assert (detail["Status"], detail["SubjectAltName"]) == (1, ["test.com"]), detail["SubjectAltName"]

    packed = base64.b64decode(client.ask("ssl.DownloadCertificate", CertificateId=free)["Content"])
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert any(name.startswith("Nginx/") for name in names), names
    url = client.ask("ssl.DescribeDownloadCertificateUrl", CertificateId=free, ServiceType="nginx")
    with urllib.request.urlopen(url["DownloadCertificateUrl"]) as answer:
        assert zipfile.ZipFile(io.BytesIO(answer.read())).namelist()

    new = client.ask("ssl.ReplaceCertificate", CertificateId=free, ValidType="DNS", CsrType="Original", Reason="不想要了")
    new = new["CertificateId"]
    assert new != free
    client.refused("FailedOperation.OrderAlreadyReplaced", "ssl.ReplaceCertificate", CertificateId=new, ValidType="DNS")
    client.refused("FailedOperation.CertificateNotFound", "ssl.ReplaceCertificate", CertificateId="a91hoLqi", ValidType="DNS")
    client.ask("ssl.CompleteCertificate", CertificateId=new)
    client.ask("ssl.RevokeCertificate", CertificateId=new, Reason="revoke")
    assert client.ask("ssl.DescribeCertificate", CertificateId=new)["Status"] in (10, 12)

    audited = client.ask("ssl.ApplyCertificate", DvAuthMethod="FILE", DomainName="files.test.com")["CertificateId"]
    assert client.ask("ssl.CancelAuditCertificate", CertificateId=audited)["Result"] is True


def purchases(client):
    def buy(product):
        return client.ask("ssl.CreateCertificate", ProductId=product, DomainNum=1, TimeSpan=1)["CertificateIds"][0]

    validated = buy(12)
    client.ask(
        "ssl.SubmitCertificateInformation",
        CertificateId=validated,
        CsrType="online",
        CertificateDomain="*.test.com",
        DomainList=["api.test.com"],
        OrganizationName="Test",
        AdminEmail="me@test.com",
        VerifyType="DNS",
    )
    assert client.ask("ssl.CommitCertificateInformation", CertificateId=validated)["Status"] == 0
    client.ask("ssl.CompleteCertificate", CertificateId=validated)
    assert client.ask("ssl.DescribeCertificate", CertificateId=validated)["Status"] == 1

    [company] = client.ask("ssl.DescribeCompanies", CompanyId=11772, Limit=10, Offset=0)["Companies"]
    assert (company["CompanyName"], company["CompanyCity"]) == ("Test", "Shenzhen"), company
    assert client.ask("ssl.DescribeCompanies", CompanyId=1)["TotalCount"] == 0
    organizations = buy(6)
    client.ask(
        "ssl.CertificateInfoSubmit",
        CertId=organizations,
        GenCsrType="online",
        CertCommonName="www.test.com",
        CompanyType="2",
        CompanyId=str(company["CompanyId"]),
        CsrEncryptAlgo="ECC",
        VerifyType="DNS",
    )
    submitted = client.ask("ssl.CertificateOrderSubmit", CertId=organizations, VerifyType="DNS")
    assert submitted["IsAudited"] is True, submitted

    cancelled = buy(12)
    client.refused(
        "FailedOperation.InvalidCertificateStatusCode", "ssl.CommitCertificateInformation", CertificateId=cancelled
    )
    client.ask("ssl.CancelCertificateOrder", CertificateId=cancelled)
    client.ask("ssl.ModifyCertificateResubmit", CertificateId=cancelled)


def companies(client):
    """Who answers for a company, and what its certificates are paid with."""
    managers = client.ask("ssl.DescribeManagers", CompanyId=11772, SearchKey="failed")["Managers"]
    assert [(one["ManagerId"], one["Status"]) for one in managers] == [(24, "invalid")], managers
    client.ask("ssl.SubmitAuditManager", ManagerId=24)
    assert client.ask("ssl.DescribeManagerDetail", ManagerId=24)["Status"] == "audit"
    client.ask("ssl.VerifyManager", ManagerId=24)
    client.refused("FailedOperation.ManagerCanNotDeleteCa", "ssl.DeleteManager", ManagerId=23)
    client.ask("ssl.DeleteManager", ManagerId=24)

    order = dict(ProductPid=1013955, PackageIds=["Z280000"], DomainCount="1", Period=1)
    bought = client.ask("ssl.CreateCertificateByPackage", **order)["CertificateId"]
    assert client.ask("ssl.DescribePackages", Status="usable")["TotalBalance"] == 499
    letter = base64.b64encode(b"%PDF".ljust(2000)).decode()
    client.refused(
        "FailedOperation.InvalidCertificateStatusCode",
        "ssl.UploadConfirmLetter",
        CertificateId=bought,
        ConfirmLetter=letter,
    )
    client.refused(
        "FailedOperation.InvalidCertificateStatusCode", "ssl.UploadRevokeLetter", CertificateId=bought, RevokeLetter=letter
    )
    # The fixture has an order and a revocation that wait for theirs.
    for action, member, waiting, before, after in [
        ("UploadConfirmLetter", "ConfirmLetter", "ordered1", 8, 1),
        ("UploadRevokeLetter", "RevokeLetter", "revoked1", 12, 10),
    ]:
        assert client.ask("ssl.DescribeCertificate", CertificateId=waiting)["Status"] == before
        assert client.ask(f"ssl.{action}", CertificateId=waiting, **{member: letter})["IsSuccess"] is True
        assert client.ask("ssl.DescribeCertificate", CertificateId=waiting)["Status"] == after


def deployments(client):
    old = upload(client, "wildcard")
    made = client.ask(
        "ssl.DeployCertificateInstance",
        CertificateId=old,
        InstanceIdList=["lb-1|lbl-1|www.example.com"],
        ResourceType="clb",
    )
    record = client.ask("ssl.DescribeHostDeployRecordDetail", DeployRecordId=str(made["DeployRecordId"]))
    assert (record["TotalCount"], record["SuccessTotalCount"]) == (1, 1), record
    listed = client.ask("ssl.DescribeHostDeployRecord", CertificateId=old, ResourceType="clb")
    assert listed["DeployRecordList"][0]["Id"] == made["DeployRecordId"]
    again = "FailedOperation.CertificateDeployRetryStatusInvalid"
    client.refused(again, "ssl.DeployCertificateRecordRetry", DeployRecordId=made["DeployRecordId"])
    client.refused(
        "FailedOperation.CertificateDeployInstanceEmpty",
        "ssl.DeployCertificateInstance",
        CertificateId=old,
        InstanceIdList=["lb-9|lbl-9"],
        ResourceType="clb",
    )

    task = client.ask("ssl.CreateCertificateBindResourceSyncTask", CertificateIds=[old], IsCache=0)["CertTaskIds"][0]
    bound = client.ask("ssl.DescribeCertificateBindResourceTaskResult", TaskIds=[task["TaskId"]])
    bound = bound["SyncTaskBindResourceResult"][0]
    assert (bound["Status"], bound["BindResourceResult"][0]["ResourceType"]) == (1, "clb"), bound

    new = upload(client, "wildcard")
    moved = client.ask("ssl.UpdateCertificateInstance", OldCertificateId=old, CertificateId=new, ResourceTypes=["clb"])
    assert moved["DeployStatus"] == 1, moved
    detail = client.ask("ssl.DescribeHostUpdateRecordDetail", DeployRecordId=str(moved["DeployRecordId"]), Limit="1")
    assert detail["RecordDetailList"][0]["List"][0]["InstanceId"] == "lb-1", detail
    records = client.ask("ssl.DescribeHostUpdateRecord", OldCertificateId=old)
    assert records["DeployRecordList"][0]["ResourceTypes"] == ["clb"], records

    client.refused(again, "ssl.UpdateCertificateRecordRetry", DeployRecordId=moved["DeployRecordId"])
    back = client.ask("ssl.UpdateCertificateRecordRollback", DeployRecordId=moved["DeployRecordId"])["DeployRecordId"]
    records = client.ask("ssl.DescribeHostUpdateRecord", CertificateId=old)["DeployRecordList"]
    assert [one["Id"] for one in records] == [back], records
    records = client.ask("ssl.DescribeHostUpdateRecord", OldCertificateId=old)["DeployRecordList"]
    assert [one["Status"] for one in records] == [4], records
    named = ["lb-1|lbl-1|www.example.com"]
    made = client.ask("ssl.DeployCertificateInstance", CertificateId=new, InstanceIdList=named, ResourceType="clb")
    made = made["DeployRecordId"]
    assert client.ask("ssl.DeployCertificateRecordRollback", DeployRecordId=made)["DeployRecordId"] != made
    client.ask("ssl.UpdateCertificateInstance", OldCertificateId=old, CertificateId=new, ResourceTypes=["clb"])

    certificate, key = pair("several-names")
    renewed = client.ask(
        "ssl.UploadUpdateCertificateInstance",
        OldCertificateId=new,
        ResourceTypes=["clb"],
        CertificatePublicKey=certificate,
        CertificatePrivateKey=key,
    )
    detail = client.ask("ssl.DescribeHostUploadUpdateRecordDetail", DeployRecordId=renewed["DeployRecordId"])
    assert detail["DeployRecordDetail"][0]["Status"] == 1, detail
    client.refused(again, "ssl.UploadUpdateCertificateRecordRetry", DeployRecordId=renewed["DeployRecordId"])
    listed = client.ask("ssl.DescribeHostUploadUpdateRecord", OldCertificateId=new)["DeployRecordList"]
    assert [one["Id"] for one in listed] == [renewed["DeployRecordId"]], listed
    client.ask("ssl.UploadUpdateCertificateRecordRollback", DeployRecordId=renewed["DeployRecordId"])
    listed = client.ask("ssl.DescribeHostUploadUpdateRecord", OldCertificateId=new)["DeployRecordList"]
    assert [one["Status"] for one in listed] == [4], listed
    found = client.ask("ssl.DescribeDeployedResources", CertificateIds=[new], ResourceType="clb")["DeployedResources"]
    assert found[0]["Resources"] == ["lb-1"], found


def retries(client):
    """What failed of a deployment, of an update and of an update in place, all of which the fixture has."""
    for kind, record, list_items, resource_type, instance in [
        ("Deploy", "101", lambda shown: shown["DeployRecordDetailList"], "cdn", "deployed.example.net"),
        ("Update", "201", lambda shown: shown["RecordDetailList"][0]["List"], "cdn", "updated.example.net"),
        ("UploadUpdate", 301, lambda shown: shown["DeployRecordDetail"], "clb", "lb-3"),
    ]:

        def statuses():
            shown = client.ask(f"ssl.DescribeHost{kind}RecordDetail", DeployRecordId=record)
            return [item["Status"] for item in list_items(shown)]

        retry = f"ssl.{kind}CertificateRecordRetry"
        assert statuses() == [2], kind
        client.ask(retry, DeployRecordId=int(record))
        assert statuses() == [1], kind
        client.refused("FailedOperation.CertificateDeployRetryStatusInvalid", retry, DeployRecordId=int(record))
        found = client.ask("ssl.DescribeDeployedResources", CertificateIds=["retried1"], ResourceType=resource_type)
        assert instance in found["DeployedResources"][0]["Resources"], found


def deletions(client):
    gone = upload(client, "ec-p256")
    assert client.ask("ssl.DeleteCertificate", CertificateId=gone)["DeleteResult"] is True
    client.refused("FailedOperation.CertificateNotFound", "ssl.DeleteCertificate", CertificateId=gone)
    many = [upload(client, "ec-p256"), upload(client, "ec-p256")]
    tasks = [one["TaskId"] for one in client.ask("ssl.DeleteCertificates", CertificateIds=many, IsSync=True)["CertTaskIds"]]
    results = client.ask("ssl.DescribeDeleteCertificatesTaskResult", TaskIds=tasks)["DeleteTaskResult"]
    assert [result["Status"] for result in results] == [1, 1], results
