"""`huaweicloud-sdk-python`, the SDK of the classic service: by IAM token and by AK/SK (dialect
`Credential=`), with its endpoint set and with its own search for it. Without an address it asks the
vendor's own hosts."""

import collections
import collections.abc
import os
import sys

# The SDK is of 2018; the names that it imports have moved since.
for name in ("Mapping", "MutableMapping", "MutableSequence", "Sequence", "Set", "Callable", "Iterable"):
    setattr(collections, name, getattr(collections.abc, name))

from mock import pair, pem  # noqa: E402
from openstack import connection, exceptions  # noqa: E402


def drive(open_connection):
    balancer = open_connection.load_balancer
    certificate, key = pair("rsa-2048")
    made = balancer.create_certificate(name="site", certificate=certificate, private_key=key)
    assert [one.id for one in balancer.certificates()] == [made.id]
    assert balancer.update_certificate(made, name="other").name == "other"
    for wrong in ("encrypted.key", "mismatched.key"):
        try:
            balancer.create_certificate(name="site", certificate=certificate, private_key=pem(wrong))
            raise AssertionError(f"{wrong} was taken")
        except exceptions.HttpException as error:
            assert "ELB.1011" in str(error), error
    assert {quota.type for quota in balancer.quotas()}, "no quotas"
    balancer.delete_certificate(made.id)
    try:
        balancer.delete_certificate(made.id, ignore_missing=False)
        raise AssertionError("what is gone was deleted")
    except exceptions.NotFoundException as error:
        assert "ELB.5040" in str(error), error


def by_token(url):
    return connection.Connection(
        auth_url=f"{url}/v3",
        username="certmock",
        password="certmock",
        user_domain_name="certmock",
        project_id="certmock",
    )


def by_key():
    return connection.Connection(
        ak="certmock", sk="certmock", project_id="certmock", domain="example.com", region="cn-north-1"
    )


def main(url):
    os.environ["OS_ELBV1_ENDPOINT_OVERRIDE"] = url + "/v1.0/%(project_id)s"
    drive(by_token(url))
    drive(by_key())
    # The endpoint comes from the catalog of the token, and the SDK asks for the API's versions.
    del os.environ["OS_ELBV1_ENDPOINT_OVERRIDE"]
    drive(by_token(url))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        drive(by_token("https://iam.cn-north-1.myhuaweicloud.com"))
